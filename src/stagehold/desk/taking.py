"""Taking one step: a rule changes the state or says no; then challenges are reviewed, and who moved up is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from stagehold.desk import clocks
from stagehold.desk.challenging import review
from stagehold.desk.event import Event, Put
from stagehold.desk.expiring import end_overdue
from stagehold.desk.records import Line
from stagehold.desk.state import Desk
from stagehold.desk.step import Step
from stagehold.domain.studio import Closure


def take(
    desk: Desk, *, what: str, at: datetime, by: str, rule: Callable[[Step], None], why: str | None = None
) -> Event | None:
    """The event of a step, applied to ``desk``; None if it changes nothing.

    Raises
    ------
    Refused
        If the rule says no; the state is as before.
    """
    with desk.change() as draft:
        step = Step(desk=desk, draft=draft, number=desk.number + 1, at=at, by=by)
        rule(step)
        if not draft.changes:
            return None
        _follow_up(step)
    event = Event(
        number=step.number,
        at=at,
        by=by,
        what=what,
        why=why,
        studio=_studio(step),
        made=tuple(step.made),
        changes=draft.changes,
        notices=tuple(draft.notices),
    )
    desk.done(event)
    return event


def _follow_up(step: Step) -> None:
    """Until nothing changes: challenges settle, overdue holds end, and those behind move up."""
    while True:
        before = step.draft.touched
        review(step)
        end_overdue(step)
        for line, now in step.moved_up():
            if line.stated_rank is not None:
                step.put_line(replace(line, stated_rank=None))
            policy = step.policy(line.space)
            offered = None
            if now.rank == 1 and not now.blocked and policy.offer_clock is not None:
                offered = clocks.end_of(policy, step.studio(line.space), step.at, policy.offer_clock)
                step.put_line(replace(step.desk.lines[line.id], offered_until=offered))
            step.tell(step.party_of(line), "moved-up", line, rank=now.rank, ends=offered)
        if step.draft.touched == before:
            return


def _studio(step: Step) -> str | None:
    """The studio that a step touches, if it is one."""
    records = [change.record for change in step.draft.changes if isinstance(change, Put)]
    spaces = {record.space for record in records if isinstance(record, Line | Closure)}
    known = step.desk.portfolio.spaces
    studios = {known[space].studio for space in spaces if space in known}
    return studios.pop() if len(studios) == 1 else None
