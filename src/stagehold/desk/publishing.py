"""Publishing a plan: a hold for each placement that is not booked yet, by production and need.

Holds of an earlier published plan move to where the new one places their need: days kept keep their place in the queue.
Holds of needs that the new plan does not place are released. Confirmed lines are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from stagehold.desk.holding import add_days, hold, refuse_challenged
from stagehold.desk.records import DeskBooking, Line, PublishedPlan
from stagehold.desk.refusal import refuse
from stagehold.desk.requests import Hold, Publish, Wanted
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, without
from stagehold.domain.studio import PhaseKind


def publish(step: Step, asked: Publish) -> None:
    """Hold what a plan places; the plan itself is kept under a number and never changes."""
    plan = asked.plan
    party = plan.get("party")
    if not isinstance(party, str) or not isinstance(plan.get("placements"), list):
        refuse(
            "not-a-plan", "this is no plan: it has no party or no placements; give what stagehold plan --json printed"
        )
    number = len(step.desk.plans) + 1
    made = PublishedPlan(id=f"plan-{number}", number=number, party=party, made=step.at, by=step.by, plan=plan)
    step.made.append(made.id)
    step.draft.put("plan", made)
    placed = set()
    for placement in plan["placements"]:
        key = (placement["production"], placement["need"])
        placed.add(key)
        _place(step, party, key, list(_wanted(placement)), number)
    for booking in list(step.desk.bookings.values()):
        ours = booking.plan is not None and booking.party == party
        if ours and (booking.production, booking.need) not in placed:
            _release_all(step, booking)


def _place(step: Step, party: str, key: tuple[str, str], wanted: list[Wanted], number: int) -> None:
    known = [
        booking
        for booking in step.desk.bookings.values()
        if booking.party == party and (booking.production, booking.need) == key and _stands(step, booking)
    ]
    if any(line.state is LineState.CONFIRMED for booking in known for line in step.desk.lines_of(booking.id)):
        return
    published = [booking for booking in known if booking.plan is not None]
    if published:
        _move(step, published[0], wanted, number)
    elif not known:
        production, need = key
        asked = Hold(party=party, production=production, need=need, title=production, lines=tuple(wanted))
        hold(step, asked, plan=number)


def _stands(step: Step, booking: DeskBooking) -> bool:
    return any(line.state in (LineState.HOLD, LineState.CONFIRMED) for line in step.desk.lines_of(booking.id))


def _wanted(placement: Mapping[str, Any]) -> Iterator[Wanted]:
    """What a placement takes of each stage, phase by phase."""
    whole = Span(date.fromisoformat(placement["start"]), date.fromisoformat(placement["end"]))
    phases = [
        (PhaseKind(item["phase"]), Span(date.fromisoformat(item["start"]), date.fromisoformat(item["end"])))
        for item in placement.get("phases", ())
        if item["start"] < item["end"]
    ]
    pieces: list[tuple[PhaseKind | None, Span]] = [
        (phase, inside) for phase, span in phases if (inside := span.overlap(whole)) is not None
    ]
    pieces += [(None, rest) for rest in without([whole], [span for _, span in pieces])]
    # A joined whole is a line on each of its members.
    for stage in (member for unit in placement["stages"] for member in unit.split("+")):
        for phase, span in sorted(pieces, key=lambda piece: piece[1]):
            yield Wanted(space=stage, span=span, phase=phase)


def _move(step: Step, booking: DeskBooking, wanted: list[Wanted], number: int) -> None:
    """Let a booking hold what is wanted now: equal days of a space keep their place, whatever their phase."""
    before = [line for line in step.desk.lines_of(booking.id) if line.state is LineState.HOLD]
    same = {(line.space, line.span, line.phase) for line in before}
    if same == {(item.space, item.span, item.phase) for item in wanted}:
        step.put_booking(replace(booking, plan=number))
        return
    for line in before:
        refuse_challenged(step, line)
    step.put_booking(replace(booking, plan=number))
    kept = {part.id: part for item in wanted for part in _kept(step, booking, item)}
    for line in step.desk.lines_of(booking.id):
        if line.state is LineState.HOLD and line.id not in kept:
            step.end(line, LineState.RELEASED)
    for item in wanted:
        there = [part.span for part in kept.values() if part.space == item.space]
        for span in without([item.span], there):
            add_days(step, booking, replace(item, span=span))


def _kept(step: Step, booking: DeskBooking, wanted: Wanted) -> Iterator[Line]:
    """What a booking holds already of what is wanted, as lines of their own in the phase that is wanted now."""
    for line in step.desk.lines_of(booking.id):
        if line.state is LineState.HOLD and line.space == wanted.space:
            for part in step.apart(line, [wanted.span]):
                step.put_line(replace(part, phase=wanted.phase))
                yield part


def _release_all(step: Step, booking: DeskBooking) -> None:
    for line in step.desk.lines_of(booking.id):
        if line.state is LineState.HOLD:
            step.end(line, LineState.RELEASED)
