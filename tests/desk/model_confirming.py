"""Confirmations in the model: who may, what it needs, what becomes of the others. Written from SPEC §3 alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desk.model_challenges import Challenges
from desk.model_clocks import later, midnight
from desk.model_queue import Need, Spot
from stagehold.desk.requests import Cancel, Confirm, Meet
from stagehold.domain.booking import AfterConfirm, LineState

HOLD, CONFIRMED = LineState.HOLD, LineState.CONFIRMED


class Confirmations(Challenges):
    """Days that are confirmed."""

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
        firsts = [midnight(min(run)[1]) for run in self._by_line(booking, days)]
        self.book(booking, days)
        for condition in policy.conditions:
            if all(need.kind != condition.kind for need in claim.needs):
                deadline = None if condition.within is None else later(policy, self.now, condition.within)
                ends = self._won_until(booking) if policy.confirm_clock_covers_conditions else []
                deadline = min([*ends, *([] if deadline is None else [deadline])], default=None)
                claim.needs.append(Need(condition.kind, deadline))
        # All is due before the work begins.
        for need in claim.needs:
            if need.met is None and need.deadline is not None:
                need.deadline = min([need.deadline, *(first for first in firsts if first > self.now)])
        if {spot[0] for spot in days} & claim.one_of:
            chosen = {spot[0] for spot in days}
            self.leave(booking, [spot for spot in self.held(booking) if spot[0] in claim.one_of - chosen])
        if policy.after_confirm is AfterConfirm.RELEASE:
            for spot in days:
                for place in [list(place) for place in self.queues[spot]]:
                    for other in place:
                        self.leave(other, [spot])

    def _by_line(self, booking: str, days: list[Spot]) -> list[list[Spot]]:
        """Days of a booking, those of one line together; days that one's own first call gives are a line apart."""
        found: dict[tuple[str, bool], list[Spot]] = {}
        for spot in days:
            stay = self.stays[booking, spot]
            found.setdefault((stay.line, stay.by_call), []).append(spot)
        return list(found.values())

    def _won_until(self, booking: str) -> list[datetime]:
        won = [contest.confirm_by for contest in self.undecided() if contest.booking == booking]
        return [moment for moment in won if moment is not None]

    def _firsts(self) -> dict[Spot, list[str]]:
        """Who stands first on each day that nobody is booked on."""
        found = {}
        for spot, queue in self.queues.items():
            if self.confirmed(spot) is None:
                found[spot] = [booking for place in queue for booking in place if not self.ahead(booking, spot)]
        return found

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

    def no_cancel(self, asked: Cancel) -> set[str]:
        """Why nothing is cancelled."""
        return self._named(asked.booking, asked.lines, CONFIRMED, "nothing-confirmed")[0]

    def do_cancel(self, asked: Cancel, made: tuple[str, ...]) -> None:
        """Cancel confirmed lines."""
        _, days = self._named(asked.booking, asked.lines, CONFIRMED)
        self.leave(asked.booking, days)

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
