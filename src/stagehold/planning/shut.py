"""Why a stage has no day for a need at all, whoever else stands there: window, due, lease, closure, booking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice

from stagehold.domain.days import union
from stagehold.planning.build import Question
from stagehold.planning.openings import last_start
from stagehold.planning.plan import Reason, Why
from stagehold.planning.problem import Choice
from stagehold.planning.starts import Days, Limits, starts_on
from stagehold.planning.supply import Obstacle, StageSupply
from stagehold.planning.worktime import Timetable

_ALWAYS: Days = ((date.min.toordinal(), date.max.toordinal()),)
MOST_NAMED = 6  # obstacles told with their days; the ids of all are in ``by``


@dataclass(slots=True)
class Shut:
    """The unchanging reasons of one question."""

    question: Question
    _limits: list[Limits] = field(default_factory=list)
    _windows: dict[tuple[int, int, bool], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._limits = [need.limits for item in self.question.demand.productions for need in item.needs]

    def reason(self, index: int, choice: Choice, *, on_time: bool) -> Why:
        """Why the unit has no start for the need (none that is on time)."""
        supplies = self.question.supply.stages
        stages = [supplies[self.question.problem.stages[member].id] for member in choice.unit.members]
        outside = self._outside(index, choice.table, on_time=on_time)
        if outside:
            return Why(stage=choice.unit.id, reason=Reason.OUT_OF_WINDOW, detail=outside)
        table = self.question.problem.needs[index].tables[choice.table]
        window = self._window(index, table, on_time=on_time)
        leased = [(_leased(stage), _builds(stage)) for stage in stages]
        if starts_on(table, table, leased, window):
            return _obstructed(choice, stages, window)
        return _unleased(choice, stages, window.first, table)

    def _window(self, index: int, table: Timetable, *, on_time: bool) -> Limits:
        """The limits of the stay; for one on time, those of a stay that starts no later than its due allows."""
        need, limits = self.question.problem.needs[index], self._limits[index]
        if not on_time or need.due is None:
            return limits
        counted = table.done_cut if need.done_by_shoot else table.length
        start = last_start(table, counted, need.due + self._origin)
        end = None if start is None else table.after(start, table.length)
        return replace(limits, last_end=limits.first if end is None else min(limits.last_end, end))

    def _outside(self, index: int, number: int, *, on_time: bool) -> str:
        """How the need misses its window or due whatever the stage; empty where it does not."""
        key = (index, number, on_time)
        if key not in self._windows:
            self._windows[key] = self._missed(index, number, on_time=on_time)
        return self._windows[key]

    def _missed(self, index: int, number: int, *, on_time: bool) -> str:
        need, limits = self.question.problem.needs[index], self._limits[index]
        table = need.tables[number]
        window = self._window(index, table, on_time=on_time)
        if starts_on(table, table, [(_ALWAYS, ())], window):
            return ""
        counted = f"{table.length} {'working ' if table.calendar else ''}days"
        first = date.fromordinal(limits.first)
        without_phases = replace(window, phases=())
        if limits.phases and starts_on(table, table, [(_ALWAYS, ())], without_phases):
            phases = ", ".join(dict.fromkeys(phase.value for phase, _, _ in limits.phases))
            return f"{counted} from {first} on do not fit the window of their phases ({phases}), whatever the stage"
        if on_time and need.due is not None and need.due + self._origin <= limits.last_end:
            return f"{counted} do not fit between {first} and its due on {self._day(need.due)}, whatever the stage"
        last = date.fromordinal(limits.last_end) - timedelta(days=1)
        what = "the last day there is" if limits.last_end >= date.max.toordinal() - 1 else "the last day of its window"
        return f"{counted} do not fit between {first} and {last}, {what}, whatever the stage"

    @property
    def _origin(self) -> int:
        return self.question.problem.origin.toordinal()

    def _day(self, number: int) -> date:
        return self.question.problem.day(number)


def _leased(stage: StageSupply) -> list[tuple[int, int]]:
    spans = union(grant.days for grant in stage.grants)
    return [(span.start.toordinal(), span.end.toordinal()) for span in spans]


def _builds(stage: StageSupply) -> list[tuple[int, int]]:
    spans = union(span for grant in stage.grants for span in grant.builds)
    return [(span.start.toordinal(), span.end.toordinal()) for span in spans]


def _obstructed(choice: Choice, stages: list[StageSupply], window: Limits) -> Why:
    inside: list[Obstacle] = [
        block
        for stage in stages
        for block in stage.obstacles
        if block.days.start.toordinal() < window.last_end and block.days.end.toordinal() > window.first
    ]
    inside.sort(key=lambda block: (block.days, block.id))
    closed = tuple(sorted({block.id for block in inside if block.kind == "closed"}))
    taken = tuple(sorted({block.id for block in inside if block.kind == "taken"}))
    told = [f"{block.id} {block.days.start} to {block.days.end - timedelta(days=1)}" for block in inside]
    detail = named(told, len(told))
    if taken:
        return Why(stage=choice.unit.id, reason=Reason.TAKEN, by=taken + closed, detail=detail)
    by = closed or tuple(stage.space.id for stage in stages)
    return Why(stage=choice.unit.id, reason=Reason.CLOSED, by=by, detail=detail or "out of service")


def _unleased(choice: Choice, stages: list[StageSupply], first: int, table: Timetable) -> Why:
    grants = sorted((grant for stage in stages for grant in stage.grants), key=lambda grant: grant.days.start)
    for grant in grants:
        start = grant.days.start.toordinal()
        bounds = table.bounds(start)
        if start > first and bounds is not None and bounds[-1] <= grant.days.end.toordinal():
            detail = f"the lease starts on {grant.days.start}"
            return Why(stage=choice.unit.id, reason=Reason.LEASE_STARTS, by=(grant.lease,), detail=detail)
    if not grants:
        detail = "on offer only, and not on days that would do"
        return Why(stage=choice.unit.id, reason=Reason.NOT_LEASED, detail=detail)
    grant = max(grants, key=lambda grant: grant.days.end)
    counted = f"{table.length} {'working ' if table.calendar else ''}days"
    detail = f"the lease ends on {grant.days.end - timedelta(days=1)}, {counted} asked"
    return Why(stage=choice.unit.id, reason=Reason.LEASE_ENDS, by=(grant.lease,), detail=detail)


def named(told: Iterable[str], number: int) -> str:
    """The first few in words, and how many more of this number there are."""
    rest = number - MOST_NAMED
    return ", ".join(islice(told, MOST_NAMED)) + (f" and {rest} more" if rest > 0 else "")
