"""Beginning at a plan that may no longer stand everywhere."""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, Arrays, Ints
from stagehold.planning.compiled.fitting import State, on_same, put, unit_from
from stagehold.planning.compiled.jit import compiled, entry, variable
from stagehold.planning.compiled.placing import lag_high, lag_low, place_production, remove_production, since_of


@entry
def resume(arrays: Arrays, state: State, order: Ints, option: Ints, units: Ints, start: Ints, rng: Ints) -> None:
    """Put productions back where ``option``, ``units`` and ``start`` say, as long as that is free; place the others.

    ``order`` names all of them: what may not move first, those that others come after before these.
    """
    noise = np.zeros(2, np.int64)
    left = np.zeros(len(order), np.int64)
    count = variable(0)
    for index in range(len(order)):
        production = order[index]
        if not stands_again(arrays, state, production, option, units, start):
            remove_production(arrays, state, production)
            left[count] = production
            count += 1
    for index in range(count):
        place_production(arrays, state, left[index], noise, rng)


@compiled
def stands_again(arrays: Arrays, state: State, production: int, option: Ints, units: Ints, start: Ints) -> bool:
    """Put all needs of a production where they stood; False, perhaps with some put, when one of them cannot stand."""
    for index in range(arrays.production[production].need_first, arrays.production[production].need_last):
        need = arrays.needs[index]
        if (
            option[need] < 0
            or start[need] < lag_low(arrays, state, need)
            or start[need] > lag_high(arrays, state, need)
        ):
            return False
        keeps = arrays.need[need].keeps
        kept_from = state.end[keeps] if keeps >= 0 and state.option[keeps] >= 0 else variable(NEVER)
        for slot in range(arrays.need[need].count):
            unit = units[need, slot]
            same = on_same(arrays, state, need, unit)
            if not same or unit_from(arrays, state, unit, start[need], kept_from, keeps) != start[need]:
                return False
        put(arrays, state, need, option[need], units, need, start[need], since_of(arrays, state, need, start[need]))
    return True
