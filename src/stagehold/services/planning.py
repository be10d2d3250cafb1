"""Making plans and explaining them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, nearest
from stagehold.files import Loaded
from stagehold.files.plans import read_plan
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan
from stagehold.planning.planner import Planned, make_plan
from stagehold.planning.remedies import with_remedies
from stagehold.services.portfolios import open_portfolio, placed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """A plan with the portfolio it is made for."""

    loaded: Loaded
    planned: Planned

    @property
    def plan(self) -> Plan:
        """The plan, audited."""
        return self.planned.plan


def plan(
    path: Path,
    *,
    party: str | None = None,
    baseline: Path | None = None,
    today: date | None = None,
    budget: Budget,
) -> PlanResult:
    """Plan a portfolio, with reasons and verified remedies; findings name file and line.

    Raises
    ------
    InvalidPortfolio, MissingFacts, NotSupported, Unreadable
        If the portfolio or the baseline cannot be planned with.
    AuditFailed
        If the independent audit refuses the plan.
    """
    loaded = open_portfolio(path)
    before = None if baseline is None else read_plan(baseline)
    return plan_loaded(loaded, party=party, baseline=before, today=today, budget=budget)


def plan_loaded(
    loaded: Loaded,
    *,
    party: str | None = None,
    baseline: Plan | None = None,
    today: date | None = None,
    budget: Budget,
    remedies: bool = True,
) -> PlanResult:
    """Plan a portfolio at hand; without ``remedies`` as soon as the plan is made."""
    try:
        planned = make_plan(loaded.portfolio, party=party, baseline=baseline, today=today, budget=budget)
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong
    planned = replace(planned, plan=replace(planned.plan, findings=placed(loaded, planned.plan.findings)))
    return PlanResult(loaded=loaded, planned=with_remedies(planned, budget) if remedies else planned)


def explain(path: Path, production: str, *, party: str | None = None, budget: Budget) -> PlanResult:
    """Plan, and look for remedies for one production only.

    Raises
    ------
    InputError
        If the portfolio has no such production to plan.
    """
    return explain_of(open_portfolio(path), production, party=party, budget=budget)


def explain_of(
    loaded: Loaded,
    production: str,
    *,
    party: str | None = None,
    baseline: Plan | None = None,
    today: date | None = None,
    budget: Budget,
) -> PlanResult:
    """The same for a portfolio at hand, close to a baseline where one is given."""
    known = [item.id for item in loaded.portfolio.productions.values() if item.needs]
    if production not in known:
        finding = Finding(
            rule="unknown-production",
            field="PRODUCTION",
            found=production,
            allowed=", ".join(known),
            nearest=nearest(production, known),
        )
        raise InputError(f"no production {production!r} to plan", [finding])
    try:
        planned = make_plan(loaded.portfolio, party=party, baseline=baseline, today=today, budget=budget)
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong
    helped = with_remedies(planned, budget, only=production).plan
    finished = replace(helped, findings=placed(loaded, helped.findings))
    return PlanResult(loaded=loaded, planned=replace(planned, plan=finished))
