"""Annealing over the order of stays on each stage: for crowded stages it finds what earliest fits miss.

A move takes a need to another place, exchanges two, or exchanges the tails of two stages; it changes the order on one
or two stages, and only what stands behind the change is read again.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import UNBOUNDED, Arrays, Floats, Ints
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.jit import compiled
from stagehold.planning.compiled.orders import Orders, cost_from, old_from, place_of, remember, settle


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
