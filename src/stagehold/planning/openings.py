"""The starts that a solution leaves open on a stage, and the stays that take the others.

For a stay of *length* days and *gap* clear days between stays, a stay of others on ``[low, high)`` takes the starts

    low - gap - length < start < high + gap

Under a working calendar *length* is what the calendar makes of it, found by bisection: no day is looked at one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from stagehold.planning.problem import Problem, Solution, Starts, Unit
from stagehold.planning.worktime import Timetable


class Taken(NamedTuple):
    """Days ``[start, end)`` of a stay on a stage, up to the next stay where the set is kept in between."""

    start: int
    end: int
    need: int


NOTHING: Mapping[int, Sequence[Taken]] = {}


class Openings:
    """The stays of one solution by stage, in order of their days."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._problem = problem
        self._shift = problem.origin.toordinal()
        self._on: dict[int, list[Taken]] = {}
        self._longest: dict[int, int] = {}
        kept = _kept_until(problem, solution)
        for stay in solution.values():
            end = max(problem.bounds(stay.need, stay.table, stay.start)[-1], kept.get(stay.need, stay.start))
            for unit in stay.units:
                for stage in unit.members:
                    self._on.setdefault(stage, []).append(Taken(stay.start, end, stay.need))
                    self._longest[stage] = max(self._longest.get(stage, 0), end - stay.start)
        for stays in self._on.values():
            stays.sort()

    def last_start(self, table: Timetable, count: int, end: int) -> int | None:
        """The last start from which ``count`` counted days have passed by day ``end``; None before the calendar."""
        found = last_start(table, count, end + self._shift)
        return None if found is None else found - self._shift

    def until(self, starts: Starts, table: Timetable, count: int, end: int) -> Starts:
        """The starts after which ``count`` days of the timetable have passed by day ``end``."""
        last = self.last_start(table, count, end)
        if last is None:
            return ()
        return tuple((low, min(high, last)) for low, high in starts if low <= last)

    def free(
        self,
        need: int,
        unit: Unit,
        number: int,
        wanted: Starts,
        ignored: Iterable[int] = (),
        also: Mapping[int, Sequence[Taken]] = NOTHING,
    ) -> tuple[Starts, tuple[Taken, ...]]:
        """The wanted starts that are left, and the stays that take any of the rest, by their days.

        Parameters
        ----------
        number
            The timetable that governs the stay.
        ignored
            Needs whose stays are not in the way: the need itself, and those whose set it keeps.
        also
            Further stays by stage.
        """
        if not wanted:
            return (), ()
        table = self._problem.needs[need].tables[number]
        first, last = wanted[0][0], self._problem.bounds(need, number, wanted[-1][1])[-1]
        skipped = frozenset(ignored)
        forbidden: list[tuple[int, int, Taken]] = []  # first and last start that each stay takes
        for stage in unit.members:
            gap = self._problem.stages[stage].gap
            standing = (taken for taken in self._between(stage, first - gap, last + gap) if taken.need not in skipped)
            for taken in [*standing, *also.get(stage, ())]:
                before = self.last_start(table, table.length, taken.start - gap)
                low = first if before is None else before + 1
                if low <= wanted[-1][1] and taken.end + gap > first:
                    forbidden.append((low, taken.end + gap - 1, taken))
        if len(unit.members) > 1 or also:
            forbidden.sort()
        blockers = dict.fromkeys(taken for low, high, taken in forbidden if _meets(wanted, low, high))
        return _without(wanted, [(low, high) for low, high, _ in forbidden]), tuple(blockers)

    def stands_until(self, stage: int, day: int, ignored: Collection[int]) -> int:
        """The day (half-open) up to which a set can be kept on a stage from ``day`` on."""
        spans = self._problem.stages[stage].standing_days
        until = next((high for low, high in spans if low <= day < high), day)
        gap = self._problem.stages[stage].gap
        others = [taken.start - gap for taken in self._between(stage, day, until + gap) if taken.need not in ignored]
        return max(day, min([until, *others]))

    def stood_since(self, stage: int, day: int, ignored: Collection[int]) -> int:
        """The first day from which a set can have been kept on a stage until ``day`` (half-open)."""
        spans = self._problem.stages[stage].standing_days
        since = next((low for low, high in spans if low < day <= high), day)
        gap = self._problem.stages[stage].gap
        others = [taken.end + gap for taken in self._between(stage, since - gap, day) if taken.need not in ignored]
        return min(day, max([since, *others]))

    def _between(self, stage: int, low: int, high: int) -> Iterable[Taken]:
        """Stays that reach into ``[low, high)``."""
        stays = self._on.get(stage)
        if stays is None:
            return
        index = bisect_left(stays, low - self._longest[stage], key=lambda taken: taken.start)
        for taken in stays[index:]:
            if taken.start >= high:
                return
            if taken.end > low:
                yield taken


def last_start(table: Timetable, count: int, end: int) -> int | None:
    """The same in ordinals."""
    if table.calendar is None:
        return end - count
    index = bisect_left(table.calendar.days, end) - count
    return table.calendar.days[index] if index >= 0 else None


def _meets(starts: Starts, low: int, high: int) -> bool:
    """Whether any of the starts lies between two days."""
    index = bisect_left(starts, low, key=lambda pair: pair[1])
    return index < len(starts) and starts[index][0] <= high


def _without(starts: Starts, forbidden: Sequence[tuple[int, int]]) -> Starts:
    """The starts in none of the forbidden spans (both ends included, sorted by their first day)."""
    kept: list[tuple[int, int]] = []
    index = 0
    reached = starts[0][0] - 1 if starts else 0  # the last start that is forbidden so far
    for low, high in starts:
        day = max(low, reached + 1)
        while index < len(forbidden) and forbidden[index][0] <= high:
            if day < forbidden[index][0]:
                kept.append((day, forbidden[index][0] - 1))
            reached = max(reached, forbidden[index][1])
            day = max(day, reached + 1)
            index += 1
        if day <= high:
            kept.append((day, high))
    return tuple(kept)


def _kept_until(problem: Problem, solution: Solution) -> dict[int, int]:
    """For needs whose set is kept: the start of the need that follows on the same stages."""
    found: dict[int, int] = {}
    for link in problem.links:
        if link.keep and link.earlier in solution and link.later in solution:
            found[link.earlier] = max(found.get(link.earlier, 0), solution[link.later].start)
    return found
