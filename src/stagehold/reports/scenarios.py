"""Plans of a portfolio as it is and under named changes, side by side: figures with their differences, outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from stagehold.domain.days import Span
from stagehold.domain.findings import Finding
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.reports.plain import number

Value: TypeAlias = Decimal | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPlan:
    """One plan to compare.

    Parameters
    ----------
    id, name
        Of the scenario; both empty for the portfolio as it is.
    plan
        None where none was made.
    leased
        The days on lease of each stage that the plan could use.
    refused
        Why no plan could be made, where that is so; ``findings`` say where.
    """

    id: str = ""
    name: str = ""
    plan: Plan | None = None
    leased: Mapping[str, tuple[Span, ...]]
    refused: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a production: ``on-time``, ``late`` by so many days, ``unplaced``, or ``absent``."""

    kind: str
    late_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All plans, the one of the portfolio as it is first, and what differs.

    ``period`` is the days in which stage-days are counted, the same for all; None where nothing is placed.
    ``figures[i]`` belongs to ``plans[i]`` and is empty where there is no plan.
    """

    plans: tuple[ScenarioPlan, ...]
    period: Span | None
    figures: tuple[Mapping[str, Value], ...]
    changed: Mapping[str, tuple[Outcome | None, ...]]
    not_planned: tuple[str, ...] = ()


FIGURES = (
    "status", "objective", "bound", "gap", "unplaced_cost", "late_cost", "spot_cost", "moved_cost", "shifted_cost",
    "placed", "late", "late_days", "worst_days", "unplaced", "leased", "occupied", "share",
)  # fmt: skip


def comparison(plans: Sequence[ScenarioPlan], not_planned: Sequence[str] = ()) -> Comparison:
    """The figures of each plan, and the productions that do not come out alike."""
    period = _period(plans)
    return Comparison(
        plans=tuple(plans),
        period=period,
        figures=tuple(_figures(item, period) for item in plans),
        changed=_changed(plans),
        not_planned=tuple(not_planned),
    )


def _period(plans: Sequence[ScenarioPlan]) -> Span | None:
    """From the first day to the last end of any placement: every plan is counted in the same days."""
    placements = [item for run in plans if run.plan is not None for item in run.plan.placements]
    if not placements:
        return None
    return Span(min(item.start for item in placements), max(item.end for item in placements))


def _figures(run: ScenarioPlan, period: Span | None) -> Mapping[str, Value]:
    plan = run.plan
    if plan is None:
        return {}
    if plan.status is PlanStatus.INFEASIBLE:
        return {"status": plan.status.value, **dict.fromkeys(FIGURES[1:])}
    leased = sum(_inside(span, period) for spans in run.leased.values() for span in spans)
    occupied = sum(_inside(Span(item.start, item.end), period) * len(item.members) for item in plan.placements)
    placed = {item.production for item in plan.placements} - {item.production for item in plan.unplaced}
    gap = plan.gap
    return {
        "status": plan.status.value,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": None if gap is None else round(100 * gap, 2),
        "unplaced_cost": plan.terms.unplaced,
        "late_cost": plan.terms.late,
        "spot_cost": plan.terms.spot,
        "moved_cost": plan.terms.moved,
        "shifted_cost": plan.terms.shifted,
        "placed": len(placed),
        "late": len(plan.late),
        "late_days": sum(item.days for item in plan.late),
        "worst_days": max((item.days for item in plan.late), default=0),
        "unplaced": len(plan.unplaced),
        "leased": leased,
        "occupied": occupied,
        "share": None if not leased else round(Decimal(100 * occupied) / leased, 1),
    }


def _inside(span: Span, period: Span | None) -> int:
    shared = None if period is None else span.overlap(period)
    return 0 if shared is None else shared.days


def difference(value: Value, base: Value) -> Decimal | int | None:
    """The value less that of the portfolio as it is; None where either is no number."""
    if isinstance(value, Decimal | int) and isinstance(base, Decimal | int):
        return value - base
    return None


def outcomes(plan: Plan) -> dict[str, Outcome]:
    """What becomes of each production of a plan."""
    found = {item.production: Outcome(kind="on-time") for item in plan.placements}
    found |= {item.production: Outcome(kind="late", late_days=item.days) for item in plan.late}
    found |= {item.production: Outcome(kind="unplaced") for item in plan.unplaced}
    return found


def _changed(plans: Sequence[ScenarioPlan]) -> dict[str, tuple[Outcome | None, ...]]:
    """The productions that come out differently in some plan; None where there is no plan to say."""
    feasible = [
        outcomes(run.plan) if run.plan is not None and run.plan.status is not PlanStatus.INFEASIBLE else None
        for run in plans
    ]
    known = dict.fromkeys(id_ for found in feasible if found is not None for id_ in sorted(found))
    rows = {
        id_: tuple(None if found is None else found.get(id_, Outcome(kind="absent")) for found in feasible)
        for id_ in known
    }
    return {id_: row for id_, row in rows.items() if len({item for item in row if item is not None}) > 1}


def comparison_as_data(found: Comparison) -> dict[str, Any]:
    """Everything for a program: numbers, differences to the portfolio as it is, outcomes; ends are half-open."""
    base = found.figures[0] if found.figures else {}
    period = found.period
    ids = [run.id for run in found.plans]
    return {
        "period": None if period is None else {"start": _day(period.start), "end": _day(period.end)},
        "base": _plan_data(found.plans[0], base, None),
        "scenarios": [
            {"id": run.id, "name": run.name, **_plan_data(run, figures, base)}
            for run, figures in zip(found.plans[1:], found.figures[1:], strict=True)
        ],
        "productions": [
            {
                "production": production,
                "base": _outcome_data(row[0]),
                "scenarios": {id_: _outcome_data(item) for id_, item in zip(ids[1:], row[1:], strict=True)},
            }
            for production, row in found.changed.items()
        ],
        "not_planned": list(found.not_planned),
        "seed": next((run.plan.seed for run in found.plans if run.plan is not None), 0),
    }


def _plan_data(run: ScenarioPlan, figures: Mapping[str, Value], base: Mapping[str, Value] | None) -> dict[str, Any]:
    findings = run.plan.findings if run.plan is not None else run.findings
    data: dict[str, Any] = {
        "figures": {key: _plain(value) for key, value in figures.items()} or None,
        "assumptions": [] if run.plan is None else list(run.plan.assumptions),
        "findings": [finding.as_dict() for finding in findings],
    }
    if run.refused:
        data["refused"] = run.refused
    if base is not None:
        differences = {key: difference(value, base.get(key)) for key, value in figures.items() if key != "status"}
        data["difference"] = {key: _plain(value) for key, value in differences.items()} or None
    return data


def _plain(value: Value) -> float | int | str | None:
    return number(value) if isinstance(value, Decimal) else value


def _outcome_data(item: Outcome | None) -> dict[str, Any] | None:
    return None if item is None else {"outcome": item.kind, "late_days": item.late_days}


def _day(day: date) -> str:
    return day.isoformat()


def last_day(period: Span) -> date:
    """The last day counted."""
    return period.end - timedelta(days=1)
