"""compare: plans under named changes side by side, differences, and input that cannot be."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cli.calling import SCRIPT, Call

SCENARIOS = """scenarios:
  - {id: late-script, name: The script is late, changes: [{of: p2.ready, value: 2027-03-01}]}
  - {id: short, changes: [{of: p1.needs.main.days_on, value: {a: 20, b: 20}}]}
  - id: third
    changes:
      - of: production/p3
        kind: add
        value: {ready: 2027-01-10, drop_cost: 7, needs: [{id: main, phases: {shoot: 3000}}]}
"""


@pytest.fixture
def scenarios(lot: Path) -> Path:
    (lot / "scenarios.yaml").write_text(SCENARIOS, encoding="utf-8")
    return lot


def test_every_figure_stands_beside_its_difference(call: Call, scenarios: Path) -> None:
    said = call("compare", scenarios)
    assert said.code == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert "Figure as it is late-script short third" in lines
    assert "objective 126 154 (+28) 64 (−62) 133 (+7)" in lines
    assert "productions placed 2 2 2 2" in lines
    assert "productions without a place 0 0 0 1 (+1)" in lines
    assert "term: unplaced 0 0 0 7 (+7)" in lines
    assert "stage-days occupied 105 105 85 (−20) 105" in lines
    assert "late-script: The script is late" in lines
    assert "p2 6 days late 34 days late 6 days late 6 days late" not in lines
    assert "p3 not asked for not asked for not asked for no place" in lines


def test_the_json_has_the_same_figures(call: Call, scenarios: Path) -> None:
    data = call("compare", scenarios, "short", "third", "--json").data()
    assert list(data) == ["period", "base", "scenarios", "productions", "not_planned", "seed"]
    assert data["period"] == {"start": "2027-01-10", "end": "2027-04-07"}
    assert data["base"]["figures"] == {
        "status": "optimal", "objective": 126.0, "bound": 126.0, "gap": 0.0, "unplaced_cost": 0.0, "late_cost": 126.0,
        "spot_cost": 0.0, "moved_cost": 0.0, "shifted_cost": 0.0, "placed": 2, "late": 2, "late_days": 46,
        "worst_days": 40, "unplaced": 0, "leased": 152, "occupied": 105, "share": 69.1,
    }  # fmt: skip
    short, third = data["scenarios"]
    assert [item["id"] for item in data["scenarios"]] == ["short", "third"]
    assert short["difference"]["objective"] == short["figures"]["objective"] - 126
    assert (third["difference"]["unplaced"], third["difference"]["unplaced_cost"]) == (1, 7.0)
    outcomes = {item["production"]: item for item in data["productions"]}
    assert outcomes["p3"] == {
        "production": "p3",
        "base": {"outcome": "absent", "late_days": 0},
        "scenarios": {
            "short": {"outcome": "absent", "late_days": 0},
            "third": {"outcome": "unplaced", "late_days": 0},
        },
    }
    assert outcomes["p1"]["base"] == {"outcome": "late", "late_days": 40}


def test_plans_can_stay_close_to_an_earlier_one(call: Call, scenarios: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "plan.json"
    baseline.write_text(call("plan", scenarios, "--json").out, encoding="utf-8")
    data = call("compare", scenarios, "late-script", "--baseline", baseline, "--today", "2027-01-20", "--json").data()
    (late,) = data["scenarios"]
    assert late["figures"]["late_cost"] > data["base"]["figures"]["late_cost"]
    assert late["figures"]["moved_cost"] + late["figures"]["shifted_cost"] > 0
    assert call("compare", scenarios, "--today", "2027-01-20").code == 2


def test_an_unknown_scenario_is_answered_with_the_nearest(call: Call, scenarios: Path) -> None:
    said = call("compare", scenarios, "late-scrip", "--json")
    assert said.code == 2
    data = said.data()
    assert data["error"]["message"] == "no scenario 'late-scrip'"
    assert [item["nearest"] for item in data["findings"]] == ["late-script"]


def test_without_scenarios_it_says_how_one_looks(call: Call, lot: Path) -> None:
    said = call("compare", lot, "--json")
    assert said.code == 2
    assert "the portfolio has no scenarios" in said.data()["error"]["message"]


def test_a_scenario_that_cannot_be_planned_says_why_and_the_others_go_on(call: Call, scenarios: Path) -> None:
    more = "  - {id: no-end, changes: [{of: la.term, value: 2027-01-05/}]}\n"
    (scenarios / "scenarios.yaml").write_text(SCENARIOS + more, encoding="utf-8")
    said = call("compare", scenarios, "no-end", "short", "--json")
    assert said.code == 1
    refused, short = said.data()["scenarios"]
    assert (refused["figures"], refused["difference"]) == (None, None)
    assert "la.term.end" in refused["refused"]
    assert short["figures"]["status"] == "optimal"
    words = call("compare", scenarios, "no-end")
    assert words.code == 1
    assert "no-end: planning needs values that no source states" in words.all()


def test_a_scenario_without_any_plan_is_a_column_all_the_same(call: Call, scenarios: Path) -> None:
    lock = "{production: p1, need: main, stages: [b], start: 2027-01-10}"
    more = f"  - {{id: locked, changes: [{{of: lock/k, kind: add, value: {lock}}}]}}\n"
    (scenarios / "scenarios.yaml").write_text(SCENARIOS + more, encoding="utf-8")
    said = call("compare", scenarios, "locked")
    assert said.code == 1
    assert "infeasible" in said.out
    data = call("compare", scenarios, "locked", "--json").data()
    assert data["scenarios"][0]["figures"]["objective"] is None


def test_the_picture_has_a_bar_for_each_plan(call: Call, scenarios: Path, tmp_path: Path) -> None:
    picture = tmp_path / "scenarios.svg"
    assert call("compare", scenarios, "--picture", picture).code == 0
    svg = picture.read_text(encoding="utf-8")
    assert "as it is: Objective 126; 2 late by 46 days together, 0 without a place." in svg
    assert "late-script: Objective 154 (+28)" in svg


def test_ctrl_c_keeps_the_plans_made_so_far_and_names_the_others(project: Path) -> None:
    arguments = ["compare", str(project / "examples" / "east-asia"), "--json", "--time-limit", "300"]
    process = subprocess.Popen([SCRIPT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(6)  # long enough to have read the example on any machine, far shorter than the limit
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    data = json.loads(out)
    assert data["base"]["figures"]["placed"] > 0
    assert data["not_planned"] != []
    asked = [item["id"] for item in data["scenarios"]] + data["not_planned"]
    assert asked[:2] == ["carries-12", "carries-10"]
