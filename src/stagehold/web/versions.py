"""Which event last changed each record: the versions that ETag and If-Match speak of."""

from __future__ import annotations

import sqlalchemy as sa

from stagehold.desk.event import Drop, Event
from stagehold.desk.records import Line
from stagehold.desk.state import Desk, id_of
from stagehold.files.calendar_entry import Version
from stagehold.store import schema


class Versions:
    """Numbers of events by record; a booking counts as changed with each of its lines, a space with each on it.

    ``lines`` says of each line also when that was.
    """

    def __init__(self) -> None:
        self._of: dict[tuple[str, str], int] = {}
        self.lines: dict[str, Version] = {}

    def load(self, connection: sa.Connection, desk: Desk) -> None:
        """Take the numbers that stand in the tables."""
        for kind, id_, number in connection.execute(
            sa.select(schema.record.c.kind, schema.record.c.id, schema.record.c.event)
        ):
            self._raise(kind, id_, number)
        rows = sa.select(schema.line.c.id, schema.line.c.booking, schema.line.c.event, schema.journal.c.at)
        written = rows.join(schema.journal, schema.journal.c.number == schema.line.c.event)
        for id_, booking, number, at in connection.execute(written):
            if id_ not in self.lines:  # else an event that came meanwhile has been told
                self.lines[id_] = Version(number, at)
            self._raise("booking", booking, number)
            line = desk.lines.get(id_)
            if line is not None:
                self._raise("standing", line.space, number)

    def tell(self, event: Event) -> None:
        """Take an event."""
        for change in event.changes:
            if isinstance(change, Drop):
                self._of.pop((change.kind, change.id), None)
                self.lines.pop(change.id if change.kind == "line" else "", None)
                continue
            record = change.record
            if isinstance(record, Line):
                self._raise("booking", record.booking, event.number)
                self._raise("standing", record.space, event.number)
                self.lines[record.id] = Version(event.number, event.at)
            else:
                self._raise(change.kind, id_of(change.kind, record), event.number)

    def _raise(self, kind: str, id_: str, number: int) -> None:
        key = (kind, id_)
        if self._of.get(key, 0) < number:
            self._of[key] = number

    def of(self, kind: str, id_: str) -> int:
        """The number of the event that last changed a record."""
        return self._of.get((kind, id_), 0)

    def of_booking(self, desk: Desk, id_: str) -> tuple[int, int]:
        """Of a booking itself, and of everything on the spaces where it stands: ranks change with those."""
        spaces = {line.space for line in desk.lines_of(id_)}
        return self.of("booking", id_), max((self.of("standing", space) for space in spaces), default=0)
