"""What would make a production fit, or fit sooner; each remedy is verified by planning again.

A remedy is a change of the portfolio. The changed portfolio is planned anew from the plan at hand, audited, and
listed with the objective it leads to, if that helps the production. A small portfolio is planned anew as a whole; of a
large one the production and whoever is in its way, all others staying where they are (``planning.nearby``): the
objective listed is that of a plan which exists, and a longer search might find a cheaper one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stagehold.domain.days import Span
from stagehold.domain.errors import StageholdError
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Offer, PhaseKind
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget
from stagehold.planning.build import question_of
from stagehold.planning.carrying import carried
from stagehold.planning.facts import Facts
from stagehold.planning.nearby import Nearby
from stagehold.planning.plan import Plan, PlanStatus, Remedy, RemedyKind
from stagehold.planning.planner import Planned, solve
from stagehold.planning.proposals import Proposal, blockers, days_late, proposals, stages_of_lease, standing_on

SMALL = 60  # needs up to which a changed portfolio is planned anew as a whole
SHARE = 0.34  # of the time limit that remedies for a whole plan may take
MOST_PLANS = 12  # whole plans made for remedies
MOST_PRODUCTIONS = 20  # looked at hard; and all that are, where no time limit is set
_WRITING = 0.0003  # seconds a need that writing the answer takes, inside of the time limit
_EACH_SECONDS = 2.0  # at most for one verification; a plan near the one at hand is found at once
_EACH_SHARE = 0.25  # of the time left, so that several get their turn
_EACH_STEPS = 300  # the same in search steps, where no time limit is set
_MORE_RIVALS = 3  # set free beside the production where it alone finds nothing better


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Verified remedies, and of how many of the late and unplaced productions all proposals were tried."""

    remedies: tuple[Remedy, ...]
    looked_at: int
    productions: int


def with_remedies(planned: Planned, budget: Budget, *, only: str | None = None) -> Planned:
    """The plan with its remedies, and a finding where they were not looked for in all that is late or unplaced.

    Parameters
    ----------
    budget
        That of the whole command: remedies for a whole plan take a share of its time, those for one production all
        that is left.
    only
        The one production to look at.
    """
    part = budget
    if only is None and budget.seconds is not None:
        written = budget.seconds - _WRITING * len(planned.question.problem.needs)
        part = replace(budget, seconds=max(0.0, min(written, budget.gone + SHARE * budget.seconds)))
    found = look_for_remedies(planned, part, only=only)
    plan = planned.plan
    findings = plan.findings
    if only is None and found.looked_at < found.productions:
        findings += (_in_part(found),)
    stopped = budget.stopped and plan.status is PlanStatus.FEASIBLE
    status = PlanStatus.STOPPED if stopped else plan.status
    return replace(planned, plan=replace(plan, remedies=found.remedies, findings=findings, status=status))


def find_remedies(planned: Planned, budget: Budget, *, only: str | None = None) -> tuple[Remedy, ...]:
    """Verified remedies for the late and unplaced productions; for one when ``only`` names it."""
    return look_for_remedies(planned, budget, only=only).remedies


def look_for_remedies(planned: Planned, budget: Budget, *, only: str | None = None) -> Found:
    """Remedies of the costliest productions first, until time or numbers are over."""
    wanted = [id_ for id_ in _by_cost(planned) if only in (None, id_)]
    search = _Search(planned, budget, whole=only is None)
    looked_at = 0
    for production in wanted:
        if not search.look(production):
            break
        looked_at += 1
    remedies = tuple(sorted(search.found, key=_order))
    return Found(remedies=remedies, looked_at=looked_at, productions=len(wanted))


def _in_part(found: Found) -> Finding:
    return Finding(
        rule="remedies-in-part",
        severity=Severity.WARNING,
        record="plan",
        field="remedies",
        found=f"looked for in {found.looked_at} of {found.productions} late or unplaced productions, costliest first",
        allowed="a longer --time-limit, or stagehold why for one production",
    )


class _Search:
    """Tries proposals and keeps what was verified."""

    def __init__(self, planned: Planned, budget: Budget, *, whole: bool) -> None:
        self._planned = planned
        self._budget = budget
        self._small = len(planned.question.problem.needs) <= SMALL
        self._nearby = Nearby(planned)
        self._standing = standing_on(planned)
        self._whole = whole
        least = {RemedyKind.READY_EARLIER, RemedyKind.ADD_STAGE}
        # Proposals come the smallest first. In a large plan one verified of a kind has to do.
        self._first_is_least = least if self._small else {*least, RemedyKind.EXTEND, RemedyKind.SWAP}
        self._placed = len({item.production for item in planned.plan.placements})
        self._plans = 0
        self._productions = 0
        self.found: list[Remedy] = []

    def look(self, production: str) -> bool:
        """Try everything for one production; whether nothing ended that too soon."""
        if self._over():
            return False
        self._productions += 1
        done: set[tuple[str, RemedyKind]] = set()
        for proposal in proposals(self._planned, production, self._standing):
            if self._over():
                return False
            if proposal.kind in self._first_is_least and (production, proposal.kind) in done:
                continue
            self._tell()
            remedy = self._verified(proposal)
            if remedy is not None:
                self.found.append(remedy)
                done.add((production, proposal.kind))
        return True

    def _tell(self) -> None:
        plan = self._planned.plan
        best, bound = (None if value is None else float(value) for value in (plan.objective, plan.bound))
        self._budget.report("remedies", best=best, bound=bound, placed=self._placed)

    def _over(self) -> bool:
        many = self._plans >= MOST_PLANS or (self._budget.seconds is None and self._productions > MOST_PRODUCTIONS)
        return many or self._budget.over()

    def _verified(self, proposal: Proposal) -> Remedy | None:
        """The remedy if the changed portfolio has an audited plan that serves the production better."""
        plan = self._better(proposal, proposal.portfolio)
        remedy = None if plan is None else _remedy(self._planned, proposal, plan)
        if plan is None or remedy is None or proposal.kind is not RemedyKind.SPOT:
            return remedy
        cost = str(self._least_spot_cost(proposal, plan))
        return replace(remedy, change={**remedy.change, "cost": cost})

    def _better(self, proposal: Proposal, portfolio: Portfolio) -> Plan | None:
        """An audited plan of the changed portfolio; of a large one, a plan that serves the production better."""
        if self._small:
            self._plans += 1
            return self._replanned(portfolio)
        first = (proposal.production, *proposal.rivals)
        frees = [first]
        if proposal.kind is not RemedyKind.SWAP and (not self._whole or self._productions <= MOST_PRODUCTIONS):
            more = [id_ for id_ in blockers(self._planned, proposal.production) if id_ not in first]
            frees.append((*first, *more[:_MORE_RIVALS]))
        for free in frees:
            plan = self._nearby.replan(portfolio, free, proposal.stages, self._share())
            if plan is not None and _remedy(self._planned, proposal, plan) is not None:
                return plan
            if self._over():
                break
        return None

    def _share(self) -> Budget:
        """What one verification may take."""
        budget = self._budget
        return Budget(
            seconds=None if budget.left is None else min(_EACH_SECONDS, _EACH_SHARE * budget.left),
            iterations=None if budget.iterations is None else _EACH_STEPS,
            workers=budget.workers,
            seed=budget.seed,
            stop=budget.stop,
        )

    def _replanned(self, portfolio: Portfolio) -> Plan | None:
        """The changed portfolio planned anew from the plan at hand; None if it has no plan."""
        asked = self._planned.question
        before, today = asked.baseline, asked.past.today
        try:
            question = question_of(Facts.settled(portfolio), party=asked.problem.party, baseline=before, today=today)
        except StageholdError:
            return None
        start = carried(asked.problem, self._planned.solution, question)
        plan = solve(question, self._share(), start=start).plan
        if plan.objective is None:
            return None
        wrong = audit(question.facts.portfolio, plan, party=plan.party, baseline=question.baseline, today=today)
        return None if wrong else plan

    def _least_spot_cost(self, proposal: Proposal, plan: Plan) -> Decimal:
        """Money for the offer: as the plan uses it, or less where the production alone on it does as well."""
        offer = self._planned.question.facts.portfolio.offers[str(proposal.change["offer"])]
        cost = _spot_cost(self._planned, plan, offer)
        shared = any(item.production != proposal.production and offer.space in item.members for item in plan.placements)
        if proposal.alone is not None and shared:
            other = self._better(proposal, proposal.alone())
            if other is not None and other.objective == plan.objective:
                cost = min(cost, _spot_cost(self._planned, other, offer))
        return cost


def _order(remedy: Remedy) -> tuple[Decimal, str, str]:
    return remedy.objective_after, remedy.production, remedy.kind.value


def _by_cost(planned: Planned) -> list[str]:
    problem = planned.question.problem
    cost = {item.id: item.drop_cost for item in problem.productions}
    weight = {item.id: item.weight * problem.costs.late for item in problem.productions}
    dropped = [(cost[item.production], item.production) for item in planned.plan.unplaced]
    late = [(weight[item.production] * item.days, item.production) for item in planned.plan.late]
    return [id_ for _, id_ in sorted([*dropped, *late], key=lambda pair: (-pair[0], pair[1]))]


def _remedy(planned: Planned, proposal: Proposal, plan: Plan) -> Remedy | None:
    """The remedy that a plan of the changed portfolio shows, if it is one."""
    if plan.objective is None or planned.plan.objective is None or not _helps(planned.plan, plan, proposal.production):
        return None
    change = {key: value for key, value in proposal.change.items() if value is not None}
    if proposal.kind is RemedyKind.SWAP:
        rival = str(change["with"])
        change["days"] = days_late(plan, rival) - days_late(planned.plan, rival)
        if change["days"] <= 0 or any(item.production == rival for item in plan.unplaced):
            return None
    elif plan.objective >= planned.plan.objective:
        return None
    used = _used(planned, proposal, plan)
    if used is None:
        return None  # a longer look found the better plan, not the change
    kind, objective = proposal.kind, plan.objective
    return Remedy(production=proposal.production, kind=kind, change={**change, **used}, objective_after=objective)


def _used(planned: Planned, proposal: Proposal, plan: Plan) -> dict[str, Any] | None:
    """What the plan uses of the change, where that may be less than was tried; None where it uses nothing of it."""
    change = proposal.change
    if proposal.kind is RemedyKind.READY_EARLIER:
        tried = date.fromisoformat(change["ready"])
        first = max(tried, min(item.start for item in plan.placements if item.production == proposal.production))
        days = int(change["days"]) - (first - tried).days
        return {"days": days, "ready": first.isoformat()} if days > 0 else None
    if proposal.kind is RemedyKind.EXTEND:
        until, days = date.fromisoformat(change["until"]), int(change["days"])
        end = proposal.end or until
        stages = stages_of_lease(planned, change["lease"])
        behind = [(item.end - end).days for item in plan.placements if stages & {*item.members}]
        needed = min(days, max(behind, default=0))
        return {"days": needed, "until": (until - timedelta(days=days - needed)).isoformat()} if needed > 0 else None
    if proposal.kind in (RemedyKind.ADD_STAGE, RemedyKind.SPOT):
        stays = [item for item in plan.placements if {*proposal.stages} & {*item.members}]
        if not stays or proposal.kind is RemedyKind.SPOT:
            return {} if stays else None
        last = max(item.end for item in stays) - timedelta(days=1)
        return {"from": min(item.start for item in stays).isoformat(), "to": last.isoformat()}
    return {}


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
