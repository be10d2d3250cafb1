"""Ready, window, due and release: whether they leave a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from stagehold.domain import edtf, readings
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.needs import window_findings
from stagehold.domain.edtf import DatePrecision, EdtfDate
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Production

T = TypeVar("T")


def _read(reading: Callable[[T], date], value: T | None) -> date | None:
    try:
        return None if value is None else reading(value)
    except readings.Unpinned:
        return None


def deadline_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Productions whose days contradict each other."""
    for production in portfolio.productions.values():
        if not production.needs:
            continue  # a fact to know, not a demand to plan
        subject = Subject("production", production.id)
        ready = _read(readings.ready, production.ready)
        if production.window is not None:
            yield from window_findings(subject, production.window, "window")
            yield from _window_after_ready(subject, production, ready)
        if ready is not None:
            dues = [("due", production.due), *((f"needs.{need.id}.due", need.due) for need in production.needs)]
            for field, value in dues:
                due = _read(readings.due, value)
                if due is not None and due < ready:
                    allowed = f"a day on or after {ready}, when it is ready: it will be late in any plan"
                    yield subject.warning("due-before-ready", field, value, allowed)
        yield from _releases(portfolio, subject, production, ready)


def _window_after_ready(subject: Subject, production: Production, ready: date | None) -> Iterator[Located]:
    assert production.window is not None
    try:
        _, last = readings.window(production.window)
    except (readings.Unpinned, readings.NoDayLeft):
        return
    if ready is not None and last is not None and last < ready:
        found = f"{production.window}, ready on {ready}"
        yield subject.error("no-day-left", "window", found, f"a window that holds a day from {ready} on")


def _releases(portfolio: Portfolio, subject: Subject, production: Production, ready: date | None) -> Iterator[Located]:
    if production.due is not None:
        return
    for id_ in production.titles:
        title = portfolio.titles.get(id_)
        if title is None or title.release is None:
            continue
        if isinstance(title.release, EdtfDate) and title.release.precision is DatePrecision.SEASON:
            found, allowed = f"{id_} is released in {title.release}", "a month or a day: a season names no month"
            yield subject.warning("season-of-release", "titles", found, allowed)
            continue
        first = edtf.first_day(title.release)
        if ready is not None and first is not None and first < ready:
            found = f"{id_} is released in {title.release}"
            allowed = f"a release after {ready}, when the production is ready: it will be late in any plan"
            yield subject.warning("release-before-ready", "titles", found, allowed)
