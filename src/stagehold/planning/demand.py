"""What the productions ask for, read conservatively: ready, windows, dues and the limits of each stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.edtf import DatePrecision, EdtfDate, EdtfInterval
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.production import Need, Production, WorkCalendar
from stagehold.planning.facts import Facts
from stagehold.planning.starts import Limits

_LAST = date.max - timedelta(days=1)  # a half-open end must itself be a date


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDemand:
    """A need with the limits of its stay (ordinals) and its due."""

    need: Need
    limits: Limits
    due: date | None
    done_by_shoot: bool
    working: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionDemand:
    """A production to plan."""

    production: Production
    ready: date
    needs: tuple[NeedDemand, ...]


@dataclass(slots=True)
class Demand:
    """All productions to plan.

    ``origin`` is the first ready day; ``horizon`` (half-open) is where leases without an end stop.
    """

    productions: list[ProductionDemand] = field(default_factory=list)
    origin: date = date.min
    horizon: date = _LAST
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Dates:
    ready: date
    first: date | None
    last: date | None
    due: date | None


def read_demand(facts: Facts, today: date | None = None) -> Demand:
    """Every production that has needs, none to start before ``today``; what must be pinned is noted in ``facts``."""
    demand = Demand()
    plannable = [item for item in facts.portfolio.productions.values() if item.needs]
    dates = {item.id: _dates_of(facts, item) for item in plannable}
    known = [(item, found) for item in plannable if (found := dates[item.id]) is not None]
    demand.origin = min((found.ready for _, found in known), default=date.min)
    demand.horizon = _horizon(facts, known, today)
    for production, found in known:
        needs = tuple(_need_of(facts, production, need, found, today) for need in production.needs)
        demand.productions.append(ProductionDemand(production=production, ready=found.ready, needs=needs))
        if all(need.due is None for need in needs):
            demand.findings.append(_no_due(facts, production))
    return demand


def _dates_of(facts: Facts, production: Production) -> _Dates | None:
    facts.read(production, "window")
    facts.read(production, "due")
    facts.read(production, "ready")
    for weighs in ("priority", "drop_cost", "together", "calendar", "titles"):
        facts.read(production, weighs)
    first = last = None
    try:
        if production.window is not None:
            first, last = readings.window(production.window)
    except readings.Unpinned as wrong:
        facts.pin(production, ".".join(filter(None, ("window", wrong.part))), wrong.why, "2027-01-05")
    due = _pinned(facts, production, "due", production.due, readings.due)
    ready = _pinned(facts, production, "ready", production.ready, readings.ready)
    if ready is None and production.ready is None and first is not None:
        ready = first
    if ready is None:
        if production.ready is None:
            facts.pin(production, "ready", "no source states when it is ready", "2027-01-05")
        return None
    return _Dates(ready, first, last, due)


def _pinned(
    facts: Facts, production: Production, path: str, value: EdtfDate | None, read: Callable[[EdtfDate], date]
) -> date | None:
    if value is None:
        return None
    try:
        return read(value)
    except readings.Unpinned as wrong:
        facts.pin(production, path, wrong.why, "2027-01-05")
        return None


def _horizon(facts: Facts, known: list[tuple[Production, _Dates]], today: date | None) -> date:
    """The last ready, due, window or locked day, or today, plus the sum of all lengths."""
    locked = (lock.start.first for lock in facts.portfolio.locks.values() if lock.start is not None)
    last = max([today or date.min, *locked])
    total = 0
    for production, found in known:
        days = [found.ready, found.due, found.last, *(need.due.first for need in production.needs if need.due)]
        last = max(last, *(day for day in days if day is not None))
        factor = 3 if production.calendar is WorkCalendar.WORKING else 1  # a working week is at least 1/3 of its days
        for need in production.needs:
            own = sum(item.days for item in need.phases)
            total += factor * max([own, *need.days_on.values()])
            total += sum(max(0, after.min_days) for after in need.after)
    return date.fromordinal(min(last.toordinal() + total + 1, _LAST.toordinal()))


def _need_of(facts: Facts, production: Production, need: Need, found: _Dates, today: date | None) -> NeedDemand:
    phases = []
    for phase, interval in need.phase_windows.items():
        first, last = _window_of(facts, production, f"needs.{need.id}.phase_windows.{phase}", interval)
        low = None if first is None else first.toordinal()
        phases.append((phase, low, None if last is None else last.toordinal()))
    first_day = max(found.ready, found.first or found.ready, today or found.ready)
    last_end = _LAST if found.last is None else min(found.last + timedelta(days=1), _LAST)
    due, by_shoot = _due_of(facts, production, need, found)
    return NeedDemand(
        need=need,
        limits=Limits(first=first_day.toordinal(), last_end=last_end.toordinal(), phases=tuple(phases)),
        due=due,
        done_by_shoot=by_shoot,
        working=production.calendar is WorkCalendar.WORKING,
    )


def _window_of(
    facts: Facts, production: Production, path: str, interval: EdtfInterval
) -> tuple[date | None, date | None]:
    try:
        return readings.window(interval)
    except readings.Unpinned as wrong:
        facts.pin(production, path, wrong.why, "2027-01-05/2027-06-30")
        return None, None


def _due_of(facts: Facts, production: Production, need: Need, found: _Dates) -> tuple[date | None, bool]:
    """The need's own due, else the production's, else one derived from the earliest release."""
    if need.due is not None:
        return _pinned(facts, production, f"needs.{need.id}.due", need.due, readings.due), False
    if found.due is not None:
        return found.due, False
    derived = list(_releases(facts, production, need))
    return (min(derived), True) if derived else (None, False)


def _releases(facts: Facts, production: Production, need: Need) -> Iterator[date]:
    for id_ in production.titles:
        title = facts.portfolio.titles[id_]
        post = need.post_days if need.post_days is not None else title.post_days
        if title.release is None or post is None:
            continue
        facts.read(title, "release")
        if need.post_days is None:
            facts.read(title, "post_days")
        release = title.release
        if isinstance(release, EdtfDate) and release.precision is not DatePrecision.SEASON:
            yield release.first - timedelta(days=post)
        else:
            facts.pin(title, "release", f"{release} names no day to count back from", "2028-06-01")


def _no_due(facts: Facts, production: Production) -> Finding:
    undated = [id_ for id_ in production.titles if facts.portfolio.titles[id_].release is not None]
    hint = f"; {undated[0]} has a release: give its post_days to derive one" if undated else ""
    return Finding(
        rule="no-due",
        severity=Severity.WARNING,
        record=production.id,
        field="due",
        found="",
        allowed=f"a due; without one it is never late{hint}",
    )
