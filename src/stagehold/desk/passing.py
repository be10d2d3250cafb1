"""What time alone does: holds end, conditions lapse, challenges run out. Each end of a clock is an event of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from stagehold.desk.challenging import answers_over, confirm_over
from stagehold.desk.confirmation import drop_conditions
from stagehold.desk.event import Event
from stagehold.desk.expiring import end_if_over
from stagehold.desk.records import ChallengeState, DeskBooking
from stagehold.desk.state import Desk
from stagehold.desk.step import Step
from stagehold.desk.taking import take
from stagehold.domain.booking import LineState

CLOCK = "clock"  # who acts when time alone does


def pass_time(desk: Desk, until: datetime) -> Iterator[Event]:
    """Let every clock that ends by ``until`` do what it does, in order; each event is applied when it is given.

    An event takes effect when its clock ended, and never before the last one did (``desk.at``).
    """
    while (clock := desk.next_clock()) is not None and clock[0] <= until:
        desk.end_clock()
        moment, kind, id_ = clock
        rule = partial(_end, kind=kind, id_=id_)
        event = take(desk, what=f"{kind}-clock", at=max(moment, desk.at), by=CLOCK, rule=rule)
        if event is not None:
            yield event


def _end(step: Step, *, kind: str, id_: str) -> None:
    if kind == "line" and id_ in step.desk.lines:
        end_if_over(step, step.desk.lines[id_])
    elif kind == "booking" and id_ in step.desk.bookings:
        _conditions_over(step, step.desk.bookings[id_])
    elif kind == "challenge" and id_ in step.desk.challenges:
        found = step.desk.challenges[id_]
        if found.state is ChallengeState.OPEN and _is_over(found.deadline, step.at):
            answers_over(step, found)
        elif found.state in (ChallengeState.WON, ChallengeState.PART) and _is_over(found.confirm_by, step.at):
            confirm_over(step, found)


def _is_over(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _conditions_over(step: Step, booking: DeskBooking) -> None:
    missed = tuple(item for item in booking.conditions if item.met is None and _is_over(item.deadline, step.at))
    if not missed:
        return
    kinds = ", ".join(item.kind for item in missed)
    step.put_booking(replace(booking, missed=missed))
    for line in step.desk.lines_of(booking.id):
        if line.state is LineState.CONFIRMED:
            step.end(line, LineState.LAPSED)
            step.tell(booking.party, "lapsed", line, missed=kinds)
            step.tell(step.operator(line.space), "lapsed", line, missed=kinds)
    drop_conditions(step, booking.id)
