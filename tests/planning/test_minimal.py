"""The minimal portfolio of the machine contract: its one answer, to the day and to the key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stagehold.files import load
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan
from stagehold.planning.planner import make_plan
from stagehold.reports.plan_data import plan_as_data

MINIMAL = """
stagehold: 1
studios:     [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces:      [{id: a, studio: lot, kind: stage, name: A}, {id: b, studio: lot, kind: stage, name: B}]
leases:      [{id: la, lessee: Us, spaces: [a], term: 2027-01-05/2029-12-31},
              {id: lb, lessee: Us, spaces: [b], term: 2027-02-01/2029-06-30}]
productions:
  - {id: p1, ready: 2027-01-10, due: 2027-01-10, priority: 3,
     needs: [{id: main, days_on: {a: 40, b: 55}, only: true}]}
  - {id: p2, ready: 2027-01-10, window: 2027-01-10/2027-12-31, due: 2027-04-01, drop_cost: 500,
     needs: [{id: main, phases: {build: 20, shoot: 40, strike: 5}}]}
"""


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder: Path = tmp_path_factory.mktemp("minimal")
    (folder / "portfolio.yaml").write_text(MINIMAL, encoding="utf-8")
    loaded = load(folder)
    assert loaded.findings == ()
    return make_plan(loaded.portfolio, budget=Budget(seconds=None, workers=1)).plan


def test_its_optimum_is_126_and_proven(minimal: Plan) -> None:
    data = plan_as_data(minimal)
    assert (data["status"], data["objective"], data["bound"], data["gap"]) == ("optimal", 126.0, 126.0, 0.0)
    assert data["terms"] == {"unplaced": 0, "late": 126, "spot": 0, "moved": 0, "shifted": 0}
    assert sum(data["terms"].values()) == data["objective"]


def test_both_placements_are_written_with_half_open_ends(minimal: Plan) -> None:
    assert plan_as_data(minimal)["placements"] == [
        {
            "production": "p1",
            "need": "main",
            "stages": ["a"],
            "start": "2027-01-10",
            "end": "2027-02-19",
            "phases": [{"phase": "shoot", "start": "2027-01-10", "end": "2027-02-19"}],
            "late_days": 40,
        },
        {
            "production": "p2",
            "need": "main",
            "stages": ["b"],
            "start": "2027-02-01",
            "end": "2027-04-07",
            "phases": [
                {"phase": "build", "start": "2027-02-01", "end": "2027-02-21"},
                {"phase": "shoot", "start": "2027-02-21", "end": "2027-04-02"},
                {"phase": "strike", "start": "2027-04-02", "end": "2027-04-07"},
            ],
            "late_days": 6,
        },
    ]


def test_late_productions_say_why_stage_by_stage(minimal: Plan) -> None:
    data = plan_as_data(minimal)
    assert [(item["production"], item["days"]) for item in data["late"]] == [("p1", 40), ("p2", 6)]
    assert data["unplaced"] == []
    why = {item["stage"]: item for item in data["late"][1]["why"]}
    assert (why["a"]["reason"], why["a"]["by"]) == ("taken", ["p1"])
    assert (why["b"]["reason"], why["b"]["by"]) == ("lease-starts", ["lb"])


def test_its_keys_are_those_of_the_machine_contract(minimal: Plan) -> None:
    data = plan_as_data(minimal)
    assert list(data) == [
        *["status", "objective", "bound", "gap", "seconds", "seed", "terms", "placements", "late", "unplaced"],
        *["remedies", "assumptions", "findings"],
    ]
    assert set(data["late"][0]) == {"production", "days", "why"}
    keys = {"stage", "reason", "by", "detail", "need"}  # the need is more than the contract asks for
    assert {key for item in data["late"] for why in item["why"] for key in why} == keys
    assert json.loads(json.dumps(data, allow_nan=False)) == data
