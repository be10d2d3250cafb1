"""The disclosure of all leases as tables: maturities that lead to the liability, weighted term and rate, what stops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stagehold.leasing.disclosure import YEARS_APART, Totals
from stagehold.leasing.year import AMOUNTS, YearFigures
from stagehold.reports.lease_money import money_cell, percent_text
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell, without_empty_columns


def totals_table(found: Sequence[Totals], reader: Reader) -> Table:
    """A column a currency, and a lessee where there are several: what is still to pay by year, down to the
    liability; nothing is converted.
    """
    word = reader.word
    several = len({item.lessee for item in found}) > 1
    head = columns(
        ("figure", word("figure")),
        *((_key(item, several=several), _key(item, several=several), ColumnKind.NUMBER) for item in found),
    )
    names = [word("lease.year-n", n=number) for number in range(1, YEARS_APART + 1)] + [word("lease.after-years")]
    rows = [
        (Cell(name), *(money_cell(item.maturities[at], item.currency, reader) for item in found))
        for at, name in enumerate(names)
    ]
    for key in ("undiscounted", "discount", "liability", "current", "later", "asset", "commitment"):
        cells = [money_cell(getattr(item, key), item.currency, reader) for item in found]
        rows.append((Cell(word(f"lease-column.{key}")), *cells))
    none = word("figure.none")
    years = [none if item.weighted_years is None else reader.number(round(item.weighted_years, 2)) for item in found]
    rates = [none if item.weighted_rate is None else percent_text(item.weighted_rate, reader) for item in found]
    rows.append((Cell(word("lease.weighted-years")), *(Cell(text) for text in years)))
    rows.append((Cell(word("lease.weighted-rate")), *(Cell(text) for text in rates)))
    notes = (word("lease.weights"), word("lease.aid"))
    return Table(key="disclosure", title=word("lease.disclosure"), columns=head, rows=tuple(rows), notes=notes)


def year_table(found: Sequence[YearFigures], on: date, reader: Reader) -> Table:
    """What leases cost and what was paid for them in the twelve months up to a day, a column a currency and lessee."""
    word = reader.word
    several = len({item.lessee for item in found}) > 1
    head = columns(
        ("figure", word("figure")),
        *((_key(item, several=several), _key(item, several=several), ColumnKind.NUMBER) for item in found),
    )
    rows = tuple(
        (Cell(word(f"lease-year.{name}")), *(money_cell(getattr(item, name), item.currency, reader) for item in found))
        for name in AMOUNTS
        if any(getattr(item, name) for item in found)
    )
    return Table(key="year", title=word("lease.year", day=reader.day(on)), columns=head, rows=rows)


def _key(item: Totals | YearFigures, *, several: bool) -> str:
    currency = item.currency or "–"
    return f"{item.lessee}, {currency}" if several else currency


def stopped_table(stopped: Sequence[tuple[str, Sequence[str], str]], reader: Reader) -> Table:
    """Leases that could not be measured: id, the fields that nobody states, or what else is wrong."""
    word = reader.word
    head = columns(("lease", word("lease.lease")), ("lacks", word("lease.lacks")), ("why", word("lease.why")))
    rows = tuple(
        (record_cell("lease", lease), Cell(word("list-comma").join(fields), fields), Cell(why, why))
        for lease, fields, why in stopped
    )
    notes = (word("lease.stopped-hint"),)
    table = Table(key="stopped", title=word("lease.stopped"), columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("lease",))
