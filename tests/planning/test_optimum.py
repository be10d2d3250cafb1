"""On drawn cases the planner's plan costs exactly what enumeration says is the least, and its bound is one."""

from __future__ import annotations

from planning.brute_force import BruteForce, best
from planning.drawn_cases import Case, draw_case
from stagehold.domain.errors import InvalidPortfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.planning.planner import make_plan


def planned(case: Case, iterations: int | None = None) -> Plan:
    """The audited plan."""
    budget = Budget(seconds=None, iterations=iterations, workers=1)
    return make_plan(case.portfolio, party=case.party, baseline=case.baseline, budget=budget).plan


def agrees(plan: Plan, optimum: BruteForce) -> bool:
    if plan.status is PlanStatus.INFEASIBLE:
        return optimum.objective is None and plan.placements == () and plan.findings != ()
    if plan.objective is None or plan.bound is None:
        return False
    return plan.status is PlanStatus.OPTIMAL and plan.bound <= plan.objective == optimum.objective


def refused_with_reason(refusal: InvalidPortfolio, optimum: BruteForce) -> bool:
    """Records that contradict each other leave enumeration no plan, or no place for the production they name."""
    placed = {placement.production for placement in optimum.placements}
    rules = {finding.rule for finding in refusal.findings}
    named = {finding.record for finding in refusal.findings}
    return optimum.objective is None or (rules == {"no-day-left"} and not placed & named)


def test_the_plan_costs_what_enumeration_says_is_the_least(count, seed) -> None:
    solved = infeasible = 0
    wrong = []
    for offset in range(count(500, 10_000)):
        case = draw_case(seed + offset)
        optimum = best(case)
        try:
            plan = planned(case)
        except InvalidPortfolio as refusal:
            assert refused_with_reason(refusal, optimum), (seed + offset, refusal.findings)
            continue
        if not agrees(plan, optimum):
            wrong.append((seed + offset, plan.status, plan.objective, optimum.objective))
        solved += plan.status is PlanStatus.OPTIMAL
        infeasible += plan.status is PlanStatus.INFEASIBLE
    assert wrong == []
    assert solved > 400
    assert infeasible > 5


def test_no_bound_of_a_search_cut_short_lies_above_the_least_cost(count, seed) -> None:
    short = 0
    for offset in range(count(150, 3_000)):
        case = draw_case(seed + offset)
        optimum = best(case).objective
        if optimum is None:
            continue
        try:
            plan = planned(case, iterations=1)
        except InvalidPortfolio:
            continue
        assert plan.bound is not None, seed + offset
        assert plan.objective is not None, seed + offset
        assert plan.bound <= optimum <= plan.objective, seed + offset
        short += plan.status is not PlanStatus.OPTIMAL
    assert short > 0
