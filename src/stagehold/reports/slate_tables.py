"""The slate as tables: releases, stated counts, mix, planned against actual, figures of the market, conflicts."""

from __future__ import annotations

from collections.abc import Mapping

from stagehold.domain.title import Bound
from stagehold.reports.conflicts import Conflict
from stagehold.reports.reader import Reader
from stagehold.reports.slate import CountRow, FigureRow, MixRow, ReleaseBasis, Slate, TitleRow
from stagehold.reports.slips import Slip, SlipKind
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


def slate_tables(slate: Slate, reader: Reader) -> tuple[Table, ...]:
    """The tables that have rows, the release calendar always."""
    names = {row.id: reader.name(row.name) for row in slate.titles}
    tables = (
        _releases(slate, reader),
        _counts(slate, reader),
        _mix(slate, reader),
        _slips(slate, reader, names),
        _figures(slate, reader),
        conflict_table(slate.conflicts, reader),
    )
    return tuple(table for index, table in enumerate(tables) if table.rows or index == 0)


# --- releases and counts --------------------------------------------------------------------------------------------


def _releases(slate: Slate, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("title", word("title")),
        ("market", word("market")),
        ("release", word("release"), ColumnKind.DATE),
        ("basis", word("release.basis")),
        ("kind", word("kind")),
        ("format", word("format")),
        ("sourcing", word("sourcing")),
        ("production", word("production")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(_release_row(row, reader) for row in slate.titles)
    table = Table(key="releases", title=word("slate.releases"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("title", "release"))


def _release_row(row: TitleRow, reader: Reader) -> tuple[Cell, ...]:
    unstated = reader.word("not-stated")
    release = unstated if row.release is None else reader.edtf(row.release, row.release_precision)
    basis = "" if row.basis is ReleaseBasis.UNSTATED else reader.word(f"release.{row.basis.value}")
    return (
        record_cell("title", row.id, reader.name(row.name)),
        Cell(reader.country(row.market) if row.market else unstated, row.market or ""),
        Cell(release, row.release or ""),
        Cell(basis, row.basis),
        Cell(reader.term("title-kind", row.kind) or unstated, row.kind or ""),
        Cell(reader.term("format", row.format) or unstated, row.format or ""),
        Cell(reader.term("sourcing", row.sourcing) or unstated, row.sourcing or ""),
        Cell(
            ", ".join(row.productions),
            row.productions,
            record=f"production/{row.productions[0]}" if len(row.productions) == 1 else "",
        ),
        source_cell([*row.release_source, *row.source]),
    )


def _counts(slate: Slate, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("market", word("market")),
        ("year", word("year"), ColumnKind.DATE),
        ("count", word("count.stated"), ColumnKind.NUMBER),
        ("known", word("count.known")),
        ("scope", word("count.scope")),
        ("status", word("status")),
        ("note", word("note")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(_count_row(row, reader) for row in slate.counts)
    table = Table(key="counts", title=word("slate.counts"), columns=head, rows=rows, notes=(word("slate.counts.note"),))
    return without_empty_columns(table)


def _count_row(row: CountRow, reader: Reader) -> tuple[Cell, ...]:
    return (
        Cell(reader.country(row.market), row.market, record=f"slate_count/{row.id}"),
        Cell(reader.edtf(row.year), row.year),
        Cell(stated_count(row, reader), row.count, record=f"slate_count/{row.id}"),
        Cell(known_titles(row, reader), {"named": row.named, "known": row.known, "possible": row.possible}),
        Cell(row.scope, row.scope),
        Cell(reader.term("status", row.status), row.status or ""),
        Cell(row.note or "", row.note or ""),
        source_cell(row.source),
    )


def stated_count(row: CountRow, reader: Reader) -> str:
    """ "at least 25": the number with its bound."""
    if row.count is None:
        return reader.word("not-stated")
    number = reader.number(row.count)
    return number if row.bound is Bound.EXACT else reader.word(f"bound.{row.bound.value}", n=number)


def known_titles(row: CountRow, reader: Reader) -> str:
    """ "6 named; 4 known here, 1 possible": what stands beside the stated number; empty where nothing compares."""
    parts = []
    if row.named:
        parts.append(reader.word("count.named", n=reader.number(len(row.named))))
    if row.known is not None:
        parts.append(reader.word("count.here", n=reader.number(len(row.known))))
    if row.possible:
        parts.append(reader.word("count.possible", n=reader.number(len(row.possible))))
    return reader.word("list-comma").join(parts)


# --- mix ------------------------------------------------------------------------------------------------------------


def _mix(slate: Slate, reader: Reader) -> Table:
    """A line for each value, a column for each year: the share with both its parts, and its change in points."""
    word = reader.word
    years = sorted({row.year for row in slate.mix})
    head = columns(
        ("market", word("market")),
        ("dimension", word("mix.dimension")),
        ("value", word("mix.value")),
        *((str(year), str(year)) for year in years),
    )
    lines: dict[tuple[str, str, str | None], dict[int, MixRow]] = {}
    for row in slate.mix:
        lines.setdefault((row.market, row.dimension.value, row.value), {})[row.year] = row
    rows = []
    for (market, dimension, value), by_year in lines.items():
        family = "title-kind" if dimension == "kind" else dimension
        rows.append(
            (
                Cell(reader.country(market) if market else word("not-stated"), market),
                Cell(word(dimension), dimension),
                Cell(reader.term(family, value) or word("not-stated"), value or ""),
                *(_mix_cell(by_year.get(year), reader) for year in years),
            )
        )
    return Table(key="mix", title=word("slate.mix"), columns=head, rows=tuple(rows), notes=(word("slate.mix.note"),))


def _mix_cell(row: MixRow | None, reader: Reader) -> Cell:
    if row is None:
        return Cell("")
    text = reader.percent(row.count, row.whole)
    points = round(row.change) if row.change is not None else 0
    if points:
        text += f" {'+' if points > 0 else '−'}{abs(points)}"
    change = None if row.change is None else round(row.change, 6)
    return Cell(text, {"count": row.count, "of": row.whole, "since": row.earlier_year, "change": change})


# --- planned against actual -----------------------------------------------------------------------------------------


def _slips(slate: Slate, reader: Reader, names: Mapping[str, str]) -> Table:
    word = reader.word
    head = columns(
        ("record", word("title-or-production")),
        ("milestone", word("milestone")),
        ("planned", word("planned"), ColumnKind.DATE),
        ("stated_on", word("stated-on"), ColumnKind.DATE),
        ("actual", word("actual"), ColumnKind.DATE),
        ("slip", word("slip")),
        ("note", word("note")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(_slip_row(row, reader, names) for row in slate.slips)
    table = Table(key="slips", title=word("slate.slips"), columns=head, rows=rows, notes=(word("slate.slips.note"),))
    return without_empty_columns(table)


def _slip_row(row: Slip, reader: Reader, names: Mapping[str, str]) -> tuple[Cell, ...]:
    later = reader.edtf(row.later, row.later_precision)
    return (
        Cell(names.get(row.record, row.record), row.record, record=f"{_kind(row, names)}/{row.record}"),
        Cell(reader.term("milestone", row.milestone), row.milestone),
        Cell(reader.edtf(row.planned, row.planned_precision), row.planned),
        Cell("" if row.stated_on is None else reader.date(row.stated_on), row.stated_on or ""),
        Cell(reader.word("slip.replanned", date=later) if row.replanned else later, row.later),
        Cell(
            slip_text(row, reader),
            {"kind": row.kind, "amount": row.amount, "lowest": row.lowest, "highest": row.highest},
        ),
        Cell(row.note or "", row.note or ""),
        source_cell([*row.planned_source, *row.later_source]),
    )


def _kind(row: Slip, names: Mapping[str, str]) -> str:
    """A title slips in its release alone, a production in its milestones."""
    return "title" if row.milestone == "release" and row.record in names else "production"


def slip_text(row: Slip, reader: Reader) -> str:
    """The slip in words, as precise as its sources and no more."""
    size, side = abs(row.amount), "later" if row.amount > 0 else "earlier"
    if row.kind is SlipKind.NONE:
        text = reader.word("slip.none")
    elif row.kind is SlipKind.WITHIN:
        text = reader.word("slip.within")
    elif row.kind is SlipKind.UNCLEAR:
        text = reader.word("slip.unclear")
    elif row.kind is SlipKind.DAYS:
        text = reader.word(f"slip.{side}", amount=reader.counted("days", size))
    elif row.kind is SlipKind.AT_LEAST:
        text = reader.word(f"slip.at-least-{side}", amount=reader.counted("days", size))
    else:
        text = reader.word(f"slip.{side}", amount=reader.counted(f"calendar-{row.kind.value}", size))
        text = reader.word(f"slip.by-{row.kind.value}", slip=text)
    return reader.word("slip.about", slip=text) if row.approximate else text


# --- figures and conflicts ------------------------------------------------------------------------------------------


def _figures(slate: Slate, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("market", word("market")),
        ("metric", word("metric")),
        ("value", word("value")),
        ("period", word("period"), ColumnKind.DATE),
        ("made_by", word("made-by")),
        ("status", word("status")),
        ("precision", word("precision")),
        ("note", word("note")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(_figure_row(row, reader) for row in slate.figures)
    table = Table(key="figures", title=word("slate.figures"), columns=head, rows=rows)
    return without_empty_columns(table)


def _figure_row(row: FigureRow, reader: Reader) -> tuple[Cell, ...]:
    return (
        Cell(reader.country(row.market), row.market),
        Cell(row.metric, row.metric, record=f"market_figure/{row.id}"),
        Cell(f"{row.value} {row.unit}" if row.unit else row.value, row.value),
        Cell(reader.edtf(row.period), row.period),
        Cell(row.made_by or reader.word("not-stated"), row.made_by or ""),
        Cell(reader.term("status", row.status), row.status or ""),
        Cell(reader.term("precision", row.precision), row.precision or ""),
        Cell(row.note or "", row.note or ""),
        source_cell(row.source),
    )


def _one_record(conflict: Conflict) -> str:
    """The record in conflict with itself; rivals for one figure are several."""
    return "" if ", " in conflict.record else f"{conflict.kind}/{conflict.record}"


def conflict_table(conflicts: tuple[Conflict, ...], reader: Reader) -> Table:
    """Everything said of a field in conflict, one line a value, in the order of the records."""
    word = reader.word
    head = columns(
        ("record", word("record")),
        ("field", word("field")),
        ("value", word("value")),
        ("as_stated", word("as-stated")),
        ("status", word("status")),
        ("note", word("note")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(
        (
            Cell(conflict.record, conflict.record, record=_one_record(conflict)),
            Cell(reader.field(conflict.field), conflict.field),
            Cell(said.value, said.value, (), (Mark.CONFLICT,) if said.value in conflict.values else ()),
            Cell(said.as_stated or "", said.as_stated or ""),
            Cell(reader.term("status", said.status), said.status or ""),
            Cell(said.note or "", said.note or ""),
            source_cell(said.source),
        )
        for conflict in conflicts
        for said in conflict.said
    )
    notes = (word("conflicts.note"),) if rows else ()
    return without_empty_columns(Table(key="conflicts", title=word("conflicts"), columns=head, rows=rows, notes=notes))
