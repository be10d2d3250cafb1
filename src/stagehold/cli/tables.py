"""A report's table on standard output: side by side where the terminal is wide enough, else row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagehold.cli.console import out
from stagehold.reports.text import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    from stagehold.reports.reader import Reader
    from stagehold.reports.table import Cell, Column, Table

_NUMERIC = {"number", "area"}
_GAP = 2  # columns rich leaves on either side of a column together
_EDGE = 2
_INDENT = 4
_BETWEEN = " · "
_TALLEST_ROW = 3  # lines a row may take on the average before a list reads better


def print_table(table: Table, reader: Reader, console: Console | None = None) -> None:
    """Print a table and its notes; marks (assumed, in conflict) stand behind the cells in words."""
    console = console or out()
    rows = [
        [_shown(column, cell, cell_text(cell, reader)) for column, cell in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]
    side_by_side = _side_by_side(table, rows)
    if _reads_well(table, rows, side_by_side, console):
        console.print(side_by_side)
    else:
        _print_rows(table, rows, console)
    for note in table.notes:
        console.print(f"  {note}")


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


def _reads_well(table: Table, rows: Sequence[Sequence[str]], side_by_side: RichTable, console: Console) -> bool:
    """Whether no word is cut and rows stay low."""
    from rich.cells import cell_len

    if not rows:
        return True
    by_column = [[column.title, *(row[index] for row in rows)] for index, column in enumerate(table.columns)]
    narrowest = [max((cell_len(word) for text in texts for word in text.split()), default=0) for texts in by_column]
    if sum(narrowest) + _GAP * len(narrowest) + _EDGE > console.width:
        return False
    return len(console.render_lines(side_by_side)) <= _TALLEST_ROW * (len(rows) + 2)


def _print_rows(table: Table, rows: Sequence[Sequence[str]], console: Console) -> None:
    """Row by row: the first cell, below it what the other columns say; empty cells are left out."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(table.title, style="bold"))
    for row in rows:
        console.print(Text(f"\n  {row[0] or '—'}", style="bold"))
        for line in _lines(table, row, console.width - _INDENT):
            console.print(Padding(line, (0, 0, 0, 4), expand=False))
    console.print()


def _lines(table: Table, row: Sequence[str], room: int) -> list[Text]:
    """Short cells side by side, each long one on lines of its own."""
    from rich.cells import cell_len
    from rich.text import Text

    lines: list[Text] = []
    for column, text in zip(table.columns[1:], row[1:], strict=True):
        if not text:
            continue
        said = Text.assemble((f"{column.title}: ", "dim"), text)
        joined = lines and cell_len(lines[-1].plain) + len(_BETWEEN) + cell_len(said.plain) <= room
        if joined:
            lines[-1].append(_BETWEEN).append_text(said)
        else:
            lines.append(said)
    return lines
