"""Assumptions as a table: what is pinned, to which value, and why."""

from __future__ import annotations

from collections.abc import Iterable

from stagehold.domain.provenance import Assumption
from stagehold.reports.reader import Reader
from stagehold.reports.stated import as_text
from stagehold.reports.table import (
    Cell,
    ColumnKind,
    Mark,
    Table,
    columns,
    record_cell,
    source_cell,
    without_empty_columns,
)


def assumptions_table(assumptions: Iterable[Assumption], reader: Reader, title: str = "") -> Table:
    """One line an assumption, in the order given."""
    word = reader.word
    head = columns(
        ("assumption", word("assumption")),
        ("of", word("assumption.of")),
        ("value", word("value")),
        ("why", word("why")),
        ("by", word("assumption.by")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(
        (
            record_cell("assumption", item.id, marks=(Mark.ASSUMED,)),
            Cell(item.of, item.of),
            Cell(as_text(item.value), item.value),
            Cell(item.why, item.why),
            Cell(item.by or "", item.by or ""),
            source_cell(item.source),
        )
        for item in assumptions
    )
    table = Table(key="assumptions", title=title or word("assumptions"), columns=head, rows=rows)
    return without_empty_columns(table)
