"""What stands at the desk as somebody looks at it: lines of this and that, a queue, an inbox, the journal."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from stagehold.desk import clocks
from stagehold.desk.event import Event, Put
from stagehold.desk.first_call import first_calls
from stagehold.desk.records import Line, Notice
from stagehold.desk.state import STANDING, Desk, id_of
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.services.desking import OpenDesk

A_YEAR = 365  # days looked ahead on a space on which nothing stands
TO_COME = None  # the number of a notice that nobody has written down yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Which lines to look at; what is None lets all through. ``state`` is one of lines, ``standing`` or ``all``."""

    party: str | None = None
    studio: str | None = None
    space: str | None = None
    production: str | None = None
    state: str = "standing"
    span: Span | None = None


def seen_lines(desk: Desk, sight: Sight) -> list[Line]:
    """The lines that pass, by their first day, then by space and place in the queue."""
    found = [line for line in desk.lines.values() if _passes(desk, sight, line)]
    return sorted(found, key=lambda line: (line.span.start, line.space, line.place, line.id))


def _passes(desk: Desk, sight: Sight, line: Line) -> bool:
    booking = desk.bookings[line.booking]
    space = desk.portfolio.spaces.get(line.space)
    studio = None if space is None else space.studio
    return (
        sight.party in (None, booking.party)
        and sight.production in (None, booking.production)
        and sight.space in (None, line.space)
        and sight.studio in (None, studio)
        and (sight.span is None or line.span.overlap(sight.span) is not None)
        and (sight.state in ("all", line.state) or (sight.state == "standing" and line.state in STANDING))
    )


# --- the queue ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDays:
    """Days of a space on which the same lines stand in the same order; ``holds`` are (rank, line), joint ones alike."""

    span: Span
    confirmed: Line | None
    holds: tuple[tuple[int, Line], ...]


def queue_of(desk: Desk, space: str, span: Span) -> list[QueueDays]:
    """Who has or holds a space, span by span; free days are left out."""
    lines = [*first_calls(desk, space, span, None), *desk.standing(space, span)]
    cuts = {span.start, span.end}
    for line in lines:
        cuts.update(day for day in (line.span.start, line.span.end) if span.start < day < span.end)
    rows = [_on(lines, Span(start, end)) for start, end in pairwise(sorted(cuts))]
    return _joined([row for row in rows if row.confirmed is not None or row.holds])


def from_today(desk: Desk, space: str, now: datetime) -> Span:
    """From today to the last day on which anything stands on a space; a year where nothing does."""
    studio = desk.portfolio.studios[desk.portfolio.spaces[space].studio]
    today = min(clocks.local(studio, now).date(), date.max - timedelta(days=2))
    standing = desk.standing(space, Span(today, date.max))
    last = min(today.toordinal() + A_YEAR, date.max.toordinal())
    return Span(today, max((line.span.end for line in standing), default=date.fromordinal(last)))


def _on(lines: list[Line], span: Span) -> QueueDays:
    here = [line for line in lines if line.span.overlap(span) is not None]
    holds = sorted((line for line in here if line.state is LineState.HOLD), key=lambda line: (line.place, line.id))
    places = list(dict.fromkeys(line.place for line in holds))
    ranked = tuple((places.index(line.place) + 1, line) for line in holds)
    confirmed = next((line for line in here if line.state is LineState.CONFIRMED), None)
    return QueueDays(span=span, confirmed=confirmed, holds=ranked)


def _joined(rows: list[QueueDays]) -> list[QueueDays]:
    found: list[QueueDays] = []
    for row in rows:
        before = found[-1] if found else None
        if before is not None and before.span.end == row.span.start and _same(before, row):
            found[-1] = QueueDays(
                span=Span(before.span.start, row.span.end), confirmed=before.confirmed, holds=before.holds
            )
        else:
            found.append(row)
    return found


def _same(one: QueueDays, other: QueueDays) -> bool:
    return (one.confirmed, one.holds) == (other.confirmed, other.holds)


# --- inbox and journal --------------------------------------------------------------------------------------------


def inbox(desk: OpenDesk, party: str, most: int, after: int | None = None) -> list[tuple[int | None, datetime, Notice]]:
    """The last notices to a party, oldest first, each with its number; those with a higher one than ``after``.

    Clocks that have ended and that nobody has written down yet come last, without a number.
    """
    if after is None:
        told = desk.store.outbox.latest(party, limit=most)[::-1]
    else:
        told = desk.store.outbox.inbox(party, after=after, limit=most)
    found: list[tuple[int | None, datetime, Notice]] = [(item.id, item.made, item.notice) for item in told]
    pending = [(TO_COME, event.at, item) for event in desk.ended for item in event.notices if item.party == party]
    return (found + pending)[-most:] if after is None else (found + pending)[:most]


def journal(
    desk: OpenDesk,
    most: int,
    *,
    after: int | None = None,
    until: datetime | int | None = None,
    record: str | None = None,
) -> list[Event]:
    """The last events in order, clocks that have ended and are not written yet included.

    Parameters
    ----------
    after
        In place of the last events, the first ones with a higher number.
    until
        Up to this moment, or this number.
    record
        Only those that touch a record of this id, or a line of that booking.
    """
    last = desk.store.number()
    start = after if after is not None else 0 if record is not None or until is not None else max(0, last - most)
    moment = until if isinstance(until, datetime) else None
    found: deque[Event] = deque(maxlen=most if after is None else None)
    for event in (*desk.store.events(after=start, until=moment), *desk.ended):
        if (moment is not None and event.at > moment) or (isinstance(until, int) and event.number > until):
            break
        if event.number > start and (record is None or touches(event, record)):
            found.append(event)
            if after is not None and len(found) == most:
                break
    return list(found)


def touches(event: Event, record: str) -> bool:
    """Whether an event changed a record of this id, or a line of that booking."""
    for change in event.changes:
        id_ = id_of(change.kind, change.record) if isinstance(change, Put) else change.id
        if id_ == record or (isinstance(change, Put) and getattr(change.record, "booking", None) == record):
            return True
    return False
