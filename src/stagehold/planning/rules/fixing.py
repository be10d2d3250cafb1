"""Fixing: a lock or an own confirmed booking forces its production to be placed, and what it names to stand.

    placed(p) = 1;  start(n) = day;  the members of the units chosen are exactly the stages named

Each is conditional on a literal of its own, so that an infeasible plan can name the locks that contradict. SPEC §2.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stagehold.planning.problem import Problem
from stagehold.planning.variables import Variables


def add_fixing(model: cp_model.CpModel, problem: Problem, variables: Variables) -> list[cp_model.IntVar]:
    """Add the rule; the literal of each fixed need, in the order of ``problem.fixed``."""
    literals = []
    for fixed in problem.fixed:
        literal = model.new_bool_var(f"stands {fixed.source}")
        need = variables.needs[fixed.need]
        model.add_implication(literal, need.placed)
        if fixed.start is not None:
            model.add(need.start == fixed.start).only_enforce_if(literal)
        if fixed.members is not None:
            wanted = set(fixed.members)
            for stage, occupied in need.on_stage.items():
                model.add(occupied == (1 if stage in wanted else 0)).only_enforce_if(literal)
            if not wanted or wanted - need.on_stage.keys():
                model.add(literal == 0)
        literals.append(literal)
    return literals
