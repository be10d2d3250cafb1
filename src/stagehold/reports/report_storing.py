"""Reports kept as text, and back: what took long to work out is written once in every language and shown at any time.

``report_of_text(text_of_report(report)) == report`` but for its sources, which come from the portfolio, and for raw
values that are neither a whole number, a decimal number nor a day: only a workbook needs values, and it knows these.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from stagehold.domain.provenance import Source
from stagehold.reports.report import Report, Section
from stagehold.reports.table import Cell, Column, ColumnKind, Mark, Picture, Table


def text_of_reports(reports: Mapping[str, Report]) -> str:
    """Reports by language in letters and digits, compressed."""
    plain = {language: _report(report) for language, report in reports.items()}
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    return base64.b64encode(packed).decode("ascii")


def report_of_text(text: str, language: str, sources: Mapping[str, Source]) -> Report:
    """The report in one language, with the records of the sources that its cells name.

    Raises
    ------
    KeyError
        If it was not written in that language.
    """
    data = json.loads(zlib.decompress(base64.b64decode(text)))[language]
    return Report(
        title=data["title"],
        subtitle=data["subtitle"],
        sections=tuple(_section_of(item) for item in data["sections"]),
        sources=sources,
    )


def _report(report: Report) -> dict[str, Any]:
    sections = [
        {
            "heading": item.heading,
            "text": list(item.text),
            "sources": list(item.sources),
            "tables": [_table(table) for table in item.tables],
            "pictures": [
                [one.key, one.title, one.description, one.svg, one.width, one.height] for one in item.pictures
            ],
        }
        for item in report.sections
    ]
    return {"title": report.title, "subtitle": report.subtitle, "sections": sections}


def _picture(picture: Picture) -> list[Any]:
    return [picture.key, picture.title, picture.description, picture.svg, picture.width, picture.height]


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": [[item.key, item.title, item.kind.value] for item in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "notes": list(table.notes),
    }


def _cell(cell: Cell) -> list[Any]:
    marks = [mark.value for mark in cell.marks]
    whole = [cell.text, _value(cell.value), list(cell.sources), marks, cell.record]
    while len(whole) > 1 and not whole[-1] and whole[-1] != 0:
        whole.pop()
    return whole


def _value(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return {"day": value.isoformat()} if type(value) is date else None


def _section_of(data: Mapping[str, Any]) -> Section:
    return Section(
        heading=data["heading"],
        text=tuple(data["text"]),
        sources=tuple(data["sources"]),
        tables=tuple(_table_of(item) for item in data["tables"]),
        pictures=tuple(
            Picture(key=key, title=title, description=description, svg=svg, width=width, height=height)
            for key, title, description, svg, width, height in data["pictures"]
        ),
    )


def _table_of(data: Mapping[str, Any]) -> Table:
    return Table(
        key=data["key"],
        title=data["title"],
        columns=tuple(Column(key=key, title=title, kind=ColumnKind(kind)) for key, title, kind in data["columns"]),
        rows=tuple(tuple(_cell_of(cell) for cell in row) for row in data["rows"]),
        notes=tuple(data["notes"]),
    )


def _cell_of(whole: list[Any]) -> Cell:
    missing: list[Any] = [None, (), (), ""][len(whole) - 1 :]
    text, value, sources, marks, record = (*whole, *missing)
    return Cell(text, _value_of(value), tuple(sources), tuple(map(Mark, marks)), record)


def _value_of(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return Decimal(value["decimal"]) if "decimal" in value else date.fromisoformat(value["day"])
