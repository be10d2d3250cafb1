"""Placing one production on the timelines, at the least cost that its earliest fits allow."""

from __future__ import annotations

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Arrays, Ints
from stagehold.planning.compiled.draw import below, draw
from stagehold.planning.compiled.fitting import State, done_of, earliest, end_of, fits_at, put, take
from stagehold.planning.compiled.jit import compiled

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
def same_stages(arrays: Arrays, state: State, need: int, option: int) -> bool:
    """Whether the option stands on all the stages, and no other, of the needs it returns to."""
    for link in range(arrays.need[need].link_first, arrays.need[need].link_last):
        if not arrays.link[link].same:
            continue
        other = state.option[arrays.link[link].earlier]
        low, high = arrays.option[other].member_first, arrays.option[other].member_last
        if arrays.option[option].member_last - arrays.option[option].member_first != high - low:
            return False
        for index in range(arrays.option[option].member_first, arrays.option[option].member_last):
            found = False
            for place in range(low, high):
                found = found or arrays.members[place] == arrays.members[index]
            if not found:
                return False
    return True


@compiled
def change_cost(arrays: Arrays, need: int, option: int, start: int) -> int:
    """What moving and shifting the need away from the baseline costs."""
    before = arrays.need[need].before
    if before == -NEVER:
        return 0
    return arrays.option[option].moved + arrays.shift_cost[0] * abs(start - before)


@compiled
def late_cost(arrays: Arrays, need: int, option: int, start: int) -> int:
    """What the need alone would cost if it were the latest of its production."""
    late = done_of(arrays, option, start) - arrays.need[need].due
    if late <= 0:
        return 0
    return late * arrays.production[arrays.need[need].production].weight


@compiled
def place_need(arrays: Arrays, state: State, need: int, place: int, low: int, noise: Ints, rng: Ints) -> bool:
    """Put one need on its cheapest option from ``low`` on.

    ``noise[0]`` says which of equal options is taken: 0 the one that ends first, 1 the least wanted by others, 2 any.
    Now and then an option is passed over (with chance ``noise[1]`` in 1,000), so that the same order of productions
    does not always lead to the same plan.
    """
    low = max(low, lag_low(arrays, state, need))
    high = lag_high(arrays, state, need)
    keeps = arrays.need[need].keeps
    kept_from = state.end[keeps] if keeps >= 0 and state.option[keeps] >= 0 else NEVER
    best, best_cost, best_key, best_start = -1, UNBOUNDED, UNBOUNDED, 0
    for option in range(arrays.need[need].option_first, arrays.need[need].option_last):
        if (place >= 0 and arrays.option[option].place != place) or not same_stages(arrays, state, need, option):
            continue
        if noise[1] > 0 and below(rng, 1000) < noise[1]:
            continue
        start = earliest(arrays, state, option, low, high, kept_from, keeps)
        if start == NEVER:
            continue
        cost = late_cost(arrays, need, option, start) + change_cost(arrays, need, option, start)
        before = arrays.need[need].before
        if before > start and before <= high and fits_at(arrays, state, option, before, kept_from, keeps):
            other = late_cost(arrays, need, option, before) + change_cost(arrays, need, option, before)
            if other < cost:
                start, cost = before, other
        key = end_of(arrays, option, start)
        if noise[0] == 1:
            key += arrays.option[option].wanted * NEVER
        elif noise[0] == 2:
            key = draw(rng)
        if cost < best_cost or (cost == best_cost and key < best_key):
            best, best_cost, best_key, best_start = option, cost, key, start
    if best < 0:
        return False
    put(arrays, state, need, best, best_start, since_of(arrays, state, need, best_start))
    return True


@compiled
def production_cost(arrays: Arrays, state: State, production: int) -> int:
    """The cost of a production as it stands: dropped, or its greatest lateness and its changes."""
    late = 0
    changes = 0
    for index in range(arrays.production[production].need_first, arrays.production[production].need_last):
        need = arrays.needs[index]
        option = state.option[need]
        if option < 0:
            return arrays.production[production].drop
        late = max(late, done_of(arrays, option, state.start[need]) - arrays.need[need].due)
        changes += change_cost(arrays, need, option, state.start[need])
    return late * arrays.production[production].weight + changes


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
    first = arrays.production[production].need_first
    last = arrays.production[production].need_last
    if last - first == 1:
        placed = place_needs(arrays, state, production, -1, noise, rng)
    else:
        placed = _best_place(arrays, state, production, noise, rng)
    if not placed:
        return arrays.production[production].drop
    cost = production_cost(arrays, state, production)
    if cost > arrays.production[production].drop and not arrays.production[production].forced:
        remove_production(arrays, state, production)
        return arrays.production[production].drop
    return cost


@compiled
def _best_place(arrays: Arrays, state: State, production: int, noise: Ints, rng: Ints) -> bool:
    """Try every place of the first need, keep the cheapest."""
    need = arrays.needs[arrays.production[production].need_first]
    best, best_cost = -1, UNBOUNDED
    tried = 0
    for option in range(arrays.need[need].option_first, arrays.need[need].option_last):
        place = arrays.option[option].place
        seen = False
        for earlier in range(arrays.need[need].option_first, option):
            seen = seen or arrays.option[earlier].place == place
        if seen:
            continue
        tried += 1
        if place_needs(arrays, state, production, place, noise, rng):
            cost = production_cost(arrays, state, production)
            if cost < best_cost:
                best, best_cost = place, cost
            remove_production(arrays, state, production)
    return best >= 0 and place_needs(arrays, state, production, best, noise, rng)
