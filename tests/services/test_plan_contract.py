"""The machine contract of ``plan``, end to end: portfolio in a file, JSON on standard output."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.calling import TWO_STAGES
from stagehold.files import load
from stagehold.planning.budget import Budget
from stagehold.services.plan_task import Task
from stagehold.services.plan_worker import answer

PROJECT = Path(__file__).resolve().parents[2]
KEYS = [
    "status", "objective", "bound", "gap", "seconds", "seed", "terms", "placements", "late", "unplaced", "remedies",
    "assumptions", "findings",
]  # fmt: skip


def stagehold(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from stagehold.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    (tmp_path / "portfolio.yaml").write_text(TWO_STAGES, encoding="utf-8")
    return tmp_path


def test_the_minimal_portfolio_has_the_optimum_126(minimal: Path) -> None:
    done = stagehold("plan", minimal, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    plan = json.loads(done.stdout)
    assert list(plan) == KEYS
    assert (plan["status"], plan["objective"], plan["bound"], plan["gap"]) == ("optimal", 126.0, 126.0, 0.0)
    assert plan["terms"] == {"unplaced": 0.0, "late": 126.0, "spot": 0.0, "moved": 0.0, "shifted": 0.0}
    assert [
        (item["production"], item["need"], item["stages"], item["start"], item["end"], item["late_days"])
        for item in plan["placements"]
    ] == [
        ("p1", "main", ["a"], "2027-01-10", "2027-02-19", 40),
        ("p2", "main", ["b"], "2027-02-01", "2027-04-07", 6),
    ]
    assert plan["placements"][1]["phases"] == [
        {"phase": "build", "start": "2027-02-01", "end": "2027-02-21"},
        {"phase": "shoot", "start": "2027-02-21", "end": "2027-04-02"},
        {"phase": "strike", "start": "2027-04-02", "end": "2027-04-07"},
    ]
    assert [(item["production"], item["days"]) for item in plan["late"]] == [("p1", 40), ("p2", 6)]
    reasons = {why["stage"]: (why["reason"], why["by"]) for why in plan["late"][1]["why"]}
    assert reasons == {"a": ("taken", ["p1"]), "b": ("lease-starts", ["lb"])}


def test_whoever_wants_the_plan_at_once_gets_the_same_without_remedies(minimal: Path) -> None:
    portfolio = load(minimal).portfolio
    whole, bare = (answer(Task(portfolio=portfolio, remedies=wanted), Budget(seconds=30)) for wanted in (True, False))
    assert (bool(whole["remedies"]), bare["remedies"]) == (True, [])
    assert [bare[key] for key in ("status", "objective", "placements")] == [
        whole[key] for key in ("status", "objective", "placements")
    ]


def test_remedies_say_what_changes_and_what_the_objective_becomes(minimal: Path) -> None:
    plan = json.loads(stagehold("plan", minimal, "--json").stdout)
    found = {(item["production"], item["kind"]): item for item in plan["remedies"]}
    assert found["p2", "swap"]["change"] == {"with": "p1", "days": 37}
    assert found["p2", "swap"]["objective_after"] == 231.0
    # One more stage from 10 January takes p2 at once: only p1's 40 days at weight 3 are left.
    assert found["p2", "add-stage"]["objective_after"] == 120.0
    assert all(item["verified"] is True for item in plan["remedies"])


def test_a_plan_taken_as_its_own_baseline_moves_nothing(minimal: Path, tmp_path: Path) -> None:
    first = stagehold("plan", minimal, "--json").stdout
    baseline = tmp_path / "plan.json"
    baseline.write_text(first, encoding="utf-8")
    plan = json.loads(stagehold("plan", minimal, "--json", "--baseline", baseline).stdout)
    assert plan["placements"] == json.loads(first)["placements"]
    assert (plan["terms"]["moved"], plan["terms"]["shifted"]) == (0.0, 0.0)


def test_without_the_assumption_that_pins_the_end_of_the_lease_a_plan_stops_and_says_how(tmp_path: Path) -> None:
    folder = tmp_path / "east-asia"
    shutil.copytree(PROJECT / "examples" / "east-asia", folder)
    file = folder / "plan-assumptions.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  - id: toho-2021-end"), text.index("  - id: toho-2028-start")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    done = stagehold("plan", folder)
    assert done.returncode == 2
    assert "lease-toho-2021.term.end" in done.stderr
    assert (
        "an assumption: {id: my-pin, of: lease-toho-2021.term.end, value: 2031-12-31, why: your reason}" in done.stderr
    )
    told = json.loads(stagehold("plan", folder, "--json").stdout)
    assert told["error"]["code"] == "missing-facts"
    found = [(item["record"], item["field"], item["file"]) for item in told["findings"]]
    assert found == [("lease-toho-2021", "term.end", "facts-leases.yaml")]


def test_locks_that_contradict_make_it_infeasible_and_are_named(minimal: Path) -> None:
    locks = "locks: [{id: k1, production: p1, need: main, stages: [a], start: 2027-02-01},\n"
    locks += "        {id: k2, production: p2, need: main, stages: [a], start: 2027-02-05}]\n"
    with (minimal / "portfolio.yaml").open("a", encoding="utf-8") as file:
        file.write(locks)
    done = stagehold("plan", minimal, "--json")
    plan = json.loads(done.stdout)
    assert (done.returncode, plan["status"]) == (1, "infeasible")
    assert (plan["objective"], plan["bound"], plan["gap"], plan["placements"]) == (None, None, None, [])
    assert {item["record"] for item in plan["findings"] if item["rule"].startswith("lock-breaks")} == {"k1", "k2"}


def test_an_interrupted_search_gives_its_best_plan() -> None:
    command = [sys.executable, "-c", "from stagehold.cli import main; main()", "plan"]
    arguments = [str(PROJECT / "examples" / "east-asia"), "--json", "--time-limit", "300"]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(6)  # long enough to have read the example on any machine, far shorter than the limit
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    plan = json.loads(out)
    assert (process.returncode, plan["status"]) == (0, "stopped")
    assert plan["placements"]


def test_check_prints_findings_in_the_shape_of_the_contract(minimal: Path) -> None:
    file = minimal / "portfolio.yaml"
    file.write_text(TWO_STAGES.replace("kind: stage, name: A", "kind: stagee, name: A"), encoding="utf-8")
    done = stagehold("check", minimal, "--json")
    assert done.returncode == 2
    finding = json.loads(done.stdout)["findings"][0]
    assert list(finding) == ["rule", "severity", "file", "line", "record", "field", "found", "allowed", "nearest"]
    assert (finding["rule"], finding["line"], finding["record"], finding["field"]) == ("not-allowed", 3, "a", "kind")
    assert (finding["found"], finding["nearest"]) == ("stagee", "stage")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("plan", "no-such-folder"), 3),
        (("plan",), 2),
        (("plna", "x"), 2),
        (("lease", "examples/two-stages", "y"), 2),
        (("lease", "no-such-folder", "y"), 3),
        (("plan", "examples/two-stages", "--today", "2027-01-01"), 2),
        (("plan", "examples/two-stages", "--time-limit", "-1"), 2),
        (("plan", "examples/two-stages", "--for", "Them"), 2),
        (("why", "examples/two-stages", "p3"), 2),
        (("footprint", "examples/two-stages", "--on", "2027-02-30"), 2),
    ],
)
def test_what_is_wrong_ends_with_its_exit_code_and_words_never_a_traceback(
    arguments: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    done = stagehold(*arguments)
    assert done.returncode == code
    assert done.stderr
    assert "Traceback" not in done.stderr
