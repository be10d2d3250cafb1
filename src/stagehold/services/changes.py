"""Which event last changed each record, as far as one has followed them: whether what somebody saw still is so."""

from __future__ import annotations

from dataclasses import dataclass

from stagehold.desk.event import Drop, Event
from stagehold.desk.records import Line
from stagehold.desk.state import id_of
from stagehold.domain.errors import StageholdError


class ChangedMeanwhile(StageholdError):
    """What a request was based on has changed before it was done."""

    code = "changed-meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record as somebody saw it, who knew of all events up to ``number``."""

    kind: str
    id: str
    number: int


class Changes:
    """Numbers of events by record, of those after ``first``; a booking changes with each of its lines."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._last: dict[tuple[str, str], int] = {}

    def tell(self, event: Event) -> None:
        """Take an event."""
        for change in event.changes:
            if isinstance(change, Drop):
                key = (change.kind, change.id)
            elif isinstance(change.record, Line):
                key = ("booking", change.record.booking)
            else:
                key = (change.kind, id_of(change.kind, change.record))
            self._last[key] = event.number

    def require_unchanged(self, seen: Seen) -> None:
        """Refuse what was based on an older state; also where events in between are not known.

        Raises
        ------
        ChangedMeanwhile
        """
        last = self._last.get((seen.kind, seen.id), self._first)
        if last > seen.number:
            raise ChangedMeanwhile(f"{seen.kind} {seen.id!r} was changed meanwhile; read it again before you change it")
