"""A plan as rows: placements, phases by stage, reasons, remedies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Placement, Plan, Why
from stagehold.reports.plain import plain
from stagehold.reports.stated import as_text
from stagehold.reports.timeline_rows import late_from
from stagehold.services.notebook.frames import Kind, Rows
from stagehold.services.notebook.portfolio_rows import name_of

TEXT, DAY, COUNT, NUMBER, FLAG = Kind.TEXT, Kind.DAY, Kind.COUNT, Kind.NUMBER, Kind.FLAG


def placements(portfolio: Portfolio, plan: Plan) -> Rows:
    """A row for each placement, in the order of their first days; ``end`` is half-open."""
    rows = [
        (
            *(item.production, _name(item, portfolio), item.need, ", ".join(item.stages)),
            *(item.start, item.end, (item.end - item.start).days, late_from(item, portfolio), item.late_days),
        )
        for item in in_order(plan)
    ]
    columns = {"production": TEXT, "name": TEXT, "need": TEXT, "stages": TEXT, "start": DAY, "end": DAY}
    return Rows({**columns, "days": COUNT, "due": DAY, "late_days": COUNT}, rows)


def phases(portfolio: Portfolio, plan: Plan) -> Rows:
    """A row for each phase on each stage: joined wholes are taken apart, so that stage-days can be summed.

    A stay without phases has one row, with no phase.
    """
    rows: list[tuple[object, ...]] = []
    for item in in_order(plan):
        spans: list[tuple[str | None, date, date]] = [(one.phase.value, one.start, one.end) for one in item.phases]
        for stage in item.members:
            space = portfolio.spaces.get(stage)
            for phase, start, end in spans or [(None, item.start, item.end)]:
                known = space.studio if space else None
                rows.append((item.production, item.need, stage, known, phase, start, end, (end - start).days))
    columns = {"production": TEXT, "need": TEXT, "stage": TEXT, "studio": TEXT, "phase": TEXT}
    return Rows({**columns, "start": DAY, "end": DAY, "days": COUNT}, rows)


def reasons(_: Portfolio, plan: Plan) -> Rows:
    """A row for each stage and reason that keeps a production late or without a place; ``late_days`` None: no place."""
    rows: list[tuple[object, ...]] = []
    for late in plan.late:
        rows += _why(late.production, late.days, late.why)
    for unplaced in plan.unplaced:
        rows += _why(unplaced.production, None, unplaced.why)
    columns = {"production": TEXT, "late_days": COUNT, "need": TEXT, "stage": TEXT, "reason": TEXT}
    return Rows({**columns, "by": TEXT, "detail": TEXT}, rows)


def remedies(_: Portfolio, plan: Plan) -> Rows:
    """A row for each change that would help; each was verified by planning again."""
    rows = [
        (item.production, item.kind.value, as_text(plain(item.change)), item.objective_after, item.verified)
        for item in plan.remedies
    ]
    columns = {"production": TEXT, "remedy": TEXT, "change": TEXT, "objective_after": NUMBER, "verified": FLAG}
    return Rows(columns, rows)


TABLES: Mapping[str, Callable[[Portfolio, Plan], Rows]] = {
    "placements": placements,
    "phases": phases,
    "reasons": reasons,
    "remedies": remedies,
}


def in_order(plan: Plan) -> list[Placement]:
    """The placements by first day, production and need."""
    return sorted(plan.placements, key=lambda item: (item.start, item.production, item.need))


def _name(item: Placement, portfolio: Portfolio) -> str:
    record = portfolio.productions.get(item.production)
    return item.production if record is None else name_of(record.name) or item.production


def _why(production: str, days: int | None, why: Iterable[Why]) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = [
        (production, days, item.need, item.stage, item.reason.value, ", ".join(item.by), item.detail) for item in why
    ]
    return found or [(production, days, None, None, None, None, None)]
