"""Days on which nobody can use a space: closures, and the days before and after it is in service.

A coarse closure takes every day it can mean. A space is in service from the last day that its start can mean to the
first that its end can mean; an end that nobody states ends nothing here, as nothing says when the space is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from stagehold.desk.leased import with_assumptions
from stagehold.desk.remembered import remembered
from stagehold.domain.days import Span, through
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.portfolio import Portfolio


class Shut(NamedTuple):
    """Days on which a space is shut: by a closure (``closure`` is its id), or out of service (None)."""

    span: Span
    closure: str | None


@dataclass(frozen=True, slots=True)
class ShutDays:
    """The shut days of every space that has some, by their first day, as their spans and as days in numbers."""

    by_space: Mapping[str, tuple[Shut, ...]]
    numbers: Mapping[str, tuple[tuple[int, int], ...]]


def shut(portfolio: Portfolio, space: str) -> tuple[Shut, ...]:
    """The days on which nobody can use a space, by their first day."""
    return shut_days(portfolio).by_space.get(space, ())


def shut_days(portfolio: Portfolio) -> ShutDays:
    """The shut days of all spaces, worked out once."""
    return remembered(_read, (portfolio.closures, portfolio.spaces, portfolio.assumptions), portfolio)


def _read(portfolio: Portfolio) -> ShutDays:
    pinned = with_assumptions(portfolio, ("closure", "space"))
    found: dict[str, list[Shut]] = {}
    for closure in pinned.closures.values():
        if closure.from_.first <= closure.to.last:
            days = through(closure.from_.first, closure.to.last)
            found.setdefault(closure.space, []).append(Shut(days, closure.id))
    for space in pinned.spaces.values():
        if space.in_service is not None:
            found.setdefault(space.id, []).extend(Shut(days, None) for days in _out_of_service(space.in_service))
    by_space = {space: tuple(sorted(rows, key=lambda row: row.span)) for space, rows in found.items()}
    numbers = {
        space: tuple((row.span.start.toordinal(), row.span.end.toordinal()) for row in rows)
        for space, rows in by_space.items()
    }
    return ShutDays(by_space, numbers)


def _out_of_service(service: EdtfInterval) -> list[Span]:
    found = []
    if isinstance(service.start, EdtfDate) and service.start.last > date.min:
        found.append(Span(date.min, service.start.last))
    if isinstance(service.end, EdtfDate) and service.end.first < date.max - timedelta(days=1):
        found.append(Span(service.end.first + timedelta(days=1), date.max))
    return found
