"""desk hold, book, confirm, move, renew, release, cancel, meet: what is typed, what stands then, what is said."""

from __future__ import annotations

from datetime import date

import pytest

from cli.desk_calls import AtDesk
from stagehold.domain.days import Span, union


def test_a_hold_is_printed_with_its_rank_and_the_end_of_its_clock_in_both_zones(desk: AtDesk) -> None:
    said = desk("hold", "a", "2027-05-01", "2027-05-10", "--for", "tern", "--title", "Harbour")
    assert said.out.splitlines()[0] == "hold: b2 (event 2)"
    assert (
        "b2.1 Tern Films (tern) Harbour Stage A (a) 1 May 2027 10 May 2027 hold 1 "
        "8 Mar 2027 10:00 JST (7 Mar 2027 17:00 PST)"
    ) in said.all()


def test_to_is_the_last_day_and_json_is_half_open(desk: AtDesk) -> None:
    data = desk.data("hold", "a", "2027-05-01", "2027-05-10", "--for", "gull", "--phase", "build", "--why", "a call")
    assert data == {
        "number": 2,
        "at": "2027-03-01T01:00:00Z",
        "what": "hold",
        "made": ["b2"],
        "again": False,
        "bookings": [
            {
                "id": "b2", "party": "gull", "production": None, "need": None, "title": None, "one_of": [],
                "joint": [], "conditions": [], "missed": [], "currency": None, "made": "2027-03-01T01:00:00Z",
                "by": data["bookings"][0]["by"], "renewed": 0, "plan": None,
                "lines": [
                    {
                        "id": "b2.1", "booking": "b2", "space": "a", "start": "2027-05-01", "end": "2027-05-11",
                        "phase": "build", "state": "hold", "until": "2027-03-08T01:00:00Z", "offered_until": None,
                        "price": None, "group": None, "lease": None, "rank": 1,
                    }
                ],
            }
        ],
        "challenges": [],
        "notices": [],
    }  # fmt: skip
    assert desk.data("journal", "--record", "b2")["events"][0]["why"] == "a call"


def test_a_second_hold_ranks_second_and_may_not_be_booked_over_the_first(desk: AtDesk) -> None:
    first = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    second = desk.hold("Tern Films", "a", "2027-05-08", "2027-05-12")
    assert desk.data("show", second)["lines"][0]["rank"] == 2
    error = desk.data("confirm", second, code=1)["error"]
    assert (error["code"], error["rule"]) == ("refused", "not-first")
    assert error["obstacles"] == [
        {"kind": "hold", "space": "a", "start": "2027-05-08", "end": "2027-05-11", "id": first, "party": "gull"}
    ]
    said = desk("confirm", second, code=1)
    assert "refused (not-first): Stage A (a) is held by others first" in said.out
    assert f"held Stage A (a) 8 May 2027 10 May 2027 {first} Gull Pictures (gull)" in said.all()


def test_a_refusal_says_which_days_whom_to_ask_and_what_is_free_nearest(desk: AtDesk) -> None:
    booked = desk.made("book", "a", "2027-05-03", "2027-05-07", "--for", "gull")
    said = desk("hold", "a", "2027-05-05", "2027-05-06", "--for", "tern", code=1)
    assert said.out.splitlines()[0] == "refused (taken): Stage A (a) is booked"
    assert f"booked Stage A (a) 5 May 2027 6 May 2027 {booked} Gull Pictures (gull)" in said.all()
    assert "Free nearest Space From To" in said.all().replace("─", "")
    assert "Stage A (a) 1 May 2027 2 May 2027" in said.all()
    assert "Stage A (a) 8 May 2027 9 May 2027" in said.all()
    error = desk.data("hold", "a", "2027-05-05", "2027-05-06", "--for", "tern", code=1)["error"]
    assert error["nearest"] == [
        {"space": "a", "start": "2027-05-01", "end": "2027-05-03"},
        {"space": "a", "start": "2027-05-08", "end": "2027-05-10"},
    ]


def test_several_stays_are_held_together_or_not_at_all(desk: AtDesk) -> None:
    both = desk.hold(
        "gull", "a:2027-05-01..2027-05-05:build", "a:2027-05-06..2027-05-10:shoot", "b:2027-05-06..2027-05-10"
    )
    assert [(line["space"], line["phase"]) for line in desk.data("show", both)["lines"]] == [
        ("a", "build"), ("a", "shoot"), ("b", None),
    ]  # fmt: skip
    desk("confirm", both)
    desk("hold", "c:2027-05-01..2027-05-02", "b:2027-05-10..2027-05-11", "--for", "tern", code=1)
    assert desk.data("show", "--for", "tern")["lines"] == []


def test_of_alternatives_confirming_one_stage_lets_the_others_go(desk: AtDesk) -> None:
    either = desk.made("hold", "a:2027-05-01..2027-05-05", "b:2027-05-01..2027-05-05", "--one-of", "--for", "gull")
    desk("confirm", either, code=1)
    desk("confirm", either, "b")
    assert desk.lines(either) == [
        ("a", "2027-05-01", "2027-05-06", "released"),
        ("b", "2027-05-01", "2027-05-06", "confirmed"),
    ]


def test_joint_holds_share_a_place(desk: AtDesk) -> None:
    first = desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    joint = desk.made("hold", "a", "2027-05-01", "2027-05-05", "--for", "tern", "--joint-with", first)
    assert [desk.data("show", id_)["lines"][0]["rank"] for id_ in (first, joint)] == [1, 1]
    assert f"joint with {first}" in desk("show", joint).out


def test_a_booking_meets_its_conditions_or_lapses(desk: AtDesk) -> None:
    kept = desk.made("book", "a", "2027-05-01", "2027-05-05", "--for", "gull", "--phase", "shoot")
    lost = desk.made("book", "b", "2027-05-01", "2027-05-05", "--for", "tern")
    assert "deposit 50 % 3 Mar 2027 10:00 JST (2 Mar 2027 17:00 PST) no" in desk("show", lost).all()
    assert "deposit 50 % 3 Mar 2027 10:00 JST no" in desk("show", kept).all()
    desk("meet", kept, "agreement", code=2)
    desk("meet", kept, "deposit")
    desk.now = "2027-03-03T10:00+09:00"
    assert desk.lines(kept) == [("a", "2027-05-01", "2027-05-06", "confirmed")]
    assert desk.lines(lost) == [("b", "2027-05-01", "2027-05-06", "lapsed")]
    assert desk.data("show", kept)["lines"][0]["price"] == "1500000"


def test_a_moved_hold_keeps_its_place_on_the_days_it_keeps(desk: AtDesk) -> None:
    moved = desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    other = desk.hold("tern", "a", "2027-05-04", "2027-05-09")
    desk("move", moved, "2027-05-03", "2027-05-07")
    ranks = {(row["start"], row["end"]): [(hold["rank"], hold["booking"]) for hold in row["holds"]]
             for row in desk.data("queue", "a")["days"]}  # fmt: skip
    assert ranks == {
        ("2027-05-03", "2027-05-04"): [(1, moved)],
        ("2027-05-04", "2027-05-06"): [(1, moved), (2, other)],
        ("2027-05-06", "2027-05-08"): [(1, other), (2, moved)],
        ("2027-05-08", "2027-05-10"): [(1, other)],
    }
    said = desk("move", moved, "2027-05-20", "2027-05-21", code=2)
    assert f"booking {moved} has 2 lines that stand: give one of" in said.err
    desk("move", f"{other}.1", "2027-05-04", "2027-05-09", "--space", "c")
    assert [line for line in desk.lines(other) if line[3] == "hold"] == [("c", "2027-05-04", "2027-05-10", "hold")]


def test_a_whole_stay_moves_in_one_step_or_not_at_all(desk: AtDesk) -> None:
    desk(
        "hold",
        "--for",
        "gull",
        "a:2027-05-01..2027-05-03:build",
        "a:2027-05-04..2027-05-06:shoot",
        "b:2027-05-04..2027-05-06",
    )
    stay = desk.data("show")["bookings"][0]["id"]
    desk("move-stay", stay, "2027-05-02")
    moved = {("a", "2027-05-02", "2027-05-08"), ("b", "2027-05-05", "2027-05-08")}
    assert _held(desk, stay) == moved
    said = desk("move-stay", stay, "2027-06-01", "b9", code=2)
    assert f"booking {stay} has no line 'b9' that stands" in said.err
    said = desk("move-stay", stay, "9999-12-31", code=2)
    assert "a date ends with the year 9999" in said.err
    assert _held(desk, stay) == moved


def _held(desk: AtDesk, booking: str) -> set[tuple[str, str, str]]:
    """Days that are held, on each stage as one span."""
    lines = [line for line in desk.lines(booking) if line[3] == "hold"]
    spans = {
        space: union(
            Span(date.fromisoformat(line[1]), date.fromisoformat(line[2])) for line in lines if line[0] == space
        )
        for space in {line[0] for line in lines}
    }
    return {(space, str(span.start), str(span.end)) for space, parts in spans.items() for span in parts}


def test_a_hold_is_renewed_as_often_as_the_policy_lets(desk: AtDesk) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    desk.now = "2027-03-06T10:00+09:00"
    assert "13 Mar 2027 10:00 JST" in desk("renew", held).all()
    assert desk.data("renew", held, code=1)["error"]["rule"] == "no-renewal-left"
    desk.now = "2027-03-13T10:00+09:00"
    assert desk.lines(held) == [("a", "2027-05-01", "2027-05-06", "expired")]


def test_days_are_let_go_and_those_behind_are_told(desk: AtDesk) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    desk.hold("tern", "a", "2027-05-04", "2027-05-08")
    said = desk("release", held, "--from", "2027-05-04", "--to", "2027-05-05")
    assert "told Tern Films (tern): Stage A, 4 May 2027 to 5 May 2027: your hold has moved up." in said.err
    assert sorted(desk.lines(held)) == [
        ("a", "2027-05-01", "2027-05-04", "hold"), ("a", "2027-05-04", "2027-05-06", "released"),
    ]  # fmt: skip
    desk("release", held, "a")
    desk("release", held, code=1)


def test_a_cancelled_booking_says_what_is_owed(desk: AtDesk) -> None:
    booked = desk.made("book", "a", "2027-05-01", "2027-05-05", "--for", "gull", "--phase", "shoot")
    desk.now = "2027-03-02T10:00+09:00"
    data = desk.data("cancel", booked)
    assert [line["state"] for line in data["bookings"][0]["lines"]] == ["cancelled"]
    assert {notice["kind"] for notice in data["notices"] if notice["party"] == "lot-stages"} != set()


def test_the_same_key_does_a_thing_once(desk: AtDesk) -> None:
    asked = ("hold", "a", "2027-05-01", "2027-05-05", "--for", "gull", "--by", "ann", "--key", "k1")
    first = desk.data(*asked)
    again = desk.data(*asked)
    assert (again["number"], again["made"], again["again"]) == (first["number"], first["made"], True)
    assert "done before under this key, nothing was written now" in desk(*asked).out
    said = desk("hold", "b", "2027-05-01", "2027-05-05", "--for", "gull", "--by", "ann", "--key", "k1", code=2)
    assert "use a new key for a new request" in said.err
    assert desk.data("hold", *asked[1:-3], "ben", "--key", "k1")["made"] != first["made"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("hold", "a", "2027-05-10", "2027-05-01"), "TO is the last day"),
        (("hold", "a", "2027-05-32", "2027-06-01"), "'2027-05-32' is no day; write one as 2027-05-01"),
        (("hold", "a", "2027-05-01"), "names no stage with days; write SPACE FROM TO"),
        (("hold", "a:2027-05-01..2027-05-02:party"), "'party' is not one of 'build', 'prelight'"),
        (("release", "b9", "--from", "2027-05-01"), "--from and --to belong together"),
        (("hold", "a", "2027-05-01", "2027-05-02", "--why", "a\nb"), "characters in one line"),
    ],
)
def test_wrong_days_are_a_matter_of_usage(desk: AtDesk, typed: tuple[str, ...], told: str) -> None:
    more = ("--for", "gull") if typed[0] == "hold" else ()
    assert told in desk(*typed, *more, code=2).all()


def test_what_is_not_there_is_refused_with_the_nearest(desk: AtDesk) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    assert "did you mean 'gull'" in desk("hold", "a", "2027-05-01", "2027-05-05", "--for", "gul", code=2).all()
    assert f"no booking '{held}0'" in desk("confirm", f"{held}0", code=2).all()
    assert f"found '{held}0'; allowed: {held}" in desk("show", f"{held}0", code=2).all()
