"""Tables: columns with a kind, rows of cells that can name their sources. Formats are made from these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stagehold.reports.plain import plain


class ColumnKind(StrEnum):
    """What a column holds: it decides alignment, and what a format may do with the raw value."""

    TEXT = "text"
    NUMBER = "number"
    AREA = "area"
    DATE = "date"
    SOURCE = "source"


class Mark(StrEnum):
    """What a reader must know about a figure before using it."""

    ASSUMED = "assumed"
    CONFLICT = "conflict"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; ``key`` is stable and names the value in plain data, ``title`` is for the reader."""

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown, the raw value behind it (None: only text), and the ids of the sources it rests on.

    ``record`` is what the cell is about, as ``lease/toho-2021``, where that is one record: its own page says where
    everything stated of it comes from.
    """

    text: str
    value: Any = None
    sources: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    record: str = ""


def record_cell(kind: str, id_: str, text: str | None = None, *, marks: tuple[Mark, ...] = ()) -> Cell:
    """A cell about one record: its name, or its id, leads to the record. Without an id it leads nowhere."""
    return Cell(id_ if text is None else text, id_, (), marks, f"{kind}/{id_}" if id_ else "")


def source_cell(sources: Iterable[str]) -> Cell:
    """The sources of a row, each once; formats may show marks in place of the ids."""
    ids = tuple(dict.fromkeys(sources))
    return Cell(", ".join(ids), ids, ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, one cell a column.

    Raises
    ------
    ValueError
        If a row has another number of cells than there are columns.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.key}: a row has {len(row)} cells, expected {len(self.columns)}")

    def as_data(self) -> dict[str, Any]:
        """The table for a program: each cell by its column, the raw value where there is one."""
        keys = [column.key for column in self.columns]
        return {
            "id": self.key,
            "title": self.title,
            "rows": [
                {
                    key: plain(cell.text if cell.value is None else cell.value)
                    for key, cell in zip(keys, row, strict=True)
                }
                | {"sources": sorted({source for cell in row for source in cell.sources})}
                for row in self.rows
            ],
            "notes": list(self.notes),
        }

    def sources(self) -> Iterator[str]:
        """The ids of the sources of all cells, row by row, each as often as it stands there."""
        for row in self.rows:
            for cell in row:
                yield from cell.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG text of ``width`` by ``height`` units, with words for those who do not see it."""

    key: str
    title: str
    description: str
    svg: str
    width: float
    height: float

    def as_data(self) -> dict[str, Any]:
        """The picture for a program."""
        return {"id": self.key, "title": self.title, "description": self.description, "svg": self.svg}


def columns(*given: tuple[str, str] | tuple[str, str, ColumnKind]) -> tuple[Column, ...]:
    """Columns from (key, title) or (key, title, kind)."""
    return tuple(
        Column(key=item[0], title=item[1], kind=item[2] if len(item) == 3 else ColumnKind.TEXT) for item in given
    )


def without_empty_columns(table: Table, keep: Iterable[str] = ()) -> Table:
    """The table without columns in which every cell is blank, except those to keep."""
    kept = set(keep)
    stay = [
        index
        for index, column in enumerate(table.columns)
        if column.key in kept or not table.rows or any(row[index].text for row in table.rows)
    ]
    return Table(
        key=table.key,
        title=table.title,
        columns=tuple(table.columns[index] for index in stay),
        rows=tuple(tuple(row[index] for index in stay) for row in table.rows),
        notes=table.notes,
    )
