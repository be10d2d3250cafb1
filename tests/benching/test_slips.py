"""Slips of the large case: what they change, and how re-planning is measured."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from stagehold.benching.generator import Shape, generate
from stagehold.benching.own import first_plan
from stagehold.benching.scale import QUICK
from stagehold.benching.session import Session
from stagehold.benching.slips import lengthened, productions_changed, replanned, slips, with_baseline
from stagehold.planning.answer import answer_of
from stagehold.planning.budget import Budget
from stagehold.planning.build import build_question
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.problem import Problem, Solution


@pytest.fixture(scope="module")
def problem() -> Problem:
    return build_question(generate(Shape(productions=70, stages=20, qualifying=12))).problem


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Solution:
    return first_plan(problem, 0)[0]


def test_a_baseline_makes_the_plan_itself_cost_nothing_more(problem: Problem, plan: Solution) -> None:
    before = with_baseline(problem, plan)
    assert answer_of(before, plan).terms == answer_of(problem, plan).terms
    assert (before.costs.moved, float(before.costs.shifted)) == (5, 0.1)


def test_a_longer_need_ends_later_and_starts_no_later_than_its_stages_allow(problem: Problem) -> None:
    need = problem.needs[0]
    longer = lengthened(need, 10)
    assert [table.length - old.length for table, old in zip(longer.tables, need.tables, strict=True)] == [10] * len(
        need.tables
    )
    for choice, old in zip(longer.choices, need.choices, strict=True):
        for starts, before in zip(choice.starts, old.starts, strict=True):
            assert starts == tuple((low, high - 10) for low, high in before if high - 10 >= low)


def test_the_same_seed_draws_the_same_slips(problem: Problem, plan: Solution) -> None:
    def drawn(seed: int) -> list[tuple[int, int]]:
        return [(slip.production, slip.days) for slip in slips(problem, plan, seed, 10)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert all(10 <= days <= 90 for _, days in drawn(1))


def test_what_has_begun_is_pinned_where_it_stands_and_the_slip_fits_there(problem: Problem, plan: Solution) -> None:
    for slip in slips(problem, plan, 3, 10):
        fixed = {item.need: item for item in slip.problem.fixed}
        (late,) = slip.problem.productions[slip.production].needs
        today = problem.bounds(late, plan[late].table, plan[late].start)[-1]
        assert set(fixed) == {need for need, stay in plan.items() if stay.start < today}
        assert all(fixed[need].start == plan[need].start for need in fixed)
        assert late in fixed
        assert any(any(choice.starts) for choice in slip.problem.needs[late].choices)


def test_too_few_possible_slips_are_said(problem: Problem) -> None:
    with pytest.raises(ValueError, match="only 0 of"):
        list(slips(problem, {}, 0, 1))


def test_the_one_that_slips_is_not_counted_among_those_changed(problem: Problem, plan: Solution) -> None:
    slip = next(slips(problem, plan, 0, 1))
    (late,) = slip.problem.productions[slip.production].needs
    others = sorted(set(plan) - {late})
    assert productions_changed(slip, plan, plan) == 0
    assert productions_changed(slip, plan, {need: plan[need] for need in others}) == 0
    assert productions_changed(slip, plan, {need: plan[need] for need in others[1:]}) == 1


@dataclass
class Mended:
    solution: Solution


class SearchAgain:
    """The plainest re-planner: the search, from the plan before."""

    def __init__(self, problem: Problem, solution: Solution, seed: int = 0) -> None:
        self.before, self.seed = solution, seed

    def after(self, changed: Problem, steps: int = 3000) -> Mended:
        compiled = compile_problem(changed)
        assert compiled is not None
        search = Search(changed, compiled, self.seed)
        search.start_from(self.before)
        search.improve(Budget(seconds=None, iterations=max(1, steps // 100), workers=1))
        return Mended(search.best)


def test_re_planning_is_measured_slip_by_slip() -> None:
    rows = {row.name: row for row in replanned(Session(scale=QUICK, workers=1), SearchAgain)}
    assert set(rows) == {"e-prepare-s", "e-max-ms", "e-p95-ms", "e-changed-p95", "e-longer"}
    assert 0 < (rows["e-p95-ms"].value or 0) <= (rows["e-max-ms"].value or 0)
    assert (rows["e-longer"].ratio or 0) > 0
