"""The search as the planner calls it: from a plan to a better one, within a budget."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from stagehold.planning.budget import Budget
from stagehold.planning.compiled.arrays import Compiled, Ints
from stagehold.planning.compiled.draw import stream
from stagehold.planning.compiled.fitting import State, empty_state, put
from stagehold.planning.compiled.orders import (
    Orders,
    free_needs,
    give_back,
    new_orders,
    remember,
    settle_all,
)
from stagehold.planning.compiled.placing import place_production, since_of
from stagehold.planning.compiled.ruin import Memory, new_memory, order_of, ruin_and_recreate
from stagehold.planning.compiled.sequences import anneal
from stagehold.planning.problem import Problem, Solution, Stay

UNLIMITED = 100_000  # steps of a search without any limit: it must end some day
CHUNK = 200  # ruins between two looks at the clock
MOVES = 100  # moves of an order that count as one ruin
ORDERS = 4
HOTTEST, COLDEST = 0.1, 1e-4  # of the cost: temperatures at which ruining begins and ends
CALMER = 0.01  # the share of the first temperature at which annealing an order ends
ANNEALED = 0.8  # of the time go to annealing where most productions are free


class _Clock:
    """How much of a budget is used, by steps where it counts steps, else by time."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._from = budget.gone
        self.steps = 0

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 when the search must end."""
        if self._budget.over():
            return 1.0
        if self._budget.iterations is not None:
            return min(1.0, self.steps / max(1, self._budget.iterations))
        if self._budget.seconds is None:
            return min(1.0, self.steps / UNLIMITED)
        return min(1.0, (self._budget.gone - self._from) / max(1e-9, self._budget.seconds - self._from))


class Search:
    """A plan that is improved; ``best`` is the cheapest seen so far."""

    def __init__(self, problem: Problem, compiled: Compiled, seed: int) -> None:
        self._problem = problem
        self._compiled = compiled
        self._seed = seed
        self._rng = stream(seed)
        self._state, self._memory = self._first()

    @property
    def cost(self) -> int:
        """The scaled cost of the best plan."""
        return int(self._memory.totals[1])

    @property
    def best(self) -> dict[int, Stay]:
        """The best plan."""
        found = {}
        for need, option in enumerate(self._memory.best_option):
            if option >= 0:
                chosen = self._compiled.options[option]
                units = tuple(choice.unit for choice in chosen.choices)
                start = int(self._memory.best_start[need])
                found[need] = Stay(need=need, units=units, start=start, table=chosen.table)
        return found

    def _first(self) -> tuple[State, Memory]:
        """The cheapest of the plans made by placing all productions in several orders."""
        arrays = self._compiled.arrays
        noise = np.zeros(2, np.int64)
        plans = []
        for way in range(ORDERS):
            state = empty_state(arrays)
            order = np.arange(len(arrays.production), dtype=np.int64)
            order_of(arrays, order, len(order), way, self._rng)
            for production in order:
                place_production(arrays, state, int(production), noise, self._rng)
            plans.append((state, new_memory(arrays, state)))
        return min(plans, key=lambda plan: int(plan[1].totals[0]))

    def start_from(self, solution: Solution) -> None:
        """Begin at a given plan instead, if it stands on options known here."""
        arrays = self._compiled.arrays
        state = empty_state(arrays)
        for production in arrays.production:
            needs = arrays.needs[production.need_first : production.need_last]
            options = [self._option(int(need), solution.get(int(need))) for need in needs]
            if all(option is not None for option in options):
                for need, option in zip(needs, options, strict=True):
                    start = solution[int(need)].start
                    put(arrays, state, int(need), int(option or 0), start, since_of(arrays, state, int(need), start))
        self._state, self._memory = state, new_memory(arrays, state)

    def _option(self, need: int, stay: Stay | None) -> int | None:
        if stay is None:
            return None
        row = self._compiled.arrays.need[need]
        ids = sorted(unit.id for unit in stay.units)
        for option in range(row.option_first, row.option_last):
            chosen = self._compiled.options[option]
            inside = any(low <= stay.start <= high for low, high in chosen.starts)
            if chosen.table == stay.table and inside and sorted(one.unit.id for one in chosen.choices) == ids:
                return int(option)
        return None

    def improve(self, budget: Budget) -> None:
        """Search until the budget is over or the cost is zero."""
        arrays = self._compiled.arrays
        if not len(arrays.production) or self.cost == 0:
            return
        clock = _Clock(budget)
        free = free_needs(arrays)
        if 2 * len(free) >= len(arrays.production):
            self._anneal(free, clock, budget)
        began = clock.share
        heat = max(1.0, HOTTEST * self.cost)
        while (share := clock.share) < 1.0 and self.cost > 0:
            cooled = heat * (COLDEST / HOTTEST) ** ((share - began) / max(1e-9, 1.0 - began))
            ruin_and_recreate(arrays, self._state, self._memory, CHUNK, np.array([cooled, cooled]), self._rng)
            clock.steps += CHUNK
            budget.report("search", best=self.cost / self._compiled.scale)

    def _anneal(self, free: Ints, clock: _Clock, budget: Budget) -> None:
        """Anneal the orders of the free needs, one line of its own for each worker; the best goes on."""
        arrays = self._compiled.arrays
        heat = self._first_heat(free)
        lines: list[tuple[Orders, Ints]] = []
        for worker in range(max(1, budget.workers)):
            orders = new_orders(arrays, self._state, free)
            settle_all(arrays, orders)
            remember(orders)
            lines.append((orders, stream(self._seed + 7919 * (worker + 1))))
        with ThreadPoolExecutor(max_workers=len(lines)) as pool:
            while (share := clock.share / ANNEALED) < 1.0:
                now = np.full(2, heat * CALMER**share)
                for done in [pool.submit(anneal, arrays, *line, CHUNK * MOVES, now) for line in lines]:
                    done.result()
                clock.steps += CHUNK
                best = min(int(orders.total[1]) for orders, _ in lines)
                budget.report("search", best=best / self._compiled.scale)
                if best == 0:
                    break
        orders = min((orders for orders, _ in lines), key=lambda orders: int(orders.total[1]))
        if orders.total[1] < self.cost:
            give_back(arrays, orders, self._state)
            self._memory = new_memory(arrays, self._state)

    def _first_heat(self, free: Ints) -> float:
        """What a delay by a typical stay costs: the temperature at which an order is still loose."""
        arrays = self._compiled.arrays
        costs = []
        for need in free:
            row = arrays.need[need]
            options = arrays.option[row.option_first : row.option_last]
            length = float(np.mean(np.where(options["length"] > 0, options["length"], 1)))
            costs.append(length * float(arrays.production[row.production].weight))
        return max(1.0, float(np.mean(costs)))
