"""Leased days: where a party may stand, and for what (SPEC §2, *Supply*).

For stage s and party q, with every date read conservatively (``domain.readings``) and half-open spans of whole days:

    G(s) = ∪ over exclusive leases l of q that total no others:  [start(l), end(l)) where l names s
    B(s) = ∪ over those that let builds in early:                [access(l), start(l))
    K(s) = the last days of every run of G(s) of a lease that asks for reinstatement: they belong to the lease, and no
           stay may take them; its days plus ``turnover_after(s)``, as the turnover of a last stay ends before them

``end`` is the day after the last of the non-cancellable term, moved by exercised options: an extension adds to it, a
break cuts it at its first day, an expansion names further spaces from its first day on. Spaces and term are those of
the version in force (``audit.versions``). Stays may use ``G(s) − K(s)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import chain

from stagehold.domain import readings
from stagehold.domain.days import Duration, Span, through, union, without
from stagehold.domain.lease import Lease, LeaseKind, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit.breach import stated
from stagehold.planning.audit.versions import Version, on_every_reading, versions

NO_END = date.max


@dataclass(frozen=True, slots=True)
class Granted:
    """Days that leases grant on one space: for any phase, for builds only, and kept for reinstatement."""

    any_phase: tuple[Span, ...]
    builds: tuple[Span, ...]
    kept: tuple[Span, ...] = ()


def granted(portfolio: Portfolio, party: str, spaces: Iterable[str]) -> dict[str, Granted]:
    """What the leases of ``party`` grant on each of ``spaces``, closures not yet taken off.

    Raises
    ------
    MissingFacts
        If a date of such a lease is not pinned.
    NotSupported
        If a modification and an exercised option of a lease move the same thing.
    """
    leases: dict[str, list[Lease]] = {space: [] for space in spaces}
    for lease in portfolio.leases.values():
        if lease.lessee == party and lease.kind is LeaseKind.EXCLUSIVE and not lease.is_total_of:
            for space in _named(lease) & leases.keys():
                leases[space].append(lease)
    return {space: _granted_by(of_space, space, portfolio) for space, of_space in leases.items()}


def _granted_by(leases: list[Lease], space: str, portfolio: Portfolio) -> Granted:
    any_phase: list[Span] = []
    builds: list[Span] = []
    kept: list[Span] = []
    turnover = portfolio.spaces[space].turnover_after
    for lease in leases:
        for index, right in enumerate(versions(lease, space)):
            days = on_every_reading(right, partial(_days_of, lease, space))
            usable = _less_reinstatement(lease, days, turnover)
            any_phase += usable
            kept += without(days, usable)
            if index == 0 and usable:
                builds += on_every_reading(right, partial(_builds_of, lease, space))
    return Granted(union(any_phase), without(builds, any_phase), without(kept, any_phase))


def _named(lease: Lease) -> set[str]:
    """The spaces that the lease, an option or a modification of it speaks of at all."""
    changes = [*(option.spaces for option in lease.options), *(event.spaces or () for event in lease.events)]
    return {*lease.spaces, *chain.from_iterable(changes)}


def _less_reinstatement(lease: Lease, days: tuple[Span, ...], turnover: int) -> tuple[Span, ...]:
    kept = timedelta(days=lease.reinstate + turnover if lease.reinstate else 0)
    ends = [(span, span.end if span.end == NO_END else span.end - kept) for span in days]
    return tuple(Span(span.start, end) for span, end in ends if span.start < end)


def _builds_of(lease: Lease, space: str, version: Version) -> tuple[Span, ...]:
    """The days of access before the term, on spaces that are leased from the start."""
    if lease.access is None or not lease.builds_in_access or space not in lease.spaces or space not in version.spaces:
        return ()
    early = stated(lease.id, "access", lease.access, readings.ready)
    return tuple(Span(early, days.start) for days in _days_of(lease, space, version) if early < days.start)


def _days_of(lease: Lease, space: str, version: Version) -> tuple[Span, ...]:
    """The span that one version of a lease grants on one space by itself, if any."""
    expansions = [
        option
        for option in lease.options
        if option.exercised and option.kind is OptionKind.EXPAND and space in option.spaces
    ]
    if space not in version.spaces and not expansions:
        return ()
    start = stated(lease.id, version.field, version.term, readings.supply_first)
    last = stated(lease.id, version.field, version.term, readings.supply_last)
    if space not in version.spaces:
        start = max(start, min(stated(lease.id, "options.from", item.from_, readings.ready) for item in expansions))
    end = _day_after(last)
    for option in lease.options:
        concerns = option.exercised and (not option.spaces or space in option.spaces)
        if concerns and option.kind is OptionKind.EXTEND and end != NO_END:
            adds = stated(lease.id, "options.adds", option.adds, lambda adds: adds)
            end = _extended(end, adds)
    for option in lease.options:
        concerns = option.exercised and (not option.spaces or space in option.spaces)
        if concerns and option.kind is OptionKind.BREAK:
            end = min(end, stated(lease.id, "options.from", option.from_, readings.due))
    return (Span(start, end),) if start < end else ()


def closed(portfolio: Portfolio, space: str) -> tuple[Span, ...]:
    """Every day that a closure of the space can mean."""
    return union(
        through(closure.from_.first, closure.to.last)
        for closure in portfolio.closures.values()
        if closure.space == space and closure.from_.first <= closure.to.last
    )


def in_service(portfolio: Portfolio, space: str) -> tuple[Span, ...]:
    """The days a space exists for use; always, where nothing is stated.

    Raises
    ------
    MissingFacts
        If an end is stated to exist and not pinned.
    """
    service = portfolio.spaces[space].in_service
    if service is None:
        return (Span(date.min, NO_END),)
    start, last = stated(space, "in_service", service, readings.window)
    return (Span(start or date.min, _day_after(last)),)


def _extended(end: date, adds: Duration) -> date:
    try:
        return adds.after(end)
    except OverflowError:
        return NO_END


def _day_after(last: date | None) -> date:
    """The half-open end; the last day there is has none, so it is read as no end at all."""
    return NO_END if last is None or last == date.max else last + timedelta(days=1)
