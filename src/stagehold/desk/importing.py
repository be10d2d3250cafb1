"""Portfolios into the desk and out of it, without loss.

A booking of a portfolio states days as a source does (``2027-05`` is a month); at the desk a line stands on every day
that can be meant. What the desk has no field for is kept as it was stated, and written again on the way out; a line
that nothing has happened to since leaves exactly as it came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from stagehold.desk import clocks
from stagehold.desk.changing import put_fact
from stagehold.desk.looking import check_known, check_party
from stagehold.desk.queue import rank
from stagehold.desk.records import DeskBooking, Line, Requirement
from stagehold.desk.refusal import Obstacle, refuse
from stagehold.desk.requests import Import
from stagehold.desk.state import SETTINGS, STANDING, Desk
from stagehold.desk.step import Step
from stagehold.domain import readings
from stagehold.domain.booking import Booking, BookingLine, Condition, LineState
from stagehold.domain.days import Span
from stagehold.domain.edtf import day, parse
from stagehold.domain.encoding import encode
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.reading import Reading
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node

RANK = 100_000  # places that the lines of one stated rank have


def take_in(step: Step, asked: Import) -> None:
    """Take in all records of a portfolio; its bookings become bookings of the desk, as they stand there."""
    for kind, record in asked.portfolio.records():
        if not isinstance(record, Booking):
            put_fact(step, kind, record)
    if asked.portfolio.settings != step.desk.portfolio.settings:
        step.draft.put(SETTINGS, asked.portfolio.settings)
    order = 0
    for booking in asked.portfolio.bookings.values():
        known = step.desk.bookings.get(booking.id)
        if known is not None:
            if known.stated != encode(booking) and _stated_now(step.desk, known) != booking:
                says = f"booking {booking.id} is at the desk already: change it there, or import it under another id"
                refuse("known-booking", says)
            continue
        order = _take_booking(step, booking, order)


def _take_booking(step: Step, stated: Booking, order: int) -> int:
    check_party(step.desk, stated.party)
    step.put_booking(
        DeskBooking(
            id=stated.id,
            party=stated.party,
            production=stated.production,
            need=stated.need,
            title=stated.title,
            one_of=stated.one_of,
            joint=stated.joint,
            conditions=tuple(_requirement(item) for item in stated.conditions),
            currency=stated.currency,
            made=_moment(stated.made) or step.at,
            by=step.by,
            stated=encode(stated),
        )
    )
    for line in stated.lines:
        order += 1
        _take_line(step, stated, line, order)
    return order


def _take_line(step: Step, booking: Booking, stated: BookingLine, order: int) -> None:
    try:
        span = readings.all_days(stated.days)
    except (readings.Unpinned, ValueError) as error:
        refuse("unpinned", f"booking {booking.id}: the days of a line on {stated.space} cannot be read: {error}")
    check_known(step.desk, stated.space)
    held = stated.state is LineState.HOLD
    line = Line(
        id=step.next_line(booking.id),
        booking=booking.id,
        space=stated.space,
        span=span,
        phase=stated.phase,
        state=stated.state,
        place=step.place((stated.rank or 0) * RANK + order),
        until=_ends(step, booking, stated.space, span) if held else None,
        price=stated.price,
        group=stated.group,
        stated_rank=stated.rank if held else None,
    )
    others = step.desk.confirmed(line.space, span) if stated.state is LineState.CONFIRMED else []
    if others:
        things = tuple(
            Obstacle(kind="booking", space=other.space, span=other.span, id=other.booking, party=step.party_of(other))
            for other in others
        )
        says = f"bookings {booking.id} and {others[0].booking} are both confirmed on {line.space} on the same days"
        refuse("taken", says, things)
    step.put_line(line)


def _ends(step: Step, booking: Booking, space: str, span: Span) -> datetime:
    """When an imported hold ends: when it is stated to, and at the latest as its first day begins."""
    first = clocks.midnight(step.studio(space), span.start)
    stated = _moment(booking.expires)
    return first if stated is None else min(first, stated)


def _requirement(stated: Condition) -> Requirement:
    return Requirement(kind=stated.kind, deadline=_moment(stated.deadline), met=_moment(stated.met))


def _moment(text: str | None) -> datetime | None:
    """A moment as stated; a day without a time is its beginning, a time without a zone is UTC."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def as_portfolio(desk: Desk) -> Portfolio:
    """The portfolio with the bookings of the desk as they stand."""
    bookings = {booking.id: _stated_now(desk, booking) for booking in desk.bookings.values()}
    return replace(desk.portfolio, bookings=bookings)


def _stated_now(desk: Desk, booking: DeskBooking) -> Booking:
    before = _as_stated(booking)
    lines = tuple(_lines_now(desk, booking, before))
    base = before or Booking(id=booking.id, party=booking.party)
    return replace(
        base,
        party=booking.party,
        production=booking.production,
        need=booking.need,
        title=booking.title,
        lines=lines,
        one_of=booking.one_of,
        joint=booking.joint,
        conditions=_conditions_now(booking, before),
        currency=booking.currency,
        made=base.made if before is not None else _text(booking.made),
    )


def _as_stated(booking: DeskBooking) -> Booking | None:
    if booking.stated is None:
        return None
    found: Booking = decode(Booking, to_node(booking.stated), Reading())
    return found


def _lines_now(desk: Desk, booking: DeskBooking, before: Booking | None) -> Iterator[BookingLine]:
    stated = () if before is None else before.lines
    for index, line in enumerate(desk.lines_of(booking.id)):
        known = stated[index] if index < len(stated) else None
        if known is not None and line.id == f"{booking.id}.{index + 1}" and _is_as_stated(line, known):
            yield known
            continue
        held = line.state in STANDING
        yield BookingLine(
            space=line.space,
            days=known.days if known is not None and _covers(known, line) else _days(line.span),
            phase=line.phase,
            state=line.state,
            rank=rank(desk, line) if held and line.state is LineState.HOLD else None,
            price=line.price,
            group=line.group,
        )


def _is_as_stated(line: Line, stated: BookingLine) -> bool:
    return (
        _covers(stated, line)
        and (line.space, line.phase, line.state, line.price, line.group)
        == (stated.space, stated.phase, stated.state, stated.price, stated.group)
        and (line.state is not LineState.HOLD or line.stated_rank == stated.rank)
    )


def _covers(stated: BookingLine, line: Line) -> bool:
    return stated.space == line.space and readings.all_days(stated.days) == line.span


def _days(span: Span) -> Any:
    last = span.end.fromordinal(span.end.toordinal() - 1)
    return day(span.start) if last == span.start else parse(f"{span.start}/{last}")


def _conditions_now(booking: DeskBooking, before: Booking | None) -> tuple[Condition, ...]:
    stated = () if before is None else before.conditions
    found = []
    for index, item in enumerate(booking.conditions):
        known = stated[index] if index < len(stated) else None
        if known is not None and _requirement(known) == replace(item, share=None):
            found.append(known)
        else:
            found.append(Condition(kind=item.kind, deadline=_text(item.deadline), met=_text(item.met)))
    return tuple(found)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
