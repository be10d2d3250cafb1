"""Tokens, users and calendar addresses: made, shown once, limited, ended."""

from __future__ import annotations

import time
from typing import Any

import pytest
from litestar.testing import TestClient

from stagehold.services import people
from stagehold.store import Store
from stagehold.web.app import make_app
from web.world import API, ORIGIN, PASSWORD, Clock, Desk


@pytest.fixture
def session(desk: Desk) -> Desk:
    """Vera is signed in with her password."""
    answer = desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": PASSWORD})
    assert answer.status_code == 200
    return desk


def own(desk: Desk, method: str, path: str, body: Any = None) -> Any:
    return desk.client.request(method, API + path, json=body, headers={"x-stagehold": "1"})


def test_a_token_is_shown_once_and_works(session: Desk) -> None:
    made = own(session, "POST", "/tokens", {"label": "the nightly export", "role": "viewer", "days": 30})
    assert made.status_code == 201
    secret = made.json()["secret"]
    assert secret not in own(session, "GET", "/tokens").text
    session.client.cookies.clear()
    me = session.ask(None, "GET", f"{API}/me", authorization=f"Bearer {secret}").json()
    assert (me["user"], me["token"], me["expires"]) == ("vera", made.json()["token"]["id"], "2027-02-03T09:00:00Z")


def test_a_token_ends_on_its_day(session: Desk) -> None:
    secret = own(session, "POST", "/tokens", {"label": "a day", "days": 1}).json()["secret"]
    session.client.cookies.clear()
    headers = {"authorization": f"Bearer {secret}"}
    assert session.ask(None, "GET", f"{API}/me", **headers).status_code == 200
    session.clock.pass_(days=1)
    assert session.ask(None, "GET", f"{API}/me", **headers).status_code == 401


def test_a_revoked_token_is_turned_away_at_once(session: Desk) -> None:
    made = own(session, "POST", "/tokens", {"label": "short"}).json()
    assert own(session, "DELETE", f"/tokens/{made['token']['id']}").status_code == 204
    session.client.cookies.clear()
    assert session.ask(None, "GET", f"{API}/me", authorization=f"Bearer {made['secret']}").status_code == 401


def test_nobody_revokes_the_token_of_another_but_an_owner_of_everything(session: Desk) -> None:
    id_ = own(session, "POST", "/tokens", {"label": "mine"}).json()["token"]["id"]
    session.client.cookies.clear()
    assert session.ask("ben", "DELETE", f"{API}/tokens/{id_}").status_code == 404
    assert session.ask("olga", "DELETE", f"{API}/tokens/{id_}").status_code == 204


@pytest.mark.parametrize(
    "body", [{"role": "booker"}, {"role": "owner"}, {"role": "viewer", "studios": ["nowhere"], "party": "beta"}]
)
def test_a_token_may_at_most_what_its_user_may(session: Desk, body: dict[str, Any]) -> None:
    answer = own(session, "POST", "/tokens", {"label": "more", **body})
    if "studios" in body:
        assert answer.status_code == 201  # vera may look everywhere, whatever is there
    else:
        assert (answer.status_code, answer.json()["rule"]) == (422, "more-than-own")


def test_a_token_for_a_party_sees_as_that_party_does(session: Desk) -> None:
    secret = own(session, "POST", "/tokens", {"label": "for beta", "party": "beta"}).json()["secret"]
    session.client.cookies.clear()
    me = session.ask(None, "GET", f"{API}/me", authorization=f"Bearer {secret}").json()
    assert me["party"] == "beta"
    assert me["permissions"] == {"*": ["own-account", "read-desk", "read-facts", "read-inbox"]}


def test_a_token_makes_no_token_and_changes_no_password(asked_desk: Desk) -> None:
    assert asked_desk.post("olga", "/tokens", {"label": "another"}).status_code == 403
    assert asked_desk.post("olga", "/me/password", {"new": "taking it over"}).status_code == 403
    assert asked_desk.ask("olga", "PUT", f"{API}/me", {"display": "Olga"}).status_code == 403


def test_what_another_process_revokes_ends_here_within_seconds(desk: Desk, store: Store, clock: Clock) -> None:
    other = make_app(store, now=clock)
    with TestClient(other, base_url=ORIGIN) as client:
        headers = desk.person("ben").headers
        assert client.get(f"{API}/me", headers=headers).status_code == 200
        token = next(item for item in other.state.house.access.tokens.values() if item.user == "ben")
        assert desk.ask("olga", "DELETE", f"{API}/tokens/{token.id}").status_code == 204
        for _ in range(200):
            if client.get(f"{API}/me", headers=headers).status_code == 401:
                break
            time.sleep(0.05)
        assert client.get(f"{API}/me", headers=headers).status_code == 401


def test_users_are_made_changed_and_never_twice(desk: Desk) -> None:
    body = {"display": "Mina", "roles": {"lot": "booker"}, "language": "ja", "units": "tsubo"}
    made = desk.ask("olga", "PUT", f"{API}/users/Mina", body)
    assert made.status_code == 201
    assert made.json() == {
        "name": "mina",
        "display": "Mina",
        "roles": {"lot": "booker"},
        "party": None,
        "language": "ja",
        "units": "tsubo",
        "subject": None,
        "has_password": False,
        "made": "2027-01-04T09:00:00Z",
        "disabled": None,
    }
    again = desk.ask("olga", "PUT", f"{API}/users/mina", body, if_none_match="*")
    assert again.status_code == 412
    changed = desk.ask("olga", "PUT", f"{API}/users/mina", {**body, "roles": {}})
    assert (changed.status_code, changed.json()["roles"]) == (200, {})


@pytest.mark.parametrize(
    ("name", "body", "rule"),
    [
        ("a b", {"display": "A"}, "name"),
        ("x" * 101, {"display": "A"}, "name"),
        ("a", {"display": " "}, "display"),
        ("a", {"display": "A", "language": "xx"}, "language"),
        ("a", {"display": "A", "units": "rods"}, "units"),
        ("a", {"display": "A", "roles": {"nowhere": "viewer"}}, "unknown-studio"),
        ("a", {"display": "A", "party": "nobody"}, "unknown-party"),
    ],
)
def test_a_user_that_does_not_fit_is_refused_by_rule(
    asked_desk: Desk, name: str, body: dict[str, Any], rule: str
) -> None:
    answer = asked_desk.ask("olga", "PUT", f"{API}/users/{name}", body)
    assert (answer.status_code, answer.json()["rule"]) == (422, rule)


def test_a_given_password_signs_in(desk: Desk) -> None:
    assert desk.post("olga", "/users/ben/password", {"password": PASSWORD}).status_code == 204
    answer = desk.client.post(f"{API}/sign-in", json={"name": "BEN", "password": PASSWORD})
    assert answer.json()["user"] == "ben"


def test_a_calendar_address_is_shown_once_and_can_be_ended(session: Desk, store: Store) -> None:
    made = own(session, "POST", "/calendars", {"kind": "stage", "of": "a"})
    assert made.status_code == 201
    address = made.json()["address"]
    assert address.startswith(f"{ORIGIN}/calendar/")
    assert address.endswith(".ics")
    assert address.rpartition("/")[2].removesuffix(".ics") not in own(session, "GET", "/calendars").text
    id_ = made.json()["calendar"]["id"]
    assert own(session, "DELETE", f"/calendars/{id_}").status_code == 204
    assert own(session, "GET", "/calendars").json()["calendars"][0]["revoked"] == "2027-01-04T09:00:00Z"


@pytest.mark.parametrize("kind", ["stage", "studio", "production", "party"])
def test_there_is_no_calendar_of_what_is_not_there(session: Desk, kind: str) -> None:
    assert own(session, "POST", "/calendars", {"kind": kind, "of": "nothing"}).status_code == 404


def test_a_password_is_long_enough_and_is_not_the_name(store: Store) -> None:
    for password in ("short", "olga-olga1" * 60):
        with pytest.raises(people.PeopleRefused):
            people.set_password(store.engine, "olga", password, 1)


def feed(session: Desk, kind: str, of: str) -> tuple[str, str]:
    """Make an address for a feed; its path and id."""
    made = own(session, "POST", "/calendars", {"kind": kind, "of": of}).json()
    return made["address"].removeprefix(ORIGIN), made["calendar"]["id"]


def test_a_calendar_address_gives_the_feed_without_a_sign_in(session: Desk) -> None:
    session.hold("ben", "a", "2027-03-01", "2027-03-11", party="alpha", title="Harbour")
    path, id_ = feed(session, "stage", "a")
    own(session, "POST", "/sign-out")
    answer = session.client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270311\r\n" in answer.text
    assert "STATUS:TENTATIVE" in answer.text
    assert "Harbour" in answer.text
    again = session.client.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert id_ not in answer.text


def test_a_calendar_of_an_outside_party_names_nobody_else(desk: Desk, store: Store, clock: Clock) -> None:
    desk.hold("ben", "a", "2027-03-01", "2027-03-11", party="alpha", title="Harbour")
    desk.hold("beth", "a", "2027-03-01", "2027-03-11", title="Beta One")
    desk.post("ben", "/closures", {"space": "b", "start": "2027-03-01", "end": "2027-03-02", "reason": "Harbour"})
    people.set_password(store.engine, "bob", PASSWORD, 1)
    desk.client.post(f"{API}/sign-in", json={"name": "bob", "password": PASSWORD})
    for kind, of in (("studio", "lot"), ("stage", "a"), ("stage", "leased"), ("party", "beta")):
        answer = desk.client.get(feed(desk, kind, of)[0])
        assert answer.status_code == 200
        assert [word for word in ("Harbour", "alpha", "Zanzibar", "ben") if word in answer.text] == []
    assert own(desk, "POST", "/calendars", {"kind": "party", "of": "alpha"}).status_code == 404


@pytest.mark.parametrize("change", ["address", "role", "user"])
def test_a_calendar_ends_with_its_address_its_role_and_its_user(session: Desk, change: str) -> None:
    path, id_ = feed(session, "stage", "a")
    assert session.client.get(path).status_code == 200
    body: dict[str, Any] = {"display": "Vera", "roles": {"*": "viewer"}}
    if change == "address":
        assert own(session, "DELETE", f"/calendars/{id_}").status_code == 204
    session.client.cookies.clear()
    if change == "role":
        session.ask("olga", "PUT", f"{API}/users/vera", {**body, "roles": {"yard": "viewer"}})
    if change == "user":
        session.ask("olga", "PUT", f"{API}/users/vera", {**body, "disabled": True})
    assert session.client.get(path).status_code == 404


def test_a_calendar_is_not_asked_for_all_the_time(session: Desk) -> None:
    path, _ = feed(session, "stage", "a")
    statuses = [session.client.get(path).status_code for _ in range(12)]
    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429


@pytest.mark.parametrize("path", ["/calendar/wrong.ics", "/calendar/wrong", "/calendar/.ics"])
def test_an_address_that_was_never_given_is_not_found(asked_desk: Desk, path: str) -> None:
    assert asked_desk.client.get(path).status_code == 404


def test_who_looks_after_a_user_sees_that_users_tokens(desk: Desk) -> None:
    (token,) = desk.get("olga", "/users/ben/tokens").json()["tokens"]
    assert (token["user"], token["role"], token["revoked"]) == ("ben", "booker", None)
    assert desk.get("olaf", "/users/ben/tokens").status_code == 404
