"""Planning again from an earlier plan, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stagehold.files.plans import read_plan
from stagehold.planning.budget import Budget
from stagehold.planning.changes import NeedChange, changes_of
from stagehold.planning.plan import Plan
from stagehold.services.planning import PlanResult, plan_loaded
from stagehold.services.portfolios import open_portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanResult:
    """A plan with the one it was made from and every need that changed, the first day first."""

    result: PlanResult
    baseline: Plan
    changes: tuple[NeedChange, ...]

    @property
    def plan(self) -> Plan:
        """The new plan, audited."""
        return self.result.plan


def replan(
    path: Path, *, baseline: Path, today: date | None = None, party: str | None = None, budget: Budget
) -> ReplanResult:
    """Plan a portfolio with few changes to a baseline; with ``today`` the past stays as it is.

    Raises
    ------
    InputError, InvalidPortfolio, MissingFacts, NotSupported, Unreadable
        If the portfolio or the baseline cannot be planned with.
    AuditFailed
        If the independent audit refuses the plan.
    """
    loaded = open_portfolio(path)
    before = read_plan(baseline)
    result = plan_loaded(loaded, party=party, baseline=before, today=today, budget=budget)
    return ReplanResult(result=result, baseline=before, changes=changes_of(result.planned, before))
