"""Figures, goals, and the page they are written to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stagehold.benching.cold import MINIMAL
from stagehold.benching.figures import PLANNER_GOALS, Figure, Goal, compared, missing, percentile
from stagehold.benching.growth import slope
from stagehold.benching.page import page
from stagehold.benching.results import Results
from stagehold.benching.scale import FULL, QUICK
from stagehold.files.load import load


def results(*figures: Figure, scale: str = "full") -> Results:
    return Results(
        machine={"processor": "a chip", "cores": 2},
        versions={"python": "3.11.2", "peer: Timefold": "missing: Timefold is not installed; ./run bench installs it"},
        date="2027-01-05T00:00:00+00:00",
        scale=scale,
        seed=0,
        settings={"workers": 2},
        goals=("A",),
        figures=list(figures),
    )


@pytest.mark.parametrize(
    ("limit", "number", "met"),
    [("<= 0.90", 0.9, True), ("<= 0.90", 0.91, False), ("> 120", 120.0, False), (">= 250", 250.0, True)],
)
def test_a_goal_is_met_up_to_its_limit(limit: str, number: float, met: bool) -> None:
    assert Goal(limit).met(number) is met


def test_a_goal_on_the_ratio_reads_the_ratio() -> None:
    assert compared("a-200x15", 90.0, "days", "peer", 100.0).met is True
    assert compared("a-200x15", 91.0, "days", "peer", 100.0).met is False


def test_what_is_missing_or_quick_is_not_judged() -> None:
    assert missing("c-reached", "instances", "no files").met is None
    assert Figure(name="c-reached", value=3, unit="instances", judged=False).met is None
    assert compared("a-200x15", 90.0, "days", "peer", None).met is None


def test_a_row_has_the_keys_of_the_contract_and_a_note() -> None:
    row = compared("a-200x15", 90.0, "days", "peer", 100.0, "why").as_dict()
    assert list(row) == [
        "name",
        "value",
        "unit",
        "peer",
        "peer_value",
        "ratio",
        "goal",
        "goal_on",
        "met",
        "note",
    ]
    assert row["goal"] == "<= 0.90"
    assert (row["goal_on"], row["ratio"], row["met"]) == ("ratio", 0.9, True)


def test_the_percentile_is_a_number_that_occurs() -> None:
    numbers = [float(number) for number in range(1, 201)]
    assert percentile(numbers, 0.95) == 190
    assert percentile([7.0], 0.95) == 7
    assert percentile([2.0, 1.0], 0.5) == 1


def test_the_slope_is_the_power_by_which_a_figure_grows() -> None:
    assert slope([(n, 3 * n**1.5) for n in (250, 500, 1000)]) == pytest.approx(1.5)
    assert slope([(250, 7.0), (4000, 7.0)]) == pytest.approx(0.0)


def test_a_full_run_takes_at_most_45_minutes_by_its_own_estimate() -> None:
    assert sum(FULL.minutes(goal, 3) for goal in "ABCDEFG") <= 45
    assert sum(QUICK.minutes(goal, 3) for goal in "ABCDEFG") <= 3


def test_the_page_names_goals_missed_and_peers_that_are_not_there() -> None:
    bad = compared("a-200x15", 95.0, "days", "PyJobShop", 100.0)
    text = page(results(bad, Figure(name="c-reached", value=250, unit="instances"), missing("d-gap", "%", "no plan")))
    assert "- **a-200x15**: ratio 0.95; the goal is <= 0.90 (ratio)" in text
    assert "| `c-reached` | 250 instances |  |  | >= 250 | yes |  |" in text
    assert "| `d-gap` | missing |  |  | <= 15 |  | missing: no plan |" in text
    assert "- Timefold: missing: Timefold is not installed" in text
    assert "c-reached**" not in text


def test_the_page_of_a_quick_run_says_that_it_does_not_count() -> None:
    assert "A quick run" in page(results(scale="quick"))
    assert "A quick run" not in page(results())


def test_the_reference_page_begins_with_what_stands_on_it_always(project: Path) -> None:
    """If this fails: write the page again, or copy the changed part of src/stagehold/benching/page.md."""
    written = (project / "docs" / "reference" / "benchmarks.md").read_text(encoding="utf-8")
    assert written.startswith(page(None).partition("## Results")[0])


def test_every_goal_is_explained_on_the_page() -> None:
    fixed = page(None)
    explained = set(re.findall(r"`([a-g]-[\w-]+)`", fixed))
    assert set(PLANNER_GOALS) - explained == set()


def test_the_minimal_portfolio_of_the_cold_start_is_valid(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(MINIMAL, encoding="utf-8")
    assert load(tmp_path).findings == ()
