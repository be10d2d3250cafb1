"""Orders of stays on each stage: an order is a plan, each stay as early as what stands before it allows.

Only *free* productions are in an order: one need on one single stage, no links, nothing locked. Everything else stands
where the plan at hand has it, as obstacles ("walls").
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Arrays, Ints
from stagehold.planning.compiled.fitting import State, end_of, next_start, put, take
from stagehold.planning.compiled.jit import compiled
from stagehold.planning.compiled.placing import change_cost, late_cost


class Orders(NamedTuple):
    """Orders and what they give.

    ``order[s, k]`` is the k-th need on stage s (``size[s]`` of them), from ``start`` to ``end`` at ``cost``.
    ``option[n, s]`` is the option of need n on stage s or -1; ``where[n]`` its stage or -1 when it is left out.
    ``stages``, ``first``, ``last``: the stages a need may stand on. ``wall_*``: obstacles by stage, sorted.
    """

    order: Ints
    size: Ints
    start: Ints
    end: Ints
    cost: Ints
    option: Ints
    where: Ints
    free: Ints
    first: Ints
    last: Ints
    stages: Ints
    wall_first: Ints
    wall_last: Ints
    wall_start: Ints
    wall_end: Ints
    total: Ints  # the cost now, and the best
    best_order: Ints
    best_size: Ints


def free_needs(arrays: Arrays) -> Ints:
    """Needs that an order alone can place."""
    linked = set(arrays.link["earlier"].tolist())
    found = []
    for need, row in enumerate(arrays.need):
        production = arrays.production[row.production]
        options: Any = arrays.option[row.option_first : row.option_last]
        single = production.need_last - production.need_first == 1 and row.link_first == row.link_last
        on_one = len(options) > 0 and bool((options.member_last - options.member_first == 1).all())
        if single and on_one and need not in linked and not production.forced:
            stages = arrays.members[options[0].member_first : options[-1].member_last]
            if len(set(stages.tolist())) == len(stages):
                found.append(need)
    return np.array(found, np.int64)


def new_orders(arrays: Arrays, state: State, free: Ints) -> Orders:
    """The orders of the plan at hand, with everything that is not free as obstacles."""
    needs, stages = len(arrays.need), len(arrays.stage)
    is_free = np.zeros(needs, np.bool_)
    is_free[free] = True
    option = np.full((needs, stages), -1, np.int64)
    usable: list[list[int]] = [[] for _ in range(needs)]
    for need in free:
        for one in range(arrays.need[need].option_first, arrays.need[need].option_last):
            stage = int(arrays.members[arrays.option[one].member_first])
            option[need, stage] = one
            usable[need].append(stage)
    bounds = np.cumsum([0, *(len(row) for row in usable)])
    walls: list[list[tuple[int, int]]] = [[] for _ in range(stages)]
    order = np.full((stages, len(free) + 1), -1, np.int64)
    count = np.zeros(stages, np.int64)
    where = np.full(needs, -1, np.int64)
    for stage in range(stages):
        for row in range(state.rows[stage]):
            need = int(state.row_need[stage, row])
            if is_free[need]:
                order[stage, count[stage]] = need
                count[stage] += 1
                where[need] = stage
            else:
                walls[stage].append((int(state.row_start[stage, row]), int(state.row_end[stage, row])))
    wall_bounds = np.cumsum([0, *(len(row) for row in walls)])
    flat = [pair for row in walls for pair in sorted(row)]
    return Orders(
        order=order,
        size=count,
        start=np.zeros_like(order),
        end=np.zeros_like(order),
        cost=np.zeros_like(order),
        option=option,
        where=where,
        free=free,
        first=bounds[:-1].astype(np.int64),
        last=bounds[1:].astype(np.int64),
        stages=np.array([stage for row in usable for stage in row], np.int64),
        wall_first=wall_bounds[:-1].astype(np.int64),
        wall_last=wall_bounds[1:].astype(np.int64),
        wall_start=np.array([low for low, _ in flat], np.int64),
        wall_end=np.array([high for _, high in flat], np.int64),
        total=np.zeros(2, np.int64),
        best_order=order.copy(),
        best_size=count.copy(),
    )


@compiled
def first_fit(arrays: Arrays, orders: Orders, stage: int, option: int, low: int) -> int:
    """The earliest start on or after ``low`` that no obstacle forbids; NEVER if there is none."""
    gap = arrays.stage[stage].gap
    day = next_start(arrays, option, low)
    while day < NEVER:
        end = end_of(arrays, option, day)
        blocked = day
        for wall in range(orders.wall_first[stage], orders.wall_last[stage]):
            if orders.wall_start[wall] < end + gap and orders.wall_end[wall] + gap > day:
                blocked = max(blocked, orders.wall_end[wall] + gap)
        if blocked == day:
            return day
        day = next_start(arrays, option, blocked)
    return NEVER


@compiled
def cost_from(arrays: Arrays, orders: Orders, stage: int, line: Ints, count: int, place: int) -> int:
    """The cost of the stays of ``line`` from ``place`` on; UNBOUNDED when one of them does not fit."""
    gap = arrays.stage[stage].gap
    low = -NEVER if place == 0 else orders.end[stage, place - 1] + gap
    total = 0
    for index in range(place, count):
        need = line[index]
        option = orders.option[need, stage]
        start = first_fit(arrays, orders, stage, option, low)
        if start == NEVER:
            return UNBOUNDED
        total += late_cost(arrays, need, option, start) + change_cost(arrays, need, option, start)
        low = end_of(arrays, option, start) + gap
    return total


@compiled
def settle(arrays: Arrays, orders: Orders, stage: int, line: Ints, count: int, place: int) -> None:
    """Make ``line`` the order of a stage from ``place`` on."""
    gap = arrays.stage[stage].gap
    low = -NEVER if place == 0 else orders.end[stage, place - 1] + gap
    orders.size[stage] = count
    for index in range(place, count):
        need = line[index]
        option = orders.option[need, stage]
        start = first_fit(arrays, orders, stage, option, low)
        orders.order[stage, index] = need
        orders.start[stage, index] = start
        orders.end[stage, index] = end_of(arrays, option, start)
        orders.cost[stage, index] = late_cost(arrays, need, option, start) + change_cost(arrays, need, option, start)
        orders.where[need] = stage
        low = orders.end[stage, index] + gap


@compiled
def settle_all(arrays: Arrays, orders: Orders) -> None:
    """Read the orders as they stand; what does not fit behind what stands before it is left out."""
    line = np.zeros(orders.order.shape[1], np.int64)
    total = 0
    for stage in range(len(orders.size)):
        count = 0
        for index in range(orders.size[stage]):
            line[count] = orders.order[stage, index]
            if cost_from(arrays, orders, stage, line, count + 1, 0) < UNBOUNDED:
                count += 1
            else:
                orders.where[line[count]] = -1
        settle(arrays, orders, stage, line, count, 0)
        for index in range(count):
            total += orders.cost[stage, index]
    for need in orders.free:
        if orders.where[need] < 0:
            total += arrays.production[arrays.need[need].production].drop
    orders.total[0] = total


@compiled
def remember(orders: Orders) -> None:
    """Keep the orders as the best."""
    orders.total[1] = orders.total[0]
    orders.best_order[:] = orders.order
    orders.best_size[:] = orders.size


@compiled
def old_from(orders: Orders, stage: int, place: int) -> int:
    """The cost of a stage from ``place`` on as it stands."""
    total = 0
    for index in range(place, orders.size[stage]):
        total += orders.cost[stage, index]
    return total


@compiled
def place_of(orders: Orders, stage: int, need: int) -> int:
    """Where a need stands in the order of its stage."""
    place = 0
    while orders.order[stage, place] != need:
        place += 1
    return place


@compiled
def give_back(arrays: Arrays, orders: Orders, state: State) -> None:
    """Put the best orders into the timelines."""
    for need in orders.free:
        take(arrays, state, need)
        orders.where[need] = -1
    line = np.zeros(orders.order.shape[1], np.int64)
    for stage in range(len(orders.size)):
        count = orders.best_size[stage]
        for index in range(count):
            line[index] = orders.best_order[stage, index]
        settle(arrays, orders, stage, line, count, 0)
        for index in range(count):
            need = line[index]
            put(arrays, state, need, orders.option[need, stage], orders.start[stage, index], orders.start[stage, index])
