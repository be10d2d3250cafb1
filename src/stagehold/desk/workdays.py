"""Working days of a studio: Monday to Friday less the public holidays of its country and region."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from stagehold.domain.errors import NotSupported
from stagehold.domain.studio import Studio


def is_weekend(day: date) -> bool:
    """Whether it is a Saturday or a Sunday."""
    return day.weekday() > 4


def holiday_on(studio: Studio, day: date) -> str | None:
    """The name of the public holiday on this day, in the language of its country; None when it is none.

    Raises
    ------
    NotSupported
        If the public holidays of the country, the region or the year are not known.
    """
    return _holidays_of(studio.country, studio.region or "", day.year).get(day)


def is_working_day(studio: Studio, day: date) -> bool:
    """Whether the studio works on this day.

    Raises
    ------
    NotSupported
        If the public holidays of the country, the region or the year are not known.
    """
    return not is_weekend(day) and holiday_on(studio, day) is None


def working_days_between(studio: Studio, first: date, last: date) -> int:
    """Working days from ``first`` up to, not including, ``last``; 0 when ``last`` does not lie after ``first``.

    Raises
    ------
    NotSupported
        If the public holidays of the country, the region or one of the years are not known.
    """
    if last <= first:
        return 0
    region = studio.region or ""
    years = [_working_days_of(studio.country, region, year) for year in range(first.year, last.year + 1)]
    before, after = bisect_left(years[0], first), len(years[-1]) - bisect_left(years[-1], last)
    return sum(map(len, years)) - before - after


def next_working_day(studio: Studio, day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, which is not counted itself.

    Raises
    ------
    NotSupported
        If the public holidays of the country, the region or one of the years are not known.
    """
    days = _working_days_of(studio.country, studio.region or "", day.year)
    place = bisect_left(days, day + timedelta(days=1)) + count - 1
    year = day.year
    while place >= len(days):
        place -= len(days)
        year += 1
        days = _working_days_of(studio.country, studio.region or "", year)
    return days[place]


@cache
def _working_days_of(country: str, region: str, year: int) -> tuple[date, ...]:
    holidays = _holidays_of(country, region, year)
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return tuple(day for day in days if day.year == year and not is_weekend(day) and day not in holidays)


@cache
def _holidays_of(country: str, region: str, year: int) -> Mapping[date, str]:
    """Where the library tells no regions apart, the country's holidays are those of every region."""
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=True):
        raise NotSupported(f"working days: no public holidays are known for country {country!r}")
    known: Any = holidays.country_holidays(country)
    if region and known.subdivisions and region not in known.subdivisions:
        allowed = ", ".join(known.subdivisions)
        raise NotSupported(f"working days: no region {region!r} of {country} is known; allowed: {allowed}")
    if not known.start_year <= year <= known.end_year:
        allowed = f"{known.start_year} to {known.end_year}"
        raise NotSupported(f"working days: public holidays of {country} are known for {allowed}; found: {year}")
    subdivision = region if region and known.subdivisions else None
    return dict(holidays.country_holidays(country, subdiv=subdivision, years=year))
