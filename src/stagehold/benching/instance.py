"""A planning problem in plain numbers, for programs that know nothing of Stagehold.

    {"scale": 1, "stages": [{"gap": 2, "days": [[0, 900]]}],
     "productions": [{"weight": 3, "drop": 1000, "must": false, "needs": [0]}],
     "needs": [{"production": 0, "count": 1, "due": 40,
                "choices": [{"members": [0], "place": "lot", "length": 30, "starts": [[5, 400]]}]}]}

Days are day numbers, ``days`` half-open, ``starts`` with both ends. Weights and drop costs are multiplied by ``scale``
so that they are whole; a production that ``must`` be placed needs no drop cost in a model. An answer is a list of stays
``[need, [choices], start]``, choices by their place in the need.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from stagehold.domain.errors import NotSupported
from stagehold.planning.compiled.arrays import cost_scale
from stagehold.planning.problem import Choice, Problem, ProblemNeed, Solution

Instance: TypeAlias = Mapping[str, Any]
Stays: TypeAlias = list[tuple[int, list[int], int]]


def instance_of(problem: Problem, *, all_must: bool = False) -> dict[str, Any]:
    """The problem in plain numbers; ``all_must``: leaving a production out is no answer, whatever it costs.

    Raises
    ------
    NotSupported
        For what the models of other planners here do not hold: links, locks, offers, a baseline, working calendars,
        and units of different lengths for one need of several stages.
    """
    scale = cost_scale(problem)
    if problem.links or problem.fixed or problem.baseline or problem.uses_offers or scale is None:
        raise NotSupported("links, locks, offers, a baseline or costs beyond 64 bits are not handed to other planners")
    late = Fraction(problem.costs.late) * scale
    return {
        "scale": scale,
        "stages": [{"gap": stage.gap, "days": [list(span) for span in stage.days]} for stage in problem.stages],
        "productions": [
            {
                "weight": int(late * Fraction(item.weight)),
                "drop": int(Fraction(item.drop_cost) * scale),
                "must": all_must,
                "needs": list(item.needs),
            }
            for item in problem.productions
        ],
        "needs": [_need(problem, need) for need in problem.needs],
    }


def stays_of(problem: Problem, solution: Solution) -> Stays:
    """A solution of ours as the stays of an answer."""
    found = []
    for index, stay in sorted(solution.items()):
        place = {choice.unit.id: at for at, choice in enumerate(problem.needs[index].choices)}
        found.append((index, sorted(place[unit.id] for unit in stay.units), stay.start))
    return found


def _need(problem: Problem, need: ProblemNeed) -> dict[str, Any]:
    if any(table.calendar is not None for table in need.tables) or need.done_by_shoot:
        raise NotSupported(f"need {need.id}: calendars and dues that count to the shoot are not handed to others")
    if need.count > 1 and len(need.tables) > 1:
        raise NotSupported(f"need {need.id}: several stages of different lengths are not handed to other planners")
    together = problem.productions[need.production].together
    return {
        "production": need.production,
        "count": need.count,
        "due": need.due,
        "choices": [_choice(need, choice, choice.unit.place[together]) for choice in need.choices],
    }


def _choice(need: ProblemNeed, choice: Choice, place: str) -> dict[str, Any]:
    return {
        "members": list(choice.unit.members),
        "place": place,
        "length": need.tables[choice.table].length,
        "starts": [list(pair) for pair in choice.starts[choice.table]],
    }
