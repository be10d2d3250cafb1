"""One question, two answers: what the exact solver and what the audit say of the very same placements.

The solver is asked for a plan with exactly these placements; the audit for the rules that they break. They share no
code.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ortools.sat.python import cp_model

from planning.asking import lease, portfolio, production, stage
from planning.audit.written import broken, plan_of
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.build import Question, build_question
from stagehold.planning.exact import ExactModel
from stagehold.planning.plan import Placement, Plan


def solver_allows(facts: Portfolio, *placements: Placement) -> bool:
    """Whether the exact model has a plan with exactly these placements; units and days that it does not know: no."""
    return solver_cost(facts, *placements) is not None


def solver_cost(facts: Portfolio, *placements: Placement, baseline: Plan | None = None) -> Fraction | None:
    """The least cost of a plan with exactly these placements, None where there is none."""
    question = build_question(facts, party="us", baseline=baseline)
    exact = ExactModel(question.problem)
    scale = exact.minimise()
    wanted = {(item.production, item.need): item for item in placements}
    for index, item in enumerate(question.problem.needs):
        variables = exact.variables.needs[index]
        placement = wanted.get((question.problem.productions[item.production].id, item.id))
        if placement is None:
            exact.model.add(variables.placed == 0)
            continue
        units = {choice.unit.id for choice in item.choices}
        if not set(placement.stages) <= units or not starts(question, index, placement):
            return None
        exact.model.add(variables.placed == 1)
        exact.model.add(variables.start == question.problem.number(placement.start))
        for choice, chosen in zip(item.choices, variables.chosen, strict=True):
            exact.model.add(chosen == (1 if choice.unit.id in placement.stages else 0))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = int(solver.solve(exact.model))
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return None if status == cp_model.INFEASIBLE else Fraction(round(solver.objective_value), scale)


def starts(question: Question, need_: int, placement: Placement) -> bool:
    """Whether the start is one that some choice of the need offers at all."""
    day = question.problem.number(placement.start)
    choices = question.problem.needs[need_].choices
    return any(low <= day <= high for choice in choices for row in choice.starts for low, high in row)


def verdict(facts: Portfolio, *placements: Placement) -> bool:
    """What both say of a plan; a difference is a defect of one of them."""
    allowed = solver_allows(facts, *placements)
    rules = broken(facts, *placements)
    assert allowed == (rules == []), (allowed, rules)
    return allowed


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    """Stages as told, else a and b, leased 4 January to 31 March 2027."""
    tables.setdefault("spaces", [stage("a"), stage("b")])
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in tables["spaces"]])
    return portfolio(productions=productions or [production("p")], **tables)


def costs(facts: Portfolio, *placements: Placement, baseline: Plan | None = None) -> Fraction:
    """What both say the placements cost."""
    by_audit = plan_of(facts, placements, baseline).terms.total
    assert solver_cost(facts, *placements, baseline=baseline) == by_audit
    return Fraction(by_audit)
