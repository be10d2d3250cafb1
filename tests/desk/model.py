"""A naive desk, day by day, written from SPEC §3 and DESK.md alone, to hold the rules against.

``refusals`` says by which rules a request may be refused (none: it is accepted); ``do`` does it. The model takes from
the desk only how things are called: the ids of bookings, challenges, closures and lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from desk.model_challenges import Aim, Challenges, Contest
from desk.model_clocks import before, calendar_later, later, today
from desk.model_queue import Claim, Need, Spot, runs, spots
from stagehold.desk.records import Answer, ChallengeState
from stagehold.desk.requests import (
    AnswerChallenge,
    Book,
    Cancel,
    ChallengeHolds,
    Close,
    Confirm,
    Hold,
    Meet,
    Move,
    Release,
    Renew,
    Reopen,
    WithdrawChallenge,
)
from stagehold.domain.booking import AfterConfirm, LineState
from stagehold.domain.portfolio import Portfolio

HOLD, CONFIRMED = LineState.HOLD, LineState.CONFIRMED


class Model(Challenges):
    """What the desk must do."""

    def __init__(self, portfolio: Portfolio, now: datetime) -> None:
        super().__init__(portfolio, now)
        self.contests: dict[str, Contest] = {}
        self._stood: set[tuple[str, Spot]] = set()  # who stood where before a step
        self._freed: list[tuple[str, Spot, datetime]] = []  # who has become first on a day in it, and when

    def refusals(self, request: Any) -> set[str]:
        """The rules that refuse a request now; any of them may be the one that is named."""
        return self._of(request, "no")

    def do(self, request: Any, made: tuple[str, ...]) -> None:
        """Do a request that is accepted; ``made`` are the ids that the desk gave to what is new."""
        first = self._firsts()
        self._stood = set(self.stays)
        self._of(request, "do", made)
        self._follow_up(first)

    def _of(self, request: Any, what: str, *more: Any) -> Any:
        method: Callable[..., Any] = getattr(self, f"{what}_{type(request).__name__.lower()}")
        return method(request, *more)

    # --- hold ------------------------------------------------------------------------------------------------------

    def no_hold(self, asked: Hold) -> set[str]:
        """Why a hold is not taken."""
        found: set[str] = set()
        wanted = [spot for line in asked.lines for spot in spots(line.space, line.span)]
        if not wanted:
            return {"nothing-asked"}
        if len(wanted) > len(set(wanted)):
            found.add("asked-twice")
        if asked.one_of and len({line.space for line in asked.lines}) < 2:
            found.add("no-alternative")
        if asked.joint_with is not None:
            if asked.joint_with not in self.claims:
                return {"unknown-booking"}
            held = self.held(asked.joint_with)
            found |= {"not-joint" for spot in wanted if spot not in held}
            found |= {"challenged" for spot in wanted if self.challenged(asked.joint_with, spot)}
        for line in asked.lines:
            found |= self._no_days(asked.party, None, spots(line.space, line.span), joint=asked.joint_with)
        return found

    def _no_days(
        self, party: str, booking: str | None, days: list[Spot], *, joint: str | None = None, first: Spot | None = None
    ) -> set[str]:
        """Why a party may not queue on days; ``first`` is the first day of the hold they become part of."""
        found: set[str] = set()
        policy, now = self.policy(), today(self.now)
        start = min(days)[1]
        if start < now:
            found.add("past")
        if policy.holds_ahead is not None and start > policy.holds_ahead.after(now):
            found.add("too-far-ahead")
        if any(end <= self.now for end in self._ends_of_date(start)):
            found.add("too-late-to-hold")
        for spot in days:
            found |= set(self.barred(party, spot))
            if policy.after_confirm is AfterConfirm.RELEASE:
                found |= set(self.taken(booking, spot))
            if policy.max_rank is not None and self._rank_if_held(party, spot, joint) > policy.max_rank:
                found.add("queue-full")
        return found

    def _rank_if_held(self, party: str, spot: Spot, joint: str | None = None) -> int:
        """The rank of a hold that is still to be taken."""
        if joint is not None and self._holds(joint, spot):
            return self.rank(joint, spot)
        right = self.right(party, spot)
        queue = [place for place in self.queues.get(spot, []) if not self._is_call_of(party, place)]
        before_ = [place for place in queue if self.stays[place[0], spot].right <= right]
        return 1 + self.places_before(before_, party, spot)

    def do_hold(self, asked: Hold, made: tuple[str, ...]) -> None:
        """Queue on each space-day."""
        one_of = frozenset(line.space for line in asked.lines) if asked.one_of else frozenset()
        self.claims[made[0]] = Claim(asked.party, one_of, production=asked.production, need=asked.need)
        for number, line in enumerate(asked.lines, start=1):
            self.queue_up(made[0], f"{made[0]}.{number}", spots(line.space, line.span), asked.joint_with)

    # --- confirm ---------------------------------------------------------------------------------------------------

    def no_confirm(self, asked: Confirm) -> set[str]:
        """Why holds are not confirmed."""
        found, days = self._named(asked.booking, asked.lines, HOLD)
        if found:
            return found
        claim = self.claims[asked.booking]
        if len({spot[0] for spot in days} & claim.one_of) > 1:
            return {"choose-one"}
        found = self.confirm_refusals(asked.booking, days)
        if "not-first" in found and self.policy().firm_beats_holds:
            found.discard("not-first")
            if self.policy().firm_answer_clock is not None and self._runs_already(asked.booking, days):
                found.add("already-challenged")
        return found

    def _runs_already(self, booking: str, days: list[Spot]) -> bool:
        return any(contest.booking == booking and set(contest.days) & set(days) for contest in self.undecided())

    def _beats_at_once(self) -> bool:
        return self.policy().firm_beats_holds and self.policy().firm_answer_clock is None

    def confirm_refusals(self, booking: str, days: Iterable[Spot]) -> set[str]:
        """What is in the way of confirming days now."""
        found: set[str] = set()
        for spot in days:
            found |= set(self.barred(self.claims[booking].party, spot))
            found |= set(self.taken(booking, spot))
            if self.ahead(booking, spot):
                found.add("not-first")
            if self._offered_to_others(booking, spot):
                found.add("offered")
        return found

    def _offered_to_others(self, booking: str, spot: Spot) -> bool:
        """Whether the first of a day has an offer of it, and stands before this booking."""
        return any(
            self._has_offer(other, spot) for other in self._firsts().get(spot, ()) if other in self.ahead(booking, spot)
        )

    def _offered(self, spot: Spot) -> bool:
        """Whether the first of a day has an offer of it."""
        return any(self._has_offer(booking, spot) for booking in self._firsts().get(spot, ()))

    def _has_offer(self, booking: str, spot: Spot) -> bool:
        offered = self.stays[booking, spot].offered
        return offered is not None and offered > self.now

    def do_confirm(self, asked: Confirm, made: tuple[str, ...]) -> None:
        """Confirm; or, where others stand first and have time to answer, ask them."""
        _, days = self._named(asked.booking, asked.lines, HOLD)
        above = any(self.ahead(asked.booking, spot) for spot in days)
        if above and self.policy().firm_answer_clock is not None:
            self.challenge(made[-1], asked.booking, days, firm=True)
        else:
            self.confirm(asked.booking, days)

    def confirm(self, booking: str, days: Iterable[Spot]) -> None:
        """Book days; the other alternatives are released, the other holds of these days released or left waiting."""
        days, claim, policy = list(days), self.claims[booking], self.policy()
        self.book(booking, days)
        for condition in policy.conditions:
            if all(need.kind != condition.kind for need in claim.needs):
                deadline = None if condition.within is None else later(policy, self.now, condition.within)
                ends = self._won_until(booking) if policy.confirm_clock_covers_conditions else []
                deadline = min([*ends, *([] if deadline is None else [deadline])], default=None)
                claim.needs.append(Need(condition.kind, deadline))
        if {spot[0] for spot in days} & claim.one_of:
            chosen = {spot[0] for spot in days}
            self.leave(booking, [spot for spot in self.held(booking) if spot[0] in claim.one_of - chosen])
        if policy.after_confirm is AfterConfirm.RELEASE:
            for spot in days:
                for place in [list(place) for place in self.queues[spot]]:
                    for other in place:
                        self.leave(other, [spot])

    def _won_until(self, booking: str) -> list[datetime]:
        won = [contest.confirm_by for contest in self.undecided() if contest.booking == booking]
        return [moment for moment in won if moment is not None]

    def no_book(self, asked: Book) -> set[str]:
        """Why days are not booked at once."""
        found = self.no_hold(asked.hold)
        if found & {"nothing-asked", "unknown-booking"}:
            return found
        found -= {"too-late-to-hold", "too-far-ahead", "queue-full"}
        if asked.hold.one_of:
            found.add("choose-one")
        for line in asked.hold.lines:
            for spot in spots(line.space, line.span):
                found |= set(self.barred(asked.hold.party, spot)) | set(self.taken(None, spot))
                if not self._would_be_first(asked.hold, spot):
                    if not self.policy().firm_beats_holds:
                        found.add("not-first")
                    elif not self._beats_at_once() and line.span.start <= today(self.now):
                        found.add("too-late-to-hold")
                    found |= {"offered"} if self._offered(spot) else set()
        return found

    def _would_be_first(self, asked: Hold, spot: Spot) -> bool:
        queue = self.queues.get(spot, [])
        if asked.joint_with is not None and any(asked.joint_with in place for place in queue):
            return asked.joint_with in queue[0] and self.first_call(spot) in (None, asked.party)
        return self._rank_if_held(asked.party, spot) == 1

    def do_book(self, asked: Book, made: tuple[str, ...]) -> None:
        """Hold and confirm."""
        self.do_hold(asked.hold, made)
        self.do_confirm(Confirm(booking=made[0]), made)

    # --- change ----------------------------------------------------------------------------------------------------

    def _named(
        self, booking: str, lines: tuple[str, ...], state: LineState, none: str = "nothing-held"
    ) -> tuple[set[str], list[Spot]]:
        """The days of a booking in a state: of all its lines, or of those named."""
        if booking not in self.claims:
            return {"unknown-booking"}, []
        found = self.lines(booking, state)
        if any(line not in found for line in lines):
            return {"unknown-line"}, []
        days = [spot for line, held in found.items() if not lines or line in lines for spot in held]
        return (set() if days else {none}), days

    def no_release(self, asked: Release) -> set[str]:
        """Why holds are not let go."""
        found, days = self._named(asked.booking, asked.lines, HOLD)
        if not found and asked.span is not None and not _within(days, asked.span):
            return {"nothing-held"}
        return found

    def do_release(self, asked: Release, made: tuple[str, ...]) -> None:
        """Let holds go, or some days of them."""
        _, days = self._named(asked.booking, asked.lines, HOLD)
        self.leave(asked.booking, days if asked.span is None else _within(days, asked.span))

    def no_cancel(self, asked: Cancel) -> set[str]:
        """Why nothing is cancelled."""
        return self._named(asked.booking, asked.lines, CONFIRMED, "nothing-confirmed")[0]

    def do_cancel(self, asked: Cancel, made: tuple[str, ...]) -> None:
        """Cancel confirmed lines."""
        _, days = self._named(asked.booking, asked.lines, CONFIRMED)
        self.leave(asked.booking, days)

    def no_renew(self, asked: Renew) -> set[str]:
        """Why holds do not last another time."""
        found, days = self._named(asked.booking, (), HOLD)
        if found:
            return found
        if self.policy().hold_expiry is None:
            return {"never-expires"}
        if self.claims[asked.booking].renewed >= (self.policy().renewals or 0):
            found.add("no-renewal-left")
        if any(self.challenged(asked.booking, spot) for spot in days):
            found.add("challenged")
        return found

    def do_renew(self, asked: Renew, made: tuple[str, ...]) -> None:
        """Begin the time of a hold anew."""
        length = self.policy().hold_expiry
        assert length is not None
        self.claims[asked.booking].renewed += 1
        for spot in self.held(asked.booking):
            self.stays[asked.booking, spot].expires = calendar_later(self.now, length)

    def no_move(self, asked: Move) -> set[str]:
        """Why a line keeps its days."""
        booking, state, old, new = self._moved(asked)
        if booking is None:
            return {"unknown-line"}
        added = [spot for spot in new if spot not in old]
        gone = [spot for spot in old if spot not in new]
        found = {"past" for spot in (*added, *gone) if spot[1] < today(self.now)}
        if not added and not gone:
            return {"no-change"}
        found |= {"asked-twice" for spot in added if (booking, spot) in self.stays}
        for run in runs(added):
            found |= self._no_days(self.claims[booking].party, booking, run)
        if state is CONFIRMED:
            found -= {"too-late-to-hold", "too-far-ahead", "queue-full"}
            for spot in added:
                found |= set(self.taken(booking, spot))
                if self._rank_if_held(self.claims[booking].party, spot) > 1:
                    found |= set() if self._beats_at_once() else {"not-first"}
                    found |= {"offered"} if self._offered(spot) else set()
        elif added and any(self.challenged(booking, spot) for spot in old):
            found.add("challenged")
        return found

    def _moved(self, asked: Move) -> tuple[str | None, LineState, list[Spot], list[Spot]]:
        for booking in self.claims:
            for state in (HOLD, CONFIRMED):
                old = self.lines(booking, state).get(asked.line)
                if old is not None:
                    return booking, state, old, spots(asked.space or old[0][0], asked.span)
        return None, HOLD, [], []

    def do_move(self, asked: Move, made: tuple[str, ...]) -> None:
        """Keep the kept days, queue anew on the added ones."""
        booking, state, old, new = self._moved(asked)
        assert booking is not None
        claim = self.claims[booking]
        if old[0][0] in claim.one_of:
            claim.one_of |= {new[0][0]}
        gone = [spot for spot in old if spot not in new]
        if state is HOLD:
            self.leave(booking, gone)
        for number, run in enumerate(runs([spot for spot in new if spot not in old])):
            self.queue_up(booking, f"{asked.line}+{number}", run)
            if state is CONFIRMED:
                self.confirm(booking, run)
        if state is CONFIRMED:
            self.leave(booking, gone)

    def no_meet(self, asked: Meet) -> set[str]:
        """Why no condition is met."""
        if asked.booking not in self.claims:
            return {"unknown-booking"}
        open_ = [need.kind for need in self.claims[asked.booking].needs if need.met is None]
        return set() if asked.kind in (*open_, *self._to_meet_first(asked.booking)) else {"unknown-condition"}

    def _to_meet_first(self, booking: str) -> list[str]:
        """What a booking has to meet before it may challenge."""
        met = [need.kind for need in self.claims[booking].needs if need.met is not None]
        asked = [item.kind for item in self.policy().challenge_conditions if self.held(booking)]
        return [kind for kind in asked if kind not in met]

    def do_meet(self, asked: Meet, made: tuple[str, ...]) -> None:
        """A condition is met."""
        if all(need.kind != asked.kind or need.met is not None for need in self.claims[asked.booking].needs):
            self.claims[asked.booking].needs.append(Need(asked.kind, None))
        for need in self.claims[asked.booking].needs:
            if need.kind == asked.kind and need.met is None:
                need.met = self.now

    # --- challenge -------------------------------------------------------------------------------------------------

    def no_challengeholds(self, asked: ChallengeHolds) -> set[str]:
        """Why there is no challenge."""
        found, days = self._challenged_days(asked)
        if found:
            return found
        party = self.claims[asked.booking].party
        found = {rule for spot in days for rule in (*self.barred(party, spot), *self.taken(asked.booking, spot))}
        if self._to_meet_first(asked.booking):
            found.add("conditions-unmet")
        if not any(self.ahead(asked.booking, spot) for spot in days):
            found.add("already-first")
        if self._runs_already(asked.booking, days):
            found.add("already-challenged")
        return found

    def _challenged_days(self, asked: ChallengeHolds) -> tuple[set[str], list[Spot]]:
        found, days = self._named(asked.booking, asked.lines, HOLD)
        if not found and asked.span is not None:
            days = _within(days, asked.span)
            found = set() if days else {"nothing-held"}
        return found, days

    def do_challengeholds(self, asked: ChallengeHolds, made: tuple[str, ...]) -> None:
        """Ask those who stand first."""
        self.challenge(made[-1], asked.booking, self._challenged_days(asked)[1])

    def no_answerchallenge(self, asked: AnswerChallenge) -> set[str]:
        """Why an answer is not taken."""
        contest = self.contests.get(asked.challenge)
        if contest is None:
            return {"unknown-challenge"}
        if contest.state is not ChallengeState.OPEN:
            return {"challenge-over"}
        aims = self._answering(asked)
        if not aims:
            return {"not-challenged", "already-settled"}  # the model forgets lines that are gone
        aims = [aim for aim in aims if not aim.settled]
        if not aims:
            return {"already-settled"}
        found: set[str] = set()
        for aim in aims:
            if asked.answer is Answer.STAND and not self.confirm_refusals(asked.booking, aim.days):
                found.add("is-first")
            if asked.answer is Answer.CONFIRM:
                found |= self.confirm_refusals(asked.booking, aim.days)
                found -= {"not-first"} if self._beats_at_once() else set()
        return found

    def _answering(self, asked: AnswerChallenge) -> list[Aim]:
        aims = self.contests[asked.challenge].aims
        return [aim for aim in aims if aim.booking == asked.booking and asked.line in (None, aim.line)]

    def do_answerchallenge(self, asked: AnswerChallenge, made: tuple[str, ...]) -> None:
        """Take an answer down; it settles when nothing higher is open."""
        for aim in self._answering(asked):
            if not aim.settled:
                aim.answer = asked.answer
                if asked.answer is Answer.CONFIRM:
                    aim.settled = True
                    self.confirm(asked.booking, aim.days)

    def no_withdrawchallenge(self, asked: WithdrawChallenge) -> set[str]:
        """Why a challenge is not withdrawn."""
        if asked.challenge not in self.contests:
            return {"unknown-challenge"}
        return set() if self.contests[asked.challenge] in self.undecided() else {"challenge-over"}

    def do_withdrawchallenge(self, asked: WithdrawChallenge, made: tuple[str, ...]) -> None:
        """Give a challenge up."""
        contest = self.contests[asked.challenge]
        if contest.confirm_by is not None:
            self.drop(contest, ChallengeState.WITHDRAWN)
        else:
            self.let_be(contest, ChallengeState.WITHDRAWN)

    # --- closures --------------------------------------------------------------------------------------------------

    def no_close(self, asked: Close) -> set[str]:
        """Why a space is not closed."""
        days = spots(asked.space, asked.span)
        found = {"past"} if asked.span.start < today(self.now) else set()
        return found | ({"booked"} if not asked.displace and any(self.confirmed(spot) for spot in days) else set())

    def do_close(self, asked: Close, made: tuple[str, ...]) -> None:
        """Close days; what is confirmed on them is cancelled, line by line."""
        days = spots(asked.space, asked.span)
        self.closures[made[-1]] = set(days)
        for booking in list(self.claims):
            for line in self.lines(booking, CONFIRMED).values():
                if set(line) & set(days):
                    self.leave(booking, line)

    def no_reopen(self, asked: Reopen) -> set[str]:
        """Why a closure is not lifted."""
        return set() if asked.closure in self.closures else {"unknown-closure"}

    def do_reopen(self, asked: Reopen, made: tuple[str, ...]) -> None:
        """Lift a closure."""
        del self.closures[asked.closure]

    # --- time ------------------------------------------------------------------------------------------------------

    def pass_time(self, until: datetime) -> None:
        """Let every clock run out that ends by then, the earliest first; at one moment all at once."""
        while (moment := self._next(until)) is not None:
            self.now = max(self.now, moment)
            first = self._firsts()
            self._stood = set(self.stays)
            self._conditions_over()
            for contest in self.undecided():
                if contest.confirm_by is not None and contest.confirm_by <= self.now:
                    self.drop(contest, ChallengeState.DROPPED)
            self.settle()
            self._holds_over()
            self._follow_up(first)
        self.now = until

    def _next(self, until: datetime) -> datetime | None:
        moments: list[datetime | None] = []
        for (booking, spot), stay in self.stays.items():
            if stay.state is HOLD:
                end = self.ends(booking, spot)
                moments += [end] if end is not None and (end > self.now or not self.kept(booking, spot)) else []
        for booking, claim in self.claims.items():
            if self.lines(booking, CONFIRMED):
                moments += [need.deadline for need in claim.needs if need.met is None]
        for contest in self.undecided():
            moments.append(contest.confirm_by)
            if contest.state is ChallengeState.OPEN:
                moments.append(contest.deadline)
        return min((moment for moment in moments if moment is not None and moment <= until), default=None)

    def kept(self, booking: str, spot: Spot) -> bool:
        """Whether a challenge keeps a hold from ending: one that it has not answered, or its own."""
        return self.challenged(booking, spot) or self.challenges(booking, spot)

    def _conditions_over(self) -> None:
        for booking, claim in self.claims.items():
            if any(
                need.met is None and need.deadline is not None and need.deadline <= self.now for need in claim.needs
            ):
                for line in self.lines(booking, CONFIRMED).values():
                    self.leave(booking, line)

    def _holds_over(self) -> None:
        """Holds end whose time is over, unless they are challenged or their turn to decide is still to come."""
        over, asked = [], []
        for booking in self.claims:
            for days in [run for held in self.lines(booking, HOLD).values() for run in runs(held)]:
                end = self.ends(booking, days[0])
                if end is None or end > self.now:
                    continue
                if self._waits_to_decide(booking, days, end):
                    asked.append((booking, days))
                elif not any(self.kept(booking, spot) for spot in days):
                    over.append((booking, days))
        for booking, days in over:
            self.leave(booking, days)
        for booking, days in asked:
            for spot in days:
                self.stays[booking, spot].since = self.now
                self.stays[booking, spot].expires = None

    def _waits_to_decide(self, booking: str, days: list[Spot], end: datetime) -> bool:
        length = self.policy().decide_before
        if length is None or end != before(days[0][1], length) or self.turn_over(days[0][1]):
            return False
        return any(self.ahead(booking, spot) for spot in days)

    # --- after every step ------------------------------------------------------------------------------------------

    def _firsts(self) -> dict[Spot, list[str]]:
        """Who stands first on each day that nobody is booked on."""
        found = {}
        for spot, queue in self.queues.items():
            if self.confirmed(spot) is None:
                found[spot] = [booking for place in queue for booking in place if not self.ahead(booking, spot)]
        return found

    def _follow_up(self, first: dict[Spot, list[str]]) -> None:
        """Challenges settle, overdue holds end, bookings without lines forget their conditions, new firsts are told."""
        before_ = None
        while before_ != (state := sorted((key, stay.state) for key, stay in self.stays.items())):
            before_ = state
            self.settle()
            self._holds_over()
        for booking, claim in self.claims.items():
            if not self.lines(booking, CONFIRMED):
                claim.needs = [need for need in claim.needs if need.met is not None]
        for spot, queue in self._firsts().items():
            for booking in queue:
                if booking not in first.get(spot, ()) and (booking, spot) in self._stood:
                    self._freed.append((booking, spot, self.now))

    def learn(self, names: Iterable[tuple[str, Spot, str]]) -> None:
        """Learn how the desk calls its lines after a step; who has become first has an offer for its line."""
        self.renamed(names)
        self.split_aims()
        self._stood = set(self.stays)
        self._follow_up(self._firsts())  # what was one hold may be several, of which some are kept by no challenge
        for booking, spot, since in self._freed:
            self.offer(booking, spot, since)
        self._freed.clear()


def _within(days: list[Spot], span: Any) -> list[Spot]:
    return [spot for spot in days if span.start <= spot[1] < span.end]
