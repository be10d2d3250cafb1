"""A batch of events as rows: what the journal gains, and what every touched record is in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from stagehold.desk.event import Drop, Event
from stagehold.desk.records import Line
from stagehold.desk.state import id_of
from stagehold.store.encoding import changes_out, facts_out, notices_out, record_out
from stagehold.store.schema import PER_EVENT


@dataclass(frozen=True, slots=True)
class Written:
    """An event to write, and, if the request had an idempotency key, the request's fingerprint and what is answered.

    The key belongs to ``event.by``, and the event's time is the time of the request.
    """

    event: Event
    key: str | None = None
    fingerprint: str | None = None
    answer: bytes | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record of any kind but lines: as it is after the batch."""

    kind: str
    id: str
    made: int
    event: int
    data: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as it is after the batch."""

    id: str
    booking: str
    space: str
    first: date
    after: date
    state: str
    made: int
    event: int
    data: str


@dataclass(slots=True)
class Batch:
    """The rows of a batch.

    Parameters
    ----------
    journal
        Each event with its changes and its notices as JSON.
    dropped
        Records (kind, id) that were dropped; they may have been put again after that.
    """

    before: int
    written: Sequence[Written]
    journal: list[tuple[Event, str, str]] = field(default_factory=list)
    records: dict[tuple[str, str], RecordRow] = field(default_factory=dict)
    lines: dict[str, LineRow] = field(default_factory=dict)
    dropped: dict[tuple[str, str], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for offset, item in enumerate(self.written, 1):
            if item.event.number != self.before + offset:
                raise ValueError(f"event {item.event.number} does not follow event {self.before + offset - 1}")
            self._take(item.event)

    def _take(self, event: Event) -> None:
        if max(len(event.changes), len(event.notices)) >= PER_EVENT:
            raise ValueError(f"an event has at most {PER_EVENT - 1} changes; found {len(event.changes)}")
        encoded: list[bytes | None] = []
        for place, change in enumerate(event.changes):
            if isinstance(change, Drop):
                encoded.append(None)
                self._drop(change)
                continue
            data = record_out(change.kind, change.record)
            encoded.append(data)
            made = event.number * PER_EVENT + place
            if isinstance(change.record, Line):
                self._put_line(change.record, made, event.number, data.decode())
            else:
                self._put_record(change.kind, id_of(change.kind, change.record), made, event.number, data.decode())
        self.journal.append((event, changes_out(event.changes, encoded), notices_out(event.notices)))

    def _drop(self, change: Drop) -> None:
        self.dropped[change.kind, change.id] = None
        if change.kind == "line":
            self.lines.pop(change.id, None)
        else:
            self.records.pop((change.kind, change.id), None)

    def _put_line(self, line: Line, made: int, event: int, data: str) -> None:
        before = self.lines.get(line.id)
        self.lines[line.id] = LineRow(
            line.id,
            line.booking,
            line.space,
            line.span.start,
            line.span.end,
            line.state.value,
            made if before is None else before.made,
            event,
            data,
        )

    def _put_record(self, kind: str, id_: str, made: int, event: int, data: str) -> None:
        before = self.records.get((kind, id_))
        self.records[kind, id_] = RecordRow(kind, id_, made if before is None else before.made, event, data)

    @property
    def notices(self) -> list[tuple[object, ...]]:
        """Rows of the outbox: id, event, party, kind, booking, challenge, facts, ends, made."""
        return [
            (
                event.number * PER_EVENT + place,
                event.number,
                notice.party,
                notice.kind,
                notice.booking,
                notice.challenge,
                facts_out(notice),
                notice.ends,
                event.at,
            )
            for event, _, _ in self.journal
            for place, notice in enumerate(event.notices)
        ]

    @property
    def requests(self) -> list[tuple[object, ...]]:
        """Rows of answered requests: by, key, fingerprint, number, answer, made."""
        return [
            (item.event.by, item.key, item.fingerprint or "", item.event.number, item.answer or b"", item.event.at)
            for item in self.written
            if item.key is not None
        ]
