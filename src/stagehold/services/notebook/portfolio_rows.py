"""What is known, as rows: stages, leases, productions, needs, bookings, closures; assumptions are in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from stagehold.domain.booking import LineState
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.quantities import Area, Length
from stagehold.domain.readings import NoDayLeft, Unpinned, all_days, due, ready, window
from stagehold.domain.studio import SpaceKind
from stagehold.reports.footprint import studios_of
from stagehold.reports.held import EndKind, holdings
from stagehold.services.notebook.frames import Kind, Rows

TEXT, DAY, COUNT, NUMBER, FLAG = Kind.TEXT, Kind.DAY, Kind.COUNT, Kind.NUMBER, Kind.FLAG


def stages(portfolio: Portfolio) -> Rows:
    """A row for each stage; areas in square metres, heights in metres."""
    found = holdings(portfolio)
    read = found.read
    rows = []
    for space in read.spaces.values():
        if space.kind is not SpaceKind.STAGE:
            continue
        studio = read.studios.get(space.studio)
        under = [held.lease.id for held in found.held if space.id in held.stages]
        rows.append(
            (
                *(space.id, name_of(space.name) or space.id, space.studio, studio.country if studio else None),
                *(_area(space.area), _length(space.clear_height)),
                *(", ".join(space.features), ", ".join(space.joins), ", ".join(under)),
            )
        )
    columns = {"stage": TEXT, "name": TEXT, "studio": TEXT, "market": TEXT, "area_m2": NUMBER, "clear_height_m": NUMBER}
    return Rows({**columns, "features": TEXT, "joins": TEXT, "leases": TEXT}, rows)


def leases(portfolio: Portfolio) -> Rows:
    """A row for each lease that grants something itself; ``end`` is half-open, and ``NaT`` where no end is known."""
    found = holdings(portfolio)
    rows = []
    for held in found.held:
        lease, last = held.read, held.last_day
        end = None if last is None or last == date.max else last + timedelta(days=1)
        assumed = held.stages_assumed or EndKind.ASSUMED in (held.start_kind, held.end_kind)
        rows.append(
            (
                *(lease.id, lease.kind.value, lease.lessee, lease.lessor, ", ".join(studios_of(lease, found.read))),
                *(", ".join(held.stages), held.stage_count, _area(lease.area), held.first_day, end),
                *(held.end_kind.value, assumed, lease.currency),
            )
        )
    columns = {"lease": TEXT, "kind": TEXT, "lessee": TEXT, "lessor": TEXT, "studio": TEXT, "stages": TEXT}
    columns |= {"stage_count": COUNT, "area_m2": NUMBER, "start": DAY, "end": DAY}
    return Rows({**columns, "end_kind": TEXT, "assumed": FLAG, "currency": TEXT}, rows)


def productions(portfolio: Portfolio) -> Rows:
    """A row for each production; coarse dates are read as planning reads them."""
    read = holdings(portfolio).read
    rows = []
    for item in read.productions.values():
        first, last = _window(item.window)
        rows.append(
            (
                *(item.id, name_of(item.name) or item.id, ", ".join(item.titles), len(item.needs)),
                *(_ready(item.ready), first, last, _due(item.due)),
                *(item.priority, item.drop_cost, item.calendar.value, item.shoot_days),
            )
        )
    columns = {"production": TEXT, "name": TEXT, "titles": TEXT, "needs": COUNT, "ready": DAY}
    columns |= {"window_first": DAY, "window_last": DAY, "due": DAY, "priority": NUMBER, "drop_cost": NUMBER}
    return Rows({**columns, "calendar": TEXT, "shoot_days": COUNT}, rows)


def needs(portfolio: Portfolio) -> Rows:
    """A row for each need; ``days`` is the sum of its phases, as they are counted; None where the stage decides."""
    rows = []
    for production in holdings(portfolio).read.productions.values():
        for need in production.needs:
            days = sum(phase.days for phase in need.phases) if need.phases and not need.days_on else None
            rows.append(
                (
                    *(production.id, need.id, need.stages, days, _area(need.min_area), _length(need.min_height)),
                    *(", ".join(need.features), ", ".join(need.allowed or need.days_on), _due(need.due)),
                )
            )
    columns = {"production": TEXT, "need": TEXT, "stages": COUNT, "days": COUNT, "min_area_m2": NUMBER}
    return Rows({**columns, "min_height_m": NUMBER, "features": TEXT, "allowed": TEXT, "due": DAY}, rows)


def bookings(portfolio: Portfolio) -> Rows:
    """A row for each line of a booking; ``end`` is half-open."""
    rows = []
    for booking in portfolio.bookings.values():
        for line in booking.lines:
            try:
                span = all_days(line.days)
            except ValueError:  # an end that is not stated takes no known days
                continue
            phase = None if line.phase is None else line.phase.value
            rows.append(
                (
                    *(booking.id, booking.party, booking.production, booking.title, line.space, span.start, span.end),
                    *(phase, line.state.value, line.state is LineState.CONFIRMED),
                )
            )
    columns = {"booking": TEXT, "party": TEXT, "production": TEXT, "title": TEXT, "space": TEXT}
    return Rows({**columns, "start": DAY, "end": DAY, "phase": TEXT, "state": TEXT, "confirmed": FLAG}, rows)


def closures(portfolio: Portfolio) -> Rows:
    """A row for each closure; all days that it may mean, ``end`` half-open."""
    rows = [
        (item.id, item.space, item.from_.first, item.to.last + timedelta(days=1), item.reason)
        for item in portfolio.closures.values()
        if item.from_.first <= item.to.last < date.max
    ]
    return Rows({"closure": TEXT, "space": TEXT, "start": DAY, "end": DAY, "reason": TEXT}, rows)


TABLES: Mapping[str, Callable[[Portfolio], Rows]] = {
    "stages": stages,
    "leases": leases,
    "productions": productions,
    "needs": needs,
    "bookings": bookings,
    "closures": closures,
}


def name_of(name: Name | None) -> str | None:
    """A name in English."""
    return None if name is None else name.en


def _area(area: Area | None) -> Fraction | None:
    return None if area is None else area.m2


def _length(length: Length | None) -> Fraction | None:
    return None if length is None else length.m


def _ready(value: EdtfDate | None) -> date | None:
    try:
        return None if value is None else ready(value)
    except Unpinned:
        return None


def _due(value: EdtfDate | None) -> date | None:
    try:
        return None if value is None else due(value)
    except Unpinned:
        return None


def _window(value: EdtfInterval | None) -> tuple[date | None, date | None]:
    try:
        return (None, None) if value is None else window(value)
    except (Unpinned, NoDayLeft):
        return (None, None)
