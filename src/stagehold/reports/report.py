"""A report: sections with paragraphs, tables and pictures, and the records of the sources they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.provenance import Source
from stagehold.domain.quantities import Area, Length
from stagehold.reports.plain import number
from stagehold.reports.table import Cell, Picture, Table

# So many columns need the long side of the paper.
WIDE_COLUMNS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report: paragraphs, then pictures, then tables. ``sources`` are those of the paragraphs."""

    heading: str
    text: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it is printed on paper in landscape."""
        return bool(self.pictures) or any(len(table.columns) >= WIDE_COLUMNS for table in self.tables)

    def named(self) -> Iterable[str]:
        """The ids of the sources of its paragraphs and cells, each as often as it stands there."""
        yield from self.sources
        for table in self.tables:
            yield from table.sources()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A page: its sections in the order given, and the records of the sources they name."""

    title: str
    sections: tuple[Section, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    subtitle: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, section by section."""
        return tuple(table for section in self.sections for table in section.tables)

    def as_data(self, key: str) -> dict[str, Any]:
        """The report under a stable ``key`` for a program; of the sources those that its cells and paragraphs name."""
        named = dict.fromkeys(id_ for section in self.sections for id_ in section.named())
        return {
            "id": key,
            "title": self.title,
            "subtitle": self.subtitle,
            "sections": [_section(section) for section in self.sections],
            "sources": {id_: _source(self.sources[id_]) for id_ in named if id_ in self.sources},
        }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "text": list(section.text),
        "sources": list(dict.fromkeys(section.sources)),
        "tables": [_table(table) for table in section.tables],
        "pictures": [picture.as_data() for picture in section.pictures],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.key,
        "title": table.title,
        "columns": [{"key": item.key, "title": item.title, "kind": item.kind.value} for item in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "notes": list(table.notes),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """What is shown; sources, marks and the record only where there are any."""
    found: dict[str, Any] = {"text": cell.text}
    if cell.sources:
        found["sources"] = list(dict.fromkeys(cell.sources))
    if cell.marks:
        found["marks"] = [mark.value for mark in cell.marks]
    if cell.record:
        found["record"] = cell.record
    sort = sort_value(cell.value)
    if sort is not None:
        found["sort"] = sort
    return found


def sort_value(value: Any) -> float | str | None:
    """What a cell sorts by in every language: a number (areas in m2, lengths in m), or the first day of a date."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal | Fraction):
        return number(value)
    if isinstance(value, Area):
        return float(value.m2)
    if isinstance(value, Length):
        return float(value.m)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, EdtfDate):
        return value.first.isoformat()
    if isinstance(value, EdtfInterval):
        return sort_value(value.start) if isinstance(value.start, EdtfDate) else sort_value(value.end)
    return None


def _source(source: Source) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": None if source.published is None else str(source.published),
    }
