"""Challenges in the model: days asked for, who stands before them, and what became of each.

Written from SPEC §3 alone: *Answers settle in rank order as soon as nothing higher is open; silence releases the
challenged days only.*
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from desk.model_clocks import later
from desk.model_queue import Claim, Days, Spot, runs
from stagehold.desk.records import Answer, ChallengeState
from stagehold.domain.booking import LineState
from stagehold.domain.lease import Lease, LeaseKind

UNDECIDED = (ChallengeState.QUEUED, ChallengeState.OPEN, ChallengeState.WON, ChallengeState.PART)


@dataclass
class Aim:
    """A hold that stands before challenged days; ``days`` are all of its days, ``shared`` those it is asked about.

    ``line`` is what the desk calls it.
    """

    booking: str
    line: str
    days: list[Spot]
    shared: list[Spot]
    answer: Answer | None = None
    settled: bool = False


@dataclass
class Contest:
    """A challenge."""

    booking: str
    days: list[Spot]
    state: ChallengeState
    aims: list[Aim] = field(default_factory=list)
    deadline: datetime | None = None
    confirm_by: datetime | None = None
    firm: bool = False


class Challenges(Days, ABC):
    """Days with challenges."""

    contests: dict[str, Contest]

    def undecided(self) -> list[Contest]:
        """The challenges that are not over, oldest first."""
        return [contest for contest in self.contests.values() if contest.state in UNDECIDED]

    def challenged(self, booking: str, spot: Spot) -> bool:
        """Whether the hold of which this day is part has a challenge open that it is not done with."""
        return any(
            aim.booking == booking and spot in aim.days and not aim.settled
            for contest in self.undecided()
            if contest.state is ChallengeState.OPEN
            for aim in contest.aims
        )

    def challenges(self, booking: str, spot: Spot) -> bool:
        """Whether the hold of which this day is part challenges others, or has won."""
        line = self.lines(booking, LineState.HOLD)[self.stays[booking, spot].line]
        days = next(run for run in runs(line) if spot in run)
        return any(
            contest.booking == booking and contest.state is not ChallengeState.QUEUED and set(contest.days) & set(days)
            for contest in self.undecided()
        )

    def challenge(self, name: str, booking: str, days: list[Spot], *, firm: bool = False) -> None:
        """Ask at once all who stand before these days, or wait for an earlier challenge of some of them."""
        contest = Contest(booking, days, ChallengeState.QUEUED, firm=firm)
        self.contests[name] = contest
        if not self._waits(contest):
            self._open(contest)

    def _waits(self, contest: Contest) -> bool:
        for other in self.undecided():
            if other is contest:
                return False
            if set(self.asked(other)) & set(contest.days):
                return True
        return False

    def asked(self, contest: Contest) -> list[Spot]:
        """The challenged days on which the challenger still stands."""
        return [spot for spot in contest.days if (contest.booking, spot) in self.stays]

    def _open(self, contest: Contest) -> None:
        policy = self.policy()
        length = policy.firm_answer_clock if contest.firm else policy.challenge_clock
        contest.state = ChallengeState.OPEN
        contest.deadline = None if length is None else later(policy, self.now, length)
        found: dict[tuple[str, str], Aim] = {}
        for spot in [spot for spot in contest.days if self._holds(contest.booking, spot)]:
            for name in self.ahead(contest.booking, spot):
                booking = self._called(spot) if name.startswith("call of ") else name
                line = self.stays[booking, spot].line
                aim = found.setdefault((booking, line), Aim(booking, line, [], []))
                aim.shared.append(spot)
        for (booking, line), aim in found.items():
            aim.days = self.lines(booking, LineState.HOLD)[line]
        contest.aims = list(found.values())

    def _called(self, spot: Spot) -> str:
        """The first call on a day becomes a hold like others, at the head of the queue."""
        for lease in self.portfolio.leases.values():
            if lease.lessee == self.first_call(spot) and spot in self._leased(lease.id):
                booking = f"first-call-{lease.id}"
                self.claims.setdefault(booking, Claim(lease.lessee, lease=lease.id))
                self.queue_up(booking, f"{booking}/{spot[0]}", [spot])
                return booking
        raise AssertionError(spot)

    # --- settling --------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Until nothing changes: holders settle in the order of the queue, challenges are decided, later ones open."""
        for contest in self.undecided():
            self._forget_days(contest)
        changed = True
        while changed:
            changed = False
            for contest in self.undecided():
                self._forget_days(contest)
                if contest.state in (ChallengeState.WON, ChallengeState.PART):
                    changed |= self._taken(contest)
                elif not any(self._holds(contest.booking, spot) for spot in contest.days):
                    self.let_be(contest, ChallengeState.TAKEN if self.asked(contest) else ChallengeState.LOST)
                    changed = True
                elif contest.state is ChallengeState.QUEUED and not self._waits(contest):
                    self._open(contest)
                    changed = True
                elif contest.state is ChallengeState.OPEN:
                    changed |= bool(sum(self._settle(contest, aim) for aim in self._in_order(contest)))
                    if all(aim.settled for aim in contest.aims):
                        self._decide(contest)
                        changed = True
        self._forget_calls()

    def _forget_calls(self) -> None:
        """A first call is somebody's hold only in stretches of days about which a challenge asks its lessee."""
        asked: set[tuple[str, Spot]] = set()
        for contest in self.undecided():
            for aim in contest.aims if contest.state is ChallengeState.OPEN else ():
                stretches = runs([spot for spot in aim.days if self._holds(aim.booking, spot)])
                for days in stretches if not aim.settled else ():
                    asked |= {(aim.booking, spot) for spot in days if set(days) & set(aim.shared)}
        for booking, claim in self.claims.items():
            if claim.lease is not None:
                self._stand_again(booking, [spot for spot in self.held(booking) if (booking, spot) not in asked])

    def _forget_days(self, contest: Contest) -> None:
        """Days that the challenger lets go are not challenged any more; those that others are booked on are lost."""
        left = [spot for spot in contest.days if self._stands_or_booked(contest.booking, spot)]
        contest.days = left or contest.days

    def _stands_or_booked(self, booking: str, spot: Spot) -> bool:
        return (booking, spot) in self.stays or self.confirmed(spot) is not None

    def _in_order(self, contest: Contest) -> list[Aim]:
        return sorted(contest.aims, key=lambda aim: max((self._place(aim, spot) for spot in aim.shared), default=0))

    def _place(self, aim: Aim, spot: Spot) -> int:
        places = [number for number, place in enumerate(self.queues.get(spot, ())) if aim.booking in place]
        return places[0] if places else 0

    def _settle(self, contest: Contest, aim: Aim) -> bool:
        """Whether a holder settles now that did not before."""
        if aim.settled:
            return False
        aim.days = [spot for spot in aim.days if self._holds(aim.booking, spot)]
        aim.shared = [spot for spot in aim.shared if spot in aim.days and spot in self.asked(contest)]
        if not aim.shared:
            aim.settled = True
            self._let_stand(aim)
            return True
        self._come_apart(contest, aim)
        if any(self._before(other, aim) for other in contest.aims if not other.settled and other is not aim):
            return False
        over = contest.deadline is not None and contest.deadline <= self.now
        if aim.answer is None and not over:
            return False
        aim.settled = True
        if aim.answer is Answer.STAND and not self.confirm_refusals(aim.booking, aim.days):
            self.confirm(aim.booking, aim.days)
        else:
            gone = aim.days if aim.answer is Answer.RELEASE else aim.shared
            by_call = [spot for spot in gone if self.stays[aim.booking, spot].by_call]
            self.leave(aim.booking, gone)
            for other in self.undecided():
                if other.booking == aim.booking:
                    self._forget_days(other)
            for lease in self._calls() if by_call else ():
                self.let_go |= {(lease.id, spot) for spot in by_call}
                self.claims.setdefault(f"first-call-{lease.id}", Claim(lease.lessee, lease=lease.id))
        return True

    def _come_apart(self, contest: Contest, aim: Aim) -> None:
        """Where others were booked in the middle of a hold, each part answers for itself, if it is asked about."""
        parts = [(days, [spot for spot in aim.shared if spot in days]) for days in runs(aim.days)]
        (aim.days, aim.shared), *others = [(days, shared) for days, shared in parts if shared]
        contest.aims += [Aim(aim.booking, aim.line, days, shared, aim.answer) for days, shared in others]

    def _calls(self) -> list[Lease]:
        return [lease for lease in self.portfolio.leases.values() if lease.kind is LeaseKind.FIRST_CALL]

    def let_be(self, contest: Contest, state: ChallengeState) -> None:
        """A challenge is over before all have settled: those who have not stand as before."""
        contest.state = state
        contest.deadline = None
        for aim in contest.aims:
            if not aim.settled:
                aim.settled = True
                self._let_stand(aim)

    def _let_stand(self, aim: Aim) -> None:
        """A hold that is asked nothing any more stands as before; a first call is nobody's hold again."""
        if self.claims[aim.booking].lease is not None:
            self._stand_again(aim.booking, [spot for spot in aim.days if self._holds(aim.booking, spot)])

    def _stand_again(self, booking: str, days: list[Spot]) -> None:
        """A first call stands on these days as if nobody had asked about it."""
        self.leave(booking, days)
        self.let_go -= {(str(self.claims[booking].lease), spot) for spot in days}

    def split_aims(self) -> None:
        """Where a hold has come apart, each part answers for itself."""
        for contest in self.undecided():
            for aim in list(contest.aims):
                names: dict[str, list[Spot]] = {}
                for spot in aim.days:
                    if (aim.booking, spot) in self.stays:
                        names.setdefault(self.stays[aim.booking, spot].line, []).append(spot)
                for name, days in names.items():
                    if name != aim.line:
                        shared = [spot for spot in aim.shared if spot in days]
                        if shared:
                            contest.aims.append(Aim(aim.booking, name, days, shared, aim.answer, aim.settled))
                        aim.days = [spot for spot in aim.days if spot not in days]
                        aim.shared = [spot for spot in aim.shared if spot not in days]
                aim.settled |= not aim.shared

    def _holds(self, booking: str, spot: Spot) -> bool:
        stay = self.stays.get((booking, spot))
        return stay is not None and stay.state is LineState.HOLD

    def _before(self, other: Aim, aim: Aim) -> bool:
        return any(other.booking in self.ahead(aim.booking, spot) for spot in aim.days if spot in other.days)

    def _decide(self, contest: Contest) -> None:
        """All have settled: what is the challenger's now?"""
        won = self.won(contest)
        contest.deadline = None
        if not won:
            contest.state = ChallengeState.LOST
            return
        contest.state = ChallengeState.WON if set(won) == set(contest.days) else ChallengeState.PART
        length = self.policy().confirm_clock
        contest.confirm_by = None if length is None else later(self.policy(), self.now, length)
        if contest.firm and contest.state is ChallengeState.WON:
            self._confirm_what_can_be(contest)

    def _confirm_what_can_be(self, contest: Contest) -> None:
        for days in self.lines(contest.booking, LineState.HOLD).values():
            won = [spot for spot in days if spot in contest.days]
            if won and not self.confirm_refusals(contest.booking, won):
                self.confirm(contest.booking, won)

    def won(self, contest: Contest) -> list[Spot]:
        """The challenged days on which the challenger stands first and nobody is booked."""
        return [
            spot
            for spot in contest.days
            if self._holds(contest.booking, spot)
            and not self.ahead(contest.booking, spot)
            and self.confirmed(spot) is None
        ]

    def _taken(self, contest: Contest) -> bool:
        """Whether what was won is the challenger's hold no more: it has been confirmed, or has gone."""
        if self.won(contest):
            return False
        booked = [
            spot
            for spot in contest.days
            if (stay := self.stays.get((contest.booking, spot))) is not None and stay.state is LineState.CONFIRMED
        ]
        contest.state = ChallengeState.TAKEN if booked else ChallengeState.LOST
        contest.confirm_by = None
        return True

    def drop(self, contest: Contest, state: ChallengeState) -> None:
        """The challenger did not confirm in time what it won, or gave it up: its hold goes."""
        contest.state = state
        contest.confirm_by = None
        self.leave(contest.booking, [spot for spot in contest.days if self._holds(contest.booking, spot)])

    # --- what the rest of the model brings -------------------------------------------------------------------------

    @abstractmethod
    def confirm_refusals(self, booking: str, days: Iterable[Spot]) -> set[str]:
        """Why days cannot be confirmed now."""

    @abstractmethod
    def confirm(self, booking: str, days: Iterable[Spot]) -> None:
        """Confirm days."""
