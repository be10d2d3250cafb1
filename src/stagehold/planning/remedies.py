"""What would make a production fit, or fit sooner; each remedy is verified by planning again.

A remedy is a change of the portfolio. The changed portfolio is planned anew from the plan at hand, audited, and
listed with the objective it leads to, if that helps the production.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.days import Span
from stagehold.domain.errors import StageholdError
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Offer, PhaseKind
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget
from stagehold.planning.build import question_of
from stagehold.planning.carrying import carried
from stagehold.planning.facts import Facts
from stagehold.planning.plan import Plan, Remedy, RemedyKind
from stagehold.planning.planner import Planned, solve
from stagehold.planning.proposals import EXTRA_STAGE, Proposal, days_late, proposals

_EACH_SECONDS = 2.0  # at most for one verification; a plan near the one at hand is found at once
_EACH_SHARE = 0.25  # of the time left, so that several get their turn
_EACH_STEPS = 300  # the same in search steps, where no time limit is set


def find_remedies(planned: Planned, budget: Budget, *, only: str | None = None, most: int = 12) -> tuple[Remedy, ...]:
    """Verified remedies for the late and unplaced productions, the costliest first; for one when ``only`` names it.

    Parameters
    ----------
    most
        Verifications at most; the budget may end them sooner.
    """
    found: list[Remedy] = []
    tried = 0
    for production in _by_cost(planned):
        if only not in (None, production):
            continue
        for proposal in proposals(planned, production):
            if budget.over() or tried >= most:
                return tuple(sorted(found, key=_order))
            tried += 1
            budget.report(f"remedy {proposal.kind} for {production}")
            remedy = _verified(planned, proposal, budget)
            if remedy is not None:
                found.append(remedy)
    return tuple(sorted(found, key=_order))


def _order(remedy: Remedy) -> tuple[Decimal, str, str]:
    return remedy.objective_after, remedy.production, remedy.kind.value


def _by_cost(planned: Planned) -> list[str]:
    problem = planned.question.problem
    cost = {item.id: item.drop_cost for item in problem.productions}
    weight = {item.id: item.weight * problem.costs.late for item in problem.productions}
    dropped = [(cost[item.production], item.production) for item in planned.plan.unplaced]
    late = [(weight[item.production] * item.days, item.production) for item in planned.plan.late]
    return [id_ for _, id_ in sorted([*dropped, *late], key=lambda pair: (-pair[0], pair[1]))]


def _verified(planned: Planned, proposal: Proposal, budget: Budget) -> Remedy | None:
    """The remedy if the changed portfolio has an audited plan that serves the production better."""
    plan = _better(planned, proposal, proposal.portfolio, budget)
    if plan is None or plan.objective is None or planned.plan.objective is None:
        return None
    change = {key: value for key, value in proposal.change.items() if value is not None}
    if proposal.kind is RemedyKind.SWAP:
        rival = str(change["with"])
        change["days"] = days_late(plan, rival) - days_late(planned.plan, rival)
        if change["days"] <= 0 or any(item.production == rival for item in plan.unplaced):
            return None
    elif plan.objective >= planned.plan.objective:
        return None
    if proposal.kind is RemedyKind.READY_EARLIER:
        # The plan may not need all of the days asked for.
        first = min(item.start for item in plan.placements if item.production == proposal.production)
        change["days"] = int(change["days"]) - max(0, (first - date.fromisoformat(change["ready"])).days)
        change["ready"] = max(first, date.fromisoformat(change["ready"])).isoformat()
    if proposal.kind is RemedyKind.ADD_STAGE:
        used = [item for item in plan.placements if EXTRA_STAGE in item.members]
        if not used:
            return None  # a longer look at the same stages found the better plan, not one more of them
        change["from"] = min(item.start for item in used).isoformat()
        change["to"] = (max(item.end for item in used) - timedelta(days=1)).isoformat()
    if proposal.kind is RemedyKind.SPOT:
        change["cost"] = str(_least_spot_cost(planned, proposal, plan, budget))
    objective = plan.objective
    return Remedy(production=proposal.production, kind=proposal.kind, change=change, objective_after=objective)


def _better(planned: Planned, proposal: Proposal, portfolio: Portfolio, budget: Budget) -> Plan | None:
    """An audited plan of the changed portfolio that serves the production better, if one was found."""
    own = Budget(
        seconds=None if budget.left is None else min(_EACH_SECONDS, _EACH_SHARE * budget.left),
        iterations=None if budget.iterations is None else _EACH_STEPS,
        workers=budget.workers,
        seed=budget.seed,
        stop=budget.stop,
    )
    try:
        before, today = planned.question.baseline, planned.question.past.today
        question = question_of(Facts.settled(portfolio), party=planned.plan.party, baseline=before, today=today)
    except StageholdError:
        return None
    plan = solve(question, own, start=carried(planned.question.problem, planned.solution, question)).plan
    if plan.objective is None:
        return None
    if audit(question.facts.portfolio, plan, party=plan.party, baseline=before, today=today):
        return None
    return plan if _helps(planned.plan, plan, proposal.production) else None


def _least_spot_cost(planned: Planned, proposal: Proposal, plan: Plan, budget: Budget) -> Decimal:
    """Money for the offer: as the plan uses it, or less where the production alone on it does as well."""
    offer = planned.question.facts.portfolio.offers[str(proposal.change["offer"])]
    cost = _spot_cost(planned, plan, offer)
    if proposal.alone is not None and any(
        item.production != proposal.production and offer.space in item.members for item in plan.placements
    ):
        other = _better(planned, proposal, proposal.alone, budget)
        if other is not None and other.objective == plan.objective:
            cost = min(cost, _spot_cost(planned, other, offer))
    return cost


def _helps(before: Plan, after: Plan, production: str) -> bool:
    if any(item.production == production for item in after.unplaced):
        return False
    if any(item.production == production for item in before.unplaced):
        return True
    return days_late(after, production) < days_late(before, production)


def _spot_cost(planned: Planned, plan: Plan, offer: Offer) -> Decimal:
    """Money for the days on the offer that no lease covers, at least its minimum days at its dearest rate used."""
    leased = planned.question.supply.stages.get(offer.space)
    spans = [grant.days for grant in leased.grants] if leased else []
    total = Decimal(0)
    for placement in plan.placements:
        if offer.space not in placement.members:
            continue
        days = 0
        rates = [Decimal(0)]
        for phase in placement.phases:
            for number in range(phase.start.toordinal(), phase.end.toordinal()):
                if not _covered(spans, date.fromordinal(number)):
                    rate = offer.rate.get(PhaseKind(phase.phase), Decimal(0))
                    rates.append(rate)
                    total += rate
                    days += 1
        if 0 < days < offer.min_days:
            total += (offer.min_days - days) * max(rates)
    return total


def _covered(spans: list[Span], on: date) -> bool:
    return any(span.start <= on < span.end for span in spans)
