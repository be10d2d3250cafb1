"""Ruin and recreate: take some productions out, put them back in another order, keep what is better.

Late and unplaced productions are ruined with what stands in their way; others at random. A worse plan is accepted
with a chance that falls as the search goes on (simulated annealing), and the best plan seen is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import Arrays, Floats, Ints
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.fitting import State, end_of, next_start, put
from stagehold.planning.compiled.jit import compiled, entry
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
    best_unit: Ints


def new_memory(arrays: Arrays, state: State) -> Memory:
    """The memory of the plan at hand."""
    memory = Memory(
        cost=np.zeros(len(arrays.production), np.int64),
        totals=np.zeros(2, np.int64),
        best_option=state.option.copy(),
        best_start=state.start.copy(),
        best_unit=state.unit.copy(),
    )
    count_costs(arrays, state, memory)
    memory.totals[1] = memory.totals[0]
    return memory


@entry
def count_costs(arrays: Arrays, state: State, memory: Memory) -> None:
    """Read what every production costs."""
    memory.totals[0] = 0
    for production in range(len(memory.cost)):
        memory.cost[production] = production_cost(arrays, state, production)
        memory.totals[0] += memory.cost[production]


@compiled
def mark(arrays: Arrays, chosen: Ints, list_: Ints, production: int, count: int) -> int:
    """Choose a production and all that come after it; the number chosen."""
    if chosen[production] == 0:
        chosen[production] = 1
        list_[count] = production
        count += 1
    for index in range(arrays.production[production].after_first, arrays.production[production].after_last):
        later = arrays.afters[index]
        if chosen[later] == 0:
            chosen[later] = 1
            list_[count] = later
            count += 1
    return count


@compiled
def clear_way(arrays: Arrays, state: State, chosen: Ints, list_: Ints, seed: int, most: int, rng: Ints) -> int:
    """Choose a production and all that stands where it could begin sooner; how many, or 0 if it has no such day."""
    first, last = arrays.production[seed].need_first, arrays.production[seed].need_last
    need = arrays.needs[first + below(rng, last - first)]
    low, high = arrays.need[need].option_first, arrays.need[need].option_last
    if low == high:
        return 0
    option = low + below(rng, high - low)
    day = next_start(arrays, arrays.option[option].unit_first, arrays.production[seed].ready)
    if state.option[need] >= 0 and state.start[need] > day and share(rng) < 0.5:
        day += below(rng, min(2**30, state.start[need] - day))
    count = mark(arrays, chosen, list_, seed, 0)
    for _ in range(arrays.need[need].count):
        unit = easiest(arrays, state, chosen, option, day, rng)
        if unit < 0:
            return count
        end = end_of(arrays, option, day)
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            stage = arrays.members[index]
            for row in range(state.rows[stage]):
                inside = state.row_start[stage, row] < end and state.row_end[stage, row] > day
                if inside and count < most:
                    count = mark(arrays, chosen, list_, arrays.need[state.row_need[stage, row]].production, count)
    return count


@compiled
def easiest(arrays: Arrays, state: State, chosen: Ints, option: int, day: int, rng: Ints) -> int:
    """The unit of a pool with the fewest stays in the way of a start on this day; -1 if none may start then.

    A unit whose stays are all chosen already counts as one with a stay, so that a need of several units moves on.
    """
    first, last = arrays.option[option].unit_first, arrays.option[option].unit_last
    begin = below(rng, last - first)
    best, fewest = np.int64(-1), np.int64(1000)
    for turn in range(last - first):
        unit = first + (begin + turn) % (last - first)
        if next_start(arrays, unit, day) != day:
            continue
        end = end_of(arrays, option, day)
        stays, known = np.int64(0), np.int64(0)
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            stage = arrays.members[index]
            for row in range(state.rows[stage]):
                if state.row_start[stage, row] < end and state.row_end[stage, row] > day:
                    stays += 1
                    known += chosen[arrays.need[state.row_need[stage, row]].production]
        if stays > 0 and stays == known:
            stays += 1
        if stays < fewest:
            best, fewest = unit, stays
    return best


@compiled
def choose(arrays: Arrays, state: State, cost: Ints, chosen: Ints, list_: Ints, most: int, rng: Ints) -> int:
    """Choose what to ruin: a production, often a costly one, and what stands near it on its stages; how many."""
    total = len(cost)
    seed = below(rng, total)
    if share(rng) < 0.7:
        for _ in range(8):
            other = below(rng, total)
            if cost[other] > cost[seed]:
                seed = other
    if cost[seed] > 0 and share(rng) < 0.5:
        count = clear_way(arrays, state, chosen, list_, seed, most, rng)
        if count > 0:
            return count
    count = mark(arrays, chosen, list_, seed, 0)
    want = 1 + below(rng, most)
    for _ in range(4 * most):
        if count >= want:
            return count
        if share(rng) < 0.15:
            count = mark(arrays, chosen, list_, below(rng, total), count)
            continue
        first, last = arrays.production[seed].need_first, arrays.production[seed].need_last
        need = arrays.needs[first + below(rng, last - first)]
        low, high = arrays.need[need].option_first, arrays.need[need].option_last
        if low == high:
            count = mark(arrays, chosen, list_, below(rng, total), count)
            continue
        option = state.option[need]
        if option < 0 or share(rng) < 0.6:
            option = low + below(rng, high - low)
            first_unit = arrays.option[option].unit_first
            unit = first_unit + below(rng, arrays.option[option].unit_last - first_unit)
        else:
            unit = state.unit[need, below(rng, arrays.need[need].count)]
        first_member, last_member = arrays.unit[unit].member_first, arrays.unit[unit].member_last
        stage = arrays.members[first_member + below(rng, last_member - first_member)]
        if state.rows[stage] == 0:
            continue
        # Rows between when the seed could start and when it now ends are in its way; others are near by chance.
        row = below(rng, state.rows[stage])
        ready = arrays.production[seed].ready
        for _ in range(3):
            if state.row_end[stage, row] >= ready:
                break
            row = below(rng, state.rows[stage])
        count = mark(arrays, chosen, list_, arrays.need[state.row_need[stage, row]].production, count)
    return count


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


@compiled
def restore(arrays: Arrays, state: State, list_: Ints, count: int, option: Ints, start: Ints, unit: Ints) -> None:
    """Put the listed productions back where ``option``, ``start`` and ``unit`` say."""
    for index in range(count):
        remove_production(arrays, state, list_[index])
    for index in range(count):
        production = list_[index]
        for place in range(arrays.production[production].need_first, arrays.production[production].need_last):
            need = arrays.needs[place]
            if option[need] >= 0:
                since = since_of(arrays, state, need, start[need])
                put(arrays, state, need, option[need], unit, need, start[need], since)


@compiled
def keep_best(arrays: Arrays, state: State, memory: Memory) -> None:
    """Make the plan at hand the best."""
    memory.totals[1] = memory.totals[0]
    for need in range(len(state.option)):
        memory.best_option[need] = state.option[need]
        memory.best_start[need] = state.start[need]
        for slot in range(arrays.need[need].count):
            memory.best_unit[need, slot] = state.unit[need, slot]


@entry
def back_to_best(arrays: Arrays, state: State, memory: Memory, list_: Ints) -> None:
    """Go on from the best plan; ``list_`` names every production, those that others come after first."""
    restore(arrays, state, list_, len(list_), memory.best_option, memory.best_start, memory.best_unit)
    for production in range(len(memory.cost)):
        memory.cost[production] = production_cost(arrays, state, production)
    memory.totals[0] = memory.totals[1]


@compiled
def note_before(arrays: Arrays, state: State, production: int, option: Ints, start: Ints, unit: Ints) -> None:
    """Write down where the needs of a production stand."""
    for place in range(arrays.production[production].need_first, arrays.production[production].need_last):
        need = arrays.needs[place]
        option[need] = state.option[need]
        start[need] = state.start[need]
        for slot in range(arrays.need[need].count):
            unit[need, slot] = state.unit[need, slot]


@entry
def ruin_and_recreate(arrays: Arrays, state: State, memory: Memory, steps: int, heat: Floats, rng: Ints) -> None:
    """Do ``steps`` steps; the temperature falls from ``heat[0]`` to ``heat[1]`` (in cost units)."""
    total = len(memory.cost)
    chosen = np.zeros(total, np.int64)
    list_ = np.zeros(total, np.int64)
    old_option = state.option.copy()
    old_start = state.start.copy()
    old_unit = state.unit.copy()
    noise = np.zeros(2, np.int64)
    most = min(MOST_RUINED, total)
    for step in range(steps):
        count = choose(arrays, state, memory.cost, chosen, list_, most, rng)
        before = 0
        for index in range(count):
            chosen[list_[index]] = 0
            before += memory.cost[list_[index]]
            note_before(arrays, state, list_[index], old_option, old_start, old_unit)
        for index in range(count):
            remove_production(arrays, state, list_[index])
        noise[0] = below(rng, 3)
        noise[1] = 50 if share(rng) < 0.5 else 0
        ahead = list_[0] if share(rng) < 0.5 else np.int64(-1)
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
