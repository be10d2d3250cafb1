"""Nearness: all stages of a production lie in one studio, city or country, as ``together`` asks.

    x[n,c] implies at(p, place(c));   sum over places of at(p, ·) = placed(p)

Size: one truth value a production and place, where a production could be in several. SPEC §2, Demand (together).
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stagehold.domain.production import Together
from stagehold.planning.problem import Problem
from stagehold.planning.variables import Variables


def add_nearness(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Add the rule to the model."""
    for production, placed in zip(problem.productions, variables.placed, strict=True):
        if production.together is Together.ANY:
            continue
        choices = [
            (choice.unit.place[production.together], chosen)
            for need in production.needs
            for choice, chosen in zip(problem.needs[need].choices, variables.needs[need].chosen, strict=True)
        ]
        places = sorted({place for place, _ in choices})
        if len(places) < 2:
            continue
        at = {place: model.new_bool_var(f"{production.id} at {place}") for place in places}
        model.add(sum(at.values()) == placed)
        for place, chosen in choices:
            model.add_implication(chosen, at[place])
