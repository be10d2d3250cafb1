"""desk import, export, publish: portfolios and plans into the desk, and out of it."""

from __future__ import annotations

import json
from pathlib import Path

from cli.calling import TWO_STAGES, Call
from cli.desk_calls import LOT, AtDesk
from stagehold.files import load


def test_an_import_says_what_is_new_and_what_has_changed(call: Call, tmp_path: Path) -> None:
    desk = AtDesk(call, tmp_path / "new.sqlite")
    file = tmp_path / "lot.yaml"
    file.write_text(LOT, encoding="utf-8")
    data = desk.data("import", file)
    assert data == {
        "number": 1,
        "new": {"party": 4, "policy": 1, "studio": 1, "space": 3, "production": 1},
        "changed": {},
        "findings": [],
    }
    file.write_text(LOT.replace("600 m2", "700 m2") + "  - {id: d, studio: lot, kind: office}\n", encoding="utf-8")
    said = desk("import", file)
    assert said.out.splitlines() == [f"event 2 at {desk.path}", "  new: spaces 1", "  changed: spaces 1"]
    assert desk("import", file).out == "everything is so already; nothing was written\n"
    assert desk.data("import", file)["number"] is None
    file.write_text(LOT, encoding="utf-8")
    assert desk.data("import", file, "--key", "k")["changed"] == {"space": 1}
    again = desk("import", file, "--key", "k").out
    assert again == f"event 3 at {desk.path}; done before under this key, nothing was written now\n"


def test_bookings_come_in_and_go_out_as_they_stand(desk: AtDesk, tmp_path: Path) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    desk("book", "b", "2027-05-01", "2027-05-10", "--for", "tern")
    desk("export", tmp_path / "out.yaml")
    desk("export", tmp_path / "tables")
    assert load(tmp_path / "out.yaml").portfolio == load(tmp_path / "tables").portfolio
    again = AtDesk(desk.call, tmp_path / "again.sqlite")
    assert again.data("import", tmp_path / "out.yaml")["new"]["booking"] == 2
    assert again.lines(held) == desk.lines(held)
    again("export", tmp_path / "again.yaml")
    assert load(tmp_path / "again.yaml").portfolio == load(tmp_path / "out.yaml").portfolio
    assert "is to be replaced (--overwrite)" in desk("export", tmp_path / "out.yaml", code=2).err
    before = desk.data("export", tmp_path / "before.yaml", "--as-of", 2)
    assert before == {"records": len([*load(tmp_path / "out.yaml").portfolio.records()]) - 1,
                      "target": str(tmp_path / "before.yaml")}  # fmt: skip


def test_a_wrong_portfolio_is_refused_with_its_findings_and_makes_no_desk(call: Call, tmp_path: Path) -> None:
    desk = AtDesk(call, tmp_path / "none.sqlite")
    file = tmp_path / "lot.yaml"
    file.write_text(LOT.replace("kind: stage", "kind: stag"), encoding="utf-8")
    data = desk.data("import", file, code=2)
    assert (data["error"]["code"], data["findings"][0]["nearest"]) == ("invalid-portfolio", "stage")
    desk("import", tmp_path / "gone", code=3)
    assert not (tmp_path / "none.sqlite").exists()


def test_two_bookings_confirmed_on_one_day_do_not_come_in(desk: AtDesk, tmp_path: Path) -> None:
    lines = "lines: [{space: a, days: 2027-05-01/2027-05-03, state: confirmed}]"
    file = tmp_path / "twice.yaml"
    file.write_text(
        f"stagehold: 1\nbookings:\n  - {{id: x, party: gull, {lines}}}\n  - {{id: y, party: tern, {lines}}}\n",
        encoding="utf-8",
    )
    said = desk("import", file, code=2)
    assert "confirmed" in said.all()
    assert desk.data("show")["bookings"] == []


# --- plans --------------------------------------------------------------------------------------------------------


def planned(call: Call, folder: Path) -> tuple[AtDesk, Path]:
    """A desk with two leased stages, and a plan for them."""
    desk = AtDesk(call, folder / "desk.sqlite")
    desk.now = "2027-01-01T09:00+09:00"
    (folder / "lot.yaml").write_text(TWO_STAGES, encoding="utf-8")
    desk("import", folder / "lot.yaml")
    plan = folder / "plan.json"
    plan.write_text(call("plan", folder / "lot.yaml", "--json").out, encoding="utf-8")
    return desk, plan


def test_a_published_plan_holds_what_it_places(call: Call, tmp_path: Path) -> None:
    desk, plan = planned(call, tmp_path)
    said = desk("publish", plan)
    assert said.out.splitlines()[0] == "plan 1 of Us: 2 held."
    assert "p1 main held b2 A 10 Jan 2027 18 Feb 2027 1" in said.all()
    assert desk.lines("b2") == [("a", "2027-01-10", "2027-02-19", "hold")]
    assert [(line["phase"], line["space"]) for line in desk.data("show", "--production", "p2")["lines"]] == [
        ("build", "b"), ("shoot", "b"), ("strike", "b"),
    ]  # fmt: skip
    assert desk.data("state")["plans"][0] == {
        "id": "plan-1", "number": 1, "party": "Us", "made": "2027-01-01T00:00:00Z",
        "by": desk.data("journal")["events"][-1]["by"],
    }  # fmt: skip


def test_the_next_plan_moves_keeps_releases_and_leaves_confirmed_lines_alone(call: Call, tmp_path: Path) -> None:
    desk, plan = planned(call, tmp_path)
    desk("publish", plan)
    desk("confirm", "b2")
    again = desk.data("publish", plan)
    assert {(row["production"], row["became"]) for row in again["needs"]} == {("p1", "confirmed"), ("p2", "kept")}
    later = json.loads(plan.read_text(encoding="utf-8"))
    moved = next(row for row in later["placements"] if row["production"] == "p2")
    moved |= {"start": "2027-02-02", "end": "2027-04-08", "phases": [
        {"phase": "build", "start": "2027-02-02", "end": "2027-02-22"},
        {"phase": "shoot", "start": "2027-02-22", "end": "2027-04-03"},
        {"phase": "strike", "start": "2027-04-03", "end": "2027-04-08"},
    ]}  # fmt: skip
    plan.write_text(json.dumps(later), encoding="utf-8")
    assert "plan 3 of Us: 1 confirmed, 1 moved." in desk("publish", plan).out
    later["placements"].remove(moved)
    plan.write_text(json.dumps({**later, "unplaced": [{"production": "p2"}]}), encoding="utf-8")
    said = desk("publish", plan)
    assert "plan 4 of Us: 1 confirmed, 1 released." in said.out
    assert desk.data("show", "--production", "p2")["lines"] == []
    assert desk.lines("b2") == [("a", "2027-01-10", "2027-02-19", "confirmed")]


def test_what_the_party_holds_by_itself_is_left_alone(call: Call, tmp_path: Path) -> None:
    desk, plan = planned(call, tmp_path)
    desk("hold", "b", "2027-03-01", "2027-03-05", "--for", "Us", "--production", "p2", "--need", "main")
    assert {row["became"] for row in desk.data("publish", plan)["needs"]} == {"held", "own"}


def test_a_plan_that_breaks_a_rule_is_not_published(call: Call, tmp_path: Path) -> None:
    desk, plan = planned(call, tmp_path)
    desk("close", "a", "2027-01-20", "2027-01-25")
    data = desk.data("publish", plan, code=1)
    assert data["error"]["code"] == "plan-broken"
    assert [(row["rule"], row["record"]) for row in data["findings"]] == [("closed", "p1")]
    assert desk.data("state")["plans"] == []


def test_what_is_no_plan_is_said(call: Call, tmp_path: Path) -> None:
    desk, plan = planned(call, tmp_path)
    plan.write_text("[]", encoding="utf-8")
    assert "is not a plan" in desk("publish", plan, code=2).err
    plan.write_text('{"status": "infeasible", "placements": []}', encoding="utf-8")
    assert "it places nothing" in desk("publish", plan, code=2).err
    desk("publish", tmp_path / "gone.json", code=3)
    plan.write_text('{"placements": []}', encoding="utf-8")
    assert "no party 'Nobody'" in desk("publish", plan, "--for", "Nobody", code=2).err
