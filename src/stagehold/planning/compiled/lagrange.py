"""A lower bound by prices, in whole numbers: each stage and each production chooses for itself.

A need that asks for k units must stand on k stages. That equation is not demanded but priced; then every stage picks
the line of stays that is cheapest for it, and every production the starts that are cheapest for it, or is dropped:

    L(u) = sum over stages s       of min over lines of s  of  sum (c(n, s, t) - u(n, t))
         + sum over productions p  of min(drop(p), min over starts t of p of  sum (o(n, t) + k(n) u(n, t)))

L(u) is a bound for every u. A *coupled* need (several units, or linked to another need of its production) has a price
for each start, so that its units start together and its links hold; any other has one price for all its starts. Late
days are counted by the stages (c), in equal parts for several units; days shifted of a coupled need by the production
(o).

Left out, which can only lower the bound: links between productions, nearness, days on which kept sets stand, that a
need stands on a stage once only, all members but the first of a joined whole, and of a production's lateness all but
one need's. Everything is a whole number, so no rounding can raise the bound.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import Ints
from stagehold.planning.compiled.jit import compiled, entry

NO = 2**60  # more than any cost


class Lines(NamedTuple):
    """What may stand on each stage. Costs are scaled whole numbers times the unit of prices.

    Runs of rows belong to a stage (``stage_first[s] : stage_first[s + 1]``), sorted by ``low``. Row i: need ``need[i]``
    may start on any day from ``low[i]`` to ``high[i]``; the stage is free again ``length[i]`` days later, clear days
    included. Its cost is ``weight[i]`` for each day that ``start + late[i]`` is above 0, plus ``moved[i]``, plus
    ``shift[i]`` for each day from ``before[i]``. Where ``table[i]`` is not -1, length and cost of a start t stand in
    ``table_length`` and ``table_cost`` at ``table[i] + t`` instead.
    ``horizon[s]``: days of the stage. The price of a start t of need n stands at ``price_first[n] + t * coupled[n]``.
    """

    stage_first: Ints
    horizon: Ints
    need: Ints
    low: Ints
    high: Ints
    length: Ints
    late: Ints
    weight: Ints
    moved: Ints
    before: Ints
    shift: Ints
    table: Ints
    table_length: Ints
    table_cost: Ints
    price_first: Ints
    coupled: Ints


class Owners(NamedTuple):
    """What productions choose. ``need_first[p] : need_first[p + 1]`` are places in ``needs``, parents before children.

    ``units[n]`` are asked for; starts of a coupled need are ``first[n]`` to ``last[n]``, each at a cost of its own
    (``own`` at the place of its price; NO where it may not start); need ``parent[n]`` or -1 bounds its start to
    ``lag_low[n]`` to ``lag_high[n]`` days after the parent's. ``drop[p]`` or NO for what must be placed.
    """

    need_first: Ints
    needs: Ints
    units: Ints
    first: Ints
    last: Ints
    own: Ints
    parent: Ints
    lag_low: Ints
    lag_high: Ints
    drop: Ints


@compiled
def last_useful(lines: Lines, row: int, price: int) -> int:
    """The last start at which being late costs less than the price."""
    if lines.table[row] >= 0 or lines.weight[row] == 0:
        return lines.high[row]
    return min(lines.high[row], (price - 1 - lines.moved[row]) // lines.weight[row] - lines.late[row])


@compiled
def fill(lines: Lines, price: Ints, stage: int, best: Ints, by_row: Ints, by_start: Ints, active: Ints) -> int:
    """``best[t]``: the least reduced cost of a line of the stage that leaves it free by day t; the last one.

    ``by_row[t]``, ``by_start[t]``: the stay that ends there, or -1. ``active``, room for the rows of a stage.
    """
    first, last = lines.stage_first[stage], lines.stage_first[stage + 1]
    days = lines.horizon[stage]
    for day in range(days):
        best[day] = 0
        by_row[day] = -1
    waiting = first
    count = 0
    for day in range(days):
        if day > 0 and best[day - 1] <= best[day]:
            best[day] = best[day - 1]
            by_row[day] = -1
        while waiting < last and lines.low[waiting] <= day:
            need = lines.need[waiting]
            worth = lines.high[waiting]
            if lines.coupled[need] == 0:
                worth = last_useful(lines, waiting, price[lines.price_first[need]])
            if worth >= day:
                active[count, 0] = waiting
                active[count, 1] = worth
                count += 1
            waiting += 1
        if count == 0 and waiting == last:
            # Nothing can start any more: only what still stands counts.
            for later in range(day + 1, days):
                if best[later - 1] <= best[later]:
                    best[later] = best[later - 1]
                    by_row[later] = -1
            break
        index = 0
        while index < count:
            if active[index, 1] < day:
                count -= 1
                active[index, 0] = active[count, 0]
                active[index, 1] = active[count, 1]
                continue
            row = active[index, 0]
            need = lines.need[row]
            value = best[day] - price[lines.price_first[need] + day * lines.coupled[need]]
            if lines.table[row] >= 0:
                value += lines.table_cost[lines.table[row] + day]
                end = day + lines.table_length[lines.table[row] + day]
            else:
                value += lines.moved[row] + max(0, day + lines.late[row]) * lines.weight[row]
                if lines.shift[row] > 0:
                    value += lines.shift[row] * abs(day - lines.before[row])
                end = day + lines.length[row]
            if value < best[end]:
                best[end] = value
                by_row[end] = row
                by_start[end] = day
            index += 1
    return best[days - 1]


@entry
def choose_lines(
    lines: Lines, price: Ints, low: int, high: int, best: Ints, by_row: Ints, by_start: Ints, active: Ints, used: Ints
) -> int:
    """The sum over stages [low, high); adds to ``used`` how often each price is earned in the lines chosen."""
    total = 0
    for stage in range(low, high):
        if lines.stage_first[stage] == lines.stage_first[stage + 1]:
            continue
        total += fill(lines, price, stage, best, by_row, by_start, active)
        day = lines.horizon[stage] - 1
        while day > 0:
            row = by_row[day]
            if row < 0:
                day -= 1
            else:
                day = by_start[day]
                need = lines.need[row]
                used[lines.price_first[need] + day * lines.coupled[need]] += 1
    return total


@entry
def choose_starts(
    lines: Lines, owners: Owners, price: Ints, low: int, high: int, through: Ints, queue: Ints, wanted: Ints
) -> int:
    """The sum over productions [low, high); adds to ``wanted`` how often each price is paid by what they choose."""
    total = 0
    for production in range(low, high):
        first, last = owners.need_first[production], owners.need_first[production + 1]
        value = 0
        for index in range(last - 1, first - 1, -1):
            need = owners.needs[index]
            if lines.coupled[need] == 0:
                value += owners.units[need] * price[lines.price_first[need]]
        value += chain(lines, owners, price, first, last, through, queue)
        if value >= owners.drop[production]:
            total += owners.drop[production]
            continue
        total += value
        for index in range(first, last):
            need = owners.needs[index]
            place = lines.price_first[need]
            if lines.coupled[need] == 1:
                place += chosen_start(lines, owners, need, through, queue)
            wanted[place] += owners.units[need]
    return total


@compiled
def chain(lines: Lines, owners: Owners, price: Ints, first: int, last: int, through: Ints, queue: Ints) -> int:
    """Fill ``through``: at each start of a coupled need, the least cost of it and all needs linked behind it."""
    for index in range(first, last):
        need = owners.needs[index]
        if lines.coupled[need] == 1:
            for day in range(owners.first[need], owners.last[need] + 1):
                place = lines.price_first[need] + day
                through[place] = owners.own[place]
                if through[place] < NO:
                    through[place] += owners.units[need] * price[place]
    value = 0
    for index in range(last - 1, first - 1, -1):
        need = owners.needs[index]
        if lines.coupled[need] == 0:
            continue
        if owners.parent[need] >= 0:
            add_least(lines, owners, need, through, queue)
        else:
            least = NO
            for day in range(owners.first[need], owners.last[need] + 1):
                least = min(least, through[lines.price_first[need] + day])
            value = min(NO, value + least)
    return value


@compiled
def add_least(lines: Lines, owners: Owners, need: int, through: Ints, queue: Ints) -> None:
    """Add to each start of the parent the least of the starts of ``need`` that its lag allows (a sliding minimum)."""
    parent = owners.parent[need]
    mine, its = lines.price_first[need], lines.price_first[parent]
    head, tail = 0, 0
    fed = owners.first[need]
    for day in range(owners.first[parent], owners.last[parent] + 1):
        most = min(owners.last[need], day + owners.lag_high[need])
        while fed <= most:
            while tail > head and through[mine + queue[tail - 1]] >= through[mine + fed]:
                tail -= 1
            queue[tail] = fed
            tail += 1
            fed += 1
        while head < tail and queue[head] < day + owners.lag_low[need]:
            head += 1
        if head == tail:
            through[its + day] = NO
        elif through[its + day] < NO:
            through[its + day] = min(NO, through[its + day] + through[mine + queue[head]])


@compiled
def chosen_start(lines: Lines, owners: Owners, need: int, through: Ints, chosen: Ints) -> int:
    """The start of a coupled need in the cheapest choice; ``chosen`` keeps those of the needs before it."""
    low, high = owners.first[need], owners.last[need]
    parent = owners.parent[need]
    if parent >= 0:
        low = max(low, chosen[parent] + owners.lag_low[need])
        high = min(high, chosen[parent] + owners.lag_high[need])
    best = low
    for day in range(low, high + 1):
        if through[lines.price_first[need] + day] < through[lines.price_first[need] + best]:
            best = day
    chosen[need] = best
    return best


def room_of(lines: Lines) -> tuple[Ints, Ints, Ints, Ints]:
    """The tables that ``choose_lines`` works in."""
    days = int(lines.horizon.max(initial=1)) + 1
    most = int(np.diff(lines.stage_first).max(initial=1)) + 1
    return np.zeros(days, np.int64), np.zeros(days, np.int64), np.zeros(days, np.int64), np.zeros((most, 2), np.int64)
