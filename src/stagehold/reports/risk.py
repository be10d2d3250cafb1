"""The figures of an ensemble as tables: productions, leases, causes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stagehold.advising.fitting import Fitted
from stagehold.advising.outcome import Driver, DriverKind, LeaseRisk, ProductionRisk, RiskFigures, Share, top
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell, without_empty_columns

MOST_PRODUCTIONS = 10  # listed as drivers


def risk_headline(found: RiskFigures, reader: Reader) -> str:
    """One sentence: how many futures, how many productions on time, how many days late; whether it was stopped."""
    text = reader.word(
        "risk.headline",
        futures=reader.number(found.futures),
        rule=reader.word(f"risk.rule.{found.rule.value}"),
        timely=reader.number(round(found.timely.value, 1)),
        placed=reader.number(len(found.productions)),
        share=reader.number(round(100 * found.on_time_share, 1)),
        late=reader.number(round(found.late_days.value, 1)),
    )
    if found.complete:
        return text
    asked = reader.number(found.asked)
    return f"{text} {reader.word('risk.stopped', futures=reader.number(found.futures), asked=asked)}"


def risk_tables(found: RiskFigures, portfolio: Portfolio, reader: Reader) -> tuple[Table, ...]:
    """How sure each production is, how far each lease is overrun, what drives the days late."""
    return (
        productions_table(found, portfolio, reader),
        leases_table(found, reader),
        causes_table(found, portfolio, reader),
        drivers_table(found, portfolio, reader),
    )


def productions_table(found: RiskFigures, portfolio: Portfolio, reader: Reader) -> Table:
    """A row for each production, in the order of their planned finish."""
    word = reader.word
    head = columns(
        ("production", word("risk.production")),
        ("due", word("risk.due"), ColumnKind.DATE),
        ("planned", word("risk.planned"), ColumnKind.DATE),
        ("on_time", word("risk.on-time"), ColumnKind.NUMBER),
        ("error", word("risk.error"), ColumnKind.NUMBER),
        ("p10", word("risk.p10"), ColumnKind.DATE),
        ("p50", word("risk.p50"), ColumnKind.DATE),
        ("p90", word("risk.p90"), ColumnKind.DATE),
        ("late_days", word("risk.late-days"), ColumnKind.NUMBER),
        ("missed", word("risk.missed"), ColumnKind.NUMBER),
        ("collided", word("risk.collided"), ColumnKind.NUMBER),
        ("moved", word("risk.moved"), ColumnKind.NUMBER),
        ("hired", word("risk.hired"), ColumnKind.NUMBER),
        ("returned", word("risk.returned"), ColumnKind.NUMBER),
    )
    listed = sorted(found.productions, key=lambda item: (item.planned, item.id))
    rows = tuple(_production(item, portfolio, reader) for item in listed)
    notes = [word("risk.note.finish"), word("risk.note.error")]
    if found.unplaced:
        notes.append(word("risk.note.unplaced", names=word("list-comma").join(found.unplaced)))
    table = Table(key="productions", title=word("risk.productions"), columns=head, rows=rows, notes=tuple(notes))
    return without_empty_columns(table, keep=("production", "on_time", "p10", "p50", "p90"))


def _production(item: ProductionRisk, portfolio: Portfolio, reader: Reader) -> tuple[Cell, ...]:
    name = portfolio.productions[item.id].name
    shown = reader.name(name, item.id)
    return (
        record_cell("production", item.id, shown if shown == item.id else f"{item.id} {shown}"),
        _day(item.due, reader, ""),
        _day(item.planned, reader, ""),
        _share(item.on_time, reader),
        _percent(item.on_time.error, reader, digits=2),
        *(_day(day, reader, reader.word("risk.beyond")) for day in item.finish),
        Cell(reader.number(round(item.late_days.value, 1)), item.late_days.value),
        *(_now_and_then(value, reader) for value in (item.missed.value, item.collided.value)),
        *(_now_and_then(value, reader) for value in (item.moved, item.hired, item.returned)),
    )


def leases_table(found: RiskFigures, reader: Reader) -> Table:
    """A row for each lease, and one for days on offers where there are any."""
    word = reader.word
    head = columns(
        ("lease", word("risk.lease")),
        ("overrun", word("risk.overrun"), ColumnKind.NUMBER),
        ("error", word("risk.error"), ColumnKind.NUMBER),
        ("days", word("risk.held"), ColumnKind.NUMBER),
        ("days_error", word("risk.error"), ColumnKind.NUMBER),
        ("p90", word("risk.p90"), ColumnKind.NUMBER),
    )
    rows = [_lease(item, reader) for item in found.leases]
    if found.spot_days.value > 0:
        p90 = _count(found.spot_p90, reader)
        mean = Cell(reader.number(round(found.spot_days.value, 2)), found.spot_days.value)
        error = Cell(reader.number(round(found.spot_days.error, 2)), found.spot_days.error)
        rows.append((Cell(word("risk.spot"), "spot"), Cell(""), Cell(""), mean, error, p90))
    return Table(key="leases", title=word("risk.leases"), columns=head, rows=tuple(rows))


def _lease(item: LeaseRisk, reader: Reader) -> tuple[Cell, ...]:
    return (
        record_cell("lease", item.id),
        _share(item.overrun, reader),
        _percent(item.overrun.error, reader, digits=2),
        Cell(reader.number(round(item.days.value, 2)), item.days.value),
        Cell(reader.number(round(item.days.error, 2)), item.days.error),
        _count(item.p90, reader),
    )


def causes_table(found: RiskFigures, portfolio: Portfolio, reader: Reader) -> Table:
    """A row for each cause, the one that drives most first, with what it rests on."""
    word = reader.word
    head = columns(
        ("cause", word("risk.cause")),
        ("kind", word("risk.kind")),
        ("share", word("risk.share"), ColumnKind.NUMBER),
        ("days", word("risk.added"), ColumnKind.NUMBER),
        ("why", word("risk.assumed")),
    )
    fits = {item.risk: item for item in found.fits}
    causes = [item for item in found.drivers if item.kind is DriverKind.CAUSE]
    rows = tuple(_cause(item, portfolio, fits.get(item.id), reader) for item in causes)
    notes = [word("risk.note.share")]
    if found.unused:
        notes.append(word("risk.note.unused", names=word("list-comma").join(found.unused)))
    return Table(key="causes", title=word("risk.causes"), columns=head, rows=rows, notes=tuple(notes))


def _cause(item: Driver, portfolio: Portfolio, fit: Fitted | None, reader: Reader) -> tuple[Cell, ...]:
    risk = portfolio.risks[item.id]
    why = risk.why or ""
    if fit is not None:
        limit, distance = reader.number(round(fit.limit, 3)), reader.number(round(fit.distance, 3))
        why = reader.word("risk.fitted", pairs=fit.pairs, milestone=fit.milestone, distance=distance, limit=limit)
    return (
        Cell(item.id, item.id, risk.source, (), f"risk/{item.id}"),
        Cell(reader.word(f"risk.cause.{risk.kind.value}"), risk.kind),
        _percent(item.share, reader, digits=1),
        Cell(reader.number(round(item.days, 1)), item.days),
        Cell(why, why),
    )


def drivers_table(found: RiskFigures, portfolio: Portfolio, reader: Reader) -> Table:
    """The productions whose own draws drive the days late of all."""
    word = reader.word
    head = columns(
        ("production", word("risk.production")),
        ("share", word("risk.share"), ColumnKind.NUMBER),
        ("days", word("risk.added"), ColumnKind.NUMBER),
    )
    listed: Sequence[Driver] = top(found.drivers, DriverKind.PRODUCTION, MOST_PRODUCTIONS)
    rows = tuple(
        (
            record_cell("production", item.id, f"{item.id} {reader.name(portfolio.productions[item.id].name)}".strip()),
            _percent(item.share, reader, digits=1),
            Cell(reader.number(round(item.days, 1)), item.days),
        )
        for item in listed
        if item.share > 0
    )
    return Table(key="drivers", title=word("risk.by-production"), columns=head, rows=rows)


def _day(day: date | None, reader: Reader, otherwise: str) -> Cell:
    return Cell(otherwise if day is None else reader.day(day), day)


def _count(days: int | None, reader: Reader) -> Cell:
    return Cell(reader.word("risk.beyond") if days is None else reader.number(days), days)


def _share(share: Share, reader: Reader) -> Cell:
    return _percent(share.value, reader, digits=1)


def _percent(value: float, reader: Reader, *, digits: int) -> Cell:
    return Cell(f"{reader.number(round(100 * value, digits))} %", value)


def _now_and_then(value: float, reader: Reader) -> Cell:
    """A share that is mostly nothing; blank then."""
    return _percent(value, reader, digits=2) if value else Cell("")
