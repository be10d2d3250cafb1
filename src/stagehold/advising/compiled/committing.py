"""Carrying out a decision: the stay begins when its stages are in fact free, and takes as long as it does."""

from __future__ import annotations

from stagehold.advising.compiled.counting import occupy
from stagehold.advising.compiled.drawing import effects_in, ready_in, returns
from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.stopping import stopped_until
from stagehold.advising.compiled.tables import (
    AGAIN_AT,
    BEGUN,
    BUCKET,
    COLLIDED,
    DONE,
    DONE_ON,
    END,
    ENDED,
    EXPECTED,
    FINISH,
    FOLLOWING,
    FREE_ON,
    HIRED,
    KEPT_FOR,
    LAST_DAY,
    LAST_STAY,
    LATE,
    LENGTH,
    MEETS,
    MISSED,
    MOVED,
    NEVER,
    PICK,
    POINT,
    RETURNED,
    SCRATCH,
    START,
    STATE,
    SUM_MOVES,
    TAKEN,
    WAITS,
    Block,
    Facts,
    Totals,
    Walk,
)
from stagehold.advising.compiled.walking import begins, collides, planned_end
from stagehold.advising.compiled.walking import walk as walk_through


@compiled
def schedule(facts: Facts, block: Block, walk: Walk, item: int, day: int, f: int) -> None:
    """Put an item into the line of a day; a stay waits until no stoppage holds where the plan has it.

    Items of one day come in the order of the plan, re-shoots last.
    """
    at = day
    if item < len(facts.stay):
        at = stopped_until(facts, block, facts.stay[item].stop_class, day, f)
    at = max(0, min(at, facts.size[LAST_DAY] + 1))
    before, here = -1, walk.cell[BUCKET, at]
    while here >= 0 and here < item:
        before, here = here, walk.cell[FOLLOWING, here]
    walk.cell[FOLLOWING, item] = here
    if before < 0:
        walk.cell[BUCKET, at] = item
    else:
        walk.cell[FOLLOWING, before] = item


@inlined
def commit(
    facts: Facts, block: Block, walk: Walk, totals: Totals, stay: int, day: int, option: int, expected: int, f: int
) -> None:
    """Place a stay on the options picked, or on its own stages (-1)."""
    row = facts.stay[stay]
    profile, meets = row.profile, row.stop_class
    first = facts.size[SCRATCH]
    last = _own_stages(facts, stay)
    walk.cell[TAKEN, stay] = option
    if option >= 0:
        profile, meets = facts.option[option].profile, facts.option[option].stop_class
        last = _stages_picked(facts, walk, stay)
        totals.sums[1 + row.production, MOVED] += 1
        totals.sums[1 + row.production, HIRED] += facts.option[option].hired
        totals.sums[0, SUM_MOVES] += 1
    since = max(day, walk.cell[POINT, stay])  # behind the last of all days stays are decided too early
    for place in range(first, last):
        stage = facts.numbers[place]
        gap = 0 if row.keep >= 0 else facts.stage[stage].gap
        since = max(since, walk.cell[FREE_ON, stage] + gap)
    if option >= 0:
        since = _allowed(facts, walk, stay, max(since, day + facts.option[option].lead))
    effects_in(facts, block, stay, f)
    start = begins(facts, block, profile, meets, first, last, since, f)
    end, done, missed = walk_through(facts, block, profile, meets, first, last, start, f)
    walk.cell[STATE, stay] = 1
    walk.cell[BEGUN, stay] = start
    walk.cell[ENDED, stay] = end
    walk.cell[DONE_ON, stay] = done
    walk.cell[EXPECTED, stay] = expected
    walk.cell[LENGTH, stay] = planned_end(facts, profile, start) - start
    walk.cell[MEETS, stay] = meets
    for place in range(first, last):
        stage = facts.numbers[place]
        from_day = start if row.keep < 0 else walk.cell[ENDED, row.keep]
        occupy(facts, block, stage, from_day, end, f)
        walk.cell[LAST_STAY, stage] = stay
        walk.cell[FREE_ON, stage] = end
        walk.cell[KEPT_FOR, stage] = row.kept
    if collides(facts, first, last, start, end):
        totals.sums[1 + row.production, COLLIDED] += 1
    _judge(facts, block, walk, stay, missed, f)
    if row.again >= 0 and returns(facts, block, row.again, f):
        totals.sums[1 + row.production, RETURNED] += 1
        item = len(facts.stay) + row.again
        walk.unit[item, 0] = facts.numbers[first]
        walk.cell[MEETS, item] = meets
        ready = block.at[AGAIN_AT] + row.again
        block.room[ready, f] += end
        schedule(facts, block, walk, item, block.room[ready, f], f)


@inlined
def _allowed(facts: Facts, walk: Walk, stay: int, since: int) -> int:
    """The first day from ``since`` on that the options picked allow; that day itself behind all they allow."""
    start = since
    for _ in range(2):  # what one allows may be too soon for another
        for index in range(facts.stay[stay].count):
            row = facts.option[walk.cell[PICK, index]]
            for place in range(row.open_first, row.open_last):
                if facts.span[place].high >= start:
                    start = max(start, facts.span[place].low)
                    break
    return start


@inlined
def _own_stages(facts: Facts, stay: int) -> int:
    """Write the planned stages of a stay to the scratch places; where they end."""
    at = facts.size[SCRATCH]
    for place in range(facts.stay[stay].member_first, facts.stay[stay].member_last):
        facts.numbers[at] = facts.numbers[place]
        at += 1
    return at


@inlined
def _stages_picked(facts: Facts, walk: Walk, stay: int) -> int:
    """The same for the options picked, which are noted as taken."""
    at = facts.size[SCRATCH]
    for index in range(facts.stay[stay].count):
        option = walk.cell[PICK, index]
        walk.unit[stay, index] = option
        for place in range(facts.option[option].member_first, facts.option[option].member_last):
            facts.numbers[at] = facts.numbers[place]
            at += 1
    return at


@inlined
def _judge(facts: Facts, block: Block, walk: Walk, stay: int, missed: int, f: int) -> None:
    """Lateness and finish of the production so far, windows and the most days of links."""
    row = facts.stay[stay]
    start, end, done = walk.cell[BEGUN, stay], walk.cell[ENDED, stay], walk.cell[DONE_ON, stay]
    late, finish = block.at[LATE] + row.production, block.at[FINISH] + row.production
    if row.due < NEVER:
        block.room[late, f] = max(block.room[late, f], done - row.due)
    block.room[finish, f] = max(block.room[finish, f], end)
    bad = missed
    if end > row.window:
        bad = 1
    for index in range(row.link_first, row.link_last):
        link = facts.link[index]
        point = walk.cell[BEGUN, link.earlier] if link.from_start else walk.cell[ENDED, link.earlier]
        if start - point > link.most:
            bad = 1
    if bad:
        block.room[block.at[MISSED] + row.production, f] = 1
    block.room[block.at[START] + row.row, f] = start
    block.room[block.at[END] + row.row, f] = end
    block.room[block.at[DONE] + row.row, f] = done


@inlined
def later_ones(facts: Facts, block: Block, walk: Walk, stay: int, today: int, f: int) -> None:
    """Tell the stays that come after this one its days; those that wait for nothing more are scheduled."""
    for place in range(facts.stay[stay].later_first, facts.stay[stay].later_last):
        link = facts.link[facts.numbers[place]]
        later = link.later
        point = walk.cell[BEGUN, stay] if link.from_start else walk.cell[ENDED, stay]
        allowed = point + link.least
        if link.keep:
            allowed = max(allowed, walk.cell[ENDED, stay])
        walk.cell[POINT, later] = max(walk.cell[POINT, later], allowed)
        walk.cell[WAITS, later] -= 1
        if walk.cell[WAITS, later] == 0:
            first = max(facts.stay[later].start, ready_in(facts, block, later, f))
            schedule(facts, block, walk, later, max(today, first, walk.cell[POINT, later]), f)
