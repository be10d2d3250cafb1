"""What comes otherwise than planned in the futures of a block: ready days, factors, re-shoots."""

from __future__ import annotations

from stagehold.advising.compiled.hashing import SHIFT, base_of, drawn
from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.stopping import stoppages
from stagehold.advising.compiled.tables import (
    AGAIN_AT,
    AGAIN_DAYS,
    AGAIN_FIRST,
    AGAIN_LAST,
    BASE,
    CAUSE,
    CAUSES,
    COMMON,
    COMMON_FIRST,
    COMMON_LAST,
    FACTOR,
    FINISH,
    FREE,
    HEAD,
    HEAD_AT,
    LATE,
    LATE_ALL,
    LEASE,
    LEASES,
    MISSED,
    NEVER,
    PRODUCTIONS,
    PUSHED,
    RANK_COUNT,
    RANKS,
    READY,
    SEED_1,
    SEED_2,
    STAGES,
    STOP_FIRST,
    STOP_LAST,
    TIMELY,
    VALUE,
    WIDTH,
    Block,
    Facts,
)

_RANK_ZERO = 6 * 4096
_MOST_FACTOR = 16 * 4096


@compiled
def prepare(facts: Facts, block: Block, first: int) -> None:
    """Draw what the futures from ``first`` on have in common, and empty what is counted in them."""
    one, two = facts.size[SEED_1], facts.size[SEED_2]
    base = block.at[BASE]
    for f in range(WIDTH):
        block.room[base, f] = base_of(first + f, one, two)
    for number in range(facts.size[COMMON_FIRST], facts.size[COMMON_LAST]):
        row = block.at[COMMON] + number - facts.size[COMMON_FIRST]
        table, key, salt = facts.source[number].table, facts.source[number].key, facts.source[number].salt
        for f in range(WIDTH):
            block.room[row, f] = facts.numbers[table + (drawn(block.room[base, f], key, salt) >> SHIFT)]
    _fill(block, block.at[LATE_ALL], 1, 0)
    _fill(block, block.at[TIMELY], 1, 0)
    _fill(block, block.at[FREE], facts.size[STAGES], -NEVER)
    _fill(block, block.at[HEAD], facts.size[STAGES], -1)
    _fill(block, block.at[HEAD_AT], facts.size[STAGES], NEVER)
    _fill(block, block.at[CAUSE], facts.size[CAUSES], 0)
    _fill(block, block.at[LEASE], facts.size[LEASES] + 1, 0)
    _fill(block, block.at[LATE], facts.size[PRODUCTIONS], -NEVER)
    _fill(block, block.at[FINISH], facts.size[PRODUCTIONS], -NEVER)
    _fill(block, block.at[MISSED], facts.size[PRODUCTIONS], 0)
    _fill(block, block.at[PUSHED], facts.size[PRODUCTIONS], 0)
    _fill(block, block.at[AGAIN_DAYS], facts.size[AGAIN_LAST] - facts.size[AGAIN_FIRST], 0)
    if facts.size[STOP_LAST] > facts.size[STOP_FIRST]:
        for f in range(WIDTH):
            stoppages(facts, block, f)


@inlined
def _fill(block: Block, first: int, rows: int, value: int) -> None:
    for row in range(first, first + rows):
        for f in range(WIDTH):
            block.room[row, f] = value


@inlined
def value_of(facts: Facts, block: Block, number: int, f: int) -> int:
    """What an effect draws in one future: days, or a factor in 1/4096."""
    effect = facts.effect[number]
    if effect.row >= 0:
        return block.room[block.at[COMMON] + effect.row, f]
    place = drawn(block.room[block.at[BASE], f], effect.key, effect.salt) >> SHIFT
    if effect.normal >= 0:
        normal = effect.mix * facts.numbers[effect.normals + place]
        normal += effect.part * block.room[block.at[COMMON] + effect.normal, f]
        rank = max(0, min(facts.size[RANK_COUNT] - 1, ((normal >> 12) + _RANK_ZERO) >> 3))
        place = facts.numbers[facts.size[RANKS] + rank]
    return facts.numbers[effect.table + place]


@inlined
def _values(facts: Facts, block: Block, number: int) -> None:
    """The same in every future of the block, into its row of values."""
    effect = facts.effect[number]
    table, key, salt, base, value = effect.table, effect.key, effect.salt, block.at[BASE], block.at[VALUE]
    if effect.row >= 0:
        common = block.at[COMMON] + effect.row
        for f in range(WIDTH):
            block.room[value, f] = block.room[common, f]
    elif effect.normal < 0:
        # Two loops: the first does eight futures at once, the second looks up one after the other.
        for f in range(WIDTH):
            block.room[value, f] = table + (drawn(block.room[base, f], key, salt) >> SHIFT)
        for f in range(WIDTH):
            block.room[value, f] = facts.numbers[block.room[value, f]]
    else:
        _mixed_values(facts, block, number)


@inlined
def _mixed_values(facts: Facts, block: Block, number: int) -> None:
    """The same for numbers that go together: a mix of a normal number of one's own and one in common."""
    effect = facts.effect[number]
    key, salt, normals, mix, part = effect.key, effect.salt, effect.normals, effect.mix, effect.part
    base, value, common = block.at[BASE], block.at[VALUE], block.at[COMMON] + effect.normal
    table, ranks, most = effect.table, facts.size[RANKS], facts.size[RANK_COUNT] - 1
    for f in range(WIDTH):
        block.room[value, f] = normals + (drawn(block.room[base, f], key, salt) >> SHIFT)
    for f in range(WIDTH):
        normal = mix * facts.numbers[block.room[value, f]] + part * block.room[common, f]
        rank = max(0, min(most, ((normal >> 12) + _RANK_ZERO) >> 3))
        block.room[value, f] = facts.numbers[table + facts.numbers[ranks + rank]]


@inlined
def effects(facts: Facts, block: Block, stay: int) -> None:
    """Ready day and factors of a stay in every future of the block, and the days that its draws add.

    A factor counts as the days that it adds to the planned length of its phases.
    """
    row = facts.stay[stay]
    ready_day, first = row.ready, row.first
    ready, factor, value = block.at[READY], block.at[FACTOR], block.at[VALUE]
    pushed = block.at[PUSHED] + row.production
    for f in range(WIDTH):
        block.room[ready, f] = ready_day
    _fill(block, factor, row.groups, 4096)
    for number in range(row.effect_first, row.effect_last):
        _values(facts, block, number)
        cause, groups = block.at[CAUSE] + facts.effect[number].cause, facts.effect[number].groups
        if facts.effect[number].factor == 0:
            for f in range(WIDTH):
                block.room[ready, f] += block.room[value, f]
            if first:
                for f in range(WIDTH):
                    block.room[pushed, f] += block.room[value, f]
                    block.room[cause, f] += block.room[value, f]
            continue
        days = 0
        for group in range(row.groups):
            if (groups >> group) & 1:
                days += facts.numbers[row.days_first + group]
                mine = factor + group
                for f in range(WIDTH):
                    block.room[mine, f] = min(_MOST_FACTOR, (block.room[mine, f] * block.room[value, f]) >> 12)
        for f in range(WIDTH):
            added = ((block.room[value, f] - 4096) * days) >> 12
            block.room[pushed, f] += added
            block.room[cause, f] += added


@inlined
def effects_in(facts: Facts, block: Block, stay: int, f: int) -> int:
    """The same in one future; gives the ready day."""
    row = facts.stay[stay]
    ready = row.ready
    factor, pushed = block.at[FACTOR], block.at[PUSHED] + row.production
    for group in range(row.groups):
        block.room[factor + group, f] = 4096
    for number in range(row.effect_first, row.effect_last):
        value = value_of(facts, block, number, f)
        cause, groups = block.at[CAUSE] + facts.effect[number].cause, facts.effect[number].groups
        added = value
        if facts.effect[number].factor == 0:
            ready += value
            added = value if row.first else 0
        else:
            days = 0
            for group in range(row.groups):
                if (groups >> group) & 1:
                    days += facts.numbers[row.days_first + group]
                    mine = factor + group
                    block.room[mine, f] = min(_MOST_FACTOR, (block.room[mine, f] * value) >> 12)
            added = ((value - 4096) * days) >> 12
        block.room[pushed, f] += added
        block.room[cause, f] += added
    return ready


@compiled
def returns(facts: Facts, block: Block, again: int, f: int) -> bool:
    """Whether a production comes back to shoot again in one future; when and for how long, into the block."""
    source = facts.source[facts.size[AGAIN_FIRST] + again]
    if drawn(block.room[block.at[BASE], f], source.key, source.salt) >= source.limit:
        return False
    comes_back(facts, block, again, f)
    return True


@inlined
def return_draws(facts: Facts, block: Block, again: int) -> None:
    """The draw of a re-shoot less its limit, in every future, into the row of values: below 0 it comes."""
    source = facts.source[facts.size[AGAIN_FIRST] + again]
    key, salt, limit, base, value = source.key, source.salt, source.limit, block.at[BASE], block.at[VALUE]
    for f in range(WIDTH):
        block.room[value, f] = drawn(block.room[base, f], key, salt) - limit


@inlined
def comes_back(facts: Facts, block: Block, again: int, f: int) -> None:
    """After how many days a production is back, and for how long, into the block."""
    source = facts.source[facts.size[AGAIN_FIRST] + again]
    base = block.room[block.at[BASE], f]
    delay = facts.numbers[source.delay + (drawn(base, source.key, source.salt ^ 1) >> SHIFT)]
    days = facts.numbers[source.days + (drawn(base, source.key, source.salt ^ 2) >> SHIFT)]
    block.room[block.at[AGAIN_AT] + again, f] = delay
    block.room[block.at[AGAIN_DAYS] + again, f] = days
    block.room[block.at[CAUSE] + source.cause, f] += days


@inlined
def ready_in(facts: Facts, block: Block, stay: int, f: int) -> int:
    """The ready day of a stay in one future; nothing is counted."""
    row = facts.stay[stay]
    ready = row.ready
    for number in range(row.effect_first, row.effect_last):
        if facts.effect[number].factor == 0:
            ready += value_of(facts, block, number, f)
    return ready
