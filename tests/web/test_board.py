"""The timeline of the board: what stands where, as each reader may see it, and quick for a thousand spaces."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from stagehold.desk.event import Put
from stagehold.desk.queue import rank
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.state import Desk as State
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, parse_duration
from stagehold.domain.edtf import parse_date, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, Option, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.provenance import Assumption
from stagehold.domain.studio import PhaseKind, Space, SpaceKind, Studio
from stagehold.services.viewer import Viewer
from stagehold.store.people_records import EVERYWHERE, Role
from stagehold.web.boards import Boards
from stagehold.web.shapes.days import day_number
from stagehold.web.shapes.shown_board import board_given, ranked
from stagehold.web.shapes.shown_facts import leases_given, productions_given
from stagehold.web.versions import Versions
from web.world import API, SECRET, Desk

MARCH = {"start": "2027-03-01", "end": "2027-03-11"}
FIRST, END = day_number(date(2027, 3, 1)), day_number(date(2027, 3, 11))
OWNER = Viewer(user="olga", by="olga", roles={EVERYWHERE: Role.OWNER})


def rows(lines: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Columns as rows."""
    return [dict(zip(lines, row, strict=True)) for row in zip(*lines.values(), strict=True)]


def test_the_board_says_what_stands_where_with_the_number_of_the_last_event(desk: Desk) -> None:
    first = desk.hold("ben", "a", party="alpha", title="First", **MARCH)
    second = desk.hold("ben", "a", party="beta", **MARCH)
    board = desk.get("ben", "/board").json()
    assert board["number"] == desk.app.desk.number
    assert [item["id"] for item in board["studios"]] == ["lot", "yard"]
    assert [item["id"] for item in board["spaces"]] == ["a", "b", "leased", "y"]
    assert [(row["booking"], row["rank"], row["space"], row["start"], row["end"]) for row in rows(board["lines"])] == [
        (first, 1, "a", FIRST, END),
        (second, 2, "a", FIRST, END),
    ]
    assert {item["id"]: (item["party"], item["title"]) for item in board["bookings"]} == {
        first: ("alpha", "First"),
        second: ("beta", None),
    }
    assert [(item["id"], item["needs"][0]["length"]) for item in board["productions"]] == [(f"p-{SECRET}", 10)]


def test_a_version_on_the_board_is_the_one_that_if_match_asks_for(desk: Desk) -> None:
    booking = desk.hold("ben", "a", party="alpha", **MARCH)
    (seen,) = desk.get("ben", "/board").json()["bookings"]
    stale = desk.post("ben", f"/bookings/{booking}/release", {}, if_match=f'"{seen["version"] - 1}"')
    assert stale.status_code == 412
    assert desk.post("ben", f"/bookings/{booking}/release", {}, if_match=f'"{seen["version"]}"').status_code == 200


def test_what_changed_is_asked_for_by_space(desk: Desk) -> None:
    booking = desk.hold("ben", "a", party="alpha", **MARCH)
    desk.hold("ben", "b", party="beta", **MARCH)
    standing = desk.get("ben", "/board/lines?spaces=a,y").json()
    assert [item["id"] for item in standing["bookings"]] == [booking]
    assert standing["lines"]["space"] == ["a"]
    assert set(standing) == {"number", "bookings", "lines", "challenges", "closures"}
    desk.post("ben", f"/bookings/{booking}/release", {})
    assert desk.get("ben", "/board/lines?spaces=a").json()["lines"]["id"] == []


def test_a_space_that_is_not_there_or_not_seen_is_a_problem_that_names_it(desk: Desk) -> None:
    for name, space in (("ben", "nowhere"), ("lou", "y")):
        answer = desk.get(name, f"/board/lines?spaces=a,{space}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
        assert repr(space) in answer.json()["detail"]
    assert desk.get("ben", "/board/lines").status_code == 400
    assert desk.get("ben", "/board/lines?spaces=" + "a," * 5_000).status_code == 414


def test_the_board_is_sent_again_only_when_something_happened(desk: Desk) -> None:
    tag = desk.get("ben", "/board").headers["etag"]
    again = desk.get("ben", "/board", if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert desk.get("vera", "/board", if_none_match=tag).status_code == 200  # other eyes
    desk.hold("ben", "a", party="alpha", **MARCH)
    assert desk.get("ben", "/board", if_none_match=tag).status_code == 200


def test_a_large_board_is_compressed_for_those_who_read_gzip(desk: Desk) -> None:
    body = {"party": "alpha", "lines": [{"space": "a", **MARCH}], "title": "x" * 150}
    for number in range(60):
        start = date(2028, 1, 1) + timedelta(days=10 * number)
        body["lines"] = [{"space": "a", "start": str(start), "end": str(start + timedelta(days=3))}]
        assert desk.post("ben", "/bookings", body).status_code == 201
    plain = desk.get("ben", "/board", accept_encoding="identity")
    packed = desk.get("ben", "/board", accept_encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.json() == plain.json()


# --- outside parties ---------------------------------------------------------------------------------------------


def test_an_outside_party_sees_on_the_board_that_days_are_taken_and_never_by_whom(desk: Desk) -> None:
    other = desk.hold("ben", "a", party="alpha", title=f"{SECRET} Returns", **MARCH)
    own = desk.hold("beth", "a", title="Beta One", **MARCH)
    booked = desk.hold("ben", "b", party="alpha", title=SECRET, production=f"p-{SECRET}", confirm=True, **MARCH)
    desk.post("ben", "/closures", {"space": "y", **MARCH, "reason": f"{SECRET} rumour"})
    desk.post("beth", f"/bookings/{own}/challenge", {})
    for path in ("/board", "/board/lines?spaces=a,b,y"):
        answer = desk.get("beth", path)
        board = answer.json()
        assert [word for word in (SECRET, "alpha", "rumour", other, booked, "ben", "ops") if word in answer.text] == []
        assert sorted(
            (row["space"], row["state"], row["rank"], row["booking"], row["id"]) for row in rows(board["lines"])
        ) == [
            ("a", "hold", 1, None, None),
            ("a", "hold", 2, own, f"{own}.1"),
            ("b", "confirmed", None, None, None),
        ]
        assert [item["id"] for item in board["bookings"]] == [own]
        assert [item["reason"] for item in board["closures"]] == [None]
        assert [item["targets"] for item in board["challenges"]] == [
            [{"line": None, "booking": None, "answer": None, "settled": False}]
        ]
    board = desk.get("beth", "/board").json()
    assert (board["leases"], board["productions"], board["plans"]) == ([], [], [])
    assert [item["id"] for item in board["parties"]] == ["beta"]


def test_two_outside_parties_are_never_given_the_same_board(desk: Desk) -> None:
    mine, yours = desk.hold("beth", "a", **MARCH), desk.hold("ada", "b", **MARCH)
    for _ in range(2):  # from memory too
        assert [item["id"] for item in desk.get("beth", "/board").json()["bookings"]] == [mine]
        assert [item["id"] for item in desk.get("ada", "/board").json()["bookings"]] == [yours]


def test_a_reader_of_one_studio_sees_that_one_alone(desk: Desk) -> None:
    desk.hold("ben", "y", party="beta", **MARCH)
    board = desk.get("lou", "/board").json()
    assert ([item["id"] for item in board["studios"]], board["lines"]["id"], board["bookings"]) == (["lot"], [], [])
    assert {item["studio"] for item in board["spaces"]} == {"lot"}


# --- ranks, dates -------------------------------------------------------------------------------------------------


def standing(*lines: Line) -> State:
    """A desk on which these lines stand."""
    state = State()
    for id_ in dict.fromkeys(line.booking for line in lines):
        state.set(Put(kind="booking", record=DeskBooking(id=id_, party=f"of-{id_}")))
    for line in lines:
        state.set(Put(kind="line", record=line))
    return state


@pytest.mark.parametrize("drawn", range(40))
def test_ranks_on_the_board_are_those_of_the_queue(drawn: int, seed: int) -> None:
    import random

    draw = random.Random(seed + drawn)
    lines = []
    for number in range(30):
        start = date(2027, 1, 1) + timedelta(days=draw.randrange(120))
        span = Span(start, start + timedelta(days=draw.randrange(1, 25)))
        state = draw.choice([LineState.HOLD, LineState.HOLD, LineState.HOLD, LineState.RELEASED])
        place = draw.randrange(1, 40)
        lines.append(Line(id=f"l{number}", booking=f"b{number}", space="a", span=span, state=state, place=place))
    state = standing(*lines)
    shown = {line.id: place for line, place in ranked(state, "a")}
    assert shown == {line.id: rank(state, line) for line in lines if line.state is LineState.HOLD}


def a_lease(term: str, **more: Any) -> Portfolio:
    lease = Lease(id="l", lessee="us", spaces=("a",), term=parse_interval(term), **more)
    return Portfolio.of([lease])


@pytest.mark.parametrize(
    ("term", "start", "end", "open_"),
    [
        ("2027-01-05/2029-12-31", date(2027, 1, 5), date(2030, 1, 1), "stated"),
        ("2027-01/2029-12", date(2027, 1, 31), date(2029, 12, 2), "stated"),  # read conservatively
        ("2021-04/", date(2021, 4, 30), None, "unknown"),
        ("2027-01-05/..", date(2027, 1, 5), None, "never"),
        ("2027-21/2029-12-31", None, date(2030, 1, 1), "stated"),  # a season names no day
    ],
)
def test_a_term_is_shown_as_planned_with_and_as_stated(term: str, start: Any, end: Any, open_: str) -> None:
    (lease,) = leases_given(OWNER, a_lease(term))
    assert (lease.start, lease.end) == (start and day_number(start), end and day_number(end))
    assert (lease.open, lease.stated, lease.assumed) == (open_, term, False)


def test_an_assumption_gives_an_end_and_the_open_end_is_still_said() -> None:
    pin = Assumption(id="pin", of="l.term.end", value="2029-12-31", why="a guess")
    (lease,) = leases_given(OWNER, a_lease("2021-04/").put(pin))
    assert (lease.end, lease.open, lease.stated, lease.assumed) == (
        day_number(date(2030, 1, 1)),
        "unknown",
        "2021-04/",
        True,
    )


def test_options_follow_each_other_and_one_without_days_is_left_out() -> None:
    options = (
        Option(kind=OptionKind.EXTEND, adds=parse_duration("P1Y"), notice_by=parse_date("2029-06-30")),
        Option(kind=OptionKind.EXTEND, adds=parse_duration("P2Y")),
        Option(kind=OptionKind.BREAK, from_=parse_date("2028-07-01")),
        Option(kind=OptionKind.BREAK),
    )
    (lease,) = leases_given(OWNER, a_lease("2027-01-01/2029-12-31", options=options))
    numbers = [(item.kind.value, item.start, item.end) for item in lease.options]
    assert numbers == [
        ("extend", day_number(date(2030, 1, 1)), day_number(date(2031, 1, 1))),
        ("extend", day_number(date(2031, 1, 1)), day_number(date(2033, 1, 1))),
        ("break", day_number(date(2028, 7, 1)), day_number(date(2030, 1, 1))),
    ]
    assert [item.notice_by for item in lease.options] == [day_number(date(2029, 6, 30)), None, None]


def test_a_lease_that_is_only_the_sum_of_others_is_not_shown() -> None:
    assert leases_given(OWNER, a_lease("2027-01-01/2029-12-31", is_total_of=("x",))) == []


def test_a_production_is_shown_with_its_dates_and_the_longest_length_of_each_need() -> None:
    production = Production(
        id="p",
        ready=parse_date("2027-02"),
        due=parse_date("2027-06"),
        window=parse_interval("2027-03-01/.."),
        needs=(Need(id="main", phases=(PhaseLength(PhaseKind.SHOOT, 20),), days_on={"a": 30}),),
    )
    (shown,) = productions_given(OWNER, Portfolio.of([production]))
    assert (shown.ready, shown.due) == (day_number(date(2027, 2, 28)), day_number(date(2027, 6, 1)))
    assert shown.window == (day_number(date(2027, 3, 1)), None)
    assert [item.length for item in shown.needs] == [30]


# --- size ---------------------------------------------------------------------------------------------------------


def test_a_thousand_spaces_with_twenty_thousand_lines_take_well_under_a_third_of_a_second() -> None:
    """The goal is 0.3 s; a machine that runs other tests besides is given three times that."""
    studios = [Studio(id=f"s{at}", name=Name(f"S{at}"), country="JP", time_zone="Asia/Tokyo") for at in range(20)]
    spaces = [Space(id=f"a{at}", studio=f"s{at % 20}", kind=SpaceKind.STAGE) for at in range(1_000)]
    state = State(Portfolio.of([*studios, *spaces]))
    for number in range(20_000):
        start = date(2027, 1, 1) + timedelta(days=(number // 1_000) * 80 + number % 7)
        booking = DeskBooking(id=f"b{number}", party="p")
        span = Span(start, start + timedelta(days=70))
        line = Line(id=f"l{number}", booking=booking.id, space=f"a{number % 1_000}", span=span, place=number + 1)
        state.set(Put(kind="booking", record=booking))
        state.set(Put(kind="line", record=replace(line, state=LineState.CONFIRMED) if number % 3 else line))
    outside = Viewer(user="x", by="x", party="q", roles={EVERYWHERE: Role.VIEWER})
    for viewer, bookings in ((OWNER, 20_000), (outside, 0)):
        began = time.perf_counter()
        made = Boards().of(viewer, state, Versions())
        seconds = time.perf_counter() - began
        board = json.loads(made.body)
        assert (len(board["lines"]["id"]), len(board["bookings"])) == (20_000, bookings)
        assert seconds < 0.9, seconds
        assert json.loads(gzip.decompress(made.pack())) == board
    assert len(board_given(OWNER, state, Versions()).spaces) == 1_000


def test_a_board_takes_a_permission(desk: Desk) -> None:
    assert desk.get("nil", "/board").status_code in (401, 403)
    assert desk.ask(None, "GET", f"{API}/board").status_code == 401
