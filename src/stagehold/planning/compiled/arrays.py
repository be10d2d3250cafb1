"""A problem as flat arrays of whole numbers, for compiled loops.

Lists of lists are stored as one array and pointers: the rows of ``i`` are ``x[first[i]:last[i]]``. Costs are scaled
by one factor so that every weight is whole; days are day numbers of the problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, chain, repeat
from math import lcm
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stagehold.planning.compiled.pools import Pool, pools_of
from stagehold.planning.problem import Link, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[Any]  # a table of named columns of whole numbers
NEVER = 2**40  # later than any day
UNBOUNDED = 2**62  # more than any cost
_MOST_COST = 2**60


class Arrays(NamedTuple):
    """The tables of a problem, one row an item; ``x_first`` and ``x_last`` bound the rows of ``x`` that belong to it.

    An *option* of a need is a pool of units near each other, of which it takes as many as it asks for (``count``),
    under the timetable that governs them. Its ``ends`` is -1 for a length in days (``length``, and ``done`` to the day
    that counts as done), else the row in ``ends`` of its ``first_day``. A *unit* row is a unit in a pool: its members,
    the starts it allows, whether all its members served the need in the baseline (``was``), how many rows of all needs
    lie on its stages (``wanted``), whether days of it may be hired, and where ``spot`` of its start 0 would stand.
    """

    need: Rows  # production, due, count, before, before_members, moved, keeps, option_first/last, link_first/last
    option: Rows  # need, place, length, done, ends, first_day, unit_first/last
    unit: Rows  # option, was, wanted, hired, spot, member_first/last, start_first/last
    production: Rows  # weight, drop, forced, ready, need_first/last, after_first/last
    link: Rows  # earlier, from_start, least, most, keep, same
    stage: Rows  # gap, standing_first/last
    start: Rows  # low, high
    standing: Rows  # low, high
    end: Rows  # end, done
    members: Ints
    needs: Ints
    afters: Ints
    spot: Ints
    shift_cost: Ints


class Compiled(NamedTuple):
    """Arrays with what they stand for: ``pools[i]`` is option i; ``scale`` of the costs."""

    arrays: Arrays
    pools: list[Pool]
    scale: int


def compile_problem(problem: Problem) -> Compiled | None:
    """The arrays of a problem; None when its costs do not fit 64 bits together."""
    scale = cost_scale(problem)
    if scale is None:
        return None
    builder = _Builder(problem, scale)
    return Compiled(builder.arrays(), builder.pools, scale)


def cost_scale(problem: Problem) -> int | None:
    """The factor that makes every weight whole; None when all costs together would not fit 64 bits."""
    costs = problem.costs
    weights = [Fraction(costs.late * item.weight) for item in problem.productions]
    drops = [Fraction(item.drop_cost) for item in problem.productions]
    changes = [Fraction(costs.moved), Fraction(costs.shifted)] if problem.baseline else []
    units = [*weights, *drops, *changes, problem.spot_unit]
    scale = lcm(*(item.denominator for item in units), 1)
    horizon = max((high for stage in problem.stages for _, high in stage.days), default=1) + 1
    most = sum(weights) * horizon + sum(drops) + sum(changes) * horizon * len(problem.needs) + problem.spot_most
    return scale if most * scale < _MOST_COST else None


def _table(rows: int, /, **columns: Iterable[int]) -> Rows:
    """A table of named columns."""
    table = np.zeros(rows, dtype=[(name, np.int64) for name in columns]).view(np.recarray)
    for name, column in columns.items():
        table[name] = column if isinstance(column, np.ndarray) else np.fromiter(column, np.int64, rows)
    return table


def _bounds(name: str, rows: Sequence[Sequence[object]]) -> dict[str, list[int]]:
    """The two columns that bound rows of rows."""
    bounds = [0, *accumulate(len(row) for row in rows)]
    return {f"{name}_first": bounds[:-1], f"{name}_last": bounds[1:]}


def _pairs(rows: Iterable[Iterable[tuple[int, int]]]) -> Rows:
    flat = _flat(chain.from_iterable(rows)).reshape(-1, 2)
    return _table(len(flat), low=flat[:, 0], high=flat[:, 1])


def _flat(rows: Iterable[Iterable[int]]) -> Ints:
    return np.fromiter(chain.from_iterable(rows), np.int64)


class _Builder:
    def __init__(self, problem: Problem, scale: int) -> None:
        self._problem = problem
        self._scale = scale
        self.pools: list[Pool] = []
        self._fixed = {item.need: item for item in problem.fixed}
        self._ends: list[int] = []
        self._dones: list[int] = []
        self._spot: list[int] = []
        self._into: dict[int, list[Link]] = {}
        for link in problem.links:
            self._into.setdefault(link.later, []).append(link)

    def arrays(self) -> Arrays:
        problem = self._problem
        by_need = [pools_of(problem, index, self._fixed.get(index)) for index in range(len(problem.needs))]
        self.pools = [pool for row in by_need for pool in row]
        ordered = [self._in_order(item.needs) for item in problem.productions]
        after = self._dependents()
        links = [link for need in range(len(problem.needs)) for link in self._into.get(need, [])]
        members = [choice.unit.members for pool in self.pools for choice in pool.choices]
        starts = [row for pool in self.pools for row in pool.starts]
        standing = [stage.standing_days for stage in problem.stages]
        return Arrays(
            need=self._needs(by_need),
            option=self._options(),
            unit=self._units(members, starts),
            production=self._productions(ordered, after),
            link=_table(
                len(links),
                earlier=(link.earlier for link in links),
                from_start=(int(link.from_start) for link in links),
                least=(link.least for link in links),
                most=(NEVER if link.most is None else link.most for link in links),
                keep=(int(link.keep) for link in links),
                same=(int(link.same) for link in links),
            ),
            stage=_table(
                len(problem.stages), gap=(stage.gap for stage in problem.stages), **_bounds("standing", standing)
            ),
            start=_pairs(starts),
            standing=_pairs(standing),
            end=_table(len(self._ends), end=self._ends, done=self._dones),
            members=_flat(members),
            needs=_flat(ordered),
            afters=_flat(after),
            spot=np.array(self._spot, np.int64),
            shift_cost=np.array([self._whole(problem.costs.shifted) if problem.baseline else 0], np.int64),
        )

    def _needs(self, by_need: list[list[Pool]]) -> Rows:
        problem = self._problem
        count = len(problem.needs)
        before = [problem.baseline.get(need) for need in range(count)]
        keeps = {link.later: link.earlier for link in problem.links if link.keep}
        moved = self._whole(problem.costs.moved) if problem.baseline else 0
        return _table(
            count,
            production=(need.production for need in problem.needs),
            due=(NEVER if need.due is None else need.due for need in problem.needs),
            count=(need.count for need in problem.needs),
            before=(-NEVER if item is None else item.start for item in before),
            before_members=(0 if item is None else len(item.stages) for item in before),
            moved=(0 if item is None else moved for item in before),
            keeps=(keeps.get(need, -1) for need in range(count)),
            **_bounds("option", by_need),
            **_bounds("link", [self._into.get(need, []) for need in range(count)]),
        )

    def _options(self) -> Rows:
        places: dict[str, int] = {}
        lengths = _flat(self._length(pool) for pool in self.pools).reshape(-1, 4)
        return _table(
            len(self.pools),
            need=(pool.need for pool in self.pools),
            place=(places.setdefault(pool.place, len(places)) for pool in self.pools),
            length=lengths[:, 0],
            done=lengths[:, 1],
            ends=lengths[:, 2],
            first_day=lengths[:, 3],
            **_bounds("unit", [pool.choices for pool in self.pools]),
        )

    def _units(self, members: list[tuple[int, ...]], starts: Sequence[Sequence[tuple[int, int]]]) -> Rows:
        wanted = [0] * len(self._problem.stages)
        for row in members:
            for stage in row:
                wanted[stage] += 1
        owner = [index for index, pool in enumerate(self.pools) for _ in pool.choices]
        was = (int(self._was(self.pools[option].need, row)) for option, row in zip(owner, members, strict=True))
        spot = (self._spot_row(pool, at) for pool in self.pools for at in range(len(pool.choices)))
        return _table(
            len(members),
            option=owner,
            was=was if self._problem.baseline else repeat(0, len(owner)),
            wanted=(wanted[row[0]] if len(row) == 1 else max(wanted[stage] for stage in row) for row in members),
            hired=(int(pool.hired) for pool in self.pools for _ in pool.choices),
            spot=spot if any(pool.hired for pool in self.pools) else repeat(0, len(owner)),
            **_bounds("member", members),
            **_bounds("start", starts),
        )

    def _productions(self, ordered: list[list[int]], after: list[list[int]]) -> Rows:
        problem = self._problem
        forced = {problem.needs[item.need].production for item in problem.fixed}
        return _table(
            len(problem.productions),
            weight=(self._whole(problem.costs.late * item.weight) for item in problem.productions),
            drop=(self._whole(item.drop_cost) for item in problem.productions),
            forced=(int(index in forced) for index in range(len(problem.productions))),
            ready=(item.ready for item in problem.productions),
            **_bounds("need", ordered),
            **_bounds("after", after),
        )

    def _whole(self, cost: Decimal) -> int:
        return int(Fraction(cost) * self._scale)

    def _was(self, need: int, members: Sequence[int]) -> bool:
        before = self._problem.baseline.get(need)
        return before is not None and {self._problem.stages[member].id for member in members} <= before.stages

    def _spot_row(self, pool: Pool, at: int) -> int:
        """Tabulate what a unit of a pool costs on offers by start; where its start 0 stands in the table."""
        if not pool.hired:
            return 0
        choice, starts = pool.choices[at], pool.starts[at]
        first = starts[0][0]
        place = len(self._spot) - first
        spots = [0] * (starts[-1][1] - first + 1)
        for low, high in starts:
            for day in range(low, high + 1):
                cost = self._problem.spot_cost(pool.need, choice.unit, pool.table, day)
                spots[day - first] = self._whole(cost)
        self._spot.extend(spots)
        return place

    def _length(self, pool: Pool) -> tuple[int, int, int, int]:
        """(length, days to done, place of its first end or -1, first day)."""
        item = self._problem.needs[pool.need]
        table = item.tables[pool.table]
        if table.calendar is None:
            return table.length, table.done_cut if item.done_by_shoot else table.length, -1, 0
        place = len(self._ends)
        base = min(row[0][0] for row in pool.starts)
        inside = {day for row in pool.starts for low, high in row for day in range(low, high + 1)}
        for day in range(base, max(row[-1][1] for row in pool.starts) + 1):
            self._ends.append(pool.end(self._problem, day) if day in inside else NEVER)
            self._dones.append(self._problem.done(pool.need, pool.table, day) if day in inside else NEVER)
        return 0, 0, place, base

    def _in_order(self, needs: Sequence[int]) -> list[int]:
        """Needs behind those they are linked to."""
        if len(needs) == 1:
            return list(needs)
        before = {need: {link.earlier for link in self._problem.links if link.later == need} for need in needs}
        done: list[int] = []
        while len(done) < len(needs):
            ready = [need for need in needs if need not in done and not (before[need] & set(needs)) - set(done)]
            done.append((ready or [need for need in needs if need not in done])[0])
        return done

    def _dependents(self) -> list[list[int]]:
        """For each production those that come after it, near or far."""
        direct: dict[int, set[int]] = {index: set() for index in range(len(self._problem.productions))}
        for link in self._problem.links:
            one, other = (self._problem.needs[item].production for item in (link.earlier, link.later))
            if one != other:
                direct[one].add(other)
        closed = []
        for index, nearest in direct.items():
            found: set[int] = set()
            waiting = list(nearest)
            while waiting:
                item = waiting.pop()
                if item not in found and item != index:
                    found.add(item)
                    waiting.extend(direct[item])
            closed.append(sorted(found))
        return closed
