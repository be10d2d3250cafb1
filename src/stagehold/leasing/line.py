"""A rent line read to the day: its periods, what each costs, and when that is paid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.days import Duration, Span, add_months, union, without
from stagehold.domain.lease import PaymentTime
from stagehold.domain.money import exactly, to_minor_units
from stagehold.leasing.payment import Payment, PaymentKind
from stagehold.leasing.share import times
from stagehold.leasing.years import DAYS_OF_YEAR, months_between

MOST_PERIODS = 40_000  # a hundred years by the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a period that starts on ``day`` or later costs, with a rise a year from that day.

    Moves of the index after ``indexed_from`` move it: a step agreed at signing is moved by all of them, a price agreed
    later by those that follow.
    """

    day: date
    amount: Decimal
    escalation: Decimal
    indexed_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From ``day`` on periods cost ``factor`` times as much: the index now over the index before."""

    day: date
    factor: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A recurring payment.

    Parameters
    ----------
    every
        Length of a period; whole months, or whole days.
    start, end
        First day, and the day after the last; without an end it runs as long as the lease.
    prices
        In order of their days, the first on ``start``.
    free
        Days without payment.
    indexed, review, reviewed_from
        Whether the line names an index, how often that is looked at, and from which day that is counted.
    """

    number: int
    kind: PaymentKind
    currency: str
    every: Duration
    when: PaymentTime
    start: date
    end: date | None
    prices: tuple[Price, ...]
    free: tuple[Span, ...] = ()
    indexed: bool = False
    review: Duration | None = None
    reviewed_from: date | None = None
    moves: tuple[Move, ...] = ()

    def payments(self, rent_from: date | None, until: date) -> Iterator[Payment]:
        """What the line costs up to the end of the lease (half-open), in order of its periods.

        A period that is paid for in part (rent begins later, the lease ends sooner, days are free) costs the yearly
        amount x days / 365, of a line by days the amount x days / days of the period, and never more than a whole one.
        Every amount is rounded half to even to the minor unit: it is what will be paid.

        Raises
        ------
        OverflowError
            If the line has more periods than ``MOST_PERIODS``, or runs past the year 9999.
        """
        end = until if self.end is None else min(self.end, until)
        first = self.start if rent_from is None else max(self.start, rent_from)
        if first >= end:
            return
        payable = without([Span(first, end)], self.free)
        for period in self._periods(end):
            days = union(part for span in payable if (part := span.overlap(period)) is not None)
            if not days:
                continue
            amount = self._amount(period, sum(span.days for span in days))
            if amount:
                yield self._payment(Span(days[0].start, days[-1].end), amount)

    def _periods(self, end: date) -> Iterator[Span]:
        """Whole periods that begin before ``end``; the last one may reach behind it."""
        start, number = self.start, 0
        while start < end:
            number += 1
            if number > MOST_PERIODS:
                raise OverflowError(f"more than {MOST_PERIODS:,} periods of {self.every}")
            after = self._boundary(number)
            yield Span(start, after)
            start = after

    def _boundary(self, number: int) -> date:
        if self.every.months:
            return add_months(self.start, self.every.months * number)
        return self.start + timedelta(days=self.every.days * number)

    def _amount(self, period: Span, days: int) -> Decimal:
        whole = self._whole(period.start)
        with exactly():
            if days == period.days:
                return to_minor_units(whole, self.currency)
            if self.every.months:
                broken = whole * 12 * days / (self.every.months * DAYS_OF_YEAR)
            else:
                broken = whole * days / self.every.days
            return to_minor_units(min(whole, broken), self.currency)

    def _whole(self, start: date) -> Decimal:
        """What a whole period costs that starts on this day."""
        at = bisect_right(self.prices, start, key=lambda price: price.day)
        price = self.prices[max(0, at - 1)]
        factor = Fraction(1)
        for move in self.moves:
            if price.indexed_from < move.day <= start:
                factor *= move.factor
        years = months_between(price.day, start) // 12 if start > price.day else 0
        with exactly():
            raised = price.amount * (1 + price.escalation) ** years
            return times(raised, factor)

    def _payment(self, period: Span, amount: Decimal) -> Payment:
        advance = self.when is PaymentTime.ADVANCE
        return Payment(
            day=period.start if advance else period.end - timedelta(days=1),
            moment=period.start if advance else period.end,
            period=period,
            amount=amount,
            currency=self.currency,
            kind=self.kind,
            line=self.number,
        )

    def is_review(self, day: date) -> bool:
        """Whether the index is looked at on this day: whole review periods after the start of the line.

        A line that names no index has no reviews.
        """
        start = self.reviewed_from or self.start
        if not self.indexed or self.review is None or day <= start:
            return False
        return _whole_lengths(start, self.review, day)

    def begins_period(self, day: date) -> bool:
        """Whether a period of the line begins on a day after its start."""
        return _whole_lengths(self.start, self.every, day)


def _whole_lengths(start: date, length: Duration, day: date) -> bool:
    """Whether ``day`` lies a whole number of lengths after ``start``."""
    if length.months:
        months = months_between(start, day)
        return months % length.months == 0 and add_months(start, months) == day
    return (day - start).days % length.days == 0
