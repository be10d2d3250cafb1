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
from math import lcm

from stagehold.domain.days import Span
from stagehold.domain.money import exactly, minor_units
from stagehold.leasing.payment import Payment, PaymentKind

ACCRUED = frozenset({PaymentKind.RENT, PaymentKind.SERVICE, PaymentKind.TAX})


@dataclass(frozen=True, slots=True, kw_only=True)
class RentDays:
    """The cost of one lease as a rate a day that changes on certain days.

    Parameters
    ----------
    scale
        What ``rates`` and ``before`` are parts of: a rate of 50 at a scale of 3 is 16 2/3 a day. Whole numbers of one
        scale stay exact, and thousands of months are summed without reducing a fraction to each.
    starts
        The days on which the rate changes, sorted; before the first nothing is due.
    rates
        Money a day from each of them on, the last one 0.
    before
        Money accrued before each of them.
    """

    lease: str
    currency: str
    scale: int = 1
    starts: tuple[date, ...] = ()
    rates: tuple[int, ...] = ()
    before: tuple[int, ...] = ()

    @classmethod
    def of(cls, lease: str, currency: str, payments: Iterable[Payment]) -> RentDays:
        """From the payments of a lease, all in its currency; those of other kinds are passed over."""
        daily = [(item.period, Fraction(item.amount) / item.period.days) for item in payments if item.kind in ACCRUED]
        scale = lcm(*(rate.denominator for _, rate in daily))
        changes: dict[date, int] = {}
        for period, each in daily:
            parts = each.numerator * (scale // each.denominator)
            changes[period.start] = changes.get(period.start, 0) + parts
            changes[period.end] = changes.get(period.end, 0) - parts
        starts = sorted(changes)
        rates: list[int] = []
        before: list[int] = []
        rate = total = 0
        for index, day in enumerate(starts):
            total += rate * (day - starts[index - 1]).days if index else 0
            rate += changes[day]
            before.append(total)
            rates.append(rate)
        return cls(
            lease=lease,
            currency=currency,
            scale=scale,
            starts=tuple(starts),
            rates=tuple(rates),
            before=tuple(before),
        )

    def accrued(self, day: date) -> Fraction:
        """Money accrued on all days before ``day``, exactly."""
        return Fraction(self._parts(day), self.scale)

    def cost(self, days: Span) -> Decimal:
        """Money for these days in whole minor units; of days that follow each other it adds up."""
        with exactly():
            return self.units(days) * unit_of(self.currency)

    def units(self, days: Span) -> int:
        """The same, counted in minor units."""
        return self._rounded(days.end) - self._rounded(days.start)

    def pieces(self, days: Span) -> Iterator[tuple[Span, int]]:
        """These days in order, cut where the rate changes, each piece with its money a day in parts of ``scale``."""
        start = days.start
        at = bisect_right(self.starts, start)
        while start < days.end:
            end = min(self.starts[at], days.end) if at < len(self.starts) else days.end
            yield Span(start, end), self.rates[at - 1] if at else 0
            start, at = end, at + 1

    def _parts(self, day: date) -> int:
        at = bisect_right(self.starts, day) - 1
        return 0 if at < 0 else self.before[at] + self.rates[at] * (day - self.starts[at]).days

    def _rounded(self, day: date) -> int:
        """Minor units accrued before ``day``, rounded half up."""
        units: int = 10 ** minor_units(self.currency)
        return (2 * self._parts(day) * units + self.scale) // (2 * self.scale)


def unit_of(currency: str) -> Decimal:
    """The least amount that can be paid: 0.01 for USD, 1 for JPY."""
    return Decimal(1).scaleb(-minor_units(currency))
