"""A confirmation: what it costs, what it needs, and what becomes of the other holds of its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from stagehold.desk import clocks
from stagehold.desk.first_call import first_calls
from stagehold.desk.looking import refuse_obstacles
from stagehold.desk.obstacles import confirm_obstacles
from stagehold.desk.pricing import price_of
from stagehold.desk.queue import ahead, standing_of
from stagehold.desk.records import DeskBooking, Line, Requirement
from stagehold.desk.refusal import Obstacle
from stagehold.desk.step import Step
from stagehold.domain.booking import AfterConfirm, LineState, Policy, PolicyCondition


def confirm_line(step: Step, line: Line) -> None:
    """Confirm a hold that nothing keeps from it; the other holds of its days go or wait."""
    refuse_blocked(step, line)
    booking = step.desk.bookings[line.booking]
    policy, studio = step.policy(line.space), step.studio(line.space)
    priced = price_of(policy, studio, line.span, line.phase)
    confirmed = replace(
        line,
        state=LineState.CONFIRMED,
        until=None,
        offered_until=None,
        price=None if priced is None else priced.amount,
    )
    step.put_line(confirmed)
    needed = _needed(step, booking, line, policy)
    currency = booking.currency or (None if priced is None else policy.currency)
    conditions = tuple(_before_first_day(step, line, item) for item in (*booking.conditions, *needed))
    wanted = replace(booking, conditions=conditions, currency=currency, missed=())
    if wanted != booking:
        step.put_booking(wanted)
    changed = [item.deadline for item in conditions if item not in booking.conditions]
    ends = min((deadline for deadline in changed if deadline is not None), default=None)
    step.tell(booking.party, "confirmed", confirmed, ends=ends)
    step.tell(step.operator(line.space), "confirmed", confirmed)
    _let_alternatives_go(step, booking, line.space)
    _tell_others(step, confirmed)


def refuse_blocked(step: Step, line: Line) -> None:
    """Refuse a confirmation that something other than the queue is in the way of."""
    party = step.party_of(line)
    refuse_obstacles(step, line, confirm_obstacles(step.desk, party, line.space, line.span, line))
    refuse_obstacles(step, line, offers(step, line))


def beats_at_once(policy: Policy) -> bool:
    """Whether a firm booking goes before the holds that rank higher, without asking them."""
    return policy.firm_beats_holds and policy.firm_answer_clock is None


def _needed(step: Step, booking: DeskBooking, line: Line, policy: Policy) -> tuple[Requirement, ...]:
    """What a confirmation by this policy needs and the booking has not been asked for yet."""
    known = {item.kind for item in booking.conditions}
    return tuple(
        Requirement(kind=item.kind, share=item.share, deadline=_deadline(step, line, policy, item))
        for item in policy.conditions
        if item.kind not in known
    )


def _deadline(step: Step, line: Line, policy: Policy, item: PolicyCondition) -> datetime | None:
    """By when a condition is to be met; who won a challenge may have to by the end of its time to confirm."""
    ends = [] if item.within is None else [clocks.end_of(policy, step.studio(line.space), step.at, item.within)]
    if policy.confirm_clock_covers_conditions:
        won = [found for found in step.desk.undecided() if found.booking == line.booking]
        ends += [found.confirm_by for found in won if found.confirm_by is not None]
    return min(ends, default=None)


def _before_first_day(step: Step, line: Line, item: Requirement) -> Requirement:
    """A deadline is over when the first day of a line begins, unless that has begun already."""
    begins = clocks.midnight(step.studio(line.space), line.span.start)
    if item.met is not None or item.deadline is None or not step.at < begins < item.deadline:
        return item
    return replace(item, deadline=begins)


def offers(step: Step, line: Line) -> tuple[Obstacle, ...]:
    """Days of a line that are offered to the first in the queue, behind whom it stands."""
    return tuple(
        Obstacle(kind="offer", space=other.space, span=span, id=other.booking, party=step.party_of(other))
        for other in step.desk.holds(line.space, line.span)
        if other.place < line.place and other.offered_until is not None and other.offered_until > step.at
        for first in standing_of(step.desk, other).first
        if (span := first.overlap(line.span)) is not None
    )


def in_front(step: Step, line: Line) -> tuple[Obstacle, ...]:
    """Who ranks higher than a line, first calls included."""
    return tuple(
        Obstacle(
            kind="hold",
            space=other.space,
            span=other.span.overlap(line.span),
            id=other.lease or other.booking,
            party=holder(step, other),
        )
        for other in ahead(step.desk, line)
    )


def holder(step: Step, line: Line) -> str:
    """Whose hold it is, a standing first call included."""
    lease = step.desk.portfolio.leases.get(line.lease or "")
    return step.party_of(line) if lease is None else lease.lessee


def may_confirm(step: Step, line: Line) -> bool:
    """Whether nothing but the queue could keep a hold from being confirmed now."""
    blocked = confirm_obstacles(step.desk, step.party_of(line), line.space, line.span, line)
    return not blocked and not offers(step, line)


def _let_alternatives_go(step: Step, booking: DeskBooking, space: str) -> None:
    if space in booking.one_of:
        for line in step.desk.lines_of(booking.id):
            if line.state is LineState.HOLD and line.space in booking.one_of and line.space != space:
                step.end(line, LineState.RELEASED)


def _tell_others(step: Step, confirmed: Line) -> None:
    """Who holds some of the days that are booked now waits behind them, or lets them go; other days stand as before."""
    wait = step.policy(confirmed.space).after_confirm is AfterConfirm.WAIT
    booked_by = step.party_of(confirmed)
    for call in first_calls(step.desk, confirmed.space, confirmed.span, booked_by):
        # A first call stands again should the booking go: it is a right, and not one hold.
        step.tell_of_days(holder(step, call), "waits-behind", call.space, call.span)
    for other in step.desk.holds(confirmed.space, confirmed.span):
        party = step.party_of(other)
        days, own = other.span.overlap(confirmed.span), True if party == booked_by else None
        if wait:
            step.tell(party, "waits-behind", other, days=days, own=own)
        else:
            step.tell(party, "released-by-booking", other, days=days, own=own)
            step.end_days(other, confirmed.span, LineState.RELEASED)


def cancel_by_studio(step: Step, line: Line, reason: str | None) -> None:
    """The studio cancels a confirmed line; nothing is owed."""
    step.end(line, LineState.CANCELLED)
    step.tell(step.party_of(line), "cancelled-by-studio", line, reason=reason, fee=Decimal(0))
    drop_conditions(step, line.booking)


def drop_conditions(step: Step, booking: str) -> None:
    """Without a confirmed line there is nothing left to meet."""
    if not any(line.state is LineState.CONFIRMED for line in step.desk.lines_of(booking)):
        known = step.desk.bookings[booking]
        met = tuple(item for item in known.conditions if item.met is not None)
        step.put_booking(replace(known, conditions=met))
