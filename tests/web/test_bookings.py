"""The desk over HTTP: holding, booking, refusals with their reasons, versions, keys and pages."""

from __future__ import annotations

from typing import Any

import pytest

from stagehold.web.settings import Settings
from web.world import API, Desk

MARCH = {"start": "2027-03-01", "end": "2027-03-11"}


def line(space: str = "a", start: str = "2027-03-01", end: str = "2027-03-11", **more: Any) -> dict[str, Any]:
    return {"space": space, "start": start, "end": end, **more}


def test_a_hold_is_answered_with_its_receipt_and_can_be_read(desk: Desk) -> None:
    body = {"party": "beta", "title": "Harbour", "lines": [line(phase="shoot")], "why": "by telephone"}
    answer = desk.post("ben", "/bookings", body)
    booking = answer.json()["made"][0]
    assert answer.status_code == 201
    assert answer.json() == {"number": 2, "at": "2027-01-04T09:00:00Z", "what": "hold", "made": [booking]}
    assert answer.headers["location"] == f"{API}/bookings/{booking}"
    assert desk.get("vera", f"/bookings/{booking}").json() == {
        "id": booking,
        "version": 2,
        "party": "beta",
        "production": None,
        "need": None,
        "title": "Harbour",
        "one_of": [],
        "joint": [],
        "conditions": [],
        "missed": [],
        "currency": None,
        "made": "2027-01-04T09:00:00Z",
        "by": desk.get("ben", "/me").json()["user"] + ":" + desk.get("ben", "/me").json()["token"],
        "renewed": 0,
        "plan": None,
        "lines": [
            {
                "id": f"{booking}.1",
                "booking": booking,
                "space": "a",
                **MARCH,
                "state": "hold",
                "rank": 1,
                "phase": "shoot",
                "until": "2027-01-18T09:00:00Z",
                "offered_until": None,
                "price": None,
                "group": None,
                "lease": None,
            }
        ],
    }


def test_a_second_hold_queues_and_moves_up_when_the_first_goes(desk: Desk) -> None:
    first = desk.hold("ben", "a", party="alpha", **MARCH)
    second = desk.hold("ben", "a", party="beta", **MARCH)

    def rank() -> int:
        found: int = desk.get("ben", f"/bookings/{second}").json()["lines"][0]["rank"]
        return found

    assert rank() == 2
    assert desk.post("ben", f"/bookings/{first}/release", {}).status_code == 200
    assert rank() == 1


def test_a_booking_in_the_way_is_named_with_whom_to_ask_and_what_is_free(desk: Desk) -> None:
    booked = desk.hold("ben", "a", party="alpha", confirm=True, **MARCH)
    answer = desk.post("ben", "/bookings", {"party": "beta", "lines": [line(start="2027-03-05", end="2027-03-08")]})
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    problem = answer.json()
    assert (problem["code"], problem["rule"]) == ("refused", "taken")
    assert problem["obstacles"] == [
        {"kind": "booking", "space": "a", "start": "2027-03-05", "end": "2027-03-08", "id": booked, "party": "alpha"}
    ]
    assert {"space": "a", "start": "2027-03-11", "end": "2027-03-14"} in problem["nearest"]


def test_the_life_of_a_booking(desk: Desk) -> None:
    id_ = desk.hold("ben", "a", party="beta", **MARCH)
    moved = {"line": f"{id_}.1", "start": "2027-03-02", "end": "2027-03-12"}
    desk.clock.pass_(hours=1)  # a renewal that gains no time is refused
    for action, body in (
        ("renew", None),
        ("move", moved),
        ("confirm", {}),
        ("meet", {"kind": "agreement"}),
        ("cancel", {"why": "the script is late"}),
    ):
        answer = desk.post("ben", f"/bookings/{id_}/{action}", body)
        assert (answer.status_code, answer.json()["what"]) == (200, action), answer.text
    found = desk.get("ben", f"/bookings/{id_}").json()
    assert sorted((item["start"], item["end"], item["state"], item["price"]) for item in found["lines"]) == [
        ("2027-03-01", "2027-03-02", "released", None),
        ("2027-03-02", "2027-03-11", "cancelled", "4500000"),
        ("2027-03-11", "2027-03-12", "cancelled", "500000"),
    ]


def test_a_challenge_is_answered_and_settles(desk: Desk) -> None:
    first = desk.hold("ben", "a", party="alpha", **MARCH)
    second = desk.hold("ben", "a", party="beta", **MARCH)
    made = desk.post("ben", f"/bookings/{second}/challenge", {})
    assert made.status_code == 201
    id_ = made.json()["made"][0]
    assert made.headers["location"] == f"{API}/challenges/{id_}"
    challenge = desk.get("vera", f"/challenges/{id_}").json()
    assert (challenge["state"], challenge["deadline"]) == ("open", "2027-01-05T09:00:00Z")
    answered = desk.post("ben", f"/challenges/{id_}/answer", {"booking": first, "answer": "release"})
    assert answered.status_code == 200
    challenge = desk.get("vera", f"/challenges/{id_}").json()
    assert (challenge["state"], challenge["confirm_by"]) == ("won", "2027-01-06T09:00:00Z")
    withdrawn = desk.post("ben", f"/challenges/{id_}/withdraw", {})
    assert withdrawn.status_code == 200
    assert desk.get("vera", "/challenges").json()["challenges"] == []
    assert len(desk.get("vera", "/challenges?over=true").json()["challenges"]) == 1


def test_a_closure_refuses_bookings_and_is_lifted(desk: Desk) -> None:
    closed = desk.post("ben", "/closures", {"space": "a", **MARCH, "reason": "rigging"})
    id_ = closed.json()["made"][0]
    refused = desk.post("ben", "/bookings", {"party": "beta", "lines": [line()]})
    assert (refused.status_code, refused.json()["rule"]) == (409, "closed")
    assert desk.get("vera", closed.headers["location"].removeprefix(API)).json()["record"]["reason"] == "rigging"
    assert desk.post("ben", f"/closures/{id_}/reopen", {}).status_code == 200
    assert desk.post("ben", "/bookings", {"party": "beta", "lines": [line()]}).status_code == 201


def test_a_quotation_prices_by_the_policy_of_the_studio(desk: Desk) -> None:
    id_ = desk.hold("ben", "a", party="beta", **MARCH)
    (quoted,) = desk.get("vera", f"/bookings/{id_}/quotation").json()["quotations"]
    assert (quoted["studio"], quoted["currency"], quoted["total"]) == ("lot", "JPY", "5000000")
    assert quoted["valid_until"] == "2027-01-18T09:00:00Z"


def test_availability_ranks_what_is_free_and_says_why_the_rest_is_not(desk: Desk) -> None:
    desk.hold("ben", "a", party="alpha", **MARCH)
    desk.hold("ben", "b", party="alpha", confirm=True, **MARCH)
    found = desk.get("vera", "/availability?party=beta&start=2027-03-01&end=2027-03-11&studio=lot").json()
    assert [(item["spaces"], item["rank"]) for item in found["free"]] == [(["a"], 2)]
    assert {item["spaces"][0]: item["reason"] for item in found["taken"]} == {"b": "taken", "leased": "not-leased"}


# --- versions -----------------------------------------------------------------------------------------------------


def test_an_unchanged_booking_is_not_sent_again(desk: Desk) -> None:
    id_ = desk.hold("ben", "a", party="alpha", **MARCH)
    tag = desk.get("ben", f"/bookings/{id_}").headers["etag"]
    again = desk.get("ben", f"/bookings/{id_}", if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")
    desk.hold("ben", "a", party="beta", **MARCH)  # who stands behind may change what is shown, so it is sent
    assert desk.get("ben", f"/bookings/{id_}", if_none_match=tag).status_code == 200


def test_a_change_of_an_old_version_is_refused_and_of_the_present_one_done(desk: Desk) -> None:
    id_ = desk.hold("ben", "a", party="alpha", **MARCH)
    tag = desk.get("ben", f"/bookings/{id_}").headers["etag"]
    desk.hold("ben", "a", party="beta", **MARCH)  # changes nothing of this booking itself
    desk.clock.pass_(hours=1)
    assert desk.post("ben", f"/bookings/{id_}/renew", {}, if_match=tag).status_code == 200
    old = desk.post("ben", f"/bookings/{id_}/renew", {}, if_match=tag)
    assert (old.status_code, old.json()["code"]) == (412, "changed-meanwhile")
    assert desk.post("ben", f"/bookings/{id_}/release", {}, if_match="*").status_code == 200


def test_versions_are_the_same_after_a_restart(desk: Desk, store: Any, clock: Any) -> None:
    from litestar.testing import TestClient

    from stagehold.web.app import make_app
    from web.world import ORIGIN

    id_ = desk.hold("ben", "a", party="alpha", **MARCH)
    desk.hold("ben", "a", party="beta", **MARCH)
    tag = desk.get("ben", f"/bookings/{id_}").headers["etag"]
    with TestClient(make_app(store, now=clock), base_url=ORIGIN) as client:
        other = client.get(f"{API}/bookings/{id_}", headers=desk.person("ben").headers)
        assert other.headers["etag"] == tag


# --- keys ---------------------------------------------------------------------------------------------------------


def test_the_same_request_with_the_same_key_is_done_once(desk: Desk) -> None:
    body = {"party": "beta", "lines": [line()]}
    first, again = (desk.post("ben", "/bookings", body, idempotency_key="k1") for _ in range(2))
    assert (again.status_code, again.json(), again.headers["location"]) == (
        first.status_code,
        first.json(),
        first.headers["location"],
    )
    assert len(desk.get("ben", "/bookings").json()["bookings"]) == 1


def test_another_request_with_the_same_key_is_refused(desk: Desk) -> None:
    desk.post("ben", "/bookings", {"party": "beta", "lines": [line()]}, idempotency_key="k1")
    other = desk.post("ben", "/bookings", {"party": "alpha", "lines": [line()]}, idempotency_key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_keys_of_two_users_have_nothing_to_do_with_each_other(desk: Desk) -> None:
    for name in ("ben", "pia"):
        body = {"party": "beta", "lines": [line()], "title": name}
        assert desk.post(name, "/bookings", body, idempotency_key="k1").status_code == 201


# --- pages --------------------------------------------------------------------------------------------------------


def test_bookings_come_page_by_page_each_once(desk: Desk) -> None:
    made = [desk.hold("ben", "a", f"2027-04-{day:02}", f"2027-04-{day + 1:02}", party="beta") for day in range(1, 8)]
    found: list[str] = []
    path = "/bookings?limit=3"
    for _ in range(4):
        page = desk.get("vera", path).json()
        found += [item["id"] for item in page["bookings"]]
        if page["next"] is None:
            break
        path = f"/bookings?limit=3&cursor={page['next']}"
    assert found == made


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("party=alpha", 1),
        ("party=nobody", 0),
        ("space=a", 2),
        ("space=y", 1),
        ("studio=lot", 2),
        ("state=confirmed", 1),
        ("state=confirmed&state=hold", 3),
        ("start=2027-03-11", 1),
        ("end=2027-03-11", 2),
        ("space=a&start=2027-03-01&end=2027-03-02", 1),
    ],
)
def test_bookings_are_found_by_what_is_asked(desk: Desk, query: str, count: int) -> None:
    desk.hold("ben", "a", party="alpha", **MARCH)
    desk.hold("ben", "a", "2027-05-01", "2027-05-05", party="beta")
    desk.hold("ben", "y", party="beta", confirm=True, **MARCH)
    assert len(desk.get("vera", f"/bookings?{query}").json()["bookings"]) == count


def test_lines_come_space_by_space(desk: Desk) -> None:
    desk.hold("ben", "b", party="alpha", **MARCH)
    desk.hold("ben", "a", "2027-05-01", "2027-05-05", party="beta")
    desk.hold("ben", "a", party="beta", **MARCH)
    page = desk.get("vera", "/lines?limit=1").json()
    assert [(item["space"], item["start"]) for item in page["lines"]] == [("a", "2027-03-01"), ("a", "2027-05-01")]
    rest = desk.get("vera", f"/lines?cursor={page['next']}").json()
    assert [item["space"] for item in rest["lines"]] == ["b"]


# --- the past -----------------------------------------------------------------------------------------------------


def test_the_desk_is_shown_as_it_was(desk: Desk) -> None:
    id_ = desk.hold("ben", "a", party="alpha", **MARCH)
    before = desk.get("vera", f"/bookings/{id_}").json()
    number = before["version"]
    desk.clock.pass_(hours=1)
    desk.post("ben", f"/bookings/{id_}/release", {})
    for as_of in (str(number), "2027-01-04T09:30:00Z"):
        past = desk.get("vera", f"/bookings/{id_}?as_of={as_of}").json()
        assert past["lines"] == before["lines"]
    assert desk.get("vera", f"/bookings/{id_}").json()["lines"][0]["state"] == "released"
    assert desk.get("vera", "/bookings?as_of=1").json()["bookings"] == []


@pytest.mark.parametrize("as_of", ["999999", "2027-01-05T09:00:00Z"])
def test_what_is_to_come_is_not_shown(asked_desk: Desk, as_of: str) -> None:
    assert asked_desk.get("vera", f"/bookings?as_of={as_of}").status_code == 422


def test_the_journal_tells_who_did_what_and_why(desk: Desk) -> None:
    id_ = desk.hold("ben", "a", party="alpha", why="by telephone", **MARCH)
    desk.hold("ben", "b", party="beta", **MARCH)
    page = desk.get("vera", f"/journal?record=booking/{id_}").json()
    (event,) = page["events"]
    assert (event["what"], event["why"], event["by"].partition(":")[0], event["made"]) == (
        "hold",
        "by telephone",
        "ben",
        [id_],
    )
    assert [change["put"] for change in event["changes"]] == ["booking", "line"]
    first = desk.get("vera", "/journal?limit=1").json()
    assert (first["events"][0]["what"], first["next"]) == ("import", 1)
    assert [item["number"] for item in desk.get("vera", "/journal?after=1").json()["events"]] == [2, 3]


def test_an_inbox_holds_what_a_party_was_told(desk: Desk) -> None:
    first = desk.hold("ben", "a", party="alpha", **MARCH)
    desk.hold("ben", "a", party="beta", **MARCH)
    desk.post("ben", f"/bookings/{first}/release", {})
    notices = desk.get("vera", "/inbox?party=beta").json()["notices"]
    assert [notice["kind"] for notice in notices] == ["moved-up"]
    assert notices[0]["facts"]["space"] == "a"


# --- what nobody should send --------------------------------------------------------------------------------------

HOSTILE: list[tuple[str, Any, int]] = [
    ("no lines", {"party": "beta", "lines": []}, 400),
    ("no party", {"lines": [line()]}, 422),
    ("unknown party", {"party": "nobody", "lines": [line()]}, 409),
    ("an end before the start", {"party": "beta", "lines": [line(end="2027-02-01")]}, 422),
    ("no days", {"party": "beta", "lines": [line(end="2027-03-01")]}, 422),
    ("the first day there is", {"party": "beta", "lines": [line(start="0001-01-01")]}, 400),
    ("the last day there is", {"party": "beta", "lines": [line(end="9999-12-31")]}, 400),
    ("past days", {"party": "beta", "lines": [line(start="1999-01-01", end="1999-01-02")]}, 409),
    ("a far year", {"party": "beta", "lines": [line(start="2199-12-30", end="2199-12-31")]}, 201),
    ("a text for a day", {"party": "beta", "lines": [line(start="tomorrow")]}, 400),
    ("a number for a day", {"party": "beta", "lines": [line(start=20270301)]}, 400),
    ("an unknown field", {"party": "beta", "lines": [line()], "rank": 1}, 400),
    ("a null byte", {"party": "be\u0000ta", "lines": [line()]}, 400),
    ("a long word", {"party": "x" * 201, "lines": [line()]}, 400),
    ("an unknown space", {"party": "beta", "lines": [line(space="nowhere")]}, 404),
    ("a list", [], 400),
    ("text", "hold a stage", 400),
    ("nothing", None, 400),
    ("the same day twice", {"party": "beta", "lines": [line(), line()]}, 409),
    ("one alternative", {"party": "beta", "one_of": True, "lines": [line()]}, 409),
    ("joint with nobody", {"party": "beta", "joint_with": "nobody", "lines": [line()]}, 409),
    ("an unknown production", {"party": "beta", "production": "nothing", "lines": [line()]}, 404),
    ("an unknown need", {"party": "beta", "need": "nothing", "lines": [line()]}, 409),
    ("too many lines", {"party": "beta", "lines": [line()] * 501}, 400),
]


@pytest.mark.parametrize(("body", "status"), [item[1:] for item in HOSTILE], ids=[item[0] for item in HOSTILE])
def test_a_booking_that_does_not_fit_is_a_problem_and_no_defect(asked_desk: Desk, body: Any, status: int) -> None:
    answer = asked_desk.post("ben", "/bookings", body)
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"party": "\xff"}', "application/json", 400),
        (b'{"party": "\\ud800"}', "application/json", 400),
        (b"[" * 200_000, "application/json", 400),
        (b'{"a":' * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"party=beta", "application/x-www-form-urlencoded", 415),
        (b" " * (1 << 20) + b"{}", "application/json", 413),
        (b'{"party": NaN}', "application/json", 400),
        (b"1e999", "application/json", 400),
    ],
)
def test_bytes_that_are_no_request_are_a_problem_and_no_defect(
    asked_desk: Desk, raw: bytes, kind: str, status: int
) -> None:
    headers = {**asked_desk.person("ben").headers, "content-type": kind}
    answer = asked_desk.client.post(f"{API}/bookings", content=raw, headers=headers)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/bookings?limit=0",
        "/bookings?limit=501",
        "/bookings?limit=1&limit=2",
        "/bookings?limit=x",
        "/bookings?nothing=1",
        "/bookings?cursor=%00",
        "/bookings?party=%00",
        "/bookings?party=%ff",
        "/bookings?state=maybe",
        "/bookings?as_of=yesterday",
        "/bookings?as_of=-1",
        "/bookings/%00",
        "/bookings/" + "x" * 600,
        "/journal?after=-1",
        "/journal?record=booking",
        "/availability?start=2027-03-01&end=2027-03-02&min_area=-1+m2",
        "/bookings?" + "&".join(f"x{number}=1" for number in range(100)),
    ],
)
def test_a_query_that_does_not_fit_is_a_problem_and_no_defect(asked_desk: Desk, path: str) -> None:
    answer = asked_desk.get("olga", path)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize(
    "path",
    [
        "/bookings?cursor=____",
        "/sign-ins?cursor=YQ",
        "/availability?start=2027-03-01&end=2027-03-02&party=beta&min_area=9",
        "/availability?start=2027-03-01&end=2027-02-02&party=beta",
        "/availability?start=2027-03-01&end=2027-03-02&party=beta&days=2",
        "/availability?start=2027-03-01&end=2027-03-02",
        "/inbox",
    ],
)
def test_a_query_that_fits_in_each_part_and_not_as_a_whole_says_why(asked_desk: Desk, path: str) -> None:
    answer = asked_desk.get("olga", path)
    if "min_area=9" in path:
        assert answer.status_code == 200  # a bare number is in square metres
    else:
        assert (answer.status_code, answer.json()["code"]) == (422, "input")


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "ü"])
def test_a_key_that_does_not_fit_is_refused(asked_desk: Desk, key: str) -> None:
    headers = [*asked_desk.person("ben").headers.items(), ("idempotency-key", key.encode())]
    body = {"party": "beta", "lines": [line()]}
    answer = asked_desk.client.post(f"{API}/bookings", json=body, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 400


class TestSmallBodies:
    """A server that takes a hundred bytes."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(most_bytes=100)

    def test_a_longer_body_is_turned_away(self, desk: Desk) -> None:
        answer = desk.post("ben", "/bookings", {"party": "beta", "lines": [line()], "title": "x" * 100})
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
