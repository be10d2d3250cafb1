"""Yearly rates of discount, and what one unit grows to over a time in years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from stagehold.domain.lease import Compounding
from stagehold.domain.money import exactly

# Compounding -> how often a year the rate divided by that number is added.
_TIMES = {Compounding.EFFECTIVE: 1, Compounding.NOMINAL_MONTHLY: 12, Compounding.NOMINAL_QUARTERLY: 4}


@dataclass(frozen=True, slots=True)
class YearlyRate:
    """A fraction a year (0.05 is 5 %) and how it is compounded.

    An effective rate r grows to (1 + r)^t in t years, so that a month bears (1 + r)^(1/12) - 1 and not r / 12; a
    nominal rate that is compounded n times a year to (1 + r/n)^(n t).

    Raises
    ------
    ValueError
        If nothing would be left of one unit: r is -100 % (of a compounding period) or less.
    """

    value: Decimal
    compounding: Compounding = Compounding.EFFECTIVE

    def __post_init__(self) -> None:
        if self.value <= -_TIMES[self.compounding]:
            raise ValueError(f"a rate lies above -100 %; found {self.value}")

    def growth(self, years: Fraction) -> Decimal:
        """What one unit grows to, to a hundred digits."""
        return _growth(self.value, _TIMES[self.compounding], years)

    @property
    def effective(self) -> Decimal:
        """The effective yearly rate."""
        with exactly():
            return self.growth(Fraction(1)) - 1


@lru_cache(maxsize=65536)
def _growth(rate: Decimal, times: int, years: Fraction) -> Decimal:
    with exactly():
        unit = 1 + rate / times
        power = years * times
        if power.denominator == 1:
            return unit ** int(power)
        return (unit.ln() * power.numerator / power.denominator).exp()
