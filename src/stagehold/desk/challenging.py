"""Challenges: a holder asks all who stand before it to confirm or to let go; what both sides may say."""

from __future__ import annotations

from dataclasses import replace

from stagehold.desk.confirmation import beats_at_once, confirm_line, in_front, may_confirm
from stagehold.desk.looking import booking_of, live_lines, refuse_obstacles
from stagehold.desk.obstacles import confirm_obstacles
from stagehold.desk.queue import ahead
from stagehold.desk.records import Answer, Challenge, ChallengeState, DeskBooking, SpaceDays, Target
from stagehold.desk.refusal import refuse
from stagehold.desk.requests import AnswerChallenge, ChallengeHolds, WithdrawChallenge
from stagehold.desk.settling import WAITING, holders, let_be, put_target, runs, settle, share, start_queued
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState, PolicyCondition

STANDS = {
    ChallengeState.QUEUED: "waits until an earlier challenge of its days is over, and asks nobody yet",
    ChallengeState.WON: "is won, and its days are the challenger's to confirm",
    ChallengeState.PART: "is won in part, and what was won is the challenger's to confirm",
    ChallengeState.LOST: "is lost, and the holds it named stand as they do",
    ChallengeState.TAKEN: "is won, and the challenger has confirmed its days",
    ChallengeState.WITHDRAWN: "is withdrawn",
    ChallengeState.DROPPED: "was won, and the challenger did not confirm in time",
}


def challenge(step: Step, asked: ChallengeHolds) -> None:
    """Challenge all who stand before the holds of a booking."""
    booking = booking_of(step.desk, asked.booking)
    days = []
    for line in live_lines(step.desk, booking, LineState.HOLD, asked.lines):
        span = line.span if asked.span is None else line.span.overlap(asked.span)
        if span is not None:
            # Nobody is asked to make way for who could not confirm these days anyway.
            refuse_obstacles(step, line, confirm_obstacles(step.desk, booking.party, line.space, span, line))
            days.append(SpaceDays(space=line.space, span=span))
    if not days:
        refuse("nothing-held", f"booking {booking.id} holds none of the days {asked.span}")
    if not holders(step, booking, days):
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
    running = [other for other in step.desk.undecided() if other.state is ChallengeState.QUEUED or runs(other)]
    if any(share(days, other.days) and other.booking == booking.id for other in running):
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


def answer(step: Step, asked: AnswerChallenge) -> None:
    """A challenged holder says what it does; it may say otherwise as long as that is not settled."""
    found = _challenge_of(step, asked.challenge)
    if found.state is not ChallengeState.OPEN:
        refuse("challenge-over", f"challenge {found.id} {STANDS[found.state]}: there is nothing to answer")
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
    if said is Answer.STAND and not others and may_confirm(step, line):
        refuse("is-first", f"{line.id} is first on all of its days: answer confirm, release or release-days")
    if said is Answer.CONFIRM:
        if others and not beats_at_once(step.policy(line.space)):
            says = f"{line.id} is not first on all of its days: answer {Answer.STAND}, {Answer.RELEASE} or wait"
            refuse("not-first", says, in_front(step, line))
        confirm_line(step, line)
    settled = said is Answer.CONFIRM
    put_target(step, challenge, replace(target, answer=said, answered=step.at, settled=settled))


def withdraw(step: Step, asked: WithdrawChallenge) -> None:
    """The challenger gives up: its hold stands as before, or, once it has won, what it won goes to those behind."""
    found = _challenge_of(step, asked.challenge)
    if found.state in WAITING:
        _give_back(step, found, ChallengeState.WITHDRAWN)
    elif found.state in (ChallengeState.OPEN, ChallengeState.QUEUED):
        let_be(step, found, ChallengeState.WITHDRAWN)
    else:
        refuse("challenge-over", f"challenge {found.id} {STANDS[found.state]}: there is nothing to withdraw any more")


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
