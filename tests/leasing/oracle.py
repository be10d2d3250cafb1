"""A second way to a lease liability: payments made by walking months, each discounted by itself.

It shares nothing with the program: calendar steps, broken periods and powers are its own; amounts are rounded as the
pages say they are.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import cache

DIGITS = 60


@dataclass(frozen=True, kw_only=True)
class Sum:
    """An amount, the day of its payment and the day at whose beginning it counts."""

    day: date
    counts: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One line of rent: ``months`` or ``days`` of a period; ``steps`` from a day on."""

    start: date
    end: date
    amount: Decimal
    months: int = 0
    days: int = 0
    advance: bool = True
    rise: Decimal = Decimal(0)
    steps: tuple[tuple[date, Decimal], ...] = ()
    free: tuple[tuple[date, date], ...] = ()
    places: int = 2

    def sums(self) -> list[Sum]:
        found = []
        number = 0
        while (first := self._boundary(number)) < self.end:
            after = self._boundary(number + 1)
            days = [first + timedelta(days=at) for at in range((after - first).days)]
            paid = [day for day in days if day < self.end and not any(low <= day < high for low, high in self.free)]
            amount = self._amount(first, len(paid), len(days))
            if amount:
                last = paid[-1] + timedelta(days=1)
                counts = paid[0] if self.advance else last
                found.append(Sum(day=paid[0] if self.advance else paid[-1], counts=counts, amount=amount))
            number += 1
        return found

    def _boundary(self, number: int) -> date:
        if self.days:
            return self.start + timedelta(days=self.days * number)
        return later(self.start, self.months * number)

    def _amount(self, first: date, paid: int, all_days: int) -> Decimal:
        base, since = self.amount, self.start
        for day, amount in self.steps:
            if day <= first:
                base, since = amount, day
        years = 0  # without a rise nobody asks for them
        while self.rise and later(since, 12 * (years + 1)) <= first:
            years += 1
        exact = Fraction(base) * (1 + Fraction(self.rise)) ** years
        if paid < all_days:
            year = exact * 12 / self.months / 365 if self.months else exact / self.days
            exact = min(exact, year * paid)
        unit = Decimal(1).scaleb(-self.places)
        with localcontext() as context:
            context.prec = DIGITS
            return (Decimal(exact.numerator) / exact.denominator).quantize(unit, rounding=ROUND_HALF_EVEN)


def later(start: date, months: int) -> date:
    """Month by month, on the day of ``start`` or the last one the month has."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@dataclass
class Clock:
    """Years since commencement: months walked one by one, then days / 365."""

    start: date
    marks: list[date] = field(default_factory=list)
    known: dict[date, Fraction] = field(default_factory=dict)

    def years(self, day: date) -> Fraction:
        if day not in self.known:
            self.known[day] = self._years(day)
        return self.known[day]

    def _years(self, day: date) -> Fraction:
        if not self.marks:
            self.marks.append(self.start)
        while self.marks[-1] <= day:
            self.marks.append(later(self.start, len(self.marks)))
        months = max(at for at, mark in enumerate(self.marks) if mark <= day)
        return Fraction(months, 12) + Fraction((day - self.marks[months]).days, 365)


def value(sums: list[Sum], on: date, rate: Decimal, clock: Clock) -> Decimal:
    """What is paid on ``on`` or later, each amount discounted by itself."""
    with localcontext() as context:
        context.prec = DIGITS
        left = sum(
            (item.amount / _power(rate, clock.years(item.counts)) for item in sums if item.day >= on), Decimal(0)
        )
        return left * _power(rate, clock.years(on))


@cache
def _power(rate: Decimal, years: Fraction) -> Decimal:
    return (1 + rate) ** (Decimal(years.numerator) / years.denominator)
