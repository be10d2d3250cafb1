"""Holds: how they queue, move, renew, end and are let go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from stagehold.desk import clocks
from stagehold.desk.lasting import ends_of_date, first_to_hold, in_words, lasts_until
from stagehold.desk.looking import booking_of, check_need, check_party, check_space, live_lines, refuse_obstacles
from stagehold.desk.obstacles import free_instead, hold_obstacles
from stagehold.desk.owing import tell_released
from stagehold.desk.placing import Placed, placed
from stagehold.desk.queue import rank
from stagehold.desk.records import DeskBooking, Line, SpaceDays
from stagehold.desk.refusal import Obstacle, refuse
from stagehold.desk.requests import Hold, Release, Renew, Wanted
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, without


def hold(step: Step, asked: Hold, plan: int | None = None) -> DeskBooking:
    """Queue a new booking behind whoever holds its days."""
    booking = queue(step, asked, plan)
    for wanted in asked.lines:
        _check_days(step, asked.party, wanted)
    for line in step.desk.lines_of(booking.id):
        _check_rank(step, line)
    return booking


def queue(step: Step, asked: Hold, plan: int | None = None) -> DeskBooking:
    """A new booking that stands in line, whether or not the policy takes a hold of these days now."""
    if not asked.lines:
        refuse("nothing-asked", "no space and days are given: name at least one")
    _check_asked(asked)
    check_party(step.desk, asked.party)
    if plan is None:
        check_need(step.desk, asked.production, asked.need)
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
        check_space(step, wanted.space, wanted.span)
        where = placed(step, asked.party, wanted.space, wanted.span)
        for part in where if joint is None else _joint_places(step, joint, wanted):
            _queue_line(step, booking, wanted, part)
    if joint is not None:
        _join(step, booking)
    return booking


def _join(step: Step, booking: DeskBooking) -> None:
    for other in booking.joint:
        known = step.desk.bookings[other]
        step.put_booking(replace(known, joint=(*known.joint, booking.id)))
        step.tell(known.party, "joined", step.desk.lines_of(other)[0])


def _check_asked(asked: Hold) -> None:
    for index, one in enumerate(asked.lines):
        for other in asked.lines[:index]:
            if one.space == other.space and one.span.overlap(other.span):
                says = f"{one.space} is asked for twice on {one.span.overlap(other.span)}: ask for each day once"
                refuse("asked-twice", says)
    if asked.one_of and len({wanted.space for wanted in asked.lines}) < 2:
        refuse("no-alternative", "alternatives need at least two spaces: name another one, or hold without one_of")


def _joint_places(step: Step, joint: DeskBooking, wanted: Wanted) -> list[Placed]:
    """The places of another booking on days that it holds; while it is challenged nobody may come to stand by it."""
    found = []
    for line in step.desk.lines_of(joint.id):
        common = line.span.overlap(wanted.span) if line.space == wanted.space else None
        if common is not None and line.state is LineState.HOLD:
            refuse_challenged(step, line)
            found.append(Placed(common, line.place))
    if without([wanted.span], [part.span for part in found]):
        says = f"booking {joint.id} does not hold {wanted.space} on all days of {wanted.span}: share days that it holds"
        refuse("not-joint", says)
    return found


def add_days(step: Step, booking: DeskBooking, wanted: Wanted) -> None:
    """More days for a booking, which queue as new."""
    check_space(step, wanted.space, wanted.span)
    _check_days(step, booking.party, wanted)
    for part in placed(step, booking.party, wanted.space, wanted.span):
        _check_rank(step, _queue_line(step, booking, wanted, part))


def _queue_line(step: Step, booking: DeskBooking, wanted: Wanted, part: Placed) -> Line:
    """A line that stands in the queue, if nothing but its place keeps it from being confirmed some day."""
    line = Line(
        id=step.next_line(booking.id),
        booking=booking.id,
        space=wanted.space,
        span=part.span,
        phase=wanted.phase,
        group=wanted.group,
        place=part.place,
        lease=part.lease,
        until=lasts_until(step.policy(wanted.space), step.studio(wanted.space), part.span.start, step.at),
    )
    refuse_own(step, line)
    refuse_obstacles(step, line, hold_obstacles(step.desk, booking.party, line.space, line.span, booking))
    step.put_line(line)
    return line


def refuse_own(step: Step, line: Line) -> None:
    """Refuse days on which the booking stands already."""
    for own in step.desk.standing(line.space, line.span):
        if own.booking == line.booking:
            says = (
                f"booking {line.booking} has {line.space} on {own.span.overlap(line.span)} by its line {own.id} already"
            )
            refuse("asked-twice", says)


def _check_days(step: Step, party: str, wanted: Wanted) -> None:
    """Refuse a hold that the policy does not take now: of days too far ahead, or too near."""
    policy, studio = step.policy(wanted.space), step.studio(wanted.space)
    first = wanted.span.start
    last = None if policy.holds_ahead is None else policy.holds_ahead.after(step.today(wanted.space))
    if policy.holds_ahead is not None and last is not None and first > last:
        says = f"{wanted.space} takes holds up to {in_words(policy.holds_ahead)} ahead, now to {last}; found {first}"
        refuse("too-far-ahead", says, (Obstacle(kind="policy", space=wanted.space, id=policy.id),))
    over = ends_of_date(policy, studio, first)[0]
    if over <= step.at:
        ended = clocks.local(studio, over)
        says = f"holds of {wanted.space} from {first} had to end by {ended:%Y-%m-%d %H:%M %Z}: book instead"
        from_then = first_to_hold(policy, studio, step.today(wanted.space), step.at)
        refuse("too-late-to-hold", says, nearest=_instead(step, party, wanted.space, wanted.span, from_then))


def _check_rank(step: Step, line: Line) -> None:
    policy = step.policy(line.space)
    if policy.max_rank is not None and rank(step.desk, line) > policy.max_rank:
        others = [other for other in step.desk.holds(line.space, line.span) if other.id != line.id]
        says = f"{line.space} takes {policy.max_rank} holds a day, and these days have as many: ask for other days"
        obstacles = [
            Obstacle(kind="hold", space=line.space, span=other.span, id=other.booking, party=step.party_of(other))
            for other in others
        ]
        free = _instead(step, step.party_of(line), line.space, line.span, step.today(line.space))
        refuse("queue-full", says, tuple(obstacles), free)


def _instead(step: Step, party: str, space: str, span: Span, first: date) -> tuple[SpaceDays, ...]:
    """What is free in place of days that the policy takes no hold of; from the first day on of which it takes one."""
    return free_instead(step.desk, party, space, span, first)


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
    ends = [lasts_until(step.policy(line.space), step.studio(line.space), line.span.start, step.at) for line in lines]
    if not any(_lasts_longer(line, until) for line, until in zip(lines, ends, strict=True)):
        says = f"booking {booking.id} would last no longer if it were renewed now: {_why_no_longer(step, lines)}"
        refuse("nothing-gained", says)
    step.put_booking(replace(booking, renewed=booking.renewed + 1))
    for line, until in zip(lines, ends, strict=True):
        step.put_line(replace(line, until=until))


def _lasts_longer(line: Line, until: datetime | None) -> bool:
    return line.until is not None and (until is None or until > line.until)


def _why_no_longer(step: Step, lines: list[Line]) -> str:
    """What keeps holds from lasting longer: their first day, or that their time has only just begun."""
    line = lines[0]
    policy, studio = step.policy(line.space), step.studio(line.space)
    if line.until in ends_of_date(policy, studio, line.span.start):
        return f"holds of {line.space} from {line.span.start} end then whatever their term; confirm or release it"
    return "its term has only just begun; renew it later, the renewal is not used up"


def release(step: Step, asked: Release) -> None:
    """Let holds go, or some days of them; those behind move up."""
    booking = booking_of(step.desk, asked.booking)
    lines = live_lines(step.desk, booking, LineState.HOLD, asked.lines)
    if asked.span is not None:
        lines = [line for line in lines if line.span.overlap(asked.span)]
        if not lines:
            refuse("nothing-held", f"booking {booking.id} holds none of the days {asked.span}")
    for line in lines:
        for part in step.apart(line, [asked.span or line.span]):
            tell_released(step, part)
            step.end(part, LineState.RELEASED)


def refuse_challenged(step: Step, line: Line) -> None:
    """Refuse what a hold under challenge may not do."""
    for challenge in step.desk.undecided():
        if any(target.line == line.id and not target.settled for target in challenge.targets):
            says = f"line {line.id} is under challenge {challenge.id}: answer that; a challenged hold does not grow"
            refuse("challenged", says)
