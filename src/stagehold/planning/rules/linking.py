"""Linking: ``after`` keeps a need at a distance from another, on the same stages where asked.

    placed(later) implies placed(earlier) and  least <= start(later) - point(earlier) <= most

point: start or half-open end of the earlier need, days are calendar days. keep and same_stages: the same stages; keep
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
            _add_same_stages(model, variables, link)


def _add_same_stages(model: cp_model.CpModel, variables: Variables, link: Link) -> None:
    first = variables.needs[link.earlier].on_stage
    second = variables.needs[link.later].on_stage
    placed = variables.needs[link.later].placed
    for stage in first.keys() | second.keys():
        model.add(first.get(stage, 0) == second.get(stage, 0)).only_enforce_if(placed)
