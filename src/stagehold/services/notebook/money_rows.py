"""What leases cost and stages are used for, as rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stagehold.leasing.journal import journal
from stagehold.leasing.schedule import Schedule
from stagehold.leasing.use_figures import UseRow
from stagehold.reports.use import Use
from stagehold.services.notebook.frames import Kind, Rows

TEXT, DAY, COUNT, NUMBER = Kind.TEXT, Kind.DAY, Kind.COUNT, Kind.NUMBER
_BALANCES = ("opening", "interest", "payment", "closing", "asset_opening", "depreciation", "asset_closing", "cost")
_MOVES = ("liability_before", "liability_after", "asset_before", "asset_after", "gain")
_STATES = ("in_service", "lettable", "leased", "let", "held")
_USED = ("occupied", "working", "standing", "shot")


def periods(schedule: Schedule) -> Rows:
    """A row for each period, ``end`` half-open: liability and asset, in the lease's currency."""
    rows = [(row.start, row.end, *(getattr(row, name) for name in _BALANCES)) for row in schedule.rows]
    return Rows({"start": DAY, "end": DAY, **dict.fromkeys(_BALANCES, NUMBER)}, rows)


def payments(schedule: Schedule) -> Rows:
    """A row for each amount paid, or received where it is below zero, with the days it is for."""
    rows = [
        (item.day, item.kind.value, item.period.start, item.period.end, item.amount, item.currency)
        for item in schedule.payments
    ]
    columns = {"day": DAY, "kind": TEXT, "start": DAY, "end": DAY, "amount": NUMBER, "currency": TEXT}
    return Rows(columns, rows)


def entries(schedule: Schedule) -> Rows:
    """The journal, a row for each account of each entry."""
    rows = [
        (entry.on, entry.kind.value, line.account.value, line.debit, line.credit)
        for entry in journal(schedule)
        for line in entry.lines
    ]
    return Rows({"day": DAY, "entry": TEXT, "account": TEXT, "debit": NUMBER, "credit": NUMBER}, rows)


def events(schedule: Schedule) -> Rows:
    """A row for each event that changed the lease while it ran."""
    rows = [(row.on, row.kind.value, *(getattr(row, name) for name in _MOVES)) for row in schedule.events]
    return Rows({"day": DAY, "event": TEXT, **dict.fromkeys(_MOVES, NUMBER)}, rows)


def states(found: Use) -> Rows:
    """A row for each key and basis: stage-days (square-metre-days, weighed by area), the total last."""
    rows: list[tuple[object, ...]] = []
    for row in (*found.rows, found.total):
        known = [getattr(row, name) for name in _STATES]
        for basis, used in row.used.items():
            rows.append((_key(row), basis.value, *known, *(getattr(used, name) for name in _USED)))
    return Rows({"key": TEXT, "basis": TEXT, **dict.fromkeys((*_STATES, *_USED), NUMBER)}, rows)


def charges(found: Use) -> Rows:
    """A row for each share of a month's cost: who bears it, for how many stage-days."""
    rows = [
        (
            *(basis.value, item.lease, item.month, item.stage or None, item.bearer.value, item.of, item.days),
            *(item.amount, item.currency),
        )
        for basis, listed in found.charges.items()
        for item in listed
    ]
    columns = {"basis": TEXT, "lease": TEXT, "month": DAY, "stage": TEXT, "bearer": TEXT, "of": TEXT, "days": COUNT}
    return Rows({**columns, "amount": NUMBER, "currency": TEXT}, rows)


def costs(found: Use) -> Rows:
    """A row for each key, basis and currency: what a stage-day leased, occupied and shot comes to."""
    rows = [
        (row.key or "total", basis.value, row.currency, row.cost, row.per_leased, row.per_occupied, row.per_shot)
        for by in (found.costs, found.total_costs)
        for basis, listed in by.items()
        for row in listed
    ]
    columns = {"key": TEXT, "basis": TEXT, "currency": TEXT, "cost": NUMBER}
    return Rows({**columns, "per_leased": NUMBER, "per_occupied": NUMBER, "per_shot": NUMBER}, rows)


LEASE_TABLES: Mapping[str, Callable[[Schedule], Rows]] = {
    "periods": periods,
    "payments": payments,
    "entries": entries,
    "events": events,
}
USE_TABLES: Mapping[str, Callable[[Use], Rows]] = {"states": states, "charges": charges, "costs": costs}


def _key(row: UseRow) -> str:
    return row.key or "total"
