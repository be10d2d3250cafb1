"""One amount that is paid or received on a day, and what it pays for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.days import Span


class PaymentKind(StrEnum):
    """What is paid. Rent and fees make the lease liability; the other kinds stay outside it."""

    RENT = "rent"
    FEE = "fee"
    SERVICE = "service"
    TAX = "tax"
    DIRECT_COST = "direct-cost"
    INCENTIVE = "incentive"
    FIT_OUT = "fit-out"
    RESTORATION = "restoration"


IN_LIABILITY = frozenset({PaymentKind.RENT, PaymentKind.FEE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """An amount in the lease's currency, in whole minor units; below zero it is received.

    Parameters
    ----------
    day
        When it is paid: the first day of its period in advance, the last one in arrears.
    moment
        The day at whose beginning it counts: ``day`` itself in advance, the day after in arrears, so that a payment
        in arrears is discounted for its whole period.
    period
        The days it pays for, half-open.
    line
        Position of the rent line in the lease; None for what no line states.
    """

    day: date
    moment: date
    period: Span
    amount: Decimal
    currency: str
    kind: PaymentKind
    line: int | None = None
