"""Records, events and notices as JSON and back; reading what was written gives equal values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec

from stagehold.desk.event import Change, Drop, Put
from stagehold.desk.records import Challenge, DeskBooking, DeskRecord, Line, Notice, PublishedPlan
from stagehold.desk.state import SETTINGS
from stagehold.domain.encoding import encode
from stagehold.domain.portfolio import TABLES
from stagehold.domain.provenance import Record
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node
from stagehold.store.errors import Damaged

DESK_KINDS: Mapping[str, type[Any]] = {
    "line": Line,
    "booking": DeskBooking,
    "challenge": Challenge,
    "plan": PublishedPlan,
}
FACT_KINDS: Mapping[str, type[Any]] = {
    **{kind: type_ for kind, type_ in TABLES.values() if kind not in DESK_KINDS},
    SETTINGS: Settings,
}


_NO_RECORD = msgspec.Raw()


class _Change(msgspec.Struct, omit_defaults=True):
    """A change as the journal keeps it: ``put`` with its record, or ``drop`` with an id."""

    put: str | None = None
    record: msgspec.Raw = _NO_RECORD
    drop: str | None = None
    id: str | None = None


_to_json = msgspec.json.Encoder().encode
_changes_in = msgspec.json.Decoder(list[_Change]).decode
_notices_in = msgspec.json.Decoder(tuple[Notice, ...]).decode
_ids_in = msgspec.json.Decoder(tuple[str, ...]).decode
_facts_in = msgspec.json.Decoder(tuple[tuple[str, str], ...]).decode
_desk_in: Mapping[str, Callable[[str | bytes | msgspec.Raw], Any]] = {
    kind: msgspec.json.Decoder(type_).decode for kind, type_ in DESK_KINDS.items()
}


def record_out(kind: str, record: DeskRecord | Record | Settings) -> bytes:
    """A record as JSON."""
    return _to_json(record if kind in DESK_KINDS else encode(record))


def record_in(kind: str, data: str | bytes | msgspec.Raw) -> Any:
    """A record from JSON.

    Raises
    ------
    Damaged
        If it is none of this kind.
    """
    try:
        read = _desk_in.get(kind)
        if read is not None:
            return read(data)
        return _fact_in(kind, data)
    except (msgspec.MsgspecError, KeyError, ValueError) as error:
        raise Damaged(f"a stored {kind} cannot be read ({error}): restore a backup") from error


def _fact_in(kind: str, data: str | bytes | msgspec.Raw) -> Any:
    reading = Reading()
    record = decode(FACT_KINDS[kind], to_node(msgspec.json.decode(data)), reading)
    if record is INVALID:
        raise ValueError("; ".join(f"{found.field}: {found.rule}, {found.found}" for found in reading.findings))
    return record


def changes_out(changes: tuple[Change, ...], records: list[bytes | None]) -> str:
    """The changes of an event as JSON; ``records`` holds that of each put, as ``record_out`` gives it."""
    return _to_json(
        [
            _Change(drop=change.kind, id=change.id)
            if isinstance(change, Drop)
            else _Change(put=change.kind, record=msgspec.Raw(cast(bytes, data)))
            for change, data in zip(changes, records, strict=True)
        ]
    ).decode()


def changes_in(text: str) -> tuple[Change, ...]:
    """The changes of an event from JSON.

    Raises
    ------
    Damaged
        If they cannot be read.
    """
    try:
        found = _changes_in(text)
    except msgspec.MsgspecError as error:
        raise Damaged(f"an event of the journal cannot be read ({error}): restore a backup") from error
    return tuple(
        Drop(kind=item.drop or "", id=item.id or "")
        if item.put is None
        else Put(kind=item.put, record=record_in(item.put, item.record))
        for item in found
    )


def ids_out(ids: tuple[str, ...]) -> str:
    """Ids as JSON."""
    return _to_json(ids).decode() if ids else "[]"


def ids_in(text: str) -> tuple[str, ...]:
    """Ids from JSON."""
    return _ids_in(text) if text != "[]" else ()


def notices_out(notices: tuple[Notice, ...]) -> str:
    """Notices as JSON."""
    return _to_json(notices).decode()


def notices_in(text: str) -> tuple[Notice, ...]:
    """Notices from JSON."""
    return _notices_in(text)


def facts_out(notice: Notice) -> str:
    """The facts of a notice as JSON."""
    return _to_json(notice.facts).decode()


def facts_in(text: str) -> tuple[tuple[str, str], ...]:
    """The facts of a notice from JSON."""
    return _facts_in(text)
