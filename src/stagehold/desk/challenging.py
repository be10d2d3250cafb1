"""Challenges: a holder asks all who stand before it to confirm or to let go.

Holders settle in the order of the queue: one settles when nobody before it on its days is open. Who says nothing by the
deadline lets the challenged days go, and only these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stagehold.desk import clocks
from stagehold.desk.confirmation import confirm_line, holder, may_confirm
from stagehold.desk.first_call import first_call_booking
from stagehold.desk.looking import booking_of, live_lines
from stagehold.desk.queue import ahead
from stagehold.desk.records import (
    Answer,
    Challenge,
    ChallengeState,
    DeskBooking,
    Line,
    SpaceDays,
    Target,
)
from stagehold.desk.refusal import refuse
from stagehold.desk.requests import AnswerChallenge, ChallengeHolds, WithdrawChallenge
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, without

WAITING = (ChallengeState.WON, ChallengeState.PART)  # the challenger has won something and may confirm it


def challenge(step: Step, asked: ChallengeHolds) -> None:
    """Challenge all who stand before the holds of a booking."""
    booking = booking_of(step.desk, asked.booking)
    days = []
    for line in live_lines(step.desk, booking, LineState.HOLD, asked.lines):
        span = line.span if asked.span is None else line.span.overlap(asked.span)
        if span is not None:
            days.append(SpaceDays(space=line.space, span=span))
    if not days:
        refuse("nothing-held", f"booking {booking.id} holds none of the days {asked.span}")
    booked = [item for item in days if step.desk.confirmed(item.space, item.span)]
    if booked:
        refuse("taken", f"{booked[0].space} is booked on some of these days: a booking cannot be challenged")
    if not _holders(step, booking, days):
        refuse("already-first", f"nobody stands before booking {booking.id} on these days: confirm it")
    if any(_share(days, other.days) and other.booking == booking.id for other in step.desk.undecided()):
        refuse("already-challenged", f"booking {booking.id} has an open challenge of these days: wait, or withdraw it")
    open_challenge(step, booking, tuple(days))


def open_challenge(step: Step, booking: DeskBooking, days: tuple[SpaceDays, ...], *, firm: bool = False) -> None:
    """A new challenge; it waits while another one of these days is undecided."""
    made = Challenge(
        id=step.new_id("c", step.desk.challenges),
        booking=booking.id,
        days=days,
        made=step.at,
        firm=firm,
        state=ChallengeState.QUEUED,
    )
    step.put_challenge(made)
    start_queued(step)
    if step.desk.challenges[made.id].state is ChallengeState.QUEUED:
        step.tell(booking.party, "challenge-queued", step.desk.lines_of(booking.id)[0], challenge=made.id)


def start_queued(step: Step) -> None:
    """Start every queued challenge whose days are in no other challenge that is older and undecided."""
    for waiting in step.desk.undecided():
        if waiting.state is not ChallengeState.QUEUED:
            continue
        others = [other for other in step.desk.undecided() if _older(other, waiting)]
        if not any(_share(waiting.days, other.days) for other in others):
            _start(step, waiting)


def _older(one: Challenge, other: Challenge) -> bool:
    return one.id != other.id and (
        one.state is not ChallengeState.QUEUED or (one.made, one.id) < (other.made, other.id)
    )


def _share(some: Iterable[SpaceDays], others: Iterable[SpaceDays]) -> bool:
    return any(
        one.space == other.space and one.span.overlap(other.span) is not None for one in some for other in list(others)
    )


def _holders(step: Step, booking: DeskBooking, days: Iterable[SpaceDays]) -> list[Line]:
    """Who stands before a booking on these days, each line once, first in the queue first."""
    found: dict[str, Line] = {}
    for item in days:
        for line in step.desk.lines_of(booking.id):
            if line.state is LineState.HOLD and line.space == item.space:
                for other in ahead(step.desk, line, item.span):
                    if other.booking != booking.id:
                        found.setdefault(other.id, other)
    return sorted(found.values(), key=lambda line: (line.place, line.id))


def _start(step: Step, waiting: Challenge) -> None:
    booking = step.desk.bookings[waiting.booking]
    lines = [_stored(step, line) for line in _holders(step, booking, waiting.days)]
    targets = tuple(Target(line=line.id, booking=line.booking) for line in lines)
    space = waiting.days[0].space
    policy = step.policy(space)
    length = policy.firm_answer_clock if waiting.firm else policy.challenge_clock
    deadline = None if length is None else clocks.end_of(policy, step.studio(space), step.at, length)
    step.put_challenge(replace(waiting, state=ChallengeState.OPEN, targets=targets, deadline=deadline))
    for line in lines:
        kind = "asked-to-decide" if waiting.firm else "challenged"
        step.tell(step.party_of(line), kind, line, ends=deadline, challenge=waiting.id)
    settle(step, waiting.id)


def _stored(step: Step, line: Line) -> Line:
    """A standing first call as a line of its lessee's, so that it can answer; other lines as they are."""
    if line.lease is None or line.id in step.desk.lines:
        return line
    booking = first_call_booking(line.lease)
    if booking not in step.desk.bookings:
        lessee = holder(step, line)
        step.put_booking(DeskBooking(id=booking, party=lessee, title=line.lease, made=step.at, by=step.by))
    stored = replace(line, id=step.next_line(booking))
    step.put_line(stored)
    return stored


def answer(step: Step, asked: AnswerChallenge) -> None:
    """A challenged holder says what it does; it may say otherwise as long as that is not settled."""
    found = _challenge_of(step, asked.challenge)
    if found.state is not ChallengeState.OPEN:
        refuse("challenge-over", f"challenge {found.id} is {found.state}: there is nothing to answer any more")
    targets = [item for item in found.targets if item.booking == asked.booking and asked.line in (None, item.line)]
    if not targets:
        refuse("not-challenged", f"challenge {found.id} does not name {asked.line or asked.booking}")
    targets = [item for item in targets if not item.settled]
    if not targets:
        refuse("already-settled", f"what {asked.booking} holds on these days is settled already")
    for target in targets:
        _answer_one(step, found.id, target, asked.answer)
    settle(step, found.id)


def _answer_one(step: Step, challenge: str, target: Target, said: Answer) -> None:
    found, line = step.desk.challenges[challenge], step.desk.lines[target.line]
    if said is Answer.CONFIRM:
        others = ahead(step.desk, line)
        if others:
            says = f"{line.id} is not first on all of its days: answer {Answer.STAND}, {Answer.RELEASE} or wait"
            refuse("not-first", says)
        confirm_line(step, line)
    elif said is Answer.STAND:
        if not ahead(step.desk, line):
            refuse("is-first", f"{line.id} is first on all of its days: answer confirm, release or release-days")
    elif said is Answer.RELEASE:
        step.end(line, LineState.RELEASED)
    elif said is Answer.RELEASE_DAYS:
        _let_go(step, found, line)
    settled = said is not Answer.STAND
    _put_target(step, challenge, replace(target, answer=said, answered=step.at, settled=settled))


def _put_target(step: Step, challenge: str, target: Target) -> None:
    found = step.desk.challenges[challenge]
    targets = tuple(target if item.line == target.line else item for item in found.targets)
    step.put_challenge(replace(found, targets=targets))


def _let_go(step: Step, found: Challenge, line: Line) -> None:
    """Release the challenged days of a line, and only these."""
    for item in found.days:
        for piece in step.desk.lines_of(line.booking):
            if piece.state is LineState.HOLD and piece.space == item.space and piece.place == line.place:
                step.end_days(piece, item.span, LineState.RELEASED)


def settle(step: Step, challenge: str, *, over: bool = False) -> None:
    """Settle what can be; ``over``: the time to answer has ended. The challenge is decided when all is settled."""
    while True:
        found = step.desk.challenges[challenge]
        if found.state is not ChallengeState.OPEN:
            return
        open_ = [item for item in found.targets if not item.settled]
        if not open_:
            _decide(step, found)
            return
        ready = next((item for item in open_ if _ready(step, found, item, open_, over=over)), None)
        if ready is None:
            return
        _settle_one(step, found, ready)


def _ready(step: Step, found: Challenge, target: Target, open_: list[Target], *, over: bool) -> bool:
    line = step.desk.lines[target.line]
    if line.state is not LineState.HOLD or not _on_days(found, line):
        return True
    if target.answer is None and not over:
        return False
    before = {other.line for other in open_ if other.line != target.line}
    return not any(other.id in before and other.place < line.place for other in step.desk.holds(line.space, line.span))


def _on_days(found: Challenge, line: Line) -> bool:
    return _share(found.days, [SpaceDays(space=line.space, span=line.span)])


def _settle_one(step: Step, found: Challenge, target: Target) -> None:
    line = step.desk.lines[target.line]
    if line.state is LineState.HOLD and _on_days(found, line):
        if target.answer is Answer.STAND and not ahead(step.desk, line) and may_confirm(step, line):
            confirm_line(step, line)
        else:
            step.tell(step.party_of(line), "let-go", line, challenge=found.id, silent=target.answer is None)
            _let_go(step, found, line)
    _put_target(step, found.id, replace(target, settled=True))


def _won(step: Step, found: Challenge) -> list[tuple[Line, Span]]:
    """The challenger's holds, with the challenged days of each that are its own to confirm."""
    parts = [
        (line, part)
        for line in step.desk.lines_of(found.booking)
        if line.state is LineState.HOLD
        for item in found.days
        if item.space == line.space
        for part in [line.span.overlap(item.span)]
        if part is not None
    ]
    return [
        (line, free)
        for line, part in parts
        for free in without(
            [part],
            [other.span for other in (*step.desk.confirmed(line.space, part), *ahead(step.desk, line, part))],
        )
    ]


def _decide(step: Step, found: Challenge) -> None:
    """All holders have settled: what the challenger has won, and until when it may confirm that."""
    won = _won(step, found)
    days = sum(part.days for _, part in won)
    if days == 0:
        state = ChallengeState.LOST
    elif days == sum(item.span.days for item in found.days):
        state = ChallengeState.WON
    else:
        state = ChallengeState.PART
    space = found.days[0].space
    policy = step.policy(space)
    wait = policy.confirm_clock if state is not ChallengeState.LOST else None
    by = None if wait is None else clocks.end_of(policy, step.studio(space), step.at, wait)
    step.put_challenge(replace(found, state=state, deadline=None, confirm_by=by))
    party = step.desk.bookings[found.booking].party
    first = next(iter(step.desk.lines_of(found.booking)), None)
    step.tell(party, f"challenge-{state}", first, ends=by, challenge=found.id)
    lines = [step.split(step.desk.lines[line.id], part) for line, part in won]
    if state is ChallengeState.WON and found.firm:
        for line in lines:
            if may_confirm(step, line):
                confirm_line(step, line)
    review(step)


def review(step: Step) -> None:
    """After any step: challenges that have become pointless or settled, and those whose turn has come."""
    for found in step.desk.undecided():
        if found.state is ChallengeState.OPEN:
            _drop_if_gone(step, found)
            settle(step, found.id)
        elif found.state in WAITING:
            _close_if_taken(step, found)
        elif found.state is ChallengeState.QUEUED:
            _drop_if_gone(step, found)
    start_queued(step)


def _drop_if_gone(step: Step, found: Challenge) -> None:
    """A challenger that holds none of the days any more has nothing to challenge for."""
    lines = step.desk.lines_of(found.booking)
    if not any(line.state is LineState.HOLD and _on_days(found, line) for line in lines):
        taken = any(line.state is LineState.CONFIRMED and _on_days(found, line) for line in lines)
        state = ChallengeState.TAKEN if taken else ChallengeState.LOST
        step.put_challenge(replace(found, state=state, deadline=None, targets=_all_settled(found)))


def _all_settled(found: Challenge) -> tuple[Target, ...]:
    return tuple(replace(item, settled=True) for item in found.targets)


def _close_if_taken(step: Step, found: Challenge) -> None:
    lines = [line for line in step.desk.lines_of(found.booking) if _on_days(found, line)]
    if not _won(step, found):
        taken = any(line.state is LineState.CONFIRMED for line in lines)
        state = ChallengeState.TAKEN if taken else ChallengeState.LOST
        step.put_challenge(replace(found, state=state, confirm_by=None))


def withdraw(step: Step, asked: WithdrawChallenge) -> None:
    """The challenger gives up: its hold stands as before, or, once it has won, what it won goes to those behind."""
    found = _challenge_of(step, asked.challenge)
    if found.state in WAITING:
        _give_back(step, found, ChallengeState.WITHDRAWN)
    elif found.state in (ChallengeState.OPEN, ChallengeState.QUEUED):
        for target in found.targets:
            if not target.settled:
                line = step.desk.lines[target.line]
                step.tell(step.party_of(line), "challenge-withdrawn", line, challenge=found.id)
        step.put_challenge(replace(found, state=ChallengeState.WITHDRAWN, deadline=None, targets=_all_settled(found)))
    else:
        refuse("challenge-over", f"challenge {found.id} is {found.state}: there is nothing to withdraw any more")


def _give_back(step: Step, found: Challenge, state: ChallengeState) -> None:
    """Release what was won; who was let go for it is not revived, and those behind move up."""
    step.put_challenge(replace(found, state=state, confirm_by=None))
    for item in found.days:
        for line in step.desk.lines_of(found.booking):
            if line.state is LineState.HOLD and line.space == item.space:
                step.end_days(line, item.span, LineState.RELEASED)


def answers_over(step: Step, found: Challenge) -> None:
    """The time to answer has ended."""
    settle(step, found.id, over=True)


def confirm_over(step: Step, found: Challenge) -> None:
    """The time to confirm what was won has ended."""
    line = next(iter(step.desk.lines_of(found.booking)), None)
    step.tell(step.desk.bookings[found.booking].party, "not-confirmed-in-time", line, challenge=found.id)
    _give_back(step, found, ChallengeState.DROPPED)


def _challenge_of(step: Step, id_: str) -> Challenge:
    found = step.desk.challenges.get(id_)
    return refuse("unknown-challenge", f"no challenge {id_!r}") if found is None else found


def is_challenged(step: Step, line: Line) -> bool:
    """Whether a hold is under challenge, or challenges itself: then it does not expire."""
    return any(
        (found.booking == line.booking and found.state is not ChallengeState.QUEUED and _on_days(found, line))
        or any(target.line == line.id and not target.settled for target in found.targets)
        for found in step.desk.undecided()
    )
