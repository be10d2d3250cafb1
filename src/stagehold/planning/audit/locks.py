"""Locks and own confirmed bookings stand (SPEC §2, *Objective*): the need has a place, its locked fields as given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stagehold.domain import readings
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit.breach import breach, exact_day, stated
from stagehold.planning.audit.placed import is_plannable, need_of
from stagehold.planning.plan import Placement


@dataclass(frozen=True, slots=True)
class Fixed:
    """What must stand of one need: its stages, its first day, or both."""

    by: str
    production: str
    need: str
    stages: frozenset[str]
    start: date | None


def fixed(portfolio: Portfolio, party: str) -> Iterator[Fixed]:
    """Every lock, and every confirmed booking of the party for a production with needs.

    A booking fixes the spaces of its confirmed lines and their first day; one that names no need belongs to the
    production's only one, and to none (an empty id) where there are several.

    Raises
    ------
    MissingFacts
        If a day is not exact.
    """
    for lock in portfolio.locks.values():
        start = None
        if lock.start is not None:
            start = exact_day(lock.id, "start", lock.start.first, lock.start.last)
        yield Fixed(f"lock {lock.id}", lock.production, lock.need, frozenset(lock.stages), start)
    for booking in portfolio.bookings.values():
        if booking.party != party or booking.production is None or not is_plannable(portfolio, booking.production):
            continue
        production = portfolio.productions[booking.production]
        stages = frozenset(line.space for line in booking.lines if line.state is LineState.CONFIRMED)
        if stages:
            only = production.needs[0].id if len(production.needs) == 1 else ""
            yield Fixed(f"booking {booking.id}", production.id, booking.need or only, stages, _first_day(booking))


def _first_day(booking: Booking) -> date:
    days = []
    for index, line in enumerate(booking.lines):
        if line.state is LineState.CONFIRMED:
            field = f"lines.{index}.days"
            days.append(stated(booking.id, field, line.days, readings.all_days).start)
    return min(days)


def lock_breaches(portfolio: Portfolio, placements: Sequence[Placement], party: str) -> Iterator[Finding]:
    """``stages(n) = locked stages`` and ``start(n) = locked start``, where given; the need has a place."""
    placed = {(item.production, item.need): item for item in placements}
    for item in fixed(portfolio, party):
        if need_of(portfolio, item.production, item.need) is None:
            allowed = f"{item.by} naming one of its needs"
            yield Finding(rule="lock", record=item.production, field="needs", found=item.need, allowed=allowed)
            continue
        placement = placed.get((item.production, item.need))
        if placement is None:
            allowed = f"a place, as {item.by} demands"
            path = f"needs.{item.need}"
            yield Finding(rule="lock", record=item.production, field=path, found="without a place", allowed=allowed)
            continue
        if item.stages and set(placement.members) != item.stages:
            allowed = f"{', '.join(sorted(item.stages))}, by {item.by}"
            yield breach("lock", placement, "stages", found=", ".join(placement.stages), allowed=allowed)
        if item.start is not None and placement.start != item.start:
            allowed = f"start {item.start}, by {item.by}"
            yield breach("lock", placement, found=f"start {placement.start}", allowed=allowed)
