"""A plan as the plain data of the machine contract: what ``stagehold plan --json`` prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from stagehold.planning.plan import Placement, Plan, PlanStatus, Remedy, Why
from stagehold.reports.plain import number, plain


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """Text, numbers, lists and mappings in the order of the contract; ends are half-open.

    An infeasible plan has no placements, and its objective, bound and gap are None. One planned from a day on has two
    keys more: ``today``, and ``late_certain`` with what is late whatever is planned from then on.

    Raises
    ------
    ValueError
        If a figure is not finite: JSON has no word for it.
    """
    infeasible = plan.status is PlanStatus.INFEASIBLE
    data: dict[str, Any] = {
        "status": plan.status.value,
        "objective": None if infeasible else _optional(plan.objective),
        "bound": None if infeasible else _optional(plan.bound),
        "gap": None if infeasible else _optional(plan.gap),
        "seconds": number(plan.seconds),
        "seed": plan.seed,
        "terms": {
            "unplaced": number(plan.terms.unplaced),
            "late": number(plan.terms.late),
            "spot": number(plan.terms.spot),
            "moved": number(plan.terms.moved),
            "shifted": number(plan.terms.shifted),
        },
        "placements": [] if infeasible else [_placement(placement) for placement in plan.placements],
        "late": [
            {"production": late.production, "days": late.days, "why": [_why(why) for why in late.why]}
            for late in plan.late
        ],
        "unplaced": [
            {"production": unplaced.production, "why": [_why(why) for why in unplaced.why]}
            for unplaced in plan.unplaced
        ],
        "remedies": [_remedy(remedy) for remedy in plan.remedies],
        "assumptions": list(plan.assumptions),
        "findings": [finding.as_dict() for finding in plan.findings],
    }
    if plan.today is not None:
        data["today"] = plan.today.isoformat()
        data["late_certain"] = [{"production": item.production, "days": item.days} for item in plan.certain]
    return data


def _optional(value: Decimal | None) -> float | None:
    return None if value is None else number(value)


def _placement(placement: Placement) -> dict[str, Any]:
    return {
        "production": placement.production,
        "need": placement.need,
        "stages": list(placement.stages),
        "start": placement.start.isoformat(),
        "end": placement.end.isoformat(),
        "phases": [
            {"phase": span.phase.value, "start": span.start.isoformat(), "end": span.end.isoformat()}
            for span in placement.phases
        ],
        "late_days": placement.late_days,
    }


def _why(why: Why) -> dict[str, Any]:
    return {
        "stage": why.stage,
        "reason": why.reason.value,
        "by": list(why.by),
        "detail": why.detail,
        "need": why.need,
    }


def _remedy(remedy: Remedy) -> dict[str, Any]:
    return {
        "production": remedy.production,
        "kind": remedy.kind.value,
        "change": plain(remedy.change),
        "objective_after": number(remedy.objective_after),
        "verified": remedy.verified,
    }
