"""What signing a lease costs inside the stated horizon, and the same discounted.

A payment counts by the share of its period's days that lie inside the horizon; what is paid once (fit-out, fees, direct
costs, leaving) counts where its day does. It is discounted from the day on which it is paid, or the first day of the
horizon if that is later, over actual days / 365, at a yearly effective rate. Amounts are exact until they are added;
the sums are rounded half to even to the minor unit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from stagehold.advising.candidates import Choice
from stagehold.domain import money
from stagehold.domain.days import Span
from stagehold.domain.errors import MissingFacts
from stagehold.domain.exchange import exchanged
from stagehold.domain.findings import Finding
from stagehold.domain.lease import Lease
from stagehold.domain.studio import ExchangeRate
from stagehold.leasing.cash import cash_schedule
from stagehold.leasing.payment import Payment, PaymentKind

_BY_PERIOD = frozenset({PaymentKind.RENT, PaymentKind.SERVICE, PaymentKind.TAX})


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Undiscounted and discounted, in the currency of the advice; ``rent`` is the part of the first that is paid by the
    period."""

    plain: Decimal
    discounted: Decimal
    rent: Decimal

    def __add__(self, other: Money) -> Money:
        with money.exactly():
            return Money(
                plain=self.plain + other.plain,
                discounted=self.discounted + other.discounted,
                rent=self.rent + other.rent,
            )


NO_MONEY = Money(plain=Decimal(0), discounted=Decimal(0), rent=Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """How money is counted.

    Parameters
    ----------
    horizon
        The days that count.
    rate
        Yearly and effective; None discounts nothing.
    rates
        Dated exchange rates; there is no other way from one currency to another.
    """

    horizon: Span
    currency: str
    rate: Decimal | None
    rates: tuple[ExchangeRate, ...] = ()

    def cost(self, choice: Choice, exercised: Collection[int] = ()) -> Money:
        """What a choice costs with these of its options exercised.

        Raises
        ------
        MissingFacts
            If a day, a rent, a currency or an exchange rate is missing.
        """
        lease = expected(choice.lease, exercised)
        payments = [*cash_schedule(lease), *self._exit(choice, lease)]
        plain, discounted, rent = Fraction(0), Fraction(0), Fraction(0)
        for payment in payments:
            counted = self._inside(payment) * Fraction(self.converted(payment.amount, payment.currency, lease.id))
            plain += counted
            discounted += counted * Fraction(self.factor(payment.day))
            rent += counted if payment.kind in _BY_PERIOD else 0
        return Money(plain=self.rounded(plain), discounted=self.rounded(discounted), rent=self.rounded(rent))

    def _exit(self, choice: Choice, lease: Lease) -> Iterable[Payment]:
        if choice.exit_cost:
            last = _last_day(lease, choice)
            yield Payment(
                day=last, moment=last, period=Span(last, date.fromordinal(last.toordinal() + 1)),
                amount=choice.exit_cost, currency=lease.currency or self.currency, kind=PaymentKind.RESTORATION,
            )  # fmt: skip

    def _inside(self, payment: Payment) -> Fraction:
        if payment.kind not in _BY_PERIOD:
            return Fraction(int(self.horizon.start <= payment.day < self.horizon.end))
        shared = payment.period.overlap(self.horizon)
        return Fraction(0 if shared is None else shared.days, payment.period.days)

    def converted(self, amount: Decimal, currency: str, record: str) -> Decimal:
        """An amount in the currency of the advice."""
        found = exchanged(amount, currency, self.currency, self.rates)
        if found is None:
            allowed = f"an exchange rate between {currency} and {self.currency}: money is never added without one"
            finding = Finding(rule="no-exchange-rate", record=record, field="currency", found=currency, allowed=allowed)
            raise MissingFacts(f"no exchange rate from {currency} to {self.currency}", [finding])
        return found

    def factor(self, day: date) -> Decimal:
        """What a unit of money on a day is worth on the first day of the horizon; never more than 1."""
        if self.rate is None:
            return Decimal(1)
        days = max(0, (day - self.horizon.start).days)
        return (1 + self.rate) ** (Decimal(-days) / 365)

    def rounded(self, amount: Fraction) -> Decimal:
        """An exact amount in whole minor units, half to even."""
        with money.exactly():
            return money.to_minor_units(Decimal(amount.numerator) / Decimal(amount.denominator), self.currency)


def expected(lease: Lease, exercised: Collection[int]) -> Lease:
    """The lease with these options exercised: the plan may use their days, and their money is owed."""
    options = tuple(
        replace(option, exercised=index in exercised, reasonably_certain=index in exercised)
        for index, option in enumerate(lease.options)
    )
    return replace(lease, options=options)


def _last_day(lease: Lease, choice: Choice) -> date:
    """The last day with the options exercised."""
    last = max((payment.period.end for payment in cash_schedule(lease)), default=None)
    return choice.term[1] if last is None else date.fromordinal(last.toordinal() - 1)
