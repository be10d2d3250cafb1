"""What publishing a plan did, need by need, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stagehold.desk.queue import rank
from stagehold.domain.booking import LineState
from stagehold.reports.table import Cell, ColumnKind, Table, columns, without_empty_columns

if TYPE_CHECKING:
    from stagehold.reports.desk_names import DeskNames
    from stagehold.services.holding_plans import NeedPublished


def needs_table(names: DeskNames, needs: Iterable[NeedPublished]) -> Table:
    """What became of each need of a published plan, and where it stands now."""
    head = columns(
        ("production", "Production"),
        ("need", "Need"),
        ("became", "What"),
        ("booking", "Booking"),
        ("stages", "Stages"),
        ("from", "From"),
        ("to", "To"),
        ("rank", "Rank", ColumnKind.NUMBER),
    )
    rows = tuple(tuple(Cell(text) for text in _row(names, item)) for item in needs)
    return without_empty_columns(Table(key="needs", title="Needs", columns=head, rows=rows))


def _row(names: DeskNames, item: NeedPublished) -> tuple[str, ...]:
    told = (item.production, item.need, item.became.value, item.booking)
    if not item.lines:
        return (*told, "", "", "", "")
    ranks = [rank(names.desk, line) for line in item.lines if line.state is LineState.HOLD]
    return (
        *told,
        ", ".join(dict.fromkeys(names.space(line.space) for line in item.lines)),
        names.day(min(line.span.start for line in item.lines)),
        names.last(max((line.span for line in item.lines), key=lambda span: span.end)),
        str(max(ranks)) if ranks else "",
    )
