"""Mending the order of one stage: all exchanges that do not touch each other at once, the best set of them.

Among the orders that one sweep can reach, a dynamic program over places finds the cheapest: a run of places stays as
it is, its ends change places, its first goes behind it, or its last goes before it ("dynasearch": Congram, Potts and
van de Velde, INFORMS Journal on Computing 14(1), 2002; with insertions: Grosso, Della Croce and Tadei, Operations
Research Letters 32(1), 2004). Sweeps follow each other until none helps; then a few needs change places at random, and
so on from there. It is what one crowded stage wants: annealing finds nearly the best order soon, and the best one late.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import NEVER, UNBOUNDED, Ints
from stagehold.planning.compiled.columns import HOLD, TAIL, WHO
from stagehold.planning.compiled.draw import below
from stagehold.planning.compiled.jit import compiled, entry, variable
from stagehold.planning.compiled.orders import Orders, cost_at, keep_best, settle
from stagehold.planning.compiled.sequences import one_more

KEEP, ENDS, BEHIND, BEFORE = 0, 1, 2, 3  # what happens to the run of places that ends here
# Rows of the table of a sweep, by place: cost and day free again of what stands before it, at its best; where the last
# run of that begins, and what happens to it; the sum of what stands before it if each place stays as it is; the day at
# the last sweep; whether the place has changed since, and how many before it have; the new order.
COST, DAY, BEGIN, WAY, ALONE, SEEN, FRESH, MANY, TURNED = range(9)
SPAN = 50  # places in a run at most
KICK = 6  # exchanges at random between two local optima
REACH = 50  # how far apart their places are at most


@compiled
def at_the_end(orders: Orders, stage: int, one: int, day: int) -> int:
    """What a need costs that leaves its stage free again on ``day``; 0 where only the tables of its option tell."""
    pair = orders.pair[one, stage]
    hold = orders.spec[pair, HOLD]
    return cost_at(orders, one, pair, day - hold) if hold >= 0 else 0


@compiled
def changed(
    orders: Orders, stage: int, line: Ints, low: int, high: int, way: int, table: Ints, most: int
) -> tuple[int, int]:
    """(cost, day free again) of places [low, high) of ``line`` after a change; UNBOUNDED if not less than ``most``.

    What is not read yet costs something, too: it is known for what goes to the end, and for what begins no earlier than
    before. Between stays that follow each other without a free day, that is exact.
    """
    first, last = line[low], line[high - 1]
    day, alone = table[DAY, low], table[ALONE]
    total, rest, later = 0, 0, False
    if way != BEFORE:
        rest = at_the_end(orders, stage, first, table[DAY, high])
    if way != BEHIND:
        total, day = one_more(orders, stage, last, day)
        later = way == BEFORE or day >= table[DAY, low + 1]
    begin = low if way == BEFORE else low + 1
    end = high if way == BEHIND else high - 1
    for index in range(begin, end):
        if total >= most or total + rest + (alone[end] - alone[index] if later else 0) >= most:
            return UNBOUNDED, day
        cost, day = one_more(orders, stage, line[index], day)
        total += cost
    if way != BEFORE:
        if total >= most or total + rest >= most:
            return UNBOUNDED, day
        cost, day = one_more(orders, stage, first, day)
        total += cost
    return (total, day) if total < most else (UNBOUNDED, day)


@compiled
def plus(total: int, cost: int) -> int:
    """The sum of two costs; UNBOUNDED if one of them is, since two of these do not fit a number."""
    return total + cost if total < UNBOUNDED and cost < UNBOUNDED else UNBOUNDED


@compiled
def sweep(orders: Orders, stage: int, line: Ints, count: int, table: Ints) -> int:
    """Put the cheapest order that one sweep reaches into ``line``; its cost, UNBOUNDED if none fits.

    A run without a place that has changed since the last sweep, and that begins on the same day, has been looked at.
    """
    cost, day, begin, way = table[COST], table[DAY], table[BEGIN], table[WAY]
    alone, seen, fresh, many, turned = table[ALONE], table[SEEN], table[FRESH], table[MANY], table[TURNED]
    cost[0], day[0] = 0, -NEVER
    for high in range(1, count + 1):
        many[high] = many[high - 1] + fresh[high - 1]
        more, free = one_more(orders, stage, line[high - 1], day[high - 1])
        alone[high] = plus(alone[high - 1], more)
        cost[high], day[high] = plus(cost[high - 1], more), free
        begin[high], way[high] = high - 1, KEEP
        for low in range(max(0, high - SPAN), high - 1):
            if many[high] == many[low] and day[low] == seen[low]:
                continue
            for kind in range(ENDS, BEFORE + 1 if high - low > 2 else BEHIND):  # of two needs, all are the same
                more, free = changed(orders, stage, line, low, high, kind, table, cost[high] - cost[low])
                if more < UNBOUNDED:
                    cost[high], day[high] = cost[low] + more, free
                    begin[high], way[high] = low, kind
    if cost[count] >= UNBOUNDED:
        return UNBOUNDED
    high = variable(count)
    while high > 0:
        low = begin[high]
        for index in range(low, high):
            turned[index] = line[came_from(low, high, way[high], index)]
        high = low
    for index in range(count):
        fresh[index] = int(turned[index] != line[index])
        line[index], seen[index] = turned[index], day[index]
    return cost[count]


@compiled
def cost_of(orders: Orders, stage: int, line: Ints, count: int) -> int:
    """What an order costs; UNBOUNDED if something in it does not fit."""
    total, day = 0, -NEVER
    for index in range(count):
        cost, day = one_more(orders, stage, line[index], day)
        total = plus(total, cost)
    return total


@compiled
def came_from(low: int, high: int, way: int, place: int) -> int:
    """The place in the run [low, high), before a change, of what stands at ``place`` after it."""
    if way == BEHIND:
        return low if place == high - 1 else place + 1
    if way == BEFORE:
        return high - 1 if place == low else place - 1
    if way == ENDS and place in (low, high - 1):
        return low + high - 1 - place
    return place


@compiled
def copy(source: Ints, target: Ints, count: int) -> None:
    """Copy the first ``count`` items."""
    for index in range(count):
        target[index] = source[index]


@entry
def mend(orders: Orders, stage: int, kicks: int, rng: Ints) -> None:
    """Mend the order of a stage after each of ``kicks`` random changes; keep the best, and stand there."""
    count = orders.size[stage]
    if count < 2:
        return
    line, best, days = np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.int64)
    for index in range(count):
        line[index] = orders.row[stage, index, WHO]
    copy(line, best, count)
    table = np.zeros((9, count + 1), np.int64)
    table[FRESH] = 1
    others = orders.total[0] - orders.row[stage, 0, TAIL]
    least = orders.row[stage, 0, TAIL]
    for _ in range(kicks):
        before = UNBOUNDED
        cost = cost_of(orders, stage, line, count)
        # Where a cheaper beginning ends later, a sweep may end dearer than it began: each of its orders is looked at.
        while cost < before:
            if cost <= least:
                least = cost
                copy(line, best, count)
                copy(table[SEEN], days, count)
            before = cost
            cost = sweep(orders, stage, line, count, table)
        copy(best, line, count)
        copy(days, table[SEEN], count)
        table[FRESH] = 0
        for _ in range(KICK):
            one = below(rng, count)
            two = max(0, min(count - 1, one - REACH + below(rng, 2 * REACH + 1)))
            line[one], line[two] = line[two], line[one]
            table[FRESH, one] = table[FRESH, two] = 1
    settle(orders, stage, best, count, variable(0))
    orders.total[0] = others + orders.row[stage, 0, TAIL]
    if orders.total[0] < orders.total[1]:
        keep_best(orders)
