"""Leased days: where a party may stand, and for what (SPEC §2, *Supply*).

For stage s and party q, with every date read conservatively (``domain.readings``) and half-open spans of whole days:

    G(s) = ∪ over exclusive leases l of q that name s and total no others:  [start(l), end(l) − kept(l, s))
    B(s) = ∪ over those that let builds in early:                           [access(l), start(l))

``end`` is the day after the last of the non-cancellable term, moved by exercised options: an extension adds to it, a
break cuts it at its first day, an expansion names further spaces from its first day on. ``kept(l, s)`` is 0, or, where
the lease asks for reinstatement, its days plus ``turnover_after(s)``: the turnover of a last stay then ends before
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.days import Duration, Span, through, union, without
from stagehold.domain.lease import Lease, LeaseKind, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit.breach import stated

NO_END = date.max


@dataclass(frozen=True, slots=True)
class Granted:
    """Days that leases grant on one space: for any phase, and for builds only."""

    any_phase: tuple[Span, ...]
    builds: tuple[Span, ...]


def granted(portfolio: Portfolio, party: str, space: str) -> Granted:
    """What the leases of ``party`` grant on ``space``, closures not yet taken off.

    Raises
    ------
    MissingFacts
        If a date of such a lease is not pinned.
    """
    any_phase: list[Span] = []
    builds: list[Span] = []
    for lease in portfolio.leases.values():
        if lease.lessee != party or lease.kind is not LeaseKind.EXCLUSIVE or lease.is_total_of:
            continue
        for days in _days_of(portfolio, lease, space):
            any_phase.append(days)
            if lease.access is not None and lease.builds_in_access and space in lease.spaces:
                early = stated(lease.id, "access", lease.access, readings.ready)
                if early < days.start:
                    builds.append(Span(early, days.start))
    return Granted(union(any_phase), without(builds, any_phase))


def _days_of(portfolio: Portfolio, lease: Lease, space: str) -> Iterator[Span]:
    """The span that one lease grants on one space, if any."""
    expansions = [
        option
        for option in lease.options
        if option.exercised and option.kind is OptionKind.EXPAND and space in option.spaces
    ]
    if space not in lease.spaces and not expansions:
        return
    start, last = stated(lease.id, "term", lease.term, readings.supply)
    if space not in lease.spaces:
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
    if lease.reinstate and end != NO_END:
        end -= timedelta(days=lease.reinstate + portfolio.spaces[space].turnover_after)
    if start < end:
        yield Span(start, end)


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
