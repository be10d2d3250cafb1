"""On which days a stay may start on a unit: leases, windows and phase windows, read once into intervals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
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


def starts_on(table: Timetable, own: Timetable, members: Sequence[tuple[Days, Days]], limits: Limits) -> Starts:
    """Starts at which the phases of ``table`` fit all members' days.

    Parameters
    ----------
    own
        The unit's own timetable: under a working calendar the stay starts on its working day too.
    members
        For each stage: the days for any phase, and those for builds only (half-open, sorted, ordinals).
    """
    if table.calendar is None and own.calendar is None:
        return tuple(_all_days(table, members, limits))
    return tuple(_working_days(table, own, members, limits))


def _all_days(table: Timetable, members: Sequence[tuple[Days, Days]], limits: Limits) -> list[tuple[int, int]]:
    cuts = table.cuts
    low, high = limits.first, limits.last_end - cuts[-1]
    for phase, first, last in limits.phases:
        for index, item in enumerate(table.phases):
            if item.phase is phase:
                low = low if first is None else max(low, first - cuts[index])
                high = high if last is None else min(high, last + 1 - cuts[index + 1])
    starts = [(low, high)] if low <= high else []
    builds = _leading_build(table)
    for days, build_days in members:
        if build_days and builds:
            starts = intersect(starts, _fit(_merged(days, build_days), 0, builds))
            starts = intersect(starts, _fit(days, builds, cuts[-1]))
        else:
            starts = intersect(starts, _fit(days, 0, cuts[-1]))
    return starts


def _fit(days: Days, start: int, end: int) -> list[tuple[int, int]]:
    """Starts s with [s + start, s + end) inside one of the spans."""
    fitting = [(low - start, high - end) for low, high in days if high - low >= end - start]
    return fitting if end > start else [(low - start, high - start) for low, high in days]


def _leading_build(table: Timetable) -> int:
    """Days of the builds before any other phase: only these can lie before the term."""
    total = 0
    for item in table.phases:
        if item.phase is not PhaseKind.BUILD:
            break
        total += item.days
    return total


def _merged(days: Days, more: Days) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted([*days, *more]):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _working_days(
    table: Timetable, own: Timetable, members: Sequence[tuple[Days, Days]], limits: Limits
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


def _fits(table: Timetable, bounds: Sequence[int], members: Sequence[tuple[Days, Days]], limits: Limits) -> bool:
    for phase, first, last in limits.phases:
        for index, item in enumerate(table.phases):
            early = first is not None and bounds[index] < first
            late = last is not None and bounds[index + 1] > last + 1
            if item.phase is phase and (early or late):
                return False
    others = (index for index, item in enumerate(table.phases) if item.phase is not PhaseKind.BUILD)
    builds = next(others, len(bounds) - 1)
    for days, build_days in members:
        if build_days and builds:
            inside = _inside(_merged(days, build_days), bounds[0], bounds[builds])
            if not inside or (bounds[builds] < bounds[-1] and not _inside(days, bounds[builds], bounds[-1])):
                return False
        elif not _inside(days, bounds[0], bounds[-1]):
            return False
    return True


def _inside(days: Days, start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in days)
