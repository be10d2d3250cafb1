"""The sources of a record as tables: its fields, all that is said of them, and the sources themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stagehold.domain.provenance import Source
from stagehold.reports.assumptions import assumptions_table
from stagehold.reports.reader import Reader
from stagehold.reports.sources import FieldRow, RecordSources, Use
from stagehold.reports.table import (
    Cell,
    ColumnKind,
    Mark,
    Table,
    columns,
    record_cell,
    source_cell,
    without_empty_columns,
)


def sources_tables(record: RecordSources, reader: Reader) -> tuple[Table, ...]:
    """Fields, competing claims, assumptions, statements and sources; those without rows are left out."""
    tables = (
        _fields(record, reader),
        _claims(record, reader),
        assumptions_table(record.assumptions, reader),
        _statements(record, reader),
        source_table(record.sources, reader),
    )
    return tuple(table for index, table in enumerate(tables) if table.rows or index == 0)


def _fields(record: RecordSources, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("field", word("field")),
        ("value", word("value")),
        ("status", word("status")),
        ("precision", word("precision")),
        ("used", word("used")),
        ("why", word("why")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(_field_row(row, reader) for row in record.fields)
    notes = tuple(text for text in (_stated(record, reader), record.note) if text)
    title = word("sources.of", record=f"{record.kind}/{record.id}")
    return without_empty_columns(Table(key="fields", title=title, columns=head, rows=rows, notes=notes))


def _stated(record: RecordSources, reader: Reader) -> str:
    return reader.word("sources.as-stated", quoted=record.as_stated) if record.as_stated else ""


def _field_row(row: FieldRow, reader: Reader) -> tuple[Cell, ...]:
    marks = (
        (Mark.CONFLICT,)
        if row.differing and row.use is not Use.ASSUMED
        else (Mark.ASSUMED,)
        if row.use is Use.ASSUMED
        else ()
    )
    used = reader.word(f"use.{row.use.value}", value=row.used or "")
    value = row.value
    if value is None:
        value = reader.word("sources.claims-only", n=len(row.said)) if row.said else reader.word("sources.unstated")
    return (
        Cell(reader.field(row.field), row.field),
        Cell(value, row.value or ""),
        Cell(reader.term("status", row.status), row.status or ""),
        Cell(reader.term("precision", row.precision), row.precision or ""),
        Cell(used, {"use": row.use, "value": row.used}, (), marks),
        Cell(row.why or "", row.why or ""),
        source_cell(row.source or (source for said in row.said for source in said.source)),
    )


def _claims(record: RecordSources, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("field", word("field")),
        ("value", word("value")),
        ("as_stated", word("as-stated")),
        ("status", word("status")),
        ("precision", word("precision")),
        ("note", word("note")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(
        (
            Cell(reader.field(row.field), row.field),
            Cell(said.value, said.value, (), (Mark.CONFLICT,) if said.value in row.differing else ()),
            Cell(said.as_stated or "", said.as_stated or ""),
            Cell(reader.term("status", said.status), said.status or ""),
            Cell(reader.term("precision", said.precision), said.precision or ""),
            Cell(said.note or "", said.note or ""),
            source_cell(said.source),
        )
        for row in record.fields
        for said in row.said
    )
    return without_empty_columns(Table(key="claims", title=word("sources.claims"), columns=head, rows=rows))


def _statements(record: RecordSources, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("who", word("who")),
        ("role", word("role")),
        ("date", word("date"), ColumnKind.DATE),
        ("said", word("said")),
        ("quote", word("quote")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(
        (
            record_cell("statement", item.id, item.who),
            Cell(reader.word("list-comma").join(filter(None, (item.role, item.organisation))), item.role or ""),
            Cell("" if item.date is None else reader.date(item.date), item.date or ""),
            Cell(item.said, item.said),
            Cell(reader.word("quoted", text=item.quote) if item.quote else "", item.quote or ""),
            source_cell(item.source),
        )
        for item in record.statements
    )
    return without_empty_columns(Table(key="statements", title=word("statements"), columns=head, rows=rows))


def source_table(sources: Mapping[str, Source], reader: Reader, only: Iterable[str] | None = None) -> Table:
    """Sources with publisher, title, date and address; ``only`` picks and orders them."""
    word = reader.word
    head = columns(
        ("source", word("source")),
        ("publisher", word("publisher")),
        ("title", word("source.title")),
        ("published", word("source.published"), ColumnKind.DATE),
        ("kind", word("kind")),
        ("url", word("source.url")),
    )
    ids = sources if only is None else [id_ for id_ in dict.fromkeys(only) if id_ in sources]
    rows = tuple(_source_row(sources[id_], reader) for id_ in ids)
    return without_empty_columns(Table(key="sources", title=word("sources"), columns=head, rows=rows))


def _source_row(source: Source, reader: Reader) -> tuple[Cell, ...]:
    published = reader.word("not-stated")
    if source.published is not None:
        published = reader.edtf(source.published, source.precision)
        if source.precision == "inferred":
            published = reader.word("source.inferred", date=published)
    return (
        record_cell("source", source.id),
        Cell(source.publisher, source.publisher),
        Cell(source.title or "", source.title or ""),
        Cell(published, source.published or ""),
        Cell(source.kind or "", source.kind or ""),
        Cell(source.url or "", source.url or ""),
    )
