"""replan, and plan from a day: what is said of changes, of the past, and of input that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.calling import Call

ROOF = "closures: [{id: roof, space: a, from: 2027-02-10, to: 2027-12-31, reason: Roof}]\n"
THIRD = """productions:
  - {id: p3, ready: 2027-01-10, due: 2027-05-01, needs: [{id: main, phases: {shoot: 20}}]}
"""


@pytest.fixture
def planned(call: Call, lot: Path) -> Path:
    """The plan of the lot in a file: p1 on a from 10 January, p2 on b from 1 February."""
    file = lot.parent / "plan.json"
    file.write_text(call("plan", lot, "--json").out, encoding="utf-8")
    return file


@pytest.fixture
def baseline(tmp_path: Path) -> Callable[..., Path]:
    """``baseline(("p1", "main", ["a"], "2027-01-10", "2027-02-19"))``: placements in a file."""

    def written(*rows: tuple[str, str, list[str], str, str], **more: Any) -> Path:
        keys = ("production", "need", "stages", "start", "end")
        file = tmp_path / "before.json"
        plan = {"placements": [dict(zip(keys, row, strict=True)) for row in rows], **more}
        file.write_text(json.dumps(plan), encoding="utf-8")
        return file

    return written


def test_nothing_happened_and_nothing_changes(call: Call, lot: Path, planned: Path) -> None:
    said = call("replan", lot, "--baseline", planned, "--today", "2027-01-20")
    assert said.code == 0
    assert "Nothing changed." in said.out
    assert "Late already on 20 Jan 2027, whatever is planned: p1 40 days, p2 6 days." in said.out


def test_what_changed_is_listed_with_its_cause(call: Call, lot: Path, planned: Path) -> None:
    (lot / "more.yaml").write_text(ROOF.replace("2027-02-10", "2027-02-20") + THIRD, encoding="utf-8")
    said = call("replan", lot, "--baseline", planned, "--today", "2027-01-20")
    assert said.code == 0
    assert "1 of 3 needs changed: 1 new." in said.out
    assert "What changed, and why" in said.out
    assert "p3 main new a, 20 Feb 2027" not in said.all()
    assert "not in the earlier plan" in said.out


def test_the_json_is_that_of_a_plan_with_the_changes(call: Call, lot: Path, planned: Path) -> None:
    file = lot / "portfolio.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("shoot: 40", "shoot: 60"), encoding="utf-8")
    data = call("replan", lot, "--baseline", planned, "--today", "2027-02-10", "--json").data()
    assert list(data)[-3:] == ["today", "late_certain", "changes"]
    assert data["today"] == "2027-02-10"
    assert data["late_certain"] == [{"production": "p1", "days": 40}, {"production": "p2", "days": 26}]
    assert data["changes"] == [
        {
            "production": "p2",
            "need": "main",
            "kinds": ["longer"],
            "from": {"stages": ["b"], "start": "2027-02-01", "end": "2027-04-07"},
            "to": {"stages": ["b"], "start": "2027-02-01", "end": "2027-04-27"},
            "days": 0,
            "longer": 20,
            "why": [{"cause": "takes-longer", "stage": "", "by": ["p2"], "detail": "shoot 40 to 60 days"}],
        }
    ]
    plan = call("plan", lot, "--baseline", planned, "--today", "2027-02-10", "--json").data()
    assert plan["placements"] == data["placements"]
    assert "changes" not in plan
    without = call("replan", lot, "--baseline", planned, "--json").data()
    assert "today" not in without


def test_the_picture_shows_before_and_now(call: Call, lot: Path, planned: Path) -> None:
    shut = ROOF.replace("space: a", "space: b").replace("2027-02-10", "2027-02-02")
    (lot / "more.yaml").write_text(shut, encoding="utf-8")
    picture = lot.parent / "changes.svg"
    said = call("replan", lot, "--baseline", planned, "--today", "2027-01-20", "--picture", picture)
    assert said.code == 0
    svg = picture.read_text(encoding="utf-8")
    assert "before: p2 on b: 1 Feb 2027 to 6 Apr 2027" in svg
    assert "p2 on a: 19 Feb 2027 to 24 Apr 2027" in svg
    assert "today: 20 Jan 2027" in svg


def test_a_stage_lost_under_way_ends_with_1_and_says_what_to_do(call: Call, lot: Path, planned: Path) -> None:
    (lot / "more.yaml").write_text(ROOF, encoding="utf-8")
    for command in ("plan", "replan"):
        said = call(command, lot, "--baseline", planned, "--today", "2027-01-20")
        assert said.code == 1
        assert said.out == "There is no plan: what has begun cannot go on as it is (infeasible).\n"
        assert "p1.needs.main: stage-lost: found 'under way since 2027-01-10: a is not there for it on" in said.err
        assert "2027-02-10/2027-02-18 (roof)" in said.err
    data = call("replan", lot, "--baseline", planned, "--today", "2027-01-20", "--json").data()
    assert (data["status"], data["objective"], data["placements"], data["changes"]) == ("infeasible", None, [], [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "--today", "2027-01-20"], "--today needs --baseline PLAN.json"),
        (["replan"], "Missing option '--baseline'"),
        (["replan", "--baseline", "PLAN", "--today", "soon"], "--today: 'soon' is no day; write one as 2028-01-31"),
        (["replan", "--baseline", "PLAN", "--today", "2027-02-30"], "--today: '2027-02-30' is no day"),
        (["replan", "--baseline", "PLAN", "--today", "2031-01-01"], "every lease is over by then, the last one on"),
    ],
)
def test_a_day_that_cannot_be_is_refused(call: Call, lot: Path, planned: Path, arguments: list[str], said: str) -> None:
    command, *rest = [str(planned) if item == "PLAN" else item for item in arguments]
    found = call(command, lot, *rest, "--json")
    assert found.code == 2
    assert said in found.data()["error"]["message"]


def test_a_baseline_that_names_what_is_not_there_is_read_as_far_as_it_goes(
    call: Call, lot: Path, baseline: Callable[..., Path]
) -> None:
    file = baseline(
        ("p1", "main", ["a"], "2027-01-10", "2027-02-19"),
        ("p9", "main", ["b"], "2027-01-10", "2027-02-19"),
        ("p2", "mian", ["b"], "2027-02-01", "2027-04-07"),
        ("p2", "main", ["bb"], "2027-02-01", "2027-04-07"),
        ("p1", "main", ["b"], "2027-03-10", "2027-04-19"),
    )
    data = call("replan", lot, "--baseline", file, "--today", "2027-01-20", "--json").data()
    rules = {item["rule"]: (item["found"], item["nearest"]) for item in data["findings"]}
    assert rules["baseline-unknown-production"] == ("p9", "")
    assert rules["baseline-unknown-need"] == ("mian", "main")
    assert rules["baseline-unknown-stage"] == ("bb", "b")
    assert rules["baseline-placed-twice"][0] == "p1/main on b"
    assert (data["placements"][0]["production"], data["placements"][0]["start"]) == ("p1", "2027-01-10")


def test_a_baseline_of_another_party_is_refused_by_its_name_or_its_stages(
    call: Call, lot: Path, planned: Path, baseline: Callable[..., Path]
) -> None:
    theirs = "parties: [{id: them, name: Them}]\nspaces: [{id: c, studio: lot, kind: stage}]\n"
    theirs += "leases: [{id: lc, lessee: them, spaces: [c], term: 2027-01-05/2029-12-31}]\n"
    (lot / "others.yaml").write_text(theirs, encoding="utf-8")
    by_stage = call("replan", lot, "--for", "them", "--baseline", planned, "--json")
    assert by_stage.code == 2
    assert "give a plan of them" in by_stage.data()["error"]["message"]
    named = baseline(("p1", "main", ["a"], "2027-01-10", "2027-02-19"), party="them")
    said = call("replan", lot, "--for", "Us", "--baseline", named, "--json")
    assert said.code == 2
    assert "the baseline is a plan for them" in said.data()["error"]["message"]


@pytest.mark.parametrize(
    "phases",
    [
        [{"phase": "shoot", "start": "2027-01-11", "end": "2027-02-19"}],
        [{"phase": "shoot", "start": "2027-01-10", "end": "2027-02-18"}],
        [{"phase": "lunch", "start": "2027-01-10", "end": "2027-02-19"}],
        [{"phase": "shoot"}],
        5,
    ],
)
def test_phases_of_a_baseline_that_do_not_fill_their_stay_are_refused(
    call: Call, lot: Path, tmp_path: Path, phases: Any
) -> None:
    row = {"production": "p1", "need": "main", "stages": ["a"], "start": "2027-01-10", "end": "2027-02-19"}
    file = tmp_path / "before.json"
    file.write_text(json.dumps({"placements": [{**row, "phases": phases}]}), encoding="utf-8")
    said = call("replan", lot, "--baseline", file, "--json")
    assert said.code == 2
    assert [item["rule"] for item in said.data()["findings"]] == ["not-a-placement"]
