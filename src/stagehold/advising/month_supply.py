"""How many stage-days each set of leases gives in each month, read once from the planner's own supply.

Each way to take a candidate (a *variant*: its choice, with some options exercised) is read as a lease beside today's,
so closures, bookings of others, days out of service and reinstatement count as in a plan. Days that two leases give on
one stage count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from stagehold.advising.month_model import Capacity
from stagehold.advising.month_stays import Floats, Ints
from stagehold.domain.days import Span, union, without
from stagehold.planning.build import Question
from stagehold.planning.supply import StageSupply, Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDays:
    """One stage: the days of today's leases, of each variant by its id, and on offer with points a day."""

    today: tuple[Span, ...]
    variants: Mapping[str, tuple[Span, ...]]
    hired: tuple[tuple[Span, float], ...]


@dataclass(slots=True)
class MonthSupply:
    """The days of all stages in the months between ``edges`` (day numbers from ``origin``)."""

    stages: tuple[StageDays, ...]
    origin: date
    edges: Ints
    holdover: float | None = None
    _leased: dict[tuple[int, tuple[str, ...]], Floats] = field(default_factory=dict)
    _hired: Floats | None = None
    _rate: Floats | None = None

    @classmethod
    def of(
        cls,
        whole: Question,
        today: Supply,
        variants: Iterable[str],
        edges: Ints,
        spot: float,
        holdover: float | None = None,
    ) -> MonthSupply:
        """From the question with every variant signed, and the supply without any.

        Offers are taken from the latter: a lease that is not signed leaves the days on offer as they are.
        ``spot`` is what a unit of money costs in points; ``holdover`` are the points of a day on a stage without any
        right to it, which a future may bring about; None where none does.
        """
        names = frozenset(variants)
        stages = []
        for stage in whole.problem.stages:
            supply = whole.supply.stages.get(stage.id)
            if supply is None:  # a stage that only what has begun stands on
                stages.append(StageDays(today=_spans(stage.days, whole.problem.origin), variants={}, hired=()))
            else:
                stages.append(_stage_days(supply, today.stages.get(stage.id), names, spot))
        return cls(stages=tuple(stages), origin=whole.problem.origin, edges=edges, holdover=holdover)

    def capacity(self, signed: Sequence[str]) -> Capacity:
        """The days of today's leases and of these variants."""
        leased = np.zeros((len(self.stages), len(self.edges) - 1))
        for number, stage in enumerate(self.stages):
            mine = tuple(sorted(name for name in signed if name in stage.variants))
            key = (number, mine)
            if key not in self._leased:
                spans = [*stage.today, *(span for name in mine for span in stage.variants[name])]
                self._leased[key] = self._days(union(spans))
            leased[number] = self._leased[key]
        hired, rate = self._offers()
        return Capacity(leased=leased, hired=hired, rate=rate)

    def dearer(self, factor: float) -> MonthSupply:
        """The same days, those on offer at ``factor`` times their rate."""
        stages = tuple(
            replace(stage, hired=tuple((span, rate * factor) for span, rate in stage.hired)) for stage in self.stages
        )
        return MonthSupply(stages=stages, origin=self.origin, edges=self.edges, holdover=self.holdover)

    def _offers(self) -> tuple[Floats, Floats]:
        """Days on offer, and the least rate of each stage and month."""
        if self._hired is None or self._rate is None:
            shape = (len(self.stages), len(self.edges) - 1)
            self._hired, self._rate = np.zeros(shape), np.full(shape, np.inf)
            for number, stage in enumerate(self.stages):
                self._hired[number] = self._days(union([span for span, _ in stage.hired]))
                for span, rate in stage.hired:
                    touched = self._days((span,)) > 0
                    self._rate[number][touched] = np.minimum(self._rate[number][touched], rate)
            if self.holdover is not None:
                self._rate = np.minimum(self._rate, self.holdover)
                self._hired[:] = np.diff(self.edges)
            self._rate[~np.isfinite(self._rate)] = 0.0
        return self._hired, self._rate

    def _days(self, spans: Iterable[Span]) -> Floats:
        """Days by month."""
        found = np.zeros(len(self.edges) - 1)
        low, high = self.edges[:-1], self.edges[1:]
        shift = self.origin.toordinal()
        for span in spans:
            start, end = span.start.toordinal() - shift, span.end.toordinal() - shift
            found += np.maximum(0, np.minimum(high, end) - np.maximum(low, start))
        return found


def _stage_days(supply: StageSupply, without_any: StageSupply | None, names: frozenset[str], spot: float) -> StageDays:
    taken = supply.taken
    own: list[Span] = []
    by_variant: dict[str, list[Span]] = {}
    for grant in supply.grants:
        spans = [grant.days, *grant.builds]
        if grant.lease in names:
            by_variant.setdefault(grant.lease, []).extend(spans)
        else:
            own.extend(spans)
    offers = () if without_any is None else without_any.offers
    return StageDays(
        today=without(own, taken),
        variants={name: without(spans, taken) for name, spans in by_variant.items()},
        hired=tuple(
            (span, spot * float(min(offer.rates.values()))) for offer in offers if offer.rates for span in offer.days
        ),
    )


def _spans(days: Iterable[tuple[int, int]], origin: date) -> tuple[Span, ...]:
    shift = origin.toordinal()
    return tuple(Span(date.fromordinal(low + shift), date.fromordinal(high + shift)) for low, high in days)


def month_starts(origin: date, last: int, fine: tuple[int, int]) -> Ints:
    """The first of each month in ``fine`` from ``origin`` to day ``last``, elsewhere of each year; day numbers."""
    found = []
    year, month = origin.year, origin.month
    while True:
        month += 1
        if month == 13:
            year, month = year + 1, 1
        if year > 9998:
            break
        number = date(year, month, 1).toordinal() - origin.toordinal()
        if number >= last:
            break
        if fine[0] <= number <= fine[1] or month == 1:
            found.append(number)
    return np.array(found, dtype=np.int64)
