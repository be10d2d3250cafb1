"""The tables of a risk question: what is drawn, the plan that is repaired, what is counted.

One row an item; ``x_first`` and ``x_last`` bound the rows of ``x`` that belong to it. Days are day numbers of the
problem, half-open; factors are in 1/4096. Few arrays with much in each: compiling takes time for every array that a
function is handed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]
Rows = npt.NDArray[Any]
NEVER = 2**40  # later than any day
WIDTH = 64  # futures of a block: its rows stay in the fast memory of a core
BINS = 1024  # days told apart in a count of finishes
EARLY = 127  # of them before the planned finish; the last one holds all that is later
LEASE_BINS = 2048  # days of holdover told apart; the last one holds all that is more
GROUPS = 6  # runs of phases that are multiplied alike
MOST_UNITS = 8  # stages that a need may ask for and still be moved


class Facts(NamedTuple):
    """What a repair reads, the same in every future.

    *numbers* holds all lists of single numbers: tables of 4096 points, stages of stays and options (those of stage s
    alone at place s), planned stays of a stage, stays that come after a stay, rows of stoppages, working days.

    An *effect* belongs to the production of a stay: days of ready, or a factor on its groups of phases. It looks up its
    own draw (``key``, ``salt``), one that it has in common with others (``row`` of common numbers, else -1), or a mix
    of two normal numbers (``normal``: the row of the common one, else -1). A *source* is a number that many share, a
    process of stoppages, or a re-shoot. ``cause`` is the row in which the days that a draw adds are summed.
    """

    size: Ints
    numbers: Ints
    stay: Rows
    profile: Rows
    seg: Rows
    link: Rows
    stage: Rows
    span: Rows
    option: Rows
    calendar: Rows
    effect: Rows
    source: Rows
    stop_class: Rows


STAY = (
    "production", "profile", "stop_class", "start", "ready", "days_first", "groups", "effect_first", "effect_last",
    "member_first", "member_last", "link_first", "link_last", "later_first", "later_last", "due", "window", "first",
    "last", "finish", "again", "row", "keep", "kept", "returns", "blocked",
    "cleared", "movable", "count", "option_first",
    "option_last",
)  # fmt: skip
PROFILE = ("seg_first", "seg_last", "calendar", "length", "done_length", "done_seg", "simple")
SEG = ("crew", "low", "high", "days_0", "group_0", "days_1", "group_1", "days_2", "group_2", "pieces")
LINK = ("earlier", "later", "from_start", "least", "most", "keep")
STAGE = (
    "gap",
    "block_first",
    "block_last",
    "bare_first",
    "bare_last",
    "returns",
    "calendar",
)
SPAN = ("low", "high", "lease")
OPTION = (
    "profile",
    "stop_class",
    "member_first",
    "member_last",
    "open_first",
    "open_last",
    "hired",
    "place",
    "unit",
    "lead",
)
CALENDAR = ("first_day", "days", "index_first", "day_first", "day_last")
EFFECT = ("factor", "table", "key", "salt", "row", "normal", "normals", "mix", "part", "groups", "cause")
SOURCE = ("table", "key", "salt", "gap", "gaps", "cause", "stay", "limit", "delay", "days", "low", "high")
STOP_CLASS = ("row_first", "row_last")

# Columns of ``Facts.size``.
(
    PRODUCTIONS, STAGES, LEASES, CAUSES, STAY_ROWS, LAST_DAY, SLOTS, COMMON_FIRST, COMMON_LAST, STOP_FIRST, STOP_LAST,
    AGAIN_FIRST, AGAIN_LAST, RANKS, RANK_COUNT, SEED_1, SEED_2, SCRATCH, NO_OFFER, OFFERS,
) = range(20)  # fmt: skip
SIZES = 20
SCRATCH_PLACES = 64  # of ``numbers``, for the stages of a stay that is moved; every thread has numbers of its own


class Block(NamedTuple):
    """What is worked out for the futures of a block: ``room`` is [row, future], ``at`` the first row of each kind."""

    room: Ints
    at: Ints


# Kinds of rows in a block. One row: the hash of the future, what an effect draws, ready day, days late in all,
# productions on time. FACTOR: by group. STOP_LOW and STOP_HIGH: class · slots + n. START, END, DONE: rows of stays.
# LATE (done less due), FINISH, MISSED, PUSHED (days that draws add): by production. FREE (end of the last stay), HEAD,
# HEAD_AT (first re-shoot in line, and its ready day): by stage. AGAIN_DAYS is 0 where there is no re-shoot.
(
    BASE, VALUE, READY, LATE_ALL, TIMELY, FACTOR, COMMON, STOP_COUNT, STOP_LOW, STOP_HIGH, DRAWN_LOW, DRAWN_HIGH, FREE,
    HEAD, START, END, DONE, LATE, FINISH, MISSED, PUSHED, CAUSE, LEASE, AGAIN_AT, AGAIN_DAYS, AGAIN_NEXT, AGAIN_BEGUN,
    AGAIN_ENDED, HEAD_AT,
) = range(29)  # fmt: skip


class Totals(NamedTuple):
    """Sums over futures, in whole numbers: they do not depend on the order in which futures are added.

    ``finish`` counts by production and day after the planned finish (+ EARLY); ``held`` by lease and days of holdover,
    its last row for spot days. ``sums`` has one row for whole futures, then one a production, a lease (and spot), a
    cause, and a production as a cause.
    """

    finish: Counts
    held: Counts
    sums: Ints


COLUMNS = 8
# Of whole futures, of a production, of a lease, of a cause.
DONE_FUTURES, SUM_LATE, SUM_LATE_2, SUM_TIMELY, SUM_TIMELY_2, SUM_MOVES = range(6)
ON_TIME, LATE_DAYS, LATE_SQUARED, SUM_MISSED, COLLIDED, MOVED, HIRED, RETURNED = range(8)
OVER, OVER_DAYS, OVER_SQUARED = range(3)
CAUSE_SUM, CAUSE_2, CAUSE_LATE = range(3)


class Walk(NamedTuple):
    """One future of a plan that may be repaired by moving stays: ``cell`` is [kind, item], ``unit`` options by stay.

    Items of a stay lie at its place; behind the stays are the re-shoots. Items of a stage and of a day likewise.
    """

    cell: Ints
    unit: Ints


(
    STATE, WHEN, POINT, WAITS, BEGUN, ENDED, DONE_ON, EXPECTED, LENGTH, MEETS, TAKEN, FOLLOWING, BUCKET, LAST_STAY,
    FREE_ON, KEPT_FOR, PICK, PICK_START,
) = range(18)  # fmt: skip


def records(names: Sequence[str], rows: Iterable[Sequence[int]]) -> Rows:
    """A table of named columns of whole numbers from its rows."""
    listed = [tuple(row) for row in rows]
    made = np.array(listed, dtype=[(name, np.int64) for name in names])
    return made.view(np.recarray)


def whole_row() -> int:
    """The row of ``sums`` for whole futures."""
    return 0


def new_totals(facts: Facts) -> Totals:
    """Nothing counted yet."""
    productions, leases = int(facts.size[PRODUCTIONS]), int(facts.size[LEASES])
    rows = 1 + productions + leases + 1 + int(facts.size[CAUSES]) + productions
    return Totals(
        finish=np.zeros((productions, BINS), np.int32),
        held=np.zeros((leases + 1, LEASE_BINS), np.int32),
        sums=np.zeros((rows, COLUMNS), np.int64),
    )


def new_block(facts: Facts) -> Block:
    """Room for one block."""
    size = facts.size
    classes, slots = len(facts.stop_class), int(size[SLOTS])
    stops = int(size[STOP_LAST] - size[STOP_FIRST])
    again = int(size[AGAIN_LAST] - size[AGAIN_FIRST])
    rows = {
        FACTOR: GROUPS,
        COMMON: int(size[COMMON_LAST] - size[COMMON_FIRST]),
        STOP_COUNT: classes,
        STOP_LOW: classes * slots,
        STOP_HIGH: classes * slots,
        DRAWN_LOW: stops * slots,
        DRAWN_HIGH: stops * slots,
        CAUSE: int(size[CAUSES]),
        LEASE: int(size[LEASES]) + 1,
    }
    rows |= dict.fromkeys((FREE, HEAD, HEAD_AT), int(size[STAGES]))
    rows |= dict.fromkeys((START, END, DONE), int(size[STAY_ROWS]))
    rows |= dict.fromkeys((LATE, FINISH, MISSED, PUSHED), int(size[PRODUCTIONS]))
    rows |= dict.fromkeys((AGAIN_AT, AGAIN_DAYS, AGAIN_NEXT, AGAIN_BEGUN, AGAIN_ENDED), again)
    at, total = [], 0
    for kind in range(HEAD_AT + 1):
        at.append(total)
        total += rows.get(kind, 1)
    return Block(room=np.zeros((total, WIDTH), np.int64), at=np.array(at, np.int64))


def new_walk(facts: Facts) -> Walk:
    """Room for one future."""
    items = len(facts.stay) + int(facts.size[AGAIN_LAST] - facts.size[AGAIN_FIRST])
    options = max((int(row.option_last - row.option_first) for row in facts.stay), default=0) + 1
    most = max(items, int(facts.size[STAGES]), int(facts.size[LAST_DAY]) + 2, options, 1)
    return Walk(cell=np.zeros((PICK_START + 1, most), np.int64), unit=np.zeros((max(1, items), MOST_UNITS), np.int64))
