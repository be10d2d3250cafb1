"""The JSON of ``stagehold lease``: amounts as decimal strings, days half-open (SPEC §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from stagehold.leasing.disclosure import Position, Totals
from stagehold.leasing.journal import Entry, journal
from stagehold.leasing.payment import Payment
from stagehold.leasing.schedule import EventRow, Exempt, ProvisionRow, Row, Schedule
from stagehold.leasing.year import AMOUNTS, YearFigures


def schedule_as_data(schedule: Schedule) -> dict[str, Any]:
    """One schedule: the contract's keys first, then what else is known."""
    data: dict[str, Any] = {
        "initial": {"liability": amount(schedule.liability), "asset": amount(schedule.asset)},
        "rows": [_row(row) for row in schedule.rows],
        "events": [_event(event) for event in schedule.events],
        "entries": [_entry(entry) for entry in journal(schedule)],
        "lease": schedule.lease,
        "standard": schedule.standard.value,
        "treatment": None if schedule.treatment is None else schedule.treatment.value,
        "currency": schedule.currency,
        "start": schedule.start.isoformat(),
        "end": schedule.end.isoformat(),
        "steps": [step for event in schedule.events for step in _steps(event)],
        "variable": [
            {"start": row.start.isoformat(), "end": row.end.isoformat(), "amount": amount(row.variable)}
            for row in schedule.rows
            if row.variable
        ],
        "provision": [_provision(row) for row in schedule.provision],
        "off_balance_sheet": None if schedule.exempt is None else _exempt(schedule.exempt),
        "cash": [_payment(item) for item in schedule.payments],
        "separate": [schedule_as_data(right) for right in schedule.separate],
    }
    return data


def functional_as_data(schedule: Schedule, rates: Iterable[tuple[date, Decimal, str]]) -> dict[str, Any]:
    """The schedule in functional currency; each row says what the exchange rate did."""
    data = schedule_as_data(schedule)
    data["rows"] = [{**_row(row), "exchange": amount(row.exchange)} for row in schedule.rows]
    data["rates"] = [{"date": day.isoformat(), "rate": f"{rate:f}", "id": id_} for day, rate, id_ in rates]
    return data


def position_as_data(position: Position) -> dict[str, Any]:
    """One lease on a day."""
    return {
        "lease": position.lease,
        "lessee": position.lessee,
        "currency": position.currency,
        "on": position.on.isoformat(),
        "state": position.state.value,
        **_sums(position),
        "years_left": _number(position.years_left),
        "rate": _number(position.rate),
    }


def totals_as_data(found: Totals) -> dict[str, Any]:
    """All leases of a currency on a day."""
    return {
        "lessee": found.lessee,
        "currency": found.currency,
        "leases": found.leases,
        **_sums(found),
        "weighted_years": _number(found.weighted_years),
        "weighted_rate": _number(found.weighted_rate),
    }


def year_as_data(found: YearFigures) -> dict[str, Any]:
    """What leases of a lessee and currency cost in twelve months."""
    amounts = {name: amount(getattr(found, name)) for name in AMOUNTS}
    return {"lessee": found.lessee, "currency": found.currency, **amounts}


def _sums(found: Position | Totals) -> dict[str, Any]:
    return {
        "liability": amount(found.liability),
        "asset": amount(found.asset),
        "current": amount(found.current),
        "later": amount(found.later),
        "commitment": amount(found.commitment),
        "maturities": [amount(item) for item in found.maturities],
        "undiscounted": amount(found.undiscounted),
        "discount": amount(found.discount),
    }


def amount(value: Decimal) -> str:
    """A decimal string without an exponent."""
    return f"{value:f}"


def _number(value: Decimal | None) -> str | None:
    """A figure that is no money, to six decimals."""
    return None if value is None else f"{value:.6f}"


def _row(row: Row) -> dict[str, str]:
    return {
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "opening": amount(row.opening),
        "interest": amount(row.interest),
        "payment": amount(row.payment),
        "closing": amount(row.closing),
        "asset_opening": amount(row.asset_opening),
        "depreciation": amount(row.depreciation),
        "asset_closing": amount(row.asset_closing),
    }


def _event(event: EventRow) -> dict[str, str]:
    return {
        "on": event.on.isoformat(),
        "kind": event.kind.value,
        "liability_before": amount(event.liability_before),
        "liability_after": amount(event.liability_after),
        "asset_before": amount(event.asset_before),
        "asset_after": amount(event.asset_after),
        "gain": amount(event.gain),
    }


def _steps(event: EventRow) -> Sequence[dict[str, Any]]:
    return [
        {
            "event": event.number,
            "step": step.kind.value,
            "liability": amount(step.liability),
            "asset": amount(step.asset),
            "provision": amount(step.provision),
            "restoration_asset": amount(step.beside),
            "gain": amount(step.gain),
        }
        for step in event.steps
    ]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "on": entry.on.isoformat(),
        "kind": entry.kind.value,
        "currency": entry.currency,
        "lines": [
            {"account": line.account.value, "debit": amount(line.debit), "credit": amount(line.credit)}
            for line in entry.lines
        ],
    }


def _provision(row: ProvisionRow) -> dict[str, str]:
    return {
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "opening": amount(row.opening),
        "unwinding": amount(row.unwinding),
        "used": amount(row.used),
        "closing": amount(row.closing),
        "exchange": amount(row.exchange),
        "asset_opening": amount(row.asset_opening),
        "depreciation": amount(row.depreciation),
        "asset_closing": amount(row.asset_closing),
    }


def _exempt(found: Exempt) -> dict[str, Any]:
    return {
        "why": found.kind.value,
        "reason": found.reason,
        "costs": [
            {"start": row.start.isoformat(), "end": row.end.isoformat(), "cost": amount(row.cost)}
            for row in found.costs
        ],
    }


def _payment(item: Payment) -> dict[str, Any]:
    return {
        "day": item.day.isoformat(),
        "kind": item.kind.value,
        "line": item.line,
        "start": item.period.start.isoformat(),
        "end": item.period.end.isoformat(),
        "amount": amount(item.amount),
        "currency": item.currency,
    }
