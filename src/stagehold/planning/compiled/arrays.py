"""A problem as flat arrays of whole numbers, for compiled loops.

Lists of lists are stored as one array and pointers: the rows of ``i`` are ``x[ptr[i]:ptr[i + 1]]``. Costs are scaled
by one factor so that every weight is whole; days are day numbers of the problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, combinations, islice
from math import lcm
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stagehold.planning.problem import Choice, Problem, ProblemNeed, Starts
from stagehold.planning.starts import intersect

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[Any]  # a table of named columns of whole numbers
NEVER = 2**40  # later than any day
UNBOUNDED = 2**62  # more than any cost
MOST_SETS = 128  # unit sets kept for a need of several stages
_MOST_COST = 2**60


class Arrays(NamedTuple):
    """The tables of a problem, one row an item; ``x_first`` and ``x_last`` bound the rows of ``x`` that belong to it.

    An option is one set of units for a need, under the timetable that governs it. Its ``ends`` is -1 for a length in
    days (``length``, and ``done`` to the day that counts as done), else the row in ``ends`` of its ``first_day``.
    """

    need: Rows  # production, due, before, keeps, option_first/last, link_first/last
    option: Rows  # need, place, wanted, moved, length, done, ends, first_day, member_first/last, start_first/last
    production: Rows  # weight, drop, forced, ready, need_first/last, after_first/last
    link: Rows  # earlier, from_start, least, most, keep, same
    stage: Rows  # gap, days_first/last
    start: Rows  # low, high
    days: Rows  # low, high
    end: Rows  # end, done
    members: Ints
    needs: Ints
    afters: Ints
    shift_cost: Ints


class OptionSet(NamedTuple):
    """The units of an option and the timetable that governs it."""

    choices: tuple[Choice, ...]
    table: int
    starts: Starts


class Compiled(NamedTuple):
    """Arrays with what they stand for: ``options[i]`` is the unit set of option i; ``scale`` of the costs."""

    arrays: Arrays
    options: list[OptionSet]
    scale: int


def compile_problem(problem: Problem) -> Compiled | None:
    """The arrays of a problem; None when its costs do not fit 64 bits together."""
    scale = cost_scale(problem)
    if scale is None:
        return None
    builder = _Builder(problem, scale)
    return Compiled(builder.arrays(), builder.options, scale)


def cost_scale(problem: Problem) -> int | None:
    """The factor that makes every weight whole; None when all costs together would not fit 64 bits."""
    costs = problem.costs
    weights = [Fraction(costs.late * item.weight) for item in problem.productions]
    drops = [Fraction(item.drop_cost) for item in problem.productions]
    changes = [Fraction(costs.moved), Fraction(costs.shifted)] if problem.baseline else []
    scale = lcm(*(item.denominator for item in [*weights, *drops, *changes]), 1)
    horizon = max((high for stage in problem.stages for _, high in stage.days), default=1) + 1
    most = sum(weights) * horizon + sum(drops) + sum(changes) * horizon * len(problem.needs)
    return scale if most * scale < _MOST_COST else None


def _table(rows: int, /, **columns: Iterable[int] | Sequence[Sequence[object]]) -> Rows:
    """A table; a column given as rows of rows becomes the two columns that bound them."""
    filled: dict[str, list[int]] = {}
    for name, values in columns.items():
        listed = list(values)
        if listed and not isinstance(listed[0], int):
            bounds = [0, *accumulate(len(row) for row in listed)]  # type: ignore[arg-type]
            filled[f"{name}_first"], filled[f"{name}_last"] = bounds[:-1], bounds[1:]
        elif not listed and name in _NESTED:
            filled[f"{name}_first"] = filled[f"{name}_last"] = []
        else:
            filled[name] = listed  # type: ignore[assignment]
    table = np.zeros(rows, dtype=[(name, np.int64) for name in filled]).view(np.recarray)
    for name, column in filled.items():
        table[name] = column
    return table


_NESTED = frozenset({"option", "link", "member", "start", "need", "after", "days"})


def _pairs(pairs: Iterable[tuple[int, int]]) -> Rows:
    listed = list(pairs)
    return _table(len(listed), low=(low for low, _ in listed), high=(high for _, high in listed))


def _flat(rows: Iterable[Iterable[int]]) -> Ints:
    return np.array([item for row in rows for item in row], dtype=np.int64)


class _Builder:
    def __init__(self, problem: Problem, scale: int) -> None:
        self._problem = problem
        self._scale = scale
        self.options: list[OptionSet] = []
        self._fixed = {item.need: item for item in problem.fixed}
        self._ends: list[int] = []
        self._dones: list[int] = []

    def arrays(self) -> Arrays:
        problem = self._problem
        by_need = [list(self._option_sets(index, need)) for index, need in enumerate(problem.needs)]
        self.options = [option for row in by_need for option in row]
        owner = [need for need, row in enumerate(by_need) for _ in row]
        members = [[one for choice in option.choices for one in choice.unit.members] for option in self.options]
        places = self._places(owner)
        lengths = [self._length(owner[index], option) for index, option in enumerate(self.options)]
        into = [[link for link in problem.links if link.later == need] for need in range(len(problem.needs))]
        links = [link for row in into for link in row]
        after = self._dependents()
        days = [stage.days for stage in problem.stages]
        keeps = {link.later: link.earlier for link in problem.links if link.keep}
        forced = {problem.needs[item.need].production for item in problem.fixed}
        ordered = [self._in_order(item.needs) for item in problem.productions]
        count = len(problem.productions)
        starts = [option.starts for option in self.options]
        costs = problem.costs
        return Arrays(
            need=_table(
                len(problem.needs),
                production=(need.production for need in problem.needs),
                due=(NEVER if need.due is None else need.due for need in problem.needs),
                before=(self._before(need) for need in range(len(problem.needs))),
                keeps=(keeps.get(need, -1) for need in range(len(problem.needs))),
                option=by_need,
                link=into,
            ),
            option=_table(
                len(self.options),
                need=owner,
                place=places,
                wanted=self._wanted(members),
                moved=(self._moved(owner[index], option) for index, option in enumerate(self.options)),
                length=(item[0] for item in lengths),
                done=(item[1] for item in lengths),
                ends=(item[2] for item in lengths),
                first_day=(item[3] for item in lengths),
                member=members,
                start=starts,
            ),
            production=_table(
                count,
                weight=(self._whole(costs.late * item.weight) for item in problem.productions),
                drop=(self._whole(item.drop_cost) for item in problem.productions),
                forced=(int(index in forced) for index in range(count)),
                ready=(item.ready for item in problem.productions),
                need=ordered,
                after=after,
            ),
            link=_table(
                len(links),
                earlier=(link.earlier for link in links),
                from_start=(int(link.from_start) for link in links),
                least=(link.least for link in links),
                most=(NEVER if link.most is None else link.most for link in links),
                keep=(int(link.keep) for link in links),
                same=(int(link.same) for link in links),
            ),
            stage=_table(len(problem.stages), gap=(stage.gap for stage in problem.stages), days=days),
            start=_pairs(pair for row in starts for pair in row),
            days=_pairs(pair for row in days for pair in row),
            end=_table(len(self._ends), end=self._ends, done=self._dones),
            members=_flat(members),
            needs=_flat(ordered),
            afters=_flat(after),
            shift_cost=np.array([self._whole(costs.shifted) if problem.baseline else 0], np.int64),
        )

    def _wanted(self, members: list[list[int]]) -> list[int]:
        """How many options of all needs lie on an option's stages, at most 1,000."""
        counts = [0] * len(self._problem.stages)
        for row in members:
            for stage in row:
                counts[stage] += 1
        return [min(1000, max(counts[stage] for stage in row)) for row in members]

    def _whole(self, cost: Decimal) -> int:
        return int(Fraction(cost) * self._scale)

    def _option_sets(self, index: int, need: ProblemNeed) -> Iterator[OptionSet]:
        fixed = self._fixed.get(index)
        together = self._problem.productions[need.production].together
        usable = [choice for choice in need.choices if any(choice.starts)]
        if fixed is not None and fixed.members is not None:
            wanted = set(fixed.members)
            usable = [choice for choice in usable if wanted.issuperset(choice.unit.members)]
        # Neighbours in the list are neighbours on the lot more often than not, so the first sets are kept.
        for choices in islice(combinations(usable, need.count), MOST_SETS * need.count):
            members = [member for choice in choices for member in choice.unit.members]
            if len(set(members)) < len(members) or len({choice.unit.place[together] for choice in choices}) > 1:
                continue
            if fixed is not None and fixed.members is not None and set(members) != set(fixed.members):
                continue
            for table in dict.fromkeys(choice.table for choice in choices):
                starts = self._governed(index, choices, table)
                if fixed is not None and fixed.start is not None:
                    starts = tuple(intersect(starts, [(fixed.start, fixed.start)]))
                if starts:
                    yield OptionSet(choices, table, starts)

    def _governed(self, index: int, choices: tuple[Choice, ...], table: int) -> Starts:
        """Starts at which every unit may be used while ``table`` has the latest end."""
        starts = list(choices[0].starts[table])
        for choice in choices[1:]:
            starts = intersect(starts, choice.starts[table])
        rivals = {choice.table for choice in choices} - {table}
        if not rivals:
            return tuple(starts)
        need = self._problem.needs[index]
        if all(item.calendar is None for item in need.tables):
            longest = max(need.tables[rival].length for rival in rivals)
            return tuple(starts) if need.tables[table].length >= longest else ()
        kept = [
            day
            for low, high in starts
            for day in range(low, high + 1)
            if all(self._end(index, table, day) >= self._end(index, rival, day) for rival in rivals)
        ]
        return tuple((day, day) for day in kept)

    def _end(self, index: int, table: int, day: int) -> int:
        """Half-open end of a stay; NEVER when the calendar ends before it does, so that no other end is later."""
        shift = self._problem.origin.toordinal()
        bounds = self._problem.needs[index].tables[table].bounds(day + shift)
        return NEVER if bounds is None else bounds[-1] - shift

    def _length(self, need: int, option: OptionSet) -> tuple[int, int, int, int]:
        """(length, days to done, place of its first end or -1, first day)."""
        item = self._problem.needs[need]
        table = item.tables[option.table]
        if table.calendar is None:
            return table.length, table.done_cut if item.done_by_shoot else table.length, -1, 0
        place, base = len(self._ends), option.starts[0][0]
        allowed = iter(option.starts)
        low, high = next(allowed)
        for day in range(base, option.starts[-1][1] + 1):
            while day > high:
                low, high = next(allowed)
            inside = day >= low
            self._ends.append(self._end(need, option.table, day) if inside else NEVER)
            self._dones.append(self._problem.done(need, option.table, day) if inside else NEVER)
        return 0, 0, place, base

    def _places(self, owner: list[int]) -> list[int]:
        numbers: dict[str, int] = {}
        places = []
        for need, option in zip(owner, self.options, strict=True):
            together = self._problem.productions[self._problem.needs[need].production].together
            place = option.choices[0].unit.place[together]
            places.append(numbers.setdefault(place, len(numbers)))
        return places

    def _before(self, need: int) -> int:
        before = self._problem.baseline.get(need)
        return -NEVER if before is None else before.start

    def _moved(self, need: int, option: OptionSet) -> int:
        before = self._problem.baseline.get(need)
        members = {member for choice in option.choices for member in choice.unit.members}
        if before is None or {self._problem.stages[member].id for member in members} == before.stages:
            return 0
        return self._whole(self._problem.costs.moved)

    def _in_order(self, needs: Sequence[int]) -> list[int]:
        """Needs behind those they are linked to."""
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
