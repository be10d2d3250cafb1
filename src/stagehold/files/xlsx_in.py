"""Reads a workbook: a sheet for each type of record. Formulas, merged cells and errors are named, never guessed at."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

from stagehold.domain.portfolio import TABLES
from stagehold.domain.tree import Node
from stagehold.files.intake import Intake
from stagehold.files.table_in import TABLE_NAMES, Row, Sheet, TableReader, kinds_in
from stagehold.files.yaml_words import SyntaxProblem

MOST_UNPACKED = 400 * 2**20  # bytes
_MOST_ROWS = 1_048_576  # a limit of the format
_MOST_COLUMNS = 1_000
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"  # what an encrypted workbook, and one of the old kind, begins with
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")


def read_xlsx(intake: Intake, file: str, data: bytes) -> list[str]:
    """Takes in every row of every sheet; the names of the sheets as findings write them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of pictures and the like, which no table holds
        try:
            _check_archive(data)
            book = _opened(data)
        except SyntaxProblem as problem:
            _report(intake, file, problem)
            intake.incomplete.update(kind for kind, _ in TABLES.values())
            return [file]
        sheets = [f"{file}#{sheet.title}" for sheet in book.worksheets]
        for name, sheet in zip(sheets, book.worksheets, strict=True):
            _read_sheet(intake, name, sheet, data)
        book.close()
        return sheets


def _report(intake: Intake, file: str, problem: SyntaxProblem) -> None:
    intake.reading.file, intake.reading.record = file, ""
    intake.reading.fault(problem.rule, Node(None, problem.line), "", found=problem.found, allowed=problem.allowed)


def _check_archive(data: bytes) -> None:
    if data.startswith(_COMPOUND_FILE):
        found = "an encrypted workbook, or one of the old kind (.xls)"
        raise SyntaxProblem("not-a-workbook", 0, found, "an .xlsx workbook without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SyntaxProblem("not-a-workbook", 0, str(error), "an .xlsx workbook; save it anew") from None
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise SyntaxProblem("unpacks-too-large", 0, f"{unpacked} bytes unpacked", f"at most {MOST_UNPACKED} bytes")
    if any(entry.flag_bits & 1 for entry in entries):
        raise SyntaxProblem("not-a-workbook", 0, "an encrypted archive", "an .xlsx workbook without a password")


def _broken(error: Exception) -> SyntaxProblem:
    found = f"{type(error).__name__}: {error}"[:200]
    return SyntaxProblem("not-a-workbook", 0, found, "an .xlsx workbook that is whole; open it and save it anew")


def _opened(data: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        # A damaged workbook makes the library stumble in any of its parts, with any error.
        raise _broken(error) from None


def _read_sheet(intake: Intake, file: str, sheet: Any, data: bytes) -> None:
    table = sheet.title
    rows = _rows(intake, file, sheet)
    if table not in TABLE_NAMES:
        if any(any(cells) or broken for _, cells, broken in rows):
            intake.unknown("unknown-table", file, Node(None, 0), table, list(TABLE_NAMES))
        return
    for first_column, row, reference in _merged(sheet, data):
        allowed = "one cell for each value: take the merge apart and fill every cell"
        intake.reading.file, intake.reading.record = file, ""
        intake.reading.fault("merged-cells", Node(None, (row, first_column)), "", found=reference, allowed=allowed)
    place = _place
    TableReader(intake, Sheet(table, file, place, by_cell=True)).read(rows)


def _place(line: int, column: int) -> tuple[int, int]:
    return line, column + 1


def _rows(intake: Intake, file: str, sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows = iter(sheet.iter_rows())
    nothing: frozenset[int] = frozenset()
    line = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as error:
            problem = _broken(error)
            _report(intake, file, SyntaxProblem(problem.rule, line + 1, problem.found, problem.allowed))
            intake.incomplete |= kinds_in(sheet.title)
            return
        line += 1
        if line > _MOST_ROWS or len(row) > _MOST_COLUMNS:
            found = f"row {line}" if line > _MOST_ROWS else f"{len(row)} columns"
            allowed = f"at most {_MOST_ROWS} rows and {_MOST_COLUMNS} columns"
            _report(intake, file, SyntaxProblem("sheet-too-large", line, found, allowed))
            intake.incomplete |= kinds_in(sheet.title)
            return
        cells: list[str | None] = []
        broken = nothing
        for column, cell in enumerate(row):
            value = cell.value
            if value is None:
                cells.append(None)
            elif type(value) is str and cell.data_type == "s":
                cells.append(value)
            else:
                text, problem_ = _text_of(value, cell.data_type)
                cells.append(text)
                if problem_ is not None:
                    broken |= {column}
                    intake.reading.file, intake.reading.record = file, ""
                    rule, found, allowed = problem_
                    node = Node(None, (line, column + 1))
                    intake.reading.fault(rule, node, "", found=found, allowed=allowed)
        yield line, cells, broken


_Problem = tuple[str, str, str] | None


def _text_of(value: Any, kind: str) -> tuple[str | None, _Problem]:
    """The text of a cell that is no plain text, or what is wrong with it."""
    if kind == "f":
        text = str(getattr(value, "text", value))
        return None, ("formula", text, "a value: copy the cell and paste it as a value")
    if kind == "e":
        return None, ("error-cell", str(value), "a value")
    if isinstance(value, bool):
        return ("true" if value else "false"), None
    if isinstance(value, int):
        return str(value), None
    if isinstance(value, float):
        return _number(value), None
    if isinstance(value, datetime):
        if value.time() != time(0):
            return None, ("time-in-date", value.isoformat(sep=" "), "a day without a time")
        return value.date().isoformat(), None
    if isinstance(value, date):
        return value.isoformat(), None
    if isinstance(value, time | timedelta):
        return None, ("time-in-date", str(value), "a day, or a length as P5D, as text")
    return str(value), None


def _number(value: float) -> str:
    """The number as a spreadsheet shows it at most: 15 digits, no exponent, no zeros behind the point."""
    text = f"{value:.15g}"
    if "e" in text:
        from decimal import Decimal

        text = f"{Decimal(text):f}"
    return text


def _merged(sheet: Any, data: bytes) -> Iterator[tuple[int, int, str]]:
    """Column, row and text of every merged range; the library does not show them while it streams."""
    part = getattr(sheet, "_worksheet_path", "").lstrip("/")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if part not in archive.namelist():
            return
        with archive.open(part) as stream:
            rest = b""
            while True:
                try:
                    chunk = stream.read(1 << 20)
                except Exception:
                    return  # the rows say what is wrong with the archive
                if not chunk:
                    return
                text = rest + chunk
                end = 0
                for match in _MERGE.finditer(text):
                    end = match.end()
                    first, row, last, last_row = (part_.decode() for part_ in match.groups())
                    yield _column_of(first), int(row), f"{first}{row}:{last}{last_row}"
                rest = text[max(end, len(text) - 200) :]


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
