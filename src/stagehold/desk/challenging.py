"""Challenges: a holder asks all who stand before it to confirm or to let go.

Holders settle in the order of the queue: one settles when nobody before it on its days is open. Who says nothing by the
deadline lets the challenged days go, and only these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stagehold.desk import clocks
from stagehold.desk.confirmation import beats_at_once, confirm_line, in_front, may_confirm
from stagehold.desk.first_call import first_call_booking, is_call
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
from stagehold.desk.state import STANDING, UNDECIDED
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState, PolicyCondition
from stagehold.domain.days import Span, union, without

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
    _refuse_unmet(step, booking)
    open_challenge(step, booking, tuple(days))


def challenge_conditions(step: Step, booking: DeskBooking) -> list[PolicyCondition]:
    """What a booking has still to meet before it may challenge, by the policies of the spaces it holds."""
    met = {item.kind for item in booking.conditions if item.met is not None}
    spaces = dict.fromkeys(line.space for line in step.desk.lines_of(booking.id) if line.state is LineState.HOLD)
    asked = {item.kind: item for space in spaces for item in step.policy(space).challenge_conditions}
    return [item for kind, item in asked.items() if kind not in met]


def _refuse_unmet(step: Step, booking: DeskBooking) -> None:
    unmet = challenge_conditions(step, booking)
    if unmet:
        kinds = ", ".join(item.kind for item in unmet)
        says = f"booking {booking.id} has to meet {kinds} before it may challenge: state each as met, then challenge"
        refuse("conditions-unmet", says)


def open_challenge(step: Step, booking: DeskBooking, days: tuple[SpaceDays, ...], *, firm: bool = False) -> None:
    """A new challenge; it waits while another one of these days is undecided."""
    running = [other for other in step.desk.undecided() if other.state is ChallengeState.QUEUED or _runs(other)]
    if any(_share(days, other.days) and other.booking == booking.id for other in running):
        refuse("already-challenged", f"booking {booking.id} has an open challenge of these days: wait, or withdraw it")
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
    """Start every queued challenge whose days are in no other challenge that is older and not over."""
    for waiting in step.desk.undecided():
        if waiting.state is ChallengeState.QUEUED:
            others = [other for other in step.desk.undecided() if _goes_before(other, waiting)]
            if not any(_share(waiting.days, _still_asked(step, other)) for other in others):
                _start(step, waiting)


def _goes_before(one: Challenge, other: Challenge) -> bool:
    """Whether a challenge keeps a queued one waiting: it runs, or was made earlier."""
    if one.state is ChallengeState.QUEUED:
        return (one.made, len(one.id), one.id) < (other.made, len(other.id), other.id)
    return _runs(one)


def _runs(found: Challenge) -> bool:
    """Whether somebody has still to do something in time: who won where no time is set is first, and that is all."""
    return found.state is ChallengeState.OPEN or (found.state in WAITING and found.confirm_by is not None)


def _share(some: Iterable[SpaceDays], others: Iterable[SpaceDays]) -> bool:
    return any(
        one.space == other.space and one.span.overlap(other.span) is not None for one in some for other in list(others)
    )


def _still_asked(step: Step, found: Challenge) -> list[SpaceDays]:
    """The challenged days on which the challenger still stands: the others it has let go, or lost."""
    return [
        SpaceDays(space=item.space, span=common)
        for line in step.desk.lines_of(found.booking)
        if line.state in STANDING
        for item in found.days
        if item.space == line.space and (common := item.span.overlap(line.span)) is not None
    ]


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
    booking = _call_booking(step, line.lease)
    stored = replace(line, id=step.next_line(booking))
    step.put_line(stored)
    return stored


def _call_booking(step: Step, lease: str) -> str:
    """The booking that holds what was said about a first call; made when it is first needed."""
    booking = first_call_booking(lease)
    if booking not in step.desk.bookings:
        lessee = step.desk.portfolio.leases[lease].lessee
        step.put_booking(DeskBooking(id=booking, party=lessee, title=lease, made=step.at, by=step.by))
    return booking


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
    """Note an answer. A confirmation is done at once; the others settle in the order of the queue."""
    line = step.desk.lines[target.line]
    others = ahead(step.desk, line)
    if said is Answer.STAND and not others:
        refuse("is-first", f"{line.id} is first on all of its days: answer confirm, release or release-days")
    if said is Answer.CONFIRM:
        if others and not beats_at_once(step.policy(line.space)):
            says = f"{line.id} is not first on all of its days: answer {Answer.STAND}, {Answer.RELEASE} or wait"
            refuse("not-first", says, in_front(step, line))
        confirm_line(step, line)
    settled = said is Answer.CONFIRM
    _put_target(step, challenge, replace(target, answer=said, answered=step.at, settled=settled))


def _put_target(step: Step, challenge: str, target: Target) -> None:
    found = step.desk.challenges[challenge]
    targets = tuple(target if item.line == target.line else item for item in found.targets)
    step.put_challenge(replace(found, targets=targets))


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
    if not _is_asked(step, found, line):
        return True
    if target.answer is None and not over:
        return False
    before = {other.line for other in open_ if other.line != target.line}
    return not any(other.id in before and other.place < line.place for other in step.desk.holds(line.space, line.span))


def _is_asked(step: Step, found: Challenge, line: Line) -> bool:
    """Whether a hold stands on days that a challenge still asks for."""
    return line.state is LineState.HOLD and _on_days(_still_asked(step, found), line)


def _on_days(days: Iterable[SpaceDays], line: Line) -> bool:
    return _share(days, [SpaceDays(space=line.space, span=line.span)])


def _settle_one(step: Step, found: Challenge, target: Target) -> None:
    """The hold of a target is confirmed, or goes as it was answered; one that is asked for no more just stands."""
    line = step.desk.lines[target.line]
    _put_target(step, found.id, replace(target, settled=True))
    if not _is_asked(step, found, line):
        return
    if target.answer is Answer.STAND and not ahead(step.desk, line) and may_confirm(step, line):
        confirm_line(step, line)
        return
    days = [item.span for item in _still_asked(step, found) if item.space == line.space]
    gone = step.apart(line, [line.span] if target.answer is Answer.RELEASE else days)
    for part in gone:
        step.tell(step.party_of(line), "let-go", part, challenge=found.id, silent=target.answer is None)
        _let_call_go(step, part)
        step.end(part, LineState.RELEASED)


def _let_call_go(step: Step, line: Line) -> None:
    """Where a lessee lets days go that it held by its first call, that call does not come back."""
    if line.lease is not None and line.lease in step.desk.portfolio.leases and not is_call(line):
        booking = _call_booking(step, line.lease)
        said = replace(line, id=step.next_line(booking), booking=booking, phase=None, group=None)
        step.put_line(replace(said, state=LineState.RELEASED, until=None, offered_until=None))


def _won(step: Step, found: Challenge) -> list[tuple[Line, list[Span]]]:
    """The challenger's holds, with the challenged days of each that are its own to confirm."""
    won = []
    for line in step.desk.lines_of(found.booking):
        asked = [item.span for item in found.days if item.space == line.space]
        parts = union(common for span in asked if (common := span.overlap(line.span)) is not None)
        if line.state is LineState.HOLD and parts:
            others = (*step.desk.confirmed(line.space, line.span), *ahead(step.desk, line))
            free = list(without(parts, [other.span for other in others]))
            won += [(line, free)] if free else []
    return won


def _decide(step: Step, found: Challenge) -> None:
    """All holders have settled: what the challenger has won, and until when it may confirm that."""
    won = _won(step, found)
    days = sum(part.days for _, parts in won for part in parts)
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
    firm = state is ChallengeState.WON and found.firm
    for line, parts in won:
        for part in step.apart(step.desk.lines[line.id], parts):
            if firm and may_confirm(step, part):
                confirm_line(step, part)
    review(step)


def review(step: Step) -> None:
    """After any step: challenges that have become pointless or settled, and those whose turn has come."""
    for id_ in [found.id for found in step.desk.undecided()]:
        found = step.desk.challenges[id_]
        if found.state in WAITING:
            _close_if_taken(step, found)
        elif found.state in UNDECIDED:
            _drop_if_gone(step, found)
            settle(step, id_)
    start_queued(step)


def _drop_if_gone(step: Step, found: Challenge) -> None:
    """A challenger that holds none of the days any more has nothing to challenge for."""
    lines = step.desk.lines_of(found.booking)
    if not any(line.state is LineState.HOLD and _on_days(found.days, line) for line in lines):
        taken = any(line.state is LineState.CONFIRMED and _on_days(found.days, line) for line in lines)
        _let_be(step, found, ChallengeState.TAKEN if taken else ChallengeState.LOST)


def _let_be(step: Step, found: Challenge, state: ChallengeState) -> None:
    """A challenge is over before all have settled: who has not stands as before, a first call without being stored."""
    targets = tuple(replace(item, settled=True) for item in found.targets)
    step.put_challenge(replace(found, state=state, deadline=None, targets=targets))
    for target in found.targets:
        line = step.desk.lines[target.line]
        if not target.settled and line.state is LineState.HOLD:
            step.tell(step.party_of(line), "challenge-withdrawn", line, challenge=found.id)
            if is_call(line):
                step.end(line, LineState.EXPIRED)


def _close_if_taken(step: Step, found: Challenge) -> None:
    if not _won(step, found):
        lines = step.desk.lines_of(found.booking)
        taken = any(line.state is LineState.CONFIRMED and _on_days(found.days, line) for line in lines)
        state = ChallengeState.TAKEN if taken else ChallengeState.LOST
        step.put_challenge(replace(found, state=state, confirm_by=None))


def withdraw(step: Step, asked: WithdrawChallenge) -> None:
    """The challenger gives up: its hold stands as before, or, once it has won, what it won goes to those behind."""
    found = _challenge_of(step, asked.challenge)
    if found.state in WAITING:
        _give_back(step, found, ChallengeState.WITHDRAWN)
    elif found.state in (ChallengeState.OPEN, ChallengeState.QUEUED):
        _let_be(step, found, ChallengeState.WITHDRAWN)
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
        (found.booking == line.booking and _runs(found) and _on_days(found.days, line))
        or any(target.line == line.id and not target.settled for target in found.targets)
        for found in step.desk.undecided()
    )
