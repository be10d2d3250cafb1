"""From a problem to the tables of the bound by prices: what may stand on each stage, what productions choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from stagehold.planning.compiled.arrays import Ints
from stagehold.planning.compiled.lagrange import NO, Lines, Owners
from stagehold.planning.problem import Choice, FixedNeed, Problem, ProblemNeed, ProblemProduction
from stagehold.planning.starts import intersect
from stagehold.planning.worktime import Timetable

_MOST = 2**55  # all costs together, in units of prices
_FAR = 2**40  # no bound on a lag

Spans = Sequence[tuple[int, int]]


class Priced(NamedTuple):
    """The tables of a problem; costs are ``unit`` to one of the objective."""

    lines: Lines
    owners: Owners
    unit: int


def price_tables(problem: Problem, scale: int) -> Priced | None:
    """The tables; None where nothing can stand anywhere, or costs do not fit.

    Parameters
    ----------
    scale
        Makes every cost of the objective whole (``compiled.arrays.cost_scale``).
    """
    reach = max((high for stage in problem.stages for _, high in stage.days), default=0)
    if not any(need.choices for need in problem.needs):
        return None
    costs = problem.costs
    most = sum(
        Fraction(item.drop_cost) + Fraction(costs.late * item.weight) * (reach + 1) for item in problem.productions
    )
    most += (Fraction(costs.moved) + Fraction(costs.shifted) * (reach + 1)) * len(problem.baseline)
    finer = 1
    while finer < 1024 and most * scale * finer * 2 < _MOST:
        finer *= 2
    if most * scale * finer >= _MOST:
        return None
    return _Tables(problem, scale * finer).priced()


class _Row(NamedTuple):
    """One run of starts of a need on a stage."""

    need: int
    low: int
    high: int
    length: int
    late: int = 0
    weight: int = 0
    moved: int = 0
    before: int = 0
    shift: int = 0
    table: int = -1


@dataclass(slots=True)
class _Tables:
    problem: Problem
    unit: int
    table_length: list[int] = field(default_factory=list)
    table_cost: list[int] = field(default_factory=list)
    _fixed: dict[int, FixedNeed] = field(default_factory=dict)
    _kept: set[int] = field(default_factory=set)
    _weights: list[int] = field(default_factory=list)
    _hired: frozenset[int] = frozenset()
    _coupled: list[bool] = field(default_factory=list)
    _parents: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def priced(self) -> Priced:
        problem = self.problem
        # Rows begin ``low`` places before their first entry; padding keeps that place from falling below 0.
        padding = max((high for stage in problem.stages for _, high in stage.days), default=0) + 1
        self.table_length, self.table_cost = [1] * padding, [0] * padding
        self._fixed = {item.need: item for item in problem.fixed}
        self._kept = {link.earlier for link in problem.links if link.keep}
        self._parents = self._links()
        linked = set(self._parents) | {parent for parent, _, _ in self._parents.values()}
        self._coupled = [need.count > 1 or index in linked for index, need in enumerate(problem.needs)]
        self._hired = frozenset(index for index, stage in enumerate(problem.stages) if stage.hire)
        carriers = {self._carrier(item) for item in problem.productions}
        self._weights = [self._weight(index) if index in carriers else 0 for index in range(len(problem.needs))]
        choices = [self._usable(index) for index in range(len(problem.needs))]
        spans = [_hull(starts for _, starts in row) for row in choices]
        rows: list[list[_Row]] = [[] for _ in problem.stages]
        for index, row in enumerate(choices):
            for choice, starts in row:
                rows[choice.unit.members[0]] += self._rows(index, choice, starts)
        firsts, places = self._places(spans)
        owners = self._owners(choices, spans, places, firsts)
        return Priced(self._lines(rows, firsts), owners, self.unit)

    def _usable(self, index: int) -> list[tuple[Choice, Spans]]:
        """The units that can serve a need with their starts, what is fixed taken into account."""
        need, fixed = self.problem.needs[index], self._fixed.get(index)
        found = []
        for choice in need.choices:
            if fixed is not None and fixed.members is not None and not set(choice.unit.members) <= set(fixed.members):
                continue
            tables = [choice.table] if need.count == 1 else range(len(need.tables))
            starts: Spans = _union(pair for table in tables for pair in choice.starts[table])
            if fixed is not None and fixed.start is not None:
                starts = intersect(starts, [(fixed.start, fixed.start)])
            if starts:
                found.append((choice, starts))
        return found

    def _links(self) -> dict[int, tuple[int, int, int]]:
        """For a need behind another of its production: that need, and the bounds of start minus start."""
        found: dict[int, tuple[int, int, int]] = {}
        for link in self.problem.links:
            earlier, later = self.problem.needs[link.earlier], self.problem.needs[link.later]
            if earlier.production != later.production or link.later in found:
                continue
            if any(table.calendar is not None for table in earlier.tables) and not link.from_start:
                continue
            lengths = [0] if link.from_start else [table.length for table in earlier.tables]
            if not lengths:
                continue
            most = _FAR if link.most is None else link.most + max(lengths)
            least = link.least + min(lengths)
            if link.keep and not any(table.calendar is not None for table in earlier.tables):
                least = max(least, min(table.length for table in earlier.tables))
            found[link.later] = (link.earlier, least, most)
        return {later: row for later, row in found.items() if not _circular(later, found)}

    def _carrier(self, production: ProblemProduction) -> int:
        """The need whose lateness counts for its production: the one that at best ends latest after its due."""

        def least_late(index: int) -> int:
            need = self.problem.needs[index]
            if need.due is None:
                return -_FAR
            firsts = {starts[0][0] for choice in need.choices for starts in choice.starts if starts}
            return min((self._least_done(index, first) for first in firsts), default=-_FAR) - need.due

        return production.needs[0] if len(production.needs) == 1 else max(production.needs, key=least_late)

    def _least_done(self, index: int, start: int) -> int:
        """The earliest day on which a need that starts then can count as done."""
        need = self.problem.needs[index]
        return min((day for table in need.tables if (day := self._done(need, table, start)) is not None), default=start)

    def _done(self, need: ProblemNeed, table: Timetable, start: int) -> int | None:
        shift = self.problem.origin.toordinal()
        day = table.after(start + shift, table.done_cut if need.done_by_shoot else table.length)
        return None if day is None else day - shift

    def _weight(self, index: int) -> int:
        """What a day late of this need costs where no other need's lateness counts."""
        if self.problem.needs[index].due is None:
            return 0
        production = self.problem.productions[self.problem.needs[index].production]
        return self._whole(Fraction(production.weight * self.problem.costs.late))

    def _whole(self, cost: Fraction) -> int:
        return int(cost * self.unit)

    def _rows(self, index: int, choice: Choice, starts: Spans) -> list[_Row]:
        """Runs of starts of a need on one unit, with what each costs there; several units share the late days."""
        need = self.problem.needs[index]
        table = need.tables[choice.table]
        stage = self.problem.stages[choice.unit.members[0]]
        gap = 0 if index in self._kept else stage.gap  # who keeps its stages may follow at once
        moved, before, shift = self._changes(index, choice)
        if not self._hired.isdisjoint(choice.unit.members) or any(item.calendar is not None for item in need.tables):
            return [self._tabled(index, choice, low, high, gap) for low, high in starts]
        weight = self._weights[index] // need.count
        tables = [table] if need.count == 1 else need.tables
        late = min(item.done_cut if need.done_by_shoot else item.length for item in tables) - (need.due or 0)
        return [_Row(index, low, high, table.length + gap, late, weight, moved, before, shift) for low, high in starts]

    def _tabled(self, index: int, choice: Choice, low: int, high: int, gap: int) -> _Row:
        need = self.problem.needs[index]
        table = need.tables[choice.table]
        shift = self.problem.origin.toordinal()
        moved, before, shifted = self._changes(index, choice)
        weight, place = self._weights[index] // need.count, len(self.table_length) - low
        for start in range(low, high + 1):
            end = table.after(start + shift, table.length)
            # Where its own calendar ends too soon the unit cannot serve, whatever governs: any end is a bound then.
            self.table_length.append((1 if end is None else end - shift - start) + gap)
            cost = moved + shifted * abs(start - before)
            if need.due is not None:
                own = self._done(need, table, start) if need.count == 1 else self._least_done(index, start)
                cost += weight * max(0, (start if own is None else own) - need.due)
            if need.count == 1 or len(need.tables) == 1:
                cost += self._spot(index, choice, start)
            self.table_cost.append(cost)
        return _Row(index, low, high, 1, table=place)

    def _spot(self, index: int, choice: Choice, start: int) -> int:
        """What days on offers cost the unit; other units may govern a stay of several, which costs no less."""
        return self._whole(Fraction(self.problem.spot_cost(index, choice.unit, choice.table, start)))

    def _changes(self, index: int, choice: Choice) -> tuple[int, int, int]:
        """(moved, baseline start, cost of a day shifted) as far as the unit alone shows them.

        Several units share what moving costs: each that was not there before pays its part, rounded down.
        """
        before = self.problem.baseline.get(index)
        if before is None:
            return 0, 0, 0
        count = self.problem.needs[index].count
        ids = {self.problem.stages[member].id for member in choice.unit.members}
        elsewhere = ids != before.stages if count == 1 else not ids <= before.stages
        moved = self._whole(Fraction(self.problem.costs.moved)) // count if elsewhere else 0
        shift = 0 if self._coupled[index] else self._whole(Fraction(self.problem.costs.shifted))
        return moved, before.start, shift

    def _places(self, spans: Sequence[tuple[int, int] | None]) -> tuple[Ints, int]:
        """Where the prices of each need begin (less the first start, for a coupled one), and how many there are."""
        firsts, count = [], 0
        for index, span in enumerate(spans):
            if self._coupled[index] and span is not None:
                firsts.append(count - span[0])
                count += span[1] - span[0] + 1
            else:
                firsts.append(count)
                count += 1
        return np.array(firsts, np.int64), count

    def _owners(
        self,
        choices: Sequence[Sequence[tuple[Choice, Spans]]],
        spans: Sequence[tuple[int, int] | None],
        count: int,
        firsts: Ints,
    ) -> Owners:
        problem = self.problem
        own = np.full(count, NO, np.int64)
        for index, (row, span) in enumerate(zip(choices, spans, strict=True)):
            if self._coupled[index] and span is not None:
                self._fill_own(own, index, self._together(index, row), int(firsts[index]))
        forced = {problem.needs[item.need].production for item in problem.fixed}
        ordered = [self._in_order(item.needs) for item in problem.productions]
        parents = [self._parents.get(index, (-1, 0, 0)) for index in range(len(problem.needs))]
        return Owners(
            need_first=np.cumsum([0, *(len(row) for row in ordered)], dtype=np.int64),
            needs=np.array([index for row in ordered for index in row], np.int64),
            units=np.array([need.count for need in problem.needs], np.int64),
            first=np.array([0 if span is None else span[0] for span in spans], np.int64),
            last=np.array([-1 if span is None else span[1] for span in spans], np.int64),
            own=own,
            parent=np.array([parent for parent, _, _ in parents], np.int64),
            lag_low=np.array([low for _, low, _ in parents], np.int64),
            lag_high=np.array([high for _, _, high in parents], np.int64),
            drop=np.array(
                [
                    NO if at in forced else self._whole(Fraction(item.drop_cost))
                    for at, item in enumerate(problem.productions)
                ],
                np.int64,
            ),
        )

    def _together(self, index: int, row: Sequence[tuple[Choice, Spans]]) -> Spans:
        """Starts at which as many units as the need asks for can begin, near enough to each other."""
        need = self.problem.needs[index]
        near = self.problem.productions[need.production].together
        edges: dict[str, list[tuple[int, int]]] = {}
        for choice, starts in row:
            for low, high in starts:
                edges.setdefault(choice.unit.place[near], []).extend([(low, 1), (high + 1, -1)])
        found: list[tuple[int, int]] = []
        for changes in edges.values():
            there, since = 0, 0
            for day, change in sorted(changes):
                if there < need.count <= there + change:
                    since = day
                elif there + change < need.count <= there and since < day:
                    found.append((since, day - 1))
                there += change
        return _union(found)

    def _fill_own(self, own: Ints, index: int, starts: Spans, first: int) -> None:
        """What each start costs a coupled need whatever its units: days shifted."""
        before = self.problem.baseline.get(index)
        shift = 0 if before is None else self._whole(Fraction(self.problem.costs.shifted))
        for low, high in starts:
            days = np.arange(low, high + 1)
            own[first + low : first + high + 1] = 0 if before is None else shift * np.abs(days - before.start)

    def _in_order(self, needs: Sequence[int]) -> list[int]:
        """Parents before children."""

        def depth(index: int) -> int:
            return 1 + depth(self._parents[index][0]) if index in self._parents else 0

        return sorted(needs, key=depth)

    def _lines(self, rows: list[list[_Row]], firsts: Ints) -> Lines:
        for stage in rows:
            stage.sort(key=lambda row: row.low)
        flat = [row for stage in rows for row in stage]
        columns = zip(*flat, strict=True) if flat else [()] * len(_Row._fields)
        lengths = [
            row.length if row.table < 0 else max(self.table_length[row.table + row.low : row.table + row.high + 1])
            for row in flat
        ]
        ends = iter(row.high + length for row, length in zip(flat, lengths, strict=True))
        horizon = [max((next(ends) for _ in stage), default=0) + 1 for stage in rows]
        return Lines(
            stage_first=np.cumsum([0, *(len(stage) for stage in rows)], dtype=np.int64),
            horizon=np.array(horizon, np.int64),
            **{name: np.array(column, np.int64) for name, column in zip(_Row._fields, columns, strict=True)},
            table_length=np.array(self.table_length, np.int64),
            table_cost=np.array(self.table_cost, np.int64),
            price_first=firsts,
            coupled=np.array(self._coupled, np.int64),
        )


def _circular(need: int, parents: dict[int, tuple[int, int, int]]) -> bool:
    seen = {need}
    while need in parents:
        need = parents[need][0]
        if need in seen:
            return True
        seen.add(need)
    return False


def _union(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Closed intervals of days, joined where they touch."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pairs):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _hull(rows: Iterable[Spans]) -> tuple[int, int] | None:
    """First and last start of all rows; None where there are none."""
    bounds = [(starts[0][0], starts[-1][1]) for starts in rows]
    return (min(low for low, _ in bounds), max(high for _, high in bounds)) if bounds else None
