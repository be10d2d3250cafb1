"""What the holder of a booking does about it: confirm, meet what that needs, cancel."""

from __future__ import annotations

from dataclasses import replace

from stagehold.desk.challenging import challenge_conditions, open_challenge
from stagehold.desk.confirmation import beats_at_once, confirm_line, drop_conditions, in_front, refuse_blocked
from stagehold.desk.holding import queue
from stagehold.desk.looking import booking_of, live_lines, refuse_obstacles
from stagehold.desk.owing import tell_cancelled
from stagehold.desk.queue import ahead
from stagehold.desk.records import DeskBooking, Line, Requirement, SpaceDays
from stagehold.desk.refusal import refuse
from stagehold.desk.requests import Book, Cancel, Confirm, Meet
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.findings import nearest


def confirm(step: Step, asked: Confirm) -> None:
    """Confirm holds of a booking: all, or those named; where others stand first, only as the policy lets."""
    booking = booking_of(step.desk, asked.booking)
    lines = live_lines(step.desk, booking, LineState.HOLD, asked.lines)
    _choose_one(booking, lines)
    behind = [line for line in lines if ahead(step.desk, line)]
    for line in behind:
        if not step.policy(line.space).firm_beats_holds:
            refuse_obstacles(step, line, in_front(step, line))
    if any(not beats_at_once(step.policy(line.space)) for line in behind):
        # Those above are asked first; once they let go, the booking is confirmed by itself.
        for line in lines:
            refuse_blocked(step, line)
        open_challenge(step, booking, tuple(SpaceDays(space=line.space, span=line.span) for line in lines), firm=True)
        return
    for line in lines:
        confirm_line(step, line)


def book(step: Step, asked: Book) -> None:
    """Hold and confirm at once. What the policy asks of holds is not asked, as none is to stay one."""
    booking = queue(step, asked.hold)
    confirm(step, Confirm(booking=booking.id))
    for line in step.desk.lines_of(booking.id):
        if line.state is LineState.HOLD and line.until is None:
            says = f"{line.space} is held by others first, who have time to answer, and {line.span.start} has begun"
            refuse("too-late-to-hold", says, in_front(step, line))


def _choose_one(booking: DeskBooking, lines: list[Line]) -> None:
    spaces = sorted({line.space for line in lines if line.space in booking.one_of})
    if len(spaces) > 1:
        says = f"booking {booking.id} holds one of {', '.join(spaces)}: name the lines of the one to confirm"
        refuse("choose-one", says)


def cancel(step: Step, asked: Cancel) -> None:
    """Cancel confirmed lines; what is owed is told to both sides."""
    booking = booking_of(step.desk, asked.booking)
    for line in live_lines(step.desk, booking, LineState.CONFIRMED, asked.lines):
        tell_cancelled(step, line)
        step.end(line, LineState.CANCELLED)
    drop_conditions(step, booking.id)


def _why_not_open(booking: DeskBooking, kind: str, open_: tuple[str, ...]) -> str:
    """Why a condition cannot be met: it is already, the booking has lapsed for it, or it is none of its conditions."""
    if any(item.kind == kind and item.met is not None for item in booking.conditions):
        return f"{kind} of booking {booking.id} is met already"
    if any(item.kind == kind for item in booking.missed):
        return f"booking {booking.id} has lapsed, as {kind} was not met by its deadline: hold the days again"
    close = nearest(kind, open_)
    hint = f"; did you mean {close!r}?" if close else ""
    return f"booking {booking.id} has no open condition {kind!r}; open: {', '.join(open_) or 'none'}{hint}"


def meet(step: Step, asked: Meet) -> None:
    """A condition is met, so that its deadline says nothing any more; one of a challenge is met before that is made."""
    booking = booking_of(step.desk, asked.booking)
    open_ = [item.kind for item in booking.conditions if item.met is None]
    ahead_of_time = {item.kind: item for item in challenge_conditions(step, booking)}
    if asked.kind not in (*open_, *ahead_of_time):
        refuse("unknown-condition", _why_not_open(booking, asked.kind, (*open_, *ahead_of_time)))
    conditions = tuple(
        replace(item, met=step.at) if item.kind == asked.kind and item.met is None else item
        for item in booking.conditions
    )
    if asked.kind not in open_:
        more = Requirement(kind=asked.kind, share=ahead_of_time[asked.kind].share, met=step.at)
        conditions = (*conditions, more)
    step.put_booking(replace(booking, conditions=conditions))
    if all(item.met is not None for item in conditions):
        step.tell(booking.party, "conditions-met", step.desk.lines_of(booking.id)[0])
