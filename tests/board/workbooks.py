"""Workbooks to drop on the board."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl

from board.desks import HARBOUR, PROJECT
from stagehold.files import load
from stagehold.files.save import save


def workbook(file: Path, spaces: Mapping[tuple[str, str], str]) -> Path:
    """Harbour Lot as a workbook, in which some fields of spaces, by id and name, are otherwise."""
    save(load(PROJECT / "examples" / HARBOUR.example).portfolio, file, overwrite=True)
    book = openpyxl.load_workbook(file)
    sheet = book["spaces"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, columns["id"]).value: row for row in range(2, sheet.max_row + 1)}
    for (space, field), value in spaces.items():
        sheet.cell(rows[space], columns[field]).value = value
    book.save(file)
    return file
