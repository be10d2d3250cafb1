"""Our own planner as the benchmarks call it: value, bound, and how both came about."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from stagehold.benching.evaluator import value_of
from stagehold.benching.instance import Instance, stays_of
from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget, Progress
from stagehold.planning.build import Question
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.plan import LateProduction, Plan, PlanStatus, UnplacedProduction
from stagehold.planning.problem import Problem, Solution
from stagehold.planning.solving import solve_problem


class BrokenPlan(AssertionError):
    """A plan of ours failed the audit, or two ways of adding its cost differ: a defect, and no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRun:
    """One run: value and bound of the objective, seconds it took, and each improvement as (seconds, value)."""

    solution: Solution
    value: float
    bound: float
    optimal: bool
    seconds: float
    curve: tuple[tuple[float, float], ...]
    unplaced: int

    @property
    def gap(self) -> float:
        """(value - bound) / max(1, value)."""
        return max(0.0, self.value - self.bound) / max(1.0, self.value)

    def time_to(self, value: float) -> float | None:
        """Seconds until the plan was worth ``value`` or better, None if it never was."""
        if self.value > value:
            return None
        return next((seconds for seconds, best in self.curve if best <= value), self.seconds)


def run_own(
    question: Question,
    seconds: float,
    *,
    workers: int,
    seed: int,
    stop: Callable[[], bool],
    instance: Instance | None = None,
) -> OwnRun:
    """Search and bound of one problem within a time limit, audited afterwards outside of the time.

    Raises
    ------
    BrokenPlan
        If the audit or, where the instance in plain numbers is given, the evaluator disagrees.
    """
    problem = question.problem
    curve: list[tuple[float, float]] = []

    def watch(progress: Progress) -> None:
        if progress.best is not None and (not curve or progress.best < curve[-1][1]):
            curve.append((progress.seconds, progress.best))

    budget = Budget(seconds=seconds, workers=workers, seed=seed, stop=stop, progress=watch)
    began = time.perf_counter()
    outcome = solve_problem(problem, {}, budget)
    took = time.perf_counter() - began
    solution = outcome.solution or {}
    value, unplaced = audited(question, solution)
    if instance is not None:
        checked = value_of(instance, stays_of(problem, solution))
        if abs(checked - value) > 1e-6 * max(1.0, value):
            raise BrokenPlan(f"the objective is {value} by the planner and {checked} by the evaluator")
    bound = float(outcome.bound or 0)
    if bound > value + 1e-6 * max(1.0, value):
        raise BrokenPlan(f"the bound {bound} lies above the value {value}")
    curve.append((took, value))
    return OwnRun(
        solution=solution,
        value=value,
        bound=bound,
        optimal=outcome.optimal,
        seconds=took,
        curve=tuple(curve),
        unplaced=unplaced,
    )


def audited(question: Question, solution: Solution) -> tuple[float, int]:
    """The objective and the number of unplaced productions of a solution, after the audit has found nothing."""
    answer = answer_of(question.problem, solution)
    plan = Plan(
        party=question.problem.party,
        status=PlanStatus.FEASIBLE,
        objective=answer.terms.total,
        bound=Decimal(0),
        terms=answer.terms,
        placements=answer.placements,
        late=tuple(LateProduction(production=id_, days=days) for id_, days in answer.late.items()),
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in answer.unplaced),
    )
    breaches = audit(question.facts.portfolio, plan, party=question.problem.party)
    if breaches:
        raise BrokenPlan(f"the audit found {len(breaches)} breaches, first: {breaches[0]}")
    return float(answer.terms.total), len(answer.unplaced)


def first_plan(problem: Problem, seed: int) -> tuple[Solution, float]:
    """The plan at which the search begins, and the seconds from the problem at hand to it."""
    began = time.perf_counter()
    compiled = compile_problem(problem)
    solution = {} if compiled is None else Search(problem, compiled, seed).best
    return solution, time.perf_counter() - began
