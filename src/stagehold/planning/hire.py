"""What days on offers cost (SPEC §2, *Objective*, spot).

    money(stay, stage) = sum over days off lease of the least rate of an offer for the phase of that day
                         + sum over offers used for fewer than min_days: days short · highest rate used

A *hire* is one stay on one stage, or the days that a kept set waits there between two stays: each owes the minimum of
every offer it uses by itself. A day that a lease covers is never a spot day; neither is a build on a day of access
that carries builds. Of offers at the same rate that with the least minimum counts, then the first id. Days are
numbers, half-open; money has no weight yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from stagehold.domain.studio import PhaseKind

Days = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotOffer:
    """An offer as it can be used on one stage: days (half-open, sorted), money a day by phase, days owed at least."""

    id: str
    days: tuple[tuple[int, int], ...]
    rates: Mapping[PhaseKind, Decimal]
    min_days: int


class Run(NamedTuple):
    """Days off lease (half-open) on which one offer is the cheapest for a phase; ``offer`` is its place in the list."""

    low: int
    high: int
    rate: Decimal
    offer: int


class Hired(NamedTuple):
    """Stage-days on offers and the money for them."""

    days: int
    money: Decimal


NOTHING = Hired(0, Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """The offers of one stage; ``runs`` holds by phase sorted runs that do not overlap."""

    offers: tuple[SpotOffer, ...] = ()
    runs: Mapping[PhaseKind, tuple[Run, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.offers)

    def used(self, pieces: Iterable[tuple[PhaseKind, int, int]]) -> dict[tuple[int, PhaseKind], int]:
        """Days by offer and phase of one hire; ``pieces`` are its phases with first day and half-open end."""
        found: dict[tuple[int, PhaseKind], int] = {}
        for phase, start, end in pieces if self.offers else ():
            for run in self.runs.get(phase, ()):
                if run.low >= end:
                    break
                days = min(end, run.high) - max(start, run.low)
                if days > 0:
                    found[run.offer, phase] = found.get((run.offer, phase), 0) + days
        return found

    def hired(self, pieces: Iterable[tuple[PhaseKind, int, int]]) -> Hired:
        """Days and money of one hire."""
        used = self.used(pieces)
        if not used:
            return NOTHING
        money = Decimal(0)
        for index in {offer for offer, _ in used}:
            offer = self.offers[index]
            own = [(offer.rates[phase], days) for (of, phase), days in used.items() if of == index]
            short = max(0, offer.min_days - sum(days for _, days in own))
            money += sum((rate * days for rate, days in own), short * max(own)[0])
        return Hired(sum(used.values()), money)

    def rates(self) -> Iterator[Decimal]:
        """Every rate that can be charged."""
        return (run.rate for runs in self.runs.values() for run in runs)


def hire_of(offers: Iterable[SpotOffer], leased: Days, builds: Days) -> Hire:
    """The cheapest offers by phase and day, on the days that neither a lease nor, for builds, its access covers."""
    known = tuple(sorted(offers, key=lambda offer: (offer.min_days, offer.id)))
    runs = {}
    for phase in PhaseKind:
        covered = [*leased, *builds] if phase is PhaseKind.BUILD else list(leased)
        found = tuple(_runs(known, phase, covered))
        if found:
            runs[phase] = found
    return Hire(offers=known, runs=runs)


def _runs(offers: Sequence[SpotOffer], phase: PhaseKind, covered: Days) -> Iterator[Run]:
    serving = [
        (offer.rates[phase], index, low, high)
        for index, offer in enumerate(offers)
        if phase in offer.rates
        for low, high in offer.days
    ]
    edges = sorted(
        {day for *_, low, high in serving for day in (low, high)} | {day for pair in covered for day in pair}
    )
    last: Run | None = None
    for start, end in pairwise(edges):
        here = [(rate, index) for rate, index, low, high in serving if low <= start < high]
        if not here or any(low <= start < high for low, high in covered):
            continue
        rate, index = min(here)
        if last is not None and last.high == start and last.offer == index:
            last = last._replace(high=end)
            continue
        if last is not None:
            yield last
        last = Run(start, end, rate, index)
    if last is not None:
        yield last
