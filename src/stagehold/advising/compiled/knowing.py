"""What is known on a day of the stages, and where a stay could go: nothing here looks at what happens later.

Of a stay that has ended, its end is known. Of one under way: that it has begun, the stoppages it has met, and that it
has not ended; it is expected to take as long as planned. Of one that waits: what was expected when it was placed, and
that it has not begun.
"""

from __future__ import annotations

from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.stopping import stopped_days
from stagehold.advising.compiled.tables import (
    BEGUN,
    ENDED,
    EXPECTED,
    KEPT_FOR,
    LAST_STAY,
    LEASES,
    LENGTH,
    MEETS,
    NEVER,
    PICK,
    PICK_START,
    Block,
    Facts,
    Walk,
)
from stagehold.advising.compiled.walking import planned_end


@inlined
def expected_free(facts: Facts, block: Block, walk: Walk, stage: int, day: int, f: int) -> int:
    """The end of what stands, or is in line, on a stage, as far as is known on ``day``."""
    item = walk.cell[LAST_STAY, stage]
    if item < 0:
        return -NEVER
    end, begun = walk.cell[ENDED, item], walk.cell[BEGUN, item]
    if end <= day:
        return end
    if begun <= day:
        met = stopped_days(facts, block, walk.cell[MEETS, item], begun, day, f)
        return max(day + 1, begun + walk.cell[LENGTH, item] + met)
    return max(walk.cell[EXPECTED, item], day + 1 + walk.cell[LENGTH, item])


@inlined
def _free_at_least(walk: Walk, stage: int, day: int) -> int:
    """A day before which a stage is not expected to be free; quick to tell."""
    item = walk.cell[LAST_STAY, stage]
    if item < 0:
        return -NEVER
    end, begun = walk.cell[ENDED, item], walk.cell[BEGUN, item]
    if end <= day:
        return end
    return begun + walk.cell[LENGTH, item] if begun <= day else walk.cell[EXPECTED, item]


@inlined
def expected_from(facts: Facts, block: Block, walk: Walk, first: int, last: int, day: int, keep: int, f: int) -> int:
    """The first day on which all these stages are expected to be free, turnover over; none before a kept set."""
    start = day
    for place in range(first, last):
        stage = facts.numbers[place]
        gap = 0 if keep >= 0 else facts.stage[stage].gap
        start = max(start, expected_free(facts, block, walk, stage, day, f) + gap)
    return start


@inlined
def overstays(facts: Facts, first: int, last: int, start: int, end: int) -> bool:
    """Whether days from ``start`` to before ``end`` lie off every lease, and on no offer either."""
    for place in range(first, last):
        stage = facts.stage[facts.numbers[place]]
        for index in range(stage.bare_first, stage.bare_last):
            bare = facts.span[index]
            if bare.lease < facts.size[LEASES] and bare.low < end and bare.high > start:
                return True
    return False


@inlined
def _opening(facts: Facts, block: Block, walk: Walk, option: int, day: int, since: int, latest: int, f: int) -> int:
    """The first start from ``since`` on that an option is expected to offer; never if that is after ``latest``."""
    row = facts.option[option]
    start = since
    for place in range(row.member_first, row.member_last):
        stage = facts.numbers[place]
        if walk.cell[KEPT_FOR, stage] >= 0:
            return NEVER
        start = max(start, expected_free(facts, block, walk, stage, day, f) + facts.stage[stage].gap)
        if start > latest:
            return NEVER
    for index in range(row.open_first, row.open_last):
        if facts.span[index].high >= start:
            start = max(start, facts.span[index].low)
            return start if start <= latest else NEVER
    return NEVER


@inlined
def best_single(facts: Facts, block: Block, walk: Walk, stay: int, day: int, hired: int, before: int, f: int) -> int:
    """The option of one stage that ends first, and before a day, on lease (0) or with offers (1); -1 without one.

    Its start stands in ``PICK_START`` at place 0.
    """
    row = facts.stay[stay]
    best, best_end = -1, before
    for option in range(row.option_first, row.option_last):
        if facts.option[option].hired == hired:
            profile = facts.option[option].profile
            # Working days never make a stay shorter than its days.
            latest = best_end - facts.profile[profile].length - 1
            if _free_at_least(walk, facts.numbers[facts.option[option].member_first], day) > latest:
                continue
            start = _opening(facts, block, walk, option, day, day + facts.option[option].lead, latest, f)
            if start < NEVER:
                end = planned_end(facts, profile, start)
                if end < best_end:
                    best, best_end = option, end
                    walk.cell[PICK_START, 0] = start
                    walk.cell[PICK, 0] = option
    return best


@compiled
def best_several(facts: Facts, block: Block, walk: Walk, stay: int, day: int, hired: int, before: int, f: int) -> int:
    """The first option of the set of several stages in one place that ends first, and before a day; -1 without one.

    The options stand in ``PICK`` from place 0 on, their start in ``PICK_START`` at place 0.
    """
    row = facts.stay[stay]
    limit = before - facts.profile[row.profile].length
    best_start = limit
    low = row.option_first
    while low < row.option_last:
        high = low + 1
        while high < row.option_last and facts.option[high].place == facts.option[low].place:
            high += 1
        start = _together(facts, block, walk, stay, low, high, day, hired, best_start, f)
        if start < best_start:
            best_start = start
            _choose(facts, walk, stay, low, high)
        low = high
    if best_start >= limit:
        return -1
    walk.cell[PICK_START, 0] = best_start
    return walk.cell[PICK, 0]


@compiled
def _together(
    facts: Facts, block: Block, walk: Walk, stay: int, low: int, high: int, day: int, hired: int, before: int, f: int
) -> int:
    """The first day before ``before`` on which enough options of one place open at once."""
    row = facts.stay[stay]
    since = day
    while since < before:
        following = NEVER
        for option in range(low, high):
            walk.cell[PICK_START, 1 + option - row.option_first] = NEVER
            if facts.option[option].hired <= hired and facts.option[option].profile == row.profile:
                first = max(since, day + facts.option[option].lead)
                start = _opening(facts, block, walk, option, day, first, before - 1, f)
                walk.cell[PICK_START, 1 + option - row.option_first] = start
                if start > since:
                    following = min(following, start)
        if _apart(facts, walk, stay, low, high, since) >= row.count:
            for option in range(low, high):
                if walk.cell[PICK_START, 1 + option - row.option_first] != since:
                    walk.cell[PICK_START, 1 + option - row.option_first] = NEVER
            return since
        since = following
    return NEVER


@compiled
def _apart(facts: Facts, walk: Walk, stay: int, low: int, high: int, start: int) -> int:
    """How many of the options that open on ``start`` share no stage, taken in their order."""
    row = facts.stay[stay]
    found = 0
    for option in range(low, high):
        if walk.cell[PICK_START, 1 + option - row.option_first] == start and _is_apart(
            facts, walk, stay, low, option, start
        ):
            found += 1
    return found


@compiled
def _is_apart(facts: Facts, walk: Walk, stay: int, low: int, option: int, start: int) -> bool:
    """Whether an option shares no stage with those before it that open on the same day."""
    first = facts.stay[stay].option_first
    for other in range(low, option):
        if walk.cell[PICK_START, 1 + other - first] == start:
            for mine in range(facts.option[option].member_first, facts.option[option].member_last):
                for theirs in range(facts.option[other].member_first, facts.option[other].member_last):
                    if facts.numbers[mine] == facts.numbers[theirs]:
                        return False
    return True


@compiled
def _choose(facts: Facts, walk: Walk, stay: int, low: int, high: int) -> None:
    """Note the first options, as many as the need asks for, that were found to open at once."""
    row = facts.stay[stay]
    found = 0
    for option in range(low, high):
        start = walk.cell[PICK_START, 1 + option - row.option_first]
        if found < row.count and start < NEVER and _is_apart(facts, walk, stay, low, option, start):
            walk.cell[PICK, found] = option
            found += 1
