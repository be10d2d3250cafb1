"""Goal E: one production of the large case runs over, and the plan is mended.

A slip is drawn: a production that stands on its stages, and 10 to 90 days by which it runs over. What has begun by the
first day it should have left is pinned: its stages and start stand, and the production itself keeps stages and start
and gets the longer stay. The rest may move; a move costs 5, a day of shift 0.1 (the defaults with a baseline). A slip
that no plan can hold, because the lease ends, or a closure or a booking of others begins first, is drawn again.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any, Protocol

from stagehold.benching.figures import Figure, compared, missing, percentile
from stagehold.benching.large import large_question
from stagehold.benching.session import Session
from stagehold.domain.production import PhaseLength
from stagehold.domain.studio import PhaseKind
from stagehold.planning.answer import answer_of
from stagehold.planning.problem import Before, Choice, FixedNeed, Problem, ProblemNeed, Solution, Starts, Stay
from stagehold.planning.worktime import Timetable

STEPS = 3000
LONGER = 60
SHORTEST, LONGEST = 10, 90  # days of a slip


class Replanned(Protocol):
    """What re-planning gives: the mended plan."""

    @property
    def solution(self) -> Solution:
        """The stays of the mended plan."""


class Replanner(Protocol):
    """Prepared once for a problem and its plan."""

    def after(self, changed: Problem, steps: int = STEPS) -> Replanned:
        """The plan of the changed problem, near to the one before."""


class Prepare(Protocol):
    """Makes a re-planner for a problem and its plan."""

    def __call__(self, problem: Problem, solution: Solution, seed: int = 0) -> Replanner:
        """Prepare everything that does not depend on the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A production that runs over, and the problem that this leaves."""

    production: int
    days: int
    problem: Problem


def goal_e(session: Session) -> Iterator[Figure]:
    """Time, productions changed and cost of re-planning, against a run 60 times longer."""
    names = (("e-p95-ms", "ms"), ("e-changed-p95", "productions"), ("e-longer", "objective"))
    try:
        module: Any = importlib.import_module("stagehold.planning.replanning")
    except ImportError:
        for name, unit in names:
            yield missing(name, unit, "this version has no stagehold.planning.replanning yet")
        return
    yield from replanned(session, module.Replanner)


def replanned(session: Session, prepare: Prepare) -> Iterator[Figure]:
    """The figures of one way to re-plan."""
    question = large_question(session, session.scale.loads[0])
    plan = session.own(question, 2 * session.scale.large, "the plan before the slips").solution
    before = with_baseline(question.problem, plan)
    began = time.perf_counter()
    replanner = prepare(before, plan, session.seed)
    yield Figure(name="e-prepare-s", value=time.perf_counter() - began, unit="s", note="once for a plan")
    seconds: list[float] = []
    changed: list[float] = []
    ratios: list[float] = []
    for number, slip in enumerate(slips(before, plan, session.seed, session.scale.draws)):
        session.check()
        began = time.perf_counter()
        mended = replanner.after(slip.problem, STEPS)
        seconds.append(time.perf_counter() - began)
        changed.append(productions_changed(slip, plan, mended.solution))
        if number < session.scale.longer_draws:
            longer = replanner.after(slip.problem, LONGER * STEPS)
            cost, least = (answer_of(slip.problem, item.solution).terms.total for item in (mended, longer))
            ratios.append(float(cost) / max(1.0, float(least)))
    session.say(f"{len(seconds)} slips: p95 {1000 * percentile(seconds, 0.95):.0f} ms")
    note = f"{len(seconds)} slips of {SHORTEST} to {LONGEST} days; mean {1000 * sum(seconds) / len(seconds):.0f} ms"
    yield Figure(name="e-max-ms", value=1000 * max(seconds), unit="ms", note="the slowest slip")
    yield Figure(name="e-p95-ms", value=1000 * percentile(seconds, 0.95), unit="ms", note=note)
    note = f"beside the one that slips; mean {sum(changed) / len(changed):.2f}"
    yield Figure(name="e-changed-p95", value=percentile(changed, 0.95), unit="productions", note=note)
    worst = f"mean of {len(ratios)} slips; the worst {max(ratios):.4f}"
    yield compared("e-longer", sum(ratios) / len(ratios), "objective", f"a run {LONGER} times longer", 1.0, worst)


def with_baseline(problem: Problem, plan: Solution) -> Problem:
    """The problem in which leaving the plan's stages costs 5 a need and leaving its start 0.1 a day."""
    baseline = {
        need: Before(
            stages=frozenset(problem.stages[member].id for unit in stay.units for member in unit.members),
            start=stay.start,
        )
        for need, stay in plan.items()
    }
    costs = replace(problem.costs, moved=Decimal(5), shifted=Decimal("0.1"))
    return replace(problem, baseline=baseline, costs=costs)


def slips(problem: Problem, plan: Solution, seed: int, count: int) -> Iterator[Slip]:
    """Slips that some plan can hold, the same ones for the same plan and seed.

    Raises
    ------
    ValueError
        If too few productions of the plan can run over at all.
    """
    random = Random(f"slips/{seed}")
    placed = sorted(need for need in plan if len(problem.productions[problem.needs[need].production].needs) == 1)
    found = tries = 0
    while found < count:
        tries += 1
        if not placed or tries > 100 * count:
            raise ValueError(f"only {found} of {tries} slips drawn can be held by the leases")
        slip = _slip(problem, plan, random.choice(placed), random.randrange(SHORTEST, LONGEST + 1))
        if slip is not None:
            found += 1
            yield slip


def _slip(problem: Problem, plan: Solution, index: int, days: int) -> Slip | None:
    stay = plan[index]
    longer = lengthened(problem.needs[index], days)
    known = [choice for choice in longer.choices if choice.unit in stay.units]
    if not all(any(low <= stay.start <= high for low, high in choice.starts[stay.table]) for choice in known):
        return None
    today = problem.bounds(index, stay.table, stay.start)[-1]
    begun = [need for need, other in plan.items() if other.start < today]
    if any(_meet(problem, plan[need], stay, days) for need in begun if need != index):
        return None
    needs = tuple(longer if need == index else item for need, item in enumerate(problem.needs))
    fixed = tuple(_pinned(plan[need]) for need in begun)
    return Slip(
        production=longer.production,
        days=days,
        problem=replace(problem, needs=needs, fixed=(*problem.fixed, *fixed)),
    )


def _pinned(stay: Stay) -> FixedNeed:
    members = tuple(sorted(member for unit in stay.units for member in unit.members))
    return FixedNeed(need=stay.need, source=f"begun-{stay.need}", members=members, start=stay.start)


def _meet(problem: Problem, other: Stay, stay: Stay, days: int) -> bool:
    """Whether a stay that has begun stands in the way of the longer one."""
    shared = {member for unit in other.units for member in unit.members} & {
        member for unit in stay.units for member in unit.members
    }
    first, end = stay.start, problem.bounds(stay.need, stay.table, stay.start)[-1] + days
    other_end = problem.bounds(other.need, other.table, other.start)[-1]
    return any(
        first < other_end + problem.stages[member].gap and other.start < end + problem.stages[member].gap
        for member in shared
    )


def lengthened(need: ProblemNeed, days: int) -> ProblemNeed:
    """The need with its last shoot so much longer, wherever it stands.

    Exact for needs without phase windows and working calendars, which the generator draws none of: every span of starts
    then ends ``days`` sooner.
    """
    tables = tuple(_longer(table, days) for table in need.tables)
    choices = tuple(
        Choice(
            unit=choice.unit,
            table=choice.table,
            starts=tuple(_shortened(starts, days) for starts in choice.starts),
        )
        for choice in need.choices
    )
    return replace(need, tables=tables, choices=choices)


def _longer(table: Timetable, days: int) -> Timetable:
    last = max(
        (at for at, item in enumerate(table.phases) if item.phase is PhaseKind.SHOOT), default=len(table.phases) - 1
    )
    phases = [PhaseLength(item.phase, item.days + days) if at == last else item for at, item in enumerate(table.phases)]
    return Timetable(tuple(phases), table.calendar)


def _shortened(starts: Starts, days: int) -> Starts:
    return tuple((low, high - days) for low, high in starts if low <= high - days)


def productions_changed(slip: Slip, before: Solution, after: Solution) -> int:
    """Productions on other stages, on other days, newly placed or left out, beside the one that slips."""
    found = set()
    for need in {*before, *after}:
        one, other = before.get(need), after.get(need)
        same = one is not None and other is not None and one.start == other.start and _ids(one) == _ids(other)
        if not same:
            found.add(slip.problem.needs[need].production)
    return len(found - {slip.production})


def _ids(stay: Stay) -> set[str]:
    return {unit.id for unit in stay.units}
