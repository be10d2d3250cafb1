"""Quotations: what a booking costs line by line, with tax, and until when that holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from stagehold.desk import clocks
from stagehold.desk.pricing import Charge, Item, price_of, why_unpriced
from stagehold.desk.records import Line
from stagehold.domain import money
from stagehold.domain.booking import Policy
from stagehold.domain.days import Span
from stagehold.domain.findings import Finding
from stagehold.domain.studio import PhaseKind, Studio

TAX = "Tax"  # the name of a tax that the policy does not name


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """What one line costs: ``items`` add up to ``amount``; None, and a finding, when that is not known."""

    line: str
    space: str
    span: Span
    phase: PhaseKind
    items: tuple[Item, ...]
    amount: Decimal | None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """``rate`` of the subtotal, rounded once."""

    name: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What lines at one studio cost.

    Parameters
    ----------
    subtotal
        The sum of the lines, without tax; None while a line has no price, and then there is no tax and no total.
    tax
        None also where the policy states no tax rate.
    total
        Subtotal and tax.
    valid_until
        In UTC; None if the policy does not say how long a quotation holds.
    hours, overtime
        As the policy states them: the hours in a day of each phase quoted, and money for every further hour.
    """

    studio: str
    policy: str
    currency: str | None
    lines: tuple[QuotedLine, ...]
    subtotal: Decimal | None
    tax: Tax | None
    total: Decimal | None
    made: datetime
    valid_until: datetime | None
    hours: Mapping[PhaseKind, Decimal]
    overtime: Decimal | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is missing for a total, each once."""
        return tuple(dict.fromkeys(line.finding for line in self.lines if line.finding is not None))


def quotation(policy: Policy, studio: Studio, lines: Iterable[Line], made: datetime) -> Quotation:
    """What these lines cost by the policy of their studio; a price that was fixed at confirmation stays as it is."""
    quoted = tuple(_quoted(policy, studio, line) for line in lines)
    amounts = [line.amount for line in quoted if line.amount is not None]
    with money.exactly():
        subtotal = sum(amounts, Decimal()) if len(amounts) == len(quoted) else None
        tax = None if subtotal is None else _tax(policy, subtotal)
        total = subtotal if subtotal is None or tax is None else subtotal + tax.amount
    phases = {line.phase for line in quoted}
    return Quotation(
        studio=studio.id,
        policy=policy.id,
        currency=policy.currency,
        lines=quoted,
        subtotal=subtotal,
        tax=tax,
        total=total,
        made=made,
        valid_until=None if policy.quotation_valid is None else clocks.wall_end(studio, made, policy.quotation_valid),
        hours={phase: hours for phase, hours in policy.hours.items() if phase in phases},
        overtime=policy.overtime,
    )


def _quoted(policy: Policy, studio: Studio, line: Line) -> QuotedLine:
    phase = line.phase or PhaseKind.SHOOT
    price = price_of(policy, studio, line.span, phase)
    finding = why_unpriced(policy, studio, line.span, phase) if price is None and line.price is None else None
    amount, items = line.price, () if price is None else price.items
    if amount is None:
        amount = None if price is None else price.amount
    elif price is None or price.amount != amount:
        items = (Item(charge=Charge.CONFIRMED, phase=phase, days=line.span.days, each=None, amount=amount),)
    return QuotedLine(
        line=line.id, space=line.space, span=line.span, phase=phase, items=items, amount=amount, finding=finding
    )


def _tax(policy: Policy, subtotal: Decimal) -> Tax | None:
    if policy.tax_rate is None:
        return None
    amount = subtotal * policy.tax_rate
    if policy.currency is not None:
        amount = money.to_minor_units(amount, policy.currency)
    return Tax(name=policy.tax_name or TAX, rate=policy.tax_rate, amount=amount)
