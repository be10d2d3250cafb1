"""Stoppages of one future: drawn one after the other, then put together for whoever meets several kinds.

The wait for the next one is exponential, counted from the end of the one before; the first begins to count on day 0.
"""

from __future__ import annotations

from stagehold.advising.compiled.hashing import SHIFT, drawn
from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.tables import (
    BASE,
    CAUSE,
    DRAWN_HIGH,
    DRAWN_LOW,
    LAST_DAY,
    NEVER,
    SLOTS,
    STOP_COUNT,
    STOP_FIRST,
    STOP_HIGH,
    STOP_LAST,
    STOP_LOW,
    Block,
    Facts,
)


@compiled
def stoppages(facts: Facts, block: Block, f: int) -> None:
    """Draw the stoppages of one future, process by process, and sort those that each class meets."""
    slots, last = facts.size[SLOTS], facts.size[LAST_DAY]
    base = block.room[block.at[BASE], f]
    for number in range(facts.size[STOP_FIRST], facts.size[STOP_LAST]):
        source = facts.source[number]
        low = block.at[DRAWN_LOW] + (number - facts.size[STOP_FIRST]) * slots
        high = block.at[DRAWN_HIGH] + (number - facts.size[STOP_FIRST]) * slots
        day = 0
        for n in range(slots):
            wait = facts.numbers[source.gaps + (drawn(base, source.key, source.salt ^ (2 * n)) >> SHIFT)]
            day += (wait * source.gap) >> 24
            if day > last:
                block.room[low + n, f] = NEVER
                break
            length = facts.numbers[source.table + (drawn(base, source.key, source.salt ^ (2 * n + 1)) >> SHIFT)]
            block.room[low + n, f] = day
            block.room[high + n, f] = day + length
            inside = min(day + length, source.high) - max(day, source.low)
            block.room[block.at[CAUSE] + source.cause, f] += max(0, inside)
            day += length
    for number in range(len(facts.stop_class)):
        _put_together(facts, block, number, f)


@compiled
def _put_together(facts: Facts, block: Block, number: int, f: int) -> None:
    """The stoppages that one class meets: sorted by insertion, those that touch made one."""
    slots = facts.size[SLOTS]
    low_at, high_at = block.at[STOP_LOW] + number * slots, block.at[STOP_HIGH] + number * slots
    count = 0
    for place in range(facts.stop_class[number].row_first, facts.stop_class[number].row_last):
        at = facts.numbers[place] * slots
        for n in range(slots):
            low = block.room[block.at[DRAWN_LOW] + at + n, f]
            if low >= NEVER or count >= slots:
                break
            spot = count
            while spot > 0 and block.room[low_at + spot - 1, f] > low:
                block.room[low_at + spot, f] = block.room[low_at + spot - 1, f]
                block.room[high_at + spot, f] = block.room[high_at + spot - 1, f]
                spot -= 1
            block.room[low_at + spot, f] = low
            block.room[high_at + spot, f] = block.room[block.at[DRAWN_HIGH] + at + n, f]
            count += 1
    kept = 0
    for n in range(count):
        low, high = block.room[low_at + n, f], block.room[high_at + n, f]
        if kept > 0 and low <= block.room[high_at + kept - 1, f]:
            block.room[high_at + kept - 1, f] = max(high, block.room[high_at + kept - 1, f])
        else:
            block.room[low_at + kept, f] = low
            block.room[high_at + kept, f] = high
            kept += 1
    block.room[block.at[STOP_COUNT] + number, f] = kept


@inlined
def stopped_until(facts: Facts, block: Block, number: int, day: int, f: int) -> int:
    """The end of the stoppage in which a day lies; the day itself where it lies in none, or the class is -1."""
    if number < 0:
        return day
    low_at = block.at[STOP_LOW] + number * facts.size[SLOTS]
    high_at = block.at[STOP_HIGH] + number * facts.size[SLOTS]
    for n in range(block.room[block.at[STOP_COUNT] + number, f]):
        if block.room[low_at + n, f] > day:
            break
        if block.room[high_at + n, f] > day:
            return block.room[high_at + n, f]
    return day


@inlined
def stopped_days(facts: Facts, block: Block, number: int, low: int, high: int, f: int) -> int:
    """Days of stoppages from ``low`` to before ``high``."""
    days = 0
    if number < 0:
        return days
    low_at = block.at[STOP_LOW] + number * facts.size[SLOTS]
    high_at = block.at[STOP_HIGH] + number * facts.size[SLOTS]
    for n in range(block.room[block.at[STOP_COUNT] + number, f]):
        days += max(0, min(high, block.room[high_at + n, f]) - max(low, block.room[low_at + n, f]))
    return days
