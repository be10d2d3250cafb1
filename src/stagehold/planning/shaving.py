"""Proving by limits: is there any plan that costs at most so much? Each answer moves the plan or the bound.

Under a limit every production has a deadline (its due and the days late that the limit can pay) and must be placed if
leaving it out costs more. Deadlines let the solver refute what the sum of many small delays hides from it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ortools.sat.python import cp_model

from stagehold.planning.budget import Budget
from stagehold.planning.exact import ExactModel, run
from stagehold.planning.problem import Choice, Problem, Solution, Starts

_LEAST_SECONDS = 0.3  # a shorter look proves nothing
_MOST_QUESTIONS = 60


class Shaver:
    """Closes the distance between a plan (``cost``) and a bound, both in scaled whole numbers."""

    def __init__(self, problem: Problem, solution: Solution, cost: int, bound: int, scale: int) -> None:
        self._problem = problem
        self._scale = scale
        self.solution: Solution = solution
        self.cost = cost
        self.bound = bound

    @property
    def closed(self) -> bool:
        """Whether the plan is proven optimal."""
        return self.bound >= self.cost

    def close(self, budget: Budget, most: int = _MOST_QUESTIONS) -> None:
        """Ask about limits between bound and plan until time is over or the plan is proven.

        The first limit is the bound itself (is everything on time?). Then limits halve the distance to the lowest one
        that stayed undecided; a budget of steps ends after as many questions as halve any distance to nothing.
        """
        if self._scale % self._problem.spot_unit.denominator:
            return  # a cost between two whole ones would be taken for refuted
        undecided = self.cost
        for question in range(most):
            left = budget.left
            if self.closed or budget.over() or (left is not None and left < _LEAST_SECONDS):
                return
            undecided = min(undecided, self.cost)
            if undecided <= self.bound:
                undecided = self.cost
            limit = self.bound if question == 0 else (self.bound + undecided) // 2
            limit = min(limit, self.cost - 1)
            seconds = None if left is None else max(_LEAST_SECONDS, 0.4 * left)
            if not self._ask(limit, budget, seconds):
                undecided = limit

    def _ask(self, limit: int, budget: Budget, seconds: float | None) -> bool:
        """Whether a plan of at most ``limit`` was found, or refuted."""
        exact = ExactModel(under(self._problem, Fraction(limit, self._scale)))
        exact.model.add(exact.cost.expression() <= int(Fraction(limit, self._scale) * exact.cost.scale))
        for literal in exact.fixed:
            exact.model.add(literal == 1)
        for production, placed in zip(self._problem.productions, exact.variables.placed, strict=True):
            if Fraction(production.drop_cost) * self._scale > limit:
                exact.model.add(placed == 1)
        own = replace(budget, seconds=None if seconds is None else budget.gone + seconds)
        if own.iterations is not None:
            own.iterations = max(1, own.iterations // 8)
        solver, status = run(exact, own, own.workers)
        if status == cp_model.INFEASIBLE:
            self.bound = max(self.bound, limit + 1)
            budget.report("proof", best=self.cost / self._scale, bound=self.bound / self._scale)
            return True
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.solution = exact.solution_of(solver)
            self.cost = _cost(exact, solver, self._scale)
            budget.report("proof", best=self.cost / self._scale, bound=self.bound / self._scale)
            return True
        return False


def _cost(exact: ExactModel, solver: cp_model.CpSolver, scale: int) -> int:
    return int(Fraction(solver.value(exact.cost.expression()), exact.cost.scale) * scale)


def under(problem: Problem, limit: Fraction) -> Problem:
    """The problem without the starts that alone cost more than ``limit``."""
    needs = []
    for index, need in enumerate(problem.needs):
        weight = Fraction(problem.productions[need.production].weight * problem.costs.late)
        if need.due is None or weight == 0:
            needs.append(need)
            continue
        last = need.due + int(limit / weight)
        choices = tuple(_by(problem, index, choice, last) for choice in need.choices)
        needs.append(replace(need, choices=choices))
    return replace(problem, needs=tuple(needs))


def _by(problem: Problem, index: int, choice: Choice, last: int) -> Choice:
    """The choice with the starts after which the need is done by ``last``; ends never fall as starts rise."""
    kept: list[Starts] = []
    for table, starts in enumerate(choice.starts):
        row = []
        for low, high in starts:
            if problem.done(index, table, low) > last:
                break
            bottom, top = low, high
            while bottom < top:
                middle = (bottom + top + 1) // 2
                if problem.done(index, table, middle) <= last:
                    bottom = middle
                else:
                    top = middle - 1
            row.append((low, bottom))
        kept.append(tuple(row))
    return replace(choice, starts=tuple(kept))
