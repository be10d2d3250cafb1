"""Plans as long work: asked for, watched, stopped, published; scenarios compared."""

from __future__ import annotations

import time
from typing import Any

import pytest

from web.world import SECRET, Desk

TERM = 600.0  # seconds: a machine that has never seen the project compiles the search first


def ended(desk: Desk, id_: str) -> Any:
    """A plan once it has ended."""
    until = time.monotonic() + TERM
    while time.monotonic() < until:
        job = desk.get("vera", f"/plans/{id_}").json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError(f"the plan did not end: {job}")


def plan(desk: Desk, **asked: Any) -> str:
    """Ask for a plan; its id."""
    answer = desk.post("pia", "/plans", {"time_limit": 5, "workers": 1, **asked})
    assert answer.status_code == 202, answer.text
    found: str = answer.json()["id"]
    return found


def test_a_plan_is_made_published_and_holds_what_it_places(desk: Desk) -> None:
    id_ = plan(desk)
    job = ended(desk, id_)
    assert (job["state"], job["trouble"]) == ("done", None)
    assert job["progress"]["stage"] != ""
    result = desk.get("vera", f"/plans/{id_}/result").json()
    assert (result["status"], result["party"]) == ("optimal", "alpha")
    (placement,) = result["placements"]
    assert (placement["stages"], placement["start"]) == (["leased"], "2027-01-05")
    published = desk.post("pia", "/published", {"job": id_})
    assert published.status_code == 201, published.text
    assert desk.get("vera", "/published/plan-1").json()["plan"]["placements"] == [placement]
    (booking,) = desk.get("vera", "/bookings").json()["bookings"]
    assert (booking["production"], booking["plan"]) == (f"p-{SECRET}", 1)
    again = desk.post("pia", "/published", {"plan": result})
    assert again.status_code == 201  # the same placements: another number, the same hold
    assert [item["id"] for item in desk.get("vera", "/bookings").json()["bookings"]] == [booking["id"]]


def test_the_same_key_asks_for_one_plan(desk: Desk) -> None:
    body = {"time_limit": 1}
    first, again = (desk.post("pia", "/plans", body, idempotency_key="k") for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    other = desk.post("pia", "/plans", {"time_limit": 2}, idempotency_key="k")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    assert len(desk.get("vera", "/plans").json()["jobs"]) == 1


def test_a_plan_that_cannot_be_made_says_why(desk: Desk) -> None:
    job = ended(desk, plan(desk, party="nobody"))
    assert job["state"] == "failed"
    assert job["trouble"]["code"] == "invalid-portfolio"
    assert job["trouble"]["findings"][0]["rule"] == "unknown-party"
    korean = desk.get("vera", f"/plans/{job['id']}", **{"accept-language": "ko"}).json()["trouble"]
    assert korean["detail"] != job["trouble"]["detail"]
    assert korean["findings"][0]["in_words"]["rule"] != "unknown-party"
    result = desk.get("vera", f"/plans/{job['id']}/result")
    assert (result.status_code, result.json()["rule"]) == (409, "no-result")


def test_scenarios_are_compared(desk: Desk) -> None:
    id_ = plan(desk, scenarios=["longer"])
    assert ended(desk, id_)["state"] == "done"
    found = desk.get("vera", f"/plans/{id_}/result").json()
    assert [item["id"] for item in found["scenarios"]] == ["longer"]


def test_a_search_that_is_stopped_keeps_its_best_plan(desk: Desk) -> None:
    many = {
        "titles": [],
        "needs": [{"id": f"n{number}", "phases": {"shoot": 7 + number}} for number in range(6)],
        "due": "2027-02-01",
        "ready": "2027-01-10",
    }
    for number in range(40):
        put = desk.ask("pia", "PUT", f"/api/v1/portfolio/productions/q{number}", many)
        assert put.status_code == 200, put.text
    id_ = plan(desk, time_limit=600)
    until = time.monotonic() + TERM
    while time.monotonic() < until:
        job = desk.get("vera", f"/plans/{id_}").json()
        if job["progress"] is not None and job["progress"]["best"] is not None:
            break
        time.sleep(0.1)
    assert desk.post("pia", f"/plans/{id_}/stop").status_code == 202
    assert ended(desk, id_)["state"] == "done"
    assert desk.get("vera", f"/plans/{id_}/result").json()["status"] == "stopped"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"time_limit": 0}, 400),
        ({"time_limit": 7200}, 422),
        ({"scenario": "nothing"}, 404),
        ({"scenarios": ["nothing"]}, 404),
        ({"scenario": "longer", "scenarios": ["longer"]}, 422),
        ({"baseline": 7}, 404),
        ({"workers": 0}, 400),
        ({"seed": -1}, 400),
        ({"today": "0001-01-01"}, 400),
    ],
)
def test_a_plan_that_is_asked_for_wrongly_is_refused_at_once(asked_desk: Desk, body: Any, status: int) -> None:
    assert asked_desk.post("pia", "/plans", body).status_code == status


DEEP: Any = "x"
for _ in range(60):
    DEEP = [DEEP]


def placement(**changed: Any) -> dict[str, Any]:
    whole = {"production": f"p-{SECRET}", "need": "main", "stages": ["leased"], "start": "2027-02-01"}
    phases = [{"phase": "shoot", "start": "2027-02-01", "end": "2027-02-11"}]
    return {**whole, "end": "2027-02-11", "phases": phases, **changed}


def test_a_plan_made_by_hand_is_published_when_it_keeps_the_rules(desk: Desk) -> None:
    body = {"party": "alpha", "plan": {"placements": [placement()]}}
    answer = desk.post("pia", "/published", body)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"stages": ["a"]}, "lease"),
        ({"stages": ["nowhere"]}, ""),
        ({"production": "nothing"}, ""),
        ({"need": "other"}, ""),
        ({"end": "2027-02-10", "phases": [{"phase": "shoot", "start": "2027-02-01", "end": "2027-02-10"}]}, "length"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_not_published(asked_desk: Desk, changed: dict[str, Any], rule: str) -> None:
    body = {"party": "alpha", "plan": {"placements": [placement(**changed)]}}
    answer = asked_desk.post("pia", "/published", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "plan-broken")
    assert any(rule in finding["rule"] for finding in answer.json()["findings"])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"job": "x", "plan": {}},
        {"plan": {"placements": []}},
        {"party": "nobody", "plan": {"placements": []}},
        {"party": "alpha", "plan": {}},
        {"party": "alpha", "plan": {"placements": [{}]}},
        {"party": "alpha", "plan": {"placements": [placement(start="2027-02-11", end="2027-02-01")]}},
        {"party": "alpha", "plan": {"placements": [placement(end="2027-02-31")]}},
        {"party": "alpha", "plan": {"placements": [], "findings": DEEP}},
        {"party": "alpha", "plan": {"placements": [placement(phases=[{"phase": "nap"}])]}},
        {
            "party": "alpha",
            "plan": {
                "placements": [placement(phases=[{"phase": "shoot", "start": "2027-01-01", "end": "2027-03-01"}])]
            },
        },
    ],
)
def test_what_is_no_plan_is_not_published(asked_desk: Desk, body: Any) -> None:
    assert asked_desk.post("pia", "/published", body).status_code in (400, 422)
