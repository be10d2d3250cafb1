"""The rent of a lease for the days a plan reads it to give: its term read conservatively, its exercised options in it.

Accounts count options that are reasonably certain; a plan, and so the use of stages, counts those that are exercised.
Both take their payments from the same cash schedule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from stagehold.domain import edtf, readings
from stagehold.domain.days import Span
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import EventKind, Lease
from stagehold.leasing.cash import cash_schedule
from stagehold.leasing.payment import Payment
from stagehold.leasing.rent_days import RentDays

_BEYOND = 800  # days: a lease without end is followed past the period, so that no payment period is cut short


def rent_as_used(lease: Lease, period: Span) -> tuple[RentDays | None, tuple[Finding, ...]]:
    """The rent day by day; None, with the reasons, where it is not stated or cannot be read to the day."""
    if not lease.rent:
        return None, (
            _unknown(lease, "rent", "no rent line", "its stage-days bear no cost; a line of 0 says: no rent"),
        )
    try:
        payments = payments_as_used(lease, period)
    except InputError as wrong:
        return None, tuple(replace(item, severity=Severity.WARNING) for item in wrong.findings) or (
            _unknown(lease, "rent", str(wrong), "lines that can be read to the day; until then it bears no cost"),
        )
    except (OverflowError, readings.Unpinned) as wrong:
        return None, (_unknown(lease, "rent", str(wrong), "a line that ends, with periods of a week or more"),)
    return RentDays.of(lease.id, lease.currency or "", payments), ()


def payments_as_used(lease: Lease, period: Span) -> tuple[Payment, ...]:
    """The payments of a lease that states its rent.

    Raises
    ------
    InputError, OverflowError, Unpinned
        If they cannot be read to the day.
    """
    return cash_schedule(_as_used(lease, period))


def _as_used(lease: Lease, period: Span) -> Lease:
    """The lease as the cash schedule is to see it: nothing of its accounts, and every day exact."""
    term = lease.term
    if term is not None:
        first, last = readings.supply_first(term), readings.supply_last(term)
        term = _exact(first, last if last is not None else _after(max(first, period.end)))
    return replace(
        lease,
        term=term,
        options=tuple(replace(item, reasonably_certain=item.exercised) for item in lease.options),
        events=tuple(item for item in lease.events if item.kind is not EventKind.REASSESS),
        accounting=None,
        fit_out=None,
    )


def _after(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + _BEYOND, date.max.toordinal() - 2))


def _exact(first: date, last: date) -> EdtfInterval:
    return EdtfInterval(f"{first}/{last}", edtf.day(first), edtf.day(min(last, date.max - timedelta(days=2))))


def _unknown(lease: Lease, field: str, found: str, allowed: str) -> Finding:
    return Finding(
        rule="cost-not-known", severity=Severity.WARNING, record=lease.id, field=field, found=found, allowed=allowed
    )
