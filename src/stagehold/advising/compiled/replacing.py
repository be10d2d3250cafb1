"""The repair rule ``re-place``: each stay is decided on the day it could begin, with what is known by then.

A stay is decided on the first day that is not before its planned start, its ready day and its links, and in no
stoppage where the plan has it. On that day, with what is known of the stages (``knowing``):

1. *keep*: its planned stages, if it is expected to be done by its due there and gone by the end of their leases.
2. *move*: else the qualifying stages on lease on which it ends first, if that is sooner than on its own, or those are
   no longer leased; what is planned there and has not been decided is decided in its turn.
3. *spot*: else, or where it would still be late there, stages on offer, if it ends sooner on them.
4. *wait* for its own.

The decision stands; the stay begins when its stages are in fact free. Stays of a kept set, of ``same_stages``, with a
lock or of more stages than eight do not move, nor does any to another place than ``together`` allows.
"""

from __future__ import annotations

from stagehold.advising.compiled.again import shot_again
from stagehold.advising.compiled.committing import commit, later_ones, schedule
from stagehold.advising.compiled.counting import close_block, occupy, settle
from stagehold.advising.compiled.drawing import prepare, ready_in
from stagehold.advising.compiled.jit import compiled, entry, inlined
from stagehold.advising.compiled.knowing import best_several, best_single, expected_free, expected_from, overstays
from stagehold.advising.compiled.tables import (
    AGAIN_AT,
    AGAIN_DAYS,
    AGAIN_FIRST,
    AGAIN_LAST,
    BEGUN,
    BUCKET,
    ENDED,
    EXPECTED,
    FOLLOWING,
    FREE_ON,
    KEPT_FOR,
    LAST_DAY,
    LAST_STAY,
    LENGTH,
    MEETS,
    NEVER,
    NO_OFFER,
    OFFERS,
    PICK_START,
    POINT,
    STAGES,
    STATE,
    WAITS,
    WIDTH,
    Block,
    Facts,
    Totals,
    Walk,
)
from stagehold.advising.compiled.walking import open_from, planned_after, planned_end


@entry
def replace(facts: Facts, block: Block, walk: Walk, totals: Totals, first: int, until: int) -> None:
    """Repair the plan in the futures from ``first`` to before ``until``, and add what comes of it to ``totals``.

    Of the last future, stays and stages stay in ``walk``; of the last block, starts, ends and done days in ``block``
    for stays that have a row of their own.
    """
    at = first
    while at < until:
        live = min(WIDTH, until - at)
        prepare(facts, block, at)
        for f in range(live):
            _one_future(facts, block, walk, totals, f)
        for stay in range(len(facts.stay)):
            if facts.stay[stay].last:
                settle(block, totals, facts.stay[stay].production, facts.stay[stay].finish, live)
        close_block(facts, block, totals, live)
        at += WIDTH


@compiled
def _one_future(facts: Facts, block: Block, walk: Walk, totals: Totals, f: int) -> None:
    """Decide every stay of one future, day after day."""
    _empty(facts, walk)
    for stay in range(len(facts.stay)):
        row = facts.stay[stay]
        walk.cell[WAITS, stay] = row.link_last - row.link_first
        if row.link_first == row.link_last:
            schedule(facts, block, walk, stay, max(row.start, ready_in(facts, block, stay, f)), f)
    for day in range(facts.size[LAST_DAY] + 2):
        while walk.cell[BUCKET, day] >= 0:
            item = walk.cell[BUCKET, day]
            walk.cell[BUCKET, day] = walk.cell[FOLLOWING, item]
            if item >= len(facts.stay):
                _shoot_again(facts, block, walk, item, day, f)
            else:
                _decide(facts, block, walk, totals, item, day, f)


@inlined
def _empty(facts: Facts, walk: Walk) -> None:
    items = len(facts.stay) + facts.size[AGAIN_LAST] - facts.size[AGAIN_FIRST]
    for item in range(items):
        walk.cell[STATE, item] = 0
        walk.cell[POINT, item] = -NEVER
    for day in range(facts.size[LAST_DAY] + 2):
        walk.cell[BUCKET, day] = -1
    for stage in range(facts.size[STAGES]):
        walk.cell[LAST_STAY, stage] = -1
        walk.cell[FREE_ON, stage] = -NEVER
        walk.cell[KEPT_FOR, stage] = -1


@inlined
def _must_wait(facts: Facts, walk: Walk, stay: int) -> bool:
    """Whether the set of another stay waits on one of its planned stages."""
    for place in range(facts.stay[stay].member_first, facts.stay[stay].member_last):
        kept = walk.cell[KEPT_FOR, facts.numbers[place]]
        if kept >= 0 and kept != stay:
            return True
    return False


@inlined
def _decide(facts: Facts, block: Block, walk: Walk, totals: Totals, stay: int, day: int, f: int) -> None:
    row = facts.stay[stay]
    first, last = row.member_first, row.member_last
    if day <= facts.size[LAST_DAY] and _must_wait(facts, walk, stay):
        schedule(facts, block, walk, stay, day + 1, f)
        return
    since = expected_from(facts, block, walk, first, last, day, row.keep, f)
    start = open_from(facts, row.profile, first, last, since)
    end = planned_end(facts, row.profile, start)
    profile = facts.profile[row.profile]
    leaves_late = 1 if overstays(facts, first, last, start, end) else 0
    on_time = planned_after(facts, profile.calendar, start, profile.done_length) <= row.due
    option = -1
    expected = end
    if row.movable and (leaves_late or not on_time):
        option, expected = _elsewhere(facts, block, walk, stay, day, end, leaves_late, f)
    commit(facts, block, walk, totals, stay, day, option, expected, f)
    later_ones(facts, block, walk, stay, day, f)


@inlined
def _elsewhere(
    facts: Facts, block: Block, walk: Walk, stay: int, day: int, end: int, leaves_late: int, f: int
) -> tuple[int, int]:
    """The option to move to, -1 for none, and the end expected; the options taken stand in ``PICK``."""
    before = NEVER if leaves_late else end
    option, expected = _best(facts, block, walk, stay, day, facts.size[NO_OFFER], before, f), end
    if option >= 0:
        profile = facts.profile[facts.option[option].profile]
        expected = planned_end(facts, facts.option[option].profile, walk.cell[PICK_START, 0])
        done = planned_after(facts, profile.calendar, walk.cell[PICK_START, 0], profile.done_length)
        if done <= facts.stay[stay].due:
            return option, expected
        before = expected
    if facts.size[OFFERS]:
        offer = _best(facts, block, walk, stay, day, facts.size[OFFERS], before, f)
        if offer >= 0:
            return offer, planned_end(facts, facts.option[offer].profile, walk.cell[PICK_START, 0])
    return option, expected


@inlined
def _best(facts: Facts, block: Block, walk: Walk, stay: int, day: int, hired: int, before: int, f: int) -> int:
    """The options that end first, and before a day; where there are none, ``PICK`` is as it was."""
    if facts.stay[stay].count == 1:
        return best_single(facts, block, walk, stay, day, hired, before, f)
    return best_several(facts, block, walk, stay, day, hired, before, f)


@inlined
def _shoot_again(facts: Facts, block: Block, walk: Walk, item: int, day: int, f: int) -> None:
    """Place a re-shoot where its production was last; while a kept set waits there, look again tomorrow."""
    again, stage = item - len(facts.stay), walk.unit[item, 0]
    if walk.cell[KEPT_FOR, stage] >= 0 and day <= facts.size[LAST_DAY]:
        schedule(facts, block, walk, item, day + 1, f)
        return
    gap, days = facts.stage[stage].gap, block.room[block.at[AGAIN_DAYS] + again, f]
    expected = max(day, expected_free(facts, block, walk, stage, day, f) + gap) + days
    # Behind the last of all days items are looked at too early: the day itself is not enough.
    since = max(day, block.room[block.at[AGAIN_AT] + again, f], walk.cell[FREE_ON, stage] + gap)
    start, end = shot_again(facts, block, walk.cell[MEETS, item], stage, again, since, f)
    walk.cell[STATE, item] = 1
    walk.cell[BEGUN, item] = start
    walk.cell[ENDED, item] = end
    walk.cell[EXPECTED, item] = expected
    walk.cell[LENGTH, item] = days
    walk.cell[LAST_STAY, stage] = item
    walk.cell[FREE_ON, stage] = end
    occupy(facts, block, stage, start, end, f)
