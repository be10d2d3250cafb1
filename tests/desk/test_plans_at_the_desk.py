"""Publishing a plan: a hold for each placement that is not booked yet, by production and need (SPEC §2 and §3)."""

from __future__ import annotations

from typing import Any

from desk.playing import Playing, days, portfolio
from stagehold.desk.requests import Confirm, Hold, Publish, Wanted
from stagehold.domain import edtf
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.studio import PhaseKind


def placement(production: str, stages: list[str], first: str, end: str) -> dict[str, Any]:
    """A placement as a plan prints it: ``end`` is the day after the last."""
    return {"production": production, "need": "main", "stages": stages, "start": first, "end": end, "phases": []}


def publish(play: Playing, *placements: dict[str, Any]) -> tuple[str, ...]:
    """Publish a plan of p's; the ids of what is new."""
    return play.ask(Publish(plan={"party": "p", "placements": list(placements)})).made


def held_for(play: Playing, production: str) -> list[tuple[str, str, str, str]]:
    """What stands for a production."""
    bookings = [booking.id for booking in play.desk.bookings.values() if booking.production == production]
    return [row for booking in bookings for row in play.standing(booking)]


def test_each_placement_is_held_by_its_production_and_need_and_plans_are_numbered() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    made = publish(
        play,
        placement("x", ["a"], "2027-05-01", "2027-05-11"),
        placement("y", ["a"], "2027-05-11", "2027-05-21"),
    )
    assert held_for(play, "x") == [("a", "2027-05-01", "2027-05-10", "hold")]
    assert held_for(play, "y") == [("a", "2027-05-11", "2027-05-20", "hold")]
    assert "plan-1" in made
    assert "plan-2" in publish(play, placement("x", ["a"], "2027-05-01", "2027-05-11"))
    assert [plan.number for plan in play.desk.plans.values()] == [1, 2]


def test_a_joined_whole_is_a_line_on_each_of_its_members() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    publish(play, placement("x", ["a+b"], "2027-05-01", "2027-05-11"))
    assert held_for(play, "x") == [
        ("a", "2027-05-01", "2027-05-10", "hold"),
        ("b", "2027-05-01", "2027-05-10", "hold"),
    ]


def test_a_new_plan_moves_the_holds_of_an_earlier_one_and_kept_days_keep_their_place() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    publish(play, placement("x", ["a"], "2027-05-01", "2027-05-11"))
    other = play.hold("q", "a", "2027-05-05", "2027-05-15")
    publish(play, placement("x", ["a"], "2027-05-04", "2027-05-14"))
    assert held_for(play, "x") == [
        ("a", "2027-05-04", "2027-05-10", "hold"),
        ("a", "2027-05-11", "2027-05-13", "hold"),
    ]
    obstacles = play.refused(Confirm(booking=other)).obstacles
    assert {thing.span for thing in obstacles} == {days("2027-05-05", "2027-05-10")}


def test_a_need_that_the_new_plan_does_not_place_is_released_and_those_behind_move_up() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    publish(play, placement("x", ["a"], "2027-05-01", "2027-05-11"))
    other = play.hold("q", "a", "2027-05-05", "2027-05-15")
    publish(play, placement("y", ["b"], "2027-05-01", "2027-05-11"))
    assert (held_for(play, "x"), play.rank(other), play.told("q")) == ([], 1, ["moved-up"])


def test_confirmed_lines_are_never_touched() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    publish(play, placement("x", ["a"], "2027-05-01", "2027-05-11"))
    (booking,) = [booking.id for booking in play.desk.bookings.values() if booking.production == "x"]
    play.ask(Confirm(booking=booking))
    for plan in ([placement("x", ["b"], "2027-06-01", "2027-06-11")], []):
        publish(play, *plan)
        assert held_for(play, "x") == [("a", "2027-05-01", "2027-05-10", "confirmed")]


def test_a_hold_made_by_hand_for_the_need_is_neither_moved_nor_doubled() -> None:
    phases = (PhaseLength(PhaseKind.SHOOT, 10),)
    show = Production(id="x", needs=(Need(id="main", phases=phases),))
    play = Playing(portfolio(None, show), "2027-03-01 10:00")
    line = Wanted(space="b", span=days("2027-05-01", "2027-05-10"))
    play.ask(Hold(party="p", production="x", need="main", lines=(line,)))
    publish(play, placement("x", ["a"], "2027-05-01", "2027-05-11"))
    assert held_for(play, "x") == [("b", "2027-05-01", "2027-05-10", "hold")]


def test_a_plan_that_a_rule_refuses_in_part_changes_nothing() -> None:
    lease = Lease(id="l", lessee="q", spaces=("b",), term=edtf.parse_interval("2027-05-01/2027-12-31"))
    play = Playing(portfolio(None, lease), "2027-03-01 10:00")
    placements = [
        placement("x", ["a"], "2027-05-01", "2027-05-11"),
        placement("y", ["b"], "2027-05-01", "2027-05-11"),
    ]
    assert play.refused(Publish(plan={"party": "p", "placements": placements})).rule == "leased-to-others"


def test_what_a_first_call_lessee_plans_stands_first() -> None:
    lease = Lease(
        id="call",
        kind=LeaseKind.FIRST_CALL,
        lessee="p",
        spaces=("a",),
        term=edtf.parse_interval("2027-05-01/2027-12-31"),
    )
    play = Playing(portfolio(None, lease), "2027-03-01 10:00")
    other = play.hold("q", "a", "2027-05-05", "2027-05-15")
    publish(play, placement("x", ["a"], "2027-05-01", "2027-05-06"))
    publish(play, placement("x", ["a"], "2027-05-01", "2027-05-11"))
    (booking,) = [booking.id for booking in play.desk.bookings.values() if booking.production == "x"]
    assert [play.rank(booking), play.rank(other)] == [1, 2]
    play.ask(Confirm(booking=booking))
