"""Closures: days on which a space cannot be used, and what they do to what stands there."""

from __future__ import annotations

from datetime import timedelta

from stagehold.desk.confirmation import cancel_by_studio
from stagehold.desk.looking import check_space
from stagehold.desk.obstacles import free_instead
from stagehold.desk.refusal import Obstacle, refuse
from stagehold.desk.requests import Close, Reopen
from stagehold.desk.step import Step, stated_days
from stagehold.domain.days import through
from stagehold.domain.edtf import parse_date
from stagehold.domain.studio import Closure


def close(step: Step, asked: Close) -> None:
    """Close a space; confirmed lines there are in the way unless they are to be displaced. Holds stay."""
    check_space(step, asked.space, asked.span)
    booked = step.desk.confirmed(asked.space, asked.span)
    if booked and not asked.displace:
        obstacles = tuple(
            Obstacle(kind="booking", space=line.space, span=line.span, id=line.booking, party=step.party_of(line))
            for line in booked
        )
        says = f"{asked.space} has {len(booked)} confirmed lines on these days: move them, or displace"
        if len(booked) == 1:
            says = f"{asked.space} has a confirmed line on these days: move it, or displace"
        refuse("booked", says, obstacles)
    last = asked.span.end - timedelta(days=1)
    closure = Closure(
        id=step.new_id("closure-", step.desk.portfolio.closures),
        space=asked.space,
        from_=parse_date(str(asked.span.start)),
        to=parse_date(str(last)),
        reason=asked.reason,
    )
    step.made.append(closure.id)
    step.draft.put("closure", closure)
    for line in booked:
        cancel_by_studio(step, line, asked.reason)
        party = step.party_of(line)
        found = free_instead(step.desk, party, line.space, line.span, step.today(line.space))
        instead = "; ".join(f"{item.space} {item.span.start} to {item.span.end}" for item in found)
        free = ";".join(f"{item.space} {stated_days([item.span])}" for item in found)
        step.tell(party, "alternatives", line, instead=instead or None, free=free or None)
    for line in step.desk.holds(asked.space, asked.span):
        step.tell(step.party_of(line), "closed", line, reason=asked.reason, closed=f"{asked.span.start}/{last}")


def reopen(step: Step, asked: Reopen) -> None:
    """Lift a closure; what is held there may be confirmed again."""
    closure = step.desk.portfolio.closures.get(asked.closure)
    if closure is None:
        known = ", ".join(list(step.desk.portfolio.closures)[:10]) or "none"
        refuse("unknown-closure", f"no closure {asked.closure!r}; there are: {known}")
    step.draft.drop("closure", closure.id)
    for line in step.desk.holds(closure.space, through(closure.from_.first, closure.to.last)):
        step.tell(step.party_of(line), "reopened", line)
