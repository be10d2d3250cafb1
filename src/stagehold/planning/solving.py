"""The way to a plan: exact where the case is small, else search first, then proof.

    small        CP-SAT, then proof by limits: is there a plan that costs at most so much?
    large        ruin and recreate, compiled; CP-SAT from that plan where its model is not too large;
                 a bound stage by stage; proof by limits where the needs are not too many
    then         among equal plans, the one that starts early

A share is a share of the time left. With an iteration budget every step gets a fixed number of steps instead.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stagehold.planning.answer import answer_of
from stagehold.planning.bound import StageBound
from stagehold.planning.budget import Budget
from stagehold.planning.compiled.arrays import compile_problem, cost_scale
from stagehold.planning.compiled.search import Search
from stagehold.planning.exact import Outcome, solve_exactly, start_early
from stagehold.planning.problem import Problem, Solution
from stagehold.planning.shaving import Shaver

SMALL = 60  # needs up to which the exact solver needs no search before it
MOST_EXACT = 400  # needs up to which the exact model is built at all
MOST_SHAVED = 120  # needs up to which proving by limits pays


def solve_problem(problem: Problem, start: Solution, budget: Budget) -> Outcome:
    """The best plan the budget allows, with a proven bound."""
    if not problem.needs:
        return Outcome(solution={}, bound=Fraction(0), optimal=True)
    best = _Best(problem, start)
    small = len(problem.needs) <= SMALL
    infeasible = _improve(problem, best, _share(budget, 0.35)) if small else _search(problem, best, budget)
    if infeasible:
        return Outcome(solution=None, bound=None, infeasible=True)
    if len(problem.needs) <= MOST_SHAVED and not best.closed() and not _over(budget):
        _shave(problem, best, budget)
    if best.closed():
        best.solution = start_early(problem, best.solution, best.cost, _share(budget, 0.5, most=3.0))
    return Outcome(solution=best.solution, bound=best.bound, optimal=best.closed())


class _Best:
    """The best plan and bound so far, in exact fractions."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._problem = problem
        self.solution = solution
        self.cost = self.cost_of(solution)
        self.bound = Fraction(0)

    def cost_of(self, solution: Solution) -> Fraction:
        """The objective of a solution."""
        return Fraction(answer_of(self._problem, solution).terms.total)

    @property
    def keeps_locks(self) -> bool:
        """Whether everything that is fixed has a place."""
        return all(item.need in self.solution for item in self._problem.fixed)

    def closed(self) -> bool:
        """Whether the plan is proven optimal."""
        return self.keeps_locks and self.bound >= self.cost

    def offer(self, solution: Solution) -> None:
        """Keep a plan if it keeps more locks, or costs less."""
        cost = self.cost_of(solution)
        if cost < self.cost or not self.keeps_locks:
            self.solution, self.cost = solution, cost

    def take(self, outcome: Outcome) -> None:
        """Keep what an exact search brought."""
        if outcome.solution is not None:
            self.offer(outcome.solution)
        if outcome.bound is not None:
            self.bound = max(self.bound, outcome.bound)


def _search(problem: Problem, best: _Best, budget: Budget) -> bool:
    """Search, improve, bound by stage; whether the locks turned out to contradict."""
    compiled = compile_problem(problem)
    exact = len(problem.needs) <= MOST_EXACT
    if compiled is not None:
        budget.report("search (compiled once, on its first use)", best=float(best.cost), bound=float(best.bound))
        search = Search(problem, compiled, budget.seed)
        if best.keeps_locks and int(best.cost * compiled.scale) < search.cost:
            search.start_from(best.solution)
        slice_ = _share(budget, 0.3 if exact else 0.6)
        search.improve(slice_.over, most_steps=budget.iterations)
        budget.stopped = budget.stopped or slice_.stopped
        best.offer(search.best)
    if exact and not _over(budget) and _improve(problem, best, _share(budget, 0.35)):
        return True
    if compiled is not None and best.keeps_locks and not best.closed() and not _over(budget):
        stage_bound = StageBound.of(problem, compiled.scale)
        if stage_bound is not None:
            budget.report("bound", best=float(best.cost), bound=float(best.bound))
            stage_bound.climb(int(best.cost * compiled.scale), _share(budget, 0.5).over)
            best.bound = max(best.bound, stage_bound.value)
    return False


def _improve(problem: Problem, best: _Best, budget: Budget) -> bool:
    """The exact solver from the best plan; whether the locks turned out to contradict."""
    outcome = solve_exactly(problem, best.solution, budget)
    best.take(outcome)
    return outcome.infeasible


def _shave(problem: Problem, best: _Best, budget: Budget) -> None:
    scale = cost_scale(problem)
    if scale is None or not best.keeps_locks:
        return
    cost = int(best.cost * scale)
    shaver = Shaver(problem, best.solution, cost, -int(-best.bound * scale // 1), scale)
    shaver.close(budget)
    best.offer(shaver.solution)
    best.bound = max(best.bound, Fraction(min(shaver.bound, int(best.cost * scale)), scale))


def _over(budget: Budget) -> bool:
    return budget.stopped if budget.iterations is not None else budget.over()


def _share(budget: Budget, share: float, most: float | None = None) -> Budget:
    """A budget for a part of the time left, or of the steps."""
    left = budget.left
    seconds = None if left is None else budget.gone + min(share * left, left if most is None else most)
    steps = None if budget.iterations is None else max(1, int(share * budget.iterations))
    return replace(budget, seconds=seconds, iterations=steps)
