"""Findings as a table: what is wrong or worth knowing, of which record, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.finding_texts import finding_texts
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
    rows = tuple(_row(item, reader, portfolio) for item in findings)
    table = Table(key="findings", title=word("plan.findings"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("rule", "record"))


def _row(finding: Finding, reader: Reader, portfolio: Portfolio) -> tuple[Cell, ...]:
    texts = finding_texts(finding, reader)
    return (
        Cell(reader.word(f"severity.{finding.severity.value}"), finding.severity),
        Cell(texts.rule, finding.rule),
        Cell(finding.record, finding.record, record=_record_of(finding.record, portfolio)),
        Cell(finding.field, finding.field),
        Cell(texts.found, finding.found),
        Cell(texts.allowed, finding.allowed),
    )


def _record_of(id_: str, portfolio: Portfolio) -> str:
    kinds = [kind for kind, _ in portfolio.find(id_)] if id_ else []
    return f"{kinds[0]}/{id_.rpartition('/')[2]}" if len(kinds) == 1 else ""
