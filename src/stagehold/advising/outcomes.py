"""What a set of leases comes to in one scenario, future by future, planned by the planner and repaired by the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from stagehold.advising.lease_money import Money
from stagehold.advising.limits import ONE_SIDED, share_at_least, standard_error, tail_at_most
from stagehold.advising.month_stays import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """One scenario; arrays run over the futures.

    Parameters
    ----------
    late, dropped
        Points of late days, and of productions without a place (or that missed their window).
    spot
        Money for days on offers and for days held over.
    spot_days
        Stage-days of either.
    on_time
        Share of the slate's weight that is on time; the weight of a production is its priority.
    late_days
        Sum of late days over productions.
    late_by_year
        Late or unplaced productions by the year in which they are ready.
    discounted
        Mean points of late days and of productions left out, discounted.
    """

    late: Floats
    dropped: Floats
    spot: Floats
    spot_days: Floats
    on_time: Floats
    late_days: Floats
    late_by_year: Mapping[int, Floats]
    discounted: float

    @property
    def futures(self) -> int:
        """How many."""
        return len(self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """All scenarios together: futures go side by side, each figure weighted by the probability of its scenario.

    The mean of a mixed array is the expected figure; its entries are independent, for future ``i`` is one draw whatever
    the scenario.
    """

    cost: Floats
    spot: Floats
    spot_days: Floats
    late: Floats
    dropped: Floats
    on_time: Floats
    carried: Mapping[int, Floats]
    late_days: Floats
    weights: Floats

    @classmethod
    def of(cls, parts: Sequence[tuple[Decimal, Money, Outcomes]], point: Decimal, late_allowed: int) -> Mixed:
        """From (probability, money for the leases, outcomes) of every scenario."""
        worth = float(point)
        shares = [float(probability) for probability, _, _ in parts]
        years = sorted({year for _, _, item in parts for year in item.late_by_year})

        def mixed(arrays: Sequence[Floats]) -> Floats:
            total: Floats = np.sum([share * array for share, array in zip(shares, arrays, strict=True)], axis=0)
            return total

        spot = mixed([item.spot for _, _, item in parts])
        late = mixed([worth * item.late for _, _, item in parts])
        dropped = mixed([worth * item.dropped for _, _, item in parts])
        leases = sum(share * float(money.plain) for share, (_, money, _) in zip(shares, parts, strict=True))
        carried = {
            year: mixed(
                [
                    (item.late_by_year.get(year, np.zeros(item.futures)) <= late_allowed).astype(np.float64)
                    for _, _, item in parts
                ]
            )
            for year in years
        }
        return cls(
            cost=leases + spot + late + dropped,
            spot=spot,
            spot_days=mixed([item.spot_days for _, _, item in parts]),
            late=late,
            dropped=dropped,
            on_time=mixed([item.on_time for _, _, item in parts]),
            carried=carried,
            late_days=np.concatenate([item.late_days for _, _, item in parts]),
            weights=np.repeat(shares, [item.futures for _, _, item in parts]),
        )

    @property
    def certain(self) -> bool:
        """Whether there is one future only, so that figures are what they are and need no limit."""
        return len(self.cost) == 1

    def on_time_limit(self, confidence: float = ONE_SIDED) -> float:
        """The expected share on time is at least this."""
        return float(self.on_time[0]) if self.certain else share_at_least(self.on_time.tolist(), confidence)

    def year(self) -> float:
        """The lowest over years of the probability that at most so many are late; 1 without a production."""
        return min((float(array.mean()) for array in self.carried.values()), default=1.0)

    def year_limit(self, confidence: float = ONE_SIDED) -> float:
        """That probability is at least this; the doubt is shared by the years."""
        if self.certain:
            return self.year()
        each = 1 - (1 - confidence) / max(1, len(self.carried))
        return min((share_at_least(array.tolist(), each) for array in self.carried.values()), default=1.0)

    def tail(self, share: float = 0.1) -> float:
        """Mean late days of the worst tenth of futures, scenarios by their probability."""
        order = np.argsort(-self.late_days, kind="stable")
        weights = self.weights[order] / self.weights.sum()
        before = np.concatenate([[0.0], np.cumsum(weights)[:-1]])
        counted = np.clip(share - before, 0.0, weights)
        return float((counted * self.late_days[order]).sum() / share)

    def threshold(self, share: float = 0.1) -> float:
        """The late days from which on a future is among the worst tenth."""
        order = np.argsort(-self.late_days, kind="stable")
        reached = np.cumsum(self.weights[order] / self.weights.sum())
        return float(self.late_days[order][int(np.searchsorted(reached, share))]) if len(order) else 0.0

    def tail_limit(self, threshold: float, share: float = 0.1, confidence: float = ONE_SIDED) -> float:
        """The tail is at most this; ``threshold`` was chosen on other futures."""
        if self.certain:
            return self.tail(share)
        count = len(self.cost)
        scenarios = self.late_days.reshape(-1, count)
        shares = self.weights.reshape(-1, count)[:, 0]
        over = (shares[:, None] * np.maximum(0.0, scenarios - threshold)).sum(axis=0) + threshold
        return tail_at_most(over.tolist(), threshold, share, confidence)

    def cost_error(self) -> float:
        """Standard error of the mean cost."""
        return standard_error(self.cost.tolist())
