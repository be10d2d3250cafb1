"""Time since commencement in years: whole months as twelfths, the days of a broken month as days / 365.

A month holds at most 30 days beside its first, and 30 / 365 is less than 1 / 12: time never stands still and never
runs backwards. Months are counted from commencement itself, so the 31st is not lost on the way through February.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from stagehold.domain.days import add_months

DAYS_OF_YEAR = 365


def months_between(start: date, day: date) -> int:
    """Whole months from ``start`` to ``day``; ``day`` lies on or after ``start``."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if add_months(start, months) <= day else months - 1


def years_between(start: date, day: date) -> Fraction:
    """Years from ``start`` to ``day``, exactly.

    Raises
    ------
    ValueError
        If ``day`` lies before ``start``.
    """
    if day < start:
        raise ValueError(f"{day} lies before {start}")
    months = months_between(start, day)
    broken = (day - add_months(start, months)).days
    return Fraction(months, 12) + Fraction(broken, DAYS_OF_YEAR)
