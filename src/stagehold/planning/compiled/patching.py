"""Tables of a problem of which little has changed: only what changed is compiled again.

The rows of changed needs are appended and their needs point to them; the old rows stay, and nobody reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from stagehold.planning.compiled.arrays import Arrays, Compiled, Ints, Rows, compile_problem
from stagehold.planning.compiled.pools import Pool
from stagehold.planning.problem import Problem

_FAR = 10**6  # places of appended options are numbered from here: no other option of their production is left


def changed_productions(before: Problem, after: Problem) -> list[int] | None:
    """The productions whose record, needs or locks differ; None where more than that has changed."""
    same = (
        before.stages == after.stages
        and before.links == after.links
        and before.costs == after.costs
        and before.baseline == after.baseline
        and len(before.needs) == len(after.needs)
        and [item.needs for item in before.productions] == [item.needs for item in after.productions]
    )
    if not same:
        return None
    found = set()
    for index, (old, new) in enumerate(zip(before.productions, after.productions, strict=True)):
        if old is not new and old != new:
            found.add(index)
    for one, other in zip(before.needs, after.needs, strict=True):
        if one is not other and one != other:
            found.add(other.production)
    return sorted(found)


def patched(compiled: Compiled, problem: Problem, productions: Sequence[int]) -> Compiled | None:
    """The tables with the listed productions compiled again from ``problem``; None where costs no longer fit.

    The costs of the new rows must be whole in the scale of the old ones.
    """
    part, needs = _part(problem, productions)
    own = compile_problem(part)
    if own is None or compiled.scale % own.scale != 0:
        return None
    old, new = compiled.arrays, own.arrays
    rows = {name: len(getattr(old, name)) for name in ("option", "unit", "start", "end", "members", "spot")}
    factor = compiled.scale // own.scale
    arrays = old._replace(
        need=_needs(old, new, needs, rows["option"], factor),
        production=_productions(old, new, productions, factor),
        option=_appended(
            old.option, new.option, {"unit_first": rows["unit"], "unit_last": rows["unit"], "place": _FAR}
        ),
        unit=_appended(
            old.unit,
            new.unit,
            {
                "option": rows["option"],
                "member_first": rows["members"],
                "member_last": rows["members"],
                "start_first": rows["start"],
                "start_last": rows["start"],
                "spot": rows["spot"],
            },
        ),
        start=_appended(old.start, new.start, {}),
        end=_appended(old.end, new.end, {}),
        members=np.concatenate([old.members, new.members]),
        spot=np.concatenate([old.spot, new.spot * factor]),
    )
    at = rows["option"]
    arrays.option["need"][at:] = np.array(needs, np.int64)[new.option["need"]] if len(new.option) else 0
    tabled = arrays.option["ends"][at:] >= 0
    arrays.option["ends"][at:][tabled] += rows["end"]
    return Compiled(arrays, [*compiled.pools, *(_renumbered(pool, needs) for pool in own.pools)], compiled.scale)


def _part(problem: Problem, productions: Sequence[int]) -> tuple[Problem, list[int]]:
    """A problem of the listed productions alone, and the needs that its needs stand for."""
    needs = [need for index in productions for need in problem.productions[index].needs]
    number: Mapping[int, int] = {need: at for at, need in enumerate(needs)}
    owner = {index: at for at, index in enumerate(productions)}
    part = replace(
        problem,
        productions=tuple(
            replace(problem.productions[index], needs=tuple(number[need] for need in problem.productions[index].needs))
            for index in productions
        ),
        needs=tuple(replace(problem.needs[need], production=owner[problem.needs[need].production]) for need in needs),
        links=(),
        fixed=tuple(replace(item, need=number[item.need]) for item in problem.fixed if item.need in number),
        baseline={number[need]: before for need, before in problem.baseline.items() if need in number},
    )
    return part, needs


def _appended(old: Rows, new: Rows, shifts: Mapping[str, int]) -> Rows:
    joined = np.concatenate([np.asarray(old), np.asarray(new)]).view(np.recarray)
    for name, shift in shifts.items():
        joined[name][len(old) :] += shift
    return joined


def _needs(old: Arrays, new: Arrays, needs: Sequence[int], shift: int, factor: int) -> Rows:
    table: Rows = old.need.copy()
    for name in ("due", "count", "before", "before_members"):
        table[name][needs] = new.need[name]
    table["moved"][needs] = new.need["moved"] * factor
    table["option_first"][needs] = new.need["option_first"] + shift
    table["option_last"][needs] = new.need["option_last"] + shift
    return table


def _productions(old: Arrays, new: Arrays, productions: Sequence[int], factor: int) -> Rows:
    table: Rows = old.production.copy()
    index: Ints = np.array(productions, np.int64)
    for name in ("weight", "drop"):
        table[name][index] = new.production[name] * factor
    for name in ("ready", "forced"):
        table[name][index] = new.production[name]
    return table


def _renumbered(pool: Pool, needs: Sequence[int]) -> Pool:
    return replace(pool, need=needs[pool.need])
