"""The way to a plan: exact where the case is tiny, search and bounds where it is not proven at once.

    exact        CP-SAT first, where the needs are few; most such cases end here, proven
    search       annealing of orders, ruin and recreate: compiled on first use
    limits       one question, where the needs are few: is everything on time?
    bound        by prices, which is tight where stages are crowded
    exact        CP-SAT from that plan, where its model is not too large or a lock has found no place
    limits       is there a plan that costs at most so much? tight where dues are
    search       the time that is left
    early        among equal plans, the one that starts early, where the exact model is not too large

A share is a share of the time left. With an iteration budget every step gets a fixed number of steps instead.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stagehold.domain.errors import NotSupported
from stagehold.planning.answer import answer_of
from stagehold.planning.bound import StageBound
from stagehold.planning.budget import Budget
from stagehold.planning.certificate import Certificate
from stagehold.planning.compiled.arrays import Compiled, compile_problem, cost_scale
from stagehold.planning.compiled.search import Search
from stagehold.planning.exact import Outcome, solve_exactly, start_early
from stagehold.planning.problem import Problem, Solution
from stagehold.planning.shaving import Shaver
from stagehold.planning.warming import warm_up

TINY = 15  # needs up to which the exact solver goes first
FIRST_SEARCH = 0.15  # of the time for the plan that the bound aims at; most of the search comes behind the bound
HURRIED = 0.5  # seconds left below which a search alone brings most
MOST_EXACT = 120  # needs up to which the exact model is built at all, unless locks ask for it
MOST_SHAVED = 120  # needs up to which proving by limits pays


def solve_problem(problem: Problem, start: Solution, budget: Budget) -> Outcome:
    """The best plan the budget allows, with a proven bound."""
    if not problem.needs:
        return Outcome(solution={}, bound=Fraction(0), optimal=True)
    best = _Best(problem, start)
    tiny = len(problem.needs) <= TINY
    if tiny and _improve(problem, best, _share(budget, 0.5)):
        return Outcome(solution=None, bound=None, infeasible=True)
    first = not budget.stopped and not (best.solution and best.keeps_locks)  # some plan, even if the time is over
    if not best.closed() and (first or not _over(budget)):
        compiled = compile_problem(problem)
        if compiled is None and len(problem.needs) > MOST_EXACT:
            raise NotSupported("the weights, drop costs and priorities span too many digits to be added exactly")
        if compiled is not None:
            warm_up(budget)
            _search_and_prove(problem, compiled, best, budget)
        again = not tiny and (len(problem.needs) <= MOST_EXACT or not best.keeps_locks)
        if again and not best.closed() and not _over(budget) and _improve(problem, best, _share(budget, 0.5)):
            return Outcome(solution=None, bound=None, infeasible=True)
        if len(problem.needs) <= MOST_SHAVED and not best.closed() and not _over(budget):
            _shave(problem, best, _share(budget, 0.7))
        if compiled is not None and not best.closed() and not _over(budget):
            _search(problem, compiled, best, budget)
    if best.closed() and len(problem.needs) <= MOST_EXACT:
        best.solution = start_early(problem, best.solution, best.cost, _share(budget, 0.5, most=3.0))
    return Outcome(solution=best.solution, bound=best.bound, optimal=best.closed(), certificate=best.certificate)


def _search_and_prove(problem: Problem, compiled: Compiled, best: _Best, budget: Budget) -> None:
    """A first search, and the bound by prices that its plan is held against."""
    hurried = budget.left is not None and budget.left < HURRIED
    few = len(problem.needs) <= MOST_EXACT
    _search(problem, compiled, best, _share(budget, 1.0 if hurried else 0.2 if few else FIRST_SEARCH))
    if few and not hurried and not best.closed() and not _over(budget):
        _shave(problem, best, _share(budget, 0.6), most=1)
    _bound(problem, compiled.scale, best, _share(budget, 0.2 if few else 0.3))


class _Best:
    """The best plan and bound so far, in exact fractions."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._problem = problem
        self.solution = solution
        self.cost = self.cost_of(solution)
        self.bound = Fraction(0)
        self.certificate: Certificate | None = None

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


def _search(problem: Problem, compiled: Compiled, best: _Best, budget: Budget) -> None:
    """Ruin and recreate from the best plan, or from a first one made at once."""
    budget.report("search", best=float(best.cost), bound=float(best.bound))
    again = 1 if best.bound else 0  # what a second search draws must differ from what the first one drew
    search = Search(problem, compiled, budget.seed + 104729 * again)
    if best.keeps_locks and int(best.cost * compiled.scale) < search.cost:
        search.start_from(best.solution)
    search.improve(budget)
    best.offer(search.best)


def _bound(problem: Problem, scale: int, best: _Best, budget: Budget) -> None:
    """The bound stage by stage, where its tables fit the memory."""
    if not best.keeps_locks or best.closed() or _over(budget):
        return
    stage_bound = StageBound.of(problem, scale, budget.workers)
    if stage_bound is not None:
        budget.report("bound", best=float(best.cost), bound=float(best.bound))
        steps = 4000 if budget.iterations is None else max(1, budget.iterations // 5)
        stage_bound.climb(int(best.cost * scale), budget.over, steps)
        if stage_bound.value > best.bound:
            best.bound, best.certificate = stage_bound.value, stage_bound.certificate
            budget.report("bound", best=float(best.cost), bound=float(best.bound))


def _improve(problem: Problem, best: _Best, budget: Budget) -> bool:
    """The exact solver from the best plan; whether the locks turned out to contradict."""
    outcome = solve_exactly(problem, best.solution, budget)
    best.take(outcome)
    return outcome.infeasible


def _shave(problem: Problem, best: _Best, budget: Budget, most: int = 60) -> None:
    """Proof by limits; the first of at most ``most`` questions is whether the bound itself can be met."""
    scale = cost_scale(problem)
    if scale is None or not best.keeps_locks:
        return
    cost = int(best.cost * scale)
    shaver = Shaver(problem, best.solution, cost, -int(-best.bound * scale // 1), scale)
    shaver.close(budget, most)
    best.offer(shaver.solution)
    best.bound = max(best.bound, Fraction(min(shaver.bound, int(best.cost * scale)), scale))


def _over(budget: Budget) -> bool:
    return budget.stopped if budget.iterations is not None else budget.over()


def _share(budget: Budget, share: float, most: float | None = None) -> Budget:
    """A budget for a part of the time left, or of the steps; whoever ends the whole ends the part too."""
    left = budget.left
    seconds = None if left is None else budget.gone + min(share * left, left if most is None else most)
    steps = None if budget.iterations is None else max(1, int(share * budget.iterations))
    return replace(budget, seconds=seconds, iterations=steps)
