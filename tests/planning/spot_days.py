"""Offers day by day: on which days each stage is for hire, and what a hire costs; see ``planning.day_sets``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from planning.drawn_supply import Case
from planning.lease_days import FIRST, LAST, let_to_others, number
from stagehold.domain.studio import PhaseKind

ROUNDED = Decimal("0.01")  # drawn money is in currencies that have cents


class SpotDays:
    """What is for hire on each stage, and for how much; nothing without a weight for money."""

    def __init__(self, case: Case) -> None:
        self.facts = case.portfolio
        self.party = case.party
        self.weight = self.facts.settings.weights.spot
        self._open: dict[tuple[str, str], set[int]] = {}
        self._made: dict[tuple[str, str], set[int]] = {}  # what has begun may stand on days that were taken since
        self._covered: dict[str, set[int]] = {}
        self._builds: dict[str, set[int]] = {}

    def read(self, stage: str, covered: set[int], builds: set[int], gone: set[int]) -> None:
        """Take in what is leased on a stage, what is open to builds, and what nobody may use."""
        self._covered[stage], self._builds[stage] = covered, builds
        for offer in self.facts.offers.values() if self.weight is not None else ():
            if offer.space == stage and offer.party != self.party:
                days = set(range(max(FIRST, number(offer.from_.last)), min(LAST, number(offer.to.first) + 1)))
                others = let_to_others(self.facts.leases.values(), stage, {self.party, offer.party})
                self._made[stage, offer.id] = days - others - covered
                self._open[stage, offer.id] = days - others - gone - covered

    def is_open(self, stage: str, day: int) -> bool:
        return any(day in days for (at, _), days in self._open.items() if at == stage)

    def open_for(self, stage: str, phase: PhaseKind) -> set[int]:
        found = [days for (at, id_), days in self._open.items() if at == stage and phase in self.facts.offers[id_].rate]
        return set().union(*found)

    def cost(self, stages: Iterable[str], rows: Iterable[tuple[PhaseKind, int, int]]) -> Decimal:
        """The weighted money of one hire on every stage."""
        rows = list(rows)
        return sum((self._on(stage, rows) for stage in stages), Decimal(0)) if self.weight is not None else Decimal(0)

    def _on(self, stage: str, rows: list[tuple[PhaseKind, int, int]]) -> Decimal:
        paid: dict[str, list[Decimal]] = {}
        for phase, first, after in rows:
            for day in range(first, after):
                leased = day in self._covered[stage] or (phase is PhaseKind.BUILD and day in self._builds[stage])
                offers = [id_ for (at, id_), days in self._made.items() if at == stage and day in days]
                with_rate = [id_ for id_ in offers if phase in self.facts.offers[id_].rate]
                rates = sorted((self._rate(id_, phase), self.facts.offers[id_].min_days, id_) for id_ in with_rate)
                if rates and not leased:
                    paid.setdefault(rates[0][2], []).append(rates[0][0])
        total = Decimal(0)
        for id_, rates in paid.items():
            total += sum(rates) + max(0, self.facts.offers[id_].min_days - len(rates)) * max(rates)
        return total * self.weight

    def _rate(self, id_: str, phase: PhaseKind) -> Decimal:
        offer = self.facts.offers[id_]
        wanted = self.facts.settings.units.currency
        rate = offer.rate[phase]
        if wanted in (None, offer.currency):
            return rate
        known = [
            item for item in self.facts.exchange_rates.values() if (item.from_, item.to) == (offer.currency, wanted)
        ]
        return (rate * max(known, key=lambda item: item.date.first).rate).quantize(ROUNDED)
