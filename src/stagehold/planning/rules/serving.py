"""Serving: a placed need has as many units as it asks for, each on days it may use.

    sum_c x[n,c] = k(n) · placed(p(n));   x[n,c] and g[n,t] imply start(n) in S(n,c,t)

x: unit c serves need n; g: timetable t governs; S: starts (whole days) at which the stay of t lies inside the days
of every member of c. Size: one linear constraint a need, one domain constraint a choice and timetable. SPEC §2, Demand.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stagehold.planning.problem import Problem
from stagehold.planning.variables import Variables, domain_of


def add_serving(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Add the rule to the model."""
    for need, item in zip(problem.needs, variables.needs, strict=True):
        model.add(sum(item.chosen) == need.count * item.placed)
        for choice, chosen in zip(need.choices, item.chosen, strict=True):
            for governs, starts in zip(item.governs, choice.starts, strict=True):
                if not starts:
                    model.add_bool_or([chosen.negated(), governs.negated()])
                else:
                    inside = model.add_linear_expression_in_domain(item.start, domain_of(starts))
                    inside.only_enforce_if(chosen, governs)
