"""From what a viewer sees of the desk to what the API gives."""

from __future__ import annotations

from stagehold.desk.queue import rank
from stagehold.desk.records import Challenge, DeskBooking, Line, Requirement, Target
from stagehold.desk.state import Desk
from stagehold.domain.booking import LineState
from stagehold.services.viewer import Viewer
from stagehold.services.visibility import seen_by
from stagehold.web.shapes.desk import (
    BookingGiven,
    ChallengeGiven,
    ConditionGiven,
    LineGiven,
    SpaceDaysGiven,
    TargetGiven,
)
from stagehold.web.versions import Versions


def line_given(viewer: Viewer, desk: Desk, line: Line) -> LineGiven | None:
    """A line as its reader may see it, with its rank while it is a hold."""
    seen = seen_by(viewer, desk, line)
    if seen is None:
        return None
    return LineGiven(
        id=seen.id or None,
        booking=seen.booking or None,
        space=seen.space,
        start=seen.span.start,
        end=seen.span.end,
        state=seen.state,
        rank=rank(desk, line) if line.state is LineState.HOLD else None,
        phase=seen.phase,
        until=seen.until,
        offered_until=seen.offered_until,
        price=seen.price,
        group=seen.group,
        lease=seen.lease,
    )


def booking_given(viewer: Viewer, desk: Desk, booking: DeskBooking, versions: Versions | None) -> BookingGiven | None:
    """A booking as its reader may see it; of the past it has no version."""
    seen = seen_by(viewer, desk, booking)
    if seen is None:
        return None
    lines = (line_given(viewer, desk, line) for line in desk.lines_of(booking.id))
    return BookingGiven(
        id=seen.id,
        version=0 if versions is None else versions.of("booking", seen.id),
        party=seen.party,
        production=seen.production,
        need=seen.need,
        title=seen.title,
        one_of=list(seen.one_of),
        joint=list(seen.joint),
        conditions=[_condition(item) for item in seen.conditions],
        missed=[_condition(item) for item in seen.missed],
        currency=seen.currency,
        made=seen.made,
        by=seen.by,
        renewed=seen.renewed,
        plan=seen.plan,
        lines=[line for line in lines if line is not None],
    )


def _condition(item: Requirement) -> ConditionGiven:
    return ConditionGiven(kind=item.kind, share=item.share, deadline=item.deadline, met=item.met)


def challenge_given(
    viewer: Viewer, desk: Desk, challenge: Challenge, versions: Versions | None = None
) -> ChallengeGiven | None:
    """A challenge as its reader may see it."""
    seen = seen_by(viewer, desk, challenge)
    if seen is None:
        return None
    return ChallengeGiven(
        id=seen.id,
        version=0 if versions is None else versions.of("challenge", seen.id),
        booking=seen.booking or None,
        days=[SpaceDaysGiven(space=item.space, start=item.span.start, end=item.span.end) for item in seen.days],
        made=seen.made,
        state=seen.state,
        targets=[_target(item) for item in seen.targets],
        deadline=seen.deadline,
        confirm_by=seen.confirm_by,
    )


def _target(target: Target) -> TargetGiven:
    return TargetGiven(
        line=target.line or None,
        booking=target.booking or None,
        answer=target.answer,
        answered=target.answered,
        settled=target.settled,
    )
