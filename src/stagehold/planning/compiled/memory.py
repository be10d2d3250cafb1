"""The best plan of a search: what every production costs, and where its needs stand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import Arrays, Ints
from stagehold.planning.compiled.fitting import State, put
from stagehold.planning.compiled.jit import compiled, entry
from stagehold.planning.compiled.placing import production_cost, remove_production, since_of


class Memory(NamedTuple):
    """Costs and the best plan: per production its cost, and per need the option and start of the best plan."""

    cost: Ints
    totals: Ints  # the cost now, and the best
    best_option: Ints
    best_start: Ints
    best_unit: Ints


def new_memory(arrays: Arrays, state: State) -> Memory:
    """The memory of the plan at hand."""
    memory = Memory(
        cost=np.zeros(len(arrays.production), np.int64),
        totals=np.zeros(2, np.int64),
        best_option=state.option.copy(),
        best_start=state.start.copy(),
        best_unit=state.unit.copy(),
    )
    count_costs(arrays, state, memory)
    memory.totals[1] = memory.totals[0]
    return memory


@entry
def count_costs(arrays: Arrays, state: State, memory: Memory) -> None:
    """Read what every production costs."""
    memory.totals[0] = 0
    for production in range(len(memory.cost)):
        memory.cost[production] = production_cost(arrays, state, production)
        memory.totals[0] += memory.cost[production]


@compiled
def note_before(arrays: Arrays, state: State, production: int, option: Ints, start: Ints, unit: Ints) -> None:
    """Write down where the needs of a production stand."""
    for place in range(arrays.production[production].need_first, arrays.production[production].need_last):
        need = arrays.needs[place]
        option[need] = state.option[need]
        start[need] = state.start[need]
        for slot in range(arrays.need[need].count):
            unit[need, slot] = state.unit[need, slot]


@compiled
def restore(arrays: Arrays, state: State, list_: Ints, count: int, option: Ints, start: Ints, unit: Ints) -> None:
    """Put the listed productions back where ``option``, ``start`` and ``unit`` say."""
    for index in range(count):
        remove_production(arrays, state, list_[index])
    for index in range(count):
        production = list_[index]
        for place in range(arrays.production[production].need_first, arrays.production[production].need_last):
            need = arrays.needs[place]
            if option[need] >= 0:
                since = since_of(arrays, state, need, start[need])
                put(arrays, state, need, option[need], unit, need, start[need], since)


@compiled
def keep_best(arrays: Arrays, state: State, memory: Memory) -> None:
    """Make the plan at hand the best."""
    memory.totals[1] = memory.totals[0]
    for need in range(len(state.option)):
        memory.best_option[need] = state.option[need]
        memory.best_start[need] = state.start[need]
        for slot in range(arrays.need[need].count):
            memory.best_unit[need, slot] = state.unit[need, slot]


@entry
def back_to_best(arrays: Arrays, state: State, memory: Memory, list_: Ints) -> None:
    """Go on from the best plan; ``list_`` names every production, those that others come after first."""
    restore(arrays, state, list_, len(list_), memory.best_option, memory.best_start, memory.best_unit)
    for production in range(len(memory.cost)):
        memory.cost[production] = production_cost(arrays, state, production)
    memory.totals[0] = memory.totals[1]
