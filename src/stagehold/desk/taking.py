"""Taking one step: a rule changes the state or says no; then challenges are reviewed, and who moved up is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from stagehold.desk import clocks
from stagehold.desk.event import Event, Put
from stagehold.desk.expiring import end_overdue
from stagehold.desk.queue import Standing
from stagehold.desk.records import Line
from stagehold.desk.settling import review
from stagehold.desk.state import Desk
from stagehold.desk.step import Step
from stagehold.domain.days import without
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
    """Until nothing changes challenges settle and overdue holds end; then those who stand better are told."""
    before = -1
    while step.draft.touched != before:
        before = step.draft.touched
        review(step)
        end_overdue(step)
    for line, then, now in step.moved_up():
        _tell_moved_up(step, line, then, now)


def _tell_moved_up(step: Step, line: Line, then: Standing, now: Standing) -> None:
    """A hold learns on which days it moved up; those on which it is the first now are offered to it for a while."""
    freed = without(now.first, then.first)
    if not freed and not now.is_better(then):
        return
    policy, ends = step.policy(line.space), line.until
    told = replace(line, stated_rank=None)
    offered = bool(freed) and policy.offer_clock is not None
    if freed and policy.offer_clock is not None:
        ends = clocks.end_of(policy, step.studio(line.space), step.at, policy.offer_clock)
        told = replace(told, offered_until=ends)
    if told != line:
        step.put_line(told)
    party = step.party_of(line)
    for span in freed:
        step.tell(party, "moved-up", told, days=span, rank=1, ends=ends, offered=offered)
    for span, rank in now.risen(then) if now.is_better(then) else ():
        for part in without([span], freed):
            step.tell(party, "moved-up", told, days=part, rank=rank)


def _studio(step: Step) -> str | None:
    """The studio that a step touches, if it is one."""
    records = [change.record for change in step.draft.changes if isinstance(change, Put)]
    spaces = {record.space for record in records if isinstance(record, Line | Closure)}
    known = step.desk.portfolio.spaces
    studios = {known[space].studio for space in spaces if space in known}
    return studios.pop() if len(studios) == 1 else None
