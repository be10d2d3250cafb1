"""The free days of every stage of a drawn case, as plain sets of whole numbers; see ``planning.day_sets``."""

from __future__ import annotations

from datetime import date

from planning.drawn_cases import BASE, Case
from stagehold.domain.booking import BookingLine, LineState
from stagehold.domain.lease import Lease, LeaseKind, OptionKind
from stagehold.domain.scenario import RespectHolds
from stagehold.domain.studio import SpaceKind

FIRST, LAST = -40, 120  # no drawn day lies outside


def number(day: date) -> int:
    return (day - BASE).days


def last_of(interval) -> int:
    return number(interval.end.first)


def first_of(interval) -> int:
    return number(interval.start.last)


class FreeDays:
    """On which days each stage is free, for anything or for builds only, and what others have taken."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.facts = case.portfolio
        self.stages = {id_: space for id_, space in self.facts.spaces.items() if space.kind is SpaceKind.STAGE}
        self.row = {id_: index * (LAST - FIRST + 20) for index, id_ in enumerate(self.stages)}
        self.gap = {id_: space.turnover_before + space.turnover_after for id_, space in self.stages.items()}
        self.free: dict[str, set[int]] = {}
        self.free_for_builds: dict[str, set[int]] = {}
        self.taken = 0
        for id_ in self.stages:
            self._read_stage(id_)

    def bits(self, stage: str, start: int, end: int) -> int:
        """The days from start to before end on one stage, as bits of one whole number."""
        start, end = max(start, FIRST), min(end, LAST)
        return ((1 << max(0, end - start)) - 1) << (self.row[stage] + start - FIRST)

    def stay_bits(self, members: frozenset[str], start: int, end: int) -> int:
        """A stay and the clear days between it and the next one."""
        mask = 0
        for stage in members:
            mask |= self.bits(stage, start, end + self.gap[stage])
        return mask

    def _read_stage(self, id_: str) -> None:
        free: set[int] = set()
        builds: set[int] = set()
        for lease in self.facts.leases.values():
            granted, early = self._granted(lease, id_)
            free |= granted
            builds |= early
        gone = set()
        service = self.stages[id_].in_service
        if service is not None:
            gone |= set(range(FIRST, LAST)) - set(range(first_of(service), last_of(service) + 1))
        for closure in self.facts.closures.values():
            if closure.space == id_:
                gone |= set(range(number(closure.from_.first), number(closure.to.last) + 1))
        for booking in self.facts.bookings.values():
            if booking.party == self.case.party:
                continue
            for line in booking.lines:
                if line.space == id_ and self._blocks(line):
                    start, end = number(line.days.start.first), number(line.days.end.last) + 1
                    gone |= set(range(start, end))
                    self.taken |= self.bits(id_, start, end + self.gap[id_])
        self.free[id_], self.free_for_builds[id_] = free - gone, (builds | free) - gone

    def _granted(self, lease: Lease, id_: str) -> tuple[set[int], set[int]]:
        """Days for anything, and days for builds only."""
        nothing: tuple[set[int], set[int]] = (set(), set())
        if lease.lessee != self.case.party or lease.kind is not LeaseKind.EXCLUSIVE or id_ not in lease.spaces:
            return nothing
        if lease.is_total_of:
            return nothing
        start, end = first_of(lease.term), last_of(lease.term) + 1
        for option in lease.options:
            if option.exercised and option.kind is OptionKind.EXTEND:
                end += option.adds.days
        if lease.reinstate:
            end -= lease.reinstate + self.stages[id_].turnover_after
        early = range(number(lease.access.last), start) if lease.access and lease.builds_in_access else ()
        return set(range(start, end)), set(early)

    def _blocks(self, line: BookingLine) -> bool:
        first_hold = line.state is LineState.HOLD and line.rank == 1
        respected = self.facts.settings.respect_holds is RespectHolds.FIRST
        return line.state is LineState.CONFIRMED or (first_hold and respected)
