"""A lower bound stage by stage: Lagrangian relaxation with a dynamic program over days for each stage.

Each need must be placed as often as it asks for units, or its production dropped. These equalities are priced
(``u``, a price a need) instead of demanded; then every stage picks the cheapest line of stays by itself:

    L(u) = sum_n k(n) u(n)  +  sum_p min(0, drop(p) - sum_{n in p} k(n) u(n))
           +  sum_s min over lines of s of sum (c(n, s, t) - u(n))

L(u) is a bound for every u. Left out, which can only lower it: links, nearness, that several stages of a need start
together, that a need may stand on one stage only once, all members but the first of a joined whole, and of a
production's lateness all but one need's.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import Floats, Ints
from stagehold.planning.compiled.jit import allocating, compiled

FORBIDDEN = 1e300
PATIENCE = 15.0  # steps without a rise before the step length is cut
SHORTER = 0.6
KEPT = 0.7  # of the last direction


class Lines(NamedTuple):
    """What may stand on each stage.

    Row ``i`` is a need on a stage (``item_need``); stages are runs of rows ``stage_first[s] : stage_first[s + 1]``.
    ``cost[i, t]`` is the cost of a start on day ``t`` (FORBIDDEN where it may not start), ``free[i, t]`` the day from
    which the stage is free again, clear days included.
    """

    item_need: Ints
    stage_first: Ints
    cost: Floats
    free: Ints
    need_count: Ints
    need_production: Ints
    drop: Floats


@compiled
def forward(cost: Floats, free: Ints, price: Floats, best: Floats, by_item: Ints, by_start: Ints) -> float:
    """Fill ``best[t]``, the least reduced cost of a line that leaves the stage free by day ``t``; the last value."""
    days = len(best)
    best[:] = 0.0
    by_item[:] = -1
    items = len(price)
    for start in range(cost.shape[1]):
        if start > 0 and best[start - 1] < best[start]:
            best[start] = best[start - 1]
            by_item[start] = -2
        for item in range(items):
            here = cost[item, start]
            if here < FORBIDDEN:
                end = free[item, start]
                value = best[start] + here - price[item]
                if value < best[end]:
                    best[end] = value
                    by_item[end] = item
                    by_start[end] = start
    for day in range(cost.shape[1], days):
        if best[day - 1] < best[day]:
            best[day] = best[day - 1]
            by_item[day] = -2
    return best[days - 1]


@compiled
def backward(cost: Floats, free: Ints, price: Floats, rest: Floats) -> None:
    """Fill ``rest[t]``, the least reduced cost of a line that begins on day ``t`` or later."""
    days = len(rest)
    rest[:] = 0.0
    for start in range(days - 2, -1, -1):
        rest[start] = rest[start + 1]
        if start < cost.shape[1]:
            for item in range(len(price)):
                here = cost[item, start]
                if here < FORBIDDEN:
                    value = here - price[item] + rest[free[item, start]]
                    rest[start] = min(rest[start], value)


@allocating
def value_of(lines: Lines, price: Floats, used: Floats, days: int) -> float:
    """L(u), and how often each need stands in the lines and drops chosen (``used``)."""
    best = np.zeros(days, np.float64)
    by_item = np.zeros(days, np.int64)
    by_start = np.zeros(days, np.int64)
    used[:] = 0.0
    total = 0.0
    for stage in range(len(lines.stage_first) - 1):
        low, high = lines.stage_first[stage], lines.stage_first[stage + 1]
        if low == high:
            continue
        prices = price[lines.item_need[low:high]]
        total += forward(lines.cost[low:high], lines.free[low:high], prices, best, by_item, by_start)
        day = days - 1
        while day > 0:
            if by_item[day] == -2:
                day -= 1
            elif by_item[day] == -1:
                break
            else:
                used[lines.item_need[low + by_item[day]]] += 1.0
                day = by_start[day]
    asked = np.zeros(len(lines.drop), np.float64)
    for need in range(len(price)):
        total += lines.need_count[need] * price[need]
        asked[lines.need_production[need]] += lines.need_count[need] * price[need]
    for production in range(len(lines.drop)):
        if lines.drop[production] < asked[production]:
            total += lines.drop[production] - asked[production]
    for need in range(len(price)):
        production = lines.need_production[need]
        if lines.drop[production] < asked[production]:
            used[need] += lines.need_count[need]
    return total


@allocating
def climb(
    lines: Lines,
    price: Floats,
    best_price: Floats,
    direction: Floats,
    state: Floats,
    goal: float,
    steps: int,
    days: int,
) -> None:
    """Move the prices up the bound by ``steps`` subgradient steps; ``state`` is (bound, step length, idle steps).

    The step follows Polyak: length times (goal - value) over the square of the direction; the length is cut when the
    bound has not risen for a while. The direction keeps part of the last one, which damps zigzag. The prices go on
    from where they are, not from the best ones: from prices of zero the first steps fall before they rise.
    """
    used = np.zeros(len(price), np.float64)
    for _ in range(steps):
        value = value_of(lines, price, used, days)
        if value > state[0] + 1e-7 * max(1.0, abs(state[0])):
            state[0] = value
            state[2] = 0.0
            best_price[:] = price
        else:
            state[2] += 1.0
            if state[2] >= PATIENCE:
                state[1] *= SHORTER
                state[2] = 0.0
        square = 0.0
        for need in range(len(price)):
            direction[need] = KEPT * direction[need] + (lines.need_count[need] - used[need])
            square += direction[need] * direction[need]
        if square < 1e-12 or state[1] < 1e-5:
            return
        length = state[1] * max(goal - value, 1e-6 * max(1.0, abs(goal))) / square
        for need in range(len(price)):
            price[need] += length * direction[need]


@allocating
def reduced(lines: Lines, price: Floats, days: int, result: Floats) -> None:
    """``result[i, t]``: how far the bound rises if row i must start on day t."""
    best = np.zeros(days, np.float64)
    rest = np.zeros(days, np.float64)
    by_item = np.zeros(days, np.int64)
    by_start = np.zeros(days, np.int64)
    for stage in range(len(lines.stage_first) - 1):
        low, high = lines.stage_first[stage], lines.stage_first[stage + 1]
        if low == high:
            continue
        prices = price[lines.item_need[low:high]]
        least = forward(lines.cost[low:high], lines.free[low:high], prices, best, by_item, by_start)
        backward(lines.cost[low:high], lines.free[low:high], prices, rest)
        for item in range(low, high):
            for start in range(lines.cost.shape[1]):
                here = lines.cost[item, start]
                if here < FORBIDDEN:
                    through = best[start] + here - prices[item - low] + rest[lines.free[item, start]]
                    result[item, start] = through - least
                else:
                    result[item, start] = FORBIDDEN
