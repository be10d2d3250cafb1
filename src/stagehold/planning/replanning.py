"""Re-planning while somebody watches: a plan mended after a change, in a fraction of the time of a search.

Everything that does not depend on the change is prepared once. After a change only the productions that it names are
read again; everything that is locked where it stands stays there, what still stands is put back, the rest is placed
anew, and a short search looks for something better close to the plan that was.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stagehold.domain.errors import NotSupported
from stagehold.planning.compiled.arrays import Arrays, Compiled, Ints, compile_problem
from stagehold.planning.compiled.draw import stream
from stagehold.planning.compiled.fitting import State, empty_state
from stagehold.planning.compiled.memory import new_memory
from stagehold.planning.compiled.patching import changed_productions, patched
from stagehold.planning.compiled.resuming import resume
from stagehold.planning.compiled.ruin import order_of, ruin_and_recreate
from stagehold.planning.compiled.search import Search
from stagehold.planning.problem import FixedNeed, Problem, Solution, Stay

STEPS = 1000  # ruins of a short search
CHUNK = 250
HOT, COLD = 20.0, 0.5  # temperatures, in units of the objective


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """The mended plan.

    Parameters
    ----------
    cost
        Its objective, exactly.
    changed
        Productions (indices) that stand elsewhere, start on another day, or are placed in one of the two plans only.
    seconds
        Wall time from the change to the plan.
    """

    solution: dict[int, Stay]
    cost: Fraction
    changed: tuple[int, ...]
    seconds: float


class Replanner:
    """A plan and its tables, ready for changes.

    Raises
    ------
    NotSupported
        If the costs do not fit 64 bits together.
    """

    def __init__(self, problem: Problem, solution: Solution, seed: int = 0) -> None:
        compiled = compile_problem(problem)
        if compiled is None:
            raise NotSupported("the weights, drop costs and priorities span too many digits to be added exactly")
        self._problem = problem
        self._solution = solution
        self._seed = seed
        self._compiled = compiled
        search = Search(problem, compiled, seed)
        search.start_from(solution)
        self._before = search.stand
        self.after(problem, steps=1)  # so that nothing is compiled while somebody waits

    def after(self, changed: Problem, steps: int = STEPS) -> Replanned:
        """The plan of the changed problem, close to the one before.

        Parameters
        ----------
        steps
            Of the search; with the same seed the same change gives the same plan.
        """
        began = time.monotonic()
        productions = changed_productions(self._problem, changed)
        compiled = None if productions is None else patched(self._compiled, changed, productions)
        if compiled is None:
            compiled = compile_problem(changed)
            if compiled is None:
                raise NotSupported("the weights, drop costs and priorities span too many digits to be added exactly")
            return self._from_scratch(changed, compiled, steps, began)
        option, start, unit = (table.copy() for table in self._before)
        fresh = [need for index in productions or () for need in changed.productions[index].needs]
        option[fresh] = -1
        frozen = self._frozen(changed, set(productions or ()))
        state = self._resumed(compiled, option, unit, start, frozen)
        return self._searched(changed, compiled, state, frozen, (option, start), steps, began)

    def _from_scratch(self, changed: Problem, compiled: Compiled, steps: int, began: float) -> Replanned:
        search = Search(changed, compiled, self._seed)
        search.start_from({need: stay for need, stay in self._solution.items() if need < len(changed.needs)})
        option, start, unit = search.stand
        frozen = np.zeros(len(changed.productions), np.int64)
        state = self._resumed(compiled, option, unit, start, frozen)
        return self._searched(changed, compiled, state, frozen, (option, start), steps, began)

    def _frozen(self, changed: Problem, productions: set[int]) -> Ints:
        """Productions of which every need is fixed on the very stages and start that it has."""
        frozen = np.zeros(len(changed.productions), np.int64)
        fixed = {item.need: item for item in changed.fixed}
        for index, production in enumerate(changed.productions):
            frozen[index] = index not in productions and all(self._stands(need, fixed) for need in production.needs)
        return frozen

    def _stands(self, need: int, fixed: Mapping[int, FixedNeed]) -> bool:
        item, stay = fixed.get(need), self._solution.get(need)
        if item is None or stay is None or item.start != stay.start or item.members is None:
            return False
        return set(item.members) == {member for unit in stay.units for member in unit.members}

    def _resumed(self, compiled: Compiled, option: Ints, unit: Ints, start: Ints, frozen: Ints) -> State:
        arrays = compiled.arrays
        state = empty_state(arrays)
        order = np.arange(len(arrays.production), dtype=np.int64)
        order_of(arrays, order, len(order), 0, -1, stream(self._seed))
        # What may not move first, then what is locked otherwise, then the rest.
        urgency = np.where(frozen[order] == 1, 0, np.where(arrays.production["forced"][order] == 1, 1, 2))
        order = order[np.argsort(urgency, kind="stable")]
        width = state.unit.shape[1]
        units = np.zeros((len(option), width), np.int64)
        units[:, : unit.shape[1]] = unit[:, :width]
        resume(arrays, state, order, option, units, start, stream(self._seed))
        return state

    def _searched(
        self,
        changed: Problem,
        compiled: Compiled,
        state: State,
        frozen: Ints,
        before: tuple[Ints, Ints],
        steps: int,
        began: float,
    ) -> Replanned:
        arrays = compiled.arrays
        memory = new_memory(arrays, state)
        rng = stream(self._seed + 1)
        seeds = self._uneasy(changed, arrays, state, frozen, before)
        if len(seeds):
            for done in range(0, steps, CHUNK):
                heat = np.array([HOT * (COLD / HOT) ** (share / steps) for share in (done, done + CHUNK)])
                ruin_and_recreate(
                    arrays, state, memory, seeds, frozen, min(CHUNK, steps - done), heat * compiled.scale, rng
                )
        search = Search.at(changed, compiled, state, memory, self._seed)
        solution = search.best
        return Replanned(
            solution=solution,
            cost=Fraction(search.cost, compiled.scale),
            changed=tuple(self._changed(changed, solution)),
            seconds=time.monotonic() - began,
        )

    def _uneasy(self, changed: Problem, arrays: Arrays, state: State, frozen: Ints, before: tuple[Ints, Ints]) -> Ints:
        """Productions that may move and do not stand where they did: the search looks around them."""
        moved = set()
        option, start = before
        for need in np.flatnonzero((state.option != option) | (state.start != start)):
            moved.add(int(arrays.need["production"][need]))
        moved.update(changed_productions(self._problem, changed) or ())
        return np.array(sorted(item for item in moved if not frozen[item]), np.int64)

    def _changed(self, changed: Problem, solution: Solution) -> list[int]:
        found = set()
        for need in set(self._solution) | set(solution):
            one, other = self._solution.get(need), solution.get(need)
            differs = one is None or other is None or one.start != other.start or _ids(one) != _ids(other)
            if differs and need < len(changed.needs):
                found.add(changed.needs[need].production)
        return sorted(found)


def _ids(stay: Stay) -> set[str]:
    return {unit.id for unit in stay.units}
