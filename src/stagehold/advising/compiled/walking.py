"""Walking through a stay in one future: when it may begin, and when its phases are over.

A day on which a stay waits is one of a stoppage that its class meets, or of a closure or a stay of others on one of its
stages. Crews wait, standing sets do not. A stay begins on the first day that is no waiting day and from which its
planned length fits before the next closure or stay of others: those are known. What comes in its way once it has begun
it sits out, in place.
"""

from __future__ import annotations

from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.stopping import stopped_until
from stagehold.advising.compiled.tables import FACTOR, NEVER, SLOTS, STOP_COUNT, STOP_HIGH, STOP_LOW, Block, Facts


@inlined
def place_in(facts: Facts, calendar: int, day: int) -> int:
    """The place of the first working day on or after ``day``; behind the calendar every day counts."""
    row = facts.calendar[calendar]
    offset = day - row.first_day
    if offset < 0:
        return row.day_first
    if offset >= row.days:
        return row.day_last + offset - row.days
    return facts.numbers[row.index_first + offset]


@inlined
def day_at(facts: Facts, calendar: int, place: int) -> int:
    """The day at a place."""
    row = facts.calendar[calendar]
    if place >= row.day_last:
        return row.first_day + row.days + place - row.day_last
    return facts.numbers[place]


@inlined
def planned_after(facts: Facts, calendar: int, start: int, days: int) -> int:
    """The day after so many days, or working days, from a start on; -1 is the calendar of every day."""
    if calendar < 0 or days <= 0:
        return start + days
    return day_at(facts, calendar, place_in(facts, calendar, start) + days - 1) + 1


@inlined
def planned_end(facts: Facts, profile: int, start: int) -> int:
    """The end of a stay that takes as long as planned."""
    return planned_after(facts, facts.profile[profile].calendar, start, facts.profile[profile].length)


@compiled
def open_from(facts: Facts, profile: int, first: int, last: int, start: int) -> int:
    """The first day from ``start`` on from which the planned length fits beside closures and stays of others.

    ``first`` and ``last`` bound its stages in ``facts.numbers``.
    """
    day = start
    calendar = facts.profile[profile].calendar
    moved = True
    while moved:
        moved = False
        if calendar >= 0:
            working = day_at(facts, calendar, place_in(facts, calendar, day))
            moved = working > day
            day = working
        end = planned_end(facts, profile, day)
        for place in range(first, last):
            stage = facts.stage[facts.numbers[place]]
            for index in range(stage.block_first, stage.block_last):
                if facts.span[index].low >= end:
                    break
                if facts.span[index].high > day:
                    day = facts.span[index].high
                    end = planned_end(facts, profile, day)
                    moved = True
    return day


@inlined
def begins(facts: Facts, block: Block, profile: int, number: int, first: int, last: int, start: int, f: int) -> int:
    """The same, in no stoppage that class ``number`` meets either."""
    day = open_from(facts, profile, first, last, start)
    until = stopped_until(facts, block, number, day, f)
    while until > day:
        day = open_from(facts, profile, first, last, until)
        until = stopped_until(facts, block, number, day, f)
    return day


@inlined
def next_wait(facts: Facts, block: Block, number: int, first: int, last: int, day: int, f: int) -> tuple[int, int]:
    """The first waiting days that are not over on ``day``: from, to before."""
    low, high = NEVER, NEVER
    if number >= 0:
        at = number * facts.size[SLOTS]
        for n in range(block.room[block.at[STOP_COUNT] + number, f]):
            if block.room[block.at[STOP_HIGH] + at + n, f] > day:
                low = block.room[block.at[STOP_LOW] + at + n, f]
                high = block.room[block.at[STOP_HIGH] + at + n, f]
                break
    for place in range(first, last):
        stage = facts.stage[facts.numbers[place]]
        for index in range(stage.block_first, stage.block_last):
            if facts.span[index].high > day:
                if facts.span[index].low < low:
                    low, high = facts.span[index].low, facts.span[index].high
                break
    return low, high


@compiled
def worked(
    facts: Facts, block: Block, calendar: int, number: int, first: int, last: int, start: int, days: int, f: int
) -> int:
    """The day after so many days of work from ``start`` on; waiting days do not count."""
    day, left = start, days
    while left > 0:
        if calendar >= 0:
            day = day_at(facts, calendar, place_in(facts, calendar, day))
        low, high = next_wait(facts, block, number, first, last, day, f)
        if low <= day:
            day = high
            continue
        if calendar < 0:
            room = low - day
        else:
            room = NEVER if low >= NEVER else place_in(facts, calendar, low) - place_in(facts, calendar, day)
        if left <= room:
            return planned_after(facts, calendar, day, left)
        left -= room
        day = high
    return day


@inlined
def piece_days(block: Block, days: int, group: int, f: int) -> int:
    """How long phases that are multiplied alike take in this future: halves up, at least a day."""
    return max(1, (days * block.room[block.at[FACTOR] + group, f] + 2048) >> 12)


@inlined
def segment_days(facts: Facts, block: Block, segment: int, f: int) -> int:
    """How many days a run of phases takes in this future."""
    seg = facts.seg[segment]
    days = piece_days(block, seg.days_0, seg.group_0, f)
    if seg.pieces > 1:
        days += piece_days(block, seg.days_1, seg.group_1, f)
    if seg.pieces > 2:
        days += piece_days(block, seg.days_2, seg.group_2, f)
    return days


@compiled
def walk(
    facts: Facts, block: Block, profile: int, number: int, first: int, last: int, start: int, f: int
) -> tuple[int, int, int]:
    """End, day done, and whether a phase left its window, of a stay that begins on ``start``."""
    row = facts.profile[profile]
    calendar, done_seg = row.calendar, row.done_seg
    day, done, missed = start, start, 0
    for segment in range(row.seg_first, row.seg_last):
        days = segment_days(facts, block, segment, f)
        day = max(day, facts.seg[segment].low)
        if facts.seg[segment].crew:
            day = worked(facts, block, calendar, number, first, last, day, days, f)
        else:
            day = planned_after(facts, calendar, day, days)
        if day > facts.seg[segment].high:
            missed = 1
        if segment == done_seg:
            done = day
    return day, done, missed


@inlined
def collides(facts: Facts, first: int, last: int, start: int, end: int) -> bool:
    """Whether days from ``start`` to before ``end`` meet a closure or a stay of others."""
    for place in range(first, last):
        stage = facts.stage[facts.numbers[place]]
        for index in range(stage.block_first, stage.block_last):
            if facts.span[index].low < end and facts.span[index].high > start:
                return True
    return False
