"""Annealing over the order of stays on each stage: for crowded stages it finds what earliest fits miss.

Only *free* productions move: one need on one single stage, no links, nothing locked. Everything else stands where the
plan at hand has it, as obstacles. A stage's stays follow each other in their order, each as early as the leases, the
obstacles and the clear days allow; so an order is a plan, and a move changes the order on one or two stages.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Arrays, Floats, Ints
from stagehold.planning.compiled.draw import below, share
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
def accepts(delta: float, heat: float, rng: Ints) -> bool:
    """Whether a change of cost is taken at this temperature."""
    return delta <= 0 or share(rng) < np.exp(-delta / heat)


@compiled
def insert(arrays: Arrays, orders: Orders, one: Ints, other: Ints, heat: float, rng: Ints) -> None:
    """Move one need to another place: of its stage, of another stage, or in from outside; or leave it out."""
    need = orders.free[below(rng, len(orders.free))]
    low, high = orders.first[need], orders.last[need]
    source = orders.where[need]
    target = orders.stages[low + below(rng, high - low)]
    drop = arrays.production[arrays.need[need].production].drop
    gone = 0 if source >= 0 else drop
    from_ = place_of(orders, source, need) if source >= 0 else 0
    if source == target:
        count = orders.size[source]
        if count < 2:
            return
        to = below(rng, count)
        if below(rng, 2) == 0:
            to = max(0, min(count - 1, from_ - 3 + below(rng, 7)))
        if to == from_:
            return
        index = 0
        for place in range(count):
            if place != from_:
                if index == to:
                    index += 1
                one[index] = orders.order[source, place]
                index += 1
        one[to] = need
        first = min(from_, to)
        delta = cost_from(arrays, orders, source, one, count, first) - old_from(orders, source, first)
        if delta < UNBOUNDED // 2 and accepts(delta, heat, rng):
            settle(arrays, orders, source, one, count, first)
            orders.total[0] += delta
        return
    count = orders.size[target]
    to = near(arrays, orders, need, target, rng)
    for place in range(to):
        other[place] = orders.order[target, place]
    other[to] = need
    for place in range(to, count):
        other[place + 1] = orders.order[target, place]
    added = cost_from(arrays, orders, target, other, count + 1, to)
    if added >= UNBOUNDED:
        return
    delta = added - old_from(orders, target, to) - gone
    if source >= 0:
        left = without(orders, source, from_, one)
        delta += cost_from(arrays, orders, source, one, left, from_) - old_from(orders, source, from_)
        if delta > UNBOUNDED // 2 or not accepts(delta, heat, rng):
            return
        settle(arrays, orders, source, one, left, from_)
    elif not accepts(delta, heat, rng):
        return
    settle(arrays, orders, target, other, count + 1, to)
    orders.total[0] += delta


@compiled
def without(orders: Orders, stage: int, place: int, line: Ints) -> int:
    """The order of a stage less one need, into ``line``; its length."""
    count = orders.size[stage]
    for index in range(place):
        line[index] = orders.order[stage, index]
    for index in range(place + 1, count):
        line[index - 1] = orders.order[stage, index]
    return count - 1


@compiled
def near(arrays: Arrays, orders: Orders, need: int, stage: int, rng: Ints) -> int:
    """A place in the order of a stage, around the day the need is ready or where it stands now."""
    count = orders.size[stage]
    day = arrays.production[arrays.need[need].production].ready
    if orders.where[need] >= 0 and below(rng, 2) == 0:
        day = orders.start[orders.where[need], place_of(orders, orders.where[need], need)]
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if orders.start[stage, middle] < day:
            low = middle + 1
        else:
            high = middle
    return max(0, min(count, low - 3 + below(rng, 7)))


@compiled
def swap(arrays: Arrays, orders: Orders, one: Ints, other: Ints, heat: float, rng: Ints) -> None:
    """Exchange the tails of two stages behind about the same day, or just one need each."""
    need = orders.free[below(rng, len(orders.free))]
    stage = orders.where[need]
    low, high = orders.first[need], orders.last[need]
    rival = orders.stages[low + below(rng, high - low)]
    if stage < 0 or rival == stage:
        return
    cut = place_of(orders, stage, need)
    beside = near(arrays, orders, need, rival, rng)
    single = below(rng, 2) == 0
    mine = cut + 1 if single else orders.size[stage]
    theirs = min(orders.size[rival], beside + 1) if single else orders.size[rival]
    for index in range(cut, mine):
        if orders.option[orders.order[stage, index], rival] < 0:
            return
    for index in range(beside, theirs):
        if orders.option[orders.order[rival, index], stage] < 0:
            return
    first = spliced(orders, stage, cut, mine, rival, beside, theirs, one)
    second = spliced(orders, rival, beside, theirs, stage, cut, mine, other)
    cost = cost_from(arrays, orders, stage, one, first, cut)
    if cost >= UNBOUNDED:
        return
    cost += cost_from(arrays, orders, rival, other, second, beside)
    delta = cost - old_from(orders, stage, cut) - old_from(orders, rival, beside)
    if delta > UNBOUNDED // 2 or not accepts(delta, heat, rng):
        return
    settle(arrays, orders, stage, one, first, cut)
    settle(arrays, orders, rival, other, second, beside)
    orders.total[0] += delta


@compiled
def spliced(orders: Orders, stage: int, low: int, high: int, rival: int, from_: int, to: int, line: Ints) -> int:
    """The order of a stage with its part [low, high) replaced by the rival's part [from, to); its length."""
    count = 0
    for index in range(low):
        line[count] = orders.order[stage, index]
        count += 1
    for index in range(from_, to):
        line[count] = orders.order[rival, index]
        count += 1
    for index in range(high, orders.size[stage]):
        line[count] = orders.order[stage, index]
        count += 1
    return count


@compiled
def anneal(arrays: Arrays, orders: Orders, rng: Ints, steps: int, heat: Floats) -> None:
    """Do ``steps`` moves while the temperature falls from ``heat[0]`` to ``heat[1]``; keep the best orders."""
    one = np.zeros(2 * orders.order.shape[1], np.int64)
    other = np.zeros(2 * orders.order.shape[1], np.int64)
    for step in range(steps):
        temperature = heat[0] * (heat[1] / heat[0]) ** (step / steps)
        if below(rng, 10) < 7:
            insert(arrays, orders, one, other, temperature, rng)
        else:
            swap(arrays, orders, one, other, temperature, rng)
        if orders.total[0] < orders.total[1]:
            remember(orders)


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
