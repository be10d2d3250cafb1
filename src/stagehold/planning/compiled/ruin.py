"""Ruin and recreate: take some productions out, put them back in another order, keep what is better.

Late and unplaced productions are ruined with what stands in their way; others at random. A worse plan is accepted
with a chance that falls as the search goes on (simulated annealing), and the best plan seen is kept.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import Arrays, Floats, Ints
from stagehold.planning.compiled.choosing import choose
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.fitting import State
from stagehold.planning.compiled.jit import compiled, entry, variable
from stagehold.planning.compiled.memory import Memory, keep_best, note_before, restore
from stagehold.planning.compiled.placing import place_production, production_cost, remove_production

MOST_RUINED = 12


@compiled
def sort_by(keys: Floats, list_: Ints, count: int) -> None:
    """Sort the first ``count`` entries of a list by their keys (Shell's method: no array is made)."""
    step = count // 2
    while step > 0:
        for index in range(step, count):
            key, item = keys[index], list_[index]
            place = index
            while place >= step and keys[place - step] > key:
                keys[place] = keys[place - step]
                list_[place] = list_[place - step]
                place -= step
            keys[place] = key
            list_[place] = item
        step //= 2


@entry
def order_of(arrays: Arrays, list_: Ints, count: int, way: int, ahead: int, rng: Ints) -> None:
    """Sort productions by one of several urgencies, ``ahead`` first; those linked to others stay behind them."""
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
        if production == ahead:
            keys[index] = -1e17
    sort_by(keys, list_, count)
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


@entry
def ruin_and_recreate(
    arrays: Arrays, state: State, memory: Memory, seeds: Ints, frozen: Ints, steps: int, heat: Floats, rng: Ints
) -> None:
    """Do ``steps`` steps; the temperature falls from ``heat[0]`` to ``heat[1]`` (in cost units).

    What is ruined lies around one of ``seeds``. Productions with a 1 in ``frozen`` stay where they are.
    """
    total = len(memory.cost)
    chosen = frozen.copy()
    list_ = np.zeros(total, np.int64)
    old_option = state.option.copy()
    old_start = state.start.copy()
    old_unit = state.unit.copy()
    noise = np.zeros(2, np.int64)
    most = min(MOST_RUINED, total)
    for step in range(steps):
        count = choose(arrays, state, memory.cost, seeds, chosen, list_, most, rng)
        before = 0
        for index in range(count):
            chosen[list_[index]] = 0
            before += memory.cost[list_[index]]
            note_before(arrays, state, list_[index], old_option, old_start, old_unit)
        for index in range(count):
            remove_production(arrays, state, list_[index])
        noise[0] = below(rng, 3)
        noise[1] = 50 if share(rng) < 0.5 else 0
        ahead = list_[0] if share(rng) < 0.5 else variable(-1)
        order_of(arrays, list_, count, below(rng, 5), ahead, rng)
        temperature = heat[0] * (heat[1] / heat[0]) ** (step / steps)
        allowed = before - temperature * np.log(1.0 - share(rng))
        after = 0
        for index in range(count):
            after += place_production(arrays, state, list_[index], noise, rng)
            if after > allowed:
                break
        if after > allowed:
            restore(arrays, state, list_, count, old_option, old_start, old_unit)
            continue
        if after > before and memory.totals[0] < memory.totals[1]:
            # The plan is about to be left for a worse one, and it was the best seen.
            for index in range(count):
                remove_production(arrays, state, list_[index])
            restore(arrays, state, list_, count, old_option, old_start, old_unit)
            keep_best(arrays, state, memory)
            continue
        for index in range(count):
            memory.cost[list_[index]] = production_cost(arrays, state, list_[index])
        memory.totals[0] += after - before
    if memory.totals[0] < memory.totals[1]:
        keep_best(arrays, state, memory)


@entry
def place_all(arrays: Arrays, state: State, order: Ints, noise: Ints, rng: Ints) -> None:
    """Place productions one after the other, each where it costs least."""
    for index in range(len(order)):
        place_production(arrays, state, order[index], noise, rng)
