"""Tables and marks of sources as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stagehold.domain.provenance import Source
from stagehold.reports.reader import Reader
from stagehold.reports.svg import escape
from stagehold.reports.table import Cell, Column, ColumnKind, Table

# So many columns no longer fit beside each other on a telephone.
STACKED_COLUMNS = 4
# A date of so many letters stays on one line.
SHORT_DATE = 14
_RIGHT = (ColumnKind.NUMBER, ColumnKind.AREA)


@dataclass(slots=True)
class Marks:
    """Sources numbered in the order in which a page names them first, and the marks that lead to them."""

    sources: Mapping[str, Source]
    reader: Reader
    numbers: dict[str, int] = field(default_factory=dict)

    def html(self, ids: Sequence[str]) -> str:
        """Numbered links to the list of sources at the end of the page."""
        links = [self._link(id_) for id_ in dict.fromkeys(ids)]
        return f'<sup class="sources">{" ".join(links)}</sup>' if links else ""

    def _link(self, id_: str) -> str:
        number = self.numbers.setdefault(id_, len(self.numbers) + 1)
        source = self.sources.get(id_)
        words = escape(f"{self.reader.word('page.source', n=number)}: {source.publisher if source else id_}")
        return f'<a href="#source-{number}" title="{words}" aria-label="{words}">{number}</a>'


def table_html(table: Table, anchor: str, marks: Marks) -> str:
    """A table in a box that scrolls by itself; on a narrow screen the rows of a wide one become blocks.

    The roles keep it a table for those who hear it, whatever the style makes of it.
    """
    head = "".join(
        f'<th scope="col" role="columnheader"{_align(column)}>{escape(column.title)}</th>' for column in table.columns
    )
    rows = []
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        written = "".join(_cell(cell, column, marks, first=index == 0) for index, (cell, column) in enumerate(cells))
        rows.append(f'<tr role="row">{written}</tr>')
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    notes = f'<div class="notes">{notes}</div>' if notes else ""
    shape = ' class="stack"' if len(table.columns) >= STACKED_COLUMNS else ""
    if len(table.columns) <= 2:
        shape = ' class="narrow"'
    label = escape(marks.reader.word("page.scroll", title=table.title))
    return (
        f'<div class="table"><div class="box" tabindex="0" role="region" aria-label="{label}">'
        f'<table id="{anchor}" role="table"{shape}><caption>{escape(table.title)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table></div>{notes}</div>'
    )


def _align(column: Column, text: str = "") -> str:
    name = f"right {column.kind.value}" if column.kind in _RIGHT else column.kind.value
    if column.kind is ColumnKind.DATE and 0 < len(text) <= SHORT_DATE:
        name += " short"
    return f' class="{name}"'


def _cell(cell: Cell, column: Column, marks: Marks, *, first: bool) -> str:
    text = "" if column.kind is ColumnKind.SOURCE and cell.sources else escape(cell.text)
    words = "".join(
        f' <span class="mark {mark.value}">{escape(marks.reader.word(f"mark.{mark.value}"))}</span>'
        for mark in cell.marks
    )
    content = f"{text}{words}{marks.html(cell.sources)}"
    if first:
        return f'<th scope="row" role="rowheader"{_align(column)}>{content}</th>'
    empty = "" if content else ' data-empty=""'
    label = f' data-label="{escape(column.title)}"'
    # One child, so that label and content stand beside each other when the row is stacked.
    return f'<td role="cell"{label}{_align(column, cell.text)}{empty}><div>{content}</div></td>'
