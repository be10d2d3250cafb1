"""The lower bound by prices as the planner calls it: prices that move until the bound no longer rises."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from stagehold.planning.certificate import Certificate
from stagehold.planning.compiled.arrays import Floats, Ints
from stagehold.planning.compiled.lagrange import NO, choose_lines, choose_starts, room_of
from stagehold.planning.priced import Priced, price_tables
from stagehold.planning.problem import Problem

FIRST = 0.3  # of the way to the goal, as the slope has it, that the first step goes
PATIENCE = 30  # steps without a rise before steps are made shorter
SHORTER = 0.8
SHORTEST = 1e-4
KEPT = 0.8  # of the last slope: it damps zigzag


class StageBound:
    """Prices for one problem; ``value`` is a proven lower bound of the objective.

    The bound of any prices is a whole number computed in whole numbers. Only the way to better prices is in floats.
    """

    def __init__(self, priced: Priced, scale: int, workers: int = 1) -> None:
        self._lines, self._owners, self._unit = priced
        self._scale = scale
        self._workers = workers
        self._parts = self._split(workers)
        self._rooms = [room_of(self._lines) for _ in self._parts]
        count = len(self._owners.own)
        days = int(self._owners.last.max(initial=0)) - int(self._owners.first.min(initial=0)) + 2
        self._through: Ints = np.zeros(count, np.int64)
        self._queue: Ints = np.zeros(max(days, len(self._owners.units)) + 1, np.int64)
        self._group = self._groups(count)
        self._floor: Floats = self._floors(count).astype(np.float64)
        self._price = self._floor.copy()
        self._slope: Floats | None = None
        self.prices: Ints = np.zeros(count, np.int64)
        self._best = 0  # all costs are at least 0, and so is the bound of prices of 0
        self._step = FIRST
        self._idle = 0

    @classmethod
    def of(cls, problem: Problem, scale: int, workers: int = 1) -> StageBound | None:
        """The bound; None where nothing can stand anywhere, or costs are too large to be added."""
        priced = price_tables(problem, scale)
        return None if priced is None else cls(priced, scale, workers)

    @property
    def value(self) -> Fraction:
        """The bound, rounded up to what an objective can be (a whole number of 1 / scale); 0 at least."""
        return Fraction(-(-self._best * self._scale // self._unit), self._scale)

    @property
    def certificate(self) -> Certificate:
        """The best prices, for anybody to check."""
        lines, owners = self._lines, self._owners
        prices: list[int | dict[int, int]] = []
        for need in range(len(lines.coupled)):
            first = int(lines.price_first[need])
            if lines.coupled[need]:
                days = range(int(owners.first[need]), int(owners.last[need]) + 1)
                prices.append({day: int(self.prices[first + day]) for day in days})
            else:
                prices.append(int(self.prices[first]))
        return Certificate(unit=self._unit, prices=tuple(prices), bound=self.value)

    @property
    def settled(self) -> bool:
        """Whether steps have become too short to matter."""
        return self._step < SHORTEST

    def climb(self, goal: int, out_of_time: Callable[[], bool], most: int = 4000) -> None:
        """Raise the bound towards ``goal`` (the scaled cost of a plan) until time or steps are over, or it is met."""
        aim = goal * (self._unit // self._scale)
        with ThreadPoolExecutor(max_workers=len(self._parts)) as pool:
            for _ in range(most):
                if out_of_time() or self.value * self._scale >= goal or self.settled:
                    return
                self._move(pool, aim)

    def _move(self, pool: ThreadPoolExecutor, aim: int) -> None:
        """One subgradient step of Polyak's length along a mean of the slopes met so far."""
        prices = np.rint(self._price).astype(np.int64)
        value, surplus = self.at(prices, pool)
        if self._best < value < NO // 2:  # beyond that, what is locked has no place at all
            self._best, self.prices, self._idle = value, prices, 0
        else:
            self._idle += 1
            if self._idle >= PATIENCE:
                self._step *= SHORTER
                self._idle = 0
        self._slope = surplus if self._slope is None else KEPT * self._slope + (1 - KEPT) * surplus
        slope = np.where((self._price <= self._floor) & (self._slope < 0), 0.0, self._slope)
        # The prices that a need has on its days also move together, or those of days seldom chosen would stay behind.
        direction = (slope + np.bincount(self._group, slope)[self._group]) / 2
        square = float(direction @ slope)
        if square == 0 or not surplus.any():
            self._step = 0.0  # no prices are better
            return
        # Slopes that cancel out leave a mean near nothing: the step must not grow without end for it.
        length = self._step * max(aim - value, 1) / max(square, (1 - KEPT) ** 2)
        self._price = np.maximum(self._floor, self._price + length * direction)

    def at(self, prices: Ints, pool: ThreadPoolExecutor) -> tuple[int, Floats]:
        """The bound of these prices, in units, and by how much each price is asked for more often than it is earned."""
        used = [np.zeros(len(prices), np.int64) for _ in self._parts]
        jobs = [
            pool.submit(choose_lines, self._lines, prices, low, high, *room, earned)
            for (low, high), room, earned in zip(self._parts, self._rooms, used, strict=True)
        ]
        wanted = np.zeros(len(prices), np.int64)
        value = choose_starts(
            self._lines, self._owners, prices, 0, len(self._owners.drop), self._through, self._queue, wanted
        )
        value += sum(job.result() for job in jobs)
        return int(value), (wanted - sum(used)).astype(np.float64)

    def _split(self, workers: int) -> list[tuple[int, int]]:
        """Runs of stages with about as many rows each."""
        first = self._lines.stage_first
        cuts = [int(np.searchsorted(first, first[-1] * part / workers)) for part in range(workers + 1)]
        cuts[0], cuts[-1] = 0, len(first) - 1
        return [(low, high) for low, high in pairwise(cuts) if low < high]

    def _floors(self, count: int) -> Ints:
        """The least that any stage asks for at each price: below it no stage would take the need at all."""
        lines = self._lines
        floor = np.full(count, NO, np.int64)
        for row in range(len(lines.need)):
            need, low, high = lines.need[row], int(lines.low[row]), int(lines.high[row])
            cost = int(lines.moved[row] + max(0, low + lines.late[row]) * lines.weight[row])
            if lines.table[row] >= 0:
                place = int(lines.table[row])
                cost = int(lines.table_cost[place + low : place + high + 1].min())
            first = int(lines.price_first[need])
            where = slice(first + low, first + high + 1) if lines.coupled[need] else slice(first, first + 1)
            np.minimum(floor[where], cost, out=floor[where])
        return np.where(floor == NO, 0, floor)

    def _groups(self, count: int) -> npt.NDArray[np.int64]:
        """The need that each price belongs to."""
        lines, owners = self._lines, self._owners
        group = np.zeros(count, np.int64)
        for need in range(len(lines.coupled)):
            low = int(lines.price_first[need])
            if lines.coupled[need]:
                group[low + owners.first[need] : low + owners.last[need] + 1] = need
            else:
                group[low] = need
        return group
