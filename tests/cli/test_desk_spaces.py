"""desk close, reopen, policies, policy: what a studio does about its spaces and its rules."""

from __future__ import annotations

from cli.desk_calls import AtDesk


def test_a_closure_over_confirmed_days_is_refused_with_their_list(desk: AtDesk) -> None:
    booked = desk.made("book", "a", "2027-05-01", "2027-05-05", "--for", "gull")
    error = desk.data("close", "a", "2027-05-04", "2027-05-09", "--reason", "roof", code=1)["error"]
    assert (error["rule"], [item["id"] for item in error["obstacles"]]) == ("booked", [booked])
    assert (
        f"booked Stage A (a) 1 May 2027 5 May 2027 {booked}"
        in desk("close", "a", "2027-05-04", "2027-05-09", code=1).all()
    )


def test_a_closure_that_displaces_cancels_and_tells_where_else_there_is_room(desk: AtDesk) -> None:
    booked = desk.made("book", "a", "2027-05-01", "2027-05-05", "--for", "gull")
    said = desk("close", "a", "2027-05-04", "2027-05-09", "--reason", "roof", "--displace")
    assert "the studio cancels the booking. Nothing is owed for it. Reason: roof." in said.err
    assert "the studio needs these days. Free instead: Stage A, 29 Apr 2027 to 3 May 2027" in said.err
    assert {line[3] for line in desk.lines(booked)} == {"cancelled"}


def test_what_is_held_on_closed_days_waits_until_the_closure_is_lifted(desk: AtDesk) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    closure = desk.made("close", "a", "2027-05-04", "2027-05-09", "--why", "roof")
    assert desk.data("confirm", held, code=1)["error"]["rule"] == "closed"
    desk("reopen", closure)
    desk("confirm", held)
    assert desk.data("reopen", closure, code=2)["findings"][0]["rule"] == "unknown-closure"


def test_a_preset_is_put_in_force_at_a_studio(desk: AtDesk) -> None:
    assert [row["id"] for row in desk.data("policies")["policies"]][:3] == ["los-angeles", "london", "tokyo"]
    assert "Riverfront Stages, Los Angeles" in desk("policies").out
    desk("policy", "lot", "los-angeles")
    held = desk.data("hold", "a", "2027-04-20", "2027-04-25", "--for", "gull")["bookings"][0]["lines"][0]
    assert held["until"] == "2027-04-12T15:00:00Z"  # midnight in Tokyo, one week before
    assert desk.data("policy", "lot", "los-angeles", code=1)["error"]["rule"] == "no-change"
    desk("policy", "lot", "rules")


def test_an_unknown_policy_or_studio_is_answered_with_the_nearest(desk: AtDesk) -> None:
    assert "did you mean 'tokyo'" in desk("policy", "lot", "tokio", code=2).all()
    assert "did you mean 'lot'" in desk("policy", "lott", "tokyo", code=2).all()


def test_a_record_that_nothing_stands_on_is_dropped(desk: AtDesk) -> None:
    desk.hold("gull", "a", "2027-05-01", "2027-05-05")
    assert desk.data("drop", "space", "a", code=1)["error"]["rule"] == "in-use"
    desk("drop", "space", "c")
    assert desk.data("drop", "space", "c", code=2)["findings"][0]["rule"] == "unknown-record"
    assert "'booking' is not one of" in desk("drop", "booking", "b2", code=2).err
