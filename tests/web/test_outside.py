"""Outside parties: their own bookings whole, of all others that days are taken, and never by whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stagehold.web.routes import ROUTES
from stagehold.web.stream import EVENT_STREAM
from web.world import API, SECRET, Desk

MARCH = {"start": "2027-03-01", "end": "2027-03-11"}
# What others have put in words that beta must never read; their ids would lead to them, too.
SECRETS = (SECRET, "alpha", "Lot Operations", "rumour", "ben", "ada", "olga")


@pytest.fixture
def crowded(desk: Desk) -> dict[str, str]:
    """Alpha holds, books and challenges beside beta; what stands is named by what it is."""
    first = desk.hold("ben", "a", party="alpha", title=f"{SECRET} Returns", why=f"{SECRET} said so", **MARCH)
    own = desk.hold("beth", "a", title="Beta One", **MARCH)
    third = desk.hold("ada", "a", title=f"{SECRET} Again", **MARCH)
    booked = desk.hold("ben", "b", party="alpha", title=SECRET, production=f"p-{SECRET}", confirm=True, **MARCH)
    against = desk.post("ben", f"/bookings/{third}/challenge", {"why": f"{SECRET} insists"}).json()["made"][0]
    closed = desk.post("ben", "/closures", {"space": "y", **MARCH, "reason": f"{SECRET} rumour"}).json()["made"][0]
    return {"first": first, "own": own, "third": third, "booked": booked, "against": against, "closed": closed}


def addresses(known: dict[str, str]) -> list[tuple[str, str]]:
    """Every route that reads, with every id there is in its place; and what else might be asked of it."""
    ids = [*known.values(), f"{known['first']}.1", "a", "leased", "lot", "house", "alpha", "beta", "plan-1", SECRET]
    ids += [f"lease-{SECRET}", f"p-{SECRET}", f"t-{SECRET}", "ben", "longer"]
    tables = ["parties", "spaces", "studios", "policies", "leases", "titles", "productions", "closures", "scenarios"]
    found = []
    for route in ROUTES:
        if route.method != "GET" or EVENT_STREAM in route.forms:
            continue
        paths = [route.path]
        for name, values in (("{table}", tables), ("{booking}", ids), ("{challenge}", ids), ("{id...}", ids)):
            paths = [path.replace(name, value) for path in paths for value in (values if name in path else [""])]
        for name in ("{name}", "{job}", "{plan}", "{secret}", "{id}"):
            paths = [path.replace(name, value) for path in paths for value in (ids if name in path else [""])]
        found += [(route.path, path) for path in paths]
    queries = ["?party=alpha", "?production=p-" + SECRET, "?as_of=3", "?over=true", "?booking=" + known["third"]]
    queries += ["?state=confirmed", "?start=2027-03-01&end=2027-03-11", "?start=2027-03-01&end=2027-03-11&party=alpha"]
    plain = ["/bookings", "/lines", "/challenges", "/availability", "/inbox", "/journal", "/portfolio", "/plans"]
    return found + [(path, API + path + query) for path in plain for query in queries]


def words_in(answer: Any, own: str, known: dict[str, str]) -> list[str]:
    """The secret words and the ids of others in a response, but for what was asked for in words."""
    text = (answer.text + json.dumps(dict(answer.headers))).replace(own, "")
    ids = [f'"{known[name]}{more}"' for name in ("first", "third", "booked") for more in ("", ".1")]
    return [word for word in (*SECRETS, *ids) if word in text]


def test_no_answer_to_an_outside_party_names_another(desk: Desk, crowded: dict[str, str]) -> None:
    leaks = []
    asked = addresses(crowded)
    for route, path in asked:
        answer = desk.ask("beth", "GET", path)
        assert answer.status_code < 500, path
        problem = answer.status_code >= 400
        told = [word for word in words_in(answer, path, crowded) if not (problem and word in path)]
        if told:
            leaks.append((route, path, told))
    assert len(asked) > 300
    assert leaks == []


def test_no_refusal_to_an_outside_party_names_another(desk: Desk, crowded: dict[str, str]) -> None:
    days = {"start": "2027-03-01", "end": "2027-03-11"}
    bodies: list[tuple[str, Any]] = [
        ("/bookings", {"lines": [{"space": "b", **days}]}),
        ("/bookings", {"lines": [{"space": "leased", **days}]}),
        ("/bookings", {"lines": [{"space": "y", **days}]}),
        ("/bookings", {"lines": [{"space": "a", **days}], "confirm": True}),
        ("/bookings", {"party": "alpha", "lines": [{"space": "a", **days}]}),
        ("/bookings", {"joint_with": crowded["first"], "lines": [{"space": "a", **days}]}),
        ("/bookings", {"production": f"p-{SECRET}", "lines": [{"space": "a", **days}]}),
        (f"/bookings/{crowded['own']}/confirm", {}),
        (f"/bookings/{crowded['own']}/challenge", {}),
        (f"/bookings/{crowded['own']}/renew", {}),
        (f"/bookings/{crowded['own']}/meet", {"kind": "agreement"}),
        *((f"/bookings/{crowded['first']}/{do}", {}) for do in ("confirm", "renew", "release", "cancel", "challenge")),
        (f"/bookings/{crowded['first']}/move", {"line": f"{crowded['first']}.1", **days}),
        (f"/challenges/{crowded['against']}/answer", {"booking": crowded["first"], "answer": "release"}),
        (f"/challenges/{crowded['against']}/answer", {"booking": crowded["own"], "answer": "confirm"}),
        (f"/challenges/{crowded['against']}/withdraw", {}),
        ("/closures", {"space": "a", **days}),
        (f"/closures/{crowded['closed']}/reopen", {}),
        ("/published", {"job": "x"}),
        ("/plans", {}),
    ]
    leaks = []
    for path, body in bodies:
        answer = desk.post("beth", path, body)
        assert answer.status_code != 500
        told = [word for word in words_in(answer, path, crowded) if word not in json.dumps(body) + path]
        if told:
            leaks.append((path, body, told, answer.text))
    assert leaks == []


def test_an_outside_party_sees_days_state_and_rank_of_others(desk: Desk, crowded: dict[str, str]) -> None:
    hidden = {"id": None, "booking": None, "phase": None, "until": None, "offered_until": None}
    hidden |= {"price": None, "group": None, "lease": None}
    own = crowded["own"]
    lines = desk.get("beth", "/lines").json()["lines"]
    assert sorted((item["space"], item["state"], item["rank"] or 0, item["booking"]) for item in lines) == [
        ("a", "hold", 1, None),
        ("a", "hold", 2, own),
        ("a", "hold", 3, None),
        ("b", "confirmed", 0, None),
    ]
    others = [item for item in lines if item["booking"] is None]
    assert all(hidden.items() <= item.items() for item in others)


def test_an_outside_party_sees_its_own_bookings_whole(desk: Desk, crowded: dict[str, str]) -> None:
    (booking,) = desk.get("beth", "/bookings").json()["bookings"]
    assert (booking["id"], booking["title"], booking["party"]) == (crowded["own"], "Beta One", "beta")
    assert booking["by"].startswith("beth:")


def test_who_is_challenged_sees_the_challenge_and_not_by_whom(desk: Desk, crowded: dict[str, str]) -> None:
    challenge = desk.get("beth", f"/challenges/{crowded['against']}").json()
    assert (challenge["booking"], challenge["state"], challenge["deadline"]) == (None, "open", "2027-01-05T09:00:00Z")
    assert [target["booking"] for target in challenge["targets"]] == [crowded["own"]]
    body = {"booking": crowded["own"], "answer": "release"}
    assert desk.post("beth", f"/challenges/{crowded['against']}/answer", body).status_code == 200


def test_who_challenges_sees_what_became_of_it_and_not_of_whom(desk: Desk) -> None:
    desk.hold("ben", "a", party="alpha", **MARCH)
    own = desk.hold("beth", "a", **MARCH)
    made = desk.post("beth", f"/bookings/{own}/challenge", {}).json()["made"]
    challenge = desk.get("beth", f"/challenges/{made[0]}").json()
    assert challenge["targets"] == [{"line": None, "booking": None, "answer": None, "answered": None, "settled": False}]


def test_an_outside_party_is_told_what_is_in_the_way_without_names(desk: Desk, crowded: dict[str, str]) -> None:
    answer = desk.post("beth", "/bookings", {"lines": [{"space": "b", **MARCH}]})
    problem = answer.json()
    assert (answer.status_code, problem["rule"]) == (409, "taken")
    assert problem["obstacles"] == [{"kind": "booking", "space": "b", **MARCH, "id": None, "party": None}]
    assert problem["nearest"] != []


def test_an_outside_party_acts_for_itself_alone(desk: Desk, crowded: dict[str, str]) -> None:
    for path in (crowded["first"], crowded["third"], crowded["booked"], "nothing"):
        answer = desk.post("beth", f"/bookings/{path}/release", {})
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "there is no such booking, or you may not see it",
        )
    taken = desk.post("beth", "/bookings", {"party": "alpha", "lines": [{"space": "a", **MARCH}]})
    assert taken.status_code == 403


def test_an_outside_party_cannot_say_that_its_own_conditions_are_met(desk: Desk) -> None:
    own = desk.hold("beth", "a", confirm=True, **MARCH)
    assert desk.post("beth", f"/bookings/{own}/meet", {"kind": "agreement"}).status_code == 403


def test_an_outside_party_reads_its_own_inbox_alone(desk: Desk, crowded: dict[str, str]) -> None:
    notices = desk.get("beth", "/inbox").json()["notices"]
    assert {notice["party"] for notice in notices} == {"beta"}
    assert desk.get("beth", "/inbox?party=alpha").status_code == 404


def test_of_the_portfolio_an_outside_party_sees_what_one_must_know_to_ask(desk: Desk) -> None:
    tables = {item["table"]: item["records"] for item in desk.get("beth", "/portfolio").json()["tables"]}
    assert {table: count for table, count in tables.items() if count} == {
        "parties": 1,
        "policies": 1,
        "studios": 2,
        "spaces": 4,
    }
    assert desk.get("beth", "/portfolio/spaces/a").json()["record"] == {
        "id": "a",
        "studio": "lot",
        "kind": "stage",
        "name": "Stage A",
    }
    assert desk.get("beth", f"/portfolio/leases/lease-{SECRET}").status_code == 404


def test_the_same_words_are_there_for_the_desks_own_people(desk: Desk, crowded: dict[str, str]) -> None:
    """Otherwise the tests above would prove nothing."""
    for path in ("/bookings", "/journal", "/portfolio/parties", "/portfolio/productions"):
        assert SECRET in desk.get("ben", path).text
