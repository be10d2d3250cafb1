"""Days of a space that nothing keeps a party from, in day numbers (``date.toordinal``) and half-open.

Numbers and runs kept between looks, because a search asks this of every stage: what stands on a space is turned into
runs of free days once, and again only when a line there has changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from typing import NamedTuple
from weakref import WeakKeyDictionary

from stagehold.desk.first_call import first_calls
from stagehold.desk.leased import Leases, leases_of
from stagehold.desk.records import Line
from stagehold.desk.shut import ShutDays, shut_days
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span

Days = tuple[int, int]
MOST_KEPT = 16  # views of one space kept: one for each set of days that leases keep from a party
LAST = date.max.toordinal()


class Held(NamedTuple):
    """Days of a hold, and its place in the queue."""

    start: int
    end: int
    place: int


class Runs(NamedTuple):
    """Runs of days, by their first days and their half-open ends; they neither touch nor overlap."""

    starts: Sequence[int]
    ends: Sequence[int]

    def around(self, within: Days) -> Runs:
        """The runs that have some of these days."""
        first, past = bisect_right(self.ends, within[0]), bisect_left(self.starts, within[1])
        return Runs(self.starts[first:past], self.ends[first:past])

    def nearest(self, days: int, liked: int, starts: Days) -> int | None:
        """The start of so many days, of those from the first to the last of ``starts`` the one nearest to ``liked``.

        Of two as near the earlier.
        """
        first, last = starts
        before = self.before(days, min(liked, last) + 1, first)
        after = self.after(days, max(liked, first) - 1, last)
        if before is None or after is None:
            return before if after is None else after
        return before if liked - before <= after - liked else after

    def before(self, days: int, start: int, first: int) -> int | None:
        """The latest start before ``start`` and not before ``first`` at which the days lie in one run."""
        for index in range(bisect_left(self.starts, start) - 1, -1, -1):
            latest = min(self.ends[index] - days, start - 1)
            if latest >= self.starts[index]:
                return latest if latest >= first else None
            if self.ends[index] <= first:
                return None
        return None

    def after(self, days: int, start: int, last: int) -> int | None:
        """The earliest start after ``start`` and not after ``last`` at which the days lie in one run."""
        for index in range(bisect_right(self.ends, start), len(self.starts)):
            earliest = max(self.starts[index], start + 1)
            if earliest > last:
                return None
            if earliest + days <= self.ends[index]:
                return earliest
        return None


def runs_without(taken: Iterable[Days], low: int = 1) -> Runs:
    """The days from ``low`` on that no span takes; the spans come by their first day and may overlap."""
    day = low
    starts, ends = [], []
    for first, past in taken:
        if first > day:
            starts.append(day)
            ends.append(first)
        day = max(day, past)
    if day < LAST:
        starts.append(day)
        ends.append(LAST)
    return Runs(starts, ends)


def in_both(one: Runs, other: Runs) -> Runs:
    """The days in both."""
    starts, ends = [], []
    pairs, others = zip(*one, strict=True), iter(zip(*other, strict=True))
    low, high = next(others, (LAST, LAST))
    for first, past in pairs:
        while high <= first and low < LAST:
            low, high = next(others, (LAST, LAST))
        while low < past:
            starts.append(first if first > low else low)
            if high > past:
                ends.append(past)
                break
            ends.append(high)
            low, high = next(others, (LAST, LAST))
    return Runs(starts, ends)


def deeper(held: Iterable[Held], than: int) -> list[Days]:
    """The days on which more than so many different places are held, by their first day; joint holds are one place."""
    steps = sorted([(hold.start, 1, hold.place) for hold in held] + [(hold.end, -1, hold.place) for hold in held])
    standing: dict[int, int] = {}
    found: list[Days] = []
    since: int | None = None
    for day, step, place in steps:
        number = standing.get(place, 0) + step
        if number:
            standing[place] = number
        else:
            del standing[place]
        if since is None and len(standing) > than:
            since = day
        elif since is not None and len(standing) <= than:
            if since < day:
                found.append((since, day))
            since = None
    return found


@dataclass(slots=True)
class _Stood:
    """The lines of one space as they were last seen, and the days they take; ``gap`` clear days lie around stays.

    ``runs`` keeps the days left, by whether holds take days too and by what else takes some.
    """

    lines: list[Line]
    gap: int
    booked: list[Days] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    runs: dict[object, Runs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.lines:
            start, end = line.span.start.toordinal(), line.span.end.toordinal()
            if line.state is LineState.HOLD:
                self.held.append(Held(start, end, line.place))
            else:
                self.booked.append((start - self.gap, end + self.gap))


_stood: WeakKeyDictionary[Desk, dict[str, _Stood]] = WeakKeyDictionary()


class FreeDays:
    """The days that a party finds free on spaces, as the desk is now: it is made for one look, and not kept."""

    def __init__(self, desk: Desk, party: str, today: date) -> None:
        self._desk, self._party, self._today = desk, party, today
        self._leases: Leases = leases_of(desk.portfolio)
        self._shut: ShutDays = shut_days(desk.portfolio)
        self._known = _stood.setdefault(desk, {})
        self._looked: dict[str, _Stood] = {}
        # Clear days may reach from a stay before today into the days after it; a year is more than they ever are.
        self._ever = Span(today - timedelta(days=min(366, (today - date.min).days)), date.max)

    def unbooked(self, spaces: Iterable[str], within: Days) -> Runs:
        """The runs around some days that no lease of others, closure or confirmed line takes on any of these spaces,
        clear days included."""
        return reduce(in_both, [self._runs(space, holds=False).around(within) for space in spaces])

    def unheld(self, spaces: Iterable[str], within: Days | None = None) -> Runs:
        """The days that nobody has or holds on any of these spaces; all of them, or the runs around some days."""
        runs = (self._runs(space, holds=True) for space in spaces)
        return reduce(in_both, runs if within is None else [found.around(within) for found in runs])

    def held(self, space: str, within: Days) -> list[Held]:
        """The holds and first calls on some of these days."""
        holds = [*self._stood(space).held, *self._calls(space)]
        return [hold for hold in holds if hold.start < within[1] and hold.end > within[0]]

    def _runs(self, space: str, *, holds: bool) -> Runs:
        stood = self._stood(space)
        others = self._leases.days_of_others(self._party, space)
        shut = self._shut.numbers.get(space, ())
        calls = self._calls(space) if holds else ()
        key = (holds, others, shut, calls)
        found = stood.runs.get(key)
        if found is None:
            taken = [*stood.booked, *others, *shut]
            if holds:
                taken += [(hold.start, hold.end) for hold in (*stood.held, *calls)]
            if len(stood.runs) >= MOST_KEPT:
                stood.runs.clear()
            found = stood.runs[key] = runs_without(sorted(taken))
        return found

    def _stood(self, space: str) -> _Stood:
        looked = self._looked.get(space)
        if looked is None:
            looked = self._looked[space] = self._look(space)
        return looked

    def _look(self, space: str) -> _Stood:
        lines = self._desk.standing_since(space, self._ever.start)
        gap = turnover(self._desk, space)
        known = self._known.get(space)
        # Lines never change: where none was replaced, the lists hold the same objects, which compares fast.
        if known is None or known.gap != gap or known.lines != lines:
            known = self._known[space] = _Stood(lines, gap)
        return known

    def _calls(self, space: str) -> tuple[Held, ...]:
        calls = first_calls(self._desk, space, self._ever, self._party)
        return tuple(Held(line.span.start.toordinal(), line.span.end.toordinal(), line.place) for line in calls)


def turnover(desk: Desk, space: str) -> int:
    """Clear days between two stays on a space: what the space and the policy of its studio ask for after and before."""
    record, policy = desk.portfolio.spaces[space], policy_of(desk, space)
    after, before = policy.turnover_after or 0, policy.turnover_before or 0
    return max(record.turnover_after, after) + max(record.turnover_before, before)
