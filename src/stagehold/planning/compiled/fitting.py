"""Stage timelines: sorted stays, the earliest day on which units of a pool are free, putting in and taking out.

A timeline holds, for each stage, rows (start, end, need) sorted by start; rows of one stage never overlap. All
functions are compiled; arguments are the arrays of ``compiled.arrays`` and the state below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, Arrays, Ints
from stagehold.planning.compiled.jit import compiled, variable

FIRST, RANDOM, RARE = 0, 1, 2  # which of the units that are free is taken: in order, any, the least wanted by others


class State(NamedTuple):
    """Where every need stands (option -1: nowhere) on which units, and what every stage carries.

    ``pick`` is room for the units of the option looked at (row 0) and of the best so far (row 1); ``opens`` is room
    for the earliest start of each unit of a pool.
    """

    option: Ints
    start: Ints
    end: Ints
    unit: Ints
    rows: Ints
    row_start: Ints
    row_end: Ints
    row_need: Ints
    pick: Ints
    opens: Ints


def empty_state(arrays: Arrays) -> State:
    """Nothing placed."""
    needs, stages = len(arrays.need), len(arrays.stage)
    owner = arrays.option["need"][arrays.unit["option"]]
    counts = arrays.unit["member_last"] - arrays.unit["member_first"]
    pairs: Ints = np.unique(np.repeat(owner, counts) * max(1, stages) + arrays.members)
    most = int(np.bincount(pairs % max(1, stages), minlength=stages).max(initial=0)) + 1
    several = int(arrays.need["count"].max(initial=1))
    pool = int((arrays.option["unit_last"] - arrays.option["unit_first"]).max(initial=1))
    return State(
        option=np.full(needs, -1, np.int64),
        start=np.zeros(needs, np.int64),
        end=np.zeros(needs, np.int64),
        unit=np.zeros((needs, several), np.int64),
        rows=np.zeros(stages, np.int64),
        row_start=np.zeros((stages, most), np.int64),
        row_end=np.zeros((stages, most), np.int64),
        row_need=np.zeros((stages, most), np.int64),
        pick=np.zeros((2, several), np.int64),
        opens=np.zeros((2, pool), np.int64),
    )


@compiled
def end_of(arrays: Arrays, option: int, start: int) -> int:
    """Half-open end of a stay."""
    place = arrays.option[option].ends
    if place < 0:
        return start + arrays.option[option].length
    return arrays.end[place + start - arrays.option[option].first_day].end


@compiled
def done_of(arrays: Arrays, option: int, start: int) -> int:
    """The day on which the need counts as done."""
    place = arrays.option[option].ends
    if place < 0:
        return start + arrays.option[option].done
    return arrays.end[place + start - arrays.option[option].first_day].done


@compiled
def next_start(arrays: Arrays, unit: int, day: int) -> int:
    """The first start that a unit allows on or after ``day``; NEVER if there is none."""
    low, high = arrays.unit[unit].start_first, arrays.unit[unit].start_last
    while low < high:
        middle = (low + high) // 2
        if arrays.start[middle].high < day:
            low = middle + 1
        else:
            high = middle
    if low == arrays.unit[unit].start_last:
        return NEVER
    return max(day, arrays.start[low].low)


@compiled
def free_from(arrays: Arrays, state: State, stage: int, start: int, end: int, keeps: int) -> int:
    """``start`` if the stage is free for [start, end) with its clear days, else the first day after what is in the way.

    The stay of need ``keeps`` does not count: its stages are kept.
    """
    gap = arrays.stage[stage].gap
    low, high = 0, state.rows[stage]
    while low < high:
        middle = (low + high) // 2
        if state.row_end[stage, middle] + gap <= start:
            low = middle + 1
        else:
            high = middle
    while low < state.rows[stage] and state.row_start[stage, low] < end + gap:
        if keeps < 0 or state.row_need[stage, low] != keeps:
            return state.row_end[stage, low] + gap
        low += 1
    return start


@compiled
def may_stand(arrays: Arrays, stage: int, start: int, end: int) -> bool:
    """Whether a kept set may stand on the stage on all of [start, end)."""
    if start >= end:
        return True
    for index in range(arrays.stage[stage].standing_first, arrays.stage[stage].standing_last):
        if arrays.standing[index].low <= start and end <= arrays.standing[index].high:
            return True
    return False


@compiled
def unit_from(arrays: Arrays, state: State, unit: int, low: int, kept_from: int, keeps: int) -> int:
    """The earliest start of a unit on or after ``low`` with all its members free; NEVER if there is none.

    ``kept_from`` is the day since which the stages of need ``keeps`` stand, or NEVER.
    """
    option = arrays.unit[unit].option
    day = next_start(arrays, unit, low)
    while day < NEVER:
        end = end_of(arrays, option, day)
        since = min(kept_from, day)
        blocked = day
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            stage = arrays.members[index]
            if kept_from < NEVER and not may_stand(arrays, stage, since, day):
                return NEVER
            free = free_from(arrays, state, stage, since, end, keeps)
            if free > since:
                if kept_from < NEVER:
                    return NEVER  # what stands in between stays there, however late the start
                blocked = max(blocked, free)
        if blocked == day:
            return day
        day = next_start(arrays, unit, blocked)
    return NEVER


@compiled
def on_same(arrays: Arrays, state: State, need: int, unit: int) -> bool:
    """Whether a unit lies on stages of every need that ``need`` returns to."""
    for link in range(arrays.need[need].link_first, arrays.need[need].link_last):
        if not arrays.link[link].same:
            continue
        other = arrays.link[link].earlier
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            if not stands_on(arrays, state, other, arrays.members[index]):
                return False
    return True


@compiled
def stands_on(arrays: Arrays, state: State, need: int, stage: int) -> bool:
    """Whether a placed need has a stage."""
    for slot in range(arrays.need[need].count):
        unit = state.unit[need, slot]
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            if arrays.members[index] == stage:
                return True
    return False


@compiled
def stages_of(arrays: Arrays, units: Ints, row: int, count: int) -> int:
    """How many stages the first ``count`` units of a row have."""
    total = 0
    for slot in range(count):
        total += arrays.unit[units[row, slot]].member_last - arrays.unit[units[row, slot]].member_first
    return total


@compiled
def earliest(
    arrays: Arrays, state: State, need: int, option: int, low: int, high: int, kept_from: int, way: int, salt: int
) -> int:
    """The earliest start in [low, high] at which enough units of a pool are free, put in ``pick``; NEVER if none is.

    ``way`` says which of them are taken, ``salt`` where the order begins; those of the baseline always go first.
    """
    first, last = arrays.option[option].unit_first, arrays.option[option].unit_last
    count = arrays.need[need].count
    keeps = arrays.need[need].keeps if kept_from < NEVER else -1
    if last - first == 1:
        if not on_same(arrays, state, need, first):
            return NEVER
        state.pick[0, 0] = first
        start = unit_from(arrays, state, first, low, kept_from, keeps)
        return start if start <= high else NEVER
    day = low
    for index in range(first, last):
        fits = on_same(arrays, state, need, index)
        state.opens[0, index - first] = unit_from(arrays, state, index, day, kept_from, keeps) if fits else NEVER
    while True:
        day = ranked(state, last - first, count)
        if day > high or day >= NEVER:
            return NEVER
        for index in range(first, last):
            if state.opens[0, index - first] < day:
                state.opens[0, index - first] = unit_from(arrays, state, index, day, kept_from, keeps)
        if ranked(state, last - first, count) > day:
            continue
        if picked(arrays, state, first, last, count, day, way, salt):
            return day
        # Those free on this day share stages: look further on.
        for index in range(first, last):
            if state.opens[0, index - first] == day:
                state.opens[0, index - first] = unit_from(arrays, state, index, day + 1, kept_from, keeps)


@compiled
def ranked(state: State, size: int, count: int) -> int:
    """The ``count``-th smallest of the first ``size`` entries of ``opens``."""
    if count == 1:
        least = state.opens[0, 0]
        for index in range(1, size):
            least = min(least, state.opens[0, index])
        return least
    kept = 0
    for index in range(size):
        value = state.opens[0, index]
        if kept == count and value >= state.opens[1, count - 1]:
            continue
        place = kept if kept < count else count - 1
        while place > 0 and state.opens[1, place - 1] > value:
            state.opens[1, place] = state.opens[1, place - 1]
            place -= 1
        state.opens[1, place] = value
        kept = min(count, kept + 1)
    return state.opens[1, count - 1]


@compiled
def picked(arrays: Arrays, state: State, first: int, last: int, count: int, day: int, way: int, salt: int) -> bool:
    """Take ``count`` units that are free on ``day`` and share no stage; False if there are not as many."""
    size = last - first
    taken = variable(0)
    begin = salt % size if way == RANDOM else 0
    while taken < count:
        best, best_key = -1, NEVER
        for turn in range(size):
            index = first + (begin + turn) % size
            if state.opens[0, index - first] != day or shares(arrays, state, index, taken):
                continue
            key = turn + arrays.unit[index].wanted * size if way == RARE else turn
            if arrays.unit[index].was:
                key -= NEVER
            if best < 0 or key < best_key:
                best, best_key = index, key
        if best < 0:
            return False
        state.pick[0, taken] = best
        taken += 1
    return True


@compiled
def shares(arrays: Arrays, state: State, unit: int, taken: int) -> bool:
    """Whether a unit is, or shares a stage with, one of the ``taken`` units picked."""
    for slot in range(taken):
        other = state.pick[0, slot]
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            for place in range(arrays.unit[other].member_first, arrays.unit[other].member_last):
                if arrays.members[index] == arrays.members[place]:
                    return True
    return False


@compiled
def put(arrays: Arrays, state: State, need: int, option: int, units: Ints, row: int, start: int, since: int) -> None:
    """Place a need on the units of ``units[row]``; its rows begin on ``since`` where it keeps stages from before."""
    end = end_of(arrays, option, start)
    state.option[need] = option
    state.start[need] = start
    state.end[need] = end
    for slot in range(arrays.need[need].count):
        unit = units[row, slot]
        state.unit[need, slot] = unit
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            stage = arrays.members[index]
            place = state.rows[stage]
            while place > 0 and state.row_start[stage, place - 1] > since:
                state.row_start[stage, place] = state.row_start[stage, place - 1]
                state.row_end[stage, place] = state.row_end[stage, place - 1]
                state.row_need[stage, place] = state.row_need[stage, place - 1]
                place -= 1
            state.row_start[stage, place] = since
            state.row_end[stage, place] = end
            state.row_need[stage, place] = need
            state.rows[stage] += 1


@compiled
def take(arrays: Arrays, state: State, need: int) -> None:
    """Take a need off its stages."""
    if state.option[need] < 0:
        return
    for slot in range(arrays.need[need].count):
        unit = state.unit[need, slot]
        for index in range(arrays.unit[unit].member_first, arrays.unit[unit].member_last):
            stage = arrays.members[index]
            place = 0
            while state.row_need[stage, place] != need:
                place += 1
            for row in range(place, state.rows[stage] - 1):
                state.row_start[stage, row] = state.row_start[stage, row + 1]
                state.row_end[stage, row] = state.row_end[stage, row + 1]
                state.row_need[stage, row] = state.row_need[stage, row + 1]
            state.rows[stage] -= 1
    state.option[need] = -1
