"""Whole days: half-open spans, and lengths in calendar units."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from ``start`` up to, not including, ``end``.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a span holds at least one day; found {self.start}..{self.end}")

    def __str__(self) -> str:
        """The first and the last day, as files write them: ``2027-03-01/2027-04-15``."""
        last = self.end - timedelta(days=1)
        return str(self.start) if last == self.start else f"{self.start}/{last}"

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days

    def overlap(self, other: Span) -> Span | None:
        """The days in both, if any."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


_START = attrgetter("start")


def through(first: date, last: date) -> Span:
    """The span whose last day is ``last``; 9999-12-31 is read as the day before, so that the end is a date too.

    Raises
    ------
    ValueError
        If ``last`` lies before ``first``.
    """
    return Span(first, min(last, date.max - timedelta(days=1)) + timedelta(days=1))


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as sorted spans that neither touch nor overlap."""
    listed = sorted(spans, key=_START)
    if len(listed) < 2:
        return tuple(listed)
    last = listed[0]
    merged = [last]
    for span in listed[1:]:
        if span.start > last.end:
            merged.append(span)
        elif span.end > last.end:
            merged[-1] = Span(last.start, span.end)
        last = merged[-1]
    return tuple(merged)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The days of ``spans`` that are in none of ``taken``."""
    left = list(union(spans))
    for hole in union(taken):
        left = [piece for span in left for piece in _cut(span, hole)]
    return tuple(left)


def within(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """The days that lie in both, as sorted spans that neither touch nor overlap."""
    one, other = union(spans), union(others)
    shared: list[Span] = []
    at = to = 0
    while at < len(one) and to < len(other):
        part = one[at].overlap(other[to])
        if part is not None:
            shared.append(part)
        if one[at].end <= other[to].end:
            at += 1
        else:
            to += 1
    return tuple(shared)


def _cut(span: Span, hole: Span) -> Iterator[Span]:
    if hole.end <= span.start or span.end <= hole.start:
        yield span
        return
    if span.start < hole.start:
        yield Span(span.start, hole.start)
    if hole.end < span.end:
        yield Span(hole.end, span.end)


_DURATION = re.compile(
    r"P(?=.)(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,5})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?=.)(?P<hours>\d{1,6})H)?",
    re.ASCII,
)
DURATION_FORMS = "an ISO 8601 duration of years, months, weeks, days or hours, as P5Y, P18M, P2W, P90D or PT24H"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length in calendar units; ``text`` is kept as stated."""

    text: str
    months: int
    days: int
    hours: int

    def after(self, start: date) -> date:
        """The date this much later; a month that is too short ends on its last day. Hours are not counted.

        Raises
        ------
        OverflowError
            If that lies after the year 9999.
        """
        return add_months(start, self.months) + timedelta(days=self.days)

    def __str__(self) -> str:
        return self.text


def parse_duration(text: str) -> Duration:
    """Read an ISO 8601 duration.

    Raises
    ------
    ValueError
        If the text is none, or is of length zero.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not {DURATION_FORMS}")
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    result = Duration(text, part["years"] * 12 + part["months"], part["weeks"] * 7 + part["days"], part["hours"])
    if not (result.months or result.days or result.hours):
        raise ValueError(f"{text!r} has no length")
    return result


def add_months(start: date, months: int) -> date:
    """``start`` moved by whole months; the day is cut to the length of the month reached."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{start} and {months} months: years run from 0001 to 9999")
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
