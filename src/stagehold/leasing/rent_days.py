"""What a lease costs day by day: every payment spread evenly over the days of the period it pays for.

Rent, service and tax lines accrue; fees, direct costs, fit-out and restoration have no days of their own and are left
out. A free period pays nothing and so costs nothing on its days: this is the cost as it is paid for, not the even cost
that an accounting standard spreads over the term.

Money is rounded half up to minor units, and only as a running total: the cost of some days is the rounded total up to
their end less the rounded total up to their start. So the months of a lease add up to its payments exactly, wherever
the period that is looked at begins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.days import Span
from stagehold.domain.money import exactly, minor_units
from stagehold.leasing.payment import Payment, PaymentKind

ACCRUED = frozenset({PaymentKind.RENT, PaymentKind.SERVICE, PaymentKind.TAX})


@dataclass(frozen=True, slots=True, kw_only=True)
class RentDays:
    """The cost of one lease as a rate a day that changes on certain days.

    Parameters
    ----------
    starts
        The days on which the rate changes, sorted; before the first nothing is due.
    rates
        Money a day from each of them on, the last one 0.
    before
        Money accrued before each of them.
    """

    lease: str
    currency: str
    starts: tuple[date, ...] = ()
    rates: tuple[Fraction, ...] = ()
    before: tuple[Fraction, ...] = ()

    @classmethod
    def of(cls, lease: str, currency: str, payments: Iterable[Payment]) -> RentDays:
        """From the payments of a lease, all in its currency; those of other kinds are passed over."""
        changes: dict[date, Fraction] = {}
        for payment in payments:
            if payment.kind in ACCRUED:
                daily = Fraction(payment.amount) / payment.period.days
                for day, sign in ((payment.period.start, 1), (payment.period.end, -1)):
                    changes[day] = changes.get(day, Fraction(0)) + sign * daily
        starts = sorted(changes)
        rates: list[Fraction] = []
        before: list[Fraction] = []
        rate = total = Fraction(0)
        for index, day in enumerate(starts):
            total += rate * (day - starts[index - 1]).days if index else 0
            rate += changes[day]
            before.append(total)
            rates.append(rate)
        return cls(lease=lease, currency=currency, starts=tuple(starts), rates=tuple(rates), before=tuple(before))

    def accrued(self, day: date) -> Fraction:
        """Money accrued on all days before ``day``, exactly."""
        at = bisect_right(self.starts, day) - 1
        return Fraction(0) if at < 0 else self.before[at] + self.rates[at] * (day - self.starts[at]).days

    def cost(self, days: Span) -> Decimal:
        """Money for these days in whole minor units; of days that follow each other it adds up."""
        with exactly():
            return _rounded(self.accrued(days.end), self.currency) - _rounded(self.accrued(days.start), self.currency)

    def pieces(self, days: Span) -> Iterator[tuple[Span, Fraction]]:
        """These days in order, cut where the rate changes, each piece with its money a day."""
        start = days.start
        at = bisect_right(self.starts, start)
        while start < days.end:
            end = min(self.starts[at], days.end) if at < len(self.starts) else days.end
            yield Span(start, end), self.rates[at - 1] if at else Fraction(0)
            start, at = end, at + 1


def unit_of(currency: str) -> Decimal:
    """The least amount that can be paid: 0.01 for USD, 1 for JPY."""
    return Decimal(1).scaleb(-minor_units(currency))


def _rounded(amount: Fraction, currency: str) -> Decimal:
    unit = Fraction(unit_of(currency))
    whole = (amount / unit + Fraction(1, 2)).__floor__()
    return Decimal(whole) * unit_of(currency)
