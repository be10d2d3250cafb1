"""Present value of payments at days of choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from stagehold.domain.money import exactly
from stagehold.leasing.payment import Payment
from stagehold.leasing.rate import YearlyRate
from stagehold.leasing.years import years_between


def present_values(
    payments: Sequence[Payment], rate: YearlyRate, start: date, days: Iterable[date]
) -> Mapping[date, Decimal]:
    """For each of ``days`` what is paid on it or later, discounted to its beginning, unrounded.

    A payment in advance on that very day counts in full; one in arrears whose period ends with the day before is paid
    already. Time runs in years from ``start`` (commencement); all days lie on or after it. One pass backwards through
    the moments of payment: each value is the next one discounted for the time between, plus what is paid.
    """
    wanted = set(days)
    ahead: dict[date, Decimal] = {}
    behind: dict[date, Decimal] = {}
    with exactly():
        for payment in payments:
            side = ahead if payment.day >= payment.moment else behind
            side[payment.moment] = side.get(payment.moment, Decimal(0)) + payment.amount
        found: dict[date, Decimal] = {}
        value, later = Decimal(0), None
        for moment in sorted({*ahead, *behind, *wanted}, reverse=True):
            if later is not None and value:
                value /= rate.growth(years_between(start, later) - years_between(start, moment))
            value += ahead.get(moment, Decimal(0))
            if moment in wanted:
                found[moment] = value
            value += behind.get(moment, Decimal(0))
            later = moment
    return found
