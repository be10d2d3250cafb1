"""On which days a stay may start on a unit: leases, windows and phase windows, read once into intervals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stagehold.domain.studio import PhaseKind
from stagehold.planning.problem import Starts
from stagehold.planning.worktime import Timetable

Days = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a stay, in ordinals: first start, last end (half-open), and first and last day of phases."""

    first: int
    last_end: int
    phases: tuple[tuple[PhaseKind, int | None, int | None], ...] = ()


def intersect(one: Days, other: Days) -> list[tuple[int, int]]:
    """Closed intervals in both lists; each list is sorted and free of overlaps."""
    found: list[tuple[int, int]] = []
    left = right = 0
    while left < len(one) and right < len(other):
        low, high = max(one[left][0], other[right][0]), min(one[left][1], other[right][1])
        if low <= high:
            found.append((low, high))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return found


def starts_on(
    table: Timetable,
    own: Timetable,
    members: Sequence[tuple[Days, Days]],
    limits: Limits,
    offered: Sequence[Mapping[PhaseKind, Days]] = (),
) -> Starts:
    """Starts at which the phases of ``table`` fit all members' days.

    Parameters
    ----------
    own
        The unit's own timetable: under a working calendar the stay starts on its working day too.
    members
        For each stage: the days for any phase, and those for builds only (half-open, sorted, ordinals).
    offered
        For each stage again, if at all: further days by phase.
    """
    allowed = [
        _Allowed(days, builds, offered[index] if offered else {}) for index, (days, builds) in enumerate(members)
    ]
    if table.calendar is None and own.calendar is None:
        return tuple(_all_days(table, allowed, limits))
    return tuple(_working_days(table, own, allowed, limits))


class _Allowed:
    """The days of one stage by phase; phases with the same days share them."""

    def __init__(self, days: Days, builds: Days, offered: Mapping[PhaseKind, Days]) -> None:
        self._days = days
        more: dict[PhaseKind, list[tuple[int, int]]] = {PhaseKind.BUILD: list(builds)} if builds else {}
        for phase, spans in offered.items():
            if spans:
                more.setdefault(phase, []).extend(spans)
        self._by_phase: dict[PhaseKind, Days] = {phase: _merged(days, spans) for phase, spans in more.items()}

    def stretches(self, table: Timetable) -> list[tuple[Days, int, int]]:
        """The days for every stretch of phases that share them, and which phases these are: from, to before."""
        found: list[tuple[Days, int, int]] = []
        for index, item in enumerate(table.phases):
            days = self._by_phase.get(item.phase, self._days)
            if found and found[-1][0] is days:
                found[-1] = (days, found[-1][1], index + 1)
            else:
                found.append((days, index, index + 1))
        return found


def _all_days(table: Timetable, members: Sequence[_Allowed], limits: Limits) -> list[tuple[int, int]]:
    cuts = table.cuts
    low, high = limits.first, limits.last_end - cuts[-1]
    for phase, first, last in limits.phases:
        for index, item in enumerate(table.phases):
            if item.phase is phase:
                low = low if first is None else max(low, first - cuts[index])
                high = high if last is None else min(high, last + 1 - cuts[index + 1])
    starts = [(low, high)] if low <= high else []
    for allowed in members:
        for days, first_phase, end_phase in allowed.stretches(table):
            starts = intersect(starts, _fit(days, cuts[first_phase], cuts[end_phase]))
    return starts


def _fit(days: Days, start: int, end: int) -> list[tuple[int, int]]:
    """Starts s with [s + start, s + end) inside one of the spans."""
    return [(low - start, high - end) for low, high in days if high - low >= end - start]


def _merged(days: Days, more: Days) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted([*days, *more]):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _working_days(
    table: Timetable, own: Timetable, members: Sequence[_Allowed], limits: Limits
) -> list[tuple[int, int]]:
    calendar = table.calendar or own.calendar
    if calendar is None:
        return []
    index = bisect_right(calendar.days, limits.first - 1)
    starts: list[tuple[int, int]] = []
    for start in calendar.days[index:]:
        if start >= limits.last_end:
            break
        bounds = table.bounds(start)
        if bounds is None or bounds[-1] > limits.last_end:
            break
        if table.may_start(start) and own.may_start(start) and _fits(table, bounds, members, limits):
            if starts and starts[-1][1] == start - 1:
                starts[-1] = (starts[-1][0], start)
            else:
                starts.append((start, start))
    return starts


def _fits(table: Timetable, bounds: Sequence[int], members: Sequence[_Allowed], limits: Limits) -> bool:
    for phase, first, last in limits.phases:
        for index, item in enumerate(table.phases):
            early = first is not None and bounds[index] < first
            late = last is not None and bounds[index + 1] > last + 1
            if item.phase is phase and (early or late):
                return False
    return all(
        _inside(days, bounds[first_phase], bounds[end_phase])
        for allowed in members
        for days, first_phase, end_phase in allowed.stretches(table)
    )


def _inside(days: Days, start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in days)
