"""Re-shoots on the stages of the plan: they stand in line by the day on which they are ready.

A re-shoot takes the first stage of its production's last stay. It waits for what stands there, for its turnover, for
closures and stoppages, and its crew works every day of the week.
"""

from __future__ import annotations

from stagehold.advising.compiled.counting import occupy
from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.tables import (
    AGAIN_AT,
    AGAIN_BEGUN,
    AGAIN_DAYS,
    AGAIN_ENDED,
    AGAIN_FIRST,
    AGAIN_NEXT,
    END,
    FREE,
    HEAD,
    HEAD_AT,
    NEVER,
    STAGES,
    START,
    Block,
    Facts,
)
from stagehold.advising.compiled.walking import next_wait, worked


@inlined
def queue(facts: Facts, block: Block, stay: int, f: int) -> None:
    """Put the re-shoot of a stay that has ended into the line of its stage."""
    row = facts.stay[stay]
    ready, following = block.at[AGAIN_AT], block.at[AGAIN_NEXT]
    block.room[ready + row.again, f] += block.room[block.at[END] + row.row, f]
    day = block.room[ready + row.again, f]
    head = block.at[HEAD] + facts.numbers[row.member_first]
    before, here = -1, block.room[head, f]
    while here >= 0 and block.room[ready + here, f] <= day:
        before, here = here, block.room[following + here, f]
    block.room[following + row.again, f] = here
    if before < 0:
        block.room[head, f] = row.again
        block.room[block.at[HEAD_AT] + facts.numbers[row.member_first], f] = day
    else:
        block.room[following + before, f] = row.again


@inlined
def let_go_first(facts: Facts, block: Block, stay: int, live: int) -> None:
    """Place the re-shoots that are ready on the stages of a stay before it could begin; it comes behind them."""
    row = facts.stay[stay]
    start = block.at[START] + row.row
    for place in range(row.member_first, row.member_last):
        ready, found = block.at[HEAD_AT] + facts.numbers[place], 0
        for f in range(live):
            found += 1 if block.room[ready, f] <= block.room[start, f] else 0
        if found > 0:
            for f in range(live):
                if block.room[ready, f] <= block.room[start, f]:
                    _let_go(facts, block, stay, f)


@inlined
def _let_go(facts: Facts, block: Block, stay: int, f: int) -> None:
    """The same in one future, until none is ready any more."""
    row = facts.stay[stay]
    start = block.at[START] + row.row
    moved = True
    while moved:
        moved = False
        for place in range(row.member_first, row.member_last):
            stage = facts.numbers[place]
            if block.room[block.at[HEAD_AT] + stage, f] <= block.room[start, f]:
                end = _place(facts, block, stage, block.room[block.at[HEAD] + stage, f], f)
                block.room[start, f] = max(block.room[start, f], end + facts.stage[stage].gap)
                moved = True


@compiled
def leftover(facts: Facts, block: Block, live: int) -> None:
    """Place the re-shoots that no planned stay comes after."""
    for stage in range(facts.size[STAGES]):
        if facts.stage[stage].returns:
            for f in range(live):
                while block.room[block.at[HEAD] + stage, f] >= 0:
                    _place(facts, block, stage, block.room[block.at[HEAD] + stage, f], f)


@inlined
def _place(facts: Facts, block: Block, stage: int, again: int, f: int) -> int:
    """Take a re-shoot out of the line of its stage and place it behind what stands there; its end."""
    following = block.room[block.at[AGAIN_NEXT] + again, f]
    block.room[block.at[HEAD] + stage, f] = following
    block.room[block.at[HEAD_AT] + stage, f] = NEVER if following < 0 else block.room[block.at[AGAIN_AT] + following, f]
    free = block.at[FREE] + stage
    day = max(block.room[block.at[AGAIN_AT] + again, f], block.room[free, f] + facts.stage[stage].gap)
    stay = facts.source[facts.size[AGAIN_FIRST] + again].stay
    start, end = shot_again(facts, block, facts.stay[stay].stop_class, stage, again, day, f)
    block.room[free, f] = end
    occupy(facts, block, stage, start, end, f)
    return end


@inlined
def shot_again(facts: Facts, block: Block, number: int, stage: int, again: int, day: int, f: int) -> tuple[int, int]:
    """First day and end of a re-shoot that may begin on ``day``; ``number`` is the class of stoppages it meets."""
    calendar = facts.stage[stage].calendar
    start = day
    low, high = next_wait(facts, block, number, stage, stage + 1, start, f)
    while low <= start:
        start = high
        low, high = next_wait(facts, block, number, stage, stage + 1, start, f)
    end = worked(
        facts, block, calendar, number, stage, stage + 1, start, block.room[block.at[AGAIN_DAYS] + again, f], f
    )
    block.room[block.at[AGAIN_BEGUN] + again, f] = start
    block.room[block.at[AGAIN_ENDED] + again, f] = end
    return start, end
