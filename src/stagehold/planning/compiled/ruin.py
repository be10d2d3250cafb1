"""Ruin and recreate: take some productions out, put them back in another order, keep what is better.

Late and unplaced productions are ruined with what stands in their way; others at random. A worse plan is accepted
with a chance that falls as the search goes on (simulated annealing), and the best plan seen is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import Arrays, Floats, Ints
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.fitting import State, put
from stagehold.planning.compiled.jit import allocating, compiled
from stagehold.planning.compiled.placing import (
    place_production,
    production_cost,
    remove_production,
    since_of,
)

MOST_RUINED = 12


class Memory(NamedTuple):
    """Costs and the best plan: per production its cost, and per need the option and start of the best plan."""

    cost: Ints
    totals: Ints  # the cost now, and the best
    best_option: Ints
    best_start: Ints


def new_memory(arrays: Arrays, state: State) -> Memory:
    """The memory of the plan at hand."""
    count = len(arrays.production)
    cost = np.array([production_cost(arrays, state, item) for item in range(count)], np.int64)
    total = int(cost.sum()) if count else 0
    return Memory(cost, np.array([total, total], np.int64), state.option.copy(), state.start.copy())


@compiled
def mark(arrays: Arrays, chosen: Ints, production: int, count: int) -> int:
    """Choose a production and all that come after it; the number chosen."""
    if chosen[production] == 0:
        chosen[production] = 1
        count += 1
    for index in range(arrays.production[production].after_first, arrays.production[production].after_last):
        later = arrays.afters[index]
        if chosen[later] == 0:
            chosen[later] = 1
            count += 1
    return count


@compiled
def choose(arrays: Arrays, state: State, cost: Ints, chosen: Ints, most: int, rng: Ints) -> None:
    """Choose what to ruin: a production, often a costly one, and what stands near it on its stages."""
    total = len(cost)
    seed = below(rng, total)
    if share(rng) < 0.7:
        for _ in range(8):
            other = below(rng, total)
            if cost[other] > cost[seed]:
                seed = other
    count = mark(arrays, chosen, seed, 0)
    want = 1 + below(rng, most)
    for _ in range(4 * most):
        if count >= want:
            return
        if share(rng) < 0.15:
            count = mark(arrays, chosen, below(rng, total), count)
            continue
        first, last = arrays.production[seed].need_first, arrays.production[seed].need_last
        need = arrays.needs[first + below(rng, last - first)]
        low, high = arrays.need[need].option_first, arrays.need[need].option_last
        if low == high:
            count = mark(arrays, chosen, below(rng, total), count)
            continue
        option = state.option[need]
        if option < 0 or share(rng) < 0.6:
            option = low + below(rng, high - low)
        first_member, last_member = arrays.option[option].member_first, arrays.option[option].member_last
        place = first_member + below(rng, last_member - first_member)
        stage = arrays.members[place]
        if state.rows[stage] == 0:
            continue
        # Rows between when the seed could start and when it now ends are in its way; others are near by chance.
        row = below(rng, state.rows[stage])
        ready = arrays.production[seed].ready
        for _ in range(3):
            if state.row_end[stage, row] >= ready:
                break
            row = below(rng, state.rows[stage])
        count = mark(arrays, chosen, arrays.need[state.row_need[stage, row]].production, count)


@allocating
def order_of(arrays: Arrays, list_: Ints, count: int, way: int, rng: Ints) -> None:
    """Sort the ruined productions by one of several urgencies; those linked to others stay behind them."""
    keys = np.zeros(count, np.float64)
    for index in range(count):
        production = list_[index]
        need = arrays.needs[arrays.production[production].need_first]
        noise = 1.0 + 0.2 * share(rng)
        weight = max(1.0, float(arrays.production[production].weight))
        if way == 0:
            keys[index] = arrays.need[need].due * noise
        elif way == 1:
            keys[index] = -weight * noise
        elif way == 2:
            keys[index] = arrays.production[production].ready * noise
        elif way == 3:
            keys[index] = -float(arrays.production[production].drop) * noise
        else:
            keys[index] = share(rng)
        if arrays.production[production].forced:
            keys[index] -= 1e18
    sorted_ = np.argsort(keys)
    copy = list_[:count].copy()
    for index in range(count):
        list_[index] = copy[sorted_[index]]
    # Move each production behind those it comes after, as often as a chain is long.
    for _ in range(count):
        changed = False
        for index in range(count):
            for later in range(index + 1, count):
                if not changed and is_after(arrays, list_[later], list_[index]):
                    moved = list_[index]
                    for place in range(index, later):
                        list_[place] = list_[place + 1]
                    list_[later] = moved
                    changed = True
        if not changed:
            return


@compiled
def is_after(arrays: Arrays, earlier: int, later: int) -> bool:
    """Whether ``later`` comes after ``earlier``."""
    for index in range(arrays.production[earlier].after_first, arrays.production[earlier].after_last):
        if arrays.afters[index] == later:
            return True
    return False


@compiled
def restore(arrays: Arrays, state: State, list_: Ints, count: int, option: Ints, start: Ints) -> None:
    """Put the listed productions back where ``option`` and ``start`` say."""
    for index in range(count):
        remove_production(arrays, state, list_[index])
    for index in range(count):
        production = list_[index]
        for place in range(arrays.production[production].need_first, arrays.production[production].need_last):
            need = arrays.needs[place]
            if option[need] >= 0:
                put(arrays, state, need, option[need], start[need], since_of(arrays, state, need, start[need]))


@allocating
def ruin_and_recreate(arrays: Arrays, state: State, memory: Memory, steps: int, heat: Floats, rng: Ints) -> None:
    """Do ``steps`` steps; the temperature falls from ``heat[0]`` to ``heat[1]`` (in cost units)."""
    total = len(memory.cost)
    chosen = np.zeros(total, np.int64)
    list_ = np.zeros(total, np.int64)
    old_option = state.option.copy()
    old_start = state.start.copy()
    noise = np.zeros(2, np.int64)
    most = min(MOST_RUINED, total)
    for step in range(steps):
        chosen[:] = 0
        choose(arrays, state, memory.cost, chosen, most, rng)
        count = 0
        before = 0
        for production in range(total):
            if chosen[production]:
                list_[count] = production
                count += 1
                before += memory.cost[production]
                for place in range(arrays.production[production].need_first, arrays.production[production].need_last):
                    need = arrays.needs[place]
                    old_option[need] = state.option[need]
                    old_start[need] = state.start[need]
        for index in range(count):
            remove_production(arrays, state, list_[index])
        noise[0] = below(rng, 3)
        noise[1] = 50 if share(rng) < 0.5 else 0
        order_of(arrays, list_, count, below(rng, 5), rng)
        after = 0
        for index in range(count):
            after += place_production(arrays, state, list_[index], noise, rng)
        temperature = heat[0] * (heat[1] / heat[0]) ** (step / steps)
        if after <= before or share(rng) < np.exp((before - after) / temperature):
            for index in range(count):
                memory.cost[list_[index]] = production_cost(arrays, state, list_[index])
            memory.totals[0] += after - before
            if memory.totals[0] < memory.totals[1]:
                memory.totals[1] = memory.totals[0]
                memory.best_option[:] = state.option
                memory.best_start[:] = state.start
        else:
            restore(arrays, state, list_, count, old_option, old_start)
