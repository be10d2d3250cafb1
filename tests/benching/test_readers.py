"""Published collections of instances, read as slates; the files here are made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.benching.berths import BerthCase, Reference, berth_portfolio, read_berths, read_references
from stagehold.benching.tardiness import read_tardiness, tardiness_portfolio
from stagehold.domain.errors import InputError, Unreadable
from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget
from stagehold.planning.build import build_question
from stagehold.planning.planner import make_plan
from stagehold.planning.solving import solve_problem

# Two vessels, one berth open from day 2 to 20 and one that takes only the second vessel.
TWO_BERTHS = "2 2  0 3  2 0  5 99999  6 9  20 30  40 40"


def test_a_berth_file_is_read_in_the_order_of_its_layout(tmp_path: Path) -> None:
    (tmp_path / "tiny.txt").write_text(TWO_BERTHS, encoding="utf-8")
    assert read_berths(tmp_path / "tiny.txt") == BerthCase(
        name="tiny",
        arrivals=(0, 3),
        openings=(2, 0),
        handling=((5, None), (6, 9)),
        closings=(20, 30),
        departures=(40, 40),
    )


@pytest.mark.parametrize("behind", [" 1 1", " 40", "\n"])
def test_what_published_berth_files_repeat_behind_the_layout_is_passed_over(tmp_path: Path, behind: str) -> None:
    (tmp_path / "tiny.txt").write_text(TWO_BERTHS + behind, encoding="utf-8")
    assert read_berths(tmp_path / "tiny.txt").departures == (40, 40)


@pytest.mark.parametrize("text", [TWO_BERTHS + " 2 3", TWO_BERTHS[:-3], "two berths", ""])
def test_a_berth_file_of_another_layout_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "tiny.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"tiny\.txt"):
        read_berths(tmp_path / "tiny.txt")


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"none\.txt"):
        read_berths(tmp_path / "none.txt")


def test_references_are_read_by_name(tmp_path: Path) -> None:
    text = '{"tiny": {"lower_bound": 10, "best_found": 12}}'
    (tmp_path / "reference.json").write_text(text, encoding="utf-8")
    assert read_references(tmp_path) == {"tiny": Reference(lower_bound=10, best_found=12)}


def test_the_value_of_berths_is_the_sum_of_ends_less_arrivals(tmp_path: Path) -> None:
    """v0 lies on b0 from 2 to 7 (7 days after its arrival), v1 on b1 from 3 to 12 (9 days)."""
    (tmp_path / "tiny.txt").write_text(TWO_BERTHS, encoding="utf-8")
    portfolio = berth_portfolio(read_berths(tmp_path / "tiny.txt"))
    plan = make_plan(portfolio, budget=Budget(seconds=5.0, workers=1)).plan
    assert audit(portfolio, plan) == ()
    assert (plan.objective, plan.unplaced) == (16, ())


def test_tardiness_instances_come_with_their_values(tmp_path: Path) -> None:
    """One job after the other on one stage: 3 days then 2, weights 1 and 4, both due on day 1: 4 · 1 + 1 · 4."""
    (tmp_path / "wt2.txt").write_text("3 2  1 4  1 1\n 1 1  1 1  0 5", encoding="utf-8")
    (tmp_path / "wtopt2.txt").write_text("8\n1", encoding="utf-8")
    cases = read_tardiness(tmp_path, 2)
    assert [(case.name, case.days, case.weights, case.dues, case.reference) for case in cases] == [
        ("wt2-001", (3, 2), (1, 4), (1, 1), 8),
        ("wt2-002", (1, 1), (1, 1), (0, 5), 1),
    ]
    for case in cases:
        problem = build_question(tardiness_portfolio(case)).problem
        solved = solve_problem(problem, {}, Budget(seconds=5.0, workers=1)).solution
        assert solved is not None
        assert answer_of(problem, solved).terms.total == case.reference


def test_tardiness_files_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "wt2.txt").write_text("3 2  1 4  1 1", encoding="utf-8")
    (tmp_path / "wtopt2.txt").write_text("8 9", encoding="utf-8")
    with pytest.raises(InputError, match=r"wt2\.txt holds 6 numbers"):
        read_tardiness(tmp_path, 2)
