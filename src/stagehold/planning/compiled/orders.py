"""Orders of stays on each stage: an order is a plan, each stay as early as what stands before it allows.

Only *free* productions are in an order: one need on one single stage, no links, nothing locked. Everything else stands
where the plan at hand has it, as obstacles ("walls") that leave only some starts open.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stagehold.planning.compiled.arrays import NEVER, Arrays, Ints, Rows
from stagehold.planning.compiled.columns import (
    BEFORE,
    DROP,
    ENDS,
    FIRST,
    FREE,
    GAP,
    HIGH,
    HOLD,
    LAST,
    LATE,
    LOW,
    MORE,
    MOVED,
    NEED,
    OPTION,
    PLACE,
    READY,
    SHIFT,
    SPANS,
    STAGE,
    START,
    TAIL,
    WEIGHT,
    WHO,
)
from stagehold.planning.compiled.fitting import State, put, take
from stagehold.planning.compiled.jit import compiled, entry, variable
from stagehold.planning.compiled.open_starts import cut_walls, walls_of


class Orders(NamedTuple):
    """Orders and what they give, in the columns of ``columns``; free needs are numbered from 0.

    Few arrays: a compiled call passes each in seven words or more.

    ``size[s]`` needs stand on stage s. ``total``: the cost now, and the best, which is that of the orders ``best``.
    """

    fact: Ints
    pair: npt.NDArray[np.int32]  # by need and stage: the item of ``stages`` for both, -1 if there is none
    spec: Ints
    span: Ints  # low, high
    end: Rows  # as in ``Arrays``
    stages: Ints
    row: Ints
    size: Ints
    total: Ints
    best: Ints
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
    stages = len(arrays.stage)
    number = np.full(len(arrays.need) + 1, -1, np.int64)
    number[free] = np.arange(len(free))
    walls, bounds = walls_of(state, number)
    fact, usable = _facts(arrays, free)
    who = np.repeat(np.arange(len(fact)), fact[:, LAST] - fact[:, FIRST])
    pair = np.full((len(fact), stages), -1, np.int32)
    pair[who, usable] = np.arange(len(usable))
    spec = _specs(arrays, fact, who, usable)
    span = np.zeros((_most_spans(arrays, spec, usable, bounds), 2), np.int64)
    cut_walls(arrays, spec, usable, walls, bounds, span)
    most = int(np.bincount(usable, minlength=1).max()) + 1  # no stage carries more needs than may stand on it
    row = np.zeros((stages, most, 4), np.int64)
    size = np.zeros(stages, np.int64)
    for stage in range(stages):
        ones = number[state.row_need[stage, : state.rows[stage]]]
        ones = ones[ones >= 0]
        size[stage] = len(ones)
        row[stage, : len(ones), WHO] = ones
    return Orders(
        fact=fact,
        pair=pair,
        spec=spec,
        span=span,
        end=arrays.end,
        stages=usable,
        row=row,
        size=size,
        total=np.zeros(2, np.int64),
        best=row[:, :, WHO].copy(),
        best_size=size.copy(),
    )


def _facts(arrays: Arrays, free: Ints) -> tuple[Ints, Ints]:
    """The facts of the free needs, and the stages that each may stand on."""
    needs: Any = arrays.need[free]
    owners: Any = arrays.production[needs.production]
    fact = np.zeros((len(free), 10), np.int64)
    fact[:, NEED], fact[:, WEIGHT], fact[:, DROP] = free, owners.weight, owners.drop
    fact[:, SHIFT], fact[:, BEFORE], fact[:, READY] = arrays.shift_cost[0], needs.before, owners.ready
    bounds = np.cumsum([0, *(needs.option_last - needs.option_first)])
    fact[:, FIRST], fact[:, LAST], fact[:, STAGE] = bounds[:-1], bounds[1:], -1
    units: Any = arrays.unit[arrays.option["unit_first"][_options(arrays, fact)]]
    return fact, arrays.members[units.member_first].astype(np.int64)


def _options(arrays: Arrays, fact: Ints) -> Ints:
    """The options of the free needs, in the order of their stages."""
    counts = fact[:, LAST] - fact[:, FIRST]
    within = np.arange(counts.sum()) - np.repeat(fact[:, FIRST], counts)
    return np.repeat(arrays.need["option_first"][fact[:, NEED]], counts) + within


def _specs(arrays: Arrays, fact: Ints, who: Ints, on: Ints) -> Ints:
    """What each free need ``who`` asks of the stage ``on``; its open starts are still to be found."""
    which = _options(arrays, fact)
    options: Any = arrays.option[which]
    units: Any = arrays.unit[options.unit_first]
    needs: Any = arrays.need[fact[who, NEED]]
    gaps = arrays.stage["gap"][on]
    plain = options.ends < 0
    elsewhere = (units.was == 0) | (needs.before_members != 1)
    spec = np.full((len(on), 10), -1, np.int64)
    spec[:, OPTION] = which
    spec[:, HOLD] = np.where(plain, options.length + gaps, -1)
    spec[:, LATE] = np.where(plain, options.done, 0) - needs.due
    spec[:, MOVED] = np.where(elsewhere, needs.moved, 0)
    spec[:, ENDS] = options.ends - options.first_day
    spec[:, GAP] = gaps
    return spec


def _most_spans(arrays: Arrays, spec: Ints, on: Ints, bounds: Ints) -> int:
    """More spans than there can be: each wall cuts one in two at most."""
    units: Any = arrays.unit[arrays.option["unit_first"][spec[:, OPTION]]]
    return int((units.start_last - units.start_first + bounds[on + 1] - bounds[on]).sum()) + 1


@compiled
def later_span(orders: Orders, low: int, high: int, day: int) -> int:
    """The first open start from ``day`` on, in the spans [low, high); NEVER if there is none."""
    last = high
    while low < high:
        middle = (low + high) // 2
        if orders.span[middle, 1] < day:
            low = middle + 1
        else:
            high = middle
    return max(day, orders.span[low, 0]) if low < last else NEVER


@compiled
def stand(orders: Orders, pair: int, day: int) -> int:
    """The earliest start of a free need on a stage from ``day`` on; NEVER if there is none."""
    start = max(day, orders.spec[pair, LOW])
    if start <= orders.spec[pair, HIGH]:
        return start
    if orders.spec[pair, MORE] == orders.spec[pair, SPANS]:
        return NEVER
    return later_span(orders, orders.spec[pair, MORE], orders.spec[pair, SPANS], day)


@compiled
def freed(orders: Orders, pair: int, start: int) -> int:
    """The day from which a stage is free again behind a stay."""
    if orders.spec[pair, HOLD] >= 0:
        return start + orders.spec[pair, HOLD]
    return orders.end[orders.spec[pair, ENDS] + start].end + orders.spec[pair, GAP]


@compiled
def cost_at(orders: Orders, one: int, pair: int, start: int) -> int:
    """What a free need costs that starts on this day: late days, and its changes from the baseline."""
    if orders.spec[pair, HOLD] >= 0:
        late = start + orders.spec[pair, LATE]
    else:
        late = orders.end[orders.spec[pair, ENDS] + start].done + orders.spec[pair, LATE]
    cost = late * orders.fact[one, WEIGHT] if late > 0 else 0
    if orders.fact[one, BEFORE] != -NEVER:
        cost += orders.spec[pair, MOVED] + orders.fact[one, SHIFT] * abs(start - orders.fact[one, BEFORE])
    return cost


@compiled
def day_before(orders: Orders, stage: int, place: int) -> int:
    """The day from which a stage is free for what stands at this place of its order."""
    return orders.row[stage, place - 1, FREE] if place > 0 else -NEVER


@compiled
def settle(orders: Orders, stage: int, line: Ints, count: int, place: int) -> None:
    """Make ``line`` the order of a stage from ``place`` on; all of it must fit."""
    day = day_before(orders, stage, place)
    orders.size[stage] = count
    for index in range(place, count):
        one = line[index]
        pair = orders.pair[one, stage]
        start = stand(orders, pair, day)
        day = freed(orders, pair, start)
        orders.row[stage, index, WHO] = one
        orders.row[stage, index, START] = start
        orders.row[stage, index, FREE] = day
        orders.row[stage, index, TAIL] = cost_at(orders, one, pair, start)
        orders.fact[one, STAGE] = stage
        orders.fact[one, PLACE] = index
    orders.row[stage, count, TAIL] = 0
    for index in range(count - 1, place - 1, -1):
        orders.row[stage, index, TAIL] += orders.row[stage, index + 1, TAIL]
    # What stands before only gains or loses what the part behind it did.
    if place > 0:
        change = orders.row[stage, place, TAIL] - orders.row[stage, place - 1, TAIL]
        one = orders.row[stage, place - 1, WHO]
        change += cost_at(orders, one, orders.pair[one, stage], orders.row[stage, place - 1, START])
        for index in range(place):
            orders.row[stage, index, TAIL] += change


@entry
def settle_all(orders: Orders) -> None:
    """Read the orders as they stand; what does not fit behind what stands before it is left out."""
    line = np.zeros(orders.row.shape[1], np.int64)
    total = 0
    orders.fact[:, STAGE] = -1
    for stage in range(len(orders.size)):
        count = variable(0)
        day = variable(-NEVER)
        for index in range(orders.size[stage]):
            one = orders.row[stage, index, WHO]
            pair = orders.pair[one, stage]
            start = stand(orders, pair, day)
            if start < NEVER:
                line[count] = one
                count += 1
                day = freed(orders, pair, start)
        settle(orders, stage, line, count, variable(0))
        total += orders.row[stage, 0, TAIL]
    for one in range(len(orders.fact)):
        if orders.fact[one, STAGE] < 0:
            total += orders.fact[one, DROP]
    orders.total[0] = total


@compiled
def keep_best(orders: Orders) -> None:
    """Keep the orders as the best."""
    orders.total[1] = orders.total[0]
    for stage in range(len(orders.size)):
        orders.best_size[stage] = orders.size[stage]
        for index in range(orders.size[stage]):
            orders.best[stage, index] = orders.row[stage, index, WHO]


@entry
def remember(orders: Orders) -> None:
    """Keep the orders as the best."""
    keep_best(orders)


@entry
def recall(orders: Orders) -> None:
    """Go back to the best orders."""
    for stage in range(len(orders.size)):
        orders.size[stage] = orders.best_size[stage]
        for index in range(orders.size[stage]):
            orders.row[stage, index, WHO] = orders.best[stage, index]
    settle_all(orders)


@entry
def give_back(arrays: Arrays, orders: Orders, state: State) -> None:
    """Put the orders as they stand into the timelines."""
    for one in range(len(orders.fact)):
        take(arrays, state, orders.fact[one, NEED])
    for stage in range(len(orders.size)):
        for index in range(orders.size[stage]):
            one = orders.row[stage, index, WHO]
            start = orders.row[stage, index, START]
            option = orders.spec[orders.pair[one, stage], OPTION]
            state.pick[1, 0] = arrays.option[option].unit_first
            put(arrays, state, orders.fact[one, NEED], option, state.pick, variable(1), start, start)
