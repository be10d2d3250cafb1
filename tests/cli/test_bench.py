"""bench: the machine contract on a quick run, and what is said of what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from benching.made import instances
from cli.calling import Call

ROW = {"name", "value", "unit", "peer", "peer_value", "ratio", "goal", "goal_on", "met", "note"}


def test_a_quick_run_gives_one_object_with_every_promised_row(call: Call, tmp_path: Path) -> None:
    folder = instances(tmp_path / "instances")
    page = tmp_path / "page.md"
    said = call(
        "bench", "planner", "--scale", "quick", "--goals", "A,B,C,D,E", "--instances", folder, "--write", page, "--json"
    )
    assert said.code == 0
    data = said.data()
    assert {"machine", "versions", "date", "figures"} <= set(data)
    rows = {row["name"]: row for row in data["figures"]}
    assert len(rows) == len(data["figures"])
    assert all(set(row) == ROW for row in rows.values())
    promised = (
        "a-200x15 a-250x20 a-sooner b-gap c-reached d-first-plan-s d-ratio d-own-600 d-gap e-p95-ms e-changed-p95"
    )
    assert set(promised.split()) <= set(rows)
    assert all(row["met"] is None for row in rows.values())
    assert all("quick run, not judged" in row["note"] for row in rows.values())
    row = rows["a-200x15"]
    assert row["ratio"] == pytest.approx(row["value"] / row["peer_value"], rel=1e-4)
    assert (rows["c-reached"]["value"], rows["c-reached"]["peer_value"]) == (2, 2)
    for peer in ("job-shop", "timefold"):
        row = rows[f"a-200x15-{peer}"]
        assert row["value"] is not None or "missing: " in row["note"]
    assert "a-200x15" in page.read_text(encoding="utf-8")
    assert "in all about" in said.err


def test_a_peer_that_is_not_installed_is_said_before_the_run(call: Call, tmp_path: Path) -> None:
    folder = instances(tmp_path / "instances")
    said = call("bench", "planner", "--scale", "quick", "--goals", "C", "--instances", folder, "--json")
    assert said.code == 0
    for name, found in said.data()["versions"].items():
        if found.startswith("missing"):
            assert f"warning: no {name.removeprefix('peer: ')}: {found.removeprefix('missing: ')}" in said.err


def test_growth_is_measured_in_processes_of_their_own(call: Call) -> None:
    rows = {
        row["name"]: row
        for row in call("bench", "planner", "--scale", "quick", "--goals", "F", "--json").data()["figures"]
    }
    assert rows["f-step-us-140"]["value"] > 0
    assert rows["f-memory-mb-140"]["value"] > 0
    assert {"f-time-slope", "f-memory-slope", "f-memory-gb"} <= set(rows)


def test_instances_that_are_named_must_be_there(call: Call, tmp_path: Path) -> None:
    said = call("bench", "planner", "--instances", tmp_path / "nowhere", "--json")
    assert said.code == 3
    assert "nowhere" in said.err


def test_a_bench_that_is_not_there_is_refused(call: Call) -> None:
    said = call("bench", "bord")
    assert said.code == 2
    assert "bord" in said.err


def test_unknown_goals_are_refused(call: Call) -> None:
    said = call("bench", "planner", "--goals", "A,X")
    assert said.code == 2
    assert "'A,X' names no goals; allowed: letters of A to G" in said.all()


def test_a_drawn_portfolio_can_be_checked(call: Call, tmp_path: Path) -> None:
    assert call("bench", "generate", tmp_path / "lot", "--productions", 40, "--load", 0.5, "--seed", 9).code == 0
    assert call("check", tmp_path / "lot").code == 0
    again = call("bench", "generate", tmp_path / "lot")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_a_quick_bench_of_risk_has_every_figure_and_judges_none(call: Call) -> None:
    rows = {row["name"]: row for row in call("bench", "risk", "--scale", "quick", "--json").data()["figures"]}
    assert {"shift-100k-s", "re-place-100k-s", "of-bandwidth", "shift-per-s", "memory-mb"} <= set(rows)
    assert all(row["value"] > 0 and row["met"] is None for row in rows.values())
    assert rows["shift-per-s"]["ratio"] > 10
