"""On drawn cases the planner's plan costs exactly what enumeration says is the least, and its bound is one."""

from __future__ import annotations

from planning.brute_force import BruteForce, best
from planning.drawn_cases import Case, draw_case
from stagehold.domain.errors import InvalidPortfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.planning.planner import make_plan


def planned(case: Case) -> Plan | None:
    """The audited plan; None where the records contradict themselves, as when two confirmed bookings overlap."""
    budget = Budget(seconds=None, workers=1)
    try:
        return make_plan(case.portfolio, party=case.party, baseline=case.baseline, budget=budget).plan
    except InvalidPortfolio:
        return None


def agrees(plan: Plan | None, optimum: BruteForce) -> bool:
    """Contradicting records agree with enumeration only where it finds no plan either."""
    if plan is None:
        return optimum.objective is None
    if plan.status is PlanStatus.INFEASIBLE:
        return optimum.objective is None and plan.placements == () and plan.findings != ()
    return plan.status is PlanStatus.OPTIMAL and plan.objective == optimum.objective


def test_the_plan_costs_what_enumeration_says_is_the_least(count, seed) -> None:
    solved = infeasible = 0
    wrong = []
    for offset in range(count(500, 10_000)):
        case = draw_case(seed + offset)
        plan, optimum = planned(case), best(case)
        if not agrees(plan, optimum):
            wrong.append((seed + offset, plan and (plan.status, plan.objective), optimum.objective))
        solved += optimum.objective is not None
        infeasible += optimum.objective is None
    assert wrong == []
    assert solved > 400
    assert infeasible > 5


def test_no_bound_lies_above_the_least_cost(count, seed) -> None:
    """A search cut short leaves bounds between nothing and the optimum; none may pass it."""
    short = 0
    for offset in range(count(150, 3_000)):
        case = draw_case(seed + offset)
        optimum = best(case).objective
        budget = Budget(seconds=None, iterations=1, workers=1)
        if optimum is None:
            continue
        plan = make_plan(case.portfolio, party=case.party, baseline=case.baseline, budget=budget).plan
        assert plan.bound is not None, seed + offset
        assert plan.objective is not None, seed + offset
        assert plan.bound <= optimum <= plan.objective, seed + offset
        short += plan.status is not PlanStatus.OPTIMAL
    assert short > 0
