"""The footprint as tables: summary, leases, stages, totals checked, and what is assumed."""

from __future__ import annotations

from stagehold.domain.quantities import Area
from stagehold.reports.assumptions import assumptions_table
from stagehold.reports.footprint import By, Footprint, LeaseRow, StageRow, SummaryRow
from stagehold.reports.held import EndKind, HeldState
from stagehold.reports.reader import Reader
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
from stagehold.reports.totals import TotalCheck


def footprint_tables(footprint: Footprint, reader: Reader) -> tuple[Table, ...]:
    """Summary, leases, stages, then checks of totals and assumptions where there are any."""
    word = reader.word
    day = None if footprint.on is None else reader.day(footprint.on)
    title = word("footprint.all") if day is None else word("footprint.on", day=day)
    tables = [
        _summary(footprint, reader, title),
        _leases(footprint, reader),
        _stages(footprint, reader),
        _checks(footprint, reader),
        assumptions_table(footprint.assumptions, reader),
    ]
    return tuple(table for index, table in enumerate(tables) if table.rows or index < 2)


# --- summary --------------------------------------------------------------------------------------------------------


def _summary(footprint: Footprint, reader: Reader, title: str) -> Table:
    word = reader.word
    head = columns(
        ("key", word(f"by.{footprint.by.value}")),
        ("stages", word("stages"), ColumnKind.NUMBER),
        ("named", word("stages.named"), ColumnKind.NUMBER),
        ("perhaps", word("stages.perhaps"), ColumnKind.NUMBER),
        ("stage_area", word("area.stages"), ColumnKind.AREA),
        ("lease_area", word("area.leases"), ColumnKind.AREA),
        ("leases", word("leases")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = [_summary_row(row, footprint.by, reader) for row in footprint.summary]
    if len(rows) > 1 and footprint.by is not By.STAGE:
        rows.append(_total_row(footprint.summary, reader))
    notes = [word("footprint.note.totals"), word("footprint.note.area")] if footprint.totals else []
    if not footprint.summary:
        notes = [word("footprint.none")]
    table = Table(key="footprint", title=title, columns=head, rows=tuple(rows), notes=tuple(notes))
    return without_empty_columns(table, keep=("key", "stages", "leases"))


def _summary_row(row: SummaryRow, by: By, reader: Reader) -> tuple[Cell, ...]:
    name = "+".join(map(reader.country, row.key.split("+"))) if by is By.MARKET else reader.name(row.name)
    return (
        Cell(name or reader.word("market.unknown"), row.key, record=_record_of(row.key, by)),
        Cell(reader.number(row.stages), row.stages),
        Cell(reader.number(row.named), row.named),
        Cell(reader.number(row.perhaps) if row.perhaps else "", row.perhaps),
        _stage_areas(row, reader),
        _lease_areas(row.lease_areas, len(row.leases), reader),
        Cell(", ".join(row.leases), row.leases, record=f"lease/{row.leases[0]}" if len(row.leases) == 1 else ""),
        source_cell(row.source),
    )


def _record_of(key: str, by: By) -> str:
    """What a row of totals is about, where that is one record."""
    kind = {By.MARKET: "", By.STUDIO: "studio", By.STAGE: "space"}[by]
    return f"{kind}/{key}" if kind and key and "+" not in key else ""


def _stage_areas(row: SummaryRow, reader: Reader) -> Cell:
    if not row.stage_areas:
        return Cell("")
    text = reader.area_sum(row.stage_areas)
    if len(row.stage_areas) < row.stages:
        text = reader.word("area.of", area=text, known=len(row.stage_areas), all=row.stages)
    return Cell(f"{text} ({basis(row.stage_areas, reader)})", row.stage_areas)


def _lease_areas(areas: tuple[Area, ...], leases: int, reader: Reader) -> Cell:
    if not areas:
        return Cell("")
    text = reader.area_sum(areas)
    if len(areas) > 1:
        # The parts stay in sight: what they include may differ, and the leases say so.
        text = f"{' + '.join(map(reader.area, areas))} = {text}"
    if len(areas) < leases:
        text = reader.word("area.of-leases", area=text, known=len(areas), all=leases)
    return Cell(text, areas)


def basis(areas: tuple[Area, ...], reader: Reader) -> str:
    """The bases of areas, each once: areas of different bases do not truly add up, and the reader should see it."""
    return ", ".join(dict.fromkeys(reader.word(f"basis.{area.basis.value}") for area in areas))


def _total_row(summary: tuple[SummaryRow, ...], reader: Reader) -> tuple[Cell, ...]:
    stages, named = sum(row.stages for row in summary), sum(row.named for row in summary)
    perhaps = sum(row.perhaps for row in summary)
    return (
        Cell(reader.word("total"), "total"),
        Cell(reader.number(stages), stages),
        Cell(reader.number(named), named),
        Cell(reader.number(perhaps) if perhaps else "", perhaps),
        Cell(""),
        Cell(""),
        Cell(""),
        Cell(""),
    )


# --- leases and stages ----------------------------------------------------------------------------------------------


def _leases(footprint: Footprint, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("lease", word("lease")),
        ("lessee", word("lessee")),
        ("studio", word("studio")),
        ("kind", word("kind")),
        ("stages", word("stages")),
        ("area", word("area"), ColumnKind.AREA),
        ("basis", word("area.what")),
        ("additional", word("additional")),
        ("term", word("term"), ColumnKind.DATE),
        ("state", word("state")),
        ("status", word("status")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    kinds = {row.kind for row in footprint.leases}
    rows = tuple(_lease_row(row, reader, one_kind=len(kinds) < 2) for row in footprint.leases)
    table = Table(key="leases", title=word("leases"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("lease", "stages", "term"))


def _lease_row(row: LeaseRow, reader: Reader, *, one_kind: bool) -> tuple[Cell, ...]:
    assumed = (Mark.ASSUMED,) if row.stages_assumed else ()
    studios = ", ".join(reader.name(name) for name in row.studio_names) or ", ".join(row.studios)
    return (
        record_cell("lease", row.lease),
        record_cell("party", row.lessee, row.lessee_name),
        Cell(studios, row.studios, record=f"studio/{row.studios[0]}" if len(row.studios) == 1 else ""),
        Cell("" if one_kind else reader.term("lease-kind", row.kind.value), row.kind),
        Cell(stages_text(row, reader), row.stage_count, (), assumed),
        *_lease_area(row, reader),
        Cell(
            "; ".join([*filter(None, [row.additional]), *row.other_spaces]),
            row.additional or "",
            (),
            conflict_marks(row.conflicts, "additional"),
        ),
        Cell(term_text(row, reader), row.term or "", (), term_marks(row)),
        Cell("" if row.state is None else reader.word(f"state.{row.state.value}"), row.state or ""),
        Cell(reader.term("status", row.status), row.status or ""),
        source_cell(row.source),
    )


def stages_text(row: LeaseRow, reader: Reader) -> str:
    """ "2: toho-7, toho-10", or "6, none named" where only the number is stated."""
    number = reader.number(row.stage_count)
    if row.counted_only:
        return reader.word("stages.counted", n=number)
    if not row.stages:
        return reader.word("stages.unstated")
    named = ", ".join(row.stages)
    if row.stage_count > len(row.stages):
        return reader.word("stages.partly", n=number, named=named)
    return reader.word("stages.list", n=number, named=named)


def _lease_area(row: LeaseRow, reader: Reader) -> tuple[Cell, Cell]:
    """The area stated for the lease, else that of its named stages; and what it is an area of."""
    if row.area is not None:
        marks = conflict_marks(row.conflicts, "area")
        return Cell(reader.area(row.area), row.area, (), marks), Cell(row.area_includes or basis((row.area,), reader))
    if not row.stage_areas:
        return Cell(""), Cell("")
    what = reader.word("area.of-stages", known=len(row.stage_areas), all=row.stage_count)
    return Cell(reader.area_sum(row.stage_areas), row.stage_areas), Cell(f"{what}, {basis(row.stage_areas, reader)}")


def term_text(row: LeaseRow, reader: Reader) -> str:
    """The term as stated, and the ends that an assumption gives it."""
    text = reader.word("term.unstated") if row.term is None else reader.interval(row.term, row.term_precision)
    if row.term_as_stated:
        text = reader.word("term.quoted", term=text, quoted=row.term_as_stated)
    if row.start_kind is EndKind.ASSUMED and row.start is not None:
        text = reader.word("term.start-assumed", term=text, start=reader.date(row.start))
    if row.end_kind is EndKind.ASSUMED and row.end is not None:
        text = reader.word("term.end-assumed", term=text, end=reader.date(row.end))
    return text


def term_marks(row: LeaseRow) -> tuple[Mark, ...]:
    """Whether the term rests on an assumption, has an end that nobody states, or sources that differ."""
    kinds = (row.start_kind, row.end_kind)
    marks = (Mark.ASSUMED,) if EndKind.ASSUMED in kinds else (Mark.UNSTATED,) if EndKind.UNSTATED in kinds else ()
    return (*marks, *conflict_marks(row.conflicts, "term"))


def conflict_marks(conflicts: tuple[str, ...], field: str) -> tuple[Mark, ...]:
    """The mark of a field, or of a part of it, whose sources differ."""
    return (Mark.CONFLICT,) if any(item == field or item.startswith(f"{field}.") for item in conflicts) else ()


def _stages(footprint: Footprint, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("stage", word("stage")),
        ("name", word("name")),
        ("studio", word("studio")),
        ("market", word("market")),
        ("area", word("area"), ColumnKind.AREA),
        ("basis", word("basis")),
        ("lease", word("lease")),
        ("state", word("state")),
        ("status", word("status")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(_stage_row(row, reader) for row in footprint.stages)
    unnamed = sum(max(0, row.stage_count - len(row.stages)) for row in footprint.leases)
    notes = (word("stages.note-unnamed", n=reader.number(unnamed)),) if unnamed else ()
    table = Table(key="stages", title=word("stages.under-lease"), columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("stage", "lease"))


def _stage_row(row: StageRow, reader: Reader) -> tuple[Cell, ...]:
    return (
        record_cell("space", row.stage, marks=(Mark.ASSUMED,) if row.assumed else ()),
        Cell(reader.name(row.name), "" if row.name is None else row.name.en),
        record_cell("studio", row.studio),
        Cell(reader.country(row.market), row.market),
        Cell(
            reader.word("not-stated") if row.area is None else reader.area(row.area),
            row.area or "",
            (),
            (Mark.ASSUMED,) if "area" in row.pinned else conflict_marks(row.conflicts, "area"),
        ),
        Cell("" if row.area is None else reader.word(f"basis.{row.area.basis.value}")),
        record_cell("lease", row.lease),
        Cell("" if row.state is None else reader.word(f"state.{row.state.value}"), row.state or ""),
        Cell(reader.term("status", row.status), row.status or ""),
        source_cell(row.source),
    )


# --- checks and assumptions -----------------------------------------------------------------------------------------


_RESULTS = {None: "check.unknown", True: "check.yes", False: "check.no"}


def _checks(footprint: Footprint, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("lease", word("lease")),
        ("check", word("check")),
        ("agrees", word("check.result")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    rows = tuple(
        (
            record_cell("lease", check.lease),
            Cell(check_text(check, reader), [check.stated, check.against]),
            Cell(
                word("check.unknown" if check.agrees is None else "check.yes" if check.agrees else "check.no"),
                check.agrees,
            ),
            source_cell(check.source),
        )
        for check in footprint.totals
    )
    return Table(key="totals", title=word("footprint.totals"), columns=head, rows=rows)


def check_text(check: TotalCheck, reader: Reader) -> str:
    """ "9 stages = a + b (9 stages)" or "172,000 sq ft ≈ 16,000 m2": areas as stated, not in the reader's unit."""

    def figure(value: Area | int | None) -> str:
        if value is None:
            return reader.word("not-stated")
        if isinstance(value, Area):
            return f"{reader.number(value.amount)} {reader.word(f'unit.{value.unit.value}')}"
        return reader.counted("n-stages", value)

    stated, against = figure(check.stated), figure(check.against)
    sign = "=" if check.stated == check.against else "≈" if check.agrees else "≠" if check.agrees is False else "?"
    if check.parts:
        return reader.word("check.parts", stated=stated, sign=sign, against=against, parts=" + ".join(check.parts))
    return f"{stated} {sign} {against}"


def headline(footprint: Footprint, reader: Reader) -> str:
    """One sentence: how many stages are held in each market, whatever the rows of the table stand for."""
    day = footprint.on
    parts = [
        reader.word("footprint.part", stages=reader.counted("n-stages", stages), market=reader.country(market))
        for market, stages in footprint.stages_by_market.items()
        if stages
    ]
    if not parts:
        return reader.word("footprint.none")
    uncertain = sum(row.state is HeldState.END_UNSTATED for row in footprint.leases)
    text = reader.word("footprint.headline", parts=reader.word("list-comma").join(parts))
    if day is not None:
        text = reader.word("footprint.headline-on", day=reader.day(day), parts=reader.word("list-comma").join(parts))
    return f"{text} {reader.word('footprint.ends-unstated', n=uncertain)}" if uncertain else text
