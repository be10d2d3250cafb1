"""Holds in the model: how they queue, move, renew and go, and bookings at once. Written from SPEC §3 alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desk.model_clocks import calendar_later, today
from desk.model_confirming import CONFIRMED, HOLD, Confirmations
from desk.model_queue import Claim, Spot, runs, spots
from stagehold.desk.requests import Book, Confirm, Hold, Move, MoveStay, Release, Renew
from stagehold.domain.booking import AfterConfirm, LineState
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind


class Holds(Confirmations):
    """Days that are held."""

    def __init__(self, portfolio: Portfolio, now: datetime) -> None:
        super().__init__(portfolio, now)
        self.phases: dict[tuple[str, Spot], PhaseKind | None] = {}  # of the days of a booking; those it had are kept

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
            return 1 + self.places_before(self.places_ahead(joint, spot, party), party, spot)
        right = self.right(party, spot)
        queue = [place for place in self.queues.get(spot, []) if not self._is_call_of(party, place)]
        before_ = [place for place in queue if self.stays[place[0], spot].right <= right]
        return 1 + self.places_before(before_, party, spot)

    def do_hold(self, asked: Hold, made: tuple[str, ...]) -> None:
        """Queue on each space-day."""
        one_of = frozenset(line.space for line in asked.lines) if asked.one_of else frozenset()
        self.claims[made[0]] = Claim(asked.party, one_of, production=asked.production, need=asked.need)
        for number, line in enumerate(asked.lines, start=1):
            days = spots(line.space, line.span)
            self.phases |= {(made[0], spot): line.phase for spot in days}
            self.queue_up(made[0], f"{made[0]}.{number}", days, asked.joint_with)

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

    def no_release(self, asked: Release) -> set[str]:
        """Why holds are not let go."""
        found, days = self._named(asked.booking, asked.lines, HOLD)
        if not found and asked.span is not None and not within(days, asked.span):
            return {"nothing-held"}
        return found

    def do_release(self, asked: Release, made: tuple[str, ...]) -> None:
        """Let holds go, or some days of them."""
        _, days = self._named(asked.booking, asked.lines, HOLD)
        self.leave(asked.booking, days if asked.span is None else within(days, asked.span))

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
        if not any(self._gains(asked.booking, spot) for spot in days):
            found.add("nothing-gained")
        return found

    def _gains(self, booking: str, spot: Spot) -> bool:
        """Whether a hold would end later if its time began now."""
        stay, end = self.stays[booking, spot], self.ends(booking, spot)
        before_ = stay.since, stay.expires
        self._begin_anew(booking, spot)
        later_end = self.ends(booking, spot)
        stay.since, stay.expires = before_
        return end is not None and (later_end is None or later_end > end)

    def _begin_anew(self, booking: str, spot: Spot) -> None:
        length = self.policy().hold_expiry
        assert length is not None
        self.stays[booking, spot].since = self.now
        self.stays[booking, spot].expires = calendar_later(self.now, length)

    def do_renew(self, asked: Renew, made: tuple[str, ...]) -> None:
        """Begin the time of a hold anew."""
        self.claims[asked.booking].renewed += 1
        for spot in self.held(asked.booking):
            self._begin_anew(asked.booking, spot)

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
            found |= self._not_booked(booking, added)
        elif added and any(self.challenged(booking, spot) for spot in old):
            found.add("challenged")
        return found

    def _not_booked(self, booking: str, days: list[Spot]) -> set[str]:
        """Why days are not added to what is booked."""
        found: set[str] = set()
        for spot in days:
            found |= set(self.taken(booking, spot))
            if self._rank_if_held(self.claims[booking].party, spot) > 1:
                found |= set() if self._beats_at_once() else {"not-first"}
                found |= {"offered"} if self._offered(spot) else set()
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
        self.phases |= {(booking, spot): self.phases.get((booking, old[0])) for spot in new}
        gone = [spot for spot in old if spot not in new]
        if state is HOLD:
            self.leave(booking, gone)
        for number, run in enumerate(runs([spot for spot in new if spot not in old])):
            self.queue_up(booking, f"{asked.line}+{number}", run)
            if state is CONFIRMED:
                self.confirm(booking, run)
        if state is CONFIRMED:
            self.leave(booking, gone)

    def no_movestay(self, asked: MoveStay) -> set[str]:
        """Why lines keep their days."""
        booking = asked.booking
        if booking not in self.claims:
            return {"unknown-booking"}
        state, old = self._stay_of(asked)
        if not asked.lines or not asked.to:
            return {"nothing-asked"}
        if state is None:
            return old
        new = [spot for line in asked.to for spot in spots(line.space, line.span)]
        added = [run for line in asked.to for run in runs([s for s in spots(line.space, line.span) if s not in old])]
        phase = {spot: line.phase for line in asked.to for spot in spots(line.space, line.span)}
        others = [spot for spot in new if spot in old and self.phases.get((booking, spot)) != phase[spot]]
        gone = [spot for spot in old if spot not in new]
        found = {"asked-twice"} if len(new) > len(set(new)) else set()
        if not added and not gone and not others:
            return found | {"no-change"}
        found |= {"past" for spot in (*gone, *others) if spot[1] < today(self.now)}
        for run in added:
            found |= self._no_days(self.claims[booking].party, booking, run)
            found |= {"past"} if run[0][1] < today(self.now) else set()
            found |= {"asked-twice"} if any((booking, spot) in self.stays for spot in run) else set()
        if state is CONFIRMED:
            found -= {"too-late-to-hold", "too-far-ahead", "queue-full"}
            found |= {rule for run in added for rule in self._not_booked(booking, run)}
        elif added and any(self.challenged(booking, spot) for spot in old):
            found.add("challenged")
        return found

    def _stay_of(self, asked: MoveStay) -> tuple[LineState | None, Any]:
        """In which state the lines are with their days, or none with the rules that refuse them."""
        held, booked = self.lines(asked.booking, HOLD), self.lines(asked.booking, CONFIRMED)
        if any(line not in held and line not in booked for line in asked.lines):
            return None, {"unknown-line"}
        states = {HOLD if line in held else CONFIRMED for line in asked.lines}
        if len(states) > 1:
            return None, {"mixed-lines"}
        lines = held | booked
        return (states or {HOLD}).pop(), {spot for line in asked.lines for spot in lines[line]}

    def do_movestay(self, asked: MoveStay, made: tuple[str, ...]) -> None:
        """Keep the days that any of the lines had, queue anew on the others."""
        state, old = self._stay_of(asked)
        booking, claim = asked.booking, self.claims[asked.booking]
        if any(space in claim.one_of for space, _ in old):
            claim.one_of |= {line.space for line in asked.to}
        new = {spot for line in asked.to for spot in spots(line.space, line.span)}
        gone = sorted(spot for spot in old if spot not in new)
        if state is HOLD:
            self.leave(booking, gone)
        for line in asked.to:
            days = spots(line.space, line.span)
            self.phases |= {(booking, spot): line.phase for spot in days}
            for run in runs([spot for spot in days if spot not in old]):
                self.queue_up(booking, f"{booking}+{run[0]}", run)
                if state is CONFIRMED:
                    self.confirm(booking, run)
        if state is CONFIRMED:
            self.leave(booking, gone)


def within(days: list[Spot], span: Any) -> list[Spot]:
    return [spot for spot in days if span.start <= spot[1] < span.end]
