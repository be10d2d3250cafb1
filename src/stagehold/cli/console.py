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

    from stagehold.reports.table import Table

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

    return Console(highlight=False, markup=False)


def print_json(data: object) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def print_table(table: Table) -> None:
    """Print a report's table; marks and sources stand in the cells' own words."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    numeric = {"number", "area"}
    rich_table = RichTable(title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in table.columns:
        rich_table.add_column(column.title, justify="right" if column.kind in numeric else "left", overflow="fold")
    for row in table.rows:
        rich_table.add_row(*(Text(cell.text) for cell in row))
    if not table.rows:
        rich_table.add_row(*(Text("—") for _ in table.columns))
    out().print(rich_table)


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
