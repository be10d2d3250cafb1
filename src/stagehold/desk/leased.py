"""Whose a space is on a day: exclusive leases come first (SPEC §3, *Leases come first*).

While an exclusive lease runs, only its lessee and those it lets in hold its spaces: companies below the lessee, anyone
on days that the lessee offers, and whoever leases the space from it. Days are read conservatively, as the planner
reads them: a lease of somebody else takes every day it can mean, one's own counts on the days it is certain to run.
Assumptions are in place; an option counts once it is exercised, a modification from its day on.

What the leases of a portfolio mean is worked out once for each set of records, and looked up after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from stagehold.desk.remembered import remembered
from stagehold.domain import readings
from stagehold.domain.days import Duration, Span, through, union, without
from stagehold.domain.editing import EditError, apply_assumptions, resolve
from stagehold.domain.edtf import EdtfDate, EdtfInterval, End
from stagehold.domain.errors import NotSupported
from stagehold.domain.lease import Lease, LeaseKind, Option, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.facts import Facts
from stagehold.planning.modified import Version, in_force, versions_of

NO_END = date.max  # half-open: nothing ends later


@dataclass(frozen=True, slots=True)
class Let:
    """An exclusive lease on one space.

    ``possible`` are the days it can mean, ``certain`` those it means in any case, ``offered`` those its lessee lets
    anyone hold.
    """

    lease: str
    lessee: str
    lessor: str | None
    possible: tuple[Span, ...]
    certain: tuple[Span, ...]
    offered: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Leases:
    """The exclusive leases of a portfolio by space, and for every party itself and the companies above it."""

    by_space: Mapping[str, tuple[Let, ...]]
    above: Mapping[str, frozenset[str]]
    _shut: dict[tuple[str, str], tuple[tuple[str, str, Span], ...]] = field(default_factory=dict, compare=False)
    _numbers: dict[tuple[str, str], tuple[tuple[int, int], ...]] = field(default_factory=dict, compare=False)

    def to_others(self, party: str, space: str) -> tuple[tuple[str, str, Span], ...]:
        """(lease, lessee, days) on which leases of others keep a party off a space, in order of their days."""
        lets = self.by_space.get(space)
        if not lets:
            return ()
        key = (party, space)
        found = self._shut.get(key)
        if found is None:
            found = self._shut[key] = tuple(sorted(self._kept_off(party, lets), key=lambda row: (row[2], row[0])))
        return found

    def days_of_others(self, party: str, space: str) -> tuple[tuple[int, int], ...]:
        """The same days as numbers (``date.toordinal``)."""
        if space not in self.by_space:
            return ()
        key = (party, space)
        found = self._numbers.get(key)
        if found is None:
            spans = [span for _, _, span in self.to_others(party, space)]
            found = tuple((span.start.toordinal(), span.end.toordinal()) for span in spans)
            self._numbers[key] = found
        return found

    def _kept_off(self, party: str, lets: Iterable[Let]) -> Iterable[tuple[str, str, Span]]:
        family = self.above.get(party, frozenset((party,)))
        own = [span for let in lets if let.lessee in family for span in let.certain]
        for let in lets:
            if let.lessee not in family:
                # Who has let a space go by a lease of its own is kept off by it, though it leases the space too.
                granted = () if let.lessor in family else own
                for span in without(let.possible, [*let.offered, *granted]):
                    yield let.lease, let.lessee, span


def leases_of(portfolio: Portfolio) -> Leases:
    """The exclusive leases of a portfolio, worked out once."""
    kept = (portfolio.leases, portfolio.offers, portfolio.spaces, portfolio.parties, portfolio.assumptions)
    return remembered(_read, kept, portfolio)


def _read(portfolio: Portfolio) -> Leases:
    pinned = with_assumptions(portfolio, ("lease", "offer"))
    found: dict[str, list[Let]] = {}
    for lease in pinned.leases.values():
        if lease.kind is LeaseKind.EXCLUSIVE and not lease.is_total_of:
            days = _Days(pinned, lease)
            for space in days.spaces():
                let = Let(
                    lease=lease.id,
                    lessee=lease.lessee,
                    lessor=lease.lessor,
                    possible=days.possible(space),
                    certain=days.certain(space),
                    offered=_offered(pinned, lease.lessee, space),
                )
                found.setdefault(space, []).append(let)
    parties = {*pinned.parties, *(lease.lessee for lease in pinned.leases.values())}
    above = {party: frozenset(_upwards(pinned, party)) for party in parties}
    return Leases({space: tuple(lets) for space, lets in found.items()}, above)


def with_assumptions(portfolio: Portfolio, kinds: tuple[str, ...]) -> Portfolio:
    """The portfolio with the assumptions about records of these kinds in place; one that does not fit is left out."""
    if not portfolio.assumptions:
        return portfolio
    about = []
    for assumption in portfolio.assumptions.values():
        try:
            if resolve(portfolio, assumption.of).kind in kinds:
                about.append(assumption)
        except EditError:
            continue
    return apply_assumptions(portfolio, about)[0]


def _upwards(portfolio: Portfolio, party: str) -> set[str]:
    found: set[str] = set()
    now: str | None = party
    while now is not None and now not in found:
        found.add(now)
        record = portfolio.parties.get(now)
        now = record.parent if record is not None else None
    return found


def _offered(portfolio: Portfolio, lessee: str, space: str) -> tuple[Span, ...]:
    """The days of a space that its lessee is certain to offer."""
    spans = []
    for offer in portfolio.offers.values():
        if offer.space == space and offer.party == lessee:
            try:
                first, last = readings.ready(offer.from_), readings.due(offer.to)
            except readings.Unpinned:
                continue
            if first <= last:
                spans.append(through(first, last))
    return union(spans)


class _Days:
    """The days of one lease, space by space, on either reading."""

    def __init__(self, portfolio: Portfolio, lease: Lease) -> None:
        self._lease = lease
        self._exercised = [option for option in lease.options if option.exercised]
        facts = Facts.settled(portfolio)
        try:
            self._versions, self._separate = versions_of(facts, lease)
            self._readable = not facts.missing
        except NotSupported:
            # An option and a modification move the same thing: whatever either can mean is possible, nothing certain.
            self._versions, self._separate = versions_of(facts, replace(lease, options=()))
            self._readable = False

    def spaces(self) -> dict[str, None]:
        """Every space that the lease can give at some time, in the order stated."""
        taken_in = [id_ for option in self._of(OptionKind.EXPAND) for id_ in option.spaces]
        later = [id_ for version in [*self._versions, *self._separate] for id_ in version.spaces]
        unread = [id_ for event in self._lease.events for id_ in event.spaces or ()]
        return dict.fromkeys([*self._lease.spaces, *taken_in, *later, *unread])

    def certain(self, space: str) -> tuple[Span, ...]:
        """The days on which the lease gives the space on every reading."""
        if not self._readable:
            return ()
        days = list(in_force(self._versions, lambda version: self._certain_in(space, version)))
        for right in self._separate:
            if right.since is not None:
                days += _from(self._certain_in(space, right), right.since[1])
        return union(days)

    def possible(self, space: str) -> tuple[Span, ...]:
        """The days on which the lease gives the space on some reading; a lease that cannot be read may give all that
        any part of it states."""
        if not self._readable:
            terms = [_widest(self._lease.term), *(_widest(event.term) for event in self._lease.events if event.term)]
            first, end = min(first for first, _ in terms), max(end for _, end in terms)
            return (Span(first, self._extended(space, end)),)
        found: list[Span] = []
        following: list[Version | None] = [*self._versions[1:], None]
        for version, after in zip(self._versions, following, strict=True):
            until = NO_END if after is None or after.since is None else after.since[1]
            found += self._possible_in(space, version, until)
        for right in self._separate:
            found += self._possible_in(space, right, NO_END)
        return union(found)

    def _of(self, kind: OptionKind, space: str | None = None) -> list[Option]:
        """The exercised options of a kind that concern a space."""
        return [
            option
            for option in self._exercised
            if option.kind is kind and (space is None or not option.spaces or space in option.spaces)
        ]

    def _certain_in(self, space: str, version: Version) -> list[Span]:
        taken_in = [option for option in self._of(OptionKind.EXPAND) if space in option.spaces]
        if version.term is None or (space not in version.spaces and not taken_in):
            return []
        try:
            first, last = readings.supply(version.term)
            end = NO_END if last is None or last >= NO_END else last + timedelta(days=1)
            if space not in version.spaces:
                first = max(first, min(_pinned(option.from_, readings.ready) for option in taken_in))
            end = self._extended(space, end)
            for option in self._of(OptionKind.BREAK, space):
                end = min(end, _pinned(option.from_, readings.due))
        except (readings.Unpinned, readings.NoDayLeft):
            return []
        return [Span(first, end)] if first < end else []

    def _possible_in(self, space: str, version: Version, until: date) -> list[Span]:
        taken_in = [option for option in self._of(OptionKind.EXPAND) if space in option.spaces]
        if space not in version.spaces and not taken_in:
            return []
        first, end = _widest(version.term)
        if space not in version.spaces:
            first = max(first, min(option.from_.first if option.from_ else first for option in taken_in))
        end = self._extended(space, end)
        for option in self._of(OptionKind.BREAK, space):
            end = min(end, option.from_.last) if option.from_ is not None else end
        first = max(first, version.since[0] if version.since is not None else first)
        end = min(end, until)
        return [Span(first, end)] if first < end else []

    def _extended(self, space: str, end: date) -> date:
        for option in self._of(OptionKind.EXTEND, space):
            if option.adds is not None and end < NO_END:
                end = _later(end, option.adds)
        return end


def _widest(term: EdtfInterval | None) -> tuple[date, date]:
    """First day and half-open end of the widest term that a stated one can mean; a bound that nobody states is none."""
    start = None if term is None or isinstance(term.start, End) else term.start
    last = None if term is None or isinstance(term.end, End) else term.end
    first = date.min if start is None else start.first
    end = NO_END if last is None or last.last >= NO_END else last.last + timedelta(days=1)
    return first, end


def _pinned(value: EdtfDate | None, read: Callable[[EdtfDate], date]) -> date:
    if value is None:
        raise readings.Unpinned("from", "no source states when it takes effect")
    return read(value)


def _later(end: date, adds: Duration) -> date:
    try:
        return adds.after(end)
    except (OverflowError, ValueError):
        return NO_END


def _from(spans: Iterable[Span], first: date) -> list[Span]:
    return [Span(max(span.start, first), span.end) for span in spans if span.end > first]
