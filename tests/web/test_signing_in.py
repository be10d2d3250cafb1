"""Signing in by password, token and start link; what a cookie may do; and when it ends."""

from __future__ import annotations

from typing import Any

import pytest

from stagehold.services import people
from stagehold.store import Store
from stagehold.web.settings import Settings
from web.world import API, ORIGIN, PASSWORD, Clock, Desk

COOKIE = "stagehold-8765"


def signed_in(desk: Desk) -> Any:
    """The answer to Vera's sign-in with her password; the client keeps the cookie."""
    return desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": PASSWORD})


def test_a_password_signs_in_and_the_cookie_is_the_session(desk: Desk) -> None:
    answer = signed_in(desk)
    assert (answer.status_code, answer.json()["user"]) == (200, "vera")
    name, _, rules = answer.headers["set-cookie"].partition("=")
    assert name == COOKIE
    assert rules.partition("; ")[2] == "Max-Age=604800; Path=/; HttpOnly; SameSite=Lax"
    assert desk.client.get(f"{API}/me").json()["user"] == "vera"


def test_the_secret_of_a_session_is_stored_nowhere(desk: Desk, store: Store, tmp_path: Any) -> None:
    secret = signed_in(desk).cookies[COOKIE]
    token = desk.person("olga").secret
    link = people.start_link(store.engine, "olga", 1)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("desk.sqlite*"))
    assert [item for item in (secret, token, link, PASSWORD) if item.encode() in stored] == []


def test_wrong_name_and_wrong_password_are_told_in_the_same_words(desk: Desk) -> None:
    answers = [
        desk.client.post(f"{API}/sign-in", json={"name": name, "password": "another horse"})
        for name in ("vera", "nobody", "nil")
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert len({answer.text for answer in answers}) == 1


def test_after_ten_failures_even_the_right_password_waits(desk: Desk) -> None:
    for _ in range(10):
        failed = desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": "another horse"})
        assert failed.status_code == 401
    answer = desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert answer.json()["code"] == "too-many-sign-ins"
    desk.clock.pass_(minutes=16)
    assert desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": PASSWORD}).status_code == 200


def test_every_attempt_is_in_the_trail_with_its_outcome(desk: Desk) -> None:
    signed_in(desk)
    desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": "another horse"})
    desk.client.post(f"{API}/sign-in", json={"name": "my password typed here", "password": "x"})
    desk.client.cookies.clear()
    found = desk.get("olga", "/sign-ins").json()["sign_ins"]
    told = [(item["user"], item["address"], item["way"], item["success"]) for item in found]
    assert told == [
        (None, "testclient", "password", False),
        ("vera", "testclient", "password", False),
        ("vera", "testclient", "password", True),
    ]
    assert found[0]["at"] == "2027-01-04T09:00:00Z"


def test_a_start_link_signs_in_once(desk: Desk, store: Store, clock: Clock) -> None:
    link = people.start_link(store.engine, "olga", int(clock.now.timestamp()))
    first = desk.client.get(f"/start/{link}", follow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    again = desk.client.get(f"/start/{link}", follow_redirects=False)
    assert (again.status_code, again.headers["location"]) == (303, "/")  # the same browser is in already
    desk.client.cookies.clear()
    assert desk.client.get(f"/start/{link}", follow_redirects=False).status_code == 401


def test_a_start_link_ends_after_a_quarter_of_an_hour(desk: Desk, store: Store, clock: Clock) -> None:
    link = people.start_link(store.engine, "olga", int(clock.now.timestamp()))
    clock.pass_(minutes=15)
    assert desk.client.get(f"/start/{link}", follow_redirects=False).status_code == 401


SITES: list[tuple[dict[str, str], int]] = [
    ({}, 403),
    ({"x-stagehold": "1"}, 200),
    ({"origin": ORIGIN}, 200),
    ({"sec-fetch-site": "same-origin"}, 200),
    ({"origin": "https://elsewhere.example"}, 403),
    ({"origin": "https://elsewhere.example", "x-stagehold": "1"}, 403),
    ({"origin": "null", "x-stagehold": "1"}, 403),
    ({"sec-fetch-site": "cross-site", "x-stagehold": "1"}, 403),
    ({"sec-fetch-site": "same-site", "origin": ORIGIN}, 403),
]


def test_with_a_cookie_a_change_comes_from_this_site_or_not_at_all(desk: Desk) -> None:
    signed_in(desk)
    body = {"display": "Vera"}
    told = [(sent, desk.client.put(f"{API}/me", json=body, headers=sent).status_code) for sent, _ in SITES]
    assert told == SITES


def test_another_site_cannot_sign_a_browser_in(asked_desk: Desk) -> None:
    body = {"name": "vera", "password": PASSWORD}
    answer = asked_desk.client.post(f"{API}/sign-in", json=body, headers={"origin": "https://elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")


def test_sign_out_ends_the_session_at_once(desk: Desk) -> None:
    secret = signed_in(desk).cookies[COOKIE]
    assert desk.client.post(f"{API}/sign-out", headers={"x-stagehold": "1"}).status_code == 204
    desk.client.cookies.set(COOKIE, secret)
    assert desk.client.get(f"{API}/me").status_code == 401


def test_a_session_ends_after_a_week(desk: Desk) -> None:
    signed_in(desk)
    desk.clock.pass_(days=7)
    assert desk.client.get(f"{API}/me").status_code == 401


def test_a_new_password_ends_every_session(desk: Desk) -> None:
    signed_in(desk)
    body = {"old": PASSWORD, "new": "another horse altogether"}
    changed = desk.client.post(f"{API}/me/password", json=body, headers={"x-stagehold": "1"})
    assert changed.status_code == 204
    assert desk.client.get(f"{API}/me").status_code == 401


def test_a_new_password_asks_for_the_old_one(desk: Desk) -> None:
    signed_in(desk)
    for body in ({"new": "another horse altogether"}, {"old": "wrong", "new": "another horse altogether"}):
        answer = desk.client.post(f"{API}/me/password", json=body, headers={"x-stagehold": "1"})
        assert answer.status_code == 403


def test_a_disabled_user_is_out_everywhere(desk: Desk) -> None:
    signed_in(desk)
    body = {"display": "Vera", "roles": {"*": "viewer"}, "disabled": True}
    assert desk.ask("olga", "PUT", f"{API}/users/vera", body).status_code == 200
    assert desk.client.get(f"{API}/me").status_code == 401
    assert desk.get("vera", "/me").status_code == 401
    desk.client.cookies.clear()
    again = desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": PASSWORD})
    assert again.status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::2]:8765"])
def test_a_name_that_is_not_the_servers_is_not_answered(asked_desk: Desk, host: str) -> None:
    answer = asked_desk.client.get("/health", headers={"host": host})
    assert answer.status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_on_loopback_its_names_are_answered(asked_desk: Desk, host: str) -> None:
    assert asked_desk.client.get("/health", headers={"host": host}).status_code == 200


class TestBehindAProxy:
    """A server whose browsers come by https through a proxy."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(public="https://desk.example", hosts=("127.0.0.1",), proxies=("testclient",))

    def test_the_cookie_is_secure_and_bound_to_the_host(self, desk: Desk) -> None:
        cookie = signed_in(desk).headers["set-cookie"]
        assert cookie.startswith("__Host-stagehold=")
        assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")

    def test_the_trail_names_the_address_before_the_proxy(self, desk: Desk) -> None:
        body = {"name": "vera", "password": "another horse"}
        forwarded = {"x-forwarded-for": "10.9.9.9, 203.0.113.7"}
        desk.client.post(f"{API}/sign-in", json=body, headers={"host": "desk.example", **forwarded})
        assert desk.get("olga", "/sign-ins").json()["sign_ins"][0]["address"] == "203.0.113.7"


def test_an_address_that_is_no_proxy_cannot_say_that_it_is_another(desk: Desk) -> None:
    body = {"name": "vera", "password": "another horse"}
    desk.client.post(f"{API}/sign-in", json=body, headers={"x-forwarded-for": "203.0.113.7"})
    assert desk.get("olga", "/sign-ins").json()["sign_ins"][0]["address"] == "testclient"


def test_a_crowd_at_the_door_is_told_to_come_back(desk: Desk) -> None:
    desk.app._at_door = 32
    answer = desk.client.post(f"{API}/sign-in", json={"name": "vera", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert desk.get("vera", "/me").status_code == 200  # who is in is not kept waiting


class TestFewRequests:
    """A server that lets each user ask three times at once, and once a second."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(requests_per_second=1, burst=3)

    def test_too_many_requests_are_told_when_to_come_back(self, desk: Desk) -> None:
        statuses = [desk.get("vera", "/me").status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        answer = desk.get("vera", "/me")
        assert (answer.json()["code"], answer.headers["retry-after"]) == ("too-many-requests", "1")
        assert desk.get("ben", "/me").status_code == 200  # another user's are not counted with them
