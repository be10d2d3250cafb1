"""Moving a stay: several lines of a booking are given other days in one step, all or nothing.

Days that any of the lines had on a space keep their place in the queue, whatever phase they are of then; other days
queue as new, and days that none of them has any more are given up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from stagehold.desk.holding import add_days, refuse_challenged
from stagehold.desk.looking import booking_of, check_known, check_space
from stagehold.desk.moving import confirm_added, price_apart
from stagehold.desk.obstacles import free_instead
from stagehold.desk.owing import tell_cancelled, tell_moved
from stagehold.desk.pricing import price_of
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.refusal import Refusal, Refused, refuse
from stagehold.desk.requests import MoveStay, Wanted
from stagehold.desk.state import STANDING
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, union, without


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stay:
    """What is moved: the lines as they stood, the ids of all others of the booking, what is wanted in their place."""

    booking: DeskBooking
    lines: tuple[Line, ...]
    others: frozenset[str]
    wanted: tuple[Wanted, ...]

    @property
    def state(self) -> LineState:
        return self.lines[0].state

    def had(self, space: str) -> tuple[Span, ...]:
        return union(line.span for line in self.lines if line.space == space)

    def wants(self, space: str) -> tuple[Span, ...]:
        return union(item.span for item in self.wanted if item.space == space)

    def added(self) -> list[Wanted]:
        """The days that none of the lines had."""
        parts = ((item, span) for item in self.wanted for span in without([item.span], self.had(item.space)))
        return [replace(item, span=span) for item, span in parts]

    def gone(self) -> list[tuple[str, Span]]:
        """The days that are not wanted any more."""
        spaces = dict.fromkeys(line.space for line in self.lines)
        return [(space, span) for space in spaces for span in without(self.had(space), self.wants(space))]

    def group(self, wanted: Wanted) -> str | None:
        """The group that is asked for, else that of the phase before."""
        if wanted.group is not None:
            return wanted.group
        return next((line.group for line in self.lines if line.phase == wanted.phase), self.lines[0].group)

    def now(self, step: Step) -> list[Line]:
        """The lines as they are while the step goes on, with the parts that they were cut into."""
        lines = step.desk.lines_of(self.booking.id)
        return [line for line in lines if line.id not in self.others and line.state is self.state]


def move_stay(step: Step, asked: MoveStay) -> None:
    """Give lines of a booking other days together."""
    stay = _stay_of(step, asked)
    _refuse_twice(stay.wanted)
    for item in stay.wanted:
        check_known(step.desk, item.space)
    for space, span in stay.gone():
        check_space(step, space, span)
    stay = replace(stay, booking=_with_alternatives(step, stay))
    try:
        if stay.state is LineState.HOLD:
            _move_holds(step, stay)
        else:
            _move_booked(step, stay)
    except Refused as refused:
        raise Refused(_for_all(step, stay, refused.refusal)) from None


def _stay_of(step: Step, asked: MoveStay) -> _Stay:
    booking = booking_of(step.desk, asked.booking)
    named = dict.fromkeys(asked.lines)
    known = {line.id: line for line in step.desk.lines_of(booking.id) if line.state in STANDING}
    for id_ in named:
        if id_ not in known:
            stand = ", ".join(known) or "none"
            refuse("unknown-line", f"booking {booking.id} has no line {id_!r} that stands; those that do: {stand}")
    if not named or not asked.to:
        refuse("nothing-asked", "name the lines that are moved, and the days that they get")
    lines = tuple(known[id_] for id_ in named)
    states = {line.state for line in lines}
    if len(states) > 1:
        says = f"the lines of booking {booking.id} are confirmed and held: move those of one kind in one step"
        refuse("mixed-lines", says)
    others = frozenset(line.id for line in step.desk.lines_of(booking.id) if line.id not in named)
    return _Stay(booking=booking, lines=lines, others=others, wanted=asked.to)


def _for_all(step: Step, stay: _Stay, refusal: Refusal) -> Refusal:
    """The refusal of some days, with what is free in place of the whole stay on their space."""
    space = refusal.obstacles[0].space if refusal.obstacles else ""
    wanted = stay.wants(space)
    if not refusal.nearest or not wanted:
        return refusal
    whole = Span(wanted[0].start, wanted[-1].end)
    free = free_instead(step.desk, stay.booking.party, space, whole, step.today(space))
    return replace(refusal, nearest=free)


def _refuse_twice(wanted: tuple[Wanted, ...]) -> None:
    """Refuse days of a space that are asked for twice."""
    order = sorted(wanted, key=lambda item: (item.space, item.span))
    for one, other in pairwise(order):
        if one.space == other.space and one.span.overlap(other.span):
            days = one.span.overlap(other.span)
            refuse("asked-twice", f"{one.space} is asked for twice on {days}: ask for each day once")


def _with_alternatives(step: Step, stay: _Stay) -> DeskBooking:
    """The booking; what takes the place of one of its alternatives stays one on another space."""
    booking = stay.booking
    if any(line.space in booking.one_of for line in stay.lines):
        one_of = tuple(dict.fromkeys([*booking.one_of, *(item.space for item in stay.wanted)]))
        if one_of != booking.one_of:
            booking = replace(booking, one_of=one_of)
            step.put_booking(booking)
    return booking


def _move_holds(step: Step, stay: _Stay) -> None:
    added = stay.added()
    if added:
        for line in stay.lines:
            refuse_challenged(step, line)
    for part in _given_up(step, stay):
        step.end(part, LineState.RELEASED)
    for part, wanted in _in_other_phases(step, stay):
        step.put_line(replace(part, phase=wanted.phase, group=stay.group(wanted)))
    for wanted in added:
        add_days(step, stay.booking, replace(wanted, group=stay.group(wanted)))


def _move_booked(step: Step, stay: _Stay) -> None:
    """Days that are only given up are cancelled; where others take their place they are moved, as with one line."""
    added, gone = stay.added(), stay.gone()
    if added and gone:
        for line in stay.lines:
            if not _stays(stay, line):
                tell_moved(step, line)
    parts = _given_up(step, stay)
    for part, wanted in _in_other_phases(step, stay):
        price = part.price if part.phase == wanted.phase else _price(step, part, wanted)
        step.put_line(replace(part, phase=wanted.phase, group=stay.group(wanted), price=price))
    for wanted in added:
        confirm_added(step, replace(stay.lines[0], phase=wanted.phase, group=stay.group(wanted)), wanted)
    for part in parts:
        if not added:
            tell_cancelled(step, part)
        step.end(part, LineState.CANCELLED)


def _stays(stay: _Stay, line: Line) -> bool:
    """Whether a line is wanted as it is."""
    return any(
        item.space == line.space and item.phase == line.phase and item.span.overlap(line.span) == line.span
        for item in stay.wanted
    )


def _price(step: Step, part: Line, wanted: Wanted) -> Decimal | None:
    """What days cost in another phase, by today's rates."""
    priced = price_of(step.policy(part.space), step.studio(part.space), part.span, wanted.phase)
    return None if priced is None else priced.amount


def _given_up(step: Step, stay: _Stay) -> list[Line]:
    """The days that are not wanted any more, as lines of their own; the lines keep their ids on days that are."""
    return [
        part
        for line in stay.lines
        if (spans := without([line.span], stay.wants(line.space)))
        for part in price_apart(step, line, spans)
    ]


def _in_other_phases(step: Step, stay: _Stay) -> Iterator[tuple[Line, Wanted]]:
    """Days that stay the booking's and are wanted in another phase or group, as lines of their own.

    What a day was that is over stays as it was.
    """
    for wanted in stay.wanted:
        for line in stay.now(step):
            common = line.span.overlap(wanted.span) if line.space == wanted.space else None
            if common is not None and (line.phase != wanted.phase or wanted.group not in (None, line.group)):
                check_space(step, line.space, common)
                for part in price_apart(step, line, [common]):
                    yield part, wanted
