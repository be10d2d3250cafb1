"""On drawn cases the planner's plan costs exactly what enumeration says is the least, and its bound is one."""

from __future__ import annotations

from planning.brute_force import BruteForce, best
from planning.drawn_cases import Case, draw_case
from stagehold.domain.booking import LineState
from stagehold.domain.edtf import first_day, last_day
from stagehold.domain.errors import InvalidPortfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.planning.planner import make_plan


def planned(case: Case) -> Plan:
    """The audited plan."""
    budget = Budget(seconds=None, workers=1)
    return make_plan(case.portfolio, party=case.party, baseline=case.baseline, budget=budget).plan


def agrees(plan: Plan, optimum: BruteForce) -> bool:
    if plan.status is PlanStatus.INFEASIBLE:
        return optimum.objective is None and plan.placements == () and plan.findings != ()
    if plan.objective is None or plan.bound is None:
        return False
    return plan.status is PlanStatus.OPTIMAL and plan.bound <= plan.objective == optimum.objective


def refused_with_reason(refusal: InvalidPortfolio, case: Case, optimum: BruteForce) -> bool:
    """Records that contradict each other: no plan, no day for the production they name, or a day confirmed twice."""
    placed = {placement.production for placement in optimum.placements}
    rules = {finding.rule for finding in refusal.findings}
    named = {finding.record for finding in refusal.findings}
    if rules == {"double-booking"}:
        return confirmed_twice(case)
    return optimum.objective is None or (rules == {"no-day-left"} and not placed & named)


def confirmed_twice(case: Case) -> bool:
    """Whether two confirmed lines share a day on a space, counted day by day."""
    seen: set[tuple[str, int]] = set()
    for booking in case.portfolio.bookings.values():
        for line in booking.lines:
            first, last = first_day(line.days), last_day(line.days)
            if line.state is not LineState.CONFIRMED or first is None or last is None:
                continue
            days = {(line.space, day) for day in range(first.toordinal(), last.toordinal() + 1)}
            if days & seen:
                return True
            seen |= days
    return False


def test_the_plan_costs_what_enumeration_says_is_the_least(count, seed) -> None:
    wrong = []
    solved = infeasible = 0
    for offset in range(count(500, 10_000)):
        case = draw_case(seed + offset)
        optimum = best(case)
        try:
            plan = planned(case)
        except InvalidPortfolio as refusal:
            if not refused_with_reason(refusal, case, optimum):
                wrong.append((seed + offset, refusal.findings, optimum.objective))
            continue
        if not agrees(plan, optimum):
            wrong.append((seed + offset, (plan.status, plan.objective), optimum.objective))
        solved += plan.status is PlanStatus.OPTIMAL
        infeasible += plan.status is PlanStatus.INFEASIBLE
    assert wrong == []
    assert solved > 400
    assert infeasible > 5
