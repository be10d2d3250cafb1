"""Reads one table, of CSV or of a workbook alike: a header of field names, and a record in each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import TABLES
from stagehold.domain.scenario import Settings
from stagehold.domain.tree import Node, Place
from stagehold.files.cells import CellForm, cell_forms, read_cell
from stagehold.files.intake import CHILD_TABLES, Intake
from stagehold.files.origin import Origin
from stagehold.files.yaml_in import FORMAT_VERSION
from stagehold.files.yaml_words import SyntaxProblem

TABLE_NAMES = (*TABLES, *CHILD_TABLES, "settings")

# One row: its line, the text of its cells, and the columns whose cells have been found unreadable.
Row = tuple[int, Sequence[str | None], frozenset[int]]
_NO_FIELDS: frozenset[str] = frozenset()


class Sheet:
    """A table as its format sees it: its name in findings and where its cells stand."""

    def __init__(self, table: str, file: str, place: Callable[[int, int], Place], *, by_cell: bool) -> None:
        self.table = table
        self.file = file
        self.place = place
        self.by_cell = by_cell


def forms_of(table: str) -> Mapping[str, CellForm]:
    """The columns a table may have, and how their cells are read."""
    record: Any
    if table == "settings":
        return {"stagehold": CellForm.WORD, **cell_forms(Settings)}
    if table in CHILD_TABLES:
        child = CHILD_TABLES[table]
        record = child.record
        forms = {child.parent: CellForm.WORD, **cell_forms(record)}
        return {**forms, "from": CellForm.WORD, "to": CellForm.WORD} if table == "booking_lines" else forms
    record = TABLES[table][1]
    return cell_forms(record)


class TableReader:
    """Reads the rows of one sheet into the intake."""

    def __init__(self, intake: Intake, sheet: Sheet) -> None:
        self.intake = intake
        self.sheet = sheet
        self.forms = forms_of(sheet.table)
        self.columns: list[tuple[int, str, CellForm]] = []
        self.nameless: list[int] = []
        self.by_name: dict[str, int] = {}
        self.ignored: set[int] = set()
        self.width = 0

    def read(self, rows: Iterable[Row]) -> None:
        """Takes in every row; the first that is not empty is the header."""
        for line, cells, broken in rows:
            if not broken and not any(cells):
                continue
            if not self.width:
                self._read_header(line, cells)
            else:
                self._read_row(line, cells, broken)

    def _fault(self, rule: str, line: int, column: int, found: str, allowed: str, close: str = "") -> None:
        reading = self.intake.reading
        reading.file, reading.record = self.sheet.file, ""
        node = Node(found, self.sheet.place(line, column))
        reading.fault(rule, node, "", found=found, allowed=allowed, close=close)

    def _read_header(self, line: int, cells: Sequence[str | None]) -> None:
        self.width = len(cells)
        for column, cell in enumerate(cells):
            name = (cell or "").strip()
            if not name:
                self.nameless.append(column)
            elif name not in self.forms:
                allowed = ", ".join(self.forms)
                self._fault("unknown-column", line, column, name, allowed, nearest(name, self.forms))
                self.ignored.add(column)
            elif name in self.by_name:
                self._fault("duplicate-column", line, column, name, "each column once")
                self.ignored.add(column)
            else:
                self.by_name[name] = column + 1
                self.columns.append((column, name, self.forms[name]))

    def _read_row(self, line: int, cells: Sequence[str | None], broken_columns: frozenset[int]) -> None:
        place = self.sheet.place
        broken = _NO_FIELDS
        if broken_columns:
            broken = frozenset(name for column, name, _ in self.columns if column in broken_columns)
        fields: dict[str, Node] = {}
        width = len(cells)
        for column, name, form in self.columns:
            if column >= width:
                continue
            text = cells[column]
            if not text:
                continue
            if form is CellForm.WORD:
                fields[name] = Node(text, place(line, column))
                continue
            try:
                fields[name] = read_cell(text, form, place(line, column))
            except SyntaxProblem as problem:
                self._report_cell(line, column, name, text, problem, cells)
                broken |= {name}
        if self.nameless or width > self.width:
            self._check_outside(line, cells)
        self._take(line, Node(fields, place(line, -1)), broken)

    def _report_cell(
        self, line: int, column: int, name: str, text: str, problem: SyntaxProblem, cells: Sequence[str | None]
    ) -> None:
        reading = self.intake.reading
        id_column = self.by_name.get("id", 0) - 1
        record = cells[id_column] if 0 <= id_column < len(cells) else ""
        reading.file, reading.record = self.sheet.file, record or ""
        rule = "not-a-value" if problem.rule == "yaml-syntax" else problem.rule
        found = text if rule == "not-a-value" else problem.found
        reading.fault(rule, Node(found, self.sheet.place(line, column)), name, allowed=problem.allowed)

    def _check_outside(self, line: int, cells: Sequence[str | None]) -> None:
        for column in self.nameless:
            if column < len(cells) and cells[column]:
                self._fault("cell-without-header", line, column, cells[column] or "", "a field name above the cell")
        extra = [cell for cell in cells[self.width :] if cell]
        if extra:
            allowed = f"{self.width} cells, as in the header; quote a cell that holds the separator"
            self._fault(
                "too-many-cells", line, self.width, f"{len(cells)} cells, the first too many {extra[0]!r}", allowed
            )

    def _take(self, line: int, node: Node, broken: frozenset[str]) -> None:
        sheet, intake = self.sheet, self.intake
        # Rows are not kept: their fields stand on one line, or in a column that the header knows.
        origin = Origin(sheet.file, Node(None, node.place), self.by_name if sheet.by_cell else None)
        if sheet.table == "settings":
            self._take_settings(line, node, origin)
        elif sheet.table in CHILD_TABLES:
            intake.take_child(sheet.table, sheet.file, node, origin, broken)
        else:
            intake.take(sheet.table, sheet.file, node, origin, broken)

    def _take_settings(self, line: int, node: Node, origin: Origin) -> None:
        fields: Any = node.value
        version = fields.pop("stagehold", None)
        if version is not None and version.value != FORMAT_VERSION:
            found = f"version {FORMAT_VERSION} of the file format"
            self._fault("unsupported-version", line, self.by_name["stagehold"] - 1, str(version.value), found)
        self.intake.take_settings(self.sheet.file, node, origin)


def kinds_in(table: str) -> set[str]:
    """The kinds of record that a table adds."""
    return {TABLES[table][0]} if table in TABLES else set()
