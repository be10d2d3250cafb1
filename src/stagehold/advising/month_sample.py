"""The months over many futures of one scenario: expected cost of any set of leases, and cuts that bound all others.

What one set costs is solved future by future. The prices found are a *cut*: in their future they bound the cost of
every set of leases, linearly in the days that the set gives. Sets whose bound is not below the best are never solved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from stagehold.advising.month_model import Capacity, MonthProgram
from stagehold.advising.month_stays import Floats, Ints, Stays
from stagehold.advising.month_supply import MonthSupply

Signed = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Means over the futures, in points: ``value`` is cost less reward, ``bound`` is what it is at least."""

    value: float
    bound: float
    cost: float
    on_time: float
    spot: float


@dataclass(frozen=True, slots=True)
class Cut:
    """Cost less reward is at least ``floor`` less the sum of ``prices`` times leased days, on the mean and in each
    future (``floors``, and ``each`` with a row of prices a future)."""

    floor: float
    prices: Floats
    floors: Floats
    each: Floats

    def at(self, capacity: Capacity) -> float:
        """The bound for these days."""
        return self.floor - float((self.prices * capacity.leased).sum())

    def in_each(self, capacity: Capacity) -> Floats:
        """The bound of every future for these days."""
        found: Floats = self.floors - self.each @ capacity.leased.ravel()
        return found


@dataclass(slots=True)
class MonthSample:
    """One scenario in drawn futures, with one reward."""

    supply: MonthSupply
    futures: Sequence[Stays]
    reward: float = 0.0
    solved: dict[Signed, Expected] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)
    _programs: list[MonthProgram] = field(default_factory=list)
    _bounds: dict[Signed, tuple[int, Floats]] = field(default_factory=dict)
    _capacities: dict[Signed, Capacity] = field(default_factory=dict)

    def capacity(self, signed: Signed) -> Capacity:
        """The days of a set."""
        if signed not in self._capacities:
            self._capacities[signed] = self.supply.capacity(signed)
        return self._capacities[signed]

    def bound(self, signed: Signed) -> float:
        """What the value of a set is at least, as far as is known without solving: the best cut of each future."""
        if signed in self.solved:
            return self.solved[signed].bound
        seen, best = self._bounds.get(signed, (0, np.full(len(self.futures), -np.inf)))
        capacity = self.capacity(signed)
        for cut in self.cuts[seen:]:
            best = np.maximum(best, cut.in_each(capacity))
        self._bounds[signed] = (len(self.cuts), best)
        return float(best.mean())

    def expected(self, signed: Signed) -> Expected:
        """The value of a set, solved in every future."""
        if signed in self.solved:
            return self.solved[signed]
        capacity = self.capacity(signed)
        found = [program.least(capacity) for program in self._all_programs()]
        count = len(found)
        floors = np.array([item.floor for item in found])
        each = np.array([item.prices.ravel() for item in found])
        prices = each.mean(axis=0).reshape(capacity.leased.shape)
        self.cuts.append(Cut(float(floors.mean()), prices, floors, each))
        result = Expected(
            value=sum(item.value for item in found) / count,
            bound=sum(item.bound for item in found) / count,
            cost=sum(item.cost for item in found) / count,
            on_time=sum(item.on_time for item in found) / count,
            spot=sum(item.spot for item in found) / count,
        )
        self.solved[signed] = result
        return result

    def _all_programs(self) -> list[MonthProgram]:
        if not self._programs:
            stages = len(self.supply.stages)
            edges: Ints = self.supply.edges
            self._programs = [MonthProgram(stays, edges, stages, self.reward) for stays in self.futures]
        return self._programs


Samples = Mapping[str, MonthSample]  # by the id of the scenario
