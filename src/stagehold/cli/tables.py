"""A report's table on standard output: side by side where the terminal is wide enough, else row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagehold.cli.console import out
from stagehold.reports.text import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table as RichTable

    from stagehold.reports.reader import Reader
    from stagehold.reports.table import Cell, Column, Table

_NUMERIC = {"number", "area"}
_GAP = 2  # columns rich leaves on either side of a column together
_EDGE = 2
_TALLEST_ROW = 4  # lines a row may take on the average before a list reads better


def print_table(table: Table, reader: Reader) -> None:
    """Print a table and its notes; marks (assumed, in conflict) stand behind the cells in words."""
    rows = [
        [_shown(column, cell, cell_text(cell, reader)) for column, cell in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]
    side_by_side = _side_by_side(table, rows)
    if _reads_well(table, rows, side_by_side):
        out().print(side_by_side)
    else:
        _print_rows(table, rows)
    for note in table.notes:
        out().print(f"  {note}")


def _shown(column: Column, cell: Cell, text: str) -> str:
    """A column of sources names the first; ``stagehold sources`` and the report name all."""
    if column.kind != "source" or len(cell.sources) < 2:
        return text
    return f"{cell.sources[0]} +{len(cell.sources) - 1}"


def _side_by_side(table: Table, rows: Sequence[Sequence[str]]) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    made = RichTable(title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in table.columns:
        made.add_column(column.title, justify="right" if column.kind in _NUMERIC else "left", overflow="fold")
    for row in rows or [["—"] * len(table.columns)]:
        made.add_row(*(Text(text) for text in row))
    return made


def _reads_well(table: Table, rows: Sequence[Sequence[str]], side_by_side: RichTable) -> bool:
    """Whether no word is cut and rows stay low."""
    from rich.cells import cell_len

    if not rows:
        return True
    by_column = [[column.title, *(row[index] for row in rows)] for index, column in enumerate(table.columns)]
    narrowest = [max((cell_len(word) for text in texts for word in text.split()), default=0) for texts in by_column]
    console = out()
    if sum(narrowest) + _GAP * len(narrowest) + _EDGE > console.width:
        return False
    return len(console.render_lines(side_by_side)) <= _TALLEST_ROW * (len(rows) + 2)


def _print_rows(table: Table, rows: Sequence[Sequence[str]]) -> None:
    """One block a row: its first cell, below it what the other columns say; empty cells are left out."""
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.table import Table as RichTable
    from rich.text import Text

    console = out()
    console.print(Text(table.title, style="bold"))
    wide = max((cell_len(column.title) for column in table.columns[1:]), default=0)
    for row in rows:
        console.print()
        console.print(Text(f"  {row[0] or '—'}", style="bold"))
        block = RichTable.grid(padding=(0, 2, 0, 0))
        block.add_column(width=min(wide, console.width // 3))
        block.add_column()
        for column, text in zip(table.columns[1:], row[1:], strict=True):
            if text:
                block.add_row(Text(column.title, style="dim"), Text(text))
        console.print(Padding(block, (0, 0, 0, 4)))
    console.print()
