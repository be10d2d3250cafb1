"""Plans of several scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from stagehold.planning.plan import Plan, PlanStatus
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns, without_empty_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """One scenario: ``late_days`` is the sum over late productions, ``last`` the last day on a stage."""

    name: str
    status: PlanStatus
    placed: int
    unplaced: tuple[str, ...]
    late: tuple[str, ...]
    late_days: int
    worst_days: int
    stage_days: int
    last: date | None
    objective: Decimal | None
    bound: Decimal | None
    assumptions: int


def compare(plans: Sequence[tuple[str, Plan]]) -> tuple[ScenarioRow, ...]:
    """A row for each named plan, in the order given."""
    return tuple(_row(name, plan) for name, plan in plans)


def _row(name: str, plan: Plan) -> ScenarioRow:
    ends = [item.end for item in plan.placements]
    return ScenarioRow(
        name=name,
        status=plan.status,
        placed=len({item.production for item in plan.placements}),
        unplaced=tuple(item.production for item in plan.unplaced),
        late=tuple(item.production for item in plan.late),
        late_days=sum(item.days for item in plan.late),
        worst_days=max((item.days for item in plan.late), default=0),
        stage_days=sum((item.end - item.start).days * len(item.members) for item in plan.placements),
        last=max(ends) - timedelta(days=1) if ends else None,
        objective=plan.objective,
        bound=plan.bound,
        assumptions=len(plan.assumptions),
    )


def compare_table(rows: Sequence[ScenarioRow], reader: Reader) -> Table:
    """The scenarios as one table, a line each."""
    word = reader.word
    head = columns(
        ("name", word("scenario")),
        ("status", word("figure.status")),
        ("placed", word("compare.placed"), ColumnKind.NUMBER),
        ("unplaced", word("compare.unplaced")),
        ("late", word("compare.late"), ColumnKind.NUMBER),
        ("late_days", word("compare.late-days"), ColumnKind.NUMBER),
        ("worst_days", word("compare.worst"), ColumnKind.NUMBER),
        ("stage_days", word("compare.stage-days"), ColumnKind.NUMBER),
        ("last", word("compare.last"), ColumnKind.DATE),
        ("objective", word("figure.objective"), ColumnKind.NUMBER),
        ("bound", word("figure.bound"), ColumnKind.NUMBER),
    )
    written = tuple(
        (
            Cell(row.name, row.name),
            Cell(word(f"plan-status.{row.status.value}"), row.status),
            Cell(reader.number(row.placed), row.placed),
            Cell(_unplaced(row, reader), row.unplaced),
            Cell(reader.number(len(row.late)), len(row.late)),
            Cell(reader.number(row.late_days), row.late_days),
            Cell(reader.number(row.worst_days), row.worst_days),
            Cell(reader.number(row.stage_days), row.stage_days),
            Cell("" if row.last is None else reader.day(row.last), row.last or ""),
            Cell(word("figure.none") if row.objective is None else reader.number(row.objective), row.objective),
            Cell(word("figure.none") if row.bound is None else reader.number(row.bound), row.bound),
        )
        for row in rows
    )
    table = Table(key="scenarios", title=word("compare.title"), columns=head, rows=written)
    return without_empty_columns(table, keep=("name", "status"))


def _unplaced(row: ScenarioRow, reader: Reader) -> str:
    if not row.unplaced:
        return "0"
    return f"{reader.number(len(row.unplaced))}: {reader.word('list-comma').join(row.unplaced)}"
