"""The free days of every stage of a drawn case, as plain sets of whole numbers; see ``planning.day_sets``."""

from __future__ import annotations

from planning.drawn_cases import Case
from planning.lease_days import FIRST, LAST, first_of, last_of, leased_days, number
from planning.spot_days import SpotDays
from stagehold.domain.booking import BookingLine, LineState
from stagehold.domain.lease import LeaseKind
from stagehold.domain.scenario import RespectHolds
from stagehold.domain.studio import PhaseKind, SpaceKind

__all__ = ["FIRST", "LAST", "FreeDays", "first_of", "last_of", "number"]


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
        self.spot = SpotDays(case)
        self.taken = 0
        for id_ in self.stages:
            self._read_stage(id_)

    def free_for(self, stage: str, phase: PhaseKind) -> set[int]:
        """The days on which the stage is free for a phase, on lease or on offer."""
        leased = self.free_for_builds[stage] if phase is PhaseKind.BUILD else self.free[stage]
        return leased | self.spot.open_for(stage, phase)

    def free_at_all(self, stage: str, day: int) -> bool:
        """Whether the stage is free on a day for any phase."""
        return day in self.free_for_builds[stage] or self.spot.is_open(stage, day)

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
        covered: set[int] = set()
        for lease in self.facts.leases.values():
            if lease.lessee == self.case.party and lease.kind is LeaseKind.EXCLUSIVE and not lease.is_total_of:
                granted, early, whole = leased_days(lease, self.stages[id_])
                free |= granted
                builds |= early
                covered |= whole
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
        self.spot.read(id_, covered, builds - covered, gone)

    def _blocks(self, line: BookingLine) -> bool:
        first_hold = line.state is LineState.HOLD and line.rank == 1
        respected = self.facts.settings.respect_holds is RespectHolds.FIRST
        return line.state is LineState.CONFIRMED or (first_hold and respected)
