"""Counting what a repair comes to: stage-days off lease, finishes, lateness, and what goes together with it."""

from __future__ import annotations

from stagehold.advising.compiled.jit import compiled, inlined
from stagehold.advising.compiled.tables import (
    BINS,
    CAUSE,
    CAUSE_2,
    CAUSE_LATE,
    CAUSE_SUM,
    CAUSES,
    DONE_FUTURES,
    EARLY,
    END,
    FINISH,
    LATE,
    LATE_ALL,
    LATE_DAYS,
    LATE_SQUARED,
    LEASE,
    LEASE_BINS,
    LEASES,
    MISSED,
    NEVER,
    ON_TIME,
    OVER,
    OVER_DAYS,
    OVER_SQUARED,
    PRODUCTIONS,
    PUSHED,
    START,
    SUM_LATE,
    SUM_LATE_2,
    SUM_MISSED,
    SUM_TIMELY,
    SUM_TIMELY_2,
    TIMELY,
    Block,
    Facts,
    Totals,
)


@inlined
def occupy(facts: Facts, block: Block, stage: int, start: int, end: int, f: int) -> None:
    """Count the days from ``start`` to before ``end`` that no lease covers: by lease, or as spot days."""
    row = facts.stage[stage]
    for index in range(row.bare_first, row.bare_last):
        bare = facts.span[index]
        if bare.low >= end:
            return
        days = min(end, bare.high) - max(start, bare.low)
        if days > 0:
            block.room[block.at[LEASE] + bare.lease, f] += days


@inlined
def occupy_all(facts: Facts, block: Block, stage: int, stay_row: int, live: int) -> None:
    """The same in every future, from the start to the end of a stay."""
    row = facts.stage[stage]
    start, end = block.at[START] + stay_row, block.at[END] + stay_row
    top, least = -NEVER, NEVER
    for f in range(live):
        top = max(top, block.room[end, f])
        least = min(least, block.room[start, f])
    for index in range(row.bare_first, row.bare_last):
        low, high = facts.span[index].low, facts.span[index].high
        if low >= top:
            return
        if high <= least:
            continue
        lease = block.at[LEASE] + facts.span[index].lease
        for f in range(live):
            days = min(block.room[end, f], high) - max(block.room[start, f], low)
            block.room[lease, f] += max(0, days)


@inlined
def settle(block: Block, totals: Totals, production: int, finish: int, live: int) -> None:
    """Count a production whose last stay is known; ``finish`` is its planned end."""
    late_row, missed_row = block.at[LATE] + production, block.at[MISSED] + production
    timely, late_all, end = block.at[TIMELY], block.at[LATE_ALL], block.at[FINISH] + production
    on_time, late_days, late_squared, missed = 0, 0, 0, 0
    for f in range(live):
        late = max(0, block.room[late_row, f])
        bad = block.room[missed_row, f]
        good = 1 if late + bad == 0 else 0
        on_time += good
        missed += bad
        late_days += late
        late_squared += late * late
        block.room[timely, f] += good
        block.room[late_all, f] += late
    for f in range(live):
        place = block.room[end, f] - finish + EARLY
        totals.finish[production, max(0, min(BINS - 1, place))] += 1
    row = 1 + production
    totals.sums[row, ON_TIME] += on_time
    totals.sums[row, LATE_DAYS] += late_days
    totals.sums[row, LATE_SQUARED] += late_squared
    totals.sums[row, SUM_MISSED] += missed


@compiled
def close_block(facts: Facts, block: Block, totals: Totals, live: int) -> None:
    """Count what is known of whole futures once all productions are settled."""
    productions, leases, causes = facts.size[PRODUCTIONS], facts.size[LEASES], facts.size[CAUSES]
    late_all, timely_all = block.at[LATE_ALL], block.at[TIMELY]
    totals.sums[0, DONE_FUTURES] += live
    for f in range(live):
        late, timely = block.room[late_all, f], block.room[timely_all, f]
        totals.sums[0, SUM_LATE] += late
        totals.sums[0, SUM_LATE_2] += late * late
        totals.sums[0, SUM_TIMELY] += timely
        totals.sums[0, SUM_TIMELY_2] += timely * timely
    for lease in range(leases + 1):
        row = 1 + productions + lease
        for f in range(live):
            days = block.room[block.at[LEASE] + lease, f]
            if days > 0:
                totals.sums[row, OVER] += 1
                totals.sums[row, OVER_DAYS] += days
                totals.sums[row, OVER_SQUARED] += days * days
            totals.held[lease, min(LEASE_BINS - 1, days)] += 1
    row = 1 + productions + leases + 1
    for cause in range(causes):
        _go_together(block, totals, row + cause, block.at[CAUSE] + cause, live)
    for production in range(productions):
        _go_together(block, totals, row + causes + production, block.at[PUSHED] + production, live)


@compiled
def _go_together(block: Block, totals: Totals, row: int, source: int, live: int) -> None:
    """Sums for the correlation of a row of days with the days late in all."""
    late_all = block.at[LATE_ALL]
    one, two, both = 0, 0, 0
    for f in range(live):
        number = block.room[source, f]
        one += number
        two += number * number
        both += number * block.room[late_all, f]
    totals.sums[row, CAUSE_SUM] += one
    totals.sums[row, CAUSE_2] += two
    totals.sums[row, CAUSE_LATE] += both
