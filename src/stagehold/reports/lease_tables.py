"""One lease as tables: figures, periods, events, cash, journal, provision; and where it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.money import exactly
from stagehold.leasing.disclosure import LeaseState, Position
from stagehold.leasing.journal import Entry
from stagehold.leasing.payment import Payment
from stagehold.leasing.schedule import Schedule
from stagehold.reports.lease_money import money_cell, percent_text
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell, without_empty_columns

NUMBER, DATE = ColumnKind.NUMBER, ColumnKind.DATE


def lease_tables(schedule: Schedule, entries: Iterable[Entry], reader: Reader) -> tuple[Table, ...]:
    """Everything there is of one schedule, in the order of reading; empty tables are left out."""
    tables = (
        _figures(schedule, reader),
        rows_table(schedule, reader),
        _events(schedule, reader),
        _provision(schedule, reader),
        _costs(schedule, reader),
        cash_table(schedule.payments, reader),
        entries_table(entries, reader),
    )
    return tuple(table for table in tables if table.rows)


def _last(end: date) -> date:
    return end - timedelta(days=1)


def _days(start: date, end: date, reader: Reader) -> tuple[Cell, Cell]:
    """First and last day; what is half-open in data names its last day to people."""
    return Cell(reader.day(start), start), Cell(reader.day(_last(end)), _last(end))


def _figures(schedule: Schedule, reader: Reader) -> Table:
    word, currency = reader.word, schedule.currency
    rows = [(Cell(word("lease.currency")), Cell(currency))]
    treatment = schedule.exempt.kind.value if schedule.exempt else str(schedule.treatment)
    family = "lease-exempt" if schedule.exempt else "treatment"
    rows.append((Cell(word("lease.treatment")), Cell(reader.term(family, treatment), treatment)))
    term = word("interval", start=reader.day(schedule.start), end=reader.day(_last(schedule.end)))
    rows.append((Cell(word("lease.expected-term")), Cell(term)))
    if schedule.exempt is None:
        rows += [
            (Cell(word("lease.rate")), Cell(percent_text(schedule.stretches[0].rate.effective, reader))),
            (Cell(word("lease.initial-liability")), money_cell(schedule.liability, currency, reader)),
            (Cell(word("lease.initial-asset")), money_cell(schedule.asset, currency, reader)),
        ]
    elif schedule.exempt.reason:
        rows.append((Cell(word("lease.reason")), Cell(schedule.exempt.reason)))
    head = columns(("figure", word("figure")), ("value", word("lease.value"), NUMBER))
    notes = (word("lease.aid"),)
    return Table(
        key="figures", title=word("lease.title", id=schedule.lease), columns=head, rows=tuple(rows), notes=notes
    )


def rows_table(schedule: Schedule, reader: Reader) -> Table:
    """The periods: liability and asset side by side."""
    word = reader.word
    names = ("opening", "interest", "payment", "closing", "exchange", "asset_opening", "depreciation", "asset_closing")
    head = columns(
        ("start", word("lease.from"), DATE),
        ("end", word("lease.to"), DATE),
        *((name, word(f"lease-column.{name}"), NUMBER) for name in names),
        ("cost", word("lease-column.cost"), NUMBER),
        ("variable", word("lease-column.variable"), NUMBER),
    )
    written = []
    with exactly():
        for row in schedule.rows:
            cells = [money_cell(getattr(row, name), schedule.currency, reader) for name in names]
            if not row.exchange:
                cells[4] = Cell("", None)
            variable = money_cell(row.variable, schedule.currency, reader) if row.variable else Cell("", None)
            cost = money_cell(row.cost, schedule.currency, reader)
            written.append((*_days(row.start, row.end, reader), *cells, cost, variable))
    title = word("lease.rows", currency=schedule.currency)
    return without_empty_columns(Table(key="rows", title=title, columns=head, rows=tuple(written)), keep=("start",))


def _events(schedule: Schedule, reader: Reader) -> Table:
    """Each event with its steps: the changes of the balances, and what they leave for profit or loss."""
    word, currency = reader.word, schedule.currency
    head = columns(
        ("on", word("lease.on"), DATE),
        ("event", word("lease.event")),
        ("step", word("lease.step")),
        ("liability", word("lease-column.liability"), NUMBER),
        ("asset", word("lease-column.asset"), NUMBER),
        ("provision", word("lease-column.provision"), NUMBER),
        ("gain", word("lease-column.gain"), NUMBER),
    )
    written = []
    none = Cell("", None)
    for event in schedule.events:
        day, kind = Cell(reader.day(event.on), event.on), Cell(reader.term("lease-event", event.kind), event.kind)
        before = [money_cell(item, currency, reader) for item in (event.liability_before, event.asset_before)]
        after = [money_cell(item, currency, reader) for item in (event.liability_after, event.asset_after)]
        written.append((day, kind, Cell(word("lease.before")), *before, none, none))
        for step in event.steps:
            moves = [money_cell(item, currency, reader) for item in (step.liability, step.asset)]
            provision = money_cell(step.provision, currency, reader) if step.provision else none
            gain = money_cell(step.gain, currency, reader) if step.gain else none
            name = Cell(reader.term("lease-step", step.kind), step.kind)
            written.append((day, kind, name, *moves, provision, gain))
        said = "lease.after" if event.changed else "lease.unchanged"
        gain = money_cell(event.gain, currency, reader)
        written.append((day, kind, Cell(word(said)), *after, none, gain))
    table = Table(key="events", title=word("lease.events", currency=currency), columns=head, rows=tuple(written))
    return without_empty_columns(table, keep=("on", "step"))


def _provision(schedule: Schedule, reader: Reader) -> Table:
    word = reader.word
    names = ("opening", "unwinding", "used", "closing", "asset_opening", "depreciation", "asset_closing")
    head = columns(
        ("start", word("lease.from"), DATE),
        ("end", word("lease.to"), DATE),
        *((name, word(f"lease-column.{name}"), NUMBER) for name in names),
    )
    written = [
        (
            *_days(row.start, row.end, reader),
            *(money_cell(getattr(row, name), schedule.currency, reader) for name in names),
        )
        for row in schedule.provision
    ]
    title = word("lease.provision", currency=schedule.currency)
    return Table(key="provision", title=title, columns=head, rows=tuple(written))


def _costs(schedule: Schedule, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("start", word("lease.from"), DATE),
        ("end", word("lease.to"), DATE),
        ("cost", word("lease-column.cost"), NUMBER),
    )
    found = () if schedule.exempt is None else schedule.exempt.costs
    written = tuple(
        (*_days(row.start, row.end, reader), money_cell(row.cost, schedule.currency, reader)) for row in found
    )
    return Table(key="costs", title=word("lease.costs", currency=schedule.currency), columns=head, rows=written)


def cash_table(payments: Sequence[Payment], reader: Reader) -> Table:
    """Everything that is paid and received, day by day, with the sum so far."""
    word = reader.word
    head = columns(
        ("day", word("lease.on"), DATE),
        ("kind", word("lease.what")),
        ("start", word("lease.from"), DATE),
        ("end", word("lease.to"), DATE),
        ("amount", word("lease-column.amount"), NUMBER),
        ("sum", word("lease-column.sum"), NUMBER),
    )
    written = []
    so_far = Decimal(0)
    with exactly():
        for item in payments:
            so_far += item.amount
            written.append(
                (
                    Cell(reader.day(item.day), item.day),
                    Cell(reader.term("lease-pay", item.kind), item.kind),
                    *_days(item.period.start, item.period.end, reader),
                    money_cell(item.amount, item.currency, reader),
                    money_cell(so_far, item.currency, reader),
                )
            )
    currency = payments[0].currency if payments else ""
    return Table(key="cash", title=word("lease.cash", currency=currency), columns=head, rows=tuple(written))


def entries_table(entries: Iterable[Entry], reader: Reader) -> Table:
    """The journal, a line an account."""
    word = reader.word
    head = columns(
        ("on", word("lease.on"), DATE),
        ("entry", word("lease.entry")),
        ("account", word("lease.account")),
        ("debit", word("lease-column.debit"), NUMBER),
        ("credit", word("lease-column.credit"), NUMBER),
    )
    written = []
    currency = ""
    for entry in entries:
        currency = entry.currency
        for line in entry.lines:
            sides = (line.debit, line.credit)
            cells = (money_cell(side, currency, reader) if side else Cell("", None) for side in sides)
            written.append(
                (
                    Cell(reader.day(entry.on), entry.on),
                    Cell(reader.term("lease-entry", entry.kind), entry.kind),
                    Cell(reader.term("lease-account", line.account), line.account),
                    *cells,
                )
            )
    return Table(key="entries", title=word("lease.entries", currency=currency), columns=head, rows=tuple(written))


def position_table(found: Sequence[Position], reader: Reader) -> Table:
    """Where leases stand at the end of a day, a line each."""
    word = reader.word
    names = ("liability", "current", "later", "asset", "commitment")
    head = columns(
        ("lease", word("lease.lease")),
        ("state", word("lease.state")),
        ("currency", word("lease.currency")),
        *((name, word(f"lease-column.{name}"), NUMBER) for name in names),
        ("years", word("lease.years-left"), NUMBER),
        ("rate", word("lease.rate"), NUMBER),
    )
    written = []
    for item in found:
        running = item.state is LeaseState.RUNNING
        amounts = [money_cell(getattr(item, name), item.currency, reader) for name in names]
        years = Cell("", None) if item.years_left is None else Cell(reader.number(round(item.years_left, 2)))
        rate = Cell("", None) if item.rate is None else Cell(percent_text(item.rate, reader))
        if not running:
            amounts[:4] = [Cell("", None)] * 4
        state = Cell(reader.term("lease-state", item.state), item.state)
        written.append((record_cell("lease", item.lease), state, Cell(item.currency), *amounts, years, rate))
    day = reader.day(found[0].on) if found else ""
    table = Table(key="positions", title=word("lease.positions", day=day), columns=head, rows=tuple(written))
    return without_empty_columns(table, keep=("lease", "state"))
