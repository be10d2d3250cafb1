"""What leases cost and what was paid for them in the twelve months up to a day (IFRS 16.53, ASC 842-20-50-4).

Amounts are differences of rounded balances, as in the rows of a schedule: the years of a lease add up to its rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.days import Span, add_months
from stagehold.domain.money import exactly
from stagehold.leasing.payment import IN_LIABILITY
from stagehold.leasing.schedule import ZERO, Exempt, ExemptKind, Schedule, rounded, total
from stagehold.leasing.share import times
from stagehold.leasing.standard import Treatment
from stagehold.leasing.stretch import Stretch
from stagehold.leasing.years import years_between


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """All leases of one lessee and currency in twelve months.

    Parameters
    ----------
    interest, depreciation
        Of leases under IFRS 16 and of finance leases; an operating lease has its single ``lease_cost`` instead.
    variable
        Paid beside the liability; ``exempt`` is the cost of leases off the balance sheet.
    gain
        From modifications; a loss is below zero.
    paid
        All cash for leases, services and taxes apart.
    additions
        Right-of-use assets recognised, and what events added to them or took from them.
    """

    lessee: str
    currency: str
    interest: Decimal = ZERO
    depreciation: Decimal = ZERO
    lease_cost: Decimal = ZERO
    variable: Decimal = ZERO
    exempt: Decimal = ZERO
    gain: Decimal = ZERO
    paid: Decimal = ZERO
    additions: Decimal = ZERO


AMOUNTS = tuple(item.name for item in fields(YearFigures) if item.name not in ("lessee", "currency"))


def year_to(on: date) -> Span:
    """The twelve months that end with the day.

    Raises
    ------
    OverflowError
        If they do not lie within the years 0001 to 9999.
    """
    end = on + timedelta(days=1)
    return Span(add_months(end, -12), end)


def year_figures(schedules: Iterable[Schedule], days: Span) -> tuple[YearFigures, ...]:
    """The sums by lessee and currency, in order of both, separate rights with them."""
    books: dict[tuple[str, str], YearFigures] = {}
    waiting = list(schedules)
    with exactly():
        while waiting:
            schedule = waiting.pop()
            waiting += schedule.separate
            key = (schedule.lessee, schedule.currency)
            found = _figures(schedule, days)
            known = books.get(key)
            if known is not None:
                sums = {name: getattr(known, name) + getattr(found, name) for name in AMOUNTS}
                found = replace(found, **sums)
            books[key] = found
    return tuple(books[key] for key in sorted(books))


def _figures(schedule: Schedule, days: Span) -> YearFigures:
    in_liability = [item for item in schedule.payments if item.kind in IN_LIABILITY]
    paid = total(item.amount for item in in_liability if days.start <= item.day < days.end)
    none = YearFigures(lessee=schedule.lessee, currency=schedule.currency, paid=paid)
    if schedule.exempt is not None:
        return replace(none, exempt=_exempt(schedule, schedule.exempt, days))
    interest = depreciation = ZERO
    for stretch in schedule.stretches:
        borne, lost = _borne(stretch, days, schedule.currency)
        interest, depreciation = interest + borne, depreciation + lost
    counted = total(item.amount for item in schedule.counted if days.start <= item.day < days.end)
    prepaid = total(
        item.amount for item in in_liability if item.day < schedule.start and days.start <= item.day < days.end
    )
    events = [event for event in schedule.events if event.changed and days.start <= event.on < days.end]
    added = schedule.asset if days.start <= schedule.start < days.end else ZERO
    operating = schedule.treatment is Treatment.OPERATING
    return replace(
        none,
        interest=ZERO if operating else interest,
        depreciation=ZERO if operating else depreciation,
        lease_cost=interest + depreciation if operating else ZERO,
        variable=paid - prepaid - counted,
        gain=total(event.gain for event in events),
        additions=added + total(event.asset_after - event.asset_before for event in events),
    )


def _borne(stretch: Stretch, days: Span, currency: str) -> tuple[Decimal, Decimal]:
    """Interest and depreciation of a stretch on these days."""
    start, end = max(stretch.since, days.start), min(stretch.until, days.end)
    if start >= end:
        return ZERO, ZERO
    owed, held = stretch.liabilities([start, end]), stretch.assets([start, end])
    paid = total(item.amount for item in stretch.payments if start <= item.day < end)
    interest = rounded(owed[end], currency) - rounded(owed[start], currency) + paid
    return interest, rounded(held[start], currency) - rounded(held[end], currency)


def _exempt(schedule: Schedule, exempt: Exempt, days: Span) -> Decimal:
    """Straight by time of a short lease; of other rights what falls due."""
    amounts = [(item.day, item.amount) for item in schedule.payments if item.kind in IN_LIABILITY]
    if exempt.kind is not ExemptKind.SHORT_TERM:
        return total(amount for day, amount in amounts if days.start <= day < days.end)
    whole, everything = years_between(schedule.start, schedule.end), total(amount for _, amount in amounts)

    def borne(day: date) -> Decimal:
        inside = min(max(day, schedule.start), schedule.end)
        return rounded(times(everything, years_between(schedule.start, inside) / whole), schedule.currency)

    return borne(days.end) - borne(days.start)
