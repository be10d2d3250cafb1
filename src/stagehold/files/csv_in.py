"""Reads one CSV file: UTF-8, separated by comma, semicolon or tab as its header is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from stagehold.domain.tree import Node
from stagehold.files.charset import text_of
from stagehold.files.intake import Intake
from stagehold.files.table_in import TABLE_NAMES, Row, Sheet, TableReader, kinds_in
from stagehold.files.yaml_words import SyntaxProblem

_SEPARATORS = ",;\t"
_NO_COLUMNS: frozenset[int] = frozenset()


def read_csv(intake: Intake, file: str, data: bytes) -> None:
    """Takes in every row of one file; the file's name says which table it is."""
    table = file.rpartition(".")[0]
    if table not in TABLE_NAMES:
        intake.unknown("unknown-table", file, Node(None, 1), table, list(TABLE_NAMES))
        return
    try:
        text = text_of(data)
        del data
    except SyntaxProblem as problem:
        _report(intake, file, problem)
        intake.incomplete |= kinds_in(table)
        return
    reader = TableReader(intake, Sheet(table, file, lambda line, _column: line, by_cell=False))
    reader.read(_rows(intake, file, table, text))


def _report(intake: Intake, file: str, problem: SyntaxProblem) -> None:
    intake.reading.file, intake.reading.record = file, ""
    node = Node(None, problem.line)
    intake.reading.fault(problem.rule, node, "", found=problem.found, allowed=problem.allowed)


def _separator(text: str) -> str:
    """The one of comma, semicolon and tab that the header has most of."""
    header = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _rows(intake: Intake, file: str, table: str, text: str) -> Iterator[Row]:
    """Each row with the line it begins on: a quoted cell may run over several."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            _report(intake, file, _problem(str(error), line, text))
            intake.incomplete |= kinds_in(table)
            continue
        if "\r" in "".join(cells):
            cells = [cell.replace("\r\n", "\n") for cell in cells]
        yield line, cells, _NO_COLUMNS


def _problem(error: str, line: int, text: str) -> SyntaxProblem:
    lines = text.split("\n")
    found = lines[line - 1].strip()[:80] if line <= len(lines) else ""
    if "end of data" in error:
        return SyntaxProblem(
            "unclosed-quote", line, found, "a closing quote: a quoted cell begins in this row and does not end"
        )
    if "expected after" in error:
        return SyntaxProblem(
            "text-after-quote",
            line,
            found,
            "a separator after the closing quote; a quote inside a quoted cell is doubled",
        )
    if "field limit" in error:
        return SyntaxProblem("cell-too-long", line, found, f"a cell of at most {csv.field_size_limit()} characters")
    return SyntaxProblem("csv-syntax", line, found, error)
