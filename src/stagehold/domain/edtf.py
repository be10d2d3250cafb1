"""Dates with their stated precision: EDTF level 1 (ISO 8601-2:2019, level 1).

A date keeps its text; ``first`` and ``last`` are the first and last day it can mean. An interval has two ends, each
a date, unknown (nothing written: an end exists, nobody says when) or open (``..``: there is no end). Years run from
0001 to 9999. A season names no month (its months depend on the hemisphere), so its bounds are those of its year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class EdtfError(ValueError):
    """The text is not EDTF level 1 within the years 0001 to 9999; the message says what is allowed."""


class DatePrecision(StrEnum):
    """How finely a date is stated."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A stated date: every day from ``first`` to ``last``, both included, could be meant.

    ``qualifier`` is ``~`` (approximate), ``?`` (uncertain), ``%`` (both) or empty; it moves no date.
    """

    text: str
    first: date
    last: date
    precision: DatePrecision
    qualifier: str = ""

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is meant."""
        return self.precision is DatePrecision.DAY and self.first == self.last

    def __str__(self) -> str:
        return self.text


class End(StrEnum):
    """An end of an interval that is not a date."""

    UNKNOWN = ""
    OPEN = ".."


@dataclass(frozen=True, slots=True)
class EdtfInterval:
    """A stated interval; both end dates belong to it."""

    text: str
    start: EdtfDate | End
    end: EdtfDate | End

    def __str__(self) -> str:
        return self.text


Edtf = EdtfDate | EdtfInterval

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<qualifier>[~?%]?)", re.ASCII
)
_SEASONS = range(21, 25)
DATE_FORMS = "a date as 2027, 2027-04, 2027-04-01, 2027-21 (season), 202X or 2027-XX, with ~ ? or % behind it"
INTERVAL_FORMS = "start/end of such dates, as 2027-01-05/2029-12-31, 2021-04/ (end unknown) or 2021-04/.. (no end)"


def day(value: date) -> EdtfDate:
    """The stated date that means exactly ``value``."""
    return EdtfDate(value.isoformat(), value, value, DatePrecision.DAY)


@lru_cache(maxsize=65536)
def parse_date(text: str) -> EdtfDate:
    """Read one date.

    Raises
    ------
    EdtfError
        If the text is no EDTF level 1 date, or names a day that no calendar has.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise EdtfError(f"{text!r} is not {DATE_FORMS}")
    year, month, day_ = match["year"], match["month"], match["day"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    low = low or 1
    if high == 0:
        raise EdtfError(f"{text!r}: years run from 0001 to 9999")
    if "X" in year:
        if month is not None and not (month == "XX" and day_ in (None, "XX")):
            raise EdtfError(f"{text!r}: digits are unspecified from the right; {DATE_FORMS}")
        precision = DatePrecision.CENTURY if year.endswith("XX") else DatePrecision.DECADE
        return EdtfDate(text, date(low, 1, 1), date(high, 12, 31), precision, match["qualifier"])
    return _within_year(text, low, month, day_, match["qualifier"])


def _within_year(text: str, year: int, month: str | None, day_: str | None, qualifier: str) -> EdtfDate:
    whole_year = (date(year, 1, 1), date(year, 12, 31))
    if month is None or month == "XX":
        if day_ not in (None, "XX"):
            raise EdtfError(f"{text!r}: digits are unspecified from the right; {DATE_FORMS}")
        return EdtfDate(text, *whole_year, DatePrecision.YEAR, qualifier)
    number = int(month)
    if number in _SEASONS and day_ is None:
        return EdtfDate(text, *whole_year, DatePrecision.SEASON, qualifier)
    if not 1 <= number <= 12:
        raise EdtfError(f"{text!r}: months are 01 to 12, seasons 21 to 24")
    length = calendar.monthrange(year, number)[1]
    if day_ is None or day_ == "XX":
        return EdtfDate(text, date(year, number, 1), date(year, number, length), DatePrecision.MONTH, qualifier)
    if not 1 <= int(day_) <= length:
        raise EdtfError(f"{text!r}: that month has the days 01 to {length:02}")
    exact = date(year, number, int(day_))
    return EdtfDate(text, exact, exact, DatePrecision.DAY, qualifier)


@lru_cache(maxsize=65536)
def parse_interval(text: str) -> EdtfInterval:
    """Read an interval ``start/end``.

    Raises
    ------
    EdtfError
        If an end is no date, both ends are missing, or the end cannot lie on or after the start.
    """
    parts = text.split("/")
    if len(parts) != 2:
        raise EdtfError(f"{text!r} is not {INTERVAL_FORMS}")
    start, end = (End(part) if part in ("", "..") else parse_date(part) for part in parts)
    if isinstance(start, End) and isinstance(end, End):
        raise EdtfError(f"{text!r} names no date; {INTERVAL_FORMS}")
    if isinstance(start, EdtfDate) and isinstance(end, EdtfDate) and start.first > end.last:
        raise EdtfError(f"{text!r} ends before it starts; both ends belong to an interval")
    return EdtfInterval(text, start, end)


def parse(text: str) -> Edtf:
    """Read a date or an interval."""
    return parse_interval(text) if "/" in text else parse_date(text)


def first_day(value: Edtf) -> date | None:
    """The first day ``value`` can mean; None when its start is unknown or open."""
    start = value.start if isinstance(value, EdtfInterval) else value
    return start.first if isinstance(start, EdtfDate) else None


def last_day(value: Edtf) -> date | None:
    """The last day ``value`` can mean; None when its end is unknown or open."""
    end = value.end if isinstance(value, EdtfInterval) else value
    return end.last if isinstance(end, EdtfDate) else None


def is_approximate(value: Edtf) -> bool:
    """Whether ``~``, ``?`` or ``%`` stands behind any of its dates."""
    ends = (value.start, value.end) if isinstance(value, EdtfInterval) else (value,)
    return any(isinstance(end, EdtfDate) and bool(end.qualifier) for end in ends)
