"""The plan as other programs read it, and as people do."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.reports.compare import compare, compare_table
from stagehold.reports.plan import plan_as_data, plan_headline, plan_tables
from stagehold.reports.reader import Reader
from stagehold.reports.text import table_text

KEYS = [
    "status", "objective", "bound", "gap", "seconds", "seed", "terms", "placements", "late", "unplaced", "remedies",
    "assumptions", "findings",
]  # fmt: skip


def test_the_keys_of_the_contract_stand_in_its_order(plan: Plan) -> None:
    data = plan_as_data(plan)
    assert list(data) == KEYS
    assert list(data["terms"]) == ["unplaced", "late", "spot", "moved", "shifted"]
    assert list(data["placements"][0]) == ["production", "need", "stages", "start", "end", "phases", "late_days"]
    assert list(data["remedies"][0]) == ["production", "kind", "change", "objective_after", "verified"]
    assert list(data["late"][0]["why"][0]) == ["stage", "reason", "by", "detail", "need"]
    assert list(data["findings"][0]) == [
        "rule", "severity", "file", "line", "record", "field", "found", "allowed", "nearest",
    ]  # fmt: skip


def test_figures_are_numbers_and_days_are_iso_dates_half_open(plan: Plan) -> None:
    data = json.loads(json.dumps(plan_as_data(plan), allow_nan=False))
    assert (data["status"], data["objective"], data["bound"], data["seed"]) == ("feasible", 1040.5, 1000.0, 7)
    assert data["gap"] == pytest.approx(40.5 / 1040.5)
    assert data["terms"]["late"] == 40.5
    assert data["placements"][2] == {
        "production": "p2", "need": "y", "stages": ["a+b"], "start": "2022-07-01", "end": "2022-07-31",
        "phases": [{"phase": "shoot", "start": "2022-07-01", "end": "2022-07-31"}], "late_days": 0,
    }  # fmt: skip
    assert data["remedies"][0]["change"] == {"lease": "jp", "days": 5, "to": "2030-01-05"}


def test_an_infeasible_plan_has_no_placements_and_no_objective(plan: Plan) -> None:
    data = plan_as_data(replace(plan, status=PlanStatus.INFEASIBLE))
    assert (data["status"], data["objective"], data["bound"], data["gap"]) == ("infeasible", None, None, None)
    assert data["placements"] == []


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_figure_that_json_cannot_hold_is_refused(plan: Plan, value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        plan_as_data(replace(plan, objective=Decimal(value)))


def test_a_plan_reads_with_last_days_dues_reasons_and_assumptions(small: Portfolio, plan: Plan) -> None:
    reader = Reader()
    text = {table.key: table_text(table, reader) for table in plan_tables(small, plan, reader)}
    assert list(text) == ["figures", "placements", "late", "unplaced", "remedies", "assumptions", "findings"]
    first = text["placements"].splitlines()[3]
    assert first.split("  ")[0] == "First show (p1)"
    assert "28 Apr 2022" in first  # the last day; the stay ends before the 29th
    assert "20 Mar 2022" in first
    assert "40 days" in first
    assert "taken" in text["late"]
    assert "too small" in text["unplaced"]
    assert "it is said to run on" in text["assumptions"]
    assert plan_headline(plan, reader) == (
        "2 of 3 productions have a place; 1 late. "
        "The plan is feasible (a limit was reached): objective 1,040.5, proven bound 1,000, gap 3.89 %."
    )


def test_scenarios_stand_side_by_side(plan: Plan) -> None:
    better = replace(plan, late=(), unplaced=(), objective=Decimal(0), bound=Decimal(0), status=PlanStatus.OPTIMAL)
    rows = compare([("today", plan), ("one more stage", better)])
    assert [(row.name, row.placed, row.late_days, row.stage_days) for row in rows] == [
        ("today", 2, 40, 109 + 30 + 60),
        ("one more stage", 2, 0, 109 + 30 + 60),
    ]
    assert compare_table(rows, Reader()).rows[0][3].text == "1: p3"
