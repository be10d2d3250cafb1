"""The days of a lease as plain sets of whole numbers; see ``planning.day_sets``."""

from __future__ import annotations

from datetime import date

from planning.drawn_supply import BASE
from stagehold.domain.lease import EventKind, Lease, LeaseKind, OptionKind
from stagehold.domain.studio import Space

FIRST, LAST = -40, 120  # no drawn day lies outside


def number(day: date) -> int:
    return (day - BASE).days


def last_of(interval) -> int:
    return number(interval.end.first)


def first_of(interval) -> int:
    return number(interval.start.last)


def leased_days(lease: Lease, space: Space) -> tuple[set[int], set[int], set[int]]:
    """Days for anything, days for builds only, and all days that the lease covers."""
    free: set[int] = set()
    builds: set[int] = set()
    covered: set[int] = set()
    main = {day for day in range(FIRST, LAST) if all(_gives(lease, space, at, day) for at in _in_force(lease, day))}
    rights = [main]
    for event in lease.events:
        if event.kind is EventKind.MODIFY and event.separate and space.id in (event.spaces or ()):
            on = number(event.on.last)
            term = event.term or _stated(lease, "term", _in_force(lease, on)[0])
            longer = 0 if event.term else _extension(lease, space)
            rights.append({day for day in range(FIRST, LAST) if on <= day <= last_of(term) + longer >= first_of(term)})
            rights[-1] &= set(range(first_of(term), LAST))
    for right in rights:
        kept = set()
        if lease.reinstate:
            for day in right:
                ahead = range(day, day + lease.reinstate + space.turnover_after + 1)
                if not all(later in right for later in ahead):
                    kept.add(day)
        free |= right - kept
        covered |= right
    if free & main and lease.access and lease.builds_in_access and space.id in lease.spaces:
        for day in range(number(lease.access.last), LAST):
            if all(
                day < _first(lease, at) and space.id in _stated(lease, "spaces", at) for at in _in_force(lease, day)
            ):
                builds.add(day)
    return free, builds, covered


def _changes(lease: Lease) -> list[int]:
    """The events that change the lease itself, by day."""
    own = [
        at
        for at, event in enumerate(lease.events)
        if event.kind is EventKind.MODIFY
        and not event.separate
        and (event.spaces is not None or event.term is not None)
    ]
    return sorted(own, key=lambda at: (lease.events[at].on.first, lease.events[at].on.last, at))


def _in_force(lease: Lease, day: int) -> list[int]:
    """Which states of the lease may be in force on a day: 0 as signed, n after the n-th change."""
    changes = [lease.events[at] for at in _changes(lease)]
    begun = [FIRST - 1, *(number(event.on.first) for event in changes)]
    gone = [*(number(event.on.last) for event in changes), LAST + 1]
    return [state for state in range(len(begun)) if begun[state] <= day < gone[state]]


def _stated(lease: Lease, field: str, state: int):
    for at in reversed(_changes(lease)[:state]):
        value = getattr(lease.events[at], field)
        if value is not None:
            return value
    return getattr(lease, field)


def _first(lease: Lease, state: int) -> int:
    return first_of(_stated(lease, "term", state))


def _extension(lease: Lease, space: Space) -> int:
    exercised = [option for option in lease.options if option.exercised and option.kind is OptionKind.EXTEND]
    return sum(option.adds.days for option in exercised if not option.spaces or space.id in option.spaces)


def _gives(lease: Lease, space: Space, state: int, day: int) -> bool:
    if space.id not in _stated(lease, "spaces", state):
        return False
    last = last_of(_stated(lease, "term", state)) + _extension(lease, space)
    return _first(lease, state) <= day <= last


def let_to_others(leases, space: str, but: set[str | None]) -> set[int]:
    """Days that others may have leased; their drawn leases are never modified, and name exact days."""
    return {
        day
        for lease in leases
        if lease.lessee not in but and lease.kind is LeaseKind.EXCLUSIVE and not lease.is_total_of
        if space in lease.spaces
        for day in range(first_of(lease.term), last_of(lease.term) + 1)
    }
