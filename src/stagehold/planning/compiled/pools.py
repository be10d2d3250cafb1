"""Which units can serve a need together: pools of units near each other, under the timetable that governs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from stagehold.planning.problem import Choice, FixedNeed, Problem, Starts, Unit
from stagehold.planning.starts import intersect

MOST_SETS = 128  # sets of units of unlike lengths kept for each place and timetable
_NEVER = 2**40


@dataclass(slots=True)  # tens of thousands are made, and a frozen one takes three times as long
class Pool:
    """Units of one place for a need, with the starts that each allows while timetable ``table`` governs.

    ``hired``: some days of some stay are on an offer, and cost.
    """

    need: int
    place: str
    table: int
    choices: tuple[Choice, ...]
    starts: tuple[Starts, ...]
    hired: bool = False

    def end(self, problem: Problem, day: int) -> int:
        """Half-open end of a stay from this day on."""
        return _end(problem, self.need, self.table, day)


def pools_of(problem: Problem, index: int, fixed: FixedNeed | None) -> list[Pool]:
    """The pools of one need.

    Where one timetable serves all units of a place, they are one pool (one each, for a need of a single unit). Where
    lengths differ, or a lock names the stages, each set of units is a pool of its own, the first ``MOST_SETS`` of each
    place: neighbours in the list are neighbours on the lot more often than not.
    """
    need = problem.needs[index]
    near = problem.productions[need.production].together
    usable = [choice for choice in need.choices if any(choice.starts)]
    if fixed is not None and fixed.members is not None:
        wanted = set(fixed.members)
        usable = [choice for choice in usable if wanted.issuperset(choice.unit.members)]
    by_place: dict[str, list[Choice]] = {}
    for choice in usable:
        by_place.setdefault(choice.unit.place[near], []).append(choice)
    found: list[Pool] = []
    for place, choices in by_place.items():
        if need.count == 1 and fixed is None:  # nearly all there are
            rows = [(choice, choice.starts[choice.table]) for choice in choices]
            found += [Pool(index, place, choice.table, (choice,), (row,)) for choice, row in rows if row]
            continue
        for set_ in _sets(need.count, choices, fixed):
            for table in dict.fromkeys(choice.table for choice in set_):
                whole = len(set_) == need.count
                found += _pool(problem, index, place, set_, table, fixed, governs=whole and need.count > 1)
    if not any(problem.stages[member].hire for choice in usable for member in choice.unit.members):
        return found
    return [part for pool in found for part in _by_hire(problem, pool)]


def _sets(count: int, choices: list[Choice], fixed: FixedNeed | None) -> Iterator[tuple[Choice, ...]]:
    if count == 1:
        sets: Iterator[tuple[Choice, ...]] = ((choice,) for choice in choices)
    elif len({choice.table for choice in choices}) == 1 and (fixed is None or fixed.members is None):
        if len(choices) >= count:
            yield tuple(choices)
        return
    else:
        sets = (set_ for set_ in combinations(choices, count) if _apart(set_))
        sets = islice(sets, MOST_SETS * count)
    for set_ in sets:
        members = {member for choice in set_ for member in choice.unit.members}
        if fixed is None or fixed.members is None or members == set(fixed.members):
            yield set_


def _apart(set_: Sequence[Choice]) -> bool:
    members = [member for choice in set_ for member in choice.unit.members]
    return len(set(members)) == len(members)


def _pool(
    problem: Problem,
    index: int,
    place: str,
    set_: tuple[Choice, ...],
    table: int,
    fixed: FixedNeed | None,
    *,
    governs: bool,
) -> Iterator[Pool]:
    """The pool of these units under a timetable, without the units that it leaves no start."""
    starts = [choice.starts[table] for choice in set_]
    if governs:
        common = _governed(problem, index, set_, table)
        starts = [common] * len(set_)
    if fixed is not None and fixed.start is not None:
        starts = [tuple(intersect(row, [(fixed.start, fixed.start)])) for row in starts]
    kept = [(choice, row) for choice, row in zip(set_, starts, strict=True) if row]
    if len(kept) >= problem.needs[index].count:
        yield Pool(index, place, table, tuple(choice for choice, _ in kept), tuple(row for _, row in kept))


def _governed(problem: Problem, index: int, choices: tuple[Choice, ...], table: int) -> Starts:
    """Starts at which every unit may be used while ``table`` has the latest end."""
    starts = list(choices[0].starts[table])
    for choice in choices[1:]:
        starts = intersect(starts, choice.starts[table])
    rivals = {choice.table for choice in choices} - {table}
    if not rivals:
        return tuple(starts)
    need = problem.needs[index]
    if all(item.calendar is None for item in need.tables):
        longest = max(need.tables[rival].length for rival in rivals)
        return tuple(starts) if need.tables[table].length >= longest else ()
    kept = [
        day
        for low, high in starts
        for day in range(low, high + 1)
        if all(_end(problem, index, table, day) >= _end(problem, index, rival, day) for rival in rivals)
    ]
    return tuple((day, day) for day in kept)


def _end(problem: Problem, index: int, table: int, day: int) -> int:
    """Half-open end of a stay; far off when the calendar ends before it does, so that no other end is later."""
    shift = problem.origin.toordinal()
    bounds = problem.needs[index].tables[table].bounds(day + shift)
    return _NEVER if bounds is None else bounds[-1] - shift


def _by_hire(problem: Problem, pool: Pool) -> Iterator[Pool]:
    """The pool on leased days alone, and the pool with offers: the earliest stay is not always the cheapest."""
    if not any(problem.stages[member].hire for choice in pool.choices for member in choice.unit.members):
        yield pool
        return
    leased = [
        (choice, row)
        for choice, starts in zip(pool.choices, pool.starts, strict=True)
        if (row := _leased(problem, pool, choice.unit, starts))
    ]
    if len(leased) >= problem.needs[pool.need].count:
        kept, rows = zip(*leased, strict=True)
        yield Pool(pool.need, pool.place, pool.table, tuple(kept), tuple(rows))
    yield Pool(pool.need, pool.place, pool.table, pool.choices, pool.starts, hired=True)


def _leased(problem: Problem, pool: Pool, unit: Unit, starts: Starts) -> Starts:
    """The starts of stays that need no offer."""
    found: list[tuple[int, int]] = []
    for low, high in starts:
        for day in range(low, high + 1):
            if problem.hired(pool.need, unit, pool.table, day).days == 0:
                if found and found[-1][1] == day - 1:
                    found[-1] = (found[-1][0], day)
                else:
                    found.append((day, day))
    return tuple(found)
