"""A report's table on standard output: side by side where the terminal is wide enough, else row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagehold.cli.console import out
from stagehold.reports.text import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.segment import Segments
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
    shown = in_single_lines(table, rows, console.width) or side_by_side(table, rows, console)
    if shown is None:
        _print_rows(table, rows, console)
    else:
        console.print(shown)
    for note in table.notes:
        console.print(f"  {note}")


def _shown(column: Column, cell: Cell, text: str) -> str:
    """A column of sources names the first; ``stagehold sources`` and the report name all."""
    if column.kind != "source" or len(cell.sources) < 2:
        return text
    return f"{cell.sources[0]} +{len(cell.sources) - 1}"


def in_single_lines(table: Table, rows: Sequence[Sequence[str]], room: int) -> Segments | None:
    """The table if each row of it is one line; None where one is not, or a text holds what is no plain line.

    It looks as ``side_by_side`` would, which takes seconds for some thousands of rows.
    """
    from rich.cells import cell_len
    from rich.segment import Segment, Segments
    from rich.style import Style

    listed = [[column.title for column in table.columns], *(rows or [_nothing(table)])]
    if not all(text.isprintable() and text == text.strip() for row in [[table.title], *listed] for text in row):
        return None
    widths = [max(cell_len(row[index]) for row in listed) for index in range(len(table.columns))]
    width = sum(widths) + (_GAP + 1) * len(widths) + 1
    if width > room or cell_len(table.title) > width:
        return None
    numeric = [column.kind in _NUMERIC for column in table.columns]

    def line(texts: Sequence[str]) -> str:
        cells = []
        for text, cells_wide, right in zip(texts, widths, numeric, strict=True):
            blank = " " * (cells_wide - cell_len(text))
            cells.append(f" {blank}{text} " if right else f" {text}{blank} ")
        return f" {' '.join(cells)} "

    bold, empty = Style(bold=True), " " * width
    rule = f" {'─' * (width - 2)} "
    title = table.title + " " * (width - cell_len(table.title))
    below = [rule, *map(line, listed[1:]), empty]
    segments = [Segment(title, bold), Segment(f"\n{empty}\n"), Segment(line(listed[0]), bold)]
    return Segments([*segments, *(Segment(f"\n{text}") for text in below), Segment.line()])


def _nothing(table: Table) -> Sequence[str]:
    return ["—"] * len(table.columns)


def side_by_side(table: Table, rows: Sequence[Sequence[str]], console: Console) -> Segments | None:
    """The table as it is drawn, if no word is cut and rows stay low."""
    from rich import box
    from rich.cells import cell_len
    from rich.segment import Segments
    from rich.table import Table as RichTable
    from rich.text import Text

    by_column = [[column.title, *(row[index] for row in rows)] for index, column in enumerate(table.columns)]
    narrowest = [max((cell_len(word) for text in texts for word in text.split()), default=0) for texts in by_column]
    if rows and sum(narrowest) + _GAP * len(narrowest) + _EDGE > console.width:
        return None
    made = RichTable(title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in table.columns:
        made.add_column(column.title, justify="right" if column.kind in _NUMERIC else "left", overflow="fold")
    for row in rows or [_nothing(table)]:
        made.add_row(*(Text(text) for text in row))
    drawn = list(console.render(made))
    lines = sum(segment.text.count("\n") for segment in drawn)
    return Segments(drawn) if not rows or lines <= _TALLEST_ROW * (len(rows) + 2) else None


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
