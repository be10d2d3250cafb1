"""On which days a stay may start on a unit: leases, windows and phase windows, read once into intervals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stagehold.domain.studio import PhaseKind
from stagehold.planning.problem import Starts
from stagehold.planning.worktime import Timetable, WorkingDays

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
    stages = [OpenDays(days, builds, offered[index] if offered else {}) for index, (days, builds) in enumerate(members)]
    return Fitting(table, limits).on(stages, own.calendar)


class OpenDays:
    """The days of one stage by phase; phases with the same days share them."""

    def __init__(self, days: Days, builds: Days, offered: Mapping[PhaseKind, Days]) -> None:
        self.days = days
        more: dict[PhaseKind, list[tuple[int, int]]] = {PhaseKind.BUILD: list(builds)} if builds else {}
        for phase, spans in offered.items():
            if spans:
                more.setdefault(phase, []).extend(spans)
        self._by_phase: dict[PhaseKind, Days] = {phase: _merged(days, spans) for phase, spans in more.items()}

    @property
    def alike(self) -> bool:
        """Whether every phase has the same days."""
        return not self._by_phase

    def stretches(self, table: Timetable) -> list[tuple[Days, int, int]]:
        """The days for every stretch of phases that share them, and which phases these are: from, to before."""
        found: list[tuple[Days, int, int]] = []
        for index, item in enumerate(table.phases):
            days = self._by_phase.get(item.phase, self.days)
            if found and found[-1][0] is days:
                found[-1] = (days, found[-1][1], index + 1)
            else:
                found.append((days, index, index + 1))
        return found


class Fitting:
    """One timetable within its limits, asked for its starts on stage after stage.

    Starts are sought as *places*: ordinals, or under a working calendar the places of its days in their order. The
    bounds of a stay rise with its place, so that each condition leaves an interval of places, found by bisection.

    Parameters
    ----------
    origin
        The ordinal that the starts found are counted from.
    """

    def __init__(self, table: Timetable, limits: Limits, origin: int = 0) -> None:
        self._table = table
        self._cuts = table.cuts
        self._origin = origin
        self._days = None if table.calendar is None else table.calendar.days
        low, high = self._from(limits.first, 0), self._until(limits.last_end, self._cuts[-1])
        if self._days is not None:
            reach = bisect_left(self._days, limits.last_end) - 1
            high = min(high, reach, len(self._days) - max(1, self._cuts[-1]))
        for phase, first, last in limits.phases:
            for index, item in enumerate(table.phases):
                if item.phase is phase:
                    low = low if first is None else max(low, self._from(first, self._cuts[index]))
                    high = high if last is None else min(high, self._until(last + 1, self._cuts[index + 1]))
        self._low, self._high = low, high

    def on(self, stages: Sequence[OpenDays], calendar: WorkingDays | None = None) -> Starts:
        """The starts on days of all these stages, and on working days of ``calendar`` too."""
        low, high = self._low, self._high
        if low > high:
            return ()
        if self._days is None and calendar is None and len(stages) == 1 and stages[0].alike:  # nearly all there are
            length, origin = self._cuts[-1], self._origin
            return tuple(
                (max(low, first) - origin, min(high, end - length) - origin)
                for first, end in stages[0].days
                if first <= high and end - length >= low and end - first >= length
            )
        places = [(low, high)]
        for stage in stages:
            for days, first_phase, end_phase in stage.stretches(self._table):
                places = intersect(places, self._places(days, self._cuts[first_phase], self._cuts[end_phase]))
        starts = self._starts(places)
        if calendar is not None and calendar is not self._table.calendar:
            starts = intersect(starts, _runs(calendar, self._origin).days)
        return tuple(starts)

    def _places(self, days: Days, start: int, end: int) -> list[tuple[int, int]]:
        """Places at which the stay lies inside one of the spans with what is between two of its cuts."""
        if self._days is None:
            return [(low - start, high - end) for low, high in days if high - low >= end - start]
        places = ((self._from(low, start), self._until(high, end)) for low, high in days)
        return [(low, high) for low, high in places if low <= high]

    def _from(self, day: int, cut: int) -> int:
        """The first place at which so many days have passed by ``day`` at the earliest."""
        if self._days is None:
            return day - cut
        return bisect_left(self._days, day) if cut == 0 else bisect_left(self._days, day - 1) - (cut - 1)

    def _until(self, day: int, cut: int) -> int:
        """The last place at which so many days have passed by ``day`` at the latest."""
        if self._days is None:
            return day - cut
        return bisect_right(self._days, day) - 1 if cut == 0 else bisect_left(self._days, day) - cut

    def _starts(self, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        origin = self._origin
        if self._table.calendar is None:
            return [(low - origin, high - origin) for low, high in places]
        days, runs = self._table.calendar.days, _runs(self._table.calendar, origin)
        starts: list[tuple[int, int]] = []
        for low, high in _joined(places):
            first, last = bisect_right(runs.places, low) - 1, bisect_right(runs.places, high) - 1
            inside = list(runs.days[first : last + 1])
            inside[0] = (days[low] - origin, inside[0][1])
            inside[-1] = (inside[-1][0], days[high] - origin)
            starts += inside
        return starts


@dataclass(frozen=True, slots=True)
class _Runs:
    """Working days without a break: first and last day counted from an origin, and the place of the first one."""

    days: Sequence[tuple[int, int]]
    places: Sequence[int]


@lru_cache(maxsize=256)
def _runs(calendar: WorkingDays, origin: int) -> _Runs:
    days = calendar.days
    firsts = [place for place, day in enumerate(days) if place == 0 or days[place - 1] != day - 1]
    ends = [*firsts[1:], len(days)]
    pairs = [(days[first] - origin, days[end - 1] - origin) for first, end in zip(firsts, ends, strict=True) if days]
    return _Runs(pairs, firsts)


def _joined(places: Days) -> list[tuple[int, int]]:
    """Closed intervals of which none begins where another ends or right behind it."""
    return [(low, end - 1) for low, end in _merged([(low, high + 1) for low, high in places], [])]


def _merged(days: Days, more: Days) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted([*days, *more]):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged
