"""How challenges go on: who is asked, how holders settle, what the challenger wins, and when the next one starts.

Holders settle in the order of the queue: one settles when nobody before it on its days is open. Who says nothing by the
deadline lets the challenged days go, and only these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from stagehold.desk import clocks
from stagehold.desk.confirmation import beats_at_once, confirm_line, may_confirm
from stagehold.desk.first_call import first_call_booking, is_call
from stagehold.desk.queue import ahead
from stagehold.desk.records import Answer, Challenge, ChallengeState, DeskBooking, Line, SpaceDays, Target
from stagehold.desk.state import STANDING, UNDECIDED
from stagehold.desk.step import Step, stated_days
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, union, without

WAITING = (ChallengeState.WON, ChallengeState.PART)  # the challenger has won something and may confirm it


def start_queued(step: Step) -> None:
    """Start every queued challenge whose days are in no other challenge that is older and not over."""
    for waiting in step.desk.undecided():
        if waiting.state is ChallengeState.QUEUED:
            others = [other for other in step.desk.undecided() if _goes_before(other, waiting)]
            if not any(share(waiting.days, _still_asked(step, other)) for other in others):
                _start(step, waiting)


def _goes_before(one: Challenge, other: Challenge) -> bool:
    """Whether a challenge keeps a queued one waiting: it runs, or was made earlier."""
    if one.state is ChallengeState.QUEUED:
        return (one.made, len(one.id), one.id) < (other.made, len(other.id), other.id)
    return runs(one)


def runs(found: Challenge) -> bool:
    """Whether somebody has still to do something in time: who won where no time is set is first, and that is all."""
    return found.state is ChallengeState.OPEN or (found.state in WAITING and found.confirm_by is not None)


def share(some: Iterable[SpaceDays], others: Iterable[SpaceDays]) -> bool:
    """Whether they have a day of a space in common."""
    return any(
        one.space == other.space and one.span.overlap(other.span) is not None for one in some for other in list(others)
    )


def _on_days(days: Iterable[SpaceDays], line: Line) -> bool:
    return share(days, [SpaceDays(space=line.space, span=line.span)])


def _still_asked(step: Step, found: Challenge) -> list[SpaceDays]:
    """The challenged days on which the challenger still stands: the others it has let go, or lost."""
    lines = step.desk.lines_of(found.booking)
    return list(_on_lines(found.days, [line for line in lines if line.state in STANDING]))


def _on_lines(days: Iterable[SpaceDays], lines: list[Line]) -> Iterator[SpaceDays]:
    """Those of the days that some line is on."""
    for item in days:
        there = [item.span.overlap(line.span) for line in lines if line.space == item.space]
        for span in union(span for span in there if span is not None):
            yield SpaceDays(space=item.space, span=span)


def holders(step: Step, booking: DeskBooking, days: Iterable[SpaceDays]) -> list[Line]:
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
    lines = [_stored(step, line) for line in holders(step, booking, waiting.days)]
    targets = tuple(Target(line=line.id, booking=line.booking) for line in lines)
    space = waiting.days[0].space
    policy = step.policy(space)
    length = policy.firm_answer_clock if waiting.firm else policy.challenge_clock
    deadline = None if length is None else clocks.end_of(policy, step.studio(space), step.at, length)
    step.put_challenge(replace(waiting, state=ChallengeState.OPEN, targets=targets, deadline=deadline))
    for line in lines:
        kind = "asked-to-decide" if waiting.firm else "challenged"
        for days in _asked_of(step, waiting, line):
            answers = ",".join(answers_open(step, line, days))
            step.tell(step.party_of(line), kind, line, days=days, ends=deadline, challenge=waiting.id, answers=answers)
    settle(step, waiting.id)


def answers_open(step: Step, line: Line, challenged: Span) -> list[Answer]:
    """What a challenged holder may answer as it stands now, when these days of its hold are challenged."""
    others, free = ahead(step.desk, line), may_confirm(step, line)
    found = []
    if free and (not others or beats_at_once(step.policy(line.space))):
        found.append(Answer.CONFIRM)
    if others or not free:
        found.append(Answer.STAND)
    return [*found, Answer.RELEASE, *([Answer.RELEASE_DAYS] if challenged != line.span else [])]


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
    return not any(other.id in before for other in ahead(step.desk, line))


def _is_asked(step: Step, found: Challenge, line: Line) -> bool:
    """Whether a hold stands before the challenger on days that a challenge still asks for."""
    return line.state is LineState.HOLD and bool(_asked_of(step, found, line))


def _asked_of(step: Step, found: Challenge, line: Line) -> list[Span]:
    """The days that a challenge asks of a hold: those on which it stands before the challenger."""
    behind = [
        other
        for other in step.desk.lines_of(found.booking)
        if other.state in STANDING and other.place > line.place and other.space == line.space
    ]
    days = [item.span for item in _on_lines(found.days, behind)]
    return [common for span in days if (common := span.overlap(line.span)) is not None]


def _settle_one(step: Step, found: Challenge, target: Target) -> None:
    """The hold of a target is confirmed, or goes as it was answered; one that is asked for no more just stands."""
    line = step.desk.lines[target.line]
    put_target(step, found.id, replace(target, settled=True))
    if not _is_asked(step, found, line):
        _let_stand(step, found, line)
        return
    if target.answer is Answer.STAND and not ahead(step.desk, line) and may_confirm(step, line):
        confirm_line(step, line)
        return
    gone = step.apart(line, [line.span] if target.answer is Answer.RELEASE else _asked_of(step, found, line))
    for part in gone:
        step.tell(step.party_of(line), "let-go", part, challenge=found.id, silent=target.answer is None)
        _let_call_go(step, part)
        step.end(part, LineState.RELEASED)
    _forget_call(step, line.booking)
    # At once: whoever is booked on these days in the same step takes nothing from a challenger that has let them go.
    for other in step.desk.undecided():
        if other.booking == line.booking:
            _forget_days(step, other)


def put_target(step: Step, challenge: str, target: Target) -> None:
    """A target of a challenge is so from now on."""
    found = step.desk.challenges[challenge]
    targets = tuple(target if item.line == target.line else item for item in found.targets)
    step.put_challenge(replace(found, targets=targets))


def _let_call_go(step: Step, line: Line) -> None:
    """Where a lessee lets days go that it held by its first call, that call does not come back."""
    if line.lease is not None and line.lease in step.desk.portfolio.leases and not is_call(line):
        booking = _call_booking(step, line.lease)
        said = replace(line, id=step.next_line(booking), booking=booking, phase=None, group=None)
        step.put_line(replace(said, state=LineState.RELEASED, until=None, offered_until=None))


def _forget_call(step: Step, booking: str) -> None:
    """What no challenge asks about any more of a first call stands again by itself, without a line."""
    asked = {target.line for found in step.desk.undecided() for target in found.targets if not target.settled}
    for line in step.desk.lines_of(booking):
        if line.state is LineState.HOLD and is_call(line) and line.id not in asked:
            step.end(line, LineState.EXPIRED)


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
    told = stated_days(part for line, parts in won for part in parts) if state is ChallengeState.PART else None
    step.tell(party, f"challenge-{state}", first, ends=by, challenge=found.id, won=told)
    firm = state is ChallengeState.WON and found.firm
    for line, parts in won:
        for part in step.apart(step.desk.lines[line.id], parts):
            if firm and may_confirm(step, part):
                confirm_line(step, part)
    review(step)


def review(step: Step) -> None:
    """After any step: challenges that have become pointless or settled, and those whose turn has come."""
    for found in step.desk.undecided():
        _forget_days(step, found)
    for id_ in [found.id for found in step.desk.undecided()]:
        _forget_days(step, step.desk.challenges[id_])
        found = step.desk.challenges[id_]
        if found.state in WAITING:
            _close_if_taken(step, found)
        elif found.state in UNDECIDED:
            _drop_if_gone(step, found)
            settle(step, id_)
    start_queued(step)
    for booking in dict.fromkeys(target.booking for found in step.desk.undecided() for target in found.targets):
        _forget_call(step, booking)


def _forget_days(step: Step, found: Challenge) -> None:
    """Days that the challenger has let go are not challenged any more; those that others are booked on are lost."""
    days: list[SpaceDays] = []
    for item in found.days:
        lines = step.desk.standing(item.space, item.span)
        kept = [line for line in lines if line.booking == found.booking or line.state is LineState.CONFIRMED]
        days += _on_lines([item], kept)
    if days and tuple(days) != found.days:
        step.put_challenge(replace(found, days=tuple(days)))


def _drop_if_gone(step: Step, found: Challenge) -> None:
    """A challenger that holds none of the days any more has nothing to challenge for."""
    lines = step.desk.lines_of(found.booking)
    if not any(line.state is LineState.HOLD and _on_days(found.days, line) for line in lines):
        let_be(step, found, ChallengeState.TAKEN if _is_taken(step, found) else ChallengeState.LOST)


def let_be(step: Step, found: Challenge, state: ChallengeState) -> None:
    """A challenge is over before all have settled: who has not stands as before, a first call without being stored."""
    targets = tuple(replace(item, settled=True) for item in found.targets)
    step.put_challenge(replace(found, state=state, deadline=None, targets=targets))
    for target in found.targets:
        if not target.settled:
            _let_stand(step, found, step.desk.lines[target.line])


def _let_stand(step: Step, found: Challenge, line: Line) -> None:
    """A hold that is asked nothing any more stands as before; for a first call that needs no line."""
    if line.state is LineState.HOLD:
        step.tell(step.party_of(line), "challenge-withdrawn", line, challenge=found.id)
        if is_call(line):
            step.end(line, LineState.EXPIRED)


def _close_if_taken(step: Step, found: Challenge) -> None:
    """A challenger that has nothing left to confirm of what it won has taken it, or lost it again."""
    if not _won(step, found):
        state = ChallengeState.TAKEN if _is_taken(step, found) else ChallengeState.LOST
        step.put_challenge(replace(found, state=state, confirm_by=None))


def _is_taken(step: Step, found: Challenge) -> bool:
    """Whether the challenger is booked on some of the days."""
    lines = step.desk.lines_of(found.booking)
    return any(line.state is LineState.CONFIRMED and _on_days(found.days, line) for line in lines)


def is_challenged(step: Step, line: Line) -> bool:
    """Whether a hold is under challenge, or challenges itself: then it does not expire."""
    return any(
        (found.booking == line.booking and runs(found) and _on_days(found.days, line))
        or any(target.line == line.id and not target.settled for target in found.targets)
        for found in step.desk.undecided()
    )
