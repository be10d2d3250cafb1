"""Plans by hand over HTTP: checked, given places, and planned again around what was moved."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import pytest

from web.test_plans import TERM, ended, plan
from web.world import SECRET, Desk

PLACED = {"production": f"p-{SECRET}", "need": "main", "stages": ["leased"], "start": "2027-02-01"}


def test_a_plan_by_hand_is_checked_and_costed(desk: Desk) -> None:
    answer = desk.post("pia", "/plans/check", {"placements": [PLACED]})
    assert answer.status_code == 200, answer.text
    checked = answer.json()
    assert (checked["breaches"], checked["objective"], checked["late"]) == ([], 0.0, [])
    assert [(item["end"], item["late_days"]) for item in checked["placements"]] == [("2027-02-11", 0)]
    late = desk.post("pia", "/plans/check", {"placements": [{**PLACED, "start": "2027-04-01"}]}).json()
    assert (late["objective"], late["terms"]["late"], late["late"]) == (
        10.0,
        10.0,
        [{"production": f"p-{SECRET}", "days": 10}],
    )
    wrong = desk.post("pia", "/plans/check", {"placements": [{**PLACED, "stages": ["a"]}]}).json()
    assert [(item["rule"], item["stages"], item["start"]) for item in wrong["breaches"]] == [
        ("off-lease", ["a"], "2027-02-01")
    ]


def test_a_check_sees_what_the_desk_did_a_moment_ago(desk: Desk) -> None:
    assert desk.post("pia", "/plans/check", {"placements": [PLACED]}).json()["breaches"] == []
    closed = desk.post("pia", "/closures", {"space": "leased", "start": "2027-02-05", "end": "2027-02-07"}).json()[
        "made"
    ][0]
    (breach,) = desk.post("pia", "/plans/check", {"placements": [PLACED]}).json()["breaches"]
    assert (breach["rule"], breach["by"]) == ("closed", [closed])


def test_places_of_a_need_come_with_reasons_for_the_other_stages(desk: Desk) -> None:
    body = {"placements": [], "production": f"p-{SECRET}", "need": "main"}
    found = desk.post("pia", "/plans/places", body).json()
    assert [(item["stages"], item["start"], item["last"], item["cost"]) for item in found["fits"]] == [
        (["leased"], "2027-01-05", "2028-12-22", 0.0)
    ]
    assert {row["stage"]: row["reason"] for row in found["why"]} == {"a": "not-leased", "b": "not-leased"}
    under = desk.post("pia", "/plans/places", {**body, "scenario": "longer"}).json()
    assert under["fits"][0]["end"] == "2027-01-25"


@pytest.mark.parametrize(
    ("path", "more", "status", "code"),
    [
        ("check", {"placements": None}, 400, "invalid"),
        ("check", {"placements": [{**PLACED, "start": "1234-01-01"}]}, 400, "invalid"),
        ("check", {"placements": [{**PLACED, "stages": []}]}, 400, "invalid"),
        ("check", {"scenario": "nothing"}, 404, "not-found"),
        ("check", {"party": "nobody"}, 422, "invalid-portfolio"),
        ("places", {"production": "nothing", "need": "main"}, 404, "not-found"),
        ("places", {"production": f"p-{SECRET}", "need": "nothing"}, 404, "not-found"),
        ("places", {"placements": [{**PLACED, "stages": ["nowhere"]}]}, 422, "input"),
        ("places", {"placements": [{**PLACED, "production": "nothing"}]}, 422, "input"),
    ],
)
def test_what_is_asked_wrongly_is_answered_by_a_problem(
    asked_desk: Desk, path: str, more: dict[str, Any], status: int, code: str
) -> None:
    known = {"placements": []} if path == "check" else {"placements": [], "production": f"p-{SECRET}", "need": "main"}
    answer = asked_desk.post("pia", f"/plans/{path}", {**known, **more})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_a_plan_that_names_unknown_stages_is_checked_and_told_so(asked_desk: Desk) -> None:
    body = {"placements": [{**PLACED, "stages": ["nowhere"]}, {**PLACED, "production": "nobody"}]}
    found = asked_desk.post("pia", "/plans/check", body).json()["breaches"]
    assert {item["rule"] for item in found} >= {"unknown-stage", "unknown-need"}


@pytest.mark.parametrize("name", ["vera", "ben", "lou", "beth", "olaf"])
def test_plans_by_hand_take_the_permission_to_plan_everywhere(asked_desk: Desk, name: str) -> None:
    for path, body in (
        ("check", {"placements": []}),
        ("places", {"placements": [], "production": f"p-{SECRET}", "need": "main"}),
    ):
        answer = asked_desk.post(name, f"/plans/{path}", body)
        assert answer.status_code == 403
        assert SECRET not in answer.text


# --- planning again around a piece --------------------------------------------------------------------------------


def test_a_plan_is_made_again_around_a_piece_that_was_moved(desk: Desk) -> None:
    lock = {"production": f"p-{SECRET}", "need": "main", "stages": ["leased"], "start": "2027-03-01"}
    before = [{**PLACED, "start": "2027-01-05"}]
    id_ = plan(desk, locks=[lock], placements=before)
    job = ended(desk, id_)
    assert (job["state"], job["trouble"]) == ("done", None)
    assert job["asked"]["locks"] == [lock]
    assert job["asked"]["placements"] == []  # a list of plans is not made of whole plans
    found = desk.get("vera", f"/plans/{id_}/result").json()
    assert [(item["start"], item["stages"]) for item in found["placements"]] == [("2027-03-01", ["leased"])]
    assert (found["terms"]["moved"], found["terms"]["shifted"]) == (0.0, 5.5)
    (change,) = found["changes"]
    assert (change["kinds"], change["days"], change["from"]["start"], change["to"]["start"]) == (
        ["shifted"],
        55,
        "2027-01-05",
        "2027-03-01",
    )
    assert change["why"][0]["by"] == ["by-hand-1"]
    assert desk.get("vera", "/portfolio/locks").json()["records"] == []  # it held for this plan alone


def test_locks_that_no_plan_can_keep_make_it_infeasible_and_are_named(desk: Desk) -> None:
    lock = {"production": f"p-{SECRET}", "need": "main", "stages": ["a"], "start": "2027-03-01"}
    id_ = plan(desk, locks=[lock])
    assert ended(desk, id_)["state"] == "done"
    found = desk.get("vera", f"/plans/{id_}/result").json()
    assert (found["status"], found["placements"], found["objective"]) == ("infeasible", [], None)
    assert any("by-hand-1" in str(finding) for finding in found["findings"])


@pytest.mark.parametrize(
    ("body", "status", "rules"),
    [
        ({"locks": [{"production": "nobody", "need": "main", "stages": ["a"]}]}, 422, ["unknown-production"]),
        ({"locks": [{"production": f"p-{SECRET}", "need": "mian", "stages": ["a"]}]}, 422, ["unknown-need"]),
        ({"locks": [{"production": f"p-{SECRET}", "need": "main", "stages": ["nowhere"]}]}, 422, ["unknown-stage"]),
        ({"locks": [{"production": f"p-{SECRET}", "need": "main"}]}, 422, ["empty-lock"]),
        ({"placements": [PLACED], "baseline": 1}, 422, []),
        ({"placements": [PLACED], "scenarios": ["longer"]}, 422, []),
        ({"locks": [{"production": f"p-{SECRET}", "need": "main", "stages": ["a"]}], "scenarios": ["longer"]}, 422, []),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_before_it_waits(
    asked_desk: Desk, body: dict[str, Any], status: int, rules: list[str]
) -> None:
    answer = asked_desk.post("pia", "/plans", body)
    assert answer.status_code == status, answer.text
    assert [finding["rule"] for finding in answer.json().get("findings", [])] == rules


def test_a_worker_waits_ready_once_places_were_asked_for_and_ends_with_the_server(desk: Desk) -> None:
    body = {"placements": [], "production": f"p-{SECRET}", "need": "main"}
    workers = desk.app.jobs.workers
    assert workers._ready is None
    for _ in range(3):
        assert desk.post("pia", "/plans/places", body).status_code == 200
    until = time.monotonic() + TERM
    while workers._ready is None and time.monotonic() < until:
        time.sleep(0.05)
    waiting = workers._ready
    assert waiting is not None
    job = ended(desk, plan(desk, time_limit=1))
    assert (job["state"], job["trouble"]) == ("done", None)
    assert workers._ready is None  # it was taken
    assert waiting.returncode == 0


def test_a_worker_that_died_while_it_waited_is_replaced(desk: Desk) -> None:
    body = {"placements": [], "production": f"p-{SECRET}", "need": "main"}
    assert desk.post("pia", "/plans/places", body).status_code == 200
    workers = desk.app.jobs.workers
    until = time.monotonic() + TERM
    while workers._ready is None and time.monotonic() < until:
        time.sleep(0.05)
    waiting = workers._ready
    assert waiting is not None
    os.kill(waiting.pid, signal.SIGKILL)
    assert ended(desk, plan(desk, time_limit=1))["state"] == "done"
