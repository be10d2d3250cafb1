"""Moving: a line is given other days, of the same space or of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from stagehold.desk import clocks
from stagehold.desk.confirmation import confirm_line, in_front
from stagehold.desk.holding import add_line, hold_until, refuse_challenged
from stagehold.desk.looking import check_space, refuse_obstacles
from stagehold.desk.owing import tell_moved
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
    booking = step.desk.bookings[line.booking]
    space = asked.space or line.space
    check_space(step, space, asked.span)
    kept = line.span.overlap(asked.span) if space == line.space else None
    added = without([asked.span], [kept]) if kept else (asked.span,)
    if line.state is LineState.HOLD:
        if added:
            refuse_challenged(step, line)
        _move_hold(step, booking, line, Wanted(space=space, span=asked.span, phase=line.phase, group=line.group), added)
    else:
        tell_moved(step, line)
        confirm_added(step, booking, line, space, added)
        for gone in without([line.span], [kept] if kept else []):
            step.end_days(step.desk.lines[line.id], gone, LineState.CANCELLED)
        price_again(step, line)


def _move_hold(step: Step, booking: DeskBooking, line: Line, wanted: Wanted, added: tuple[Span, ...]) -> None:
    kept = line.span.overlap(wanted.span) if wanted.space == line.space else None
    for gone in without([line.span], [kept] if kept else []):
        step.end_days(step.desk.lines[line.id], gone, LineState.RELEASED)
    if kept:
        rest = step.desk.lines[line.id]
        step.put_line(replace(rest, until=min(rest.until or clocks.NEVER, hold_until(step, rest.space, rest.span))))
    for span in added:
        add_line(step, booking, replace(wanted, span=span), refusal_place(step, booking, wanted.space, span))


def refusal_place(step: Step, booking: DeskBooking, space: str, span: Span) -> int:
    """The place of added days: at the end, or before all others for the occupant's next days, if the policy says so."""
    return -step.place() if is_occupants(step, booking, space, span) else step.place()


def is_occupants(step: Step, booking: DeskBooking, space: str, span: Span) -> bool:
    """Whether the days are the next ones behind a confirmed stay of this booking, of which it has first refusal."""
    days = step.policy(space).first_refusal_days
    if not days:
        return False
    stays = [
        line for line in step.desk.lines_of(booking.id) if line.state is LineState.CONFIRMED and line.space == space
    ]
    return any(line.span.end <= span.start and span.end <= line.span.end + timedelta(days=days) for line in stays)


def confirm_added(step: Step, booking: DeskBooking, line: Line, space: str, added: tuple[Span, ...]) -> None:
    """Confirm more days for a confirmed line; only where nobody stands first, or is beaten by the policy."""
    for span in added:
        place = refusal_place(step, booking, space, span)
        more = replace(line, id=step.next_line(booking.id), space=space, span=span, place=place, state=LineState.HOLD)
        step.put_line(more)
        policy = step.policy(space)
        if not policy.firm_beats_holds or policy.firm_answer_clock is not None:
            refuse_obstacles(step, more, in_front(step, more))
        confirm_line(step, more)


def price_again(step: Step, before: Line) -> None:
    """What is left of a confirmed line after a move: its price goes with its days."""
    line = step.desk.lines[before.id]
    if line.state is not LineState.CONFIRMED or line.price is None or line.span == before.span:
        return
    policy, studio = step.policy(line.space), step.studio(line.space)
    whole, part = price_of(policy, studio, before.span, line.phase), price_of(policy, studio, line.span, line.phase)
    if whole is not None and part is not None and whole.amount:
        share = part.amount / whole.amount
        step.put_line(replace(line, price=(line.price * share).quantize(line.price)))
