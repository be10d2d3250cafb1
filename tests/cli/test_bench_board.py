"""bench board: the machine contract on a quick run in a real browser, and no browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from board.building import built
from board.launcher import browser_program
from cli.calling import Call

ROW = {"name", "value", "unit", "peer", "peer_value", "ratio", "goal", "goal_on", "met", "note"}
NAMES = ("ready-s", "scroll-fps", "zoom-fps", "heap-mb", "script-kb")


def test_a_quick_run_gives_one_object_with_every_promised_row(
    call: Call, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGEHOLD_CHROME", str(browser_program()))
    built(project / "src" / "stagehold" / "web" / "board", tmp_path / "lock")
    page = tmp_path / "page.md"
    said = call("bench", "board", "--scale", "quick", "--write", page, "--json")
    assert said.code == 0
    data = said.data()
    assert {"machine", "versions", "date", "figures"} <= set(data)
    assert "Chrom" in data["versions"]["browser"]
    rows = {row["name"]: row for row in data["figures"]}
    assert len(rows) == len(data["figures"])
    assert all(set(row) == ROW for row in rows.values())
    for name in (*NAMES, *(f"{name}-large" for name in NAMES)):
        row = rows[name]
        assert row["value"] is not None, row["note"]
        assert row["value"] > 0
        assert (row["peer"], row["met"]) == ("vis-timeline", None)
    assert (rows["ready-s"]["goal"], rows["ready-s-large"]["goal"]) == ("<= 0.5", "<= 1")
    assert rows["script-kb"]["value"] <= 60
    assert "`ready-s-large`" in page.read_text(encoding="utf-8")


def test_without_a_browser_it_says_what_to_do(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEHOLD_CHROME", "/nowhere/chromium")
    said = call("bench", "board")
    assert (said.code, said.out) == (3, "")
    assert "STAGEHOLD_CHROME is /nowhere/chromium, which is no program that can be run" in said.err
