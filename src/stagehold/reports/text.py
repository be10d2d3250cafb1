"""Tables as plain text, for terminals without colour, logs and tests."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table

_RIGHT = (ColumnKind.NUMBER, ColumnKind.AREA)


def cell_text(cell: Cell, reader: Reader) -> str:
    """The text of a cell with its marks in words: "957 m2 [assumed]"."""
    marks = [f"[{reader.word(f'mark.{mark.value}')}]" for mark in cell.marks]
    return " ".join([cell.text, *marks]).strip()


def table_text(table: Table, reader: Reader) -> str:
    """A table with its title, one line a row, columns apart by two blanks; notes below. No line is cut or wrapped."""
    head = [column.title for column in table.columns]
    grid = [head, *([cell_text(cell, reader) for cell in row] for row in table.rows)]
    widths = [max(_columns(row[index]) for row in grid) for index in range(len(head))]
    lines = [table.title]
    for number, row in enumerate(grid):
        lines.append(_line(row, widths, table))
        if number == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join([*lines, *table.notes]) + "\n"


def _line(row: Sequence[str], widths: Sequence[int], table: Table) -> str:
    padded = []
    for text, width, column in zip(row, widths, table.columns, strict=True):
        blanks = " " * (width - _columns(text))
        padded.append(blanks + text if column.kind in _RIGHT else text + blanks)
    return "  ".join(padded).rstrip()


def _columns(text: str) -> int:
    """Columns on a terminal: wide East Asian characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 0 if combining(char) else 1 for char in text)
