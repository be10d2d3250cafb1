"""Holds: how they queue, move, renew, end and are let go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from stagehold.desk import clocks
from stagehold.desk.looking import booking_of, check_party, check_space, live_lines, refuse_obstacles
from stagehold.desk.obstacles import hold_obstacles
from stagehold.desk.owing import tell_released
from stagehold.desk.queue import rank
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.refusal import Obstacle, refuse
from stagehold.desk.requests import Hold, Release, Renew, Wanted
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span


def hold(step: Step, asked: Hold, plan: int | None = None) -> DeskBooking:
    """Queue a new booking behind whoever holds its days."""
    if not asked.lines:
        refuse("nothing-asked", "no space and days are given: name at least one")
    _check_asked(asked)
    check_party(step.desk, asked.party)
    joint = None if asked.joint_with is None else booking_of(step.desk, asked.joint_with)
    booking = DeskBooking(
        id=step.new_id("b", step.desk.bookings),
        party=asked.party,
        production=asked.production,
        need=asked.need,
        title=asked.title,
        one_of=tuple(dict.fromkeys(wanted.space for wanted in asked.lines)) if asked.one_of else (),
        joint=() if joint is None else (joint.id, *joint.joint),
        made=step.at,
        by=step.by,
        plan=plan,
    )
    step.put_booking(booking)
    for wanted in asked.lines:
        place = step.place() if joint is None else _joint_place(step, joint, wanted)
        add_line(step, booking, wanted, place)
    if joint is not None:
        for other in booking.joint:
            known = step.desk.bookings[other]
            step.put_booking(replace(known, joint=(*known.joint, booking.id)))
            step.tell(known.party, "joined", step.desk.lines_of(other)[0])
    return booking


def _check_asked(asked: Hold) -> None:
    for index, one in enumerate(asked.lines):
        for other in asked.lines[:index]:
            if one.space == other.space and one.span.overlap(other.span):
                says = f"{one.space} is asked for twice on {one.span.overlap(other.span)}: ask for each day once"
                refuse("asked-twice", says)
    if asked.one_of and len({wanted.space for wanted in asked.lines}) < 2:
        refuse("no-alternative", "alternatives need at least two spaces: name another one, or hold without one_of")


def _joint_place(step: Step, joint: DeskBooking, wanted: Wanted) -> int:
    for line in step.desk.lines_of(joint.id):
        covers = line.span.start <= wanted.span.start and wanted.span.end <= line.span.end
        if line.space == wanted.space and line.state is LineState.HOLD and covers:
            return line.place
    says = f"booking {joint.id} does not hold {wanted.space} on all days of {wanted.span}: share days that it holds"
    return refuse("not-joint", says)


def add_line(step: Step, booking: DeskBooking, wanted: Wanted, place: int) -> Line:
    """A new hold of a booking, if nothing keeps it from queueing."""
    check_space(step, wanted.space, wanted.span)
    line = Line(
        id=step.next_line(booking.id),
        booking=booking.id,
        space=wanted.space,
        span=wanted.span,
        phase=wanted.phase,
        group=wanted.group,
        place=place,
    )
    refuse_obstacles(step, line, hold_obstacles(step.desk, booking.party, wanted.space, wanted.span, booking))
    _check_ahead(step, wanted)
    ends = hold_until(step, wanted.space, wanted.span)
    if ends <= step.at:
        says = f"holds of {wanted.space} on {wanted.span} had to end by {ends:%Y-%m-%d %H:%M} UTC: book instead"
        refuse("too-late-to-hold", says)
    line = replace(line, until=ends)
    step.put_line(line)
    _check_rank(step, line)
    return line


def _check_ahead(step: Step, wanted: Wanted) -> None:
    policy = step.policy(wanted.space)
    if policy.holds_ahead is None:
        return
    last = policy.holds_ahead.after(step.today(wanted.space))
    if wanted.span.start > last:
        says = f"{wanted.space} takes holds up to {policy.holds_ahead} ahead, now to {last}; found {wanted.span.start}"
        refuse("too-far-ahead", says, (Obstacle(kind="policy", space=wanted.space, id=policy.id),))


def _check_rank(step: Step, line: Line) -> None:
    policy = step.policy(line.space)
    if policy.max_rank is not None and rank(step.desk, line) > policy.max_rank:
        others = [other for other in step.desk.holds(line.space, line.span) if other.id != line.id]
        says = f"{line.space} takes {policy.max_rank} holds a day, and these days have as many: ask for other days"
        obstacles = [
            Obstacle(kind="hold", space=line.space, span=other.span, id=other.booking, party=step.party_of(other))
            for other in others
        ]
        refuse("queue-full", says, tuple(obstacles))


def hold_until(step: Step, space: str, span: Span) -> datetime:
    """When a hold made or renewed now ends by itself; at the latest as its first day begins."""
    policy, studio = step.policy(space), step.studio(space)
    ends = [
        clocks.before_day(studio, span.start, before)
        for before in (policy.release_before, policy.decide_before)
        if before is not None
    ]
    if policy.hold_expiry is not None:
        ends.append(clocks.wall_end(studio, step.at, policy.hold_expiry))
    return min([*ends, clocks.midnight(studio, span.start)])


def renew(step: Step, asked: Renew) -> None:
    """Start the clock of a booking's holds anew, as often as the policy lets."""
    booking = booking_of(step.desk, asked.booking)
    lines = live_lines(step.desk, booking, LineState.HOLD)
    for line in lines:
        policy = step.policy(line.space)
        if policy.hold_expiry is None:
            refuse("never-expires", f"holds of {line.space} have no term to renew: they stand until they are released")
        if booking.renewed >= (policy.renewals or 0):
            says = f"booking {booking.id} was renewed {booking.renewed} times; {policy.renewals or 0} are allowed"
            refuse("no-renewal-left", says)
        refuse_challenged(step, line)
    step.put_booking(replace(booking, renewed=booking.renewed + 1))
    for line in lines:
        step.put_line(replace(line, until=hold_until(step, line.space, line.span)))


def release(step: Step, asked: Release) -> None:
    """Let holds go, or some days of them; those behind move up."""
    booking = booking_of(step.desk, asked.booking)
    lines = live_lines(step.desk, booking, LineState.HOLD, asked.lines)
    if asked.span is not None:
        lines = [line for line in lines if line.span.overlap(asked.span)]
        if not lines:
            refuse("nothing-held", f"booking {booking.id} holds none of the days {asked.span}")
    for line in lines:
        tell_released(step, line)
        step.end_days(line, asked.span or line.span, LineState.RELEASED)


def refuse_challenged(step: Step, line: Line) -> None:
    """Refuse what a hold under challenge may not do."""
    for challenge in step.desk.undecided():
        if any(target.line == line.id and not target.settled for target in challenge.targets):
            says = f"line {line.id} is under challenge {challenge.id}: answer that; a challenged hold does not grow"
            refuse("challenged", says)
