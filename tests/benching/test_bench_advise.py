"""bench advise: every promised row on a quick run, and the whole program is the one that the months solve."""

from __future__ import annotations

import pytest
from ortools.linear_solver import pywraplp

from stagehold.advising.month_bounds import MonthBounds
from stagehold.benching.advice.question import Size, drawn_question, months_of, whole_program
from stagehold.benching.advice.run import ADVICE_SCALES, AdviceScale, AdviceSession, begin_advice, run_advice
from stagehold.benching.page import page
from stagehold.benching.scale import ScaleName


def session(seconds: float = 3.0) -> AdviceSession:
    small = Size(leased=2, candidates=2, productions=6, futures=1, seed=1)
    scale = AdviceScale(name=ScaleName.QUICK, sizes=(small,), seconds=seconds)
    return AdviceSession(scale=scale, workers=1, seed=0, say=lambda _: None, stop=lambda: False)


def test_a_quick_run_has_every_promised_row_and_a_page() -> None:
    run = session()
    results = begin_advice(run)
    run_advice(run, results)
    rows = {figure.name: figure for figure in results.figures}
    assert {"gap", "time-ratio"} <= set(rows)
    assert all(figure.met is None for figure in results.figures)
    assert "| `gap` |" in page(results, "advise")


def test_the_whole_program_has_the_value_that_the_search_finds() -> None:
    size = Size(leased=2, candidates=3, productions=8, futures=2, seed=4)
    problem, months = months_of(drawn_question(size), seed=3)
    least = MonthBounds(problem, months).searched(range(size.futures), (0.0,))[0].least
    assert least.best.value == pytest.approx(solved_whole(whole_program(problem, months, size.futures)), rel=1e-6)


def solved_whole(program: dict) -> float:
    """The mixed-integer program as it is written, by another solver (SCIP)."""
    solver = pywraplp.Solver.CreateSolver("SCIP")
    objective = solver.Objective()
    signed = [solver.BoolVar("") for _ in program["money"]]
    for variable, money in zip(signed, program["money"], strict=True):
        objective.SetCoefficient(variable, money)
    for part in program["parts"]:
        needs = [solver.Constraint(units, units) for units, _ in part["needs"]]
        rows = [solver.Constraint(-solver.infinity(), row["leased"]) for row in part["rows"]]
        for need, (units, drop) in zip(needs, part["needs"], strict=True):
            out = solver.NumVar(0, units, "")
            need.SetCoefficient(out, 1)
            objective.SetCoefficient(out, part["weight"] * drop)
        for row, data in zip(rows, part["rows"], strict=True):
            hired = solver.NumVar(0, data["hired"], "")
            row.SetCoefficient(hired, -1)
            objective.SetCoefficient(hired, part["weight"] * data["rate"])
            for candidate, days in data["adds"]:
                row.SetCoefficient(signed[candidate], -days)
        for need, cost, days in part["columns"]:
            column = solver.NumVar(0, solver.infinity(), "")
            needs[need].SetCoefficient(column, 1)
            objective.SetCoefficient(column, part["weight"] * cost)
            for row, count in days:
                rows[row].SetCoefficient(column, count)
    objective.SetMinimization()
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return objective.Value()


def test_a_full_run_is_six_questions_of_two_sizes() -> None:
    assert len({size.name for size in ADVICE_SCALES[ScaleName.FULL].sizes}) == 6
