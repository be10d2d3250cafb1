"""Days that exclusive leases of others can take on a space: there an offer of anybody else holds nothing.

Read against whoever would hire: from the first day that the term can mean to its last, exercised extensions added,
exercised breaks on their last possible day, in every version that may be in force.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from stagehold.domain.days import Span, union
from stagehold.domain.edtf import EdtfDate, EdtfInterval, End
from stagehold.domain.lease import Lease, LeaseKind, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.readings import Unpinned
from stagehold.planning.audit.breach import stated
from stagehold.planning.audit.versions import Version, versions

LAST = date.max - timedelta(days=1)


def let_by_others(portfolio: Portfolio, space: str, but: Collection[str | None]) -> tuple[Span, ...]:
    """Days on which a lease of a party not in ``but`` can hold the space.

    Raises
    ------
    MissingFacts
        If a term is not stated, or one of its ends is stated to exist and not pinned.
    """
    days: list[Span] = []
    for lease in portfolio.leases.values():
        if lease.lessee in but or lease.kind is not LeaseKind.EXCLUSIVE or lease.is_total_of:
            continue
        for right in versions(lease, space) if _speaks_of(lease, space) else []:
            for version in right:
                days += _possible(lease, space, version)
    return union(days)


def _speaks_of(lease: Lease, space: str) -> bool:
    named = [lease.spaces, *(option.spaces for option in lease.options), *(item.spaces or () for item in lease.events)]
    return any(space in spaces for spaces in named)


def _possible(lease: Lease, space: str, version: Version) -> Iterator[Span]:
    taken_in = [
        option.from_.first if option.from_ is not None else date.min
        for option in lease.options
        if option.exercised and option.kind is OptionKind.EXPAND and space in option.spaces
    ]
    if space not in version.spaces and not taken_in:
        return
    first, end = stated(lease.id, version.field, version.term, _outermost)
    if space not in version.spaces:
        first = max(first, min(taken_in))
    concerned = [option for option in lease.options if option.exercised and space in (option.spaces or (space,))]
    for option in concerned:
        if option.kind is OptionKind.EXTEND and option.adds is not None and end < LAST:
            try:
                end = option.adds.after(end)
            except OverflowError:
                end = LAST
    ends = [end, LAST, version.until]
    ends += [option.from_.last for option in concerned if option.kind is OptionKind.BREAK and option.from_ is not None]
    start = max(first, version.earliest)
    if start < min(ends):
        yield Span(start, min(ends))


def _outermost(term: EdtfInterval) -> tuple[date, date]:
    """The first day that the term can mean, and the day after the last."""
    if term.start is End.UNKNOWN or term.end is End.UNKNOWN:
        raise Unpinned("start" if term.start is End.UNKNOWN else "end", "it is not stated")
    first = term.start.first if isinstance(term.start, EdtfDate) else date.min
    last = term.end.last if isinstance(term.end, EdtfDate) else LAST
    return first, min(last, LAST) + timedelta(days=1) if last < LAST else LAST
