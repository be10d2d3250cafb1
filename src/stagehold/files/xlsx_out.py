"""Portfolios as a workbook: one sheet for each type of record, every cell typed as text so that nothing is eaten."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from stagehold.domain.errors import NotSupported
from stagehold.domain.portfolio import Portfolio
from stagehold.files.table_out import tables_of

_MOST_IN_CELL = 32_767  # characters, a limit of the format
_WIDEST = 60
_ROWS_FOR_WIDTH = 200


def xlsx_bytes(portfolio: Portfolio) -> bytes:
    """The workbook.

    Raises
    ------
    NotSupported
        If a value is too long for a cell.
    """
    tables = list(tables_of(portfolio))
    for name, header, rows in tables:
        _check_lengths(name, header, rows)
    book = Workbook(write_only=True)
    bold = Font(bold=True)
    for name, header, rows in tables:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for column, title in enumerate(header):
            longest = max([len(title) + 2, *(len(row[column]) for row in rows[:_ROWS_FOR_WIDTH])])
            sheet.column_dimensions[get_column_letter(column + 1)].width = min(_WIDEST, longest + 2)
        sheet.append([_text(sheet, title, bold) for title in header])
        for row in rows:
            sheet.append([_text(sheet, text) if text else None for text in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _check_lengths(name: str, header: list[str], rows: list[list[str]]) -> None:
    for number, row in enumerate(rows, 2):
        for title, text in zip(header, row, strict=True):
            if len(text) > _MOST_IN_CELL:
                raise NotSupported(
                    f"sheet {name}, row {number}, {title}: {len(text)} characters do not fit a cell of a workbook "
                    f"(at most {_MOST_IN_CELL}); write the portfolio as YAML or CSV"
                )


def _text(sheet: Any, text: str, font: Font | None = None) -> Any:
    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text that begins with = is not a formula
    cell.number_format = "@"  # and one that looks like a number stays what it is when somebody edits it
    if font is not None:
        cell.font = font
    return cell
