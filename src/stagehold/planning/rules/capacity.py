"""Capacity: on no day do more stays go on than the party has stages. It follows from occupancy, and proves faster.

    for all days t:  sum over needs n going on at t of k(n)  <=  number of stages usable on t

Size: one cumulative constraint; left out where the needs are too many for it to pay. Days are half-open.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stagehold.planning.problem import Problem
from stagehold.planning.variables import Variables

MOST_NEEDS = 300


def add_capacity(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Add the rule to the model."""
    if len(problem.needs) > MOST_NEEDS or len(problem.stages) < 2:
        return
    intervals, demands = [], []
    for need, item in zip(problem.needs, variables.needs, strict=True):
        if not need.choices or any(table.calendar is not None for table in need.tables):
            continue
        shortest = min(table.length for table in need.tables)
        stay = model.new_optional_fixed_size_interval_var(item.start, shortest, item.placed, f"{need.id} anywhere")
        intervals.append(stay)
        demands.append(need.count)
    last = max((high for stage in problem.stages for _, high in stage.days), default=0)
    for stage in problem.stages:
        free_from = 0
        # Days for builds only are left open here: the rule may be weaker than it could be, never stronger.
        for low, high in [*_with_builds(problem, stage.days), (last, last)]:
            if low > free_from:
                intervals.append(
                    model.new_fixed_size_interval_var(free_from, low - free_from, f"{stage.id} not usable")
                )
                demands.append(1)
            free_from = max(free_from, high)
    model.add_cumulative(intervals, demands, len(problem.stages))


def _with_builds(problem: Problem, days: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The days widened to every start that some need may have before them."""
    firsts = [starts[0][0] for need in problem.needs for c in need.choices for starts in c.starts if starts]
    if not days or not firsts:
        return days
    early = min(firsts)
    return ((min(days[0][0], max(0, early)), days[0][1]), *days[1:])
