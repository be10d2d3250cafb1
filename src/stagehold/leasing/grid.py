"""The periods of a schedule: whole years or months from commencement, with a broken one where a stretch ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stagehold.domain.days import add_months
from stagehold.leasing.payment import Payment
from stagehold.leasing.years import years_between

YEAR, MONTH = 12, 1


def grid_step(start: date, end: date, payments: Iterable[Payment]) -> int:
    """Months of a period: 12 where everything is paid on whole years from commencement, else 1."""
    moments = {item.moment for item in payments if item.moment > start and item.moment != end}
    return YEAR if all(years_between(start, moment).denominator == 1 for moment in moments) else MONTH


def bounds_of(start: date, since: date, until: date, months: int) -> list[date]:
    """The days that part ``since`` .. ``until`` into periods, both included."""
    found = [since]
    number = 1
    while (day := add_months(start, months * number)) < until:
        if day > since:
            found.append(day)
        number += 1
    return [*found, until]
