"""What a slate asks of the months: for every need and stage the earliest and latest start, the length, and what a start
costs. One reading of the planner's own question, for one future.

Left out, and each can only make things easier: links between needs, nearness, turnover, locks, phase windows, whole
stays (a fraction of a stay may stand), and that all stages of a need begin on one day. So no plan costs less than what
the months say (``advising.month_model``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

import numpy as np
from numpy.typing import NDArray

from stagehold.domain.scenario import WorkWeek
from stagehold.domain.studio import PhaseKind
from stagehold.planning.build import Question
from stagehold.planning.worktime import Timetable

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEVER = 1 << 40  # a due that nobody misses
_PLANNED: Mapping[PhaseKind, float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What a future does to one production: ready so many days later, phases so many times as long."""

    ready: int = 0
    factors: Mapping[PhaseKind, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAsk:
    """One need as the months see it, in points per unit (a unit is one stage of the need).

    Parameters
    ----------
    units
        Stages asked for.
    drop, late
        Cost of a unit left out, and of a day late: those of the production, spread over all its units.
    reward
        The part of the slate's weight that a unit on time brings; all units of all productions make 1.
    due
        Day number; ``NEVER`` without one.
    """

    production: int
    units: int
    drop: float
    late: float
    reward: float
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """All needs, and for each pair of need and stage the window of starts; arrays run over the pairs, needs in order.

    ``low`` and ``high`` are the first and last start, both included; ``length`` and ``done`` days from the start to
    the end and to the day on which the need counts as done.
    """

    needs: tuple[NeedAsk, ...]
    need: Ints
    stage: Ints
    low: Ints
    high: Ints
    length: Ints
    done: Ints
    productions: int = field(default=0)

    @property
    def pairs(self) -> int:
        """Pairs of need and stage."""
        return len(self.need)


def stays_of(question: Question, delays: Mapping[str, Delay] | None = None, over: int = 0) -> Stays:
    """The stays of a question; ``delays`` are those of one future, by production.

    With ``over`` a stay may end so many days after the last day of its stage: a future may hold it over.
    """
    problem, given = question.problem, delays or {}
    week = question.facts.portfolio.settings.work_week
    shift = problem.origin.toordinal()
    first, last = usable_days(question)
    weights = [float(item.weight) for item in problem.productions]
    if not any(weights):
        weights = [1.0] * len(weights)
    whole = sum(weights) or 1.0
    asks: list[NeedAsk] = []
    rows: list[tuple[int, int, int, int, int, int]] = []
    for number, production in enumerate(problem.productions):
        demand = question.demand.productions[number]
        delay = given.get(production.id, Delay())
        units = sum(problem.needs[need].count for need in production.needs)
        for place, need in enumerate(production.needs):
            item = problem.needs[need]
            ask = NeedAsk(
                production=number,
                units=item.count,
                drop=float(production.drop_cost) / units,
                late=float(problem.costs.late * production.weight) / units,
                reward=weights[number] / whole / units,
                due=NEVER if item.due is None else item.due,
            )
            limits = demand.needs[place].limits
            earliest = max(limits.first - shift + min(0, delay.ready), _ready(problem.origin, demand.ready, delay))
            latest_end = limits.last_end - shift
            for stage, (length, done) in sorted(_lengths(question, need, week, delay.factors).items()):
                low = max(earliest, first[stage])
                high = min(last[stage] + over, latest_end) - length
                if ask.late > 0 and ask.due != NEVER:  # behind that day it costs less to leave it out
                    high = min(high, ask.due - done + int(ask.drop / ask.late) + 1)
                if low <= high:
                    rows.append((len(asks), stage, low, high, length, done))
            asks.append(ask)
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    return Stays(
        needs=tuple(asks),
        need=table[:, 0],
        stage=table[:, 1],
        low=table[:, 2],
        high=table[:, 3],
        length=table[:, 4],
        done=table[:, 5],
        productions=len(problem.productions),
    )


def _ready(origin: object, ready: object, delay: Delay) -> int:
    return int(ready.toordinal() - origin.toordinal()) + delay.ready  # type: ignore[attr-defined]


def usable_days(question: Question) -> tuple[list[int], list[int]]:
    """First usable day of each stage, and the end of its last one (half-open); nothing can stand on one without.

    Days of access that carry builds are among them.
    """
    shift = question.problem.origin.toordinal()
    first, last = [], []
    for stage in question.problem.stages:
        days = list(stage.days)
        supply = question.supply.stages.get(stage.id)
        if supply is not None:
            days += [(span.start.toordinal() - shift, span.end.toordinal() - shift) for span in supply.build_days]
        first.append(min((low for low, _ in days), default=1))
        last.append(max((high for _, high in days), default=0))
    return first, last


def _lengths(
    question: Question, need: int, week: WorkWeek, factors: Mapping[PhaseKind, float]
) -> dict[int, tuple[int, int]]:
    """The least length and the least days to *done* on each stage that may serve the need, alone or in a whole."""
    item = question.problem.needs[need]
    found: dict[int, tuple[int, int]] = {}
    for choice in item.choices:
        table = item.tables[choice.table]
        length = least_days(table, len(table.phases), week, factors)
        done = least_days(table, _phases_done(table), week, factors) if item.done_by_shoot else length
        for member in choice.unit.members:
            before = found.get(member, (length, done))
            found[member] = (min(length, before[0]), min(done, before[1]))
    return found


def least_days(table: Timetable, phases: int, week: WorkWeek, factors: Mapping[PhaseKind, float] = _PLANNED) -> int:
    """The fewest calendar days that the first ``phases`` of a timetable take, each ``factors`` times as long.

    A repair rounds every run of phases to whole days: half a day a phase may be lost to that. Of working days, whole
    weeks of rest lie in between; holidays can only add.
    """
    chosen = table.phases[:phases]
    days = sum(item.days for item in chosen)
    if factors:
        exact = sum(item.days * factors.get(item.phase, 1.0) for item in chosen)
        days = max(1, floor(exact - phases / 2))
    if table.calendar is None:
        return days
    if week is WorkWeek.SIX:
        return days + (days - 1) // 6
    return days + 2 * ((days - 1) // 5)


def _phases_done(table: Timetable) -> int:
    """How many phases there are up to the last shoot; all of them without a shoot."""
    shoots = [index for index, item in enumerate(table.phases) if item.phase is PhaseKind.SHOOT]
    return shoots[-1] + 1 if shoots else len(table.phases)


def starts_of(stays: Stays, edges: Ints) -> Iterator[tuple[int, Ints]]:
    """For each pair the starts between which everything is linear: its ends, the due, the edges of months met by its
    first or its last day. Any other start is a mixture of two of these, so no cost and no day is lost."""
    for pair in range(stays.pairs):
        low, high = int(stays.low[pair]), int(stays.high[pair])
        length, done = int(stays.length[pair]), int(stays.done[pair])
        due = stays.needs[stays.need[pair]].due
        inside = edges[(edges >= low) & (edges <= high)]
        ending = edges - length
        ending = ending[(ending >= low) & (ending <= high)]
        own = [low, high]
        if low <= due - done <= high:
            own.append(due - done)
        yield pair, np.unique(np.concatenate([inside, ending, np.array(own, dtype=np.int64)]))


def span_of(all_stays: Sequence[Stays]) -> tuple[int, int]:
    """The first day and the end of the last (half-open) on which any stay can stand."""
    lows = [int(stays.low.min()) for stays in all_stays if stays.pairs]
    ends = [int((stays.high + stays.length).max()) for stays in all_stays if stays.pairs]
    return min(lows, default=0), max(ends, default=1)
