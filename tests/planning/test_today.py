"""Planning again from a day: the past stands, the rest is planned around it as cheaply as enumeration finds."""

from __future__ import annotations

from random import Random

from planning.brute_force import best
from planning.drawn_cases import Case, draw_case
from planning.drawn_changes import changed
from stagehold.domain.errors import InputError, InvalidPortfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.planning.planner import make_plan


def replanned(case: Case) -> Plan:
    """The audited plan from the day of the case on."""
    budget = Budget(seconds=None, workers=1)
    return make_plan(case.portfolio, party=case.party, baseline=case.baseline, today=case.today, budget=budget).plan


def past_kept(case: Case, plan: Plan) -> bool:
    """Whether what has begun stands where it stood, and nothing else begins before today."""
    now = {(item.production, item.need): item for item in plan.placements}
    begun = {(item.production, item.need): item for item in case.baseline.placements if item.start < case.today}
    stands = all(
        key in now and now[key].stages == item.stages and now[key].start == item.start for key, item in begun.items()
    )
    return stands and all(item.start >= case.today for key, item in now.items() if key not in begun)


def test_the_past_stands_and_the_rest_costs_what_enumeration_says_is_the_least(count, seed) -> None:
    wrong = []
    solved = infeasible = begun = 0
    for offset in range(count(300, 6_000)):
        drawn = draw_case(seed + offset)
        drawn = Case(drawn.portfolio, drawn.party)
        try:
            first = replanned(drawn)
        except InvalidPortfolio:
            continue
        if not first.placements:
            continue
        case = changed(Random(f"{seed}/{offset}"), drawn, first)
        try:
            plan = replanned(case)
        except (InvalidPortfolio, InputError):
            continue
        optimum = best(case)
        if plan.status is PlanStatus.INFEASIBLE:
            infeasible += 1
            right = optimum.objective is None and plan.findings != ()
        else:
            solved += 1
            begun += any(item.start < case.today for item in first.placements)
            right = past_kept(case, plan) and plan.status is PlanStatus.OPTIMAL and plan.objective == optimum.objective
            right = right and all(
                next((late.days for late in plan.late if late.production == item.production), item.days) >= item.days
                for item in plan.certain
            )
        if not right:
            wrong.append((seed + offset, plan.status, plan.objective, optimum.objective))
    assert wrong == []
    assert (solved > 150, begun > 100, infeasible > 10) == (True, True, True), (solved, begun, infeasible)
