"""Linking: ``after`` keeps a need at a distance from another, on the same stages where asked.

    placed(later) implies placed(earlier) and  least <= start(later) - point(earlier) <= most

point: start or half-open end of the earlier need, days are calendar days. keep and same_stages: the same units; keep
also never starts before the earlier need ends. Size: two linear constraints a link. SPEC §2, Demand (after).
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stagehold.planning.problem import Link, Problem
from stagehold.planning.variables import Variables


def add_linking(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Add the rule to the model."""
    for link in problem.links:
        earlier, later = variables.needs[link.earlier], variables.needs[link.later]
        model.add_implication(later.placed, earlier.placed)
        point = earlier.start if link.from_start else earlier.end
        model.add(later.start - point >= link.least).only_enforce_if(later.placed)
        if link.most is not None:
            model.add(later.start - point <= link.most).only_enforce_if(later.placed)
        if link.keep:
            model.add(later.start >= earlier.end).only_enforce_if(later.placed)
        if link.same:
            _add_same_units(model, problem, variables, link)


def _add_same_units(model: cp_model.CpModel, problem: Problem, variables: Variables, link: Link) -> None:
    first = _by_unit(problem, variables, link.earlier)
    second = _by_unit(problem, variables, link.later)
    placed = variables.needs[link.later].placed
    for unit in first.keys() | second.keys():
        one, other = first.get(unit), second.get(unit)
        if one is not None and other is not None:
            model.add(one == other).only_enforce_if(placed)
        elif one is not None:
            model.add(one == 0).only_enforce_if(placed)
        elif other is not None:
            model.add(other == 0)


def _by_unit(problem: Problem, variables: Variables, need: int) -> dict[str, cp_model.IntVar]:
    choices = problem.needs[need].choices
    return {choice.unit.id: chosen for choice, chosen in zip(choices, variables.needs[need].chosen, strict=True)}
