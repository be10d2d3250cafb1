"""What taking a portfolio in would change, record by record and field by field, and everything wrong with it.

Nothing is written. An import replaces the records it names and leaves all others as they are: what the desk has and
the files have not is told apart, so that nobody takes it for deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from stagehold.desk.state import SETTINGS, Desk
from stagehold.domain import readings
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.encoding import encode
from stagehold.domain.fields import Name
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import TABLES, Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, Length
from stagehold.domain.schema import file_name
from stagehold.files import Loaded
from stagehold.reports.reader import Reader
from stagehold.reports.stated import as_text

KNOWN_BOOKING = "known-booking"
TAKEN = "taken"


class RecordState(StrEnum):
    """What becomes of a record."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field by its dotted path: the plain value before and after (None: not there), each as a reader sees it."""

    field: str
    before: Any
    after: Any
    shown_before: str
    shown_after: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A record that is new or other than before, where it stands in the files, and its fields."""

    kind: str
    id: str
    name: str
    state: RecordState
    file: str
    line: int
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do; ``counts`` by kind and state, of the same and the absent too."""

    records: tuple[RecordChange, ...]
    counts: Mapping[str, Mapping[RecordState, int]]
    findings: tuple[Finding, ...]


def preview(before: Portfolio, loaded: Loaded, reader: Reader, findings: tuple[Finding, ...] = ()) -> Preview:
    """The differences between what the desk has and what was read; ``findings`` are those of the desk beside its own.

    Parameters
    ----------
    before
        The portfolio with the bookings of the desk as they stand.
    """
    records: list[RecordChange] = []
    counts: dict[str, dict[RecordState, int]] = {}
    for table, (kind, _) in TABLES.items():
        known, read = before.table(table), loaded.portfolio.table(table)
        tally = dict.fromkeys(RecordState, 0)
        tally[RecordState.ABSENT] = sum(id_ not in read for id_ in known)
        for id_, record in read.items():
            change = _change(kind, id_, known.get(id_), record, loaded, reader)
            tally[change.state] += 1
            if change.state is not RecordState.SAME:
                records.append(change)
        if any(tally.values()):
            counts[kind] = tally
    settings = _change(SETTINGS, SETTINGS, before.settings, loaded.portfolio.settings, loaded, reader)
    if settings.state is RecordState.CHANGED:
        records.append(settings)
        counts[SETTINGS] = {**dict.fromkeys(RecordState, 0), RecordState.CHANGED: 1}
    return Preview(records=tuple(records), counts=counts, findings=(*loaded.findings, *findings))


def desk_findings(desk: Desk, before: Portfolio, loaded: Loaded) -> tuple[Finding, ...]:
    """What the desk would refuse of the bookings: one it has already as another, days that are booked already."""
    return tuple(_desk_findings(desk, before, loaded))


def _desk_findings(desk: Desk, before: Portfolio, loaded: Loaded) -> Iterator[Finding]:
    for booking in loaded.portfolio.bookings.values():
        known = before.bookings.get(booking.id)
        file, line = loaded.place("booking", booking.id)
        if known is not None:
            stated = desk.bookings[booking.id].stated
            if booking != known and stated != encode(booking):
                yield Finding(
                    rule=KNOWN_BOOKING,
                    file=file,
                    line=line,
                    record=booking.id,
                    found="another booking than the one that the desk has under this id",
                    allowed="the booking as it stands there, or another id; change it at the desk",
                )
            continue
        yield from _taken(desk, booking, loaded)


def _taken(desk: Desk, booking: Booking, loaded: Loaded) -> Iterator[Finding]:
    for index, item in enumerate(booking.lines):
        if item.state is not LineState.CONFIRMED or item.space not in desk.portfolio.spaces:
            continue
        try:
            span = readings.all_days(item.days)
        except (readings.Unpinned, ValueError):
            continue  # the files have a finding of it
        for other in desk.confirmed(item.space, span):
            file, line = loaded.place("booking", booking.id, f"lines.{index}")
            yield Finding(
                rule=TAKEN,
                file=file,
                line=line,
                record=booking.id,
                field=f"lines.{index}",
                found=f"{item.space} is booked on {other.span} by {other.booking}",
                allowed="days on which nothing is confirmed",
            )


# --- one record -----------------------------------------------------------------------------------------------------


def _change(kind: str, id_: str, known: Any, record: Any, loaded: Loaded, reader: Reader) -> RecordChange:
    file, line = loaded.place(kind, id_)
    name = reader.name(getattr(record, "name", None)) if kind != SETTINGS else ""
    state = RecordState.ADDED if known is None else RecordState.SAME if known == record else RecordState.CHANGED
    changes: tuple[FieldChange, ...] = ()
    if state is not RecordState.SAME:
        changes = tuple(_fields(kind, id_, known, record, loaded, reader))
        if not changes:
            state = RecordState.SAME  # the same values in another order
    return RecordChange(kind=kind, id=id_, name=name, state=state, file=file, line=line, fields=changes)


def _fields(
    kind: str, id_: str, known: Record | None, record: Record, loaded: Loaded, reader: Reader
) -> Iterator[FieldChange]:
    before: dict[str, Any] = {} if known is None else encode(known)
    after: dict[str, Any] = encode(record)
    typed_before, typed_after = _typed(known), _typed(record)
    for field in dict.fromkeys([*after, *before]):
        if field == "id" or before.get(field) == after.get(field):
            continue
        for path, old, new in differences(field, before.get(field), after.get(field)):
            file, line = loaded.place(kind, id_, path)
            whole = path == field
            yield FieldChange(
                field=path,
                before=old,
                after=new,
                shown_before=shown(typed_before.get(field) if whole else None, old, reader),
                shown_after=shown(typed_after.get(field) if whole else None, new, reader),
                file=file,
                line=line,
            )


def _typed(record: Any) -> dict[str, Any]:
    """The values of a record by the names of its fields in files."""
    if record is None or not is_dataclass(record):
        return {}
    return {file_name(item.name): getattr(record, item.name) for item in fields(record)}


def differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """The paths below ``path`` at which two plain values differ, with both values; lists of records go by their ids."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            if old.get(key) != new.get(key):
                yield from differences(f"{path}.{key}", old.get(key), new.get(key))
        return
    before, after = _by_id(old), _by_id(new)
    if before and after:
        changed = False
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) != after.get(key):
                changed = True
                yield from differences(f"{path}.{key}", before.get(key), after.get(key))
        if changed:
            return
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and _all_mappings(old, new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            if one != other:
                yield from differences(f"{path}.{index}", one, other)
        return
    yield path, old, new


def _by_id(value: Any) -> dict[str, Any] | None:
    """The items of a list by their ids; None where it is no list of such."""
    records = isinstance(value, list) and all(isinstance(item, dict) and "id" in item for item in value)
    if not records:
        return None
    found = {item["id"]: item for item in value}
    return found if len(found) == len(value) else None


def _all_mappings(*lists: list[Any]) -> bool:
    return all(isinstance(item, dict) for listed in lists for item in listed)


def shown(value: Any, plain: Any, reader: Reader) -> str:
    """A value as its reader reads it: dates, areas, lengths and names in their language and units."""
    if plain is None:
        return ""
    if isinstance(value, EdtfDate | EdtfInterval):
        return reader.edtf(value)
    if isinstance(value, Area):
        return f"{reader.area(value)} ({reader.word(f'basis.{value.basis.value}')})"
    if isinstance(value, Length):
        return reader.length(value)
    if isinstance(value, Name):
        return reader.name(value)
    return as_text(plain)
