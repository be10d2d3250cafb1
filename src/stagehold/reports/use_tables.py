"""Use as tables: states, ratios, idle by cause, tenants; cost of a stage-day, and who bears it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.portfolio import Portfolio
from stagehold.leasing.idle import Cause
from stagehold.leasing.shooting import ShotFrom
from stagehold.leasing.stage_facts import Basis
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import Ratio, UsedFigures, UseRow, View
from stagehold.reports.assumptions import assumptions_table
from stagehold.reports.reader import Reader, round_half_up
from stagehold.reports.table import Cell, Column, ColumnKind, Table, columns, record_cell, without_empty_columns
from stagehold.reports.use import Use
from stagehold.reports.use_cost_tables import cost_tables
from stagehold.reports.use_names import UseNames, assumed

_STATES = ("in_service", "lettable", "leased", "let", "held")
_USED = ("occupied", "working", "standing", "shot")
_MOST_NAMED = 3


def use_headline(use: Use, portfolio: Portfolio, reader: Reader) -> str:
    """Two or three sentences: the scope, and how much of it is occupied, by bookings and by the plan."""
    names = UseNames(portfolio, reader)
    word = reader.word
    last = use.period.end - timedelta(days=1)
    unit = word(f"use.unit.{use.asked.weight.value}")
    told = {
        "party": names.party(use.party),
        "stages": reader.number(len(use.days)),
        "start": reader.day(use.period.start),
        "end": reader.day(last),
        "unit": unit,
    }
    if use.asked.view is View.LESSEE:
        leased, whole = names.days(use.total.leased), names.days(use.total.in_service)
        said = [word("use.headline.lessee", **told, leased=leased, whole=whole)]
    else:
        let, whole = names.days(use.total.let), names.days(use.total.lettable)
        said = [word("use.headline.studio", **told, let=let, whole=whole)]
    for basis, figures in use.total.used.items():
        said.append(word(f"use.headline.{basis.value}", ratio=_sentence(figures.ratios[0], unit, names)))
    return " ".join(said)


def use_tables(use: Use, portfolio: Portfolio, reader: Reader) -> tuple[Table, ...]:
    """Every table that has rows: what holds for bookings and plan alike, then what each of the two makes of it."""
    names = UseNames(portfolio, reader)
    tables = [_states(use, names)]
    for basis in use.bases:
        tables += [_used(use, basis, names), _idle(use, basis, names)]
    tables += [_tenants(use, names), *cost_tables(use, names), assumptions_table(use.assumptions, reader)]
    return tuple(table for table in tables if table.rows)


def _sentence(ratio: Ratio, unit: str, names: UseNames) -> str:
    word = names.reader.word
    whole = word(f"use-state.{ratio.whole}")
    if ratio.value is None:
        return word("use.ratio.none", whole=whole, unit=unit)
    return word(
        "use.ratio",
        part=word(f"use-state.{ratio.part}"),
        days=names.days(ratio.days),
        of=names.days(ratio.of),
        whole=whole,
        unit=unit,
        percent=names.percent(ratio.value),
    )


def _heading(use: Use, key: str, names: UseNames, basis: Basis | None = None) -> str:
    word = names.reader.word
    unit = word(f"use.unit.{use.asked.weight.value}")
    return word(key, unit=unit) if basis is None else word(key, unit=unit, basis=word(f"use.basis.{basis.value}"))


def _listed(use: Use, names: UseNames) -> list[tuple[Cell, UseRow]]:
    """Every row with its first cell, and the total of more than one."""
    by = use.asked.by
    rows = [
        (Cell(names.row(row.key, by), row.key, (), assumed(use, row), names.record(row.key, by)), row)
        for row in use.rows
    ]
    total = Cell(names.reader.word("use.total"), "total", (), assumed(use, use.total))
    return [*rows, (total, use.total)] if len(rows) != 1 else rows


def _first(use: Use, names: UseNames) -> Column:
    return Column(key="key", title=names.reader.word(f"use.by.{use.asked.by.value}"))


# --- states -----------------------------------------------------------------------------------------------------------


def _states(use: Use, names: UseNames) -> Table:
    word = names.reader.word
    head = [_first(use, names)]
    head += [Column(key=state, title=word(f"use-state.{state}"), kind=ColumnKind.NUMBER) for state in _STATES]
    head += [_quotient(item, names) for item in use.total.ratios]
    head += columns(("areas", word("use.areas")), ("rests_on", word("use.rests-on")))
    rows = tuple(
        (
            first,
            *(_days(getattr(row, state), names) for state in _STATES),
            *_ratio_cells(row.ratios, names),
            _areas(use, row, names),
            _rests_on(use, row, names),
        )
        for first, row in _listed(use, names)
    )
    notes = [word("use.held-note") if use.total.held else "", _outside_note(use.total.ratios, names)]
    notes += [word("use.mixed") if len(use.total.bases) > 1 else ""]
    notes += _inexact(use, names)
    table = Table(
        key="states",
        title=_heading(use, "use.states", names),
        columns=tuple(head),
        rows=rows,
        notes=tuple(note for note in notes if note),
    )
    return without_empty_columns(table)


def _used(use: Use, basis: Basis, names: UseNames) -> Table:
    """What the stays of one basis come to, and the ratios with them."""
    word = names.reader.word
    head = [_first(use, names)]
    head += [Column(key=state, title=word(f"use-state.{state}"), kind=ColumnKind.NUMBER) for state in _USED]
    head += [_quotient(item, names) for item in use.total.used[basis].ratios]
    rows = []
    for first, row in _listed(use, names):
        figures = row.used[basis]
        days = [_days(value, names) for value in (figures.occupied, figures.working, figures.standing)]
        rows.append((first, *days, _shot(figures, names), *_ratio_cells(figures.ratios, names)))
    notes = [word("use.shot-note"), word("use.basis-note") if len(use.bases) > 1 else ""]
    notes.append(_outside_note(use.total.used[basis].ratios, names))
    if basis is Basis.PLANNED and use.plan_assumptions:
        notes.append(word("use.plan-rests-on", ids=word("list-comma").join(use.plan_assumptions)))
    return Table(
        key=f"use-{basis.value}",
        title=_heading(use, "use.used", names, basis),
        columns=tuple(head),
        rows=tuple(rows),
        notes=tuple(note for note in notes if note),
    )


def _ratio_cells(ratios: Iterable[Ratio], names: UseNames) -> list[Cell]:
    return [Cell(names.ratio(item), item.value) for item in ratios]


def _quotient(ratio: Ratio, names: UseNames) -> Column:
    word = names.reader.word
    title = word("use.quotient", part=word(f"use-state.{ratio.part}"), whole=word(f"use-state.{ratio.whole}"))
    return Column(key=f"{ratio.part}/{ratio.whole}", title=title, kind=ColumnKind.NUMBER)


def _outside_note(ratios: Iterable[Ratio], names: UseNames) -> str:
    return names.reader.word("use.outside-note") if any(item.outside for item in ratios) else ""


def _rests_on(use: Use, row: UseRow, names: UseNames) -> Cell:
    """Assumptions by id and dates as stated, the first few of many."""
    word = names.reader.word
    rests = use.row_rests_on(row)
    told = [*sorted(rests.assumptions), *sorted(f"{item.record}.{item.field} {item.stated}" for item in rests.dates)]
    text = word("list-comma").join(told[:_MOST_NAMED])
    if len(told) > _MOST_NAMED:
        text = word("certain.rest", parts=text, n=len(told) - _MOST_NAMED)
    return Cell(text, tuple(told))


def _days(value: Fraction, names: UseNames) -> Cell:
    return Cell(names.days(value), value.numerator if value.denominator == 1 else Decimal(round_half_up(value)))


def _shot(figures: UsedFigures, names: UseNames) -> Cell:
    text = names.days(figures.shot)
    estimated = figures.shot_from[ShotFrom.ESTIMATED]
    if estimated:
        text = names.reader.word("use.estimated", n=text, part=names.days(estimated))
    return Cell(text, None if estimated else _days(figures.shot, names).value)


def _areas(use: Use, row: UseRow, names: UseNames) -> Cell:
    """What was measured, and whose area nobody states; nothing for a count."""
    if use.asked.weight is Weight.COUNT:
        return Cell("")
    word = names.reader.word
    told = [word(f"basis.{basis.value}") for basis in row.bases]
    if row.left_out:
        told.append(word("use.left-out", stages=word("list-comma").join(row.left_out)))
    return Cell("; ".join(told), [*row.bases, *row.left_out])


def _inexact(use: Use, names: UseNames) -> list[str]:
    dates = {item for rests in use.rests_on.values() for item in rests.dates}
    return [
        names.reader.word("use.inexact", record=item.record, field=item.field, stated=item.stated)
        for item in sorted(dates, key=lambda item: (item.record, item.field))
    ]


# --- idle days and tenants --------------------------------------------------------------------------------------------


def _idle(use: Use, basis: Basis, names: UseNames) -> Table:
    word = names.reader.word
    causes: list[Cause] = [cause for cause, days in use.total.used[basis].idle.items() if days]
    head = [_first(use, names)]
    head += [
        Column(key=cause.value, title=word(f"idle-cause.{cause.value}"), kind=ColumnKind.NUMBER) for cause in causes
    ]
    rows = [
        (first, *(_days(row.used[basis].idle[cause], names) for cause in causes)) for first, row in _listed(use, names)
    ]
    return Table(
        key=f"idle-{basis.value}",
        title=_heading(use, "use.idle", names, basis),
        columns=tuple(head),
        rows=tuple(rows) if causes else (),
    )


def _tenants(use: Use, names: UseNames) -> Table:
    word = names.reader.word
    head = [
        Column(key="party", title=word("use.tenant")),
        Column(key="let", title=word("use-state.let"), kind=ColumnKind.NUMBER),
        *(
            Column(
                key=basis.value,
                title=word("use.with-basis", word=word("use-state.occupied"), basis=word(f"use.basis.{basis.value}")),
                kind=ColumnKind.NUMBER,
            )
            for basis in use.bases
        ),
    ]
    rows = tuple(
        (
            record_cell("party", tenant.party, names.party(tenant.party)),
            Cell(names.reader.number(tenant.let), tenant.let),
            *(Cell(names.reader.number(tenant.occupied[basis]), tenant.occupied[basis]) for basis in use.bases),
        )
        for tenant in use.tenants
    )
    notes = (word("use.tenant-note"),)
    return Table(key="tenants", title=word("use.tenants"), columns=tuple(head), rows=rows, notes=notes)
