"""The stream of events: what happened, as its reader may see it, from where it broke off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from stagehold.store.people_records import Role
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.shapes.people import NumberQuery
from stagehold.web.stream import EventStream, stream_start
from web.world import SECRET, Desk

MARCH = {"start": "2027-03-01", "end": "2027-03-11"}


def read(text: str) -> list[dict[str, Any]]:
    """Events on the wire as a browser reads them: fields of each, without comments."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if line and not line.startswith(":"))
        if fields:
            found.append({**fields, **({"data": json.loads(fields["data"])} if "data" in fields else {})})
    return found


def stream(desk: Desk, name: str, after: int | None = None, query: int = 0) -> EventStream:
    house: House = desk.client.app.state.house  # type: ignore[attr-defined]
    headers = {b"authorization": f"Bearer {desk.person(name).secret}".encode()}
    if after is not None:
        headers[b"last-event-id"] = str(after).encode()
    asked = Asked(viewer=house.door.viewer(headers), method="GET", path={}, headers=headers, client="")
    asked.query = NumberQuery(after=query)
    return EventStream(house, asked, stream_start(house, asked))


def first_parts(desk: Desk, opened: EventStream, count: int) -> list[dict[str, Any]]:
    """The events in the first parts that a stream sends, read in the loop of the server."""

    async def take() -> str:
        parts: AsyncIterator[bytes] = opened.parts()
        text = b""
        for _ in range(count):
            text += await asyncio.wait_for(anext(parts), 10)
        await parts.aclose()  # type: ignore[attr-defined]
        return text.decode()

    with desk.client.portal() as portal:
        return read(portal.call(take))


def test_a_stream_tells_what_happened_since_the_number_asked_for(desk: Desk) -> None:
    opened = stream(desk, "vera", after=1)
    booking = desk.hold("ben", "a", party="alpha", **MARCH)
    retry, event = first_parts(desk, opened, 2)
    assert retry == {"retry": "2000"}
    assert (event["event"], event["id"], event["data"]["made"]) == ("change", "2", [booking])
    assert [change["put"] for change in event["data"]["changes"]] == ["booking", "line"]


def test_a_stream_goes_on_where_it_broke_off(desk: Desk) -> None:
    for day in range(1, 5):
        desk.hold("ben", "a", f"2027-03-0{day}", f"2027-03-0{day + 1}", party="alpha")
    events = first_parts(desk, stream(desk, "vera", after=3), 2)[1:]
    assert [event["id"] for event in events] == ["4", "5"]
    again = first_parts(desk, stream(desk, "vera", query=4), 2)[1:]
    assert [event["id"] for event in again] == ["5"]


def test_an_outside_party_is_told_that_days_are_held_and_not_by_whom(desk: Desk) -> None:
    opened = stream(desk, "beth", after=1)
    desk.hold("ben", "a", party="alpha", title=SECRET, why=SECRET, **MARCH)
    _, event = first_parts(desk, opened, 2)
    assert SECRET not in json.dumps(event)
    (change,) = event["data"]["changes"]
    assert (change["put"], change["record"]["space"], change["record"]["booking"]) == ("line", "a", "")
    assert (event["data"]["by"], event["data"]["made"]) == ("", [])


def test_an_outside_party_is_told_at_once_that_days_were_let_go_and_nothing_of_it(desk: Desk) -> None:
    booking = desk.hold("ben", "a", party="alpha", title=SECRET, **MARCH)
    opened = stream(desk, "beth", after=2)
    desk.post("ben", f"/bookings/{booking}/release", {"why": SECRET})
    assert first_parts(desk, opened, 2)[1:] == [{"id": "3", "event": "changed", "data": {}}]
    inside = first_parts(desk, stream(desk, "vera", after=2), 2)[1:]
    assert [event["event"] for event in inside] == ["change"]


def test_an_outside_party_is_told_nothing_of_what_moves_where_it_sees_nothing(desk: Desk) -> None:
    booking = desk.hold("ben", "y", party="alpha", **MARCH)
    opened = stream(desk, "beth", after=2)
    opened.viewer = replace(opened.viewer, roles={"lot": Role.BOOKER})
    desk.post("ben", f"/bookings/{booking}/release", {})
    assert first_parts(desk, opened, 2)[1:] == [{"id": "3"}]


def test_what_a_reader_may_not_see_only_moves_the_number_on(desk: Desk) -> None:
    opened = stream(desk, "lou", after=1)
    desk.hold("ben", "y", party="alpha", **MARCH)
    assert first_parts(desk, opened, 2)[1:] == [{"id": "2"}]


@pytest.mark.parametrize("after", [0, 99], ids=["from before what is kept", "from what has not been"])
def test_who_comes_from_too_far_is_told_to_read_again(desk: Desk, after: int) -> None:
    desk.hold("ben", "a", party="alpha", **MARCH)
    _, event = first_parts(desk, stream(desk, "vera", after=after), 2)
    assert (event["event"], event["data"]) == ("reset", {"number": 2})


def test_a_stream_ends_when_its_reader_may_no_longer_read(desk: Desk) -> None:
    opened = stream(desk, "vera", after=1)
    body = {"display": "Vera", "roles": {"*": "viewer"}, "disabled": True}
    assert desk.ask("olga", "PUT", "/api/v1/users/vera", body).status_code == 200
    desk.hold("ben", "a", party="alpha", **MARCH)

    async def count() -> int:
        return len([part async for part in opened.parts()])

    with desk.client.portal() as portal:
        assert portal.call(count) == 2


@pytest.mark.parametrize("given", ["x", "-1", "9" * 20])
def test_a_number_that_is_none_is_refused(asked_desk: Desk, given: str) -> None:
    answer = asked_desk.get("vera", "/events", last_event_id=given)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_one_reader_has_twenty_streams_at_most(desk: Desk) -> None:
    by = desk.app.door.viewer({b"authorization": f"Bearer {desk.person('vera').secret}".encode()}).by
    desk.app.streams[by] = 20
    answer = desk.get("vera", "/events")
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")
