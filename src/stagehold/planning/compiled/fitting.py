"""Stage timelines: sorted stays, the earliest day a set of units is free, putting in and taking out.

A timeline holds, for each stage, rows (start, end, need) sorted by start; rows of one stage never overlap. All
functions are compiled; arguments are the arrays of ``compiled.arrays`` and the state below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, Arrays, Ints
from stagehold.planning.compiled.jit import compiled


class State(NamedTuple):
    """Where every need stands (option -1: nowhere) and what every stage carries."""

    option: Ints
    start: Ints
    end: Ints
    rows: Ints
    row_start: Ints
    row_end: Ints
    row_need: Ints


def empty_state(arrays: Arrays) -> State:
    """Nothing placed."""
    needs, stages = len(arrays.need), len(arrays.stage)
    possible = np.zeros(stages, np.int64)
    for need in range(needs):
        options = arrays.option[arrays.need[need].option_first : arrays.need[need].option_last]
        if len(options):
            on = np.unique(arrays.members[options[0].member_first : options[-1].member_last])
            possible[on] += 1
    most = int(possible.max(initial=0)) + 1
    rows = [np.zeros((stages, most), np.int64) for _ in range(3)]
    return State(
        np.full(needs, -1, np.int64),
        np.zeros(needs, np.int64),
        np.zeros(needs, np.int64),
        np.zeros(stages, np.int64),
        *rows,
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
def next_start(arrays: Arrays, option: int, day: int) -> int:
    """The first allowed start on or after ``day``; NEVER if there is none."""
    low, high = arrays.option[option].start_first, arrays.option[option].start_last
    while low < high:
        middle = (low + high) // 2
        if arrays.start[middle].high < day:
            low = middle + 1
        else:
            high = middle
    if low == arrays.option[option].start_last:
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
def usable(arrays: Arrays, stage: int, start: int, end: int) -> bool:
    """Whether the party may use the stage on all of [start, end)."""
    if start >= end:
        return True
    for index in range(arrays.stage[stage].days_first, arrays.stage[stage].days_last):
        if arrays.days[index].low <= start and end <= arrays.days[index].high:
            return True
    return False


@compiled
def earliest(arrays: Arrays, state: State, option: int, low: int, high: int, kept_from: int, keeps: int) -> int:
    """The earliest start in [low, high] at which all members are allowed and free; NEVER if there is none.

    ``kept_from`` is the day since which the stages of need ``keeps`` stand, or NEVER.
    """
    day = next_start(arrays, option, low)
    while day <= high and day < NEVER:
        end = end_of(arrays, option, day)
        since = min(kept_from, day)
        blocked = day
        for index in range(arrays.option[option].member_first, arrays.option[option].member_last):
            stage = arrays.members[index]
            if kept_from < NEVER and not usable(arrays, stage, since, day):
                return NEVER
            free = free_from(arrays, state, stage, since, end, keeps)
            if free > since:
                if kept_from < NEVER:
                    return NEVER  # what stands in between stays there, however late the start
                blocked = max(blocked, free)
        if blocked == day:
            return day
        day = next_start(arrays, option, blocked)
    return NEVER


@compiled
def fits_at(arrays: Arrays, state: State, option: int, day: int, kept_from: int, keeps: int) -> bool:
    """Whether the option may start on this very day."""
    return next_start(arrays, option, day) == day and earliest(arrays, state, option, day, day, kept_from, keeps) == day


@compiled
def put(arrays: Arrays, state: State, need: int, option: int, start: int, since: int) -> None:
    """Place a need; its rows begin on ``since`` where it keeps stages from before its start."""
    end = end_of(arrays, option, start)
    state.option[need] = option
    state.start[need] = start
    state.end[need] = end
    for index in range(arrays.option[option].member_first, arrays.option[option].member_last):
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
    option = state.option[need]
    if option < 0:
        return
    for index in range(arrays.option[option].member_first, arrays.option[option].member_last):
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
