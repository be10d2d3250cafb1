"""Annealing over the order of stays on each stage: for crowded stages it finds what earliest fits miss.

A move takes a need to another place, exchanges two, or exchanges the tails of two stages. What a move may cost at most
is drawn before it is read, so that most moves end after a few stays; behind the change, reading ends at the first stay
that starts when it did before.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Arrays, Floats, Ints
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.jit import compiled, entry
from stagehold.planning.compiled.orders import (
    Orders,
    cost_at,
    day_before,
    freed,
    remember,
    settle,
    stand,
)

NEAR = 3  # places either side of the day wanted
BLOCK = 4  # needs in a row that move together, at most


@compiled
def one_more(arrays: Arrays, orders: Orders, stage: int, one: int, day: int) -> tuple[int, int]:
    """(cost, day from which the stage is free again) of one need from ``day`` on; UNBOUNDED if it does not fit."""
    start = stand(arrays, orders, one, stage, day)
    if start == NEVER:
        return UNBOUNDED, day
    return cost_at(arrays, orders, one, stage, start), freed(arrays, orders, one, stage, start)


@compiled
def run_of(
    arrays: Arrays, orders: Orders, stage: int, row: int, low: int, high: int, day: int, most: int
) -> tuple[int, int]:
    """(cost, day free again) of the needs at places [low, high) of stage ``row``, put on ``stage`` from ``day`` on.

    UNBOUNDED when one of them does not fit or the cost passes ``most``.
    """
    total = 0
    for index in range(low, high):
        one = orders.order[row, index]
        start = stand(arrays, orders, one, stage, day)
        if start == NEVER:
            return UNBOUNDED, day
        if row == stage and start == orders.start[stage, index]:
            return total + orders.tail[stage, index] - orders.tail[stage, high], orders.free[stage, high - 1]
        total += cost_at(arrays, orders, one, stage, start)
        if total > most:
            return UNBOUNDED, day
        day = freed(arrays, orders, one, stage, start)
    return total, day


@compiled
def may_cost(heat: float, rng: Ints) -> int:
    """How much worse the next move may be (Metropolis' rule, drawn first)."""
    return int(-heat * np.log(1.0 - share(rng)))


@compiled
def insert(arrays: Arrays, orders: Orders, line: Ints, allowed: int, rng: Ints) -> None:
    """Move one need to another place: of its stage, of another stage, or in from outside."""
    one = below(rng, len(orders.need))
    low, high = orders.first[one], orders.last[one]
    source = orders.where[one]
    target = orders.stages[low + below(rng, high - low)]
    if source == target:
        shuffle(arrays, orders, line, allowed, one, source, rng)
        return
    to = near(orders, one, orders.worth[one, 4], target, rng)
    gain = orders.worth[one, 2]
    from_ = 0
    if source >= 0:
        from_ = orders.place[one]
        size = orders.size[source]
        left, _ = run_of(
            arrays, orders, source, source, from_ + 1, size, day_before(orders, source, from_), UNBOUNDED // 4
        )
        if left >= UNBOUNDED:
            return
        gain = orders.tail[source, from_] - left
    most = allowed + gain + orders.tail[target, to]
    cost, day = one_more(arrays, orders, target, one, day_before(orders, target, to))
    if cost > most:
        return
    rest, _ = run_of(arrays, orders, target, target, to, orders.size[target], day, most - cost)
    if rest >= UNBOUNDED or cost + rest > most:
        return
    delta = cost + rest - orders.tail[target, to] - gain
    taken(orders, delta)
    if source >= 0:
        count = copied(orders, source, from_ + 1, orders.size[source], line, from_)
        settle(arrays, orders, source, line, count, from_)
    line[to] = one
    count = copied(orders, target, to, orders.size[target], line, to + 1)
    settle(arrays, orders, target, line, count, to)
    orders.total[0] += delta


@compiled
def taken(orders: Orders, delta: int) -> None:
    """Before a move makes the plan worse: keep the plan if it is the best seen."""
    if delta > 0 and orders.total[0] < orders.total[1]:
        remember(orders)


@compiled
def copied(orders: Orders, row: int, low: int, high: int, line: Ints, place: int) -> int:
    """Copy places [low, high) of a stage into ``line`` at ``place``; the place behind them."""
    for index in range(low, high):
        line[place + index - low] = orders.order[row, index]
    return place + max(0, high - low)


@compiled
def shuffle(arrays: Arrays, orders: Orders, line: Ints, allowed: int, one: int, stage: int, rng: Ints) -> None:
    """Move one need, or a few that stand in a row, to another place of their stage."""
    count = orders.size[stage]
    if count < 2:
        return
    low = orders.place[one]
    block = min(count - low, 1 + max(0, below(rng, 2 * BLOCK) - BLOCK))
    to = below(rng, count)
    if below(rng, 2) == 0:
        to = max(0, min(count, low - NEAR + below(rng, 2 * NEAR + block + 1)))
    if to < low:
        turn(arrays, orders, line, allowed, stage, to, low, low + block)
    elif to > low + block:
        turn(arrays, orders, line, allowed, stage, low, low + block, to)


@compiled
def turn(arrays: Arrays, orders: Orders, line: Ints, allowed: int, stage: int, low: int, cut: int, high: int) -> None:
    """Let the needs at places [cut, high) stand before those at [low, cut)."""
    count = orders.size[stage]
    most = allowed + orders.tail[stage, low]
    cost, day = run_of(arrays, orders, stage, stage, cut, high, day_before(orders, stage, low), most)
    if cost > most:
        return
    rest, day = run_of(arrays, orders, stage, stage, low, cut, day, most - cost)
    cost += rest
    if cost > most:
        return
    rest, _ = run_of(arrays, orders, stage, stage, high, count, day, most - cost)
    cost += rest
    if cost > most:
        return
    delta = cost - orders.tail[stage, low]
    taken(orders, delta)
    copied(orders, stage, cut, high, line, low)
    copied(orders, stage, low, cut, line, low + high - cut)
    copied(orders, stage, high, count, line, high)
    settle(arrays, orders, stage, line, count, low)
    orders.total[0] += delta


@compiled
def near(orders: Orders, one: int, ready: int, stage: int, rng: Ints) -> int:
    """A place in the order of a stage, around the day the need is ready or where it stands now."""
    count = orders.size[stage]
    day = ready
    if orders.where[one] >= 0 and below(rng, 4) > 0:
        day = orders.start[orders.where[one], orders.place[one]]
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if orders.start[stage, middle] < day:
            low = middle + 1
        else:
            high = middle
    return max(0, min(count, low - NEAR + below(rng, 2 * NEAR + 1)))


@compiled
def swap(arrays: Arrays, orders: Orders, line: Ints, other: Ints, allowed: int, rng: Ints) -> None:
    """Exchange the tails of two stages behind about the same day, or one need each."""
    one = below(rng, len(orders.need))
    stage = orders.where[one]
    low, high = orders.first[one], orders.last[one]
    rival = orders.stages[low + below(rng, high - low)]
    if stage < 0:
        return
    if rival == stage:
        exchange(arrays, orders, line, allowed, orders.place[one], stage, rng)
        return
    cut = orders.place[one]
    beside = near(orders, one, orders.start[stage, cut], rival, rng)
    size, across = orders.size[stage], orders.size[rival]
    single = below(rng, 2) == 0
    mine = cut + 1 if single else size
    theirs = min(across, beside + 1) if single else across
    for index in range(beside, theirs):
        if orders.option[orders.order[rival, index], stage] < 0:
            return
    for index in range(cut, mine):
        if orders.option[orders.order[stage, index], rival] < 0:
            return
    before = orders.tail[stage, cut] + orders.tail[rival, beside]
    most = allowed + before
    cost, day = run_of(arrays, orders, stage, rival, beside, theirs, day_before(orders, stage, cut), most)
    if cost > most:
        return
    rest, _ = run_of(arrays, orders, stage, stage, mine, size, day, most - cost)
    cost += rest
    if cost > most:
        return
    rest, day = run_of(arrays, orders, rival, stage, cut, mine, day_before(orders, rival, beside), most - cost)
    cost += rest
    if cost > most:
        return
    rest, _ = run_of(arrays, orders, rival, rival, theirs, across, day, most - cost)
    cost += rest
    if cost > most:
        return
    taken(orders, cost - before)
    count = copied(orders, stage, mine, size, line, copied(orders, rival, beside, theirs, line, cut))
    many = copied(orders, rival, theirs, across, other, copied(orders, stage, cut, mine, other, beside))
    settle(arrays, orders, stage, line, count, cut)
    settle(arrays, orders, rival, other, many, beside)
    orders.total[0] += cost - before


@compiled
def exchange(arrays: Arrays, orders: Orders, line: Ints, allowed: int, place: int, stage: int, rng: Ints) -> None:
    """Exchange two needs of one stage."""
    count = orders.size[stage]
    beside = below(rng, count)
    if below(rng, 2) == 0:
        beside = max(0, min(count - 1, place - 2 * NEAR + below(rng, 4 * NEAR + 1)))
    first, last = min(place, beside), max(place, beside)
    if first == last:
        return
    early, late = orders.order[stage, first], orders.order[stage, last]
    most = allowed + orders.tail[stage, first]
    cost, day = one_more(arrays, orders, stage, late, day_before(orders, stage, first))
    if cost > most:
        return
    rest, day = run_of(arrays, orders, stage, stage, first + 1, last, day, most - cost)
    cost += rest
    if cost > most:
        return
    rest, day = one_more(arrays, orders, stage, early, day)
    cost += rest
    if cost > most:
        return
    rest, _ = run_of(arrays, orders, stage, stage, last + 1, count, day, most - cost)
    cost += rest
    if cost > most:
        return
    delta = cost - orders.tail[stage, first]
    taken(orders, delta)
    copied(orders, stage, first, count, line, first)
    line[first] = late
    line[last] = early
    settle(arrays, orders, stage, line, count, first)
    orders.total[0] += delta


@compiled
def leave_out(arrays: Arrays, orders: Orders, line: Ints, allowed: int, rng: Ints) -> None:
    """Take one need out of the plan."""
    one = below(rng, len(orders.need))
    stage = orders.where[one]
    if stage < 0 or orders.worth[one, 2] > allowed + orders.tail[stage, orders.place[one]]:
        return
    place, size = orders.place[one], orders.size[stage]
    most = allowed + orders.tail[stage, place] - orders.worth[one, 2]
    rest, _ = run_of(arrays, orders, stage, stage, place + 1, size, day_before(orders, stage, place), most)
    if rest > most:
        return
    delta = rest + orders.worth[one, 2] - orders.tail[stage, place]
    taken(orders, delta)
    count = copied(orders, stage, place + 1, size, line, place)
    settle(arrays, orders, stage, line, count, place)
    orders.where[one] = -1
    orders.total[0] += delta


@entry
def anneal(arrays: Arrays, orders: Orders, rng: Ints, steps: int, heat: Floats) -> None:
    """Do ``steps`` moves while the temperature falls from ``heat[0]`` to ``heat[1]``; keep the best orders."""
    line = np.zeros(2 * orders.order.shape[1], np.int64)
    other = np.zeros(2 * orders.order.shape[1], np.int64)
    for step in range(steps):
        if step % 64 == 0:
            temperature = heat[0] * (heat[1] / heat[0]) ** (step / steps)
        allowed = may_cost(temperature, rng)
        kind = below(rng, 16)
        if kind < 10:
            insert(arrays, orders, line, allowed, rng)
        elif kind < 15:
            swap(arrays, orders, line, other, allowed, rng)
        else:
            leave_out(arrays, orders, line, allowed, rng)
    if orders.total[0] < orders.total[1]:
        remember(orders)
