"""Hypothesis strategies for records, portfolios and their values, derived from the annotations of the records.

``portfolios()`` draws portfolios whose references all lead somewhere; whether their days and lengths make sense is not
asked. ``values(hint, ids)`` draws a value of any annotated type.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import strategies as st

from stagehold.domain import edtf
from stagehold.domain.booking import Policy
from stagehold.domain.days import Duration, parse_duration
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.fields import CountryCode, CurrencyCode, Name, PlainValue, Range, Ref, TimeZone, Token
from stagehold.domain.hours import BusinessHours
from stagehold.domain.lease import CandidateLease, Lease
from stagehold.domain.portfolio import TABLES, Portfolio, record_id
from stagehold.domain.production import Production
from stagehold.domain.provenance import Record, Source
from stagehold.domain.quantities import Area, AreaBasis, AreaUnit, Length, LengthUnit
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import hints_of
from stagehold.domain.studio import Party, Space, SpaceKind, Studio
from stagehold.domain.title import Title

Ids = Mapping[str, list[str]]

_LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"
) | st.sampled_from("\n\t")
# What trips up formats: words with another meaning, syntax, and what spreadsheets eat.
TRICKY = [
    "NO", "null", "~", "true", "yes", "007", "1e5", "0x1F", "1_000", "12:30", "2027-01-05", ".5", "-", "---", "...",
    "=1+1", "=SUM(A1:A3)", "+81", "@here", "'quoted'", '"quoted"', "a, b", "a; b", "[REC]", "{x}", "{a: b}", "# no",
    "a: b", "a #b", "a:", "&anchor", "*star", "!tag", "%percent", "`tick`", "|", ">", "?", "a\nb", "a\n\n  b", "<<",
    "港スタジオ", "항구 스튜디오", "第1ステージ：957㎡", "𠮷野家", "é", "\\", "\\n", "a\tb", "  ", "1,5",
    "_x000D_", "&amp;<b>",
]  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Text as a field keeps it: not empty, no blanks around it, no control characters."""
    free = st.text(_LETTERS, min_size=1, max_size=20) | st.sampled_from(TRICKY)
    return free.map(str.strip).filter(bool)


def tokens() -> st.SearchStrategy[str]:
    """Ids: letters of any script, digits, and - _ . inside."""
    first = st.sampled_from("abxyzABZ019_港항é")
    return st.tuples(first, st.text("abyz019-_.港항", max_size=7)).map("".join)


_DAY_TEXTS = st.dates().map(str)
_QUALIFIERS = st.sampled_from(["", "", "", "~", "?", "%"])


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    """A date of EDTF level 1 within the years 0001 to 9999."""
    day = draw(_DAY_TEXTS)
    cut = [day, day, day, day[:7], day[:4], day[:3] + "X", day[:2] + "XX", day[:8] + "XX", day[:5] + "XX"]
    form = draw(st.sampled_from([*cut, day[:5] + "XX-XX", day[:4] + "-21", day[:4] + "-24"]))
    return form + draw(_QUALIFIERS)


def interval_texts() -> st.SearchStrategy[str]:
    """An interval whose end can lie on or after its start."""
    ends = st.tuples(date_texts() | st.sampled_from(["", ".."]), date_texts() | st.sampled_from(["", ".."]))
    return ends.map("/".join).filter(_reads)


def _reads(text: str) -> bool:
    try:
        edtf.parse_interval(text)
    except ValueError:
        return False
    return True


def _duration_texts() -> st.SearchStrategy[str]:
    number = st.integers(1, 999)
    return st.builds("P{}{}".format, number, st.sampled_from("YMWD")) | st.just("P1Y6M") | st.just("PT24H")


def decimals(low: int | None = None, high: int | None = None) -> st.SearchStrategy[Decimal]:
    """Decimals of at most 4 places within the bounds."""
    least = -1_000_000 if low is None else low
    most = 1_000_000_000 if high is None else min(high, 1_000_000_000)
    return st.decimals(least, most, allow_nan=False, allow_infinity=False, places=4).map(
        lambda value: value.normalize() if value else Decimal(0)
    )


def _amounts() -> st.SearchStrategy[Decimal]:
    return decimals(0, 10_000_000).filter(lambda value: value > 0)


def plain_values() -> st.SearchStrategy[Any]:
    """What an assumption or a claim holds: text, or tuples and mappings that end in text."""
    text = texts() | st.just(" around ")
    return st.recursive(
        text,
        lambda inside: (
            st.lists(inside, max_size=3).map(tuple) | st.dictionaries(texts() | st.just(""), inside, max_size=3)
        ),
        max_leaves=5,
    )


_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    EdtfDate: date_texts().map(edtf.parse_date),
    EdtfInterval: interval_texts().map(edtf.parse_interval),
    Edtf: date_texts().map(edtf.parse_date) | interval_texts().map(edtf.parse_interval),
    Duration: _duration_texts().map(parse_duration),
    BusinessHours: st.builds(BusinessHours, st.integers(0, 719), st.integers(720, 1440)),
    Area: st.builds(Area, _amounts(), st.sampled_from(AreaUnit), st.sampled_from(AreaBasis)),
    Length: st.builds(Length, _amounts(), st.sampled_from(LengthUnit)),
    Name: st.builds(Name, texts(), st.none() | texts(), st.none() | texts()),
}


def values(hint: Any, ids: Ids) -> st.SearchStrategy[Any]:
    """Values of an annotated type; a reference is drawn from ``ids`` of its kind (``*``: type/id of any)."""
    if get_origin(hint) in (Union, types.UnionType) and hint != Edtf:
        parts = [part for part in get_args(hint) if part is not type(None)]
        inner = values(parts[0], ids) if len(parts) == 1 else _SCALARS[Edtf]
        return st.none() if inner.is_empty else st.none() | inner
    rules: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        rules = tuple(rest)
    if any(isinstance(rule, PlainValue) for rule in rules):
        return plain_values()
    if hint in _SCALARS:
        return _SCALARS[hint]
    if dataclasses.is_dataclass(hint):
        return records(hint, ids)
    if get_origin(hint) is tuple:
        element = values(get_args(hint)[0], ids)
        return st.just(()) if element.is_empty else st.lists(element, max_size=2).map(tuple)
    if get_origin(hint) is not None:
        keys, items = (values(part, ids) for part in get_args(hint))
        return st.just({}) if keys.is_empty or items.is_empty else st.dictionaries(keys, items, max_size=2)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    limits = next((rule for rule in rules if isinstance(rule, Range)), Range())
    if hint is int:
        return st.integers(-1000 if limits.low is None else limits.low, 1000)
    if hint is Decimal:
        return decimals(limits.low, limits.high)
    return _words(rules, ids)


def _words(rules: tuple[Any, ...], ids: Ids) -> st.SearchStrategy[str]:
    for rule in rules:
        if isinstance(rule, Ref):
            known = [f"{kind}/{id_}" for kind in ids for id_ in ids[kind]] if rule.kind == "*" else ids[rule.kind]
            return st.sampled_from(known) if known else st.nothing()
        if isinstance(rule, Token):
            return tokens()
        if isinstance(rule, CurrencyCode):
            return st.sampled_from(["JPY", "KRW", "USD", "EUR", "TWD"])
        if isinstance(rule, CountryCode):
            return st.sampled_from(["JP", "KR", "TW", "NO", "GB"])
        if isinstance(rule, TimeZone):
            return st.sampled_from(["Asia/Tokyo", "Asia/Seoul", "Europe/London"])
    return texts()


def records(cls: Any, ids: Ids, id_: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Any]:
    """Records of a type; about half of the optional fields are left out. Empty when a reference has nowhere to lead."""
    required, optional = {}, {}
    for item in dataclasses.fields(cls):
        strategy = id_ if item.name == "id" and id_ is not None else values(hints_of(cls)[item.name], ids)
        has_default = item.default is not dataclasses.MISSING or item.default_factory is not dataclasses.MISSING
        if not strategy.is_empty:
            (optional if has_default else required)[item.name] = strategy
        elif not has_default:
            return st.nothing()
    return st.fixed_dictionaries(required, optional=optional).map(lambda fields: cls(**fields))


# Records that others may refer to: bare ones, always there, so that a drawn reference leads somewhere.
BARE: list[Record] = [
    Source(id="press-1", publisher="Press"),
    Source(id="記事.2", publisher="新聞"),
    Party(id="us", name="Us"),
    Party(id="Studio, the", name="東宝; [Toho]"),
    Policy(id="tokyo"),
    Studio(id="lot", name=Name("Lot"), country="JP"),
    Studio(id="7", name=Name("Seven"), country="KR"),
    Space(id="a", studio="lot", kind=SpaceKind.STAGE),
    Space(id="第1", studio="7", kind=SpaceKind.STAGE),
    Lease(id="lease.1", lessee="us", spaces=("a",)),
    CandidateLease(id="c-1", lessee="us", spaces=("a",)),
    Title(id="NO", name=Name("Norway")),
    Production(id="p1"),
    Production(id="007"),
]
IDS: Ids = {kind: [record_id(record) for record in BARE if type(record) is cls] for kind, cls in TABLES.values()}


@cache
def any_record() -> st.SearchStrategy[Record]:
    """One record of any type; its references lead to the bare ones, of which it may take the place."""
    choices = []
    for kind, cls in TABLES.values():
        names = texts() if kind == "party" else tokens()
        choices.append(records(cls, IDS, st.sampled_from(IDS[kind]) | names if IDS[kind] else names))
    return st.one_of(choices)


@cache
def portfolios(most: int = 4) -> st.SearchStrategy[Portfolio]:
    """Portfolios of the bare records and at most ``most`` drawn ones."""
    settings = records(Settings, IDS)
    drawn = st.lists(any_record(), max_size=most)
    return st.builds(lambda some, chosen: Portfolio.of([*BARE, *some], chosen), drawn, settings)
