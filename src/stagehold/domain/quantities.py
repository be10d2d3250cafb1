"""Areas, lengths and capacities: kept as stated, compared exactly, shown in the reader's unit.

Exact factors: a foot is 0.3048 m (international foot, 1959), a tsubo and a pyeong are 400/121 m2 (a shaku is 10/33 m,
Japanese law of 1891; the Korean unit was defined alike).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class AreaUnit(StrEnum):
    """Units of area."""

    M2 = "m2"
    SQFT = "sqft"
    TSUBO = "tsubo"
    PYEONG = "pyeong"
    ACRE = "acre"


class LengthUnit(StrEnum):
    """Units of length."""

    M = "m"
    FT = "ft"


class AreaBasis(StrEnum):
    """What was measured: the whole floor, the part that can be used, or not said."""

    GROSS = "gross"
    EFFECTIVE = "effective"
    AS_PUBLISHED = "as-published"


_SQUARE_FOOT = Fraction(3048, 10000) ** 2
M2_PER = {
    AreaUnit.M2: Fraction(1),
    AreaUnit.SQFT: _SQUARE_FOOT,
    AreaUnit.TSUBO: Fraction(400, 121),
    AreaUnit.PYEONG: Fraction(400, 121),
    AreaUnit.ACRE: 43560 * _SQUARE_FOOT,
}
M_PER = {LengthUnit.M: Fraction(1), LengthUnit.FT: Fraction(3048, 10000)}
AREA_UNITS = {
    "m2": AreaUnit.M2, "m²": AreaUnit.M2, "sqm": AreaUnit.M2, "㎡": AreaUnit.M2,
    "sqft": AreaUnit.SQFT, "sq ft": AreaUnit.SQFT, "sq. ft.": AreaUnit.SQFT, "ft2": AreaUnit.SQFT,
    "tsubo": AreaUnit.TSUBO, "坪": AreaUnit.TSUBO, "pyeong": AreaUnit.PYEONG, "평": AreaUnit.PYEONG,
    "acre": AreaUnit.ACRE, "acres": AreaUnit.ACRE,
}  # fmt: skip
LENGTH_UNITS = {"m": LengthUnit.M, "ft": LengthUnit.FT}


@dataclass(frozen=True, slots=True)
class Area:
    """A stated floor area, greater than zero."""

    amount: Decimal
    unit: AreaUnit = AreaUnit.M2
    basis: AreaBasis = AreaBasis.AS_PUBLISHED

    @property
    def m2(self) -> Fraction:
        """Exactly, in square metres."""
        return Fraction(self.amount) * M2_PER[self.unit]

    def in_unit(self, unit: AreaUnit) -> Fraction:
        """Exactly, in ``unit``."""
        return self.m2 / M2_PER[unit]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Length:
    """A stated length, greater than zero."""

    amount: Decimal
    unit: LengthUnit = LengthUnit.M

    @property
    def m(self) -> Fraction:
        """Exactly, in metres."""
        return Fraction(self.amount) * M_PER[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


class CapacityUnit(StrEnum):
    """What a supporting space offers is counted in."""

    M2 = "m2"
    ROOMS = "rooms"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How much a supporting space can carry on one day."""

    amount: Decimal
    unit: CapacityUnit


_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)


def parse_amount(text: str) -> Decimal:
    """A positive decimal, with or without commas between thousands.

    Raises
    ------
    ValueError
        If the text is no such number, has over 18 digits, or is zero.
    """
    if not _NUMBER.fullmatch(text) or len(text) > 24:
        raise ValueError(f"{text!r} is no positive number")
    amount = Decimal(text.replace(",", ""))
    if amount <= 0:
        raise ValueError(f"{text!r} is not greater than zero")
    return amount


def significant_digits(amount: Decimal) -> int:
    """Digits that carry meaning: zeros at the end of a whole number only hold places."""
    text = format(amount, "f")
    digits = text.replace(".", "").lstrip("0")
    if "." not in text:
        digits = digits.rstrip("0")
    return max(1, len(digits))


def round_significant(value: Fraction, digits: int) -> Fraction:
    """``value`` (positive) rounded half up to ``digits`` significant digits."""
    exponent = len(str(int(value))) if value >= 1 else 0
    while value < Fraction(10) ** (exponent - 1):
        exponent -= 1
    step = Fraction(10) ** (exponent - digits)
    return Fraction((value / step + Fraction(1, 2)).__floor__()) * step


def areas_agree(one: Area, other: Area) -> bool:
    """Whether each, converted, rounds to the other at the other's stated significant digits."""

    def rounds_to(value: Area, stated: Area) -> bool:
        return round_significant(value.in_unit(stated.unit), significant_digits(stated.amount)) == Fraction(
            stated.amount
        )

    return rounds_to(one, other) and rounds_to(other, one)
