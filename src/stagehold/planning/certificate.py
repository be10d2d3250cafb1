"""Checking a bound by prices: from the problem and the prices alone, in whole numbers, with none of the search's code.

A certificate gives a price to each need, or one to each of its starts. Whatever the prices u are,

    sum over stages of (cheapest line of stays, each at its cost less its price)
        + sum over productions of min(drop, cheapest starts, each at its price for every unit, with its own cost)

costs no more than any plan: in a plan every placed need stands on as many stages as it asks for, so its prices cancel,
and what is left is at most what the plan costs. ``proven`` adds this up again, day by day, in plain Python: slow, and
short enough to be read. It rounds every cost down to a whole number of units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stagehold.planning.problem import Choice, Link, Problem, ProblemProduction
from stagehold.planning.worktime import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Prices by need, ``unit`` to one of the objective, and the bound claimed for them.

    A need with one price for all starts has a number; one whose units start together, or whose starts are linked to
    another need's, has a price for each start (a day number); a start that is missing has the price 0.
    """

    unit: int
    prices: tuple[int | dict[int, int], ...]
    bound: Fraction


def proven(problem: Problem, certificate: Certificate, scale: int) -> Fraction:
    """The bound that the prices prove, rounded up to a whole number of 1 / ``scale``, which every objective is."""
    reader = _Reader(problem, certificate)
    total = sum(reader.line(stage) for stage in range(len(problem.stages)))
    total += sum(reader.share(production) for production in problem.productions)
    return Fraction(max(0, -(-total * scale // certificate.unit)), scale)


class _Reader:
    def __init__(self, problem: Problem, certificate: Certificate) -> None:
        self._problem = problem
        self._unit = certificate.unit
        self._prices = certificate.prices
        self._fixed = {item.need: item for item in problem.fixed}
        self._kept = {link.earlier for link in problem.links if link.keep}
        self._behind: dict[int, list[Link]] = {}
        for link in problem.links:
            earlier, later = problem.needs[link.earlier], problem.needs[link.later]
            by_day = isinstance(self._prices[link.earlier], dict) and isinstance(self._prices[link.later], dict)
            known = link.from_start or all(table.calendar is None for table in earlier.tables)
            known = known and len(earlier.tables) > 0
            first = all(link.later != other.later for row in self._behind.values() for other in row)
            if earlier.production == later.production and by_day and known and first:
                self._behind.setdefault(link.earlier, []).append(link)
        self._weighed = {max(item.needs, key=self._least_late) for item in problem.productions}

    def _whole(self, cost: Fraction) -> int:
        return cost.numerator * self._unit // cost.denominator

    def price(self, need: int, start: int) -> int:
        """The price of a need at a start."""
        prices = self._prices[need]
        return prices.get(start, 0) if isinstance(prices, dict) else prices

    def starts(self, need: int, choice: Choice) -> set[int]:
        """Days on which a unit may begin to serve a need, whatever governs the stay of several."""
        item, fixed = self._problem.needs[need], self._fixed.get(need)
        if fixed is not None and fixed.members is not None and not set(choice.unit.members) <= set(fixed.members):
            return set()
        tables = [choice.table] if item.count == 1 else range(len(item.tables))
        days = {day for at in tables for low, high in choice.starts[at] for day in range(low, high + 1)}
        return days if fixed is None or fixed.start is None else days & {fixed.start}

    def _after(self, table: Timetable, start: int, days: int) -> int | None:
        shift = self._problem.origin.toordinal()
        day = table.after(start + shift, days)
        return None if day is None else day - shift

    def _done(self, need: int, tables: Iterable[Timetable], start: int) -> int:
        """The earliest day on which a need can count as done under any of these timetables."""
        shoot = self._problem.needs[need].done_by_shoot
        found = [self._after(table, start, table.done_cut if shoot else table.length) for table in tables]
        return min((day for day in found if day is not None), default=start)

    def _late(self, need: int, tables: Iterable[Timetable], start: int) -> int:
        """A unit's part of what being late costs; nothing where another need of the production counts."""
        item = self._problem.needs[need]
        if item.due is None or need not in self._weighed:
            return 0
        weight = Fraction(self._problem.productions[item.production].weight * self._problem.costs.late)
        return self._whole(weight) // item.count * max(0, self._done(need, tables, start) - item.due)

    def _least_late(self, need: int) -> int:
        item = self._problem.needs[need]
        if item.due is None:
            return -(2**40)
        firsts = [row[0][0] for choice in item.choices for row in choice.starts if row]
        return min((self._done(need, item.tables, first) for first in firsts), default=-(2**40)) - item.due

    def line(self, stage: int) -> int:
        """The cheapest line of stays on a stage; of a joined whole only the first member counts."""
        begins: dict[int, list[tuple[int, int]]] = {}
        for need, item in enumerate(self._problem.needs):
            for choice in item.choices:
                if choice.unit.members[0] == stage:
                    for day in self.starts(need, choice):
                        value = self._stay(need, choice, day) - self.price(need, day)
                        if value < 0:
                            begins.setdefault(day, []).append((self._free(need, choice, day, stage), value))
        if not begins:
            return 0
        first, last = min(begins), max(end for row in begins.values() for end, _ in row)
        best = dict.fromkeys(range(first, last + 1), 0)
        for day in range(first, last + 1):
            best[day] = min(best[day], best.get(day - 1, 0))
            for end, value in begins.get(day, ()):
                best[end] = min(best[end], best[day] + value)
        return best[last]

    def _free(self, need: int, choice: Choice, start: int, stage: int) -> int:
        table = self._problem.needs[need].tables[choice.table]
        end = self._after(table, start, table.length)
        gap = 0 if need in self._kept else self._problem.stages[stage].gap
        return (start + 1 if end is None else end) + gap

    def _stay(self, need: int, choice: Choice, start: int) -> int:
        """What one unit adds to a plan's cost: changes, days on offers, and late days that no other unit saves."""
        item, costs = self._problem.needs[need], self._problem.costs
        together = isinstance(self._prices[need], dict)
        tables = [item.tables[choice.table]] if item.count == 1 else item.tables
        total = self._late(need, tables, start)
        if item.count == 1 or len(item.tables) == 1:
            total += self._whole(Fraction(self._problem.spot_cost(need, choice.unit, choice.table, start)))
        before = self._problem.baseline.get(need)
        if before is not None:
            ids = {self._problem.stages[member].id for member in choice.unit.members}
            if ids != before.stages if item.count == 1 else not ids <= before.stages:
                total += self._whole(Fraction(costs.moved)) // item.count
            total += 0 if together else self._whole(Fraction(costs.shifted)) * abs(start - before.start)
        return total

    def share(self, production: ProblemProduction) -> int:
        """What a production pays: the prices of its cheapest starts, or its drop cost."""
        behind = {link.later for need in production.needs for link in self._behind.get(need, ())}
        total: int | None = 0
        for need in production.needs:
            prices = self._prices[need]
            if isinstance(prices, int):
                paid: int | None = self._problem.needs[need].count * prices
            elif need in behind:
                continue
            else:
                paid = min(self._paid(need).values(), default=None)
            total = None if total is None or paid is None else total + paid
        drop = self._whole(Fraction(production.drop_cost))
        if any(need in self._fixed for need in production.needs):
            return drop if total is None else total
        return drop if total is None else min(drop, total)

    def _paid(self, need: int) -> dict[int, int]:
        """For each start of a need what it and the needs linked behind it pay at least."""
        item = self._problem.needs[need]
        before = self._problem.baseline.get(need)
        shifted = self._whole(Fraction(self._problem.costs.shifted))
        found = {}
        for day in self._common(need):
            change = 0 if before is None else shifted * abs(day - before.start)
            found[day] = change + item.count * self.price(need, day)
        for link in self._behind.get(need, ()):
            later = self._paid(link.later)
            low, high = self._lag(link)
            for day in list(found):
                nexts = [cost for other, cost in later.items() if low <= other - day <= high]
                if nexts:
                    found[day] += min(nexts)
                else:
                    del found[day]
        return found

    def _common(self, need: int) -> set[int]:
        """Starts on which enough units, near enough to each other, may begin."""
        item = self._problem.needs[need]
        near = self._problem.productions[item.production].together
        ready: dict[tuple[str, int], int] = {}
        for choice in item.choices:
            for day in self.starts(need, choice):
                key = choice.unit.place[near], day
                ready[key] = ready.get(key, 0) + 1
        return {day for (_, day), count in ready.items() if count >= item.count}

    def _lag(self, link: Link) -> tuple[int, int]:
        """Bounds of start minus start that a link leaves."""
        lengths = [table.length for table in self._problem.needs[link.earlier].tables]
        shortest, longest = (0, 0) if link.from_start else (min(lengths), max(lengths))
        low = link.least + shortest
        if link.keep and all(table.calendar is None for table in self._problem.needs[link.earlier].tables):
            low = max(low, min(lengths))
        return low, 2**40 if link.most is None else link.most + longest
