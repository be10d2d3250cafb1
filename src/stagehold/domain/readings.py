"""The conservative reading of coarse dates, for planning.

Supply starts on the last day of its start period and its last day is the first day of its end period; demand is ready
on the last day of its ready period and due on the first day of its due period; a coarse window runs from its last
first day to its first last day; a coarse closure or a booking of others takes all its days. A season names no month
and an unknown end names no day: both must be pinned. ``~`` and ``?`` move no date.
"""

from __future__ import annotations

from datetime import date

from stagehold.domain.days import Span, through
from stagehold.domain.edtf import DatePrecision, Edtf, EdtfDate, EdtfInterval, End, first_day, last_day


class Unpinned(ValueError):
    """No day can be read; ``part`` is what to pin of the field: ``start``, ``end`` or (empty) the whole."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(why)
        self.part = part
        self.why = why


class NoDayLeft(ValueError):
    """The reading leaves no day."""


def _exact(end: EdtfDate | End, part: str) -> EdtfDate:
    if isinstance(end, End):
        kind = "is open, and a start is needed" if end is End.OPEN else "is not stated"
        raise Unpinned(part, f"its {part} {kind}")
    if end.precision is DatePrecision.SEASON:
        raise Unpinned(part, f"the season {end.text} names no month")
    return end


def supply_first(interval: EdtfInterval) -> date:
    """First day of supply: the last day that the start can mean."""
    return _exact(interval.start, "start").last


def supply_last(interval: EdtfInterval) -> date | None:
    """Last day of supply: the first day that the end can mean; None when there is no end (``..``)."""
    if interval.end is End.OPEN:
        return None
    return _exact(interval.end, "end").first


def supply(interval: EdtfInterval) -> tuple[date, date | None]:
    """First and last day of supply.

    Raises
    ------
    Unpinned
        If an end is unknown or a season.
    NoDayLeft
        If the reading leaves no day, as for 2027/2027.
    """
    first, last = supply_first(interval), supply_last(interval)
    if last is not None and last < first:
        raise NoDayLeft(f"{interval} read conservatively runs from {first} to {last}: no day is left")
    return first, last


def ready(value: EdtfDate) -> date:
    """First day on which demand may start."""
    return _exact(value, "").last


def due(value: EdtfDate) -> date:
    """First day on which the stages must be empty."""
    return _exact(value, "").first


def window(value: EdtfInterval) -> tuple[date | None, date | None]:
    """First and last day allowed; None where the end is open (``..``).

    Raises
    ------
    Unpinned
        If an end is unknown or a season.
    NoDayLeft
        If the reading leaves no day.
    """
    first = None if value.start is End.OPEN else _exact(value.start, "start").last
    last = None if value.end is End.OPEN else _exact(value.end, "end").first
    if first is not None and last is not None and last < first:
        raise NoDayLeft(f"{value} read conservatively runs from {first} to {last}: no day is left")
    return first, last


def all_days(value: Edtf) -> Span:
    """Every day that can be meant, for a closure or a booking of others.

    Raises
    ------
    Unpinned
        If a start or an end is not stated.
    """
    first, last = first_day(value), last_day(value)
    if first is None:
        raise Unpinned("start", "its start is not stated")
    if last is None:
        raise Unpinned("end", "its end is not stated")
    return through(first, last)
