"""Working days: weekends and public holidays of a stage's country and region (SPEC §2, ``calendar: working``)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.scenario import WorkWeek

SUNDAY, SATURDAY = 6, 5


class BeyondCalendar(ValueError):
    """The holidays of that country, region or year are not known; ``allowed`` says which are."""

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


def works(portfolio: Portfolio, stage: str, day: date) -> bool:
    """Whether ``day`` is a working day at the studio of ``stage``.

    Raises
    ------
    BeyondCalendar
        If the holiday library does not know the country, the region or the year.
    """
    studio = portfolio.studios[portfolio.spaces[stage].studio]
    rest = (SUNDAY,) if portfolio.settings.work_week is WorkWeek.SIX else (SATURDAY, SUNDAY)
    known = day in _holidays_of(studio.country, studio.region or "", day.year)
    return day.weekday() not in rest and not known


@cache
def _holidays_of(country: str, region: str, year: int) -> frozenset[date]:
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=True):
        raise BeyondCalendar(f"no holidays are known for {country}", "a country of the holidays library")
    calendar: Any = holidays.country_holidays(country)
    if not calendar.start_year <= year <= calendar.end_year:
        allowed = f"{calendar.start_year} to {calendar.end_year}"
        raise BeyondCalendar(f"no holidays are known for {country} in {year}", allowed)
    # Where the library tells no regions apart, the country's holidays are those of every region.
    if not region or not calendar.subdivisions:
        return frozenset(holidays.country_holidays(country, years=year))
    if region not in calendar.subdivisions:
        allowed = ", ".join(calendar.subdivisions)
        raise BeyondCalendar(f"no holidays are known for {country}-{region}", allowed)
    return frozenset(holidays.country_holidays(country, subdiv=region, years=year))
