"""A time axis: days to units, and labels thinned by their measured width until none touches another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from babel.dates import format_date

from stagehold.reports.reader import DateStyle, Reader
from stagehold.reports.svg import LINE, SOFT_INK, Drawing, text_width

GAP = 8.0  # units between two labels
SIZE = 11.0
HEIGHT = 34.0
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label that starts at ``x`` and is ``width`` units wide, for the day it stands at."""

    at: date
    x: float
    label: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days from ``start`` up to, not including, ``end``, on units from ``left`` to ``right``."""

    start: date
    end: date
    left: float
    right: float
    reader: Reader

    def x(self, day: date) -> float:
        """Where a day begins; days outside the axis lie at its ends."""
        inside = min(max(day, self.start), self.end)
        return self.left + (inside - self.start).days * (self.right - self.left) / max(1, (self.end - self.start).days)

    @property
    def per_day(self) -> float:
        """Units a day."""
        return (self.right - self.left) / max(1, (self.end - self.start).days)

    def fine(self) -> tuple[Tick, ...]:
        """The lower labels: as many days or months as find room."""
        ticks: tuple[Tick, ...] = ()
        if (self.end - self.start).days <= 100:
            for step in _DAY_STEPS:
                ticks = self._ticks(list(self._days(step)), short_day=True)
                if _has_room(ticks):
                    return self._inside(ticks)
        for months in _MONTH_STEPS:
            starts = list(self._months(months))
            ticks = self._ticks(starts, short_day=False) if months < 12 else self._years(starts)
            if _has_room(ticks):
                return self._inside(ticks)
        return self._inside(ticks[:1])

    def coarse(self) -> tuple[Tick, ...]:
        """The upper labels: each year (or month, under day labels) over its own days, where it fits there."""
        if self._by_days():
            starts = [self.start, *(day for day in self._months(1) if day != self.start)]
            label = self.reader.word("pattern.month.long")
        else:
            starts = [self.start, *(day for day in self._months(12) if day != self.start)]
            label = self.reader.word("pattern.year.long")
        ticks = [self._tick(day, str(format_date(day, format=label, locale=self.reader.locale))) for day in starts]
        ends = [tick.x for tick in ticks[1:]] + [self.right]
        return tuple(tick for tick, end in zip(ticks, ends, strict=True) if tick.x + tick.width + 2 <= end)

    def draw(self, drawing: Drawing, top: float, bottom: float) -> None:
        """Labels above ``top + HEIGHT`` and lines from there down to ``bottom``."""
        fine, coarse = self.fine(), self.coarse()
        years_only = bool(fine) and {tick.label for tick in fine} <= {tick.label for tick in coarse}
        base = top + HEIGHT
        for tick in fine:
            drawing.line(tick.x, base - 4, tick.x, bottom, stroke=LINE, stroke_width=0.8)
            drawing.text(tick.x + 2, base - 8, tick.label, SIZE, fill=SOFT_INK)
        if not years_only:
            for tick in coarse:
                drawing.text(tick.x + 2, top + 11, tick.label, SIZE, font_weight="600")
        if not years_only and not self._by_days():
            for day in self._months(12):
                drawing.line(self.x(day), base - 4, self.x(day), bottom, stroke="#8d99a6", stroke_width=1)
        drawing.line(self.left, base, self.right, base, stroke="#8d99a6", stroke_width=1)

    def _by_days(self) -> bool:
        fine = self.fine()
        return any(tick.at.day != 1 for tick in fine) and (self.end - self.start).days <= 100

    def _inside(self, ticks: Sequence[Tick]) -> tuple[Tick, ...]:
        return tuple(tick for tick in ticks if tick.x + tick.width + 2 <= self.right)

    def _tick(self, day: date, label: str) -> Tick:
        return Tick(day, self.x(day), label, text_width(label, SIZE))

    def _ticks(self, days: Sequence[date], *, short_day: bool) -> tuple[Tick, ...]:
        if short_day:
            return tuple(self._tick(day, self.reader.day(day, DateStyle.SHORT)) for day in days)
        pattern = self.reader.word("pattern.month.short")
        return tuple(self._tick(day, str(format_date(day, format=pattern, locale=self.reader.locale))) for day in days)

    def _years(self, days: Sequence[date]) -> tuple[Tick, ...]:
        pattern = self.reader.word("pattern.year.long")
        return tuple(self._tick(day, str(format_date(day, format=pattern, locale=self.reader.locale))) for day in days)

    def _days(self, step: int) -> Iterator[date]:
        first = self.start - timedelta(days=self.start.weekday()) if step >= 7 else self.start
        day = first if first >= self.start else first + timedelta(days=step)
        while day < self.end:
            yield day
            day += timedelta(days=step)

    def _months(self, step: int) -> Iterator[date]:
        """The first day of every ``step``-th month (counted from January) inside the axis."""
        number = -(-(self.start.year * 12 + self.start.month - (self.start.day == 1)) // step) * step
        while number // 12 <= 9999:
            day = date(number // 12, number % 12 + 1, 1)
            if day >= self.end:
                return
            yield day
            number += step


def _has_room(ticks: Sequence[Tick]) -> bool:
    return all(one.x + one.width + GAP <= other.x for one, other in pairwise(ticks))


def around(days: Sequence[date], margin: float = 0.02) -> tuple[date, date]:
    """Start and end of an axis that holds all days with a margin, at least four weeks long."""
    first, last = min(days), max(days)
    pad = max(2, round((last - first).days * margin))
    start = _shift(first, -pad)
    return start, max(_shift(last, pad + 1), _shift(start, 28))


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
