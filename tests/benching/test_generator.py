"""The generator of portfolios: seeded, at the load asked for, and a portfolio like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.benching.generator import LESSEE, Shape, generate, measured_load
from stagehold.domain.errors import InputError
from stagehold.domain.findings import has_errors
from stagehold.files.load import load
from stagehold.files.save import save
from stagehold.planning.budget import Budget
from stagehold.planning.build import build_question
from stagehold.planning.planner import make_plan

SMALL = Shape(productions=60, stages=20, qualifying=12, seed=3)


def test_the_same_shape_gives_the_same_portfolio_and_another_seed_another() -> None:
    assert generate(SMALL) == generate(SMALL)
    assert generate(SMALL) != generate(Shape(productions=60, stages=20, qualifying=12, seed=4))


@pytest.mark.parametrize("load_asked", [0.3, 0.67, 0.85, 0.95])
def test_the_load_is_the_one_asked_for(load_asked: float) -> None:
    portfolio = generate(Shape(productions=250, stages=75, load=load_asked))
    assert measured_load(portfolio) == pytest.approx(load_asked, abs=0.01)


def test_load_counts_the_length_of_needs_on_all_their_stages() -> None:
    portfolio = generate(SMALL)
    wanted = sum(
        phase.days * need.stages
        for production in portfolio.productions.values()
        for need in production.needs
        for phase in need.phases
    )
    problem = build_question(portfolio).problem
    usable = sum(high - low for stage in problem.stages for low, high in stage.days)
    leased = wanted / measured_load(portfolio)
    assert 0.9 * leased < usable < leased  # closures and bookings of others take the rest


def test_a_portfolio_is_written_and_read_back_equal_and_without_errors(tmp_path: Path) -> None:
    portfolio = generate(SMALL)
    save(portfolio, tmp_path / "lot")
    loaded = load(tmp_path / "lot")
    assert loaded.portfolio == portfolio
    assert not has_errors(loaded.findings)


def test_everything_promised_is_drawn() -> None:
    portfolio = generate(Shape(productions=400, stages=120))
    problem = build_question(portfolio, party=LESSEE).problem
    needs = problem.needs
    assert 0.06 < sum(need.count > 1 for need in needs) / len(needs) < 0.15
    assert max(need.count for need in needs) == 3
    assert any(len(choice.unit.members) > 1 for need in needs for choice in need.choices)
    assert any(len(need.tables) > 1 for need in needs)
    assert len(portfolio.closures) == 12
    assert len(portfolio.bookings) == 30
    assert {int(item.priority) for item in portfolio.productions.values()} == {1, 2, 3, 5}
    assert any(stage.gap for stage in problem.stages)
    assert any(item.window for item in portfolio.productions.values())
    assert any(item.drop_cost for item in portfolio.productions.values())


def test_the_choice_of_a_need_does_not_grow_with_the_case() -> None:
    def mean(productions: int) -> float:
        problem = build_question(generate(Shape(productions=productions, stages=productions * 3 // 10))).problem
        return sum(len(need.choices) for need in problem.needs) / len(problem.needs)

    assert mean(150) == pytest.approx(mean(450), rel=0.05)


def test_every_production_can_be_placed_alone_on_some_day() -> None:
    problem = build_question(generate(SMALL)).problem
    assert all(any(any(row) for choice in need.choices for row in choice.starts) for need in problem.needs)


def test_a_plan_of_it_passes_the_audit() -> None:
    plan = make_plan(generate(SMALL), budget=Budget(seconds=3.0, workers=1)).plan
    assert len(plan.placements) > 50


@pytest.mark.parametrize("wrong", [{"load": 0.0}, {"load": 2.0}, {"productions": 0}, {"stages": 0}])
def test_a_shape_that_cannot_be_drawn_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError):
        Shape(**wrong)  # type: ignore[arg-type]
