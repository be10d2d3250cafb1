"""All leases at a glance: how long each runs, its next date, what it costs this year; and every date to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.lease import Lease
from stagehold.domain.money import exactly
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.readings import Unpinned
from stagehold.leasing.payment import IN_LIABILITY
from stagehold.leasing.rent_as_used import payments_as_used
from stagehold.reports.assumptions import assumptions_table
from stagehold.reports.footprint import By, Footprint, LeaseRow, footprint
from stagehold.reports.footprint_tables import stages_text, term_marks, term_text
from stagehold.reports.held import Held
from stagehold.reports.lease_dates import KeyDate, days_until, key_dates
from stagehold.reports.lease_money import money_text, percent_text
from stagehold.reports.reader import Reader
from stagehold.reports.said import said_in
from stagehold.reports.stated import sources_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCost:
    """Rent and fees that fall due in a calendar year; ``lacks`` says why nobody can tell, ``amount`` is None then."""

    amount: Decimal | None
    currency: str
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseOverview:
    """The leases of a party, or of all, as they stand on a day."""

    found: Footprint
    on: date
    dates: tuple[KeyDate, ...]
    costs: tuple[YearCost, ...]


def lease_overview(portfolio: Portfolio, on: date, party: str | None = None) -> LeaseOverview:
    """Every lease that grants something itself.

    Raises
    ------
    InputError
        If no lease names ``party`` as its lessee.
    """
    found = footprint(portfolio, on=on, party=party, by=By.MARKET)
    dates = [item for held in found.held for item in key_dates(held, on)]
    return LeaseOverview(
        found=found,
        on=on,
        dates=tuple(sorted(dates, key=lambda item: (item.on.first, item.on.last, item.lease))),
        costs=tuple(year_cost(held.read, on.year) for held in found.held),
    )


def year_cost(lease: Lease, year: int) -> YearCost:
    """Rent and fees of one lease that fall due in a calendar year, its exercised options in it."""
    currency = lease.currency or ""
    if not lease.rent:
        return YearCost(amount=None, currency=currency, lacks="rent")
    try:
        payments = payments_as_used(lease, Span(date(year, 1, 1), date(year, 12, 31)))
    except InputError as wrong:
        lacks = ", ".join(dict.fromkeys(finding.field for finding in wrong.findings)) or str(wrong)
        return YearCost(amount=None, currency=currency, lacks=lacks)
    except Unpinned as wrong:
        return YearCost(amount=None, currency=currency, lacks=f"term.{wrong.part}" if wrong.part else "term")
    except OverflowError as wrong:
        return YearCost(amount=None, currency=currency, lacks=str(wrong))
    with exactly():
        due = [item.amount for item in payments if item.day.year == year and item.kind in IN_LIABILITY]
        return YearCost(amount=sum(due, Decimal(0)), currency=currency)


def _lacking(cost: YearCost, reader: Reader) -> str:
    """The fields that are missing, by their names; or why else nobody can tell."""
    fields = cost.lacks.split(", ")
    if not all(path.replace(".", "_").isidentifier() for path in fields):
        return said_in(cost.lacks, reader)
    return reader.word("list-comma").join(map(reader.field, fields))


def overview_tables(overview: LeaseOverview, reader: Reader) -> tuple[Table, ...]:
    """Leases always; the dates to come and the assumptions where there are any."""
    tables = (
        _leases(overview, reader),
        dates_table(overview.dates, overview.found.held, overview.on, reader),
        assumptions_table(overview.found.assumptions, reader),
    )
    return tuple(table for index, table in enumerate(tables) if table.rows or index == 0)


def _leases(overview: LeaseOverview, reader: Reader) -> Table:
    word = reader.word
    year = overview.on.year
    head = columns(
        ("lease", word("lease")),
        ("lessee", word("lessee")),
        ("studio", word("studio")),
        ("stages", word("stages")),
        ("term", word("term"), ColumnKind.DATE),
        ("state", word("state")),
        ("next", word("leases.next"), ColumnKind.DATE),
        ("cost", word("leases.cost", year=year), ColumnKind.NUMBER),
        ("status", word("status")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    first = {item.lease: item for item in reversed(overview.dates)}
    rows = tuple(
        _row(row, first.get(row.lease), cost, reader)
        for row, cost in zip(overview.found.leases, overview.costs, strict=True)
    )
    notes = (word("leases.cost-note"),) if rows else (word("footprint.none"),)
    title = word("leases.on", day=reader.day(overview.on))
    return without_empty_columns(
        Table(key="leases", title=title, columns=head, rows=rows, notes=notes), keep=("lease", "term", "next", "cost")
    )


def _row(row: LeaseRow, following: KeyDate | None, cost: YearCost, reader: Reader) -> tuple[Cell, ...]:
    studios = reader.word("list-comma").join(reader.name(name) for name in row.studio_names) or ", ".join(row.studios)
    return (
        record_cell("lease", row.lease),
        record_cell("party", row.lessee, row.lessee_name),
        Cell(studios, row.studios, record=f"studio/{row.studios[0]}" if len(row.studios) == 1 else ""),
        Cell(stages_text(row, reader), row.stage_count, (), (Mark.ASSUMED,) if row.stages_assumed else ()),
        Cell(term_text(row, reader), row.term or "", (), term_marks(row), f"lease/{row.lease}"),
        Cell("" if row.state is None else reader.word(f"state.{row.state.value}"), row.state or ""),
        _next(following, reader),
        _cost(row.lease, cost, reader),
        Cell(reader.term("status", row.status), row.status or ""),
        source_cell(row.source),
    )


def _next(item: KeyDate | None, reader: Reader) -> Cell:
    if item is None:
        return Cell("", None)
    text = reader.word("leases.next-what", day=reader.date(item.on), what=what_text(item, "", reader))
    return Cell(text, item.on, (), (Mark.ASSUMED,) if item.assumed else ())


def _cost(lease: str, cost: YearCost, reader: Reader) -> Cell:
    if cost.amount is None:
        text = (
            reader.word("not-stated")
            if cost.lacks == "rent"
            else reader.word("leases.lacks", field=_lacking(cost, reader))
        )
        return Cell(text, None, (), (), f"lease/{lease}")
    text = f"{money_text(cost.amount, cost.currency, reader)} {cost.currency}".strip()
    return Cell(text, cost.amount, (), (), f"lease/{lease}")


def dates_table(dates: Sequence[KeyDate], held: Sequence[Held], today: date, reader: Reader) -> Table:
    """Every date to come, the nearest first, with the days until it."""
    word = reader.word
    head = columns(
        ("date", word("date"), ColumnKind.DATE),
        ("days", word("leases.days"), ColumnKind.NUMBER),
        ("lease", word("lease")),
        ("what", word("leases.what")),
        ("source", word("source"), ColumnKind.SOURCE),
    )
    leases = {item.lease.id: item.lease for item in held}
    rows = []
    for item in dates:
        lease, left = leases[item.lease], days_until(item, today)
        rows.append(
            (
                Cell(reader.date(item.on), item.on, (), (Mark.ASSUMED,) if item.assumed else ()),
                Cell("" if left is None else reader.number(left), left),
                record_cell("lease", item.lease),
                Cell(what_text(item, lease.currency or "", reader), item.kind, record=f"lease/{item.lease}"),
                source_cell(sources_of(lease)),
            )
        )
    table = Table(key="dates", title=word("leases.dates"), columns=head, rows=tuple(rows))
    return without_empty_columns(table, keep=("date", "lease", "what"))


def what_text(item: KeyDate, currency: str, reader: Reader) -> str:
    """What happens on a date, in a few words."""
    word = reader.word
    if item.option is not None:
        number, kind = item.option
        name = word("leases.option", kind=word(f"option-kind.{kind.value}"), n=number + 1)
        return word(f"lease-date.{item.kind.value}", option=name)
    if item.amount is not None:
        amount = f"{money_text(item.amount, currency, reader)} {currency}".strip()
        return word("lease-date.rent-step-to", amount=amount)
    if item.rise is not None:
        return word("lease-date.rent-rise", percent=percent_text(item.rise, reader))
    return word(f"lease-date.{item.kind.value}")
