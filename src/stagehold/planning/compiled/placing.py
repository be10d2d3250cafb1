"""Placing one production on the timelines, at the least cost that its earliest fits allow."""

from __future__ import annotations

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Arrays, Ints
from stagehold.planning.compiled.draw import below, draw
from stagehold.planning.compiled.fitting import (
    RANDOM,
    RARE,
    State,
    done_of,
    earliest,
    end_of,
    put,
    stages_of,
    take,
)
from stagehold.planning.compiled.jit import compiled, entry, variable

RETRIES = 12  # starts tried for the needs of one production when a later need does not fit behind an earlier one


@compiled
def since_of(arrays: Arrays, state: State, need: int, start: int) -> int:
    """The day from which the rows of a need stand: the end of the need whose stages it keeps, else its start."""
    keeps = arrays.need[need].keeps
    if keeps >= 0 and state.option[keeps] >= 0:
        return state.end[keeps]
    return start


@compiled
def lag_low(arrays: Arrays, state: State, need: int) -> int:
    """The first day that the links into a need allow; NEVER if one of them comes from a need that is not placed."""
    low = -NEVER
    for link in range(arrays.need[need].link_first, arrays.need[need].link_last):
        earlier = arrays.link[link].earlier
        if state.option[earlier] < 0:
            return NEVER
        point = state.start[earlier] if arrays.link[link].from_start else state.end[earlier]
        low = max(low, point + arrays.link[link].least)
        if arrays.link[link].keep:
            low = max(low, state.end[earlier])
    return low


@compiled
def lag_high(arrays: Arrays, state: State, need: int) -> int:
    """The last day that the links into a need allow."""
    high = NEVER
    for link in range(arrays.need[need].link_first, arrays.need[need].link_last):
        earlier = arrays.link[link].earlier
        if arrays.link[link].most < NEVER and state.option[earlier] >= 0:
            point = state.start[earlier] if arrays.link[link].from_start else state.end[earlier]
            high = min(high, point + arrays.link[link].most)
    return high


@compiled
def change_cost(arrays: Arrays, need: int, units: Ints, row: int, start: int) -> int:
    """What moving a need to the units of ``units[row]`` and shifting it away from the baseline costs."""
    before = arrays.need[need].before
    if before == -NEVER:
        return 0
    cost = arrays.shift_cost[0] * abs(start - before)
    stays = stages_of(arrays, units, row, arrays.need[need].count) == arrays.need[need].before_members
    for slot in range(arrays.need[need].count):
        stays = stays and arrays.unit[units[row, slot]].was == 1
    return cost if stays else cost + arrays.need[need].moved


@compiled
def spot_cost(arrays: Arrays, need: int, units: Ints, row: int, start: int) -> int:
    """What the days on offers cost a stay on the units of ``units[row]``."""
    cost = 0
    for slot in range(arrays.need[need].count):
        unit = units[row, slot]
        if arrays.unit[unit].hired:
            cost += arrays.spot[arrays.unit[unit].spot + start]
    return cost


@compiled
def late_cost(arrays: Arrays, need: int, option: int, start: int) -> int:
    """What the need alone would cost if it were the latest of its production."""
    late = done_of(arrays, option, start) - arrays.need[need].due
    if late <= 0:
        return 0
    return late * arrays.production[arrays.need[need].production].weight


@compiled
def stay_cost(arrays: Arrays, need: int, option: int, units: Ints, row: int, start: int) -> int:
    """All that a stay costs if its need is the latest of its production."""
    cost = late_cost(arrays, need, option, start) + change_cost(arrays, need, units, row, start)
    return cost + spot_cost(arrays, need, units, row, start)


@compiled
def returns_whole(arrays: Arrays, state: State, need: int) -> bool:
    """Whether the units picked have as many stages as every need that ``need`` returns to."""
    for link in range(arrays.need[need].link_first, arrays.need[need].link_last):
        if arrays.link[link].same:
            other = arrays.link[link].earlier
            there = stages_of(arrays, state.unit, other, arrays.need[other].count)
            if stages_of(arrays, state.pick, 0, arrays.need[need].count) != there:
                return False
    return True


@compiled
def place_need(arrays: Arrays, state: State, need: int, place: int, low: int, noise: Ints, rng: Ints) -> bool:
    """Put one need on its cheapest option from ``low`` on.

    ``noise[0]`` says which of equal options is taken: the one that ends first, any, or the one least wanted by others.
    Now and then an option is passed over (with chance ``noise[1]`` in 1,000), so that the same order of productions
    does not always lead to the same plan.
    """
    low = max(low, lag_low(arrays, state, need))
    high = lag_high(arrays, state, need)
    keeps = arrays.need[need].keeps
    kept_from = state.end[keeps] if keeps >= 0 and state.option[keeps] >= 0 else NEVER
    best, best_start = variable(-1), variable(0)
    best_cost, best_key = UNBOUNDED, UNBOUNDED
    here, kept = variable(0), variable(1)  # rows of pick
    salt = draw(rng) if noise[0] == RANDOM else 0
    for option in range(arrays.need[need].option_first, arrays.need[need].option_last):
        if place >= 0 and arrays.option[option].place != place:
            continue
        if noise[1] > 0 and below(rng, 1000) < noise[1]:
            continue
        start = earliest(arrays, state, need, option, low, high, kept_from, noise[0], salt)
        before = arrays.need[need].before
        for _ in range(2):
            if start == NEVER or not returns_whole(arrays, state, need):
                break
            cost = stay_cost(arrays, need, option, state.pick, here, start)
            key = end_of(arrays, option, start)
            if noise[0] == RARE:
                key += arrays.unit[state.pick[0, 0]].wanted * NEVER
            elif noise[0] == RANDOM:
                key = draw(rng)
            if cost < best_cost or (cost == best_cost and key < best_key):
                best, best_cost, best_key, best_start = option, cost, key, start
                for slot in range(arrays.need[need].count):
                    state.pick[1, slot] = state.pick[0, slot]
            if start >= before or before > high:
                break
            # The day of the baseline may cost less than the earliest one.
            start = earliest(arrays, state, need, option, before, before, kept_from, noise[0], salt)
    if best < 0:
        return False
    put(arrays, state, need, best, state.pick, kept, best_start, since_of(arrays, state, need, best_start))
    return True


@compiled
def production_cost(arrays: Arrays, state: State, production: int) -> int:
    """The cost of a production as it stands: dropped, or its greatest lateness, its changes and its days on offers."""
    late = 0
    others = 0
    for index in range(arrays.production[production].need_first, arrays.production[production].need_last):
        need = arrays.needs[index]
        option = state.option[need]
        if option < 0:
            return arrays.production[production].drop
        late = max(late, done_of(arrays, option, state.start[need]) - arrays.need[need].due)
        others += change_cost(arrays, need, state.unit, need, state.start[need])
        others += spot_cost(arrays, need, state.unit, need, state.start[need])
    return late * arrays.production[production].weight + others


@compiled
def remove_production(arrays: Arrays, state: State, production: int) -> None:
    """Take every need of a production off its stages."""
    for index in range(arrays.production[production].need_first, arrays.production[production].need_last):
        take(arrays, state, arrays.needs[index])


@compiled
def place_needs(arrays: Arrays, state: State, production: int, place: int, noise: Ints, rng: Ints) -> bool:
    """Place all needs of a production at one place; False, with nothing placed, if one does not fit."""
    first = arrays.production[production].need_first
    last = arrays.production[production].need_last
    low = -NEVER
    for _ in range(RETRIES):
        placed = True
        for index in range(first, last):
            need = arrays.needs[index]
            if not place_need(arrays, state, need, place, low if index == first else -NEVER, noise, rng):
                placed = False
                break
        if placed:
            return True
        if last - first == 1 or state.option[arrays.needs[first]] < 0:
            break
        # Let the first need start later: a need behind it may then find its stages free.
        low = state.start[arrays.needs[first]] + 1 + _ * _
        remove_production(arrays, state, production)
    remove_production(arrays, state, production)
    return False


@compiled
def place_production(arrays: Arrays, state: State, production: int, noise: Ints, rng: Ints) -> int:
    """Place a production where it costs least, or leave it out when that is cheaper; its cost."""
    place = variable(-1)  # anywhere
    if arrays.production[production].need_last - arrays.production[production].need_first > 1:
        place = cheapest_place(arrays, state, production, noise, rng)
    if place < -1 or not place_needs(arrays, state, production, place, noise, rng):
        return arrays.production[production].drop
    cost = production_cost(arrays, state, production)
    if cost > arrays.production[production].drop and not arrays.production[production].forced:
        remove_production(arrays, state, production)
        return arrays.production[production].drop
    return cost


@compiled
def cheapest_place(arrays: Arrays, state: State, production: int, noise: Ints, rng: Ints) -> int:
    """Try every place of the first need; the cheapest, or -2 if there is none."""
    need = arrays.needs[arrays.production[production].need_first]
    best, best_cost = variable(-2), UNBOUNDED
    for option in range(arrays.need[need].option_first, arrays.need[need].option_last):
        place = arrays.option[option].place
        seen = False
        for earlier in range(arrays.need[need].option_first, option):
            seen = seen or arrays.option[earlier].place == place
        if seen or not place_needs(arrays, state, production, place, noise, rng):
            continue
        cost = production_cost(arrays, state, production)
        if cost < best_cost:
            best, best_cost = place, cost
        remove_production(arrays, state, production)
    return best


@entry
def put_all(arrays: Arrays, state: State, needs: Ints, option: Ints, units: Ints, start: Ints) -> None:
    """Place needs, those kept first, each on its option, on the units of its row of ``units`` and from its start."""
    for index in range(len(needs)):
        since = since_of(arrays, state, needs[index], start[index])
        put(arrays, state, needs[index], option[index], units, index, start[index], since)
