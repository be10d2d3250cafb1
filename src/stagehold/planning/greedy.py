"""A first plan at once: productions in order of urgency, each on the units that finish it soonest."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from stagehold.domain.production import Together
from stagehold.planning.problem import Choice, FixedNeed, Link, Problem, Solution, Stay

_MOST_SETS = 200  # unit sets tried for one need, nearest starts first
Busy = list[list[tuple[int, int]]]


class GreedyPlanner:
    """Places productions one by one and never moves one again."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._into: dict[int, list[Link]] = {}
        for link in problem.links:
            self._into.setdefault(link.later, []).append(link)
        self._fixed: dict[int, FixedNeed] = {item.need: item for item in problem.fixed}
        self._keeps = {link.earlier: link for link in problem.links if link.keep}

    def best(self, out_of_time: Callable[[], bool] = lambda: False) -> Solution:
        """The cheapest of the plans made in several orders; the first order is always tried."""
        best: dict[int, Stay] = {}
        lowest: object = None
        for order in self._orders():
            solution = self.place(order, out_of_time)
            cost = self.cost(solution)
            if lowest is None or cost < lowest:  # type: ignore[operator]  # a pair of numbers once set
                best, lowest = solution, cost
            if out_of_time():
                break
        return best

    def cost(self, solution: Solution) -> tuple[float, int]:
        """Unplaced and late cost in floats, to compare plans; the plan's own terms are exact."""
        total = 0.0
        starts = 0
        for production in self._problem.productions:
            stays = [solution[need] for need in production.needs if need in solution]
            if len(stays) < len(production.needs):
                total += float(production.drop_cost)
                continue
            late = max((self._lateness(stay) for stay in stays), default=0)
            total += float(production.weight * self._problem.costs.late) * late
            starts += sum(stay.start for stay in stays)
        return total, starts

    def _lateness(self, stay: Stay) -> int:
        due = self._problem.needs[stay.need].due
        return 0 if due is None else max(0, self._problem.done(stay.need, stay.table, stay.start) - due)

    def _orders(self) -> Iterable[list[int]]:
        problem = self._problem
        fixed = {problem.needs[item.need].production for item in problem.fixed}

        def due(index: int) -> int:
            dues = [due for need in problem.productions[index].needs if (due := problem.needs[need].due) is not None]
            return min(dues, default=10**7)

        keys: list[Callable[[int], tuple[float, ...]]] = [
            lambda index: (-float(problem.productions[index].drop_cost), due(index), index),
            lambda index: (due(index), -float(problem.productions[index].weight), index),
            lambda index: (problem.productions[index].ready, -float(problem.productions[index].weight), index),
            lambda index: (-float(problem.productions[index].weight), due(index), index),
        ]
        for key in keys:
            order = sorted(range(len(problem.productions)), key=key)
            order.sort(key=lambda index: index not in fixed)
            yield self._respecting_links(order)

    def _respecting_links(self, order: Sequence[int]) -> list[int]:
        """The order with every production behind those it comes after."""
        needs = self._problem.needs
        before: dict[int, set[int]] = {index: set() for index in order}
        for link in self._problem.links:
            one, other = needs[link.earlier].production, needs[link.later].production
            if one != other:
                before[other].add(one)
        done: dict[int, None] = {}
        waiting = list(order)
        while waiting:
            ready = [index for index in waiting if before[index] <= done.keys()]
            first = (ready or waiting)[0]
            done[first] = None
            waiting.remove(first)
        return list(done)

    def place(self, order: Sequence[int], out_of_time: Callable[[], bool]) -> dict[int, Stay]:
        """Place the productions in this order."""
        busy: Busy = [[] for _ in self._problem.stages]
        solution: dict[int, Stay] = {}
        for index in order:
            if out_of_time():
                break
            stays = self._place_production(index, busy, solution)
            for stay in stays or ():
                solution[stay.need] = stay
                self._occupy(busy, stay, solution)
        return solution

    def _place_production(self, index: int, busy: Busy, solution: dict[int, Stay]) -> list[Stay] | None:
        production = self._problem.productions[index]
        places = self._places(index)
        best: tuple[float, list[Stay]] | None = None
        for place in places:
            trial = [list(stage) for stage in busy] if len(production.needs) > 1 else busy
            found = self._place_needs(index, trial, dict(solution), place)
            if found is not None:
                late = sum(self._lateness(stay) for stay in found)
                end = max(self._problem.bounds(stay.need, stay.table, stay.start)[-1] for stay in found)
                if best is None or (late * 10**6 + end) < best[0]:
                    best = (late * 10**6 + end, found)
        return best[1] if best else None

    def _places(self, index: int) -> list[str | None]:
        production = self._problem.productions[index]
        if production.together is Together.ANY:
            return [None]
        needs = [self._problem.needs[need] for need in production.needs]
        return [*sorted({choice.unit.place[production.together] for need in needs for choice in need.choices})]

    def _place_needs(self, index: int, busy: Busy, solution: dict[int, Stay], place: str | None) -> list[Stay] | None:
        production = self._problem.productions[index]
        waiting = list(production.needs)
        placed: list[Stay] = []
        while waiting:
            ready = [need for need in waiting if all(link.earlier not in waiting for link in self._into.get(need, ()))]
            need = (ready or waiting)[0]
            stay = self._earliest(need, busy, solution, place)
            if stay is None:
                return None
            waiting.remove(need)
            placed.append(stay)
            solution[need] = stay
            if len(production.needs) > 1:
                self._occupy(busy, stay, solution)
        return placed

    def _occupy(self, busy: Busy, stay: Stay, solution: Solution) -> None:
        end = self._problem.bounds(stay.need, stay.table, stay.start)[-1]
        start = stay.start
        for link in self._into.get(stay.need, ()):
            if link.keep and link.earlier in solution:
                earlier = solution[link.earlier]
                start = self._problem.bounds(earlier.need, earlier.table, earlier.start)[-1]
        for unit in stay.units:
            for stage in unit.members:
                insort(busy[stage], (start, end))

    def _earliest(self, need: int, busy: Busy, solution: dict[int, Stay], place: str | None) -> Stay | None:
        item = self._problem.needs[need]
        low, high = self._lag(need, solution)
        choices = self._choices(need, solution, place)
        together = self._problem.productions[item.production].together
        best: Stay | None = None
        best_end = 0
        for governs in range(len(item.tables)):
            usable = [choice for choice in choices if choice.starts[governs]]
            for count, units in enumerate(combinations(usable, item.count)):
                if count >= _MOST_SETS:
                    break
                if not self._compatible(units, governs) or len({unit.unit.place[together] for unit in units}) > 1:
                    continue
                if not self._returns(need, units, solution):
                    continue
                start = self._first_start(need, units, governs, busy, low, high, solution)
                if start is not None:
                    end = self._problem.bounds(need, governs, start)[-1]
                    if best is None or end < best_end:
                        best_end = end
                        best = Stay(need=need, units=tuple(choice.unit for choice in units), start=start, table=governs)
        return best

    def _compatible(self, units: Sequence[Choice], governs: int) -> bool:
        members = [member for choice in units for member in choice.unit.members]
        return len(set(members)) == len(members) and any(choice.table == governs for choice in units)

    def _returns(self, need: int, units: Sequence[Choice], solution: Solution) -> bool:
        """Whether a need linked by keep or same_stages stands on all the stages of the one before it."""
        members = {member for choice in units for member in choice.unit.members}
        linked = [link.earlier for link in self._into.get(need, ()) if link.same and link.earlier in solution]
        return all(members == {one for unit in solution[item].units for one in unit.members} for item in linked)

    def _choices(self, need: int, solution: Solution, place: str | None) -> list[Choice]:
        item = self._problem.needs[need]
        together = self._problem.productions[item.production].together
        choices = [choice for choice in item.choices if place is None or choice.unit.place[together] == place]
        fixed = self._fixed.get(need)
        if fixed is not None and fixed.members is not None:
            choices = [choice for choice in choices if set(choice.unit.members) <= set(fixed.members)]
        for link in self._into.get(need, ()):
            if link.same and link.earlier in solution:
                before = {member for unit in solution[link.earlier].units for member in unit.members}
                choices = [choice for choice in choices if before.issuperset(choice.unit.members)]
        return choices

    def _lag(self, need: int, solution: Solution) -> tuple[int, int]:
        low, high = -(10**8), 10**8
        fixed = self._fixed.get(need)
        if fixed is not None and fixed.start is not None:
            low = high = fixed.start
        for link in self._into.get(need, ()):
            if link.earlier not in solution:
                return 1, 0
            stay = solution[link.earlier]
            end = self._problem.bounds(stay.need, stay.table, stay.start)[-1]
            point = stay.start if link.from_start else end
            low = max(low, point + link.least, end if link.keep else low)
            high = min(high, high if link.most is None else point + link.most)
        return low, high

    def _first_start(
        self,
        need: int,
        units: Sequence[Choice],
        governs: int,
        busy: Busy,
        low: int,
        high: int,
        solution: Solution,
    ) -> int | None:
        """The earliest start at which every unit may be used and is free."""
        table = self._problem.needs[need].tables[governs]
        kept = self._kept_from(need, solution)
        stages = [stage for choice in units for stage in choice.unit.members]
        day = low
        while day <= high:
            starts = [_next_start(choice.starts[governs], day) for choice in units]
            if None in starts:
                return None
            day = max(start for start in starts if start is not None)
            if day > high:
                return None
            if any(_next_start(choice.starts[governs], day) != day for choice in units):
                continue
            end = self._problem.bounds(need, governs, day)[-1]
            since = day if kept is None else kept
            clash = max((self._clash(stage, since, end, busy, kept is not None) for stage in stages), default=None)
            if kept is not None and not all(self._usable(stage, kept, day) for stage in stages):
                return None
            if clash is None or clash <= day:
                return day if table.length else None
            if kept is not None:
                return None
            day = clash
        return None

    def _kept_from(self, need: int, solution: Solution) -> int | None:
        for link in self._into.get(need, ()):
            if link.keep and link.earlier in solution:
                stay = solution[link.earlier]
                return self._problem.bounds(stay.need, stay.table, stay.start)[-1]
        return None

    def _usable(self, stage: int, start: int, end: int) -> bool:
        return start == end or any(low <= start and end <= high for low, high in self._problem.stages[stage].days)

    def _clash(self, stage: int, start: int, end: int, busy: Busy, kept: bool) -> int:  # noqa: FBT001
        """The first day at which the stage is free of what overlaps [start, end); ``start`` when nothing does."""
        gap = self._problem.stages[stage].gap
        stays = busy[stage]
        free = start
        index = max(0, bisect_left(stays, (start, start)) - 1)
        for low, high in stays[index:]:
            if low >= end + gap:
                break
            if kept and high == start:
                continue
            if high + gap > start:
                free = max(free, high + gap)
        return free


def _next_start(starts: Sequence[tuple[int, int]], day: int) -> int | None:
    index = bisect_left(starts, (day, day))
    if index > 0 and starts[index - 1][1] >= day:
        return day
    return starts[index][0] if index < len(starts) else None
