"""The queue of each space-day: who stands before whom.

Places are numbers; a lower one stands first, and equal ones are joint. The rank of a hold on a day is one more than
the different lower places held on that day; the rank shown is its worst. A first-call lease stands before all holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from stagehold.desk.first_call import first_calls, is_call
from stagehold.desk.records import Line
from stagehold.desk.state import Desk
from stagehold.domain.days import Span, union, without


class Standing(NamedTuple):
    """How a hold stands: its rank on each of its days, and the days on which it waits behind a confirmed line."""

    ranks: tuple[tuple[Span, int], ...]
    booked: tuple[Span, ...]

    @property
    def rank(self) -> int:
        """The worst rank."""
        return max(rank for _, rank in self.ranks)

    @property
    def first(self) -> tuple[Span, ...]:
        """The days on which it stands first and no confirmed line blocks it."""
        return without([span for span, rank in self.ranks if rank == 1], self.booked)

    def on(self, days: Span) -> Standing:
        """How it stands on some of its days."""
        ranks = [(common, rank) for span, rank in self.ranks if (common := span.overlap(days)) is not None]
        booked = [common for span in self.booked if (common := span.overlap(days)) is not None]
        return Standing(tuple(ranks), tuple(booked))

    def risen(self, before: Standing) -> Iterator[tuple[Span, int]]:
        """The days on which it stands better than before, with their ranks now."""
        unblocked = without(before.booked, self.booked)
        for span, rank in self.ranks:
            better = [higher for higher, then in before.ranks if then > rank]
            days = [common for one in (*better, *unblocked) if (common := one.overlap(span)) is not None]
            yield from ((part, rank) for part in union(days))

    def is_better(self, before: Standing) -> bool:
        """Whether it stands better than before, on all its days taken together."""
        return (bool(self.booked), self.rank) < (bool(before.booked), before.rank)


def ahead(desk: Desk, line: Line, span: Span | None = None) -> list[Line]:
    """The holds that rank higher than ``line`` on any of its days, or of those in ``span``; first come first.

    A first-call lease of another party comes as a line of place 0 that is in no booking yet.
    """
    days = line.span if span is None else line.span.overlap(span)
    if days is None:
        return []
    party = desk.bookings[line.booking].party if line.booking in desk.bookings else None
    holds = [
        other
        for other in desk.holds(line.space, days)
        if other.place < line.place and other.id != line.id and not _is_call_of(desk, other, party)
    ]
    return [*first_calls(desk, line.space, days, party), *holds]


def _is_call_of(desk: Desk, line: Line, party: str | None) -> bool:
    """Whether a line is the standing hold of a party's own first call, which is not in its way."""
    return is_call(line) and desk.bookings[line.booking].party == party


def ranks(desk: Desk, line: Line) -> list[tuple[Span, int]]:
    """The rank of a hold on each of its days, as spans of equal rank."""
    before = ahead(desk, line)
    cuts = {line.span.start, line.span.end}
    for other in before:
        cuts.update(day for day in (other.span.start, other.span.end) if line.span.start < day < line.span.end)
    days = sorted(cuts)
    found: list[tuple[Span, int]] = []
    for start, end in pairwise(days):
        places = {other.place for other in before if other.span.start <= start < other.span.end}
        if found and found[-1][1] == len(places) + 1:
            found[-1] = (Span(found[-1][0].start, end), len(places) + 1)
        else:
            found.append((Span(start, end), len(places) + 1))
    return found


def rank(desk: Desk, line: Line) -> int:
    """The worst rank of a hold over its days."""
    return max(rank for _, rank in ranks(desk, line))


def standing_of(desk: Desk, line: Line) -> Standing:
    """How a hold stands now."""
    booked = tuple(other.span for other in desk.confirmed(line.space, line.span))
    return Standing(tuple(ranks(desk, line)), booked)
