"""A budget and its parts: one clock, one end, and what is known of the plan only gets better."""

from __future__ import annotations

from dataclasses import replace

from stagehold.planning.budget import Budget, Progress


def told(budget: Budget) -> tuple[Budget, list[Progress]]:
    """The budget, and all that it tells."""
    heard: list[Progress] = []
    return replace(budget, progress=heard.append), heard


def test_the_best_never_rises_and_the_bound_never_falls() -> None:
    budget, heard = told(Budget(seconds=None))
    budget.report("search", best=100.0)
    budget.report("bound", best=120.0, bound=40.0)
    budget.report("proof", bound=30.0)
    budget.report("search", best=90.0, placed=7)
    assert [(item.stage, item.best, item.bound, item.placed) for item in heard] == [
        ("search", 100.0, None, None),
        ("bound", 100.0, 40.0, None),
        ("proof", 100.0, 40.0, None),
        ("search", 90.0, 40.0, 7),
    ]


def test_the_gap_is_that_of_a_plan() -> None:
    assert Progress(stage="search", best=200.0, bound=150.0).gap == 0.25
    assert Progress(stage="search", best=0.5, bound=0.0).gap == 0.5
    assert Progress(stage="search", best=0.5).gap is None


def test_another_plan_begins_with_nothing_known() -> None:
    budget, heard = told(Budget(seconds=None))
    budget.report("search", best=100.0, bound=90.0, placed=3)
    budget.report("read")
    assert (heard[-1].best, heard[-1].bound, heard[-1].placed, heard[-1].productions) == (None, None, None, None)


def test_parts_share_what_is_known_and_tell_the_time_left_of_the_whole() -> None:
    budget, heard = told(Budget(seconds=1000.0))
    part = replace(budget, seconds=10.0)
    budget.report("question", productions=12)
    part.report("search", best=5.0)
    assert (heard[-1].productions, heard[-1].best) == (12, 5.0)
    assert part.left is not None
    assert part.left <= 10.0
    assert heard[-1].left is not None
    assert heard[-1].left > 900.0


def test_without_a_limit_no_time_is_left_to_tell() -> None:
    budget, heard = told(Budget(seconds=None, iterations=5))
    budget.report("search")
    assert (heard[-1].left, budget.left, budget.over()) == (None, None, False)


def test_whoever_ends_a_part_ends_the_whole_and_time_given_back_is_given_to_all() -> None:
    budget = Budget(seconds=50.0)
    part = replace(budget, seconds=20.0)
    part.pause(1000.0)
    assert budget.gone < -900.0
    part.halt()
    assert budget.stopped
    assert budget.over()
