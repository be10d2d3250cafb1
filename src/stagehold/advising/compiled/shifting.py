"""The repair rule ``shift``: every stay on its stages, in the order of the plan, never sooner than planned.

    start(i) = first day it may begin on or after
               max(planned start, ready, link points + least, end of the stay before on each stage + gap)

A re-shoot stands in line on its stage where it is ready: before every planned stay that could not begin sooner, as far
as ready days, links and stages go. Stays come in the order of their planned starts, and for each of them the futures
of a block are worked out side by side.
"""

from __future__ import annotations

from stagehold.advising.compiled.again import leftover, let_go_first, queue
from stagehold.advising.compiled.counting import close_block, occupy, occupy_all, settle
from stagehold.advising.compiled.drawing import comes_back, effects, prepare, return_draws
from stagehold.advising.compiled.jit import compiled, entry, inlined
from stagehold.advising.compiled.tables import (
    COLLIDED,
    DONE,
    END,
    FACTOR,
    FINISH,
    FREE,
    LATE,
    MISSED,
    NEVER,
    READY,
    RETURNED,
    SLOTS,
    START,
    STOP_COUNT,
    STOP_HIGH,
    STOP_LOW,
    VALUE,
    WIDTH,
    Block,
    Facts,
    Totals,
)
from stagehold.advising.compiled.walking import begins, collides, walk


@entry
def shift(facts: Facts, block: Block, totals: Totals, first: int, until: int) -> None:
    """Repair the plan in the futures from ``first`` to before ``until``, and add what comes of it to ``totals``.

    Starts, ends and done days of the last block stay in ``block`` for stays that have a row of their own.
    """
    at = first
    while at < until:
        live = min(WIDTH, until - at)
        prepare(facts, block, at)
        for stay in range(len(facts.stay)):
            _shift_stay(facts, block, totals, stay, live)
        leftover(facts, block, live)
        close_block(facts, block, totals, live)
        at += WIDTH


@inlined
def _shift_stay(facts: Facts, block: Block, totals: Totals, stay: int, live: int) -> None:
    row = facts.stay[stay]
    effects(facts, block, stay)
    _candidates(facts, block, stay)
    if row.returns and row.keep < 0:  # a set that waits on its stages keeps them
        let_go_first(facts, block, stay, live)
    if facts.profile[row.profile].simple:
        _simple(facts, block, stay)
        if row.blocked < NEVER:
            _where_blocked(facts, block, totals, stay, live)
    else:
        for f in range(live):
            _one(facts, block, totals, stay, f)
    _leave(facts, block, stay, live)
    _judge(facts, block, stay)
    if row.again >= 0:
        return_draws(facts, block, row.again)
        for f in range(live):
            if block.room[block.at[VALUE], f] < 0:
                comes_back(facts, block, row.again, f)
                queue(facts, block, stay, f)
                totals.sums[1 + row.production, RETURNED] += 1
    if row.last:
        settle(block, totals, row.production, row.finish, live)


@inlined
def _candidates(facts: Facts, block: Block, stay: int) -> None:
    """The first day by plan, ready day, links and the stays before, in every future."""
    row = facts.stay[stay]
    start, ready, day = block.at[START] + row.row, block.at[READY], row.start
    for f in range(WIDTH):
        block.room[start, f] = max(day, block.room[ready, f])
    for index in range(row.link_first, row.link_last):
        link = facts.link[index]
        earlier = facts.stay[link.earlier].row
        point = block.at[START] + earlier if link.from_start else block.at[END] + earlier
        least = link.least
        for f in range(WIDTH):
            block.room[start, f] = max(block.room[start, f], block.room[point, f] + least)
    for place in range(row.member_first, row.member_last):
        stage = facts.numbers[place]
        free, gap = block.at[FREE] + stage, facts.stage[stage].gap
        if row.keep >= 0:
            gap = 0
        for f in range(WIDTH):
            block.room[start, f] = max(block.room[start, f], block.room[free, f] + gap)


@inlined
def _simple(facts: Facts, block: Block, stay: int) -> None:
    """Start and end of a stay of one run of work over all days, in every future; closures are not looked at."""
    row = facts.stay[stay]
    start, end, done = block.at[START] + row.row, block.at[END] + row.row, block.at[DONE] + row.row
    value, factor, number = block.at[VALUE], block.at[FACTOR], row.stop_class
    seg = facts.seg[facts.profile[row.profile].seg_first]
    for f in range(WIDTH):
        block.room[value, f] = block.room[start, f]  # kept for futures that are worked out one by one
    most = 0
    count, low, high = block.at[STOP_COUNT], block.at[STOP_LOW], block.at[STOP_HIGH]
    if number >= 0:
        count, low, high = count + number, low + number * facts.size[SLOTS], high + number * facts.size[SLOTS]
        for f in range(WIDTH):
            most = max(most, block.room[count, f])
    for n in range(most):
        for f in range(WIDTH):
            inside = n < block.room[count, f] and block.room[low + n, f] <= block.room[start, f]
            if inside and block.room[start, f] < block.room[high + n, f]:
                block.room[start, f] = block.room[high + n, f]
    _add_piece(block, start, end, seg.days_0, factor + seg.group_0)
    if seg.pieces > 1:
        _add_piece(block, end, end, seg.days_1, factor + seg.group_1)
    if seg.pieces > 2:
        _add_piece(block, end, end, seg.days_2, factor + seg.group_2)
    for n in range(most):
        for f in range(WIDTH):
            meets = n < block.room[count, f] and block.room[high + n, f] > block.room[start, f]
            if meets and block.room[low + n, f] < block.room[end, f]:
                block.room[end, f] += block.room[high + n, f] - block.room[low + n, f]
    for f in range(WIDTH):
        block.room[done, f] = block.room[end, f]


@inlined
def _add_piece(block: Block, source: int, target: int, days: int, factor: int) -> None:
    """Add the days of one piece, in every future."""
    for f in range(WIDTH):
        block.room[target, f] = block.room[source, f] + max(1, (days * block.room[factor, f] + 2048) >> 12)


@inlined
def _where_blocked(facts: Facts, block: Block, totals: Totals, stay: int, live: int) -> None:
    """Work out one by one the futures in which a closure, or a stay of others, may be in the way."""
    row = facts.stay[stay]
    start, end, value = block.at[START] + row.row, block.at[END] + row.row, block.at[VALUE]
    length, blocked, cleared = facts.profile[row.profile].length, row.blocked, row.cleared
    for f in range(live):
        if block.room[value, f] < cleared and max(block.room[end, f], block.room[start, f] + length) > blocked:
            block.room[start, f] = block.room[value, f]
            _one(facts, block, totals, stay, f)


@compiled
def _one(facts: Facts, block: Block, totals: Totals, stay: int, f: int) -> None:
    """Start, end and done of a stay in one future, all rules looked at; its start row holds the candidate."""
    row = facts.stay[stay]
    first, last = row.member_first, row.member_last
    day = block.room[block.at[START] + row.row, f]
    start = begins(facts, block, row.profile, row.stop_class, first, last, day, f)
    end, done, missed = walk(facts, block, row.profile, row.stop_class, first, last, start, f)
    block.room[block.at[START] + row.row, f] = start
    block.room[block.at[END] + row.row, f] = end
    block.room[block.at[DONE] + row.row, f] = done
    if missed:
        block.room[block.at[MISSED] + row.production, f] = 1
    if collides(facts, first, last, start, end):
        totals.sums[1 + row.production, COLLIDED] += 1


@inlined
def _leave(facts: Facts, block: Block, stay: int, live: int) -> None:
    """Take the stages until the end, and count the days off lease; a kept set has stood there since the stay before."""
    row = facts.stay[stay]
    end = block.at[END] + row.row
    for place in range(row.member_first, row.member_last):
        stage = facts.numbers[place]
        free = block.at[FREE] + stage
        for f in range(WIDTH):
            block.room[free, f] = block.room[end, f]
        occupy_all(facts, block, stage, row.row, live)
        if row.keep >= 0:
            before = block.at[END] + facts.stay[row.keep].row
            for f in range(live):
                occupy(facts, block, stage, block.room[before, f], block.room[block.at[START] + row.row, f], f)


@inlined
def _judge(facts: Facts, block: Block, stay: int) -> None:
    """Lateness and finish of the production so far, windows and the most days of links."""
    row = facts.stay[stay]
    start, end, done = block.at[START] + row.row, block.at[END] + row.row, block.at[DONE] + row.row
    late, finish = block.at[LATE] + row.production, block.at[FINISH] + row.production
    missed, due, window = block.at[MISSED] + row.production, row.due, row.window
    if due < NEVER:
        for f in range(WIDTH):
            block.room[late, f] = max(block.room[late, f], block.room[done, f] - due)
    for f in range(WIDTH):
        block.room[finish, f] = max(block.room[finish, f], block.room[end, f])
    if window < NEVER:
        for f in range(WIDTH):
            if block.room[end, f] > window:
                block.room[missed, f] = 1
    for index in range(row.link_first, row.link_last):
        link = facts.link[index]
        if link.most < NEVER:
            earlier, most = facts.stay[link.earlier].row, link.most
            point = block.at[START] + earlier if link.from_start else block.at[END] + earlier
            for f in range(WIDTH):
                if block.room[start, f] - block.room[point, f] > most:
                    block.room[missed, f] = 1
