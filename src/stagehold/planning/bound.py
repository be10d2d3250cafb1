"""The lower bound as the planner calls it, and what it rules out of better plans."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from stagehold.planning.compiled.arrays import Floats, Ints
from stagehold.planning.compiled.lagrange import FORBIDDEN, Lines, climb, reduced
from stagehold.planning.problem import Before, Choice, Problem, ProblemNeed, Starts
from stagehold.planning.starts import intersect

MOST_CELLS = 40_000_000  # rows times days; beyond that the tables would fill the memory
_CHUNK = 20  # steps between two looks at the clock
_SLACK = 1e-6  # what rounding in floats may add to a value, relative to its size


class StageBound:
    """Prices for one problem; ``value`` is a proven lower bound of the scaled objective."""

    def __init__(self, problem: Problem, scale: int) -> None:
        self._problem = problem
        self._scale = scale
        self._rows: list[tuple[int, int]] = []
        self._kept = {link.earlier for link in problem.links if link.keep}
        self._days = 0
        self._lines = self._build()
        count = len(problem.needs)
        self._price: Floats = np.zeros(count)
        self._best_price: Floats = np.zeros(count)
        self._direction: Floats = np.zeros(count)
        self._state: Floats = np.array([0.0, 1.0, 0.0])  # all costs are at least 0, so L(0) is 0

    @classmethod
    def of(cls, problem: Problem, scale: int) -> StageBound | None:
        """The bound, or None where its tables would not fit the memory."""
        rows = sum(len(need.choices) for need in problem.needs)
        days = max((high for stage in problem.stages for _, high in stage.days), default=0)
        return None if rows == 0 or rows * days > MOST_CELLS else cls(problem, scale)

    @property
    def value(self) -> Fraction:
        """The bound, rounded up to what a whole scaled objective can be; 0 at least."""
        value = float(self._state[0])
        if not math.isfinite(value):
            return Fraction(0)
        return Fraction(max(0, math.ceil(value - _SLACK * max(1.0, abs(value)))), self._scale)

    def climb(self, goal: int, out_of_time: Callable[[], bool], most: int = 4000) -> None:
        """Raise the bound towards ``goal`` (the scaled cost of a plan) until time or steps are over, or it is met."""
        for _ in range(most // _CHUNK):
            if out_of_time() or self.value * self._scale >= goal or self._state[1] < 1e-5:
                return
            prices = self._price, self._best_price, self._direction
            climb(self._lines, *prices, self._state, float(goal), _CHUNK, self._days)

    def without_hopeless(self, goal: int) -> Problem:
        """The problem without the starts that no plan cheaper than ``goal`` (scaled) can have."""
        table = np.empty_like(self._lines.cost)
        reduced(self._lines, self._best_price, self._days, table)
        limit = goal - 1 - float(self._state[0]) + _SLACK * max(1.0, abs(goal))
        kept = table <= limit
        by_need: dict[tuple[int, int], Starts] = {}
        for row, key in enumerate(self._rows):
            days = np.flatnonzero(kept[row])
            by_need[key] = _intervals(days)
        needs = []
        for index, need in enumerate(self._problem.needs):
            choices = [_narrowed(choice, by_need.get((index, at))) for at, choice in enumerate(need.choices)]
            needs.append(replace(need, choices=tuple(choices)))
        return replace(self._problem, needs=tuple(needs))

    def _build(self) -> Lines:
        """Rows by stage: a need on each single stage that can serve it, a joined whole on its first member."""
        problem = self._problem
        by_stage: list[list[tuple[int, int]]] = [[] for _ in problem.stages]
        for index, need in enumerate(problem.needs):
            for at, choice in enumerate(need.choices):
                by_stage[choice.unit.members[0]].append((index, at))
        self._rows = [key for rows in by_stage for key in rows]
        last = [starts[-1][1] for need in problem.needs for c in need.choices for starts in c.starts if starts]
        width = max(last, default=0) + 1
        cost = np.full((len(self._rows), width), FORBIDDEN)
        free = np.zeros((len(self._rows), width), np.int64)
        carrier = {self._latest(production) for production in range(len(problem.productions))}
        for row, (index, at) in enumerate(self._rows):
            self._fill(cost[row], free[row], index, problem.needs[index].choices[at], weighs=index in carrier)
        self._days = int(free.max(initial=0)) + 2
        return Lines(
            item_need=np.array([index for index, _ in self._rows], np.int64),
            stage_first=np.cumsum([0, *(len(rows) for rows in by_stage)], dtype=np.int64),
            cost=cost,
            free=free,
            need_count=np.array([need.count for need in problem.needs], np.int64),
            need_production=np.array([need.production for need in problem.needs], np.int64),
            drop=np.array([float(item.drop_cost * self._scale) for item in problem.productions]),
        )

    def _latest(self, production: int) -> int:
        """The need of a production whose lateness counts: the one that at best ends latest after its due."""

        def least_late(index: int) -> int:
            need = self._problem.needs[index]
            if need.due is None:
                return -(10**9)
            firsts = [starts[0][0] for choice in need.choices for starts in choice.starts if starts]
            shift, tables = self._problem.origin.toordinal(), list(range(len(need.tables)))
            return (
                min((min(self._ends_of(need, tables, first + shift)) - shift for first in firsts), default=0) - need.due
            )

        return max(self._problem.productions[production].needs, key=least_late)

    def _fill(self, cost: Floats, free: Ints, index: int, choice: Choice, *, weighs: bool) -> None:
        """Costs and ends of one row. Other units may stretch the stay: its own timetable is the shortest it can be."""
        need = self._problem.needs[index]
        production = self._problem.productions[need.production]
        # Whoever keeps the stages of this need may follow at once, without clear days.
        gap = 0 if index in self._kept else self._problem.stages[choice.unit.members[0]].gap
        weight = float(production.weight * self._problem.costs.late * self._scale) / need.count if weighs else 0.0
        before = self._problem.baseline.get(index) if need.count == 1 else None
        moved = shifted = 0.0
        if before is not None:
            shifted = float(self._problem.costs.shifted * self._scale)
            moved = float(self._problem.costs.moved * self._scale) if self._moves(choice, before) else 0.0
        for low, high in _union(choice.starts):
            days = np.arange(low, high + 1)
            done, end = self._done_and_end(need, choice, days)
            late = np.zeros(len(days)) if need.due is None else np.maximum(0, done - need.due)
            change = np.zeros(len(days)) if before is None else moved + shifted * np.abs(days - before.start)
            cost[low : high + 1] = weight * late + change
            free[low : high + 1] = end + gap

    def _done_and_end(self, need: ProblemNeed, choice: Choice, days: Ints) -> tuple[Ints, Ints]:
        """The earliest a need that starts on these days can count as done, and the end of its own timetable.

        Where several units share a stay, another timetable may govern it; the earliest of all is still a bound.
        """
        own = need.tables[choice.table]
        tables = [choice.table] if need.count == 1 else list(range(len(need.tables)))
        if all(need.tables[table].calendar is None for table in tables):
            cuts = [
                need.tables[table].done_cut if need.done_by_shoot else need.tables[table].length for table in tables
            ]
            return days + min(cuts), days + own.length
        shift = self._problem.origin.toordinal()
        done = [min(self._ends_of(need, tables, day + shift)) - shift for day in days.tolist()]
        # Where its own calendar ends too soon the unit cannot serve, whatever governs: any end is a bound then.
        ends = [(own.after(day + shift, own.length) or day + shift + 1) - shift for day in days.tolist()]
        return np.array(done, np.int64), np.array(ends, np.int64)

    def _ends_of(self, need: ProblemNeed, tables: list[int], day: int) -> list[int]:
        """The day (an ordinal) on which each timetable counts as done, where its calendar reaches that far."""
        found = []
        for table in tables:
            item = need.tables[table]
            after = item.after(day, item.done_cut if need.done_by_shoot else item.length)
            if after is not None:
                found.append(after)
        return found or [day]

    def _moves(self, choice: Choice, before: Before) -> bool:
        return {self._problem.stages[member].id for member in choice.unit.members} != before.stages


def _union(starts: tuple[Starts, ...]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pair for row in starts for pair in row):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _intervals(days: Ints) -> Starts:
    found: list[tuple[int, int]] = []
    for day in days.tolist():
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def _narrowed(choice: Choice, kept: Starts | None) -> Choice:
    if kept is None:
        return choice
    return replace(choice, starts=tuple(tuple(intersect(starts, kept)) for starts in choice.starts))
