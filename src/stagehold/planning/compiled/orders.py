"""Orders of stays on each stage: an order is a plan, each stay as early as what stands before it allows.

Only *free* productions are in an order: one need on one single stage, no links, nothing locked. Everything else stands
where the plan at hand has it, as obstacles ("walls").
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, Arrays, Ints
from stagehold.planning.compiled.fitting import State, done_of, end_of, next_start, put, take
from stagehold.planning.compiled.jit import compiled, entry, variable


class Orders(NamedTuple):
    """Orders and what they give; free needs are numbered from 0 (``need[i]`` is the need).

    ``order[s, k]`` is the k-th free need on stage s (``size[s]`` of them); it starts on ``start[s, k]`` and leaves the
    stage free again on ``free[s, k]``, clear days included; ``tail[s, k]`` is the cost of it and all behind it.
    ``where[i]`` is the stage of need i, or -1 when it is left out, ``place[i]`` its place in the order.
    ``option[i, s]`` is its option on stage s or -1; ``spec[i, s]`` holds first start, last start, length and days to
    done, or a length of -1 where only the tables of the option tell. ``worth[i]``: due, weight, drop cost, baseline
    start, ready. ``stages[first[i]:last[i]]``: the stages a need may stand on. ``wall_*``: obstacles by stage, sorted.
    """

    need: Ints
    option: Ints
    spec: Ints
    worth: Ints
    moved: Ints
    first: Ints
    last: Ints
    stages: Ints
    wall_first: Ints
    wall_last: Ints
    wall_start: Ints
    wall_end: Ints
    order: Ints
    size: Ints
    start: Ints
    free: Ints
    tail: Ints
    where: Ints
    place: Ints
    total: Ints  # the cost now, and the best
    best_order: Ints
    best_size: Ints


def free_needs(arrays: Arrays) -> Ints:
    """Needs that an order alone can place."""
    linked = set(arrays.link["earlier"].tolist())
    found = []
    for need, row in enumerate(arrays.need):
        production = arrays.production[row.production]
        single = production.need_last - production.need_first == 1 and row.link_first == row.link_last
        if not single or row.count > 1 or row.option_first == row.option_last or need in linked or production.forced:
            continue
        low, high = arrays.option[row.option_first].unit_first, arrays.option[row.option_last - 1].unit_last
        units: Any = arrays.unit[low:high]
        if bool((units.member_last - units.member_first == 1).all()) and not units.hired.any():
            stages = arrays.members[units[0].member_first : units[-1].member_last]
            if len(set(stages.tolist())) == len(stages):
                found.append(need)
    return np.array(found, np.int64)


def new_orders(arrays: Arrays, state: State, free: Ints) -> Orders:
    """The orders of the plan at hand, with everything that is not free as obstacles."""
    count, stages = len(free), len(arrays.stage)
    number = np.full(len(arrays.need), -1, np.int64)
    number[free] = np.arange(count)
    option, spec, moved, bounds, usable = _tables(arrays, free, stages)
    walls: list[list[tuple[int, int]]] = [[] for _ in range(stages)]
    order = np.full((stages, count + 1), -1, np.int64)
    size = np.zeros(stages, np.int64)
    for stage in range(stages):
        for row in range(state.rows[stage]):
            one = number[state.row_need[stage, row]]
            if one >= 0:
                order[stage, size[stage]] = one
                size[stage] += 1
            else:
                walls[stage].append((int(state.row_start[stage, row]), int(state.row_end[stage, row])))
    wall_bounds = np.cumsum([0, *(len(row) for row in walls)])
    flat = [pair for row in walls for pair in sorted(row)]
    needs: Any = arrays.need[free]
    owners: Any = arrays.production[needs.production]
    return Orders(
        need=free,
        option=option,
        spec=spec,
        worth=np.stack([needs.due, owners.weight, owners.drop, needs.before, owners.ready], axis=1).astype(np.int64),
        moved=moved,
        first=bounds[:-1],
        last=bounds[1:],
        stages=usable,
        wall_first=wall_bounds[:-1].astype(np.int64),
        wall_last=wall_bounds[1:].astype(np.int64),
        wall_start=np.array([low for low, _ in flat], np.int64),
        wall_end=np.array([high for _, high in flat], np.int64),
        order=order,
        size=size,
        start=np.zeros_like(order),
        free=np.zeros_like(order),
        tail=np.zeros_like(order),
        where=np.full(count, -1, np.int64),
        place=np.zeros(count, np.int64),
        total=np.zeros(2, np.int64),
        best_order=order.copy(),
        best_size=size.copy(),
    )


def _tables(arrays: Arrays, free: Ints, stages: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Option, spec and moved of every free need on every stage; the stages it may stand on, and their bounds."""
    rows: Any = arrays.need[free]
    counts = rows.option_last - rows.option_first
    bounds = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    who = np.repeat(np.arange(len(free)), counts)
    which = np.arange(bounds[-1]) - bounds[:-1][who] + rows.option_first[who]
    chosen: Any = arrays.option[which]
    units: Any = arrays.unit[chosen.unit_first]
    on = arrays.members[units.member_first]
    option = np.full((len(free), stages), -1, np.int64)
    option[who, on] = which
    plain = (chosen.ends < 0) & (units.start_last - units.start_first == 1)
    starts: Any = arrays.start[units.start_first]
    spec = np.full((len(free), stages, 4), -1, np.int64)
    length = np.where(plain, chosen.length, -1)
    spec[who, on] = np.stack([starts.low, starts.high, length, chosen.done], axis=1)
    elsewhere = (units.was == 0) | (rows.before_members[who] != 1)
    moved = np.zeros((len(free), stages), np.int64)
    moved[who, on] = np.where(elsewhere, rows.moved[who], 0)
    return option, spec, moved, bounds, on.astype(np.int64)


@compiled
def first_fit(arrays: Arrays, orders: Orders, stage: int, option: int, low: int) -> int:
    """The earliest start on or after ``low`` that no obstacle forbids; NEVER if there is none."""
    gap = arrays.stage[stage].gap
    unit = arrays.option[option].unit_first
    day = next_start(arrays, unit, low)
    while day < NEVER:
        end = end_of(arrays, option, day)
        blocked = day
        for wall in range(orders.wall_first[stage], orders.wall_last[stage]):
            if orders.wall_start[wall] < end + gap and orders.wall_end[wall] + gap > day:
                blocked = max(blocked, orders.wall_end[wall] + gap)
        if blocked == day:
            return day
        day = next_start(arrays, unit, blocked)
    return NEVER


@compiled
def stand(arrays: Arrays, orders: Orders, one: int, stage: int, day: int) -> int:
    """The earliest start of a free need on a stage from ``day`` on; NEVER if there is none."""
    if orders.spec[one, stage, 2] >= 0 and orders.wall_first[stage] == orders.wall_last[stage]:
        start = max(day, orders.spec[one, stage, 0])
        return start if start <= orders.spec[one, stage, 1] else NEVER
    return first_fit(arrays, orders, stage, orders.option[one, stage], day)


@compiled
def freed(arrays: Arrays, orders: Orders, one: int, stage: int, start: int) -> int:
    """The day from which a stage is free again behind a stay."""
    if orders.spec[one, stage, 2] >= 0:
        return start + orders.spec[one, stage, 2] + arrays.stage[stage].gap
    return end_of(arrays, orders.option[one, stage], start) + arrays.stage[stage].gap


@compiled
def cost_at(arrays: Arrays, orders: Orders, one: int, stage: int, start: int) -> int:
    """What a free need costs that starts on this day: late days, and its changes from the baseline."""
    if orders.spec[one, stage, 2] >= 0:
        late = start + orders.spec[one, stage, 3] - orders.worth[one, 0]
    else:
        late = done_of(arrays, orders.option[one, stage], start) - orders.worth[one, 0]
    cost = late * orders.worth[one, 1] if late > 0 else 0
    if orders.worth[one, 3] != -NEVER:
        cost += orders.moved[one, stage] + arrays.shift_cost[0] * abs(start - orders.worth[one, 3])
    return cost


@compiled
def day_before(orders: Orders, stage: int, place: int) -> int:
    """The day from which a stage is free for what stands at this place of its order."""
    return orders.free[stage, place - 1] if place > 0 else -NEVER


@compiled
def settle(arrays: Arrays, orders: Orders, stage: int, line: Ints, count: int, place: int) -> None:
    """Make ``line`` the order of a stage from ``place`` on; all of it must fit."""
    day = day_before(orders, stage, place)
    orders.size[stage] = count
    for index in range(place, count):
        one = line[index]
        start = stand(arrays, orders, one, stage, day)
        day = freed(arrays, orders, one, stage, start)
        orders.order[stage, index] = one
        orders.start[stage, index] = start
        orders.free[stage, index] = day
        orders.tail[stage, index] = cost_at(arrays, orders, one, stage, start)
        orders.where[one] = stage
        orders.place[one] = index
    orders.tail[stage, count] = 0
    for index in range(count - 1, place - 1, -1):
        orders.tail[stage, index] += orders.tail[stage, index + 1]
    # What stands before only gains or loses what the part behind it did.
    if place > 0:
        change = orders.tail[stage, place] - orders.tail[stage, place - 1]
        one = orders.order[stage, place - 1]
        change += cost_at(arrays, orders, one, stage, orders.start[stage, place - 1])
        for index in range(place):
            orders.tail[stage, index] += change


@entry
def settle_all(arrays: Arrays, orders: Orders) -> None:
    """Read the orders as they stand; what does not fit behind what stands before it is left out."""
    line = np.zeros(orders.order.shape[1], np.int64)
    total = 0
    orders.where[:] = -1
    for stage in range(len(orders.size)):
        count = variable(0)
        day = variable(-NEVER)
        for index in range(orders.size[stage]):
            one = orders.order[stage, index]
            start = stand(arrays, orders, one, stage, day)
            if start < NEVER:
                line[count] = one
                count += 1
                day = freed(arrays, orders, one, stage, start)
        settle(arrays, orders, stage, line, count, variable(0))
        total += orders.tail[stage, 0]
    for one in range(len(orders.need)):
        if orders.where[one] < 0:
            total += orders.worth[one, 2]
    orders.total[0] = total


@entry
def remember(orders: Orders) -> None:
    """Keep the orders as the best."""
    orders.total[1] = orders.total[0]
    for stage in range(len(orders.size)):
        orders.best_size[stage] = orders.size[stage]
        for index in range(orders.size[stage]):
            orders.best_order[stage, index] = orders.order[stage, index]


@entry
def recall(arrays: Arrays, orders: Orders) -> None:
    """Go back to the best orders."""
    for stage in range(len(orders.size)):
        orders.size[stage] = orders.best_size[stage]
        for index in range(orders.size[stage]):
            orders.order[stage, index] = orders.best_order[stage, index]
    settle_all(arrays, orders)


@entry
def give_back(arrays: Arrays, orders: Orders, state: State) -> None:
    """Put the orders as they stand into the timelines."""
    for one in range(len(orders.need)):
        take(arrays, state, orders.need[one])
    for stage in range(len(orders.size)):
        for index in range(orders.size[stage]):
            one = orders.order[stage, index]
            start = orders.start[stage, index]
            option = orders.option[one, stage]
            state.pick[1, 0] = arrays.option[option].unit_first
            put(arrays, state, orders.need[one], option, state.pick, variable(1), start, start)
