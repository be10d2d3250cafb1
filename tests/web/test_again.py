"""Whoever got no answer asks again with the same key, and is told what was done, even if it could not be done now."""

from __future__ import annotations

from web.world import Desk

DAYS = {"start": "2027-05-01", "end": "2027-05-04"}


def test_a_closure_that_was_lifted_is_lifted_for_whoever_asks_again(desk: Desk) -> None:
    closure = desk.post("pia", "/closures", {"space": "a", **DAYS}).json()["made"][0]
    first = desk.post("pia", f"/closures/{closure}/reopen", {}, idempotency_key="k")
    again = desk.post("pia", f"/closures/{closure}/reopen", {}, idempotency_key="k")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    for name, headers in (("pia", {}), ("pia", {"idempotency_key": "other"}), ("ben", {"idempotency_key": "k"})):
        assert desk.post(name, f"/closures/{closure}/reopen", {}, **headers).status_code == 404


def test_a_version_that_the_request_itself_has_changed_is_no_obstacle_to_asking_again(desk: Desk) -> None:
    booking = desk.hold("ben", "a", **DAYS, party="alpha")
    tag = desk.get("ben", f"/bookings/{booking}").headers["etag"]
    first = desk.post("ben", f"/bookings/{booking}/release", {}, idempotency_key="k", if_match=tag)
    again = desk.post("ben", f"/bookings/{booking}/release", {}, idempotency_key="k", if_match=tag)
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    changed = desk.post("ben", f"/bookings/{booking}/release", {}, idempotency_key="other", if_match=tag)
    assert (changed.status_code, changed.json()["code"]) == (412, "changed-meanwhile")
    reused = desk.post("ben", f"/bookings/{booking}/renew", {}, idempotency_key="k", if_match=tag)
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency-key-reused")
