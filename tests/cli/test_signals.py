"""Ctrl-C and SIGTERM at every moment of a search: the best plan so far, or, the second time, an end at once."""

from __future__ import annotations

import json
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from cli.calling import SCRIPT
from cli.crowds import crowd
from planning.audit.written import plan_of
from stagehold.files import load
from stagehold.files.plans import read_plan
from stagehold.planning.audit import audit


def interrupted(
    command: list[str], stage: str, number: int, wait_lines: int = 0, *, again: bool = False
) -> tuple[int, str, list[str]]:
    """Send a signal once a stage has begun and so many more lines came: code, output, lines of standard error."""
    lines: list[str] = []
    sent = 0
    # A file, not a pipe: a plan that fills a pipe nobody reads would wait for ever.
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as answer,
        subprocess.Popen(
            [SCRIPT, *command, "--progress", "json"], stdout=answer, stderr=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stderr is not None
        for text in process.stderr:
            lines.append(text)
            data = json.loads(text) if text.startswith("{") else {}
            reached = data.get("stage") == stage or sent
            wait_lines -= bool(reached)
            if reached and wait_lines < 0 and sent < 1 + again:
                process.send_signal(number)
                sent += 1
        process.wait(timeout=120)
        answer.seek(0)
        out = answer.read()
    assert sent, f"the stage {stage!r} never began: {lines}"
    assert "Traceback" not in "".join(lines)
    return process.returncode, out, lines


def plan_command(folder: Path, limit: int = 600) -> list[str]:
    return ["plan", str(folder), "--json", "--time-limit", str(limit), "--workers", "2"]


def is_right(folder: Path, out: str, tmp_path: Path) -> dict[str, Any]:
    """The plan, which the audit has nothing against, and which costs what it says."""
    data: dict[str, Any] = json.loads(out)
    file = tmp_path / "plan.json"
    file.write_text(out, encoding="utf-8")
    facts = load(folder).portfolio
    plan = plan_of(facts, read_plan(file).placements)
    assert audit(facts, plan) == ()
    assert (plan.objective, {item.production for item in plan.unplaced}) == (
        data["objective"],
        {item["production"] for item in data["unplaced"]},
    )
    return data


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """70 productions, all of one stage: compiled search, bound and proofs by turns, and no end in sight."""
    return crowd(tmp_path_factory.mktemp("crowd"), 70, 4)


@pytest.mark.parametrize(
    ("stage", "number", "lines"),
    [
        ("question", signal.SIGINT, 0),
        ("compile", signal.SIGINT, 0),
        ("search", signal.SIGINT, 0),
        ("search", signal.SIGTERM, 2),
        ("bound", signal.SIGINT, 0),
    ],
)
def test_a_signal_ends_the_search_with_the_best_plan_so_far(
    crowded: Path, tmp_path: Path, stage: str, number: int, lines: int
) -> None:
    limit = 8 if stage == "bound" else 600  # search has a share of the limit before the bound begins
    code, out, _ = interrupted(plan_command(crowded, limit), stage, number, lines)
    data = is_right(crowded, out, tmp_path)
    assert (code, data["status"]) == (0, "stopped")
    assert data["placements"]


def test_a_signal_during_the_exact_search_of_a_small_case_gives_its_plan(tmp_path: Path) -> None:
    folder = crowd(tmp_path / "lot", 40, 3, at_once=(1, 1, 2))
    code, out, _ = interrupted(plan_command(folder), "search", signal.SIGINT, 1)
    data = is_right(folder, out, tmp_path)
    assert (code, data["status"]) == (0, "stopped")


def test_a_signal_while_remedies_are_sought_leaves_the_plan_as_it_was(tmp_path: Path) -> None:
    folder = crowd(tmp_path / "lot", 6, 1)
    code, out, _ = interrupted(plan_command(folder), "remedies", signal.SIGINT)
    data = is_right(folder, out, tmp_path)
    assert (code, data["status"]) == (0, "optimal")
    assert data["late"]


def test_the_first_signal_says_what_follows(crowded: Path) -> None:
    _, _, lines = interrupted(plan_command(crowded), "search", signal.SIGINT)
    words = [json.loads(text)["message"] for text in lines if '"message"' in text]
    assert words == ["stopping: the best plan so far follows; once more ends the command at once, without a plan"]


def test_a_second_signal_ends_the_command_without_a_plan_and_says_so(crowded: Path) -> None:
    code, out, lines = interrupted(plan_command(crowded), "compile", signal.SIGINT, again=True)
    assert code == 2
    assert json.loads(out) == {
        "error": {"code": "interrupted", "message": "interrupted; nothing was written"},
        "findings": [],
    }
    assert lines[-1] == "interrupted; nothing was written\n"


def test_why_and_replan_end_in_the_same_way(crowded: Path, tmp_path: Path) -> None:
    code, out, _ = interrupted(["why", str(crowded), "p1", *plan_command(crowded)[2:]], "search", signal.SIGTERM)
    assert (code, json.loads(out)["status"]) == (0, "stopped")
    baseline = tmp_path / "before.json"
    baseline.write_text(interrupted(plan_command(crowded), "search", signal.SIGINT)[1], encoding="utf-8")
    command = ["replan", str(crowded), "--baseline", str(baseline), *plan_command(crowded)[2:]]
    code, out, _ = interrupted(command, "search", signal.SIGINT)
    assert (code, json.loads(out)["status"]) == (0, "stopped")
