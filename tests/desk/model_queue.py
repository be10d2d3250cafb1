"""The days of the model: every booking on every space-day by itself, and the queue of each space-day as a plain list.

Written from SPEC §3 alone: no spans, no numbers for places, and nothing kept from one question to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desk.model_clocks import before, calendar_later, later, midnight
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import Span
from stagehold.domain.lease import LeaseKind
from stagehold.domain.portfolio import Portfolio

Spot = tuple[str, date]  # a space on a day
STANDING_CALL, CALL, OCCUPANT, QUEUED = range(4)  # by what right one stands, the best first


def spots(space: str, span: Span) -> list[Spot]:
    """The space-days of a span."""
    return [(space, span.start + timedelta(days=number)) for number in range(span.days)]


def neighbour(spot: Spot, days: int) -> Spot:
    """The same space so many days later."""
    return spot[0], spot[1] + timedelta(days=days)


def runs(days: list[Spot]) -> list[list[Spot]]:
    """Days in a row together."""
    found: list[list[Spot]] = []
    for spot in sorted(days):
        if found and neighbour(found[-1][-1], 1) == spot:
            found[-1].append(spot)
        else:
            found.append([spot])
    return found


@dataclass
class Stay:
    """A booking on one space-day. ``line`` is the name of the line it is part of, as the desk calls it."""

    state: LineState
    line: str
    right: int
    by_call: bool = False  # it takes the place of its party's first call
    expires: datetime | None = None  # by the policy's hold_expiry
    since: datetime | None = None  # what its first day had set for moments before counts no more
    offered: datetime | None = None


@dataclass
class Need:
    """What a confirmation still needs."""

    kind: str
    deadline: datetime | None
    met: datetime | None = None


@dataclass
class Claim:
    """A booking."""

    party: str
    one_of: frozenset[str] = frozenset()
    needs: list[Need] = field(default_factory=list)
    renewed: int = 0
    production: str | None = None
    need: str | None = None
    plan: bool = False
    lease: str | None = None


class Days:
    """Who stands where."""

    def __init__(self, portfolio: Portfolio, now: datetime) -> None:
        self.portfolio = portfolio
        self.now = now
        self.claims: dict[str, Claim] = {}
        self.stays: dict[tuple[str, Spot], Stay] = {}
        self.queues: dict[Spot, list[list[str]]] = {}
        self.let_go: set[tuple[str, Spot]] = set()  # days of first-call leases
        self.closures: dict[str, set[Spot]] = {}

    # --- who stands where ------------------------------------------------------------------------------------------

    def policy(self) -> Policy:
        """There is one studio, and one policy."""
        return self.portfolio.policies["rules"]

    def held(self, booking: str) -> list[Spot]:
        """The days a booking holds."""
        return [spot for (whose, spot), stay in self.stays.items() if whose == booking and stay.state is LineState.HOLD]

    def confirmed(self, spot: Spot) -> str | None:
        """Who is booked on a day."""
        for (whose, where), stay in self.stays.items():
            if where == spot and stay.state is LineState.CONFIRMED:
                return whose
        return None

    def first_call(self, spot: Spot) -> str | None:
        """The lessee whose first call stands on a day without having been asked about it."""
        for lease in self.portfolio.leases.values():
            if lease.kind is LeaseKind.FIRST_CALL and spot in self._leased(lease.id) and not self._said(lease.id, spot):
                return lease.lessee
        return None

    def _said(self, lease: str, spot: Spot) -> bool:
        """Whether the first call was let go for a day, or its lessee stands there by it."""
        return (lease, spot) in self.let_go or any(
            where == spot and stay.by_call for (_, where), stay in self.stays.items()
        )

    def _leased(self, lease: str) -> set[Spot]:
        found = self.portfolio.leases[lease]
        assert found.term is not None
        span = Span(found.term.start.first, found.term.end.last + timedelta(days=1))  # type: ignore[union-attr]
        return {spot for space in found.spaces for spot in spots(space, span)}

    def ahead(self, booking: str, spot: Spot) -> list[str]:
        """Who stands before a booking on a day it holds, first in the queue first; a first call is called by itself."""
        found = [name for place in self.places_ahead(booking, spot) for name in place]
        lessee = self.first_call(spot)
        return found if lessee in (None, self.claims[booking].party) else [f"call of {lessee}", *found]

    def places_ahead(self, booking: str, spot: Spot, party: str | None = None) -> list[list[str]]:
        """The places before that of a booking on a day, except that of a party's first call: its own, or another's."""
        queue = self.queues[spot]
        own = next(number for number, place in enumerate(queue) if booking in place)
        whose = party or self.claims[booking].party
        return [place for place in queue[:own] if not self._is_call_of(whose, place)]

    def _is_call_of(self, party: str, place: list[str]) -> bool:
        return all(self.claims[name].lease is not None and self.claims[name].party == party for name in place)

    def rank(self, booking: str, spot: Spot) -> int:
        """1 for the first in the queue; joint holds count once."""
        return 1 + self.places_before(self.places_ahead(booking, spot), self.claims[booking].party, spot)

    def places_before(self, places: list[list[str]], party: str, spot: Spot) -> int:
        """How many places these are together with a first call of others."""
        return len(places) + (self.first_call(spot) not in (None, party))

    def lines(self, booking: str, state: LineState) -> dict[str, list[Spot]]:
        """The days of a booking in a state, by the names of its lines."""
        found: dict[str, list[Spot]] = {}
        for (whose, spot), stay in sorted(self.stays.items(), key=lambda item: item[0]):
            if whose == booking and stay.state is state:
                found.setdefault(stay.line, []).append(spot)
        return found

    # --- coming and going ------------------------------------------------------------------------------------------

    def queue_up(self, booking: str, line: str, days: Iterable[Spot], joint: str | None = None) -> None:
        """Stand on days: at the end of each queue, beside a joint hold, or first where one has the right to."""
        expires = None
        if self.policy().hold_expiry is not None:
            expires = calendar_later(self.now, self.policy().hold_expiry)
        for spot in days:
            queue = self.queues.setdefault(spot, [])
            right = STANDING_CALL if self.claims[booking].lease else self.right(self.claims[booking].party, spot)
            beside = [place for place in queue if joint in place]
            if beside:
                right = self.stays[str(joint), spot].right
            by_call = right <= CALL and not beside
            if right == CALL:
                beside = [place for place in queue if self.stays[place[0], spot].right == CALL]
            self.stays[booking, spot] = Stay(LineState.HOLD, line, right, by_call, expires, self.now)
            if beside:
                beside[0].append(booking)
            else:
                before_ = [place for place in queue if self.stays[place[0], spot].right <= right]
                queue.insert(len(before_), [booking])

    def right(self, party: str, spot: Spot) -> int:
        """Who has first call on a day goes first, and who is booked up to some days before goes before the others."""
        if self.first_call(spot) == party:
            return CALL
        return OCCUPANT if self.was_there(party, spot) else QUEUED

    def was_there(self, party: str, spot: Spot) -> bool:
        """Whether a party has the right of first refusal on a day: it is booked so many days before or fewer."""
        for back in range(1, self.policy().first_refusal_days + 1):
            last = neighbour(spot, -back)
            whose = self.confirmed(last)
            after = None if whose is None else self.stays.get((whose, neighbour(last, 1)))
            ends = whose is not None and (after is None or after.line != self.stays[whose, last].line)
            if ends and self.claims[str(whose)].party == party:
                return True
        return False

    def leave(self, booking: str, days: Iterable[Spot]) -> None:
        """Stand there no more; those behind move up."""
        with self.other_first_days():
            for spot in days:
                stay = self.stays.pop((booking, spot))
                if stay.state is LineState.HOLD:
                    self._unqueue(booking, spot)
                    lease = self.claims[booking].lease
                    if lease is not None:
                        self.let_go.add((lease, spot))

    def _unqueue(self, booking: str, spot: Spot) -> None:
        left = [[one for one in place if one != booking] for place in self.queues[spot]]
        self.queues[spot] = [place for place in left if place]

    def book(self, booking: str, days: Iterable[Spot]) -> None:
        """Confirm days, and let the others there go or wait."""
        with self.other_first_days():
            for spot in days:
                self._unqueue(booking, spot)
                self.stays[booking, spot].state = LineState.CONFIRMED

    @contextmanager
    def other_first_days(self) -> Iterator[None]:
        """A hold that ended for the sake of its first day ends for that of its new one, once others are its days."""
        was = {key: (self.first(*key), self.ends(*key)) for key in self._held_days()}
        yield
        for key in self._held_days():
            first, end = was[key]
            if self.first(*key) != first and end in self._ends_of_date(first):
                stay = self.stays[key]
                stay.since = self.now
                if self.policy().hold_expiry is not None:
                    stay.expires = calendar_later(self.now, self.policy().hold_expiry)

    def _held_days(self) -> list[tuple[str, Spot]]:
        return [key for key, stay in self.stays.items() if stay.state is LineState.HOLD]

    def renamed(self, names: Iterable[tuple[str, Spot, str]]) -> None:
        """Learn how the desk calls its lines now."""
        with self.other_first_days():
            for booking, spot, line in names:
                if (booking, spot) in self.stays:
                    self.stays[booking, spot].line = line

    # --- what is in the way ----------------------------------------------------------------------------------------

    def barred(self, party: str, spot: Spot) -> Iterator[str]:
        """Why a party can have nothing on a day, whoever stands there."""
        for lease in self.portfolio.leases.values():
            if lease.kind is LeaseKind.EXCLUSIVE and lease.lessee != party and spot in self._leased(lease.id):
                yield "leased-to-others"
        if any(spot in closed for closed in self.closures.values()):
            yield "closed"

    def taken(self, booking: str | None, spot: Spot) -> Iterator[str]:
        """Whether somebody is booked on a day, or so near that no clear days are left between two stays."""
        if self.confirmed(spot) not in (None, booking):
            yield "taken"
        for gap in range(1, self.gap() + 1):
            for near in (neighbour(spot, -gap), neighbour(spot, gap)):
                if self.confirmed(near) not in (None, booking):
                    yield "turnover"

    def gap(self) -> int:
        """Clear days between two stays: those after the one and those before the other."""
        return (self.policy().turnover_before or 0) + (self.policy().turnover_after or 0)

    # --- clocks of holds -------------------------------------------------------------------------------------------

    def first(self, booking: str, spot: Spot) -> date:
        """The first day of the line that a day is part of."""
        stay = self.stays[booking, spot]
        while (near := self.stays.get((booking, neighbour(spot, -1)))) is not None:
            if (near.line, near.state) != (stay.line, stay.state):
                break
            spot = neighbour(spot, -1)
        return spot[1]

    def ends(self, booking: str, spot: Spot) -> datetime | None:
        """When a hold ends by itself, as long as nobody challenges it."""
        stay = self.stays[booking, spot]
        if stay.right == STANDING_CALL:
            return None
        ends = [end for end in self._ends_of_date(self.first(booking, spot)) if stay.since is None or end > stay.since]
        if ends and stay.expires is not None:
            ends.append(stay.expires)
        return min(ends, default=None)

    def turn_over(self, first: date) -> bool:
        """Whether no turn to decide can come any more."""
        length = self.policy().release_before
        return midnight(first) <= self.now or (length is not None and before(first, length) <= self.now)

    def _ends_of_date(self, first: date) -> list[datetime]:
        lengths = [self.policy().release_before, self.policy().decide_before]
        return [midnight(first), *(before(first, length) for length in lengths if length is not None)]

    def offer(self, booking: str, spot: Spot, since: datetime) -> None:
        """A hold that has become the first on a day has some time to itself."""
        length = self.policy().offer_clock
        stay = self.stays.get((booking, spot))
        if length is not None and stay is not None and stay.state is LineState.HOLD:
            for day in self.lines(booking, LineState.HOLD)[stay.line]:
                self.stays[booking, day].offered = later(self.policy(), since, length)
