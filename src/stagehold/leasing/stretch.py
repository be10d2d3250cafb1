"""The exact values of a lease from one remeasurement to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.money import exactly
from stagehold.leasing.payment import Payment
from stagehold.leasing.present import present_values
from stagehold.leasing.rate import YearlyRate
from stagehold.leasing.share import times
from stagehold.leasing.standard import Treatment
from stagehold.leasing.years import years_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from ``since`` up to ``until``, measured with what was expected then.

    Parameters
    ----------
    start
        Commencement, from which time is counted.
    end
        Of the expected term; ``until`` is the day of the next remeasurement or the same.
    payments
        Of the liability, on ``since`` or later, up to the end.
    asset
        At the beginning of ``since``, after the remeasurement.
    """

    treatment: Treatment
    start: date
    since: date
    until: date
    end: date
    rate: YearlyRate
    payments: tuple[Payment, ...]
    asset: Decimal

    def liabilities(self, days: Iterable[date]) -> Mapping[date, Decimal]:
        """At the beginning of each day: the present value of what is paid on it or later."""
        return present_values(self.payments, self.rate, self.start, days)

    def assets(self, days: Iterable[date]) -> Mapping[date, Decimal]:
        """At the beginning of each day.

        IFRS 16 and finance leases depreciate straight-line over the expected term. Of an operating lease the cost is
        straight-line, and the asset takes what interest leaves of it: asset = asset then - cost x time + interest,
        where the interest so far is liability now - liability then + payments so far.
        """
        listed = sorted(set(days))
        with exactly():
            left = self._left(self.since)
            if self.treatment is not Treatment.OPERATING:
                return {day: times(self.asset, self._left(day) / left) for day in listed}
            values = self.liabilities([self.since, *listed])
            cost = self.asset - values[self.since] + sum((item.amount for item in self.payments), Decimal(0))
            found = {}
            paid, waiting = Decimal(0), sorted(self.payments, key=lambda item: item.day, reverse=True)
            for day in listed:
                while waiting and waiting[-1].day < day:
                    paid += waiting.pop().amount
                interest = values[day] - values[self.since] + paid
                found[day] = self.asset - times(cost, 1 - self._left(day) / left) + interest
            return found

    def liability(self, day: date) -> Decimal:
        """At the beginning of one day."""
        return self.liabilities([day])[day]

    def asset_on(self, day: date) -> Decimal:
        """At the beginning of one day."""
        return self.assets([day])[day]

    def _left(self, day: date) -> Fraction:
        return years_between(self.start, self.end) - years_between(self.start, day)
