"""bench desk: the machine contract on a quick run, and options that mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.calling import Call

ROW = {"name", "value", "unit", "peer", "peer_value", "ratio", "goal", "goal_on", "met", "note"}


def test_a_quick_run_gives_one_object_with_every_promised_row(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    said = call("bench", "desk", "--scale", "quick", "--write", page, "--json")
    assert said.code == 0
    data = said.data()
    assert {"machine", "versions", "date", "figures"} <= set(data)
    rows = {row["name"]: row for row in data["figures"]}
    assert len(rows) == len(data["figures"])
    assert all(set(row) == ROW for row in rows.values())
    for database in ("postgres", "sqlite"):
        row = rows[f"{database}-ratio"]
        assert (row["goal"], row["goal_on"], row["met"]) == (">= 0.6", "ratio", None)
        assert row["ratio"] == pytest.approx(row["value"] / row["peer_value"], rel=1e-4)
        assert rows[f"{database}-p99-ms-8"]["value"] >= rows[f"{database}-p50-ms-8"]["value"] > 0
    assert all(rows[f"postgres-{peer}-ratio"]["ratio"] > 0 for peer in ("unlocked", "plain"))
    assert rows["availability-p99-ms"]["value"] >= rows["availability-p50-ms"]["value"] > 0
    assert rows["availability-process-p99-ms"]["value"] > 0
    assert all("quick run, not judged" in row["note"] for row in rows.values())
    assert "`postgres-ratio`" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("given", ["0", "8,", "many", "8,257", "-1"])
def test_clients_that_are_no_numbers_are_refused(call: Call, given: str) -> None:
    said = call("bench", "desk", f"--clients={given}")
    assert said.code == 2
    assert "is no list of numbers; allowed: 1 to 256 each" in said.all()
