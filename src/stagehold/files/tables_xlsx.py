"""Tables of a report as a workbook: one sheet a table, numbers and days as such, for people who go on from there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from stagehold.reports.table import Cell, Table

_LONGEST_NAME = 31  # characters of the name of a sheet, a limit of the format
_EXACT_DIGITS = 15  # a number of a workbook holds no more; a longer one is written as text, so that nothing is lost
_WIDEST = 60


def tables_xlsx(tables: Sequence[Table]) -> bytes:
    """The workbook; a table without rows has a sheet with its heading."""
    book = Workbook(write_only=True)
    bold = Font(bold=True)
    names: set[str] = set()
    for table in tables:
        sheet = book.create_sheet(_name(table.key, names))
        sheet.freeze_panes = "A2"
        for at, column in enumerate(table.columns):
            longest = max([len(column.title), *(len(row[at].text) for row in table.rows)])
            sheet.column_dimensions[get_column_letter(at + 1)].width = min(_WIDEST, longest + 4)
        sheet.append([_text(sheet, column.title, bold) for column in table.columns])
        for row in table.rows:
            sheet.append([_cell(sheet, cell) for cell in row])
        for note in table.notes:
            sheet.append([_text(sheet, note)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _name(key: str, names: set[str]) -> str:
    name, number = key[:_LONGEST_NAME], 1
    while name in names:
        number += 1
        name = f"{key[: _LONGEST_NAME - 4]}-{number}"
    names.add(name)
    return name


def _cell(sheet: Any, cell: Cell) -> Any:
    value = cell.value
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT_DIGITS:
        made = _cell_of(sheet, value)
        places = max(0, -int(value.as_tuple().exponent))
        made.number_format = "#,##0" + ("." + "0" * places if places else "")
        return made
    if isinstance(value, int) and not isinstance(value, bool):
        return _cell_of(sheet, value)
    if type(value) is date:
        made = _cell_of(sheet, value)
        made.number_format = "yyyy-mm-dd"
        return made
    return _text(sheet, cell.text) if cell.text else None


def _cell_of(sheet: Any, value: Any) -> Any:
    """Decimals and dates are written as they are, whatever the annotations of the library say."""
    return WriteOnlyCell(sheet, value)


def _text(sheet: Any, text: str, font: Font | None = None) -> Any:
    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a text that begins with = is not a formula
    if font is not None:
        cell.font = font
    return cell
