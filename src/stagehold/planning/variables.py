"""What the exact solver decides: which productions are placed, on which units, from which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from stagehold.planning.problem import Problem, Starts


@dataclass(slots=True)
class NeedVariables:
    """Variables of one need.

    ``start``, ``end`` and ``done`` are day numbers (``end`` and ``done`` half-open) and mean nothing unless the
    production is placed. ``chosen[i]`` belongs to ``choices[i]``, ``governs[t]`` to timetable ``t``.
    """

    start: cp_model.IntVar
    end: cp_model.LinearExpr
    done: cp_model.LinearExpr
    placed: cp_model.IntVar
    chosen: list[cp_model.IntVar]
    governs: list[cp_model.IntVar]
    on_stage: dict[int, cp_model.IntVar] = field(default_factory=dict)


@dataclass(slots=True)
class Variables:
    """All variables of a model."""

    placed: list[cp_model.IntVar]
    needs: list[NeedVariables]


def domain_of(starts: Iterable[tuple[int, int]]) -> cp_model.Domain:
    """The days in any of the closed intervals."""
    return cp_model.Domain.from_intervals([list(pair) for pair in starts])


def add_variables(model: cp_model.CpModel, problem: Problem) -> Variables:
    """Declare the variables of every production and need; a need that nothing can serve forbids its production."""
    placed = [model.new_bool_var(f"placed {item.id}") for item in problem.productions]
    needs = [_need_variables(model, problem, index, placed) for index in range(len(problem.needs))]
    return Variables(placed, needs)


def _need_variables(
    model: cp_model.CpModel, problem: Problem, index: int, placed: list[cp_model.IntVar]
) -> NeedVariables:
    need = problem.needs[index]
    own = placed[need.production]
    label = f"{problem.productions[need.production].id}/{need.id}"
    chosen = [model.new_bool_var(f"{label} on {choice.unit.id}") for choice in need.choices]
    governs = [own] if len(need.tables) == 1 else [model.new_bool_var(f"{label} table") for _ in need.tables]
    everywhere: Starts = tuple(pair for choice in need.choices for starts in choice.starts for pair in starts)
    if not everywhere:
        model.add(own == 0)
        zero = model.new_constant(0)
        return NeedVariables(zero, zero, zero, own, chosen, governs)
    start = model.new_int_var_from_domain(domain_of(everywhere), f"{label} start")
    result = NeedVariables(start, start, start, own, chosen, governs)
    _add_ends(model, problem, index, result)
    for choice, literal in zip(need.choices, chosen, strict=True):
        for member in choice.unit.members:
            result.on_stage.setdefault(member, literal)
    _share_members(model, problem, index, result)
    return result


def _share_members(model: cp_model.CpModel, problem: Problem, index: int, result: NeedVariables) -> None:
    """A stage that several units contain is occupied when any of them is chosen; at most one may be."""
    need = problem.needs[index]
    by_stage: dict[int, list[cp_model.IntVar]] = {}
    for choice, literal in zip(need.choices, result.chosen, strict=True):
        for member in choice.unit.members:
            by_stage.setdefault(member, []).append(literal)
    for stage, literals in by_stage.items():
        if len(literals) > 1:
            occupied = model.new_bool_var(f"{need.id} occupies {problem.stages[stage].id}")
            model.add(sum(literals) == occupied)
            result.on_stage[stage] = occupied


def _add_ends(model: cp_model.CpModel, problem: Problem, index: int, result: NeedVariables) -> None:
    need = problem.needs[index]
    if len(need.tables) == 1 and need.tables[0].calendar is None:
        table = need.tables[0]
        result.end = result.start + table.length
        result.done = result.start + (table.done_cut if need.done_by_shoot else table.length)
        return
    low, high = _hull(problem, index)
    ends, dones = [], []
    for number in range(len(need.tables)):
        ends.append(_element(model, problem, index, number, result.start, low, high, done=False))
        if need.done_by_shoot:
            dones.append(_element(model, problem, index, number, result.start, low, high, done=True))
    if len(need.tables) == 1:
        result.end, result.done = ends[0], dones[0] if dones else ends[0]
        return
    latest = max(_latest(problem, index, table, high) for table in range(len(need.tables)))
    result.end = model.new_int_var(low, latest, "end")
    result.done = model.new_int_var(low, latest, "done") if dones else result.end
    _add_greatest(model, problem, index, result, ends, dones)


def _add_greatest(
    model: cp_model.CpModel,
    problem: Problem,
    index: int,
    result: NeedVariables,
    ends: list[cp_model.LinearExpr],
    dones: list[cp_model.LinearExpr],
) -> None:
    """One timetable of the units chosen governs: the one whose end is the latest."""
    need = problem.needs[index]
    model.add(sum(result.governs) == result.placed)
    for table, literal in enumerate(result.governs):
        model.add(result.end == ends[table]).only_enforce_if(literal)
        if dones:
            model.add(result.done == dones[table]).only_enforce_if(literal)
        own = [chosen for choice, chosen in zip(need.choices, result.chosen, strict=True) if choice.table == table]
        model.add_bool_or([literal.negated(), *own])
        for chosen in own:
            model.add(result.end >= ends[table]).only_enforce_if(chosen)


def _hull(problem: Problem, index: int) -> tuple[int, int]:
    pairs = [pair for choice in problem.needs[index].choices for starts in choice.starts for pair in starts]
    return min(low for low, _ in pairs), max(high for _, high in pairs)


def _latest(problem: Problem, index: int, table: int, high: int) -> int:
    """An upper bound of the end on a timetable; past the calendar it is that of its last working day."""
    need = problem.needs[index]
    calendar = need.tables[table].calendar
    if calendar is None:
        return high + need.tables[table].length
    return calendar.days[-1] + 1 - problem.origin.toordinal()


def _element(
    model: cp_model.CpModel,
    problem: Problem,
    index: int,
    table: int,
    start: cp_model.IntVar,
    low: int,
    high: int,
    *,
    done: bool,
) -> cp_model.LinearExpr:
    """The end (or the day done) as a function of the start."""
    item = problem.needs[index].tables[table]
    count = item.done_cut if done else item.length
    if item.calendar is None:
        return start + count
    shift = problem.origin.toordinal()
    latest = _latest(problem, index, table, high)
    values = []
    for day in range(low, high + 1):
        after = item.after(day + shift, count) if item.may_start(day + shift) else None
        values.append(latest if after is None else after - shift)
    value = model.new_int_var(min(values), max(values), "end by calendar")
    model.add_element(start - low, values, value)
    return value
