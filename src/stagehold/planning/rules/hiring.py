"""Hiring: what days on offers add to the objective, as ``planning.hire`` counts them.

    for every need n and unit c:   spot[n,c] >= cost(c, t, start(n))   where c is chosen and timetable t governs
    for every kept set on stage s: spot[n,s] >= sum over runs r of standing days: rate(r) · overlap(r)
                                               + rate(o) · (min_days(o) - days on o), for every offer o used

overlap(r) = max(0, min(start(later), end(r)) - max(end(earlier), start(r))), in days. Lower bounds suffice, as the sum
is minimised. Size: for each unit and timetable a truth value for every different cost, of which there are few, as days
within an offer or within a lease cost the same; else an element constraint as long as there are starts. Nothing is
added for units without offers. SPEC §2, Objective (spot).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

from ortools.sat.python import cp_model

from stagehold.domain.studio import PhaseKind
from stagehold.planning.hire import Hired, Run
from stagehold.planning.problem import Choice, Link, Problem
from stagehold.planning.variables import NeedVariables, Variables, domain_of

MOST_STARTS = 20_000  # an element constraint lists every one of them
MOST_STEPS = 400  # different costs of a stay up to which each has a truth value: proofs are many times faster

Amount = tuple[cp_model.IntVar, int]  # a variable and the most it can be
Steps = dict[int, list[tuple[int, int]]]  # amount -> closed intervals of starts


class Measure(ABC):
    """What is counted of a hire, in whole numbers; ``owes`` says whether minimum days count."""

    owes: ClassVar[bool]

    @abstractmethod
    def of(self, hired: Hired) -> int:
        """The amount of so many days and so much money."""


@dataclass(frozen=True, slots=True)
class Money(Measure):
    """The spot term in multiples of ``unit``; ``weight`` is the cost of a unit of money."""

    weight: Decimal
    unit: Fraction
    owes: ClassVar[bool] = True

    def of(self, hired: Hired) -> int:
        return int(Fraction(self.weight) * Fraction(hired.money) / self.unit)


@dataclass(frozen=True, slots=True)
class SpotDays(Measure):
    """Stage-days on offers, whatever they cost."""

    owes: ClassVar[bool] = False

    def of(self, hired: Hired) -> int:
        return hired.days


def add_hiring(model: cp_model.CpModel, problem: Problem, variables: Variables, measure: Measure) -> list[Amount]:
    """Declare the amount of every hire that a plan may have; their sum is what the measure counts."""
    if not problem.uses_offers:
        return []
    amounts: list[Amount] = []
    for index, item in enumerate(variables.needs):
        for choice, chosen in zip(problem.needs[index].choices, item.chosen, strict=True):
            amounts += _of_stay(model, problem, index, (item, choice, chosen), measure)
    for link in problem.links:
        if link.keep:
            amounts += _of_waits(model, problem, variables, link, measure)
    return amounts


def _of_stay(
    model: cp_model.CpModel,
    problem: Problem,
    need: int,
    place: tuple[NeedVariables, Choice, cp_model.IntVar],
    measure: Measure,
) -> Iterator[Amount]:
    item, choice, chosen = place
    if not any(problem.stages[member].hire for member in choice.unit.members):
        return
    by_table = [_steps(problem, need, choice, table, measure) for table in range(len(choice.starts))]
    most = max((amount for steps in by_table for amount in steps), default=0)
    if most == 0:
        return
    total = model.new_int_var(0, most, f"{problem.needs[need].id} on offers of {choice.unit.id}")
    model.add(total >= min(amount for steps in by_table for amount in steps) * chosen)
    for governs, steps in zip(item.governs, by_table, strict=True):
        if set(steps) == {0} or not steps:
            continue
        _at_least(model, problem, need, total, steps, (item, chosen, governs))
    yield total, most


def _at_least(
    model: cp_model.CpModel,
    problem: Problem,
    need: int,
    total: cp_model.IntVar,
    steps: Steps,
    given: tuple[NeedVariables, cp_model.IntVar, cp_model.IntVar],
) -> None:
    """The total is at least the amount of the start, where the unit is chosen and the timetable governs."""
    item, chosen, governs = given
    starts = [pair for c in problem.needs[need].choices for row in c.starts for pair in row]
    low, high = min(first for first, _ in starts), max(last for _, last in starts)
    if len(steps) == 1:
        model.add(total >= next(iter(steps))).only_enforce_if(chosen, governs)
        return
    if len(steps) > MOST_STEPS and high - low < MOST_STARTS:
        values = [0] * (high - low + 1)
        for amount, pairs in steps.items():
            for first, last in pairs:
                values[first - low : last - low + 1] = [amount] * (last - first + 1)
        value = model.new_int_var(0, max(steps), "by start")
        model.add_element(item.start - low, values, value)
        model.add(total >= value).only_enforce_if(chosen, governs)
        return
    for amount, pairs in steps.items():
        if amount:
            inside = model.new_bool_var("starts that cost so much")
            elsewhere = domain_of(pairs).complement()
            model.add_linear_expression_in_domain(item.start, elsewhere).only_enforce_if(inside.negated())
            model.add(total >= amount).only_enforce_if(chosen, governs, inside)


def _steps(problem: Problem, need: int, choice: Choice, table: int, measure: Measure) -> Steps:
    """The amount of the stay by its start."""
    steps: Steps = {}
    for low, high in choice.starts[table]:
        edges = _edges(problem, need, choice, table, low, high)
        for start, end in pairwise(edges):
            # Between edges every overlap grows evenly: what is used alike at both ends is used alike between them.
            alike = _used(problem, need, choice, table, start) == _used(problem, need, choice, table, end - 1)
            spans = [(start, end - 1)] if alike else [(day, day) for day in range(start, end)]
            for first, last in spans:
                amount = measure.of(problem.hired(need, choice.unit, table, first))
                steps.setdefault(amount, []).append((first, last))
    return steps


def _edges(problem: Problem, need: int, choice: Choice, table: int, low: int, high: int) -> list[int]:
    """The starts from which the overlap of a phase with a run of days may change otherwise than before."""
    item = problem.needs[need].tables[table]
    if item.calendar is not None:
        return list(range(low, high + 2))
    hires = [problem.stages[member].hire for member in choice.unit.members]
    days = {day for hire in hires for runs in hire.runs.values() for run in runs for day in (run.low, run.high)}
    inside = {day - cut for day in days for cut in item.cuts}
    return [low, *sorted(day for day in inside if low < day <= high), high + 1]


def _used(problem: Problem, need: int, choice: Choice, table: int, start: int) -> list[object]:
    pieces = problem.pieces(need, table, start)
    return [problem.stages[member].hire.used(pieces) for member in choice.unit.members]


def _of_waits(
    model: cp_model.CpModel, problem: Problem, variables: Variables, link: Link, measure: Measure
) -> Iterator[Amount]:
    """What a kept set costs on each stage between its stays."""
    earlier, later = variables.needs[link.earlier], variables.needs[link.later]
    for stage, occupied in later.on_stage.items():
        hire = problem.stages[stage].hire
        if stage not in earlier.on_stage:
            continue
        by_offer: dict[int, list[tuple[int, cp_model.IntVar, int]]] = {}
        for run in hire.runs.get(PhaseKind.STANDING, ()):
            overlap = _overlap(model, problem, run, earlier.end, later.start)
            amount = measure.of(Hired(1, run.rate))
            by_offer.setdefault(run.offer, []).append((amount, overlap, run.high - run.low))
        parts = [part for own in by_offer.values() for part in own]
        for offer, own in by_offer.items():
            owed = hire.offers[offer].min_days
            if measure.owes and owed > 1:
                short = _short(model, owed, [overlap for _, overlap, _ in own])
                parts.append((own[0][0], short, owed))
        most = sum(amount * days for amount, _, days in parts)
        if most:
            total = model.new_int_var(0, most, "standing on offers")
            model.add(total >= sum(amount * days for amount, days, _ in parts)).only_enforce_if(occupied)
            yield total, most


def _overlap(
    model: cp_model.CpModel, problem: Problem, run: Run, low: cp_model.LinearExprT, high: cp_model.LinearExprT
) -> cp_model.IntVar:
    """The days of a run from ``low`` to before ``high``."""
    far = 4 * max(1, *(end for stage in problem.stages for _, end in stage.days)) + 4 * max(
        (table.length for need in problem.needs for table in need.tables), default=0
    )
    end = model.new_int_var(-far, far, "end of the overlap")
    start = model.new_int_var(-far, far, "start of the overlap")
    model.add_min_equality(end, [high, run.high])
    model.add_max_equality(start, [low, run.low])
    overlap = model.new_int_var(0, run.high - run.low, "overlap")
    model.add_max_equality(overlap, [0, end - start])
    return overlap


def _short(model: cp_model.CpModel, owed: int, overlaps: list[cp_model.IntVar]) -> cp_model.IntVar:
    """Days by which the use of an offer falls short of those owed; 0 where it is not used."""
    short = model.new_int_var(0, owed, "days short")
    used = model.new_bool_var("offer used")
    model.add(sum(overlaps) == 0).only_enforce_if(used.negated())
    model.add(short + sum(overlaps) >= owed).only_enforce_if(used)
    return short
