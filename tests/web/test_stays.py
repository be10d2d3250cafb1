"""Several lines of a booking are moved by one request: all or nothing, once, and only from what was seen."""

from __future__ import annotations

from typing import Any

from web.world import Desk


def part(phase: str, start: str, end: str, space: str = "a") -> dict[str, Any]:
    """Some days of May."""
    return {"space": space, "start": f"2027-05-{start}", "end": f"2027-05-{end}", "phase": phase}


def made(desk: Desk) -> str:
    """A booking of two phases; its id."""
    body = {"party": "beta", "lines": [part("build", "01", "05"), part("shoot", "05", "11")]}
    id_: str = desk.post("ben", "/bookings", body).json()["made"][0]
    return id_


def stands(desk: Desk, booking: str) -> list[tuple[str, str, str]]:
    """Space, first day and phase of what stands of a booking."""
    lines = desk.get("ben", f"/bookings/{booking}").json()["lines"]
    standing = [line for line in lines if line["state"] in ("hold", "confirmed")]
    return sorted((line["space"], line["start"][8:], line["phase"]) for line in standing)


def test_a_stay_moves_by_one_request_which_is_one_entry_of_the_journal(desk: Desk) -> None:
    id_ = made(desk)
    body = {"lines": [f"{id_}.1", f"{id_}.2"], "to": [part("build", "03", "07", "b"), part("shoot", "07", "13", "b")]}
    answer = desk.post("ben", f"/bookings/{id_}/move-stay", body, idempotency_key="k")
    again = desk.post("ben", f"/bookings/{id_}/move-stay", body, idempotency_key="k")
    assert (answer.status_code, answer.json()["what"], again.json()) == (200, "move", answer.json())
    assert stands(desk, id_) == [("b", "03", "build"), ("b", "07", "shoot")]
    events = desk.get("ben", "/journal").json()["events"]
    assert [event["what"] for event in events if event["number"] > 2] == ["move"]


def test_a_stay_that_cannot_stand_on_one_day_stays_and_is_told_what_is_in_the_way_and_what_is_free(desk: Desk) -> None:
    id_ = made(desk)
    desk.hold("ben", "a", "2027-05-12", "2027-05-15", party="alpha", confirm=True)
    body = {"lines": [f"{id_}.1", f"{id_}.2"], "to": [part("build", "03", "07"), part("shoot", "07", "13")]}
    answer = desk.post("ben", f"/bookings/{id_}/move-stay", body)
    assert (answer.status_code, answer.json()["rule"]) == (409, "taken")
    assert answer.json()["obstacles"] != []
    assert answer.json()["nearest"] != []
    assert stands(desk, id_) == [("a", "01", "build"), ("a", "05", "shoot")]


def test_a_stay_that_somebody_else_has_changed_since_is_not_moved(desk: Desk) -> None:
    id_ = made(desk)
    tag = desk.get("ben", f"/bookings/{id_}").headers["etag"]
    body = {"lines": [f"{id_}.1", f"{id_}.2"], "to": [part("build", "03", "07"), part("shoot", "07", "13")]}
    assert desk.post("ben", f"/bookings/{id_}/move-stay", body, if_match=tag).status_code == 200
    late = desk.post("ben", f"/bookings/{id_}/move-stay", body, if_match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")


def test_only_lines_of_the_booking_move_and_only_to_spaces_that_one_may_see(desk: Desk) -> None:
    id_, other = made(desk), desk.hold("ben", "b", "2027-06-01", "2027-06-05", party="alpha")
    to = [part("build", "03", "07")]
    assert desk.post("ben", f"/bookings/{id_}/move-stay", {"lines": [f"{other}.1"], "to": to}).status_code == 404
    nowhere = [part("build", "03", "07", "nowhere")]
    assert desk.post("ben", f"/bookings/{id_}/move-stay", {"lines": [f"{id_}.1"], "to": nowhere}).status_code == 404
    assert desk.post("vera", f"/bookings/{id_}/move-stay", {"lines": [f"{id_}.1"], "to": to}).status_code == 403
    assert desk.post("ben", f"/bookings/{id_}/move-stay", {"lines": [], "to": to}).status_code == 400


def test_what_was_seen_of_a_challenge_is_what_is_answered(desk: Desk) -> None:
    days = {"start": "2027-05-01", "end": "2027-05-11"}
    first, second = desk.hold("ben", "a", party="alpha", **days), desk.hold("ben", "a", party="beta", **days)
    third = desk.hold("ben", "a", party="alpha", **days)
    challenge = desk.post("ben", f"/bookings/{third}/challenge", {}).json()["made"][0]
    seen = desk.get("ben", f"/challenges/{challenge}")
    assert desk.get("ben", "/challenges").json()["challenges"] == [seen.json()]
    on_board = next(item for item in desk.get("ben", "/board").json()["challenges"] if item["id"] == challenge)
    assert seen.headers["etag"] == f'"{on_board["version"]}"' == f'"{seen.json()["version"]}"'
    tag = seen.headers["etag"]
    path = f"/challenges/{challenge}/answer"
    assert desk.post("ben", path, {"booking": second, "answer": "stand"}, if_match=tag).status_code == 200
    assert desk.post("ben", path, {"booking": first, "answer": "release"}, if_match=tag).status_code == 412
    assert desk.post("ben", f"/challenges/{challenge}/withdraw", {}, if_match=tag).status_code == 412
    assert desk.get("ben", f"/challenges/{challenge}?as_of=1").status_code == 404
