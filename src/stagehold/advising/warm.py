"""Compiling both repair rules once, before futures are timed or handed to several processes.

Whoever pushes futures comes through here first, so that of several processes one compiles and the others load.
"""

from __future__ import annotations

import numpy as np

from stagehold.advising.compiled import tables
from stagehold.advising.compiled.jit import one_at_a_time
from stagehold.advising.compiled.replacing import replace
from stagehold.advising.compiled.shifting import shift
from stagehold.advising.compiled.tables import Facts, new_block, new_totals, new_walk, records
from stagehold.advising.repair import Rule

_warm: set[Rule] = set()


def warm_up(rule: Rule) -> None:
    """Use the compiled functions of a rule once, on a plan without stays."""
    if rule in _warm:
        return
    facts = _nothing()
    with one_at_a_time():
        if rule is Rule.SHIFT:
            shift(facts, new_block(facts), new_totals(facts), 0, 1)
        else:
            replace(facts, new_block(facts), new_walk(facts), new_totals(facts), 0, 1)
    _warm.add(rule)


def _nothing() -> Facts:
    """The tables of no plan at all."""
    names = (tables.STAY, tables.PROFILE, tables.SEG, tables.LINK, tables.STAGE, tables.SPAN, tables.OPTION)
    more = (tables.CALENDAR, tables.EFFECT, tables.SOURCE, tables.STOP_CLASS)
    empty = [records(columns, ()) for columns in (*names, *more)]
    return Facts(np.zeros(tables.SIZES, np.int64), np.zeros(tables.SCRATCH_PLACES, np.int64), *empty)
