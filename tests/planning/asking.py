"""How the tests here ask for a plan: one worker, no clock, and the audit as always."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planning.audit import written
from planning.audit.written import lease, stage
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, Why
from stagehold.planning.planner import Planned, make_plan
from stagehold.planning.remedies import find_remedies

PARTIES = [{"id": "us", "name": "Us"}, {"id": "them", "name": "Them"}]


def portfolio(**tables: Any) -> Portfolio:
    """Records as a file would write them; the parties ``us`` and ``them`` are there."""
    return written.portfolio(**{"parties": PARTIES, **tables})


def planned(facts: Portfolio, *, party: str = "us", baseline: Plan | None = None) -> Planned:
    """The plan with its question; ``us`` is who plans in written portfolios."""
    return make_plan(facts, party=party, baseline=baseline, budget=Budget(seconds=None, workers=1))


def plan(facts: Portfolio, *, party: str = "us", baseline: Plan | None = None) -> Plan:
    return planned(facts, party=party, baseline=baseline).plan


def placed(made: Plan) -> dict[str, tuple[str, str, str]]:
    """``{"p/m": ("a b+c", first day, last day)}``: the last day is the one before the half-open end."""
    return {
        f"{item.production}/{item.need}": (
            " ".join(item.stages),
            item.start.isoformat(),
            (item.end - timedelta(days=1)).isoformat(),
        )
        for item in made.placements
    }


def first_days(made: Plan) -> dict[str, str]:
    return {f"{item.production}/{item.need}": item.start.isoformat() for item in made.placements}


def why(made: Plan, production: str = "p") -> dict[str, Why]:
    """Reasons by stage; a production with several needs may have several a stage, and the last one is here."""
    entries = [*made.late, *made.unplaced]
    return {reason.stage: reason for item in entries if item.production == production for reason in item.why}


def remedies(facts: Portfolio, production: str = "p") -> dict[str, Any]:
    """Verified remedies for one production by kind."""
    found = find_remedies(planned(facts), Budget(seconds=None, workers=1), only=production)
    return {remedy.kind.value: remedy for remedy in found}


def need(days: int = 3, **fields: Any) -> dict[str, Any]:
    return {"id": "m", "phases": {"shoot": days}, **fields}


def production(id_: str, *needs: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A production ready on 10 January 2027 unless told otherwise, with a need ``m`` of three shoot days."""
    return {"id": id_, "ready": "2027-01-10", "needs": list(needs) or [need()], **fields}


def day(text: str) -> date:
    return date.fromisoformat(text)


__all__ = [
    "day",
    "first_days",
    "lease",
    "need",
    "placed",
    "plan",
    "planned",
    "portfolio",
    "production",
    "remedies",
    "stage",
    "why",
]
