"""The search as the planner calls it: from a plan to a better one, within a budget, on as many threads as asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import numpy as np

from stagehold.planning.budget import Budget
from stagehold.planning.compiled.arrays import Arrays, Compiled, Floats, Ints
from stagehold.planning.compiled.draw import stream
from stagehold.planning.compiled.fitting import State, empty_state
from stagehold.planning.compiled.memory import Memory, back_to_best, new_memory
from stagehold.planning.compiled.mending import mend
from stagehold.planning.compiled.orders import Orders, free_needs, give_back, new_orders, recall, remember, settle_all
from stagehold.planning.compiled.placing import put_all
from stagehold.planning.compiled.ruin import order_of, place_all, ruin_and_recreate
from stagehold.planning.compiled.sequences import anneal
from stagehold.planning.problem import Problem, Solution, Stay

UNLIMITED = 100_000  # steps of a search without any limit: it must end some day
CHUNK = 200  # ruins between two looks at the clock
MOVES = 100  # moves of an order that take about as long as one ruin
KICKS = 250  # changes of an order of one stage, times needs in it, between two looks at the clock
ORDERS = 4  # orders of productions that a first plan can be made in
FIRST, AGAIN = 0.3, 0.1  # temperatures at which a first and a later annealing begin: shares of a typical stay's delay
COLD = 0.35  # and at which they end: days late of one of the least important productions
RUINS_FIRST, RUINS_AGAIN = 0.2, 0.05  # the same for ruin and recreate
THOROUGH = 64  # moves of an annealing for each free need, as often as there are free needs, and stages

Item = TypeVar("Item")


class _Clock:
    """How much of a budget is used, by steps where it counts steps, else by time."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._from = budget.gone
        self.steps = 0

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 when the search must end."""
        if self._budget.over():
            return 1.0
        if self._budget.iterations is not None:
            return min(1.0, self.steps / max(1, self._budget.iterations))
        if self._budget.seconds is None:
            return min(1.0, self.steps / UNLIMITED)
        return min(1.0, (self._budget.gone - self._from) / max(1e-9, self._budget.seconds - self._from))


@dataclass(slots=True)
class _Line:
    """One line of search: a plan of its own, and what it draws."""

    state: State
    memory: Memory
    rng: Ints

    @property
    def cost(self) -> int:
        return int(self.memory.totals[1])


class Search:
    """A plan that is improved; ``best`` is the cheapest seen so far."""

    def __init__(self, problem: Problem, compiled: Compiled, seed: int) -> None:
        self._problem = problem
        self._compiled = compiled
        self._seed = seed
        rng = stream(seed)
        self._line = _Line(*self._placed(0, rng), rng)

    @classmethod
    def at(cls, problem: Problem, compiled: Compiled, state: State, memory: Memory, seed: int) -> Search:
        """A search that stands where another has come."""
        search = cls.__new__(cls)
        search._problem, search._compiled, search._seed = problem, compiled, seed
        search._line = _Line(state, memory, stream(seed))
        return search

    @property
    def stand(self) -> tuple[Ints, Ints, Ints]:
        """Option, start and units of every need in the best plan; an option of -1 for what is left out."""
        memory = self._line.memory
        return memory.best_option, memory.best_start, memory.best_unit

    @property
    def cost(self) -> int:
        """The scaled cost of the best plan."""
        return self._line.cost

    @property
    def best(self) -> dict[int, Stay]:
        """The best plan."""
        found = {}
        memory = self._line.memory
        for need, option in enumerate(memory.best_option):
            if option >= 0:
                pool = self._compiled.pools[option]
                first = self._compiled.arrays.option[option].unit_first
                chosen = memory.best_unit[need, : self._problem.needs[need].count] - first
                units = tuple(pool.choices[unit].unit for unit in chosen)
                found[need] = Stay(need=need, units=units, start=int(memory.best_start[need]), table=pool.table)
        return found

    @property
    def placed(self) -> int:
        """How many productions the best plan places."""
        arrays = self._compiled.arrays
        out = np.unique(arrays.need["production"][self._line.memory.best_option < 0])
        return len(arrays.production) - len(out)

    def start_from(self, solution: Solution) -> None:
        """Begin at a given plan instead, as far as it stands on options known here."""
        arrays = self._compiled.arrays
        state = empty_state(arrays)
        rows: list[tuple[int, int, list[int], int]] = []
        for production in arrays.production:
            needs = arrays.needs[production.need_first : production.need_last].tolist()
            found = [self._option(need, solution.get(need)) for need in needs]
            if all(item is not None for item in found):
                known = [item for item in found if item is not None]
                rows += [(need, *item, solution[need].start) for need, item in zip(needs, known, strict=True)]
        units = np.zeros((len(rows), state.unit.shape[1]), np.int64)
        for at, row in enumerate(rows):
            units[at, : len(row[2])] = row[2]
        columns = [np.array([row[at] for row in rows], np.int64) for at in (0, 1, 3)]
        put_all(arrays, state, columns[0], columns[1], units, columns[2])
        self._line = _Line(state, new_memory(arrays, state), self._line.rng)

    def _option(self, need: int, stay: Stay | None) -> tuple[int, list[int]] | None:
        """The option and unit rows that a stay stands on."""
        if stay is None:
            return None
        row = self._compiled.arrays.need[need]
        ids = {unit.id for unit in stay.units}
        for option in range(row.option_first, row.option_last):
            pool = self._compiled.pools[option]
            if pool.table != stay.table:
                continue
            first = int(self._compiled.arrays.option[option].unit_first)
            units = [
                first + at
                for at, (choice, starts) in enumerate(zip(pool.choices, pool.starts, strict=True))
                if choice.unit.id in ids and any(low <= stay.start <= high for low, high in starts)
            ]
            if len(units) == len(ids):
                return int(option), units
        return None

    def improve(self, budget: Budget) -> None:
        """Search until the budget is over or the cost is zero.

        Rounds of annealing over orders and of ruin and recreate follow each other: annealing where most of the cost
        lies with productions that an order alone can place, until a round brings nothing and the other has its turn.
        """
        arrays = self._compiled.arrays
        if not len(arrays.production) or self.cost == 0:
            return
        clock = _Clock(budget)
        free = free_needs(arrays)
        rounds = _Rounds(self._compiled, free, clock, budget, self._lines(budget.workers, clock))
        with ThreadPoolExecutor(max_workers=len(rounds.lines)) as pool:
            rounds.run(pool)
        self._line = min(rounds.lines, key=lambda line: line.cost)

    def _lines(self, workers: int, clock: _Clock) -> list[_Line]:
        """The plan at hand, or the best of several first plans, for each worker."""
        best = self._line
        for way in range(1, ORDERS):
            if clock.share >= 1.0:
                break
            line = _Line(*self._placed(way, best.rng), best.rng)
            best = line if line.cost < best.cost else best
        lines = [best]
        lines += [_copied(best, stream(self._seed + 7919 * worker)) for worker in range(1, max(1, workers))]
        return lines

    def _placed(self, way: int, rng: Ints) -> tuple[State, Memory]:
        """The plan made by placing all productions in one of several orders."""
        arrays = self._compiled.arrays
        state = empty_state(arrays)
        order = np.arange(len(arrays.production), dtype=np.int64)
        order_of(arrays, order, len(order), way, -1, rng)
        place_all(arrays, state, order, np.zeros(2, np.int64), rng)
        return state, new_memory(arrays, state)


def _copied(line: _Line, rng: Ints) -> _Line:
    state = State(*(table.copy() for table in line.state))
    return _Line(state, Memory(*(table.copy() for table in line.memory)), rng)


@dataclass(slots=True)
class _Rounds:
    """Rounds of search on all lines; after each the best plan goes on."""

    compiled: Compiled
    free: Ints
    clock: _Clock
    budget: Budget
    lines: list[_Line]
    begin: State = field(init=False)  # the first plan: from there annealing finds other plans than from the best one

    def __post_init__(self) -> None:
        self.begin = _copied(self.lines[0], self.lines[0].rng).state

    @property
    def arrays(self) -> Arrays:
        return self.compiled.arrays

    @property
    def every(self) -> Ints:
        return np.arange(len(self.arrays.production), dtype=np.int64)

    @property
    def none(self) -> Ints:
        return np.zeros(len(self.arrays.production), np.int64)

    @property
    def best(self) -> int:
        return min(line.cost for line in self.lines)

    def run(self, pool: ThreadPoolExecutor) -> None:
        """All rounds."""
        every = self.every
        order_of(self.arrays, every, len(every), 0, -1, stream(0))
        only_free = len(self.free) == len(self.arrays.production)
        one_stage = only_free and len(self.arrays.stage) == 1
        annealed = mended = ruined = 0
        anneals = 20 * len(self.free) >= 19 * len(self.arrays.production)
        heat = self._typical()
        while self.clock.share < 1.0 and self.best > 0:
            before = self.best
            if one_stage and (self._order_is_all or mended < annealed):
                self._mend(pool)
                mended += 1
            elif anneals:
                anew = only_free and annealed % 3 > 0
                self._anneal(pool, heat, AGAIN if annealed else FIRST, 0.9 if only_free else 0.3, anew=anew)
                annealed += 1
            else:
                self._ruin(pool, heat, RUINS_AGAIN if ruined else RUINS_FIRST)
                ruined += 1
            best = min(self.lines, key=lambda line: line.cost)
            for at, line in enumerate(self.lines):
                if line is not best:
                    self.lines[at] = _copied(best, line.rng)
            for line in self.lines:
                back_to_best(self.arrays, line.state, line.memory, every)
            gained = self.best < before
            # No move of an order takes one in for another: what is left out wants ruin and recreate as well.
            if not only_free or self._leaves_out:
                anneals = len(self.free) > 0 and (self._mostly_free() if gained else not anneals)

    @property
    def _order_is_all(self) -> bool:
        """Whether nothing is left out, and leaving something out cannot pay."""
        return not self._leaves_out and bool(self.arrays.production["drop"].min() >= self.best)

    @property
    def _leaves_out(self) -> bool:
        return bool((self.lines[0].memory.best_option < 0).any())

    def _mostly_free(self) -> bool:
        """Whether most of the cost lies with productions that annealing can move."""
        cost = self.lines[0].memory.cost
        owners = self.arrays.need["production"][self.free]
        return bool(2 * cost[owners].sum() > cost.sum())

    def _anneal(self, pool: ThreadPoolExecutor, heat: float, hot: float, most: float, *, anew: bool) -> None:
        """Cool the orders of the free needs once, within a share of the time left."""
        lines = self._orders(anew=anew)
        owners = self.arrays.need["production"][self.free]
        others = [line.cost - int(line.memory.cost[owners].sum()) for line in self.lines]  # what orders do not move
        length = max(CHUNK * MOVES, THOROUGH * len(self.free) ** 2 * len(self.arrays.stage))
        chunk = min(CHUNK * MOVES, length // 8)
        cost = max(1, chunk // MOVES)  # in steps
        for now in self._cooling(hot * heat, most, cost * max(1, length // chunk)):
            self._each(pool, partial(self._annealed, chunk, now), lines)
            self.clock.steps += cost
            best = min(int(orders.total[1]) + other for (orders, _), other in zip(lines, others, strict=True))
            self._report(min(best, self.best))
            if best == 0:
                break
        self._take(lines, others)

    def _mend(self, pool: ThreadPoolExecutor) -> None:
        """Mend the order of the only stage: to the end, or for a third of the time left if it is not all there is."""
        lines = self._orders(anew=False)
        kicks = max(1, KICKS // len(self.free))
        share = self.clock.share
        until = 1.0 if self._order_is_all else share + max(0.3 * (1.0 - share), 0.02)
        while self.clock.share < until:
            self._each(pool, lambda line: mend(line[0], 0, kicks, line[1]), lines)
            self.clock.steps += CHUNK
            best = min(int(orders.total[1]) for orders, _ in lines)
            self._report(best)
            if best == 0:
                break
        self._take(lines, [0] * len(lines))

    def _orders(self, *, anew: bool) -> list[tuple[Orders, Ints]]:
        """The orders of the free needs as every line has them, or as the first plan had them."""
        found = []
        for line in self.lines:
            orders = new_orders(self.arrays, self.begin if anew else line.state, self.free)
            settle_all(orders)
            remember(orders)
            found.append((orders, line.rng))
        return found

    def _take(self, lines: list[tuple[Orders, Ints]], others: list[int]) -> None:
        """Go on from the best orders of every line, where they are no worse; ``others``: what orders do not move."""
        for line, (orders, _), other in zip(self.lines, lines, others, strict=True):
            if orders.total[1] + other <= line.cost:  # another plan of the same cost is another way to go on
                recall(orders)
                give_back(self.arrays, orders, line.state)
                line.memory = new_memory(self.arrays, line.state)

    def _ruin(self, pool: ThreadPoolExecutor, heat: float, hot: float) -> None:
        """Ruin and recreate for a quarter of the time left."""
        for now in self._cooling(hot * heat, 0.25, UNLIMITED):
            self._each(pool, partial(self._ruined, now), self.lines)
            self.clock.steps += CHUNK
            self._report(self.best)
            if self.best == 0:
                break

    def _annealed(self, moves: int, heat: Floats, line: tuple[Orders, Ints]) -> None:
        orders, rng = line
        anneal(orders, rng, moves, heat)

    def _ruined(self, heat: Floats, line: _Line) -> None:
        ruin_and_recreate(self.arrays, line.state, line.memory, self.every, self.none, CHUNK, heat, line.rng)

    def _cooling(self, hot: float, most: float, steps: int) -> Iterator[Floats]:
        """Temperatures from ``hot`` down, for a share ``most`` of what is left or ``steps`` steps at most."""
        cold = COLD * self._least
        hot = max(hot, cold)
        began, first = self.clock.share, self.clock.steps
        room = max(most * (1.0 - began), 0.02)
        while self.clock.share < 1.0:
            share = max((self.clock.share - began) / room, (self.clock.steps - first) / steps)
            if share >= 1.0:
                return
            yield np.full(2, max(0.05, hot * (cold / hot) ** share))

    @staticmethod
    def _each(pool: ThreadPoolExecutor, work: Callable[[Item], None], items: Sequence[Item]) -> None:
        """Do the work on every item at the same time."""
        if len(items) == 1:
            work(items[0])
            return
        for job in [pool.submit(work, item) for item in items]:
            job.result()

    def _report(self, best: int) -> None:
        self.budget.report("search", best=best / self.compiled.scale)

    @property
    def _least(self) -> float:
        """What a day late costs a production that is among the least important, in scaled units."""
        weights = self.arrays.production["weight"]
        return max(1.0, float(np.percentile(weights[weights > 0], 10))) if (weights > 0).any() else 1.0

    def _typical(self) -> float:
        """What a delay by a typical stay costs, in scaled units: the temperature at which orders are still loose."""
        arrays = self.arrays
        if not len(arrays.option):
            return 1.0
        first = arrays.option[np.minimum(arrays.need["option_first"], max(0, len(arrays.option) - 1))]
        lengths = np.where(first["length"] > 0, first["length"], 1)
        weights = arrays.production["weight"][arrays.need["production"]]
        return max(1.0, float(np.mean(lengths * weights)))
