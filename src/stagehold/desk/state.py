"""The state of the desk: every record as its last version says, and what stands where.

A change is done at once or taken back: ``Desk.change`` collects what a request changes, and undoes it when a rule says
no. The state is the fold of the journal: ``Desk.apply`` for each event in order gives it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from stagehold.desk.event import Change, Drop, Event, Put
from stagehold.desk.records import Challenge, ChallengeState, DeskBooking, DeskRecord, Line, Notice, PublishedPlan
from stagehold.desk.row import Row
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.domain.portfolio import TABLE_OF_KIND, Portfolio, record_id
from stagehold.domain.provenance import Record
from stagehold.domain.scenario import Settings

SETTINGS = "settings"  # the kind of the portfolio's settings
STANDING = (LineState.HOLD, LineState.CONFIRMED)  # the states of lines that stand on their days
UNDECIDED = (ChallengeState.QUEUED, ChallengeState.OPEN, ChallengeState.WON, ChallengeState.PART)


def id_of(kind: str, record: Any) -> str:
    """The id of any record; the settings, of which there is one, have the name of their kind."""
    return SETTINGS if kind == SETTINGS else record_id(record)


def clocks_of(record: Any) -> list[datetime]:
    """When time alone may change a record."""
    if isinstance(record, Line):
        return [record.until] if record.until is not None and record.state is LineState.HOLD else []
    if isinstance(record, DeskBooking):
        return [item.deadline for item in record.conditions if item.deadline is not None and item.met is None]
    if isinstance(record, Challenge) and record.state in UNDECIDED:
        return [moment for moment in (record.deadline, record.confirm_by) if moment is not None]
    return []


class Desk:
    """All records by id, and the standing lines of each space in order of their days.

    ``number`` and ``at`` are those of the last event; ``portfolio`` holds all other facts, its bookings left empty.
    """

    def __init__(self, portfolio: Portfolio | None = None) -> None:
        self.portfolio = portfolio or Portfolio()
        self.number = 0
        self.at = datetime.min.replace(tzinfo=UTC)  # the moment of the last event
        self.bookings: dict[str, DeskBooking] = {}
        self.lines: dict[str, Line] = {}
        self.challenges: dict[str, Challenge] = {}
        self.plans: dict[str, PublishedPlan] = {}
        self._rows: dict[str, Row] = {}
        self._of_booking: dict[str, dict[str, None]] = {}
        self._undecided: dict[str, None] = {}
        self._clocks: list[tuple[datetime, str, str]] | None = None  # made when first asked for

    # --- reading ---------------------------------------------------------------------------------------------------

    def lines_of(self, booking: str) -> list[Line]:
        """The lines of a booking, in the order they were made."""
        return [self.lines[id_] for id_ in self._of_booking.get(booking, ())]

    def standing(self, space: str, span: Span) -> list[Line]:
        """Holds and confirmed lines on some of these days of a space, by their first day."""
        row = self._rows.get(space)
        return row.overlapping(span) if row else []

    def standing_since(self, space: str, day: date) -> list[Line]:
        """Holds and confirmed lines of a space from the first that can reach ``day`` on, by their first day."""
        row = self._rows.get(space)
        return row.since(day) if row else []

    def holds(self, space: str, span: Span) -> list[Line]:
        """The holds on some of these days of a space, first in the queue first."""
        found = [line for line in self.standing(space, span) if line.state is LineState.HOLD]
        return sorted(found, key=lambda line: (line.place, line.id))

    def confirmed(self, space: str, span: Span) -> list[Line]:
        """The confirmed lines on some of these days of a space."""
        return [line for line in self.standing(space, span) if line.state is LineState.CONFIRMED]

    def undecided(self) -> list[Challenge]:
        """The challenges that are not over, oldest first."""
        return [self.challenges[id_] for id_ in self._undecided]

    def next_clock(self) -> tuple[datetime, str, str] | None:
        """(end, kind, id) of the clock that may end next; a clock may also turn out to be none any more."""
        clocks = self._all_clocks()
        return clocks[0] if clocks else None

    def end_clock(self) -> None:
        """The next clock has been looked at."""
        heapq.heappop(self._all_clocks())

    def _all_clocks(self) -> list[tuple[datetime, str, str]]:
        if self._clocks is None:
            self._clocks = []
            for kind, table in (("line", self.lines), ("booking", self.bookings), ("challenge", self.challenges)):
                for record in table.values():
                    self._watch(kind, record)
        return self._clocks

    def _watch(self, kind: str, record: Any) -> None:
        if self._clocks is not None:
            for moment in clocks_of(record):
                heapq.heappush(self._clocks, (moment, kind, record.id))

    def still(self) -> Desk:
        """The state as it stands now, to be read elsewhere while this one goes on; records are shared, not copied."""
        made = Desk(self.portfolio)
        made.number, made.at = self.number, self.at
        made.bookings, made.lines = dict(self.bookings), dict(self.lines)
        made.challenges, made.plans = dict(self.challenges), dict(self.plans)
        made._rows = {space: row.still() for space, row in self._rows.items()}
        made._of_booking = {booking: dict(lines) for booking, lines in self._of_booking.items()}
        made._undecided = dict(self._undecided)
        return made

    # --- changing --------------------------------------------------------------------------------------------------

    @contextmanager
    def change(self) -> Iterator[Draft]:
        """Collect changes; all of them are taken back when the block raises."""
        draft = Draft(self)
        try:
            yield draft
        except BaseException:
            draft.take_back()
            raise

    def apply(self, event: Event) -> None:
        """Bring the state up to an event that follows the last one.

        Raises
        ------
        ValueError
            If an event is missing in between.
        """
        if event.number != self.number + 1:
            raise ValueError(f"event {event.number} does not follow event {self.number}")
        for change in event.changes:
            self.set(change)
        self.done(event)

    def done(self, event: Event) -> None:
        """An event whose changes are made is the last one."""
        self.number, self.at = event.number, event.at

    def set(self, change: Change) -> Change:
        """Make one change; what takes it back."""
        if isinstance(change, Drop):
            return self._drop(change.kind, change.id)
        kind, record = change.kind, change.record
        id_ = id_of(kind, record)
        before = self._find(kind, id_)
        self._put(kind, record)
        return Drop(kind=kind, id=id_) if before is None else Put(kind=kind, record=before)

    def _find(self, kind: str, id_: str) -> Any:
        if kind == SETTINGS:
            return self.portfolio.settings
        if kind in TABLE_OF_KIND and kind != "booking":
            return self.portfolio.table(TABLE_OF_KIND[kind]).get(id_)
        return self._table(kind).get(id_)

    def _table(self, kind: str) -> dict[str, Any]:
        tables: dict[str, dict[str, Any]] = {
            "booking": self.bookings,
            "line": self.lines,
            "challenge": self.challenges,
            "plan": self.plans,
        }
        return tables[kind]

    def _put(self, kind: str, record: Any) -> None:
        if kind == SETTINGS:
            self.portfolio = replace(self.portfolio, settings=record)
            return
        if kind in TABLE_OF_KIND and kind != "booking":
            self.portfolio = self.portfolio.put(record)
            return
        if kind == "line":
            self._put_line(record)
        elif kind == "challenge":
            if record.state in UNDECIDED:
                self._undecided.setdefault(record.id)
            else:
                self._undecided.pop(record.id, None)
        self._table(kind)[record.id] = record
        self._watch(kind, record)

    def _put_line(self, line: Line) -> None:
        before = self.lines.get(line.id)
        if before is not None and before.state in STANDING:
            self._rows[before.space].remove(before)
        self._of_booking.setdefault(line.booking, {})[line.id] = None
        if line.state in STANDING:
            self._rows.setdefault(line.space, Row()).add(line)

    def _drop(self, kind: str, id_: str) -> Change:
        before = self._find(kind, id_)
        if before is None:
            return Drop(kind=kind, id=id_)
        if kind == "line":
            if before.state in STANDING:
                self._rows[before.space].remove(before)
            del self._of_booking[before.booking][id_]
            del self.lines[id_]
        elif kind in ("booking", "challenge", "plan"):
            self._undecided.pop(id_, None)
            del self._table(kind)[id_]
        else:
            self.portfolio = self.portfolio.drop(kind, id_)
        return Put(kind=kind, record=before)


class Draft:
    """What a request changes so far: each record once, as it is in the end."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.notices: list[Notice] = []
        self.touched = 0  # how often a record was put or dropped
        self._changes: dict[tuple[str, str], Change] = {}
        self._undo: list[Change] = []

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes, in the order in which records were first touched."""
        return tuple(self._changes.values())

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """(kind, id) of the records changed so far."""
        return tuple(self._changes)

    def put(self, kind: str, record: DeskRecord | Record | Settings) -> None:
        """A record is so from now on."""
        change = Put(kind=kind, record=record)
        self.touched += 1
        self._undo.append(self.desk.set(change))
        self._changes[kind, id_of(kind, record)] = change

    def drop(self, kind: str, id_: str) -> None:
        """A record is no more."""
        change = Drop(kind=kind, id=id_)
        self.touched += 1
        self._undo.append(self.desk.set(change))
        self._changes[kind, id_] = change

    def tell(self, notice: Notice) -> None:
        """Tell a party something once."""
        if notice not in self.notices:
            self.notices.append(notice)

    def take_back(self) -> None:
        """Undo everything, last first."""
        for change in reversed(self._undo):
            self.desk.set(change)
        self._undo.clear()
        self._changes.clear()
        self.notices.clear()
