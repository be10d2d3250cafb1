"""A plan for weighing a set of leases: as good as a search makes it, audited, without proof and without reasons.

The proof is that of the months. Few needs go to the exact solver first, as in any plan; for the others the compiled
search takes so many steps. What a lock fixes and the search does not place goes the long way of ``planning.planner``.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget
from stagehold.planning.build import Question
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.plan import LateProduction, Plan, PlanStatus, UnplacedProduction
from stagehold.planning.planner import AuditFailed, Planned, solve
from stagehold.planning.problem import Solution
from stagehold.planning.solving import TINY


def plan_set(question: Question, budget: Budget) -> Planned:
    """The plan of a question; the same budget of steps and seed give the same plan.

    Raises
    ------
    AuditFailed
        If the audit finds a breach.
    """
    planned = _searched(question, budget) or solve(question, budget)
    breaches = audit(question.facts.portfolio, planned.plan, party=question.problem.party)
    if breaches:
        raise AuditFailed(breaches)
    return planned


def _searched(question: Question, budget: Budget) -> Planned | None:
    """The plan of the search alone; None where the whole planner is asked for."""
    problem = question.problem
    if len(problem.needs) <= TINY or question.clashes:
        return None
    compiled = compile_problem(problem)
    if compiled is None:
        return None
    search = Search(problem, compiled, budget.seed)
    search.improve(replace(budget, workers=1))
    solution = search.best
    if not all(item.need in solution for item in problem.fixed):
        return None
    return Planned(plan=_plan(question, solution, budget), question=question, solution=solution)


def _plan(question: Question, solution: Solution, budget: Budget) -> Plan:
    answer = answer_of(question.problem, solution)
    return Plan(
        party=question.problem.party,
        status=PlanStatus.FEASIBLE,
        objective=answer.terms.total,
        bound=Decimal(0),
        seed=budget.seed,
        terms=answer.terms,
        placements=answer.placements,
        late=tuple(LateProduction(production=id_, days=days) for id_, days in answer.late.items()),
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in answer.unplaced),
        assumptions=question.problem.assumptions,
    )
