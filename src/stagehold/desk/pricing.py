"""What a stay costs: a rate for each day of its phase, and what weekends and public holidays cost on top.

Amounts are exact decimals without tax. Each price of one day is rounded once, half to even, to the minor units of the
currency; everything else is sums of these and whole multiples, so that items add up to the unit. What a policy does
not state has no price: there is a finding in place of a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from stagehold.desk.workdays import holiday_on, is_weekend
from stagehold.domain import money
from stagehold.domain.booking import Policy
from stagehold.domain.days import Span
from stagehold.domain.errors import NotSupported
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.studio import PhaseKind, Studio


class Charge(StrEnum):
    """What an item is for."""

    DAYS = "days"
    WEEKEND = "weekend"  # on top, on Saturdays and Sundays
    HOLIDAY = "holiday"  # on top, on public holidays
    CONFIRMED = "confirmed"  # a price that was fixed when the line was confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``days`` times ``each`` is ``amount``; a price that was fixed for all days together has no ``each``."""

    charge: Charge
    phase: PhaseKind
    days: int
    each: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a stay costs without tax; the items add up to ``amount``."""

    currency: str
    items: tuple[Item, ...]
    amount: Decimal


def price_of(policy: Policy, studio: Studio, span: Span, phase: PhaseKind | None) -> Price | None:
    """The price of a stay; None where the policy does not state what it needs (``why_unpriced`` says what).

    A stay without a phase is a shoot, as a need without phases is.
    """
    answer = _priced(policy, studio, span, phase or PhaseKind.SHOOT)
    return answer if isinstance(answer, Price) else None


def why_unpriced(policy: Policy, studio: Studio, span: Span, phase: PhaseKind | None) -> Finding | None:
    """What is missing for a price; None if there is one."""
    answer = _priced(policy, studio, span, phase or PhaseKind.SHOOT)
    return answer if isinstance(answer, Finding) else None


def _priced(policy: Policy, studio: Studio, span: Span, phase: PhaseKind) -> Price | Finding:
    rate, currency = policy.rates.get(phase), policy.currency
    if rate is None:
        allowed = f"what a {phase} day costs: without it no price is computed"
        return _missing(policy, "no-rate", f"rates.{phase}", allowed)
    if currency is None:
        return _missing(policy, "no-currency", "currency", "a code of ISO 4217 for the rates of the policy")
    with money.exactly():
        return _added(policy, studio, span, phase, rate, currency)


def _added(
    policy: Policy, studio: Studio, span: Span, phase: PhaseKind, rate: Decimal, currency: str
) -> Price | Finding:
    each = {
        Charge.DAYS: money.to_minor_units(rate, currency),
        Charge.WEEKEND: money.to_minor_units(_weekend_extra(policy, rate), currency),
        Charge.HOLIDAY: money.to_minor_units(rate * (policy.holiday_extra or 0), currency),
    }
    count = {Charge.DAYS: span.days, Charge.WEEKEND: 0, Charge.HOLIDAY: 0}
    try:
        for day in days_of(span):
            extra = _extra_on(studio, day, each)
            if extra is not None:
                count[extra] += 1
    except NotSupported as unknown:
        return _missing(policy, "holidays-unknown", "holiday_extra", str(unknown))
    items = tuple(
        Item(charge=charge, phase=phase, days=days, each=each[charge], amount=days * each[charge])
        for charge, days in count.items()
        if days
    )
    return Price(currency=currency, items=items, amount=sum((item.amount for item in items), Decimal()))


def days_of(span: Span) -> Iterator[date]:
    """The days of a span, one by one."""
    return (span.start + timedelta(days=number) for number in range(span.days))


def _weekend_extra(policy: Policy, rate: Decimal) -> Decimal:
    if policy.weekend_extra_amount is not None:
        return policy.weekend_extra_amount
    return rate * (policy.weekend_extra or 0)


def _extra_on(studio: Studio, day: date, each: dict[Charge, Decimal]) -> Charge | None:
    """Which extra a day costs: of a holiday on a weekend the greater one, and the weekend's where they are equal."""
    weekend = each[Charge.WEEKEND] if is_weekend(day) else Decimal()
    if each[Charge.HOLIDAY] > weekend and holiday_on(studio, day) is not None:
        return Charge.HOLIDAY
    return Charge.WEEKEND if weekend else None


def _missing(policy: Policy, rule: str, field: str, allowed: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, record=policy.id, field=field, allowed=allowed)
