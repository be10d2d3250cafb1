"""A naive desk, day by day, written from SPEC §3 and DESK.md alone, to hold the rules against.

``refusals`` says by which rules a request may be refused (none: it is accepted); ``do`` does it. The model takes from
the desk only how things are called: the ids of bookings, challenges, closures and lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from desk.model_challenges import Aim, Contest
from desk.model_clocks import before, today
from desk.model_confirming import CONFIRMED, HOLD
from desk.model_holding import Holds, within
from desk.model_queue import Spot, runs, spots
from stagehold.desk.records import Answer, ChallengeState
from stagehold.desk.requests import AnswerChallenge, ChallengeHolds, Close, Reopen, WithdrawChallenge
from stagehold.domain.portfolio import Portfolio


class Model(Holds):
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
            days = within(days, asked.span)
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
        """Let every clock run out that ends by then, the earliest first; at one moment conditions before all else."""
        while (moment := self._next(until)) is not None:
            self.now = max(self.now, moment)
            first = self._firsts()
            self._stood = set(self.stays)
            self._conditions_over()
            for booking, spot in self._new_firsts(first):
                self.offer(booking, spot, self.now)
            first = self._firsts()
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
        self._freed += [(booking, spot, self.now) for booking, spot in self._new_firsts(first)]

    def _new_firsts(self, first: dict[Spot, list[str]]) -> list[tuple[str, Spot]]:
        """Who stood on a day before and has become the first there."""
        return [
            (booking, spot)
            for spot, queue in self._firsts().items()
            for booking in queue
            if booking not in first.get(spot, ()) and (booking, spot) in self._stood
        ]

    def learn(self, names: Iterable[tuple[str, Spot, str]]) -> None:
        """Learn how the desk calls its lines after a step; who has become first has an offer for its line."""
        self.renamed(names)
        self.split_aims()
        self._stood = set(self.stays)
        self._follow_up(self._firsts())  # what was one hold may be several, of which some are kept by no challenge
        for booking, spot, since in self._freed:
            self.offer(booking, spot, since)
        self._freed.clear()
