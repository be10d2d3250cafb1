"""The months are never above the planner's optimum, and are what a program over all days says they are."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from ortools.linear_solver import pywraplp

from advising.advice_cases import production
from planning.asking import portfolio
from planning.audit.written import lease, stage
from planning.brute_force import best
from planning.drawn_cases import draw_case
from stagehold.advising.month_model import Capacity, MonthProgram, month_edges
from stagehold.advising.month_stays import NEVER, Stays, stays_of, usable_days
from stagehold.advising.month_supply import MonthSupply, month_starts
from stagehold.domain.errors import InputError
from stagehold.planning.build import Question, build_question


def months(question: Question, edges: np.ndarray | None = None) -> tuple[Stays, MonthSupply]:
    first, last = usable_days(question)
    low, high = min(first, default=0), max(last, default=1)
    if edges is None:
        edges = month_edges(low, high, month_starts(question.problem.day(low), high - low, (0, high)) + low)
    supply = MonthSupply.of(question, question.supply, [], edges, spot=float(question.problem.costs.spot))
    return stays_of(question), supply


def drawn_edges(question: Question, random: Random) -> np.ndarray:
    """Months of any lengths: what holds for thirty days must hold for three."""
    first, last = usable_days(question)
    low, high = min(first, default=0), max(max(last, default=1), min(first, default=0) + 1)
    inside = {random.randint(low, high) for _ in range(random.choice([0, 1, 3, 8]))}
    return np.array(sorted({low, high, *inside}), dtype=np.int64)


def test_the_months_are_never_above_the_least_that_any_plan_costs(count, seed) -> None:
    above, tight, solved = [], 0, 0
    for offset in range(count(250, 6_000)):
        case = draw_case(seed + offset)
        if case.today is not None:
            continue
        optimum = best(case)
        if optimum.objective is None:
            continue
        try:
            question = build_question(case.portfolio, party=case.party, baseline=case.baseline)
        except InputError:
            continue
        random = Random(f"{seed}/{offset}")
        for edges in (None, drawn_edges(question, random)):
            stays, supply = months(question, edges)
            program = MonthProgram(stays, supply.edges, len(supply.stages))
            found = program.least(supply.capacity([]))
            solved += 1
            tight += found.bound > 0.5 * float(optimum.objective) > 0
            if found.bound > float(optimum.objective) + 1e-6:
                above.append((seed + offset, found.bound, optimum.objective))
    assert above == []
    assert tight > solved / 50  # a bound of nothing would pass as well


def everything(stays: Stays, edges: np.ndarray, capacity: Capacity, reward: float) -> float:
    """The same program with a column for each day on which a stay could start, whole and at once."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    objective = solver.Objective()
    units = [solver.Constraint(float(ask.units), float(ask.units)) for ask in stays.needs]
    for row, ask in zip(units, stays.needs, strict=True):
        out = solver.NumVar(0, solver.infinity(), "")
        row.SetCoefficient(out, 1)
        objective.SetCoefficient(out, ask.drop)
    rows = {}
    for place in np.ndindex(capacity.leased.shape):
        rows[place] = solver.Constraint(-solver.infinity(), float(capacity.leased[place]))
        hired = solver.NumVar(0, float(capacity.hired[place]), "")
        rows[place].SetCoefficient(hired, -1)
        objective.SetCoefficient(hired, float(capacity.rate[place]))
    for pair in range(stays.pairs):
        need, where = int(stays.need[pair]), int(stays.stage[pair])
        ask = stays.needs[need]
        for start in range(int(stays.low[pair]), int(stays.high[pair]) + 1):
            end, done = start + int(stays.length[pair]), start + int(stays.done[pair])
            column = solver.NumVar(0, solver.infinity(), "")
            late = max(0, done - ask.due) if ask.due != NEVER else 0
            objective.SetCoefficient(column, ask.late * late - (0 if late else reward * ask.reward))
            units[need].SetCoefficient(column, 1)
            for month in range(len(edges) - 1):
                days = min(end, int(edges[month + 1])) - max(start, int(edges[month]))
                if days > 0:
                    rows[where, month].SetCoefficient(column, days)
    objective.SetMinimization()
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return objective.Value()


@pytest.mark.parametrize("reward", [0.0, 40.0])
def test_few_starts_are_as_good_as_every_day(count, seed, reward: float) -> None:
    wrong = []
    for offset in range(count(40, 1_000)):
        case = draw_case(seed + offset)
        if case.today is not None:
            continue
        try:
            question = build_question(case.portfolio, party=case.party, baseline=case.baseline)
        except InputError:
            continue
        stays, supply = months(question, drawn_edges(question, Random(f"{seed}/{offset}")))
        capacity = supply.capacity([])
        found = MonthProgram(stays, supply.edges, len(supply.stages), reward).least(capacity)
        truth = everything(stays, supply.edges, capacity, reward)
        # With a reward the step at the due may be mixed away: then the few starts promise more, never less.
        close = abs(found.value - truth) <= 1e-5 * max(1, abs(truth))
        if found.bound > truth + 1e-5 * max(1, abs(truth)) or (not reward and not close):
            wrong.append((seed + offset, found.bound, found.value, truth))
    assert wrong == []


def test_the_prices_of_one_set_bound_every_other(count, seed) -> None:
    random = Random(seed)
    wrong = []
    for offset in range(count(40, 1_000)):
        case = draw_case(seed + offset)
        if case.today is not None:
            continue
        try:
            question = build_question(case.portfolio, party=case.party, baseline=case.baseline)
        except InputError:
            continue
        stays, supply = months(question)
        program = MonthProgram(stays, supply.edges, len(supply.stages))
        here = supply.capacity([])
        found = program.least(here)
        for _ in range(4):
            other = Capacity(leased=here.leased * random.choice([0.0, 0.3, 1.0, 2.0]), hired=here.hired, rate=here.rate)
            cut = found.floor - float((found.prices * other.leased).sum())
            least = MonthProgram(stays, supply.edges, len(supply.stages)).least(other)
            if cut > least.value + 1e-5 * max(1, abs(least.value)):
                wrong.append((seed + offset, cut, least.value))
    assert wrong == []


def test_without_a_stage_everything_is_left_out() -> None:
    pool = lease("la", "", "2027-01-04/2027-12-31", kind="days", pool=["a"])
    facts = portfolio(productions=[production("p", 0, 20, 5, drop_cost="7")], leases=[pool], spaces=[stage("a")])
    stays, supply = months(build_question(facts, party="us"))
    found = MonthProgram(stays, supply.edges, len(supply.stages)).least(supply.capacity([]))
    assert (found.value, found.bound, found.on_time) == (7.0, 7.0, 0.0)
