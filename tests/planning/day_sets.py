"""What a need could take, by plain day sets: days are whole numbers from the first day of a case, stages are ids.

Everything is read from the records a second time, without a line of the planner or the audit. Only what
``planning.drawn_cases`` draws is understood: no open ends, no spot use, a set kept for two needs at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations

import holidays

from planning.drawn_cases import BASE, Case
from planning.free_days import FIRST, LAST, FreeDays, first_of, last_of, number
from stagehold.domain.booking import BookingLine, LineState
from stagehold.domain.production import Need, Production
from stagehold.domain.quantities import AreaBasis
from stagehold.domain.scenario import WorkWeek
from stagehold.domain.studio import PhaseKind


@dataclass(frozen=True)
class Stay:
    """One way to serve a need: wholes, days, and what it costs by itself."""

    wholes: tuple[str, ...]
    start: int
    end: int
    phases: tuple[tuple[PhaseKind, int, int], ...]
    late: int
    moved: Decimal
    mask: int
    members: frozenset[str]


class DaySets(FreeDays):
    """Every stay that a need could have by itself."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.joined = {
            frozenset((one, other))
            for one, space in self.stages.items()
            for other in space.joins
            if other in self.stages
        }
        self.before = {(item.production, item.need): item for item in case.baseline.placements} if case.baseline else {}

    # --- what qualifies ---------------------------------------------------------------------------------------------

    def wholes(self, need: Need) -> list[tuple[str, ...]]:
        """Single stages and joined ones that may serve the need as one stage."""
        return [
            group
            for size in range(1, len(self.stages) + 1)
            for group in combinations(sorted(self.stages), size)
            if self._connected(group) and self._serves(group, need)
        ]

    def _connected(self, group: tuple[str, ...]) -> bool:
        reached = {group[0]}
        for _ in group:
            reached |= {one for one in group if any(frozenset((one, other)) in self.joined for other in reached)}
        return len(reached) == len(group)

    def _area(self, group: tuple[str, ...], need: Need) -> Fraction | None:
        areas = [self.stages[id_].area for id_ in group]
        if None in areas or len({area.basis for area in areas}) != 1:
            return None
        if need.min_area.basis is not AreaBasis.AS_PUBLISHED and areas[0].basis is not need.min_area.basis:
            return None
        return sum((area.m2 for area in areas), Fraction(0))

    def _large_enough(self, group: tuple[str, ...], need: Need) -> bool:
        if need.min_area is None:
            return len(group) == 1
        area = self._area(group, need)
        return area is not None and area >= need.min_area.m2

    def _serves(self, group: tuple[str, ...], need: Need) -> bool:
        if not self._large_enough(group, need) or any(self._length(id_, need) is None for id_ in group):
            return False
        for size in range(1, len(group)):
            for part in combinations(group, size):
                if self._connected(part) and self._large_enough(part, need):
                    return False
        if need.min_height is not None:
            heights = [self.stages[id_].clear_height for id_ in group]
            if None in heights or min(height.m for height in heights) < need.min_height.m:
                return False
        features = {feature for id_ in group for feature in self.stages[id_].features}
        return set(need.features) <= features and (not need.allowed or set(group) <= set(need.allowed))

    def _length(self, id_: str, need: Need) -> int | None:
        if id_ in need.days_on:
            return need.days_on[id_]
        if need.only or not need.phases:
            return None
        return sum(phase.days for phase in need.phases)

    # --- days -------------------------------------------------------------------------------------------------------

    def works(self, stage: str, day: int) -> bool:
        when = BASE + timedelta(days=day)
        rest = (6,) if self.facts.settings.work_week is WorkWeek.SIX else (5, 6)
        return when.weekday() not in rest and when not in _holidays(
            self.facts.studios[self.stages[stage].studio].country
        )

    def phase_days(self, need: Need, length: int) -> list[tuple[PhaseKind, int]]:
        if not need.phases:
            return [(PhaseKind.SHOOT, length)]
        total = sum(phase.days for phase in need.phases)
        exact = [Fraction(phase.days * length, total) for phase in need.phases]
        days = [int(share) for share in exact]
        by_remainder = sorted(range(len(exact)), key=lambda index: (days[index] - exact[index], index))
        for index in by_remainder[: length - sum(days)]:
            days[index] += 1
        return [(phase.phase, count) for phase, count in zip(need.phases, days, strict=True)]

    def tiles(self, production: Production, need: Need, members: frozenset[str], start: int):
        """Phases from this start; None if it is no day to start, or nothing says how long a stage takes."""
        working = production.calendar == "working"
        if working and not all(self.works(stage, start) for stage in members):
            return None
        if any(self._length(stage, need) is None for stage in members):
            return None
        longest = max(self._length(stage, need) for stage in members)
        if not working:
            return self._count(need, longest, start, lambda day: True)
        rows = [
            self._count(need, self._length(stage, need), start, lambda day, stage=stage: self.works(stage, day))
            for stage in sorted(members)
        ]
        return max(rows, key=lambda row: row[-1][2])

    def _count(self, need: Need, length: int, start: int, counts) -> list[tuple[PhaseKind, int, int]]:
        rows = []
        day = start
        for phase, days in self.phase_days(need, length):
            first, left = day, days
            while left:
                left -= counts(day)
                day += 1
            if days:
                rows.append((phase, first, day))
        return rows

    def due(self, production: Production, need: Need) -> tuple[int | None, bool]:
        """The due day, and whether it follows from a release."""
        for own in (need.due, production.due):
            if own is not None:
                return number(own.first), False
        derived = []
        for id_ in production.titles:
            title = self.facts.titles[id_]
            post = title.post_days if need.post_days is None else need.post_days
            if title.release is not None and post is not None:
                derived.append(number(title.release.first) - post)
        return (min(derived), True) if derived else (None, False)

    def stays(self, production: Production, need: Need) -> Iterator[Stay]:
        """Every stay that keeps the rules that concern this need alone."""
        groups = self.wholes(need)
        for chosen in combinations(groups, need.stages):
            members = frozenset(id_ for group in chosen for id_ in group)
            if len(members) < sum(map(len, chosen)) or self._locked_out(production, need, members):
                continue
            for start in range(FIRST, LAST):
                if any(start not in self.free_for_builds[id_] for id_ in members):
                    continue
                stay = self._stay(production, need, tuple(sorted("+".join(group) for group in chosen)), members, start)
                if stay is not None:
                    yield stay

    def _stay(
        self, production: Production, need: Need, wholes: tuple[str, ...], members: frozenset[str], start: int
    ) -> Stay | None:
        rows = self.tiles(production, need, members, start)
        if rows is None or start < number(production.ready.last):
            return None
        end = rows[-1][2]
        window = production.window
        if window is not None and (start < first_of(window) or end - 1 > last_of(window)):
            return None
        for phase, first, after in rows:
            bound = need.phase_windows.get(phase)
            if bound is not None and (first < first_of(bound) or after - 1 > last_of(bound)):
                return None
            days = set(range(first, after))
            supply = self.free_for_builds if phase is PhaseKind.BUILD else self.free
            if any(not days <= supply[id_] for id_ in members):
                return None
        for first in self.fixed_starts(production, need):
            if first != start:
                return None
        mask = self.stay_bits(members, start, end)
        if mask & self.taken:
            return None
        due, derived = self.due(production, need)
        shoots = [after for phase, _, after in rows if phase is PhaseKind.SHOOT]
        done = shoots[-1] if derived and shoots else end
        late = 0 if due is None else max(0, done - due)
        moved = self._moved(production.id, need.id, members, start)
        return Stay(wholes, start, end, tuple(rows), late, moved, mask, members)

    def _moved(self, production: str, need: str, members: frozenset[str], start: int) -> Decimal:
        before = self.before.get((production, need))
        if before is None:
            return Decimal(0)
        weights = self.facts.settings.weights
        other = Decimal(members != frozenset(before.members))
        return weights.moved * other + weights.shifted * abs(start - number(before.start))

    # --- locks ------------------------------------------------------------------------------------------------------

    def bookings_of(self, production: Production, need: Need) -> list[list[BookingLine]]:
        """The confirmed lines of each own booking of this need."""
        found = []
        for booking in self.facts.bookings.values():
            mine = booking.party == self.case.party and booking.production == production.id
            if mine and (booking.need or production.needs[0].id) == need.id:
                found.append([line for line in booking.lines if line.state is LineState.CONFIRMED])
        return [lines for lines in found if lines]

    def locks_of(self, production: Production, need: Need):
        return [lock for lock in self.facts.locks.values() if (lock.production, lock.need) == (production.id, need.id)]

    def must_stand(self, production: Production) -> bool:
        """Whether a lock or an own confirmed booking forces the production to be placed."""
        return any(self.locks_of(production, need) or self.bookings_of(production, need) for need in production.needs)

    def _locked_out(self, production: Production, need: Need, members: frozenset[str]) -> bool:
        locks = [set(lock.stages) for lock in self.locks_of(production, need) if lock.stages]
        locks += [{line.space for line in lines} for lines in self.bookings_of(production, need)]
        return any(stages != members for stages in locks)

    def fixed_starts(self, production: Production, need: Need) -> list[int]:
        starts = [number(lock.start.first) for lock in self.locks_of(production, need) if lock.start is not None]
        booked = self.bookings_of(production, need)
        return starts + [min(number(line.days.start.first) for line in lines) for lines in booked]


@cache
def _holidays(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=range(2026, 2029))
