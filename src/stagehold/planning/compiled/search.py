"""The search as the planner calls it: from a plan to a better one, within a budget."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stagehold.planning.compiled.arrays import Compiled
from stagehold.planning.compiled.draw import stream
from stagehold.planning.compiled.fitting import State, empty_state, put
from stagehold.planning.compiled.placing import place_production, since_of
from stagehold.planning.compiled.ruin import Memory, new_memory, order_of, ruin_and_recreate
from stagehold.planning.problem import Problem, Solution, Stay

CHUNK = 200  # steps between two looks at the clock
ROUNDS = 30  # chunks in which the temperature falls once
ORDERS = 4
HOTTEST = 0.1  # of the cost: the temperature at which a cooling begins
COOLING = 0.001  # the share of it left at the end


class Search:
    """A plan that is ruined and recreated; ``best`` is the cheapest seen so far."""

    def __init__(self, problem: Problem, compiled: Compiled, seed: int) -> None:
        self._problem = problem
        self._compiled = compiled
        self._rng = stream(seed)
        self._state, self._memory = self._first()
        self.steps = 0

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
        best: tuple[State, Memory] | None = None
        count = len(arrays.production)
        for way in range(ORDERS):
            state = empty_state(arrays)
            order = np.arange(count, dtype=np.int64)
            order_of(arrays, order, count, way, self._rng)
            for production in order:
                place_production(arrays, state, int(production), noise, self._rng)
            memory = new_memory(arrays, state)
            if best is None or memory.totals[0] < best[1].totals[0]:
                best = state, memory
        if best is None:
            raise AssertionError("no order was tried")
        return best

    def start_from(self, solution: Solution) -> None:
        """Begin at a given plan instead, if it stands on options known here."""
        arrays = self._compiled.arrays
        state = empty_state(arrays)
        for production in range(len(arrays.production)):
            needs = arrays.needs[arrays.production[production].need_first : arrays.production[production].need_last]
            options = [self._option(int(need), solution.get(int(need))) for need in needs]
            if all(option is not None for option in options):
                for need, option in zip(needs, options, strict=True):
                    start = solution[int(need)].start
                    put(arrays, state, int(need), int(option or 0), start, since_of(arrays, state, int(need), start))
        self._state, self._memory = state, new_memory(arrays, state)

    def _option(self, need: int, stay: Stay | None) -> int | None:
        if stay is None:
            return None
        arrays = self._compiled.arrays
        ids = sorted(unit.id for unit in stay.units)
        for option in range(arrays.need[need].option_first, arrays.need[need].option_last):
            chosen = self._compiled.options[option]
            inside = any(low <= stay.start <= high for low, high in chosen.starts)
            if chosen.table == stay.table and inside and sorted(one.unit.id for one in chosen.choices) == ids:
                return int(option)
        return None

    def improve(self, out_of_time: Callable[[], bool], *, most_steps: int | None = None, patience: int = 20) -> None:
        """Search until time or steps are over, the cost is zero, or ``patience`` coolings bring nothing."""
        arrays, memory = self._compiled.arrays, self._memory
        idle = 0
        while len(arrays.production) and idle < patience and self.cost > 0:
            before = self.cost
            hot = max(1.0, HOTTEST * self.cost)
            for round_ in range(ROUNDS):
                if out_of_time() or (most_steps is not None and self.steps >= most_steps):
                    return
                heat = hot * COOLING ** (np.arange(round_, round_ + 2) / ROUNDS)
                ruin_and_recreate(arrays, self._state, memory, CHUNK, heat, self._rng)
                self.steps += CHUNK
            idle = 0 if self.cost < before else idle + 1
