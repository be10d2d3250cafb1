"""Holds that end by themselves, when their time is over and no challenge keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from stagehold.desk import clocks
from stagehold.desk.lasting import turn_ends
from stagehold.desk.queue import ahead
from stagehold.desk.records import Line
from stagehold.desk.settling import is_challenged
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState


def end_if_over(step: Step, line: Line) -> None:
    """A hold whose time is over ends, unless a challenge keeps it or its turn to decide is still to come.

    Of those beside and behind it whose time is over too, each is judged as long as all of them stand.
    """
    if not _is_over(step, line):
        return
    there = [other for other in step.desk.holds(line.space, line.span) if other.place >= line.place]
    turns = [(other, _turn_to_come(step, other)) for other in there if _is_over(step, other)]
    for other, turn in turns:
        if turn is not None:
            step.put_line(replace(other, until=turn))
        elif not is_challenged(step, other):
            step.tell(step.party_of(other), "expired", other)
            step.end(other, LineState.EXPIRED)


def _is_over(step: Step, line: Line) -> bool:
    return line.state is LineState.HOLD and line.until is not None and line.until <= step.at


def _turn_to_come(step: Step, line: Line) -> datetime | None:
    """Until when a hold may wait for its turn: it had to decide by now, but others stand before it."""
    policy, studio, first_day = step.policy(line.space), step.studio(line.space), line.span.start
    if policy.decide_before is None or line.until != clocks.before_day(studio, first_day, policy.decide_before):
        return None
    ends = turn_ends(policy, studio, first_day)
    return ends if ends > step.at and ahead(step.desk, line) else None


def end_overdue(step: Step) -> None:
    """End the holds of challenges that changed in this step and whose time is over."""
    for kind, id_ in step.draft.keys:
        found = step.desk.challenges.get(id_) if kind == "challenge" else None
        if found is not None:
            for booking in dict.fromkeys([found.booking, *(target.booking for target in found.targets)]):
                for line in step.desk.lines_of(booking):
                    end_if_over(step, line)
