"""What to ruin: a production, often a costly one, with what is in its way or near it on its stages."""

from __future__ import annotations

from stagehold.planning.compiled.arrays import Arrays, Ints
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.fitting import State, end_of, next_start
from stagehold.planning.compiled.jit import compiled, variable


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
    best, fewest = variable(-1), variable(1000)
    for turn in range(last - first):
        unit = first + (begin + turn) % (last - first)
        if next_start(arrays, unit, day) != day:
            continue
        end = end_of(arrays, option, day)
        stays, known = variable(0), variable(0)
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
def choose(
    arrays: Arrays, state: State, cost: Ints, seeds: Ints, chosen: Ints, list_: Ints, most: int, rng: Ints
) -> int:
    """Choose what to ruin: one of ``seeds``, often a costly one, and what stands near it on its stages; how many."""
    total = len(cost)
    seed = seeds[below(rng, len(seeds))]
    if share(rng) < 0.7:
        for _ in range(8):
            other = seeds[below(rng, len(seeds))]
            if chosen[seed] or (cost[other] > cost[seed] and not chosen[other]):
                seed = other
    if chosen[seed]:
        return 0
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
