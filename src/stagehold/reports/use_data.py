"""Use as the plain data that ``stagehold use --json`` prints. Ends are half-open, money is text, days are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from stagehold.domain.days import Span
from stagehold.domain.money import exactly
from stagehold.leasing.charge_out import Bearer, Charge
from stagehold.leasing.shooting import ShotFrom
from stagehold.leasing.stage_cost import CostRow
from stagehold.leasing.stage_facts import Basis
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import Ratio, UsedFigures, UseRow
from stagehold.planning.use_leases import RestsOn
from stagehold.reports.use import Use

UNITS = {Weight.COUNT: "stage-days", Weight.AREA: "m2-days"}


def use_as_data(use: Use) -> dict[str, Any]:
    """Text, numbers, lists and mappings: rows and total, cost, charge-out month by month, tenants, what it rests on."""
    return {
        "view": use.asked.view.value,
        "party": use.party,
        "period": _span(use.period),
        "by": use.asked.by.value,
        "weight": use.asked.weight.value,
        "unit": UNITS[use.asked.weight],
        "rows": [_row(row, use) for row in use.rows],
        "total": _row(use.total, use),
        "cost": [_cost(row) for basis in use.costs for row in use.costs[basis]],
        "total_cost": [_cost(row) for basis in use.total_costs for row in use.total_costs[basis]],
        "months": [month for basis, charges in use.charges.items() for month in _months(basis, charges)],
        "charge_out": [_charge(basis, charge) for basis, charges in use.charges.items() for charge in charges],
        "tenants": [
            {"party": tenant.party, "let": tenant.let, **{basis.value: days for basis, days in tenant.occupied.items()}}
            for tenant in use.tenants
        ],
        "assumptions": [item.id for item in use.assumptions],
        "plan_assumptions": list(use.plan_assumptions),
        "findings": [finding.as_dict() for finding in use.findings],
    }


def days_number(value: Fraction) -> int | float:
    """Whole days as such."""
    return value.numerator if value.denominator == 1 else float(value)


def _span(span: Span) -> dict[str, str]:
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _row(row: UseRow, use: Use) -> dict[str, Any]:
    return {
        "key": row.key,
        "stages": list(row.stages),
        "in_service": days_number(row.in_service),
        "lettable": days_number(row.lettable),
        "leased": days_number(row.leased),
        "let": days_number(row.let),
        "held": days_number(row.held),
        "ratios": [_ratio(ratio) for ratio in row.ratios],
        **{basis.value: _used(row.used[basis]) if basis in row.used else None for basis in Basis},
        "left_out": list(row.left_out),
        "area_bases": [basis.value for basis in row.bases],
        "rests_on": _rests(use.row_rests_on(row)),
    }


def _used(figures: UsedFigures) -> dict[str, Any]:
    return {
        "occupied": days_number(figures.occupied),
        "working": days_number(figures.working),
        "standing": days_number(figures.standing),
        "shot": days_number(figures.shot),
        "shot_from": {source.value: days_number(figures.shot_from[source]) for source in ShotFrom},
        "idle": {cause.value: days_number(days) for cause, days in figures.idle.items()},
        "ratios": [_ratio(ratio) for ratio in figures.ratios],
    }


def _ratio(ratio: Ratio) -> dict[str, Any]:
    value = ratio.value
    return {
        "part": ratio.part,
        "whole": ratio.whole,
        "days": days_number(ratio.days),
        "of": days_number(ratio.of),
        "outside": days_number(ratio.outside),
        "value": None if value is None else float(value),
    }


def _rests(rests: RestsOn) -> dict[str, Any]:
    dates = sorted(rests.dates, key=lambda item: (item.record, item.field))
    return {
        "assumptions": sorted(rests.assumptions),
        "dates": [
            {"record": item.record, "field": item.field, "stated": item.stated, "approximate": item.approximate}
            for item in dates
        ],
    }


def _cost(row: CostRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "currency": row.currency,
        "basis": row.basis.value,
        "cost": f"{row.cost:f}",
        "leased": days_number(row.leased),
        "occupied": days_number(row.occupied),
        "shot": days_number(row.shot),
        "per_leased": _money(row.per_leased),
        "per_occupied": _money(row.per_occupied),
        "per_shot": _money(row.per_shot),
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _charge(basis: Basis, charge: Charge) -> dict[str, Any]:
    return {
        "basis": basis.value,
        "month": charge.month.isoformat()[:7],
        "lease": charge.lease,
        "currency": charge.currency,
        "stage": charge.stage or None,
        "bearer": charge.bearer.value,
        "of": charge.of,
        "days": charge.days,
        "amount": f"{charge.amount:f}",
    }


def _months(basis: Basis, charges: Iterable[Charge]) -> Iterator[dict[str, Any]]:
    """Each month's cost in each currency, and the part of productions and of every cause of idleness."""
    sums: dict[tuple[str, str], dict[str, Decimal]] = {}
    idle: dict[tuple[str, str], dict[str, Decimal]] = {}
    with exactly():
        for charge in charges:
            key = (charge.month.isoformat()[:7], charge.currency)
            parts = sums.setdefault(key, {name: Decimal(0) for name in ("cost", "working", "standing")})
            causes = idle.setdefault(key, {})
            parts["cost"] += charge.amount
            if charge.bearer is Bearer.IDLE:
                causes[charge.of] = causes.get(charge.of, Decimal(0)) + charge.amount
            else:
                parts[charge.bearer.value] += charge.amount
    for key in sorted(sums):
        yield {
            "basis": basis.value,
            "month": key[0],
            "currency": key[1],
            **{name: f"{amount:f}" for name, amount in sums[key].items()},
            "idle": {cause: f"{idle[key][cause]:f}" for cause in sorted(idle[key])},
        }
