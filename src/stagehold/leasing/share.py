"""A share of an amount, with the exact fraction kept to the last step."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def times(amount: Decimal, share: Fraction) -> Decimal:
    """``amount`` times ``share``, to the digits of the context: call it inside ``money.exactly()``."""
    return amount * share.numerator / share.denominator
