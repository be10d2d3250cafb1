"""Holds whose time was over while a challenge kept them."""

from __future__ import annotations

from stagehold.desk.challenging import is_challenged
from stagehold.desk.records import Line
from stagehold.desk.state import UNDECIDED
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState


def end_overdue(step: Step) -> None:
    """End the holds of challenges that were decided in this step and whose time is over."""
    for kind, id_ in step.draft.keys:
        found = step.desk.challenges.get(id_) if kind == "challenge" else None
        if found is None or found.state in UNDECIDED:
            continue
        for booking in dict.fromkeys([found.booking, *(target.booking for target in found.targets)]):
            for line in step.desk.lines_of(booking):
                _end_if_over(step, line)


def _end_if_over(step: Step, line: Line) -> None:
    over = line.state is LineState.HOLD and line.until is not None and line.until <= step.at
    if over and not is_challenged(step, line):
        step.tell(step.party_of(line), "expired", line)
        step.end(line, LineState.EXPIRED)
