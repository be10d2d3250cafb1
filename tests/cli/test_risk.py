"""The command ``risk``: figures, pictures, files kept, and what it refuses."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cli.calling import SCRIPT, Call

RISKS = """
risks:
  - {id: script, kind: own, why: A test., ready_shift: {kind: triangular, low: 0, mode: 10, high: 60}}
  - {id: stop, kind: stoppage, why: A test., rate: 0.5, length: {kind: uniform, low: 10, high: 40}}
"""


@pytest.fixture
def risky(lot: Path) -> Path:
    (lot / "risks.yaml").write_text(RISKS, encoding="utf-8")
    return lot


def figures(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in ("seconds", "engine")}


def test_one_object_says_how_sure_everything_is(call: Call, risky: Path) -> None:
    said = call("risk", risky, "--futures", 2000, "--json")
    assert said.code == 0
    data = said.data()
    assert (data["futures"], data["asked"], data["complete"], data["rule"]) == (2000, 2000, True, "shift")
    rows = {row["production"]: row for row in data["productions"]}
    assert rows["p1"]["on_time"]["value"] == 0  # its due lies 40 days before it could ever be done
    assert rows["p2"]["finish"]["p10"] <= rows["p2"]["finish"]["p50"] <= rows["p2"]["finish"]["p90"]
    assert [row["lease"] for row in data["leases"]] == ["la", "lb"]
    assert {row["id"] for row in data["drivers"]} == {"script", "stop", "p1", "p2"}
    assert [row["why"] for row in data["causes"]] == ["A test.", "A test."]


def test_the_same_seed_says_the_same_and_another_seed_something_else(call: Call, risky: Path) -> None:
    one, two, three = (
        figures(call("risk", risky, "--futures", 1000, "--json", *more).data())
        for more in (("--workers", 1), ("--workers", 2), ("--seed", 1))
    )
    assert one == two
    assert one != three


@pytest.mark.parametrize("rule", ["shift", "re-place"])
@pytest.mark.parametrize("lang", ["en", "ja", "ko"])
def test_tables_are_for_people_in_their_language(call: Call, risky: Path, rule: str, lang: str) -> None:
    said = call("risk", risky, "--futures", 500, "--rule", rule, "--lang", lang)
    assert said.code == 0
    assert "script" in said.out
    assert {"en": "How sure each production is", "ja": "各制作の確かさ", "ko": "제작별 확실성"}[lang] in said.out


def test_pictures_are_written_where_they_are_wanted(call: Call, risky: Path, tmp_path: Path) -> None:
    assert call("risk", risky, "--futures", 500, "--picture", tmp_path / "risk.svg").code == 0
    drawn = sorted(file.name for file in tmp_path.glob("risk*.svg"))
    assert drawn[0] == "risk-1.svg"
    assert all((tmp_path / name).read_text(encoding="utf-8").startswith("<svg") for name in drawn)


def test_a_plan_that_was_printed_is_taken_up(call: Call, risky: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(call("plan", risky, "--json").out, encoding="utf-8")
    given = figures(call("risk", risky, "--plan", plan, "--futures", 500, "--json").data())
    assert given == figures(call("risk", risky, "--futures", 500, "--json").data())


def test_a_plan_of_something_else_is_refused(call: Call, risky: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    data = call("plan", risky, "--json").data()
    data["placements"][0]["start"], data["placements"][0]["end"] = "2026-01-10", "2026-02-19"
    plan.write_text(json.dumps({"placements": data["placements"]}).replace('"phases"', '"left"'), encoding="utf-8")
    said = call("risk", risky, "--plan", plan, "--json")
    assert said.code == 2
    assert "1 placements do not fit: p1/main" in said.data()["error"]["message"]


def test_a_portfolio_without_causes_is_refused_with_a_cause_to_copy(call: Call, lot: Path) -> None:
    said = call("risk", lot, "--json")
    assert said.code == 2
    assert "names no cause of delay" in said.err
    assert "ready_shift: {kind: triangular" in said.err


def test_a_fit_with_too_few_pairs_is_refused_with_file_and_line(call: Call, lot: Path) -> None:
    text = "risks: [{id: r, kind: own, fit: {milestone: start}}]\n"
    text += "productions: [{id: p9, milestones: [{name: start, planned: 2027-01-01, actual: 2027-01-05}]}]\n"
    (lot / "more.yaml").write_text(text, encoding="utf-8")
    said = call("risk", lot, "--json")
    assert said.code == 2
    assert "1 planned and actual days of start; allowed: 30 pairs or more" in said.err
    assert "more.yaml" in said.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--futures", "0"), "0 is not in the range"),
        (("--rule", "best"), "'best' is not one of"),
        (("--engine", "ray"), "allowed: threads, dask-local, or dask://HOST:PORT"),
    ],
)
def test_nonsense_is_answered_in_words(call: Call, risky: Path, options: tuple[str, str], words: str) -> None:
    said = call("risk", risky, *options)
    assert said.code == 2
    assert words in said.all()


def test_a_run_that_is_kept_is_finished_by_the_next_call(call: Call, risky: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle: the figures so far, the same call again finishes, and says what an unbroken run says."""
    kept = tmp_path / "kept"
    command = [SCRIPT, "risk", risky, "--futures", "3000000", "--rule", "re-place", "--keep", kept, "--workers", "1"]
    command = [str(part) for part in (*command, "--json", "--progress", "json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("{") and json.loads(line).get("done"):
                process.send_signal(signal.SIGINT)
                break
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    stopped = json.loads(out)
    assert 0 < stopped["futures"] < stopped["asked"] == 3_000_000
    assert not stopped["complete"]
    assert kept.exists()
    said = call("risk", risky, "--futures", 1000, "--rule", "re-place", "--keep", kept)
    assert said.code == 2
    assert "kept 3000000, asked 1000" in said.err
    short = tmp_path / "short"
    first = figures(call("risk", risky, "--futures", 1000, "--keep", short, "--json").data())
    assert first == figures(call("risk", risky, "--futures", 1000, "--keep", short, "--json").data())


def test_progress_for_programs_counts_futures(call: Call, risky: Path) -> None:
    said = call("risk", risky, "--futures", 1000, "--json", "--progress", "json")
    told = [json.loads(line) for line in said.err.splitlines() if line.startswith("{")]
    assert [row["of"] for row in told if row["stage"] == "futures"][:1] == [1000]
