"""What a need could take, by plain day sets: days are whole numbers from the first day of a case, stages are ids.

Everything is read from the records a second time, without a line of the planner or the audit. Only what
``planning.drawn_cases`` draws is understood: no open ends, a set kept for two needs at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from planning.begun_sets import BegunSets, Stay
from planning.drawn_cases import Case
from planning.free_days import FIRST, LAST, first_of, last_of, number
from stagehold.domain.production import Need, Production
from stagehold.domain.quantities import AreaBasis
from stagehold.domain.studio import PhaseKind


class DaySets(BegunSets):
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
        if not self._large_enough(group, need) or any(self.length(id_, need) is None for id_ in group):
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

    # --- days -------------------------------------------------------------------------------------------------------

    def tiles(self, production: Production, need: Need, members: frozenset[str], start: int):
        """Phases from this start; None if it is no day to start, or nothing says how long a stage takes."""
        working = production.calendar == "working"
        if working and not all(self.works(stage, start) for stage in members):
            return None
        if any(self.length(stage, need) is None for stage in members):
            return None
        longest = max(self.length(stage, need) for stage in members)
        if not working:
            return self._count(need, longest, start, lambda day: True)
        rows = [
            self._count(need, self.length(stage, need), start, lambda day, stage=stage: self.works(stage, day))
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

    def stays(self, production: Production, need: Need) -> Iterator[Stay]:
        """Every stay that keeps the rules that concern this need alone."""
        groups = self.wholes(need)
        for chosen in combinations(groups, need.stages):
            members = frozenset(id_ for group in chosen for id_ in group)
            if len(members) < sum(map(len, chosen)) or self.locked_out(production, need, members):
                continue
            for start in range(FIRST, LAST):
                if any(not self.free_at_all(id_, start) for id_ in members):
                    continue
                stay = self._stay(production, need, tuple(sorted("+".join(group) for group in chosen)), members, start)
                if stay is not None:
                    yield stay

    def _stay(
        self, production: Production, need: Need, wholes: tuple[str, ...], members: frozenset[str], start: int
    ) -> Stay | None:
        rows = self.tiles(production, need, members, start)
        if rows is None or start < max(number(production.ready.last), self.today):
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
            if any(not days <= self.free_for(id_, phase) for id_ in members):
                return None
        for first in self.fixed_starts(production, need):
            if first != start:
                return None
        mask = self.stay_bits(members, start, end)
        if mask & self.taken:
            return None
        late = self.late(production, need, rows)
        own = self._moved(production.id, need.id, members, start) + self.spot.cost(members, rows)
        return Stay(wholes, start, end, tuple(rows), late, own, mask, members)

    def _moved(self, production: str, need: str, members: frozenset[str], start: int) -> Decimal:
        before = self.before.get((production, need))
        if before is None:
            return Decimal(0)
        weights = self.facts.settings.weights
        other = Decimal(members != frozenset(before.members))
        return weights.moved * other + weights.shifted * abs(start - number(before.start))

    # --- locks ------------------------------------------------------------------------------------------------------

    def must_stand(self, production: Production) -> bool:
        """Whether a lock or an own confirmed booking forces the production to be placed."""
        return any(self.locks_of(production, need) or self.bookings_of(production, need) for need in production.needs)
