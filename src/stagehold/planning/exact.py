"""The exact solver: CP-SAT over all rules, with a proven bound."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, replace
from fractions import Fraction

from ortools.sat.python import cp_model

from stagehold.planning.budget import Budget
from stagehold.planning.certificate import Certificate
from stagehold.planning.problem import Problem, Solution, Stay
from stagehold.planning.rules.capacity import add_capacity
from stagehold.planning.rules.cost import Cost, add_cost
from stagehold.planning.rules.fixing import add_fixing
from stagehold.planning.rules.hiring import SpotDays, add_hiring
from stagehold.planning.rules.linking import add_linking
from stagehold.planning.rules.nearness import add_nearness
from stagehold.planning.rules.occupancy import add_occupancy
from stagehold.planning.rules.serving import add_serving
from stagehold.planning.variables import Variables, add_variables

_STEPS_PER_SECOND = 1000  # search steps that count as one deterministic second of the solver


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the exact solver found.

    ``solution`` is None when it found none; ``infeasible`` says that it proved there is none; ``bound`` is a proven
    lower bound of the objective; ``certificate`` lets anybody check a bound by prices.
    """

    solution: Solution | None
    bound: Fraction | None
    optimal: bool = False
    infeasible: bool = False
    certificate: Certificate | None = None


class ExactModel:
    """The model of one problem; ``fixed`` holds the literal of each lock."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.variables: Variables = add_variables(self.model, problem)
        add_serving(self.model, problem, self.variables)
        add_occupancy(self.model, problem, self.variables)
        add_capacity(self.model, problem, self.variables)
        add_linking(self.model, problem, self.variables)
        add_nearness(self.model, problem, self.variables)
        self.fixed = add_fixing(self.model, problem, self.variables)
        self.cost: Cost = add_cost(self.model, problem, self.variables)

    def minimise(self) -> int:
        """Set the objective; the scale of its whole numbers."""
        for literal in self.fixed:
            self.model.add(literal == 1)
        self.model.minimize(self.cost.expression())
        return self.cost.scale

    def hint(self, solution: Solution) -> None:
        """Offer a plan to start from."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, item in enumerate(self.variables.needs):
            stay = solution.get(index)
            ids = {unit.id for unit in stay.units} if stay is not None else set()
            for choice, chosen in zip(self.problem.needs[index].choices, item.chosen, strict=True):
                self.model.add_hint(chosen, choice.unit.id in ids)
            if stay is not None:
                self.model.add_hint(item.start, stay.start)
        for production, placed in zip(self.problem.productions, self.variables.placed, strict=True):
            self.model.add_hint(placed, all(need in solution for need in production.needs))

    def keep_cost(self, optimum: int) -> None:
        """Allow only plans that cost at most ``optimum`` (scaled)."""
        self.model.add(self.cost.expression() <= optimum)
        self.model.clear_objective()  # type: ignore[no-untyped-call]

    def prefer_leased(self) -> list[cp_model.IntVar]:
        """Minimise the days on offers; the parts they are the sum of, none where no offer can be used."""
        parts = [total for total, _ in add_hiring(self.model, self.problem, self.variables, SpotDays())]
        if parts:
            self.model.minimize(sum(parts))
        return parts

    def prefer_early(self) -> None:
        """Minimise the sum of w · (start - ready), then prefer first ids."""
        delays, weights, ranks, places = [], [], [], []
        scale = math.lcm(*(Fraction(item.weight).denominator for item in self.problem.productions), 1)
        for production, placed in zip(self.problem.productions, self.variables.placed, strict=True):
            for need in production.needs:
                item = self.variables.needs[need]
                latest = max(
                    (pair[1] for c in self.problem.needs[need].choices for s in c.starts for pair in s), default=0
                )
                delay = self.model.new_int_var(0, max(0, latest - production.ready), "delay")
                self.model.add(delay >= item.start - production.ready).only_enforce_if(placed)
                delays.append(delay)
                weights.append(max(1, int(Fraction(production.weight) * scale)))
                for rank, chosen in enumerate(item.chosen):
                    ranks.append(rank)
                    places.append(chosen)
        factor = 1 + sum(ranks)
        total = cp_model.LinearExpr.weighted_sum([*delays, *places], [*(weight * factor for weight in weights), *ranks])
        self.model.minimize(total)

    def solution_of(self, solver: cp_model.CpSolver) -> dict[int, Stay]:
        """The stays of the needs placed, from the solver's values."""
        solution = {}
        for index, item in enumerate(self.variables.needs):
            if not self.problem.needs[index].choices or not solver.boolean_value(item.placed):
                continue
            chosen = zip(self.problem.needs[index].choices, item.chosen, strict=True)
            units = tuple(choice.unit for choice, literal in chosen if solver.boolean_value(literal))
            governs = [table for table, literal in enumerate(item.governs) if solver.boolean_value(literal)]
            solution[index] = Stay(need=index, units=units, start=solver.value(item.start), table=governs[0])
        return solution


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Reports every better plan."""

    def __init__(self, budget: Budget, scale: int, placed: list[cp_model.IntVar]) -> None:
        super().__init__()
        self._budget = budget
        self._scale = scale
        self._placed = placed

    def on_solution_callback(self) -> None:
        """Called by the solver's threads."""
        self._budget.report(
            "search",
            best=self.objective_value / self._scale,
            bound=self.best_objective_bound / self._scale,
            placed=sum(self.boolean_value(literal) for literal in self._placed),
        )


def solve_exactly(problem: Problem, start: Solution, budget: Budget) -> Outcome:
    """Search from ``start`` until proven optimal or the budget is over."""
    exact = ExactModel(problem)
    scale = exact.minimise()
    if budget.over():
        return Outcome(solution=None, bound=None)
    exact.hint(start)
    solver, status = run(exact, budget, budget.workers, _Watcher(budget, scale, exact.variables.placed))
    if status == cp_model.INFEASIBLE:
        return Outcome(solution=None, bound=None, infeasible=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(solution=None, bound=_bound(solver, scale))
    solution = exact.solution_of(solver)
    if status == cp_model.FEASIBLE:
        return Outcome(solution=solution, bound=_bound(solver, scale))
    return Outcome(solution=solution, bound=Fraction(round(solver.objective_value), scale), optimal=True)


def _bound(solver: cp_model.CpSolver, scale: int) -> Fraction | None:
    value = solver.best_objective_bound
    if not math.isfinite(value) or abs(value) > 2**53:
        return None
    return Fraction(math.ceil(value - 1e-6), scale)


def start_early(problem: Problem, solution: Solution, cost: Fraction, budget: Budget) -> Solution:
    """Among plans that cost no more: the one preferred; the plan at hand if time does not allow to look."""
    if budget.over():
        return solution
    exact = ExactModel(problem)
    for literal in exact.fixed:
        exact.model.add(literal == 1)
    exact.keep_cost(int(cost * exact.cost.scale))
    exact.hint(solution)
    hired = exact.prefer_leased()
    if hired:
        solver, status = run(exact, _half(budget), budget.workers)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return solution
        solution = exact.solution_of(solver)
        exact.model.add(sum(hired) <= sum(solver.value(part) for part in hired))
        exact.hint(solution)
    exact.prefer_early()
    solver, status = run(exact, budget, budget.workers)
    return exact.solution_of(solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else solution


def _half(budget: Budget) -> Budget:
    """Half the time and steps left."""
    seconds = None if budget.left is None else budget.gone + budget.left / 2
    steps = None if budget.iterations is None else max(1, budget.iterations // 2)
    return replace(budget, seconds=seconds, iterations=steps)


def run(
    exact: ExactModel, budget: Budget, workers: int, watcher: cp_model.CpSolverSolutionCallback | None = None
) -> tuple[cp_model.CpSolver, int]:
    """Let the solver work in a thread of its own, so that the budget can end it at any time."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = budget.seed
    solver.parameters.catch_sigint_signal = False
    solver.parameters.use_strong_propagation_in_disjunctive = True
    if budget.iterations is not None:
        solver.parameters.max_deterministic_time = budget.iterations / _STEPS_PER_SECOND
    if budget.left is not None:
        solver.parameters.max_time_in_seconds = max(0.01, budget.left)
    result: list[int] = []
    thread = threading.Thread(target=lambda: result.append(int(solver.solve(exact.model, watcher))), daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.05)
            if budget.stop():
                budget.halt()
        except KeyboardInterrupt:
            budget.halt()
        if budget.stopped:
            solver.stop_search()
    return solver, result[0]


def contradiction(problem: Problem) -> tuple[str, ...]:
    """The locks that cannot stand together; empty when all can."""
    exact = ExactModel(problem)
    exact.model.add_assumptions(exact.fixed)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 5.0
    if solver.solve(exact.model) != cp_model.INFEASIBLE:
        return ()
    core = set(solver.sufficient_assumptions_for_infeasibility())
    sources = [item.source for item, literal in zip(problem.fixed, exact.fixed, strict=True) if literal.index in core]
    return tuple(sources) or tuple(item.source for item in problem.fixed)
