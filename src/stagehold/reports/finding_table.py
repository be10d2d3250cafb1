"""Findings as a table: what is wrong or worth knowing, of which record, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, Table, columns, without_empty_columns


def findings_table(findings: Iterable[Finding], reader: Reader, portfolio: Portfolio) -> Table:
    """A row a finding, in the order given; each leads to its record where one record has that id."""
    word = reader.word
    head = columns(
        ("severity", word("severity")),
        ("rule", word("rule")),
        ("record", word("record")),
        ("field", word("field")),
        ("found", word("found")),
        ("allowed", word("allowed")),
    )
    rows = tuple(
        (
            Cell(word(f"severity.{item.severity.value}"), item.severity),
            Cell(item.rule, item.rule),
            Cell(item.record, item.record, record=_record_of(item.record, portfolio)),
            Cell(item.field, item.field),
            Cell(item.found, item.found),
            Cell(item.allowed, item.allowed),
        )
        for item in findings
    )
    table = Table(key="findings", title=word("plan.findings"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("rule", "record"))


def _record_of(id_: str, portfolio: Portfolio) -> str:
    kinds = [kind for kind, _ in portfolio.find(id_)] if id_ else []
    return f"{kinds[0]}/{id_.rpartition('/')[2]}" if len(kinds) == 1 else ""
