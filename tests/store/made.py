"""Small events for the tests of the store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from stagehold.desk.event import Change, Event, Put
from stagehold.desk.records import DeskBooking, Line, Notice
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.store import Store, Written

# For a program that a test starts: it finds the tests' modules, and whatever this process finds.
WORLD = {**os.environ, "PYTHONPATH": os.pathsep.join(item for item in sys.path if item)}
START = datetime(2027, 1, 5, 9, tzinfo=UTC)


def moment(number: int) -> datetime:
    """When the event with this number takes effect: a minute after the one before."""
    return START + timedelta(minutes=number)


def line(id_: str, *, space: str = "a", first: int = 1, days: int = 3, state: LineState = LineState.HOLD) -> Line:
    """A line that begins on a day of January 2027."""
    start = date(2026, 12, 31) + timedelta(days=first)
    return Line(
        id=id_,
        booking=f"b-{id_}",
        space=space,
        span=Span(start, start + timedelta(days=days)),
        state=state,
        price=Decimal("1250.50") if state is LineState.CONFIRMED else None,
        until=None if state is LineState.CONFIRMED else START + timedelta(days=14),
    )


def confirmed(id_: str, *, space: str = "a", first: int = 1, days: int = 3) -> Line:
    """A confirmed line."""
    return line(id_, space=space, first=first, days=days, state=LineState.CONFIRMED)


def event(number: int, *changes: Change | Line, notices: Iterable[Notice] = (), by: str = "ann") -> Event:
    """An event; a line stands for its put."""
    puts = tuple(Put(kind="line", record=item) if isinstance(item, Line) else item for item in changes)
    return Event(number=number, at=moment(number), by=by, what="hold", changes=puts, notices=tuple(notices))


def hold(number: int, *, space: str = "a") -> Event:
    """A hold of one line and its booking, of which the party is told."""
    booked = line(str(number), space=space, first=number)
    booking = DeskBooking(id=booked.booking, party="us", made=moment(number), by="ann")
    told = Notice(party="us", kind="held", booking=booking.id, facts=(("space", space),))
    return Event(
        number=number,
        at=moment(number),
        by="ann",
        what="hold",
        why="a pilot",
        studio="lot",
        made=(booking.id,),
        changes=(Put(kind="booking", record=booking), Put(kind="line", record=booked)),
        notices=(told,),
    )


def written(store: Store, *events: Event) -> None:
    """Writes events in one transaction."""
    with store.append() as tail:
        tail.write([Written(item) for item in events])
