"""From stays in integers to a plan in dates, with its terms in exact decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stagehold.planning.plan import PhaseSpan, Placement, Terms
from stagehold.planning.problem import Problem, Solution, Stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A solution in dates: placements in order of production and need, late days, unplaced productions, terms."""

    placements: tuple[Placement, ...]
    late: Mapping[str, int]
    unplaced: tuple[str, ...]
    terms: Terms


def answer_of(problem: Problem, solution: Solution) -> Answer:
    """Dates and terms of a solution; a production counts as placed when all its needs are."""
    placements: list[Placement] = []
    late: dict[str, int] = {}
    unplaced: list[str] = []
    dropped = late_cost = Decimal(0)
    for production in problem.productions:
        stays = [solution[need] for need in production.needs if need in solution]
        if len(stays) < len(production.needs):
            unplaced.append(production.id)
            dropped += production.drop_cost
            continue
        own = [_placement(problem, stay) for stay in stays]
        placements.extend(own)
        days = max(placement.late_days for placement in own)
        if days:
            late[production.id] = days
            late_cost += problem.costs.late * production.weight * days
    moved, shifted = _changes(problem, solution)
    money = _money(problem, solution) if problem.uses_offers else Decimal(0)
    spot = problem.costs.spot * money
    terms = Terms(unplaced=dropped, late=late_cost, spot=spot, moved=moved, shifted=shifted)
    return Answer(placements=tuple(placements), late=late, unplaced=tuple(unplaced), terms=terms)


def _placement(problem: Problem, stay: Stay) -> Placement:
    need = problem.needs[stay.need]
    table = need.tables[stay.table]
    bounds = problem.bounds(stay.need, stay.table, stay.start)
    late = 0 if need.due is None else max(0, problem.done(stay.need, stay.table, stay.start) - need.due)
    return Placement(
        production=problem.productions[need.production].id,
        need=need.id,
        stages=tuple(sorted(unit.id for unit in stay.units)),
        start=problem.day(bounds[0]),
        end=problem.day(bounds[-1]),
        phases=tuple(
            PhaseSpan(phase=item.phase, start=problem.day(bounds[index]), end=problem.day(bounds[index + 1]))
            for index, item in enumerate(table.phases)
        ),
        late_days=late,
    )


def _money(problem: Problem, solution: Solution) -> Decimal:
    """Unweighted money for days on offers, of all stays and of the sets kept between them."""
    stays = {need: stay for need, stay in solution.items() if _is_placed(problem, need, solution)}
    money = sum(
        (
            problem.hired(need, unit, stay.table, stay.start).money
            for need, stay in stays.items()
            for unit in stay.units
        ),
        Decimal(0),
    )
    for link in problem.links:
        if link.keep and link.earlier in stays and link.later in stays:
            earlier, later = stays[link.earlier], stays[link.later]
            end = problem.bounds(earlier.need, earlier.table, earlier.start)[-1]
            members = {member for unit in later.units for member in unit.members}
            money += problem.hired_standing(sorted(members), end, later.start).money
    return money


def _changes(problem: Problem, solution: Solution) -> tuple[Decimal, Decimal]:
    moved = shifted = Decimal(0)
    for need, before in problem.baseline.items():
        stay = solution.get(need)
        if stay is not None and _is_placed(problem, need, solution):
            stages = {problem.stages[member].id for unit in stay.units for member in unit.members}
            if stages != before.stages:
                moved += problem.costs.moved
            shifted += problem.costs.shifted * abs(stay.start - before.start)
    return moved, shifted


def _is_placed(problem: Problem, need: int, solution: Solution) -> bool:
    needs: Iterable[int] = problem.productions[problem.needs[need].production].needs
    return all(item in solution for item in needs)
