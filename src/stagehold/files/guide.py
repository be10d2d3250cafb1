"""The reference page of all tables and fields, made from the annotations that also read and check them.

``python -m stagehold.files.guide >docs/reference/files.md`` renews the page; a test notices when it is out of date.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from inspect import cleandoc
from typing import Any, get_args, get_origin

from stagehold.domain.days import Duration
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.encoding import encode
from stagehold.domain.fields import CountryCode, CurrencyCode, Name, PlainValue, Range, Ref, TimeZone, Token
from stagehold.domain.hours import BusinessHours
from stagehold.domain.portfolio import TABLES
from stagehold.domain.production import PhaseLength
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import AREA_UNITS, LENGTH_UNITS, Area, AreaBasis, Length
from stagehold.domain.scalars import TOKEN_FORM
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import file_name, hints_of, split_annotation
from stagehold.files.intake import CHILD_TABLES, NAMED_BY_POSITION
from stagehold.files.yaml_out import flow

# Type as the reader sees it, and what is allowed.
_WORDS: dict[Any, tuple[str, str]] = {
    bool: ("truth", "`true`, `false` (`yes`, `no`)"),
    EdtfDate: ("date", "a [date](#dates)"),
    EdtfInterval: ("interval", "an [interval](#dates)"),
    Edtf: ("date or interval", "a [date or interval](#dates)"),
    Duration: ("duration", "as `P5Y`, `P18M`, `P2W`, `P90D`, `PT24H`"),
    BusinessHours: ("hours", "as `09:00-18:00`, `00:00-24:00`"),
    Area: ("area", "a number and a unit, perhaps a basis: `957 m2 effective`"),
    Length: ("length", "a number and a unit: `11 m`, `36 ft`"),
    Name: ("name", "text, or `{en: …, ja: …, ko: …}`"),
}
_RULES: dict[Any, tuple[str, str]] = {
    Token: ("id", TOKEN_FORM),
    CurrencyCode: ("currency", "a code of ISO 4217, as `JPY`"),
    CountryCode: ("country", "two letters of ISO 3166-1, as `JP`"),
    TimeZone: ("time zone", "a name of the tz database, as `Asia/Tokyo`"),
}


def fields_page() -> str:
    """The text of the page."""
    parts = _parts()
    lines = [files("stagehold.files").joinpath("guide.md").read_text(encoding="utf-8").rstrip(), ""]
    lines += ["## Tables", ""]
    for table, (_, cls) in TABLES.items():
        note = " A record without `id` is named by its kind and position." if table in NAMED_BY_POSITION else ""
        lines += _section(f"### {table}", cls, own_only=True, note=note)
    lines += ["### settings", "", "A mapping; in tables one row, with the version in the column `stagehold`.", ""]
    lines += _table(Settings, own_only=True)
    lines += ["## Fields of every record", "", *_described(Record), *_table(Record, own_only=False)]
    lines += ["## Child tables", ""]
    for name, child in CHILD_TABLES.items():
        kind = "a record, or kind/id," if child.kind == "*" else f"a {child.kind}"
        link = _link(child.record)
        lines.append(f"- `{name}`: the column `{child.parent}` with the id of {kind} and the fields of a {link}.")
    lines += ["", "## Parts of records", ""]
    for cls in parts:
        lines += _section(f"### {_title(cls)}", cls, own_only=False)
    units = ", ".join(f"`{unit}`" for unit in AREA_UNITS)
    bases = ", ".join(f"`{basis}`" for basis in AreaBasis)
    lengths = ", ".join(f"`{unit}`" for unit in LENGTH_UNITS)
    lines += ["## Units", "", f"Areas: {units}; without a unit m2. Bases: {bases}; without one `as-published`."]
    lines += ["", f"Lengths: {lengths}; without a unit m."]
    return "\n".join(lines) + "\n"


@cache
def _parts() -> tuple[Any, ...]:
    """Every record that stands inside another, in the order of first use."""
    found: dict[Any, None] = {}
    waiting: list[Any] = [cls for _, cls in TABLES.values()] + [Settings]
    while waiting:
        for hint in hints_of(waiting.pop(0)).values():
            for inner in _types_in(hint):
                if dataclasses.is_dataclass(inner) and inner not in (*_WORDS, PhaseLength) and inner not in found:
                    found[inner] = None
                    waiting.append(inner)
    return tuple(found)


def _types_in(hint: Any) -> Iterator[Any]:
    bare, rules = split_annotation(hint)
    if any(isinstance(rule, PlainValue) for rule in rules):
        return
    yield bare
    if get_origin(bare) is not None and bare != Edtf:
        for inner in get_args(bare):
            yield from _types_in(inner)


def _title(cls: Any) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


def _link(cls: Any) -> str:
    return f"[{_title(cls)}](#{_title(cls).replace(' ', '-')})"


def _section(heading: str, cls: Any, *, own_only: bool, note: str = "") -> list[str]:
    return [heading, "", *_described(cls, note), *_table(cls, own_only=own_only)]


def _described(cls: Any, note: str = "") -> list[str]:
    """The record's own words, as paragraphs and a list of its parameters."""
    head, _, _ = _doc(cls).partition(_PARAMETERS)
    lines = [" ".join(paragraph.split()) for paragraph in head.strip().split("\n\n")]
    lines[0] += note
    described = [part for line in lines for part in (line, "")]
    parameters = [f"- {', '.join(f'`{name}`' for name in names)}: {words}" for names, words in parameters_of(cls)]
    return [*described, *parameters, ""] if parameters else described


def parameters_of(cls: Any) -> list[tuple[tuple[str, ...], str]]:
    """What a record says of its fields: the names in files of those described together, and the words."""
    # What two types have in common is described where they both come from.
    origins = [cls, *(base for base in cls.__mro__[1:] if base not in (Record, object) and base.__doc__)]
    text = "".join(_doc(origin).partition(_PARAMETERS)[2] for origin in origins)
    found = re.findall(r"^(\S.*)\n((?:    .*\n?)+)", text, re.MULTILINE)
    return [
        (tuple(file_name(name.strip()) for name in names.split(",")), " ".join(words.split())) for names, words in found
    ]


_PARAMETERS = "\nParameters\n----------\n"


def _doc(cls: Any) -> str:
    return cleandoc(cls.__doc__ or "").replace("``", "`").replace("*", "")


def _table(cls: Any, *, own_only: bool) -> list[str]:
    provenance = {item.name for item in dataclasses.fields(Record)} if own_only and issubclass(cls, Record) else set()
    defaults = {item.name: item for item in dataclasses.fields(cls)}
    lines = ["| field | type | allowed | default |", "|---|---|---|---|"]
    for attribute, hint in hints_of(cls).items():
        if attribute in provenance:
            continue
        kind, allowed = _type_of(hint)
        lines.append(f"| `{file_name(attribute)}` | {kind} | {allowed} | {_default(defaults[attribute])} |")
    return [*lines, ""]


def _default(item: Any) -> str:
    if item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
        return "**required**"
    value = item.default if item.default_factory is dataclasses.MISSING else item.default_factory()
    if value is None or (isinstance(value, tuple | Mapping) and not value):
        return ""
    return f"`{flow(encode(value))}`" if not dataclasses.is_dataclass(value) else "its defaults"


def _type_of(hint: Any) -> tuple[str, str]:
    """The type in words and what is allowed."""
    bare, rules = split_annotation(hint)
    for rule in rules:
        if isinstance(rule, PlainValue):
            return "any", "text, a list or a mapping"
        if isinstance(rule, Ref):
            return "reference", "the id of any record, or kind/id" if rule.kind == "*" else _reference(rule.kind)
        if type(rule) in _RULES:
            return _RULES[type(rule)]
    if bare in _WORDS:
        return _WORDS[bare]
    if get_origin(bare) is tuple:
        return _list_of(get_args(bare)[0])
    if get_origin(bare) is not None:
        (key, keys), (value, values) = (_type_of(part) for part in get_args(bare))
        return f"mapping of {key} to {value}", f"{keys}; {values}"
    if dataclasses.is_dataclass(bare):
        return "mapping", f"a {_link(bare)}"
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return "word", ", ".join(f"`{member.value}`" for member in bare)
    if bare in (int, Decimal):
        limits = next((rule for rule in rules if isinstance(rule, Range)), None)
        return ("whole number" if bare is int else "number"), str(limits or "any")
    return "text", "text"


def _reference(kind: str) -> str:
    return "the id or the name of a party" if kind == "party" else f"the id of a {kind.replace('_', ' ')}"


def _list_of(element: Any) -> tuple[str, str]:
    if split_annotation(element)[0] is PhaseLength:
        return "phases", "`{build: 20, shoot: 40}`, or `[{build: 20}, {shoot: 30}, {standing: 45}, {shoot: 10}]`"
    kind, allowed = _type_of(element)
    return f"list of {kind}s" if not kind.endswith("y") else f"list of {kind[:-1]}ies", allowed


if __name__ == "__main__":
    sys.stdout.write(fields_page())
