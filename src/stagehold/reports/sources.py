"""Where the figures of a record come from: every field, who says it, what else is said, and what planning uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from stagehold.domain.claims import differing_values
from stagehold.domain.editing import covers
from stagehold.domain.encoding import encode
from stagehold.domain.errors import InputError
from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import Portfolio, record_id
from stagehold.domain.provenance import Assumption, Precision, Record, Source, Statement, Status
from stagehold.domain.schema import file_name, hints_of
from stagehold.reports.conflicts import Said, said_of
from stagehold.reports.held import pins_by_record
from stagehold.reports.stated import as_text, precision_of, sources_of

_PROVENANCE = {item.name for item in fields(Record)}


class Use(StrEnum):
    """Which value of a field counts, and why."""

    OWN = "own"
    ASSUMED = "assumed"
    SOLE_CLAIM = "sole-claim"
    IN_CONFLICT = "in-conflict"
    KNOWN_ONLY = "known-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field of the record.

    Parameters
    ----------
    value
        The record's own value as plain text; None where only claims state the field.
    said
        Every claim of the field, in the order of the record.
    use, used, why
        Which value counts (``used``; None while sources are in conflict), and the reason of the assumption if one
        decides. *known-only*: no field of the model, so planning never asks for it.
    differing
        The values that contradict each other.
    """

    field: str
    value: str | None
    source: tuple[str, ...]
    status: Status | None
    precision: Precision | None
    as_stated: str | None
    said: tuple[Said, ...]
    differing: tuple[str, ...]
    use: Use
    used: str | None
    why: str | None
    assumption: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSources:
    """One record, its fields, the assumptions and statements about it, and the records of all sources named."""

    kind: str
    id: str
    source: tuple[str, ...]
    status: Status | None
    precision: Precision | None
    as_stated: str | None
    note: str | None
    fields: tuple[FieldRow, ...]
    assumptions: tuple[Assumption, ...]
    statements: tuple[Statement, ...]
    sources: Mapping[str, Source]


def record_sources(portfolio: Portfolio, reference: str) -> RecordSources:
    """Everything stated of the record that ``id`` or ``kind/id`` names.

    Raises
    ------
    InputError
        If no record has that id, or several kinds do.
    """
    kind, record = _find(portfolio, reference)
    id_ = record_id(record)
    pins = pins_by_record(portfolio).get((kind, id_), {})
    rows = tuple(_rows(record, pins))
    statements = tuple(item for item in portfolio.statements.values() if {id_, f"{kind}/{id_}"} & set(item.about))
    named = [*sources_of(record), *(source for row in rows for source in row.source)]
    named += [source for row in rows for said in row.said for source in said.source]
    named += [source for item in (*pins.values(), *statements) for source in item.source]
    return RecordSources(
        kind=kind, id=id_, source=sources_of(record), status=record.status, precision=record.precision,
        as_stated=record.as_stated, note=record.note, fields=rows, assumptions=tuple(pins.values()),
        statements=statements,
        sources={key: portfolio.sources[key] for key in dict.fromkeys(named) if key in portfolio.sources},
    )  # fmt: skip


def _find(portfolio: Portfolio, reference: str) -> tuple[str, Record]:
    found = portfolio.find(reference)
    if len(found) > 1:
        forms = ", ".join(f"{kind}/{reference}" for kind, _ in found)
        raise InputError(f"several records have the id {reference!r}; say which: {forms}")
    if not found:
        known = {record_id(record): kind for kind, record in portfolio.records()}
        close = nearest(reference.rpartition("/")[2], known)
        hint = f"; nearest: {known[close]}/{close}" if close else ""
        raise InputError(f"no record has the id {reference!r}{hint}")
    return found[0]


def _rows(record: Record, pins: Mapping[str, Assumption]) -> Iterable[FieldRow]:
    own = {key: value for key, value in _own_values(record) if value not in (None, (), {}, "")}
    claimed = dict.fromkeys(claim.field for claim in record.claims)
    for field in dict.fromkeys([*own, *claimed, *pins]):
        yield _row(record, field, own.get(field) or _end_of(own, field), pins)


def _end_of(own: Mapping[str, Any], field: str) -> str | None:
    """The end of an interval of the record that ``field`` names, as ``term.start``."""
    whole, _, which = field.rpartition(".")
    value = own.get(whole)
    if which not in ("start", "end") or not isinstance(value, str) or "/" not in value:
        return None
    return value.split("/")[which == "end"] or None


def _own_values(record: Record) -> Iterable[tuple[str, Any]]:
    plain = encode(record)
    record_type: Any = type(record)
    for attribute in hints_of(record_type):
        if attribute not in _PROVENANCE and attribute != "id":
            yield file_name(attribute), plain.get(file_name(attribute))


def _row(record: Record, field: str, own: Any, pins: Mapping[str, Assumption]) -> FieldRow:
    claims = [claim for claim in record.claims if claim.field == field]
    said = tuple(said_of(claim) for claim in claims)
    differing = differing_values(record, field)
    value = None if own is None else as_text(own)
    same = [one for one in said if one.value == value]
    pin = next((item for path, item in pins.items() if covers(path, field)), None)
    below = pin or next((item for path, item in pins.items() if path.startswith(field + ".")), None)
    use, used = _used(field, value, said, differing, pin, record)
    if below is not None and pin is None and not differing:
        # Only a part of the field is pinned, as the end of a term: the rest stays as stated.
        use, used = Use.ASSUMED, f"{value or ''}; {below.of.rpartition('.')[2]} = {as_text(below.value)}"
    source = dict.fromkeys(source for one in same for source in one.source)
    return FieldRow(
        field=field, value=value, source=tuple(source) or (sources_of(record) if value is not None else ()),
        status=(same[0].status if same else None) or (record.status if value is not None else None),
        precision=precision_of(record, field) if value is not None else None,
        as_stated=same[0].as_stated if same else None, said=said, differing=differing, use=use, used=used,
        why=below.why if below is not None else None, assumption=below.id if below is not None else None,
    )  # fmt: skip


def _used(
    field: str,
    value: str | None,
    said: tuple[Said, ...],
    differing: tuple[str, ...],
    pin: Assumption | None,
    record: Record,
) -> tuple[Use, str | None]:
    if pin is not None:
        return Use.ASSUMED, as_text(pin.value)
    record_type: Any = type(record)
    if field.partition(".")[0] not in map(file_name, hints_of(record_type)):
        return Use.KNOWN_ONLY, said[0].value if said and not differing else None
    if differing:
        return Use.IN_CONFLICT, None
    if value is not None:
        return Use.OWN, value
    return Use.SOLE_CLAIM, said[0].value if said else None
