"""The cost of stage-days as tables: of a day leased, occupied and shot; who bears it; and every month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.money import exactly
from stagehold.leasing.charge_out import Bearer, Charge
from stagehold.leasing.stage_cost import CostRow
from stagehold.leasing.stage_facts import Basis
from stagehold.leasing.use_figures import By
from stagehold.reports.table import Cell, Column, ColumnKind, Mark, Table, columns, without_empty_columns
from stagehold.reports.use import Use
from stagehold.reports.use_names import UseNames, assumed


def cost_tables(use: Use, names: UseNames) -> Iterator[Table]:
    """The cost of a stage-day, then for each basis who bears it, over the period and month by month."""
    yield _costs(use, names)
    for basis, charges in use.charges.items():
        yield _bearers(basis, charges, names)
        yield _months(basis, charges, names)


def _costs(use: Use, names: UseNames) -> Table:
    word = names.reader.word
    head = columns(
        ("key", word(f"use.by.{use.asked.by.value}")),
        ("basis", word("use.cost.basis")),
        ("cost", word("use.cost.amount"), ColumnKind.NUMBER),
        ("per_leased", word("use.cost.leased"), ColumnKind.NUMBER),
        ("per_occupied", word("use.cost.occupied"), ColumnKind.NUMBER),
        ("per_shot", word("use.cost.shot"), ColumnKind.NUMBER),
    )
    marks = {row.key: assumed(use, row) for row in [*use.rows, use.total]}
    rows = [
        _cost_row(row, (names.row(row.key, use.asked.by), names.record(row.key, use.asked.by)), marks, names)
        for basis in use.costs
        for row in use.costs[basis]
    ]
    total = word("use.total")
    rows += [
        _cost_row(row, (total, ""), {row.key: marks[""]}, names)
        for basis in use.total_costs
        for row in use.total_costs[basis]
    ]
    notes = (word("use.cost-note"),)
    return Table(key="cost", title=word("use.cost"), columns=head, rows=tuple(rows), notes=notes)


def _cost_row(
    row: CostRow, named: tuple[str, str], marks: Mapping[str, tuple[Mark, ...]], names: UseNames
) -> tuple[Cell, ...]:
    """``named`` is what the row is called, and the record it is about."""
    name, record = named
    amounts = (row.cost, row.per_leased, row.per_occupied, row.per_shot)
    cells = [Cell(names.money(amount, row.currency), amount) for amount in amounts]
    first = Cell(name, row.key, (), marks.get(row.key, ()), record)
    return (first, Cell(names.reader.word(f"use.basis.{row.basis.value}"), row.basis), *cells)


def _bearers(basis: Basis, charges: Iterable[Charge], names: UseNames) -> Table:
    """A row for each production, set and cause of idleness, in each currency; they add up to the cost."""
    word = names.reader.word
    amounts: dict[tuple[str, Bearer, str], Decimal] = {}
    days: dict[tuple[str, Bearer, str], int] = {}
    totals: dict[str, Decimal] = {}
    with exactly():
        for charge in charges:
            key = (charge.currency, charge.bearer, charge.of)
            amounts[key] = amounts.get(key, Decimal(0)) + charge.amount
            days[key] = days.get(key, 0) + (charge.days if charge.stage else 0)
            totals[charge.currency] = totals.get(charge.currency, Decimal(0)) + charge.amount
    head = columns(
        ("bearer", word("use.charge.bearer")),
        ("days", word("use.charge.days"), ColumnKind.NUMBER),
        ("amount", word("use.charge.amount"), ColumnKind.NUMBER),
        ("share", word("use.charge.share"), ColumnKind.NUMBER),
    )
    rows: list[tuple[Cell, ...]] = []
    for currency, total in sorted(totals.items()):
        of_it = [key for key in amounts if key[0] == currency]
        rows += [
            _bearer_row(_bearer(key[1], key[2], names), days[key], amounts[key], total, currency, names)
            for key in sorted(of_it, key=lambda key: (key[1] is Bearer.IDLE, -amounts[key], key[2], key[1]))
        ]
        whole = sum(days[key] for key in of_it)
        rows.append(_bearer_row(word("use.total"), whole, total, total, currency, names))
    title = word("use.charge", basis=word(f"use.basis.{basis.value}"))
    notes = (word("use.charge-note"),)
    return Table(key=f"charge-out-{basis.value}", title=title, columns=head, rows=tuple(rows), notes=notes)


def _bearer_row(
    name: str, days: int, amount: Decimal, total: Decimal, currency: str, names: UseNames
) -> tuple[Cell, ...]:
    share = Fraction(amount) / Fraction(total) if total else None
    text = names.reader.word("use.none") if share is None else f"{names.percent(share)} %"
    return (
        Cell(name, name),
        Cell(names.reader.number(days), days),
        Cell(names.money(amount, currency), amount),
        Cell(text, share),
    )


def _bearer(bearer: Bearer, of: str, names: UseNames) -> str:
    word = names.reader.word
    if bearer is Bearer.IDLE:
        return word("use.charge.idle", cause=word(f"idle-cause.{of}"))
    user = names.user(of)
    return word("use.charge.standing", user=user) if bearer is Bearer.STANDING else user


def _months(basis: Basis, charges: Iterable[Charge], names: UseNames) -> Table:
    """Month by month and currency: the cost, the productions' part, and that of every cause of idleness."""
    word = names.reader.word
    sums: dict[tuple[str, str], dict[str, Decimal]] = {}
    causes: dict[str, None] = {}
    with exactly():
        for charge in charges:
            parts = sums.setdefault((charge.month.isoformat(), charge.currency), {})
            part = charge.of if charge.bearer is Bearer.IDLE else "productions"
            if charge.bearer is Bearer.IDLE:
                causes[charge.of] = None
            for name in ("cost", part):
                parts[name] = parts.get(name, Decimal(0)) + charge.amount
    head = [
        Column(key="month", title=word("use.by.month")),
        Column(key="currency", title=word("use.cost.currency")),
        Column(key="cost", title=word("use.cost.amount"), kind=ColumnKind.NUMBER),
        Column(key="productions", title=word("use.months.productions"), kind=ColumnKind.NUMBER),
        *(Column(key=cause, title=word(f"idle-cause.{cause}"), kind=ColumnKind.NUMBER) for cause in causes),
    ]
    rows = []
    for (month, currency), parts in sorted(sums.items()):
        amounts = [parts.get(name, Decimal(0)) for name in ("cost", "productions", *causes)]
        cells = [Cell(names.money(amount, currency).rpartition(" ")[0], amount) for amount in amounts]
        rows.append((Cell(names.row(month[:7], By.MONTH), month[:7]), Cell(currency, currency), *cells))
    title = word("use.months", basis=word(f"use.basis.{basis.value}"))
    table = Table(key=f"months-{basis.value}", title=title, columns=tuple(head), rows=tuple(rows))
    return without_empty_columns(table)
