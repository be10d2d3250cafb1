"""Every route states what it needs, and each role may do what the table says and nothing else."""

from __future__ import annotations

import re

import pytest

from stagehold.services.permissions import OPEN, OUTSIDE, PERMISSIONS, Permission
from stagehold.store.people_records import Role
from stagehold.web.app import make_app
from stagehold.web.route import Route
from stagehold.web.routes import ROUTES
from stagehold.web.stream import EVENT_STREAM
from web.world import API, Desk

# Role -> permission, spelled out once more, so that a slip in the table of the program is seen.
READS = {"own-account", "read-desk", "read-facts", "read-journal", "read-inbox", "export-facts", "read-plans"}
ACTS = {"place-holds", "act-on-bookings", "meet-conditions", "close-spaces"}
PLANS = {"displace", "make-plans", "publish-plans", "change-facts"}
OWNS = {"manage-people", "read-sign-ins"}
TABLE = {
    "viewer": READS,
    "booker": READS | ACTS,
    "planner": READS | ACTS | PLANS,
    "owner": READS | ACTS | PLANS | OWNS,
}
LEFT_OUTSIDE = {"own-account", "read-desk", "read-facts", "read-inbox", "place-holds", "act-on-bookings"}
PEOPLE = {
    "vera": TABLE["viewer"],
    "ben": TABLE["booker"],
    "pia": TABLE["planner"],
    "olga": TABLE["owner"],
    "bob": TABLE["viewer"] & LEFT_OUTSIDE,
    "beth": TABLE["booker"] & LEFT_OUTSIDE,
}
_IN_PATH = re.compile(r"\{\w+(\.\.\.)?\}")


def address(route: Route) -> str:
    return _IN_PATH.sub("nothing", route.path)


def test_the_table_of_roles_is_as_spelled_here() -> None:
    assert {role.value: set(granted) for role, granted in PERMISSIONS.items()} == TABLE
    assert set(OUTSIDE) == LEFT_OUTSIDE
    assert list(PERMISSIONS) == list(Role)


def test_every_handler_of_the_application_states_a_permission(asked_desk: Desk) -> None:
    app = asked_desk.client.app
    handlers = [handler for route in app.routes for handler in route.route_handlers]  # type: ignore[attr-defined]
    assert len(handlers) > len(ROUTES)
    unstated = [str(handler) for handler in handlers if not isinstance(handler.opt.get("permission"), Permission)]
    assert unstated == []
    assert make_app is not None


def test_only_signing_in_health_the_page_and_calendars_are_open() -> None:
    assert {f"{route.method} {route.path}" for route in ROUTES if route.needs in OPEN} <= {
        "GET /",
        "GET /assets/{file}",
        "GET /health",
        "GET /start/{secret}",
        "GET /sign-in/provider",
        "GET /sign-in/provider/back",
        "GET /calendar/{secret}",
        f"GET {API}/sign-in",
        f"POST {API}/sign-in",
    }


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer sh_wrong"}, {"cookie": "stagehold-8765=wrong"}])
def test_every_route_that_is_not_open_turns_strangers_away(asked_desk: Desk, headers: dict[str, str]) -> None:
    answers = {
        f"{route.method} {route.path}": asked_desk.ask(None, route.method, address(route), **headers)
        for route in ROUTES
        if route.needs not in OPEN
    }
    let_in = {
        name: answer.text
        for name, answer in answers.items()
        if (answer.status_code, answer.json()["code"]) != (401, "sign-in-needed")
    }
    assert let_in == {}


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_may_what_the_table_says_and_nothing_else(asked_desk: Desk, name: str) -> None:
    wrong = []
    for route in ROUTES:
        allowed = route.needs in OPEN or route.needs.value in PEOPLE[name]
        if allowed and EVENT_STREAM in route.forms:
            continue  # it would go on for ever
        answer = asked_desk.ask(name, route.method, address(route))
        refused = answer.status_code == 403 and answer.json()["detail"].startswith("this takes the permission")
        if refused == allowed:
            wrong.append((route.method, route.path, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    ("space", "status"), [("a", 201), ("y", 404)], ids=["at the own studio", "at another, which is not seen"]
)
def test_a_role_counts_at_its_studio_alone(desk: Desk, space: str, status: int) -> None:
    body = {"party": "beta", "lines": [{"space": space, "start": "2027-03-01", "end": "2027-03-05"}]}
    assert desk.post("lou", "/bookings", body).status_code == status


def test_a_booking_at_another_studio_is_neither_seen_nor_touched(desk: Desk) -> None:
    booking = desk.hold("ben", "y", "2027-03-01", "2027-03-05", party="beta")
    assert desk.get("lou", f"/bookings/{booking}").status_code == 404
    assert desk.post("lou", f"/bookings/{booking}/release", {}).status_code == 404
    assert desk.get("lou", "/bookings").json()["bookings"] == []
    assert {line["space"] for line in desk.get("lou", "/lines").json()["lines"]} == set()


def test_a_booking_at_two_studios_takes_a_role_at_both(desk: Desk) -> None:
    lines = [{"space": space, "start": "2027-03-01", "end": "2027-03-05"} for space in ("a", "y")]
    booking = desk.post("ben", "/bookings", {"party": "beta", "lines": lines}).json()["made"][0]
    seen = desk.get("lou", f"/bookings/{booking}").json()
    assert [line["space"] for line in seen["lines"]] == ["a"]
    assert desk.post("lou", f"/bookings/{booking}/release", {}).status_code == 403


def test_moving_to_a_space_of_another_studio_takes_a_role_there(desk: Desk) -> None:
    booking = desk.hold("lou", "a", "2027-03-01", "2027-03-05", party="beta")
    body = {"line": f"{booking}.1", "start": "2027-03-01", "end": "2027-03-05", "space": "y"}
    assert desk.post("lou", f"/bookings/{booking}/move", body).status_code == 404


def test_an_owner_of_one_studio_gives_roles_there_alone(desk: Desk) -> None:
    body = {"display": "New", "roles": {"yard": "booker"}}
    assert desk.ask("olaf", "PUT", f"{API}/users/new", body).status_code == 201
    for roles in ({"*": "viewer"}, {"lot": "viewer"}, {"yard": "booker", "lot": "viewer"}):
        answer = desk.ask("olaf", "PUT", f"{API}/users/other", {"display": "Other", "roles": roles})
        assert answer.status_code == 403
    taken = desk.ask("olaf", "PUT", f"{API}/users/olga", {"display": "Olga", "roles": {"yard": "viewer"}})
    assert taken.status_code == 403
    assert desk.post("olaf", "/users/olga/password", {"password": "taking it over"}).status_code == 404
    assert [user["name"] for user in desk.get("olaf", "/users").json()["users"]] == ["new", "olaf"]


def test_the_last_owner_of_everything_stays(asked_desk: Desk) -> None:
    for body in ({"display": "Olga", "roles": {"*": "viewer"}}, {"display": "Olga", "roles": {}, "disabled": True}):
        answer = asked_desk.ask("olga", "PUT", f"{API}/users/olga", body)
        assert (answer.status_code, answer.json()["rule"]) == (422, "last-owner")


def test_who_acts_for_a_party_is_a_viewer_or_a_booker(asked_desk: Desk) -> None:
    body = {"display": "Max", "roles": {"*": "planner"}, "party": "beta"}
    answer = asked_desk.ask("olga", "PUT", f"{API}/users/max", body)
    assert (answer.status_code, answer.json()["rule"]) == (422, "outside-role")


def test_displacing_bookings_takes_more_than_closing(desk: Desk) -> None:
    body = {"space": "a", "start": "2027-05-01", "end": "2027-05-03", "displace": True}
    assert desk.post("ben", "/closures", body).status_code == 403
    assert desk.post("pia", "/closures", body).status_code == 201


def test_a_planner_of_one_studio_does_not_see_plans_of_all(desk: Desk) -> None:
    body = {"display": "Pat", "roles": {"lot": "planner"}}
    assert desk.ask("olga", "PUT", f"{API}/users/pat", body).status_code == 201
    assert desk.post("lou", "/plans", {}).status_code == 403
    assert desk.get("lou", "/plans").status_code == 403


def test_head_is_answered_as_get_without_a_body(asked_desk: Desk) -> None:
    got = asked_desk.get("vera", "/portfolio")
    head = asked_desk.ask("vera", "HEAD", f"{API}/portfolio")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert asked_desk.ask(None, "HEAD", f"{API}/portfolio").status_code == 401
    assert asked_desk.ask("vera", "HEAD", f"{API}/events").status_code == 200
