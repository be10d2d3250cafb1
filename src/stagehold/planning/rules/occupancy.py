"""Occupancy: two different stays on a stage never overlap, with clear days between them.

    for all n != m on stage s:  end(n) + gap(s) <= start(m)  or  end(m) + gap(s) <= start(n)

gap(s): turnover_after + turnover_before in days. A need whose stages the next one keeps stands there until that one
starts, without turnover, on days that the party may use. Size: one no-overlap a stage, one optional interval for
each need and stage. SPEC §2, Demand (turnover, keep).
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from stagehold.domain.errors import NotSupported
from stagehold.planning.problem import Problem
from stagehold.planning.variables import NeedVariables, Variables


def add_occupancy(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Add the rule to the model."""
    keeper = keepers(problem)
    stays: dict[int, list[cp_model.IntervalVar]] = {}
    for need, item in enumerate(variables.needs):
        for stage, occupied in item.on_stage.items():
            gap = problem.stages[stage].gap
            if need in keeper:
                stay = _kept(model, problem, stage, (item, variables.needs[keeper[need]]))
            else:
                stay = _alone(model, problem, need, item, (stage, gap), occupied)
            stays.setdefault(stage, []).append(stay)
    for intervals in stays.values():
        model.add_no_overlap(intervals)


def keepers(problem: Problem) -> dict[int, int]:
    """The need that keeps each need's stages.

    Raises
    ------
    NotSupported
        If two needs keep the stages of one need, or one need keeps those of two.
    """
    after: dict[int, int] = {}
    for link in problem.links:
        if link.keep:
            if link.earlier in after or link.later in after.values():
                name = problem.needs[link.later].id
                raise NotSupported(f"need {name}: keep must form a chain; two needs keep the stages of one")
            after[link.earlier] = link.later
    return after


def _alone(
    model: cp_model.CpModel,
    problem: Problem,
    need: int,
    item: NeedVariables,
    place: tuple[int, int],
    occupied: cp_model.IntVar,
) -> cp_model.IntervalVar:
    stage, gap = place
    tables = problem.needs[need].tables
    name = f"{problem.needs[need].id} on {problem.stages[stage].id}"
    if len(tables) == 1 and tables[0].calendar is None:
        return model.new_optional_fixed_size_interval_var(item.start, tables[0].length + gap, occupied, name)
    length = model.new_int_var(0, _longest(problem), f"{name} length")
    return model.new_optional_interval_var(item.start, length, item.end + gap, occupied, name)


def _kept(
    model: cp_model.CpModel, problem: Problem, stage: int, pair: tuple[NeedVariables, NeedVariables]
) -> cp_model.IntervalVar:
    """The stay lasts until the keeper starts; should the keeper not be placed, it ends as any other."""
    item, keeper = pair
    occupied = item.on_stage[stage]
    longest = _longest(problem)
    until = model.new_int_var(-longest, 2 * longest, "stands until")
    model.add(until == keeper.start).only_enforce_if(occupied, keeper.placed)
    model.add(until == item.end + problem.stages[stage].gap).only_enforce_if(occupied, keeper.placed.negated())
    at_once = model.new_bool_var("nothing in between")
    model.add(keeper.start == item.end).only_enforce_if(at_once)
    inside = [at_once]
    for low, high in problem.stages[stage].standing_days:
        run = model.new_bool_var("run of days")
        model.add(item.end >= low).only_enforce_if(run)
        model.add(keeper.start <= high).only_enforce_if(run)
        inside.append(run)
    model.add_bool_or([occupied.negated(), keeper.placed.negated(), *inside])
    length = model.new_int_var(0, longest, "stands")
    return model.new_optional_interval_var(item.start, length, until, occupied, "kept stay")


def _longest(problem: Problem) -> int:
    """More days than any stay with its turnover can span."""
    last = max((high for stage in problem.stages for _, high in stage.days), default=0)
    return max(last, 1) + 1 + max((stage.gap for stage in problem.stages), default=0)
