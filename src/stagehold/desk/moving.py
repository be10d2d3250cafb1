"""Moving: a line is given other days, of the same space or of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from stagehold.desk.confirmation import beats_at_once, confirm_line, in_front
from stagehold.desk.holding import add_days, refuse_challenged, refuse_own
from stagehold.desk.looking import check_known, check_space, refuse_obstacles
from stagehold.desk.owing import tell_cancelled, tell_moved
from stagehold.desk.placing import placed
from stagehold.desk.pricing import price_of
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.refusal import refuse
from stagehold.desk.requests import Move, Wanted
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, without


def move(step: Step, asked: Move) -> None:
    """Give a line other days: kept days keep their place, added days queue as new."""
    line = step.desk.lines.get(asked.line)
    if line is None or line.state not in (LineState.HOLD, LineState.CONFIRMED):
        says = f"no line {asked.line} that is held or confirmed: name one, as its booking shows them"
        refuse("unknown-line", says)
    space = asked.space or line.space
    check_known(step.desk, space)
    kept = [line.span] if space == line.space and line.span.overlap(asked.span) else []
    added = [replace(_as_wanted(line), space=space, span=span) for span in without([asked.span], kept)]
    gone = without([line.span], [asked.span] if kept else [])
    for span in gone:
        check_space(step, line.space, span)
    booking = _with_alternative(step, line, space)
    if line.state is LineState.HOLD:
        _move_hold(step, booking, line, added, gone)
    else:
        _move_booked(step, line, added, gone)


def _as_wanted(line: Line) -> Wanted:
    return Wanted(space=line.space, span=line.span, phase=line.phase, group=line.group)


def _with_alternative(step: Step, line: Line, space: str) -> DeskBooking:
    """The booking of a line; one of its alternatives stays one on another space."""
    booking = step.desk.bookings[line.booking]
    if line.space in booking.one_of and space not in booking.one_of:
        booking = replace(booking, one_of=(*booking.one_of, space))
        step.put_booking(booking)
    return booking


def _move_hold(step: Step, booking: DeskBooking, line: Line, added: list[Wanted], gone: tuple[Span, ...]) -> None:
    if added:
        refuse_challenged(step, line)
    for part in step.apart(line, gone):
        step.end(part, LineState.RELEASED)
    for wanted in added:
        add_days(step, booking, wanted)


def _move_booked(step: Step, line: Line, added: list[Wanted], gone: tuple[Span, ...]) -> None:
    """Days that are only given up are cancelled; those that others take the place of are moved, and days that are only
    added cost nothing but their price."""
    if added and gone:
        tell_moved(step, line)
    for wanted in added:
        confirm_added(step, line, wanted)
    for part in price_apart(step, line, gone):
        if not added:
            tell_cancelled(step, part)
        step.end(part, LineState.CANCELLED)


def confirm_added(step: Step, line: Line, wanted: Wanted) -> None:
    """Confirm more days for a confirmed line; only where nobody stands first, or is beaten by the policy."""
    check_space(step, wanted.space, wanted.span)
    for part in placed(step, step.party_of(line), wanted.space, wanted.span):
        more = replace(
            line,
            id=step.next_line(line.booking),
            space=wanted.space,
            span=part.span,
            place=part.place,
            lease=part.lease,
            state=LineState.HOLD,
        )
        refuse_own(step, more)
        step.put_line(more)
        if not beats_at_once(step.policy(wanted.space)):
            refuse_obstacles(step, more, in_front(step, more))
        confirm_line(step, more)


def price_apart(step: Step, line: Line, spans: Iterable[Span]) -> list[Line]:
    """Some days of a line as lines of their own, each as it stands; a price fixed for the whole goes with its days."""
    before = {known.id for known in step.desk.lines_of(line.booking)}
    parts = step.apart(line, spans)
    rest = step.desk.lines[line.id]
    if line.price is not None and rest.span != line.span:
        for part in (rest, *(known for known in step.desk.lines_of(line.booking) if known.id not in before)):
            step.put_line(replace(part, price=_share(step, line, part.span)))
    return [step.desk.lines[part.id] for part in parts]


def _share(step: Step, line: Line, span: Span) -> Decimal | None:
    """What some days of a line are of its price: the share they would have by today's rates."""
    policy, studio = step.policy(line.space), step.studio(line.space)
    whole, part = price_of(policy, studio, line.span, line.phase), price_of(policy, studio, span, line.phase)
    if line.price is None or whole is None or part is None or not whole.amount:
        return line.price
    return (line.price * part.amount / whole.amount).quantize(line.price)
