"""How long a stay lasts: phases laid end to end, over all days or over working days only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate

from stagehold.domain.errors import NotSupported
from stagehold.domain.production import Need, PhaseLength
from stagehold.domain.scenario import WorkWeek
from stagehold.domain.studio import PhaseKind


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of one country and region from ``first`` to ``last`` (ordinals), sorted."""

    country: str
    region: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Phases with their lengths in days, or in working days of ``calendar``.

    All days are ordinals of the proleptic Gregorian calendar; ends are half-open.

    Parameters
    ----------
    cuts
        0 and the sum of days after each phase, in the days that they count.
    length
        The last of them.
    done_cut
        Days from the start to the end of the last shoot phase (of the last phase when there is no shoot).
    """

    phases: tuple[PhaseLength, ...]
    calendar: WorkingDays | None = None
    cuts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    length: int = field(init=False, repr=False, compare=False)
    done_cut: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        cuts = (0, *accumulate(item.days for item in self.phases))
        shoots = [cuts[index + 1] for index, item in enumerate(self.phases) if item.phase is PhaseKind.SHOOT]
        object.__setattr__(self, "cuts", cuts)
        object.__setattr__(self, "length", cuts[-1])
        object.__setattr__(self, "done_cut", shoots[-1] if shoots else cuts[-1])

    def may_start(self, start: int) -> bool:
        """Whether a stay may begin on this day."""
        if self.calendar is None:
            return True
        index = bisect_left(self.calendar.days, start)
        return index < len(self.calendar.days) and self.calendar.days[index] == start

    def after(self, start: int, count: int) -> int | None:
        """The first day on which ``count`` counted days have passed; None beyond the calendar.

        Under the working calendar that is the day after the last working day counted.
        """
        if self.calendar is None or count == 0:
            return start + count
        index = bisect_left(self.calendar.days, start) + count - 1
        return self.calendar.days[index] + 1 if index < len(self.calendar.days) else None

    def bounds(self, start: int) -> tuple[int, ...] | None:
        """Start and end of every phase in order; None beyond the calendar."""
        days = [self.after(start, cut) for cut in self.cuts]
        return None if None in days else tuple(day for day in days if day is not None)


def scaled(phases: Sequence[PhaseLength], total: int) -> tuple[PhaseLength, ...]:
    """The phases stretched to ``total`` days by largest remainder, ties to the earlier; no phases: all days shoot.

    A phase that keeps no day is left out.
    """
    if not phases:
        return (PhaseLength(PhaseKind.SHOOT, total),)
    whole = sum(item.days for item in phases)
    parts = [item.days * total // whole for item in phases]
    rest = [item.days * total % whole for item in phases]
    for index in sorted(range(len(phases)), key=lambda index: (-rest[index], index))[: total - sum(parts)]:
        parts[index] += 1
    return tuple(PhaseLength(item.phase, days) for item, days in zip(phases, parts, strict=True) if days)


def phases_on(need: Need, stages: Iterable[str]) -> tuple[PhaseLength, ...] | None:
    """The phases of the need on a whole made of these stages: the longest of them counts; None without a length."""
    totals = []
    for stage in stages:
        if stage in need.days_on:
            totals.append(need.days_on[stage])
        elif need.phases:
            totals.append(sum(item.days for item in need.phases))
        else:
            return None
    longest = max(totals)
    if need.phases and longest == sum(item.days for item in need.phases):
        return need.phases
    return scaled(need.phases, longest)


@cache
def _library_years(country: str) -> tuple[int, int]:
    import holidays

    entity = holidays.country_holidays(country)
    return entity.start_year, entity.end_year


@lru_cache(maxsize=256)
def working_days(country: str, region: str, week: WorkWeek, first: int, last: int) -> WorkingDays:
    """Working days between two ordinals, both included.

    Weekends are Saturday and Sunday, Sunday only in a six-day week; public holidays by country and, where the library
    knows it, region.

    Raises
    ------
    NotSupported
        If the holiday library does not know the country, the region or one of the years.
    """
    import holidays

    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    supported = holidays.list_supported_countries(include_aliases=True)
    if country not in supported:
        raise NotSupported(f"calendar: working needs public holidays, and none are known for country {country!r}")
    known = supported[country]
    if region and known and region not in known:
        raise NotSupported(f"calendar: working: no region {region!r} of {country}; allowed: {', '.join(known)}")
    low, high = _library_years(country)
    if years[0] < low or years[-1] > high:
        raise NotSupported(
            f"calendar: working: public holidays of {country} are known for the years {low} to {high}; "
            f"this plan reaches from {years[0]} to {years[-1]}"
        )
    subdivision = region if region in known else ""
    days = [day for year in years for day in _working_days_of(country, subdivision, week, year)]
    return WorkingDays(country, region, tuple(days[bisect_left(days, first) : bisect_right(days, last)]))


@lru_cache(maxsize=4096)
def _working_days_of(country: str, subdivision: str, week: WorkWeek, year: int) -> tuple[int, ...]:
    import holidays

    off = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    rest = {6} if week is WorkWeek.SIX else {5, 6}
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = (day for day in range(first, last + 1) if (day + 6) % 7 not in rest)
    return tuple(day for day in days if date.fromordinal(day) not in off)
