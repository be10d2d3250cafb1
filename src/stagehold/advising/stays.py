"""The stays of a plan in the order in which a repair takes them, with their phases as runs of work and of standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise

from stagehold.advising.compiled.tables import GROUPS, NEVER
from stagehold.advising.numbers import Numbers
from stagehold.domain.errors import NotSupported
from stagehold.domain.studio import PhaseKind
from stagehold.planning.problem import Link, Problem, Solution, Stay
from stagehold.planning.starts import Limits
from stagehold.planning.worktime import Timetable, WorkingDays

_PIECES = 3  # runs of phases, multiplied alike, in one row of ``Facts.seg``


def ordered(problem: Problem, solution: Solution) -> list[Stay]:
    """The stays by their starts, but behind those that they come after and that stand before them on a stage.

    Raises
    ------
    NotSupported
        If a need starts before the need that it comes after.
    """
    before: dict[int, set[int]] = {need: set() for need in solution}
    for link in links_of(problem, solution):
        earlier, later = solution[link.earlier], solution[link.later]
        if later.start < earlier.start:
            raise NotSupported(
                f"risk: need {_name(problem, later)} starts before {_name(problem, earlier)}, which it comes after "
                "(negative min_days); such a link cannot be followed by who does not know the future"
            )
        before[link.later].add(link.earlier)
    for line in lines_of(solution).values():
        for earlier_need, later_need in pairwise(line):
            before[later_need].add(earlier_need)
    waiting = {need: len(others) for need, others in before.items()}
    after: dict[int, list[int]] = {need: [] for need in solution}
    for need, others in before.items():
        for other in others:
            after[other].append(need)
    ready = [(solution[need].start, need) for need, count in waiting.items() if not count]
    heapify(ready)
    found = []
    while ready:
        _, need = heappop(ready)
        found.append(solution[need])
        for other in after[need]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, (solution[other].start, other))
    return found


def links_of(problem: Problem, solution: Solution) -> list[Link]:
    """The links between stays of the plan."""
    return [link for link in problem.links if link.earlier in solution and link.later in solution]


def members_of(stay: Stay) -> tuple[int, ...]:
    """The stages of a stay, unit by unit."""
    return tuple(member for unit in stay.units for member in unit.members)


def lines_of(solution: Solution) -> dict[int, list[int]]:
    """The needs on each stage, by their starts."""
    lines: dict[int, list[int]] = {}
    for need, stay in sorted(solution.items(), key=lambda item: (item[1].start, item[0])):
        for member in members_of(stay):
            lines.setdefault(member, []).append(need)
    return lines


def _name(problem: Problem, stay: Stay) -> str:
    need = problem.needs[stay.need]
    return f"{problem.productions[need.production].id}/{need.id}"


@dataclass(slots=True)
class Profiles:
    """Timetables as rows of ``Facts.profile``, ``seg`` and ``calendar``; alike ones are kept once."""

    origin: int
    numbers: Numbers
    rows: list[tuple[int, ...]] = field(default_factory=list)
    segs: list[tuple[int, ...]] = field(default_factory=list)
    calendars: list[tuple[int, ...]] = field(default_factory=list)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)
    _calendar_rows: dict[int, int] = field(default_factory=dict)

    def of(self, table: Timetable, groups: Mapping[PhaseKind, int], limits: Limits, *, by_shoot: bool) -> int:
        """The row of a timetable whose phases belong to these groups and have these windows."""
        calendar = -1 if table.calendar is None else self._calendar(table.calendar)
        windows = tuple(sorted((str(kind), first or 0, last or 0) for kind, first, last in limits.phases))
        key = (table.phases, calendar, tuple(sorted(groups.items())), windows, by_shoot)
        if key not in self._known:
            self._known[key] = self._made(table, groups, limits, calendar, by_shoot=by_shoot)
        return self._known[key]

    def _made(
        self, table: Timetable, groups: Mapping[PhaseKind, int], limits: Limits, calendar: int, *, by_shoot: bool
    ) -> int:
        first = len(self.segs)
        shoots = [at for at, item in enumerate(table.phases) if item.phase is PhaseKind.SHOOT]
        last_shoot = shoots[-1] if by_shoot and shoots else len(table.phases) - 1
        run = _Run()
        done_seg = 0
        for at, item in enumerate(table.phases):
            low, high = self._window(limits, item.phase)
            crew = item.phase is not PhaseKind.STANDING
            windowed = low > -NEVER or high < NEVER
            if run.days and (run.crew != crew or windowed or run.closed):
                self._put(run)
                run = _Run()
            run.crew, run.low, run.high, run.closed = crew, low, high, windowed or at == last_shoot
            run.days[groups[item.phase]] = run.days.get(groups[item.phase], 0) + item.days
            if at == last_shoot:
                self._put(run)
                done_seg = len(self.segs) - 1
                run = _Run()
        if run.days:
            self._put(run)
        alone = len(self.segs) == first + 1 and self.segs[first][0] == 1
        unbounded = all(seg[1] == -NEVER and seg[2] == NEVER for seg in self.segs[first:])
        done = table.done_cut if by_shoot else table.length
        simple = int(alone and unbounded and calendar < 0)
        self.rows.append((first, len(self.segs), calendar, table.length, done, done_seg, simple))
        return len(self.rows) - 1

    def _window(self, limits: Limits, phase: PhaseKind) -> tuple[int, int]:
        low, high = -NEVER, NEVER
        for kind, first, last in limits.phases:
            if kind is phase:
                low = low if first is None else max(low, first - self.origin)
                high = high if last is None else min(high, last + 1 - self.origin)
        return low, high

    def _put(self, run: _Run) -> None:
        """One row for a run, or more where it has more pieces than a row holds."""
        pieces = sorted(run.days.items())
        for at in range(0, len(pieces), _PIECES):
            some = pieces[at : at + _PIECES]
            cells = [number for group, days in some for number in (days, group)]
            cells += [0] * (2 * _PIECES - len(cells))
            low = run.low if at == 0 else -NEVER
            high = run.high if at + _PIECES >= len(pieces) else NEVER
            self.segs.append((int(run.crew), low, high, *cells, len(some)))

    def _calendar(self, calendar: WorkingDays) -> int:
        """The row of a calendar: the place of the first working day on or after each day, and the days themselves."""
        key = id(calendar)
        if key not in self._calendar_rows:
            days = [day - self.origin for day in calendar.days]
            first_day = days[0]
            # Both pieces at the end, one behind the other, so that places are those of the whole list.
            day_first = len(self.numbers.values)
            self.numbers.values.extend(days)
            day_last = len(self.numbers.values)
            index_first = day_last
            at = 0
            for day in range(first_day, days[-1] + 1):
                while days[at] < day:
                    at += 1
                self.numbers.values.append(day_first + at)
            count = days[-1] + 1 - first_day
            self._calendar_rows[key] = len(self.calendars)
            self.calendars.append((first_day, count, index_first, day_first, day_last))
        return self._calendar_rows[key]


@dataclass(slots=True)
class _Run:
    """Phases that follow each other and are walked through as one."""

    days: dict[int, int] = field(default_factory=dict)
    crew: bool = True
    low: int = -NEVER
    high: int = NEVER
    closed: bool = False


def group_days(table: Timetable, groups: Mapping[PhaseKind, int]) -> list[int]:
    """Days of each group of phases."""
    days = [0] * GROUPS
    for item in table.phases:
        days[groups[item.phase]] += item.days
    return days
