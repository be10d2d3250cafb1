"""The starts that what stands on a stage leaves open to a need, as spans: found once, read at every move."""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import Arrays, Ints
from stagehold.planning.compiled.columns import GAP, HIGH, LOW, MORE, OPTION, SPANS
from stagehold.planning.compiled.fitting import State, end_of
from stagehold.planning.compiled.jit import compiled, entry


def walls_of(state: State, number: Ints) -> tuple[Ints, Ints]:
    """(start and end of each obstacle, bounds by stage) of all stays of needs without a number, in order of time."""
    rows = [
        np.stack([state.row_start[stage, :count], state.row_end[stage, :count]], axis=1)[
            number[state.row_need[stage, :count]] < 0
        ]
        for stage, count in enumerate(state.rows)
    ]
    bounds = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)
    return np.concatenate([*rows, np.zeros((0, 2), np.int64)]).astype(np.int64), bounds


@compiled
def last_before(arrays: Arrays, option: int, low: int, high: int, day: int) -> int:
    """The last start in [low, high] of a stay that ends by ``day``, as later starts end later; low - 1 if none does."""
    if arrays.option[option].ends < 0:
        return max(low - 1, min(high, day - arrays.option[option].length))
    while low <= high:
        middle = (low + high) // 2
        if end_of(arrays, option, middle) <= day:
            low = middle + 1
        else:
            high = middle - 1
    return high


@entry
def cut_walls(arrays: Arrays, spec: Ints, on: Ints, walls: Ints, bounds: Ints, span: Ints) -> None:
    """Write the open starts of each row of ``spec``, on its stage ``on``, into ``span``; the first into the row."""
    at = 0
    for pair in range(spec.shape[0]):
        stage = on[pair]
        option = spec[pair, OPTION]
        first = at
        gap = spec[pair, GAP]
        unit = arrays.option[option].unit_first
        for index in range(arrays.unit[unit].start_first, arrays.unit[unit].start_last):
            day, high = arrays.start[index].low, arrays.start[index].high
            for wall in range(bounds[stage], bounds[stage + 1]):
                if walls[wall, 1] + gap <= day:
                    continue
                last = last_before(arrays, option, day, high, walls[wall, 0] - gap)
                if last >= day:
                    span[at, 0], span[at, 1] = day, last
                    at += 1
                day = max(day, walls[wall, 1] + gap)
                if day > high:
                    break
            if day <= high:
                span[at, 0], span[at, 1] = day, high
                at += 1
        spec[pair, MORE], spec[pair, SPANS] = min(first + 1, at), at
        spec[pair, LOW] = span[first, 0] if first < at else 0
        spec[pair, HIGH] = span[first, 1] if first < at else -1
