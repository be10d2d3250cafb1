"""Annealing over the order of stays on each stage: for crowded stages it finds what earliest fits miss.

A move takes a need to another place, exchanges two, or exchanges the tails of two stages. What a move may cost at most
is drawn before it is read, so that most moves end after a few stays; behind the change, reading ends at the first stay
that starts when it did before.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Floats, Ints
from stagehold.planning.compiled.columns import DROP, FIRST, FREE, LAST, PLACE, READY, STAGE, START, TAIL, WHO
from stagehold.planning.compiled.draw import below, share
from stagehold.planning.compiled.jit import compiled, entry
from stagehold.planning.compiled.orders import (
    Orders,
    cost_at,
    day_before,
    freed,
    keep_best,
    settle,
    stand,
)

NEAR = 3  # places either side of the day wanted
BLOCK = 4  # needs in a row that move together, at most


@compiled
def one_more(orders: Orders, stage: int, one: int, day: int) -> tuple[int, int]:
    """(cost, day from which the stage is free again) of one need from ``day`` on; UNBOUNDED if it does not fit."""
    pair = orders.pair[one, stage]
    start = stand(orders, pair, day)
    if start == NEVER:
        return UNBOUNDED, day
    return cost_at(orders, one, pair, start), freed(orders, pair, start)


@compiled
def run_of(orders: Orders, stage: int, row: int, low: int, high: int, day: int, most: int) -> tuple[int, int]:
    """(cost, day free again) of the needs at places [low, high) of stage ``row``, put on ``stage`` from ``day`` on.

    UNBOUNDED when one of them does not fit or the cost passes ``most``.
    """
    total = 0
    for index in range(low, high):
        one = orders.row[row, index, WHO]
        pair = orders.pair[one, stage]
        start = stand(orders, pair, day)
        if start == NEVER:
            return UNBOUNDED, day
        if row == stage and start == orders.row[stage, index, START]:
            return total + orders.row[stage, index, TAIL] - orders.row[stage, high, TAIL], orders.row[
                stage, high - 1, FREE
            ]
        total += cost_at(orders, one, pair, start)
        if total > most:
            return UNBOUNDED, day
        day = freed(orders, pair, start)
    return total, day


@compiled
def may_cost(heat: float, rng: Ints) -> int:
    """How much worse the next move may be (Metropolis' rule, drawn first)."""
    return int(-heat * np.log(1.0 - share(rng)))


@compiled
def insert(orders: Orders, line: Ints, allowed: int, rng: Ints) -> None:
    """Move one need to another place: of its stage, of another stage, or in from outside."""
    one = below(rng, len(orders.fact))
    low, high = orders.fact[one, FIRST], orders.fact[one, LAST]
    source = orders.fact[one, STAGE]
    target = orders.stages[low + below(rng, high - low)]
    if source == target:
        shuffle(orders, line, allowed, one, source, rng)
        return
    to = near(orders, one, orders.fact[one, READY], target, rng)
    gain = orders.fact[one, DROP]
    from_ = 0
    if source >= 0:
        from_ = orders.fact[one, PLACE]
        size = orders.size[source]
        left, _ = run_of(orders, source, source, from_ + 1, size, day_before(orders, source, from_), UNBOUNDED // 4)
        if left >= UNBOUNDED:
            return
        gain = orders.row[source, from_, TAIL] - left
    most = allowed + gain + orders.row[target, to, TAIL]
    cost, day = one_more(orders, target, one, day_before(orders, target, to))
    if cost > most:
        return
    rest, _ = run_of(orders, target, target, to, orders.size[target], day, most - cost)
    if rest >= UNBOUNDED or cost + rest > most:
        return
    delta = cost + rest - orders.row[target, to, TAIL] - gain
    taken(orders, delta)
    if source >= 0:
        count = copied(orders, source, from_ + 1, orders.size[source], line, from_)
        settle(orders, source, line, count, from_)
    line[to] = one
    count = copied(orders, target, to, orders.size[target], line, to + 1)
    settle(orders, target, line, count, to)
    orders.total[0] += delta


@compiled
def taken(orders: Orders, delta: int) -> None:
    """Before a move makes the plan worse: keep the plan if it is the best seen."""
    if delta > 0 and orders.total[0] < orders.total[1]:
        keep_best(orders)


@compiled
def copied(orders: Orders, row: int, low: int, high: int, line: Ints, place: int) -> int:
    """Copy places [low, high) of a stage into ``line`` at ``place``; the place behind them."""
    for index in range(low, high):
        line[place + index - low] = orders.row[row, index, WHO]
    return place + max(0, high - low)


@compiled
def shuffle(orders: Orders, line: Ints, allowed: int, one: int, stage: int, rng: Ints) -> None:
    """Move one need, or a few that stand in a row, to another place of their stage."""
    count = orders.size[stage]
    if count < 2:
        return
    low = orders.fact[one, PLACE]
    block = min(count - low, 1 + max(0, below(rng, 2 * BLOCK) - BLOCK))
    to = below(rng, count)
    if below(rng, 2) == 0:
        to = max(0, min(count, low - NEAR + below(rng, 2 * NEAR + block + 1)))
    if to < low:
        turn(orders, line, allowed, stage, to, low, low + block)
    elif to > low + block:
        turn(orders, line, allowed, stage, low, low + block, to)


@compiled
def turn(orders: Orders, line: Ints, allowed: int, stage: int, low: int, cut: int, high: int) -> None:
    """Let the needs at places [cut, high) stand before those at [low, cut)."""
    count = orders.size[stage]
    most = allowed + orders.row[stage, low, TAIL]
    cost, day = run_of(orders, stage, stage, cut, high, day_before(orders, stage, low), most)
    if cost > most:
        return
    rest, day = run_of(orders, stage, stage, low, cut, day, most - cost)
    cost += rest
    if cost > most:
        return
    rest, _ = run_of(orders, stage, stage, high, count, day, most - cost)
    cost += rest
    if cost > most:
        return
    delta = cost - orders.row[stage, low, TAIL]
    taken(orders, delta)
    copied(orders, stage, cut, high, line, low)
    copied(orders, stage, low, cut, line, low + high - cut)
    copied(orders, stage, high, count, line, high)
    settle(orders, stage, line, count, low)
    orders.total[0] += delta


@compiled
def near(orders: Orders, one: int, ready: int, stage: int, rng: Ints) -> int:
    """A place in the order of a stage, around the day the need is ready or where it stands now."""
    count = orders.size[stage]
    day = ready
    if orders.fact[one, STAGE] >= 0 and below(rng, 4) > 0:
        day = orders.row[orders.fact[one, STAGE], orders.fact[one, PLACE], START]
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if orders.row[stage, middle, START] < day:
            low = middle + 1
        else:
            high = middle
    return max(0, min(count, low - NEAR + below(rng, 2 * NEAR + 1)))


@compiled
def swap(orders: Orders, line: Ints, other: Ints, allowed: int, rng: Ints) -> None:
    """Exchange the tails of two stages behind about the same day, or one need each."""
    one = below(rng, len(orders.fact))
    stage = orders.fact[one, STAGE]
    low, high = orders.fact[one, FIRST], orders.fact[one, LAST]
    rival = orders.stages[low + below(rng, high - low)]
    if stage < 0:
        return
    if rival == stage:
        exchange(orders, line, allowed, orders.fact[one, PLACE], stage, rng)
        return
    cut = orders.fact[one, PLACE]
    beside = near(orders, one, orders.row[stage, cut, START], rival, rng)
    size, across = orders.size[stage], orders.size[rival]
    single = below(rng, 2) == 0
    mine = cut + 1 if single else size
    theirs = min(across, beside + 1) if single else across
    for index in range(beside, theirs):
        if orders.pair[orders.row[rival, index, WHO], stage] < 0:
            return
    for index in range(cut, mine):
        if orders.pair[orders.row[stage, index, WHO], rival] < 0:
            return
    before = orders.row[stage, cut, TAIL] + orders.row[rival, beside, TAIL]
    most = allowed + before
    cost, day = run_of(orders, stage, rival, beside, theirs, day_before(orders, stage, cut), most)
    if cost > most:
        return
    rest, _ = run_of(orders, stage, stage, mine, size, day, most - cost)
    cost += rest
    if cost > most:
        return
    rest, day = run_of(orders, rival, stage, cut, mine, day_before(orders, rival, beside), most - cost)
    cost += rest
    if cost > most:
        return
    rest, _ = run_of(orders, rival, rival, theirs, across, day, most - cost)
    cost += rest
    if cost > most:
        return
    taken(orders, cost - before)
    count = copied(orders, stage, mine, size, line, copied(orders, rival, beside, theirs, line, cut))
    many = copied(orders, rival, theirs, across, other, copied(orders, stage, cut, mine, other, beside))
    settle(orders, stage, line, count, cut)
    settle(orders, rival, other, many, beside)
    orders.total[0] += cost - before


@compiled
def exchange(orders: Orders, line: Ints, allowed: int, place: int, stage: int, rng: Ints) -> None:
    """Exchange two needs of one stage."""
    count = orders.size[stage]
    beside = below(rng, count)
    if below(rng, 2) == 0:
        beside = max(0, min(count - 1, place - 2 * NEAR + below(rng, 4 * NEAR + 1)))
    first, last = min(place, beside), max(place, beside)
    if first == last:
        return
    early, late = orders.row[stage, first, WHO], orders.row[stage, last, WHO]
    most = allowed + orders.row[stage, first, TAIL]
    cost, day = one_more(orders, stage, late, day_before(orders, stage, first))
    if cost > most:
        return
    rest, day = run_of(orders, stage, stage, first + 1, last, day, most - cost)
    cost += rest
    if cost > most:
        return
    rest, day = one_more(orders, stage, early, day)
    cost += rest
    if cost > most:
        return
    rest, _ = run_of(orders, stage, stage, last + 1, count, day, most - cost)
    cost += rest
    if cost > most:
        return
    delta = cost - orders.row[stage, first, TAIL]
    taken(orders, delta)
    copied(orders, stage, first, count, line, first)
    line[first] = late
    line[last] = early
    settle(orders, stage, line, count, first)
    orders.total[0] += delta


@compiled
def leave_out(orders: Orders, line: Ints, allowed: int, rng: Ints) -> None:
    """Take one need out of the plan."""
    one = below(rng, len(orders.fact))
    stage = orders.fact[one, STAGE]
    if stage < 0 or orders.fact[one, DROP] > allowed + orders.row[stage, orders.fact[one, PLACE], TAIL]:
        return
    place, size = orders.fact[one, PLACE], orders.size[stage]
    most = allowed + orders.row[stage, place, TAIL] - orders.fact[one, DROP]
    rest, _ = run_of(orders, stage, stage, place + 1, size, day_before(orders, stage, place), most)
    if rest > most:
        return
    delta = rest + orders.fact[one, DROP] - orders.row[stage, place, TAIL]
    taken(orders, delta)
    count = copied(orders, stage, place + 1, size, line, place)
    settle(orders, stage, line, count, place)
    orders.fact[one, STAGE] = -1
    orders.total[0] += delta


@entry
def anneal(orders: Orders, rng: Ints, steps: int, heat: Floats) -> None:
    """Do ``steps`` moves while the temperature falls from ``heat[0]`` to ``heat[1]``; keep the best orders."""
    line = np.zeros(2 * orders.row.shape[1], np.int64)
    other = np.zeros(2 * orders.row.shape[1], np.int64)
    for step in range(steps):
        if step % 64 == 0:
            temperature = heat[0] * (heat[1] / heat[0]) ** (step / steps)
        allowed = may_cost(temperature, rng)
        kind = below(rng, 16)
        if kind < 10:
            insert(orders, line, allowed, rng)
        elif kind < 15:
            swap(orders, line, other, allowed, rng)
        else:
            leave_out(orders, line, allowed, rng)
    if orders.total[0] < orders.total[1]:
        keep_best(orders)
