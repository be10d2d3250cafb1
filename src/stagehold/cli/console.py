"""Words and tables for people on standard error and output; JSON for programs on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from stagehold.domain.errors import StageholdError
from stagehold.domain.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console

    from stagehold.reports.reader import Reader
    from stagehold.reports.table import Cell, Table

_PIPED_WIDTH = 160  # columns, where no terminal says
_MOST_ALIKE = 3  # findings of one rule shown one by one in a summary
_MOST_FINDINGS = 200  # shown to a person; --json has them all


@cache
def human() -> Console:
    """Standard error, for messages and progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


@cache
def out() -> Console:
    """Standard output, for tables."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=_PIPED_WIDTH)
    return console


def print_json(data: object) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def print_table(table: Table, reader: Reader) -> None:
    """Print a report's table and its notes; marks (assumed, in conflict) stand behind the cells in words."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    from stagehold.reports.text import cell_text

    numeric = {"number", "area"}
    rich_table = RichTable(title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in table.columns:
        rich_table.add_column(column.title, justify="right" if column.kind in numeric else "left", overflow="fold")
    for row in table.rows:
        shown = zip(table.columns, row, strict=True)
        rich_table.add_row(*(Text(_shown(column.kind, cell, cell_text(cell, reader))) for column, cell in shown))
    if not table.rows:
        rich_table.add_row(*(Text("—") for _ in table.columns))
    out().print(rich_table)
    for note in table.notes:
        out().print(f"  {note}")


def _shown(kind: str, cell: Cell, text: str) -> str:
    """A column of sources names the first; ``stagehold sources`` and the report name all."""
    if kind != "source" or len(cell.sources) < 2:
        return text
    return f"{cell.sources[0]} +{len(cell.sources) - 1}"


def print_summary(findings: Iterable[Finding]) -> None:
    """Findings on standard error, those of one rule in one line when they are many."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, same in by_rule.items():
        if len(same) <= _MOST_ALIKE:
            print_findings(same)
        else:
            records = ", ".join(dict.fromkeys(finding.record for finding in same))
            human().print(f"{same[0].severity}: {rule}: {len(same)} times ({records}); allowed: {same[0].allowed}")


def print_findings(findings: Iterable[Finding]) -> None:
    """One line a finding, on standard error."""
    listed = list(findings)
    for finding in listed[:_MOST_FINDINGS]:
        human().print(str(finding))
    if len(listed) > _MOST_FINDINGS:
        human().print(f"… and {len(listed) - _MOST_FINDINGS} more; --json lists all")


def fail(wrong: StageholdError, *, json_wanted: bool) -> None:
    """Say what went wrong: the findings, then the message."""
    findings: tuple[Finding, ...] = getattr(wrong, "findings", ())
    if json_wanted:
        data: dict[str, Any] = {
            "error": {"code": wrong.code, "message": str(wrong)},
            "findings": [finding.as_dict() for finding in findings],
        }
        print_json(data)
    print_findings(findings)
    human().print(f"stagehold: {wrong}")
