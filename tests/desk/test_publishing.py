"""A published plan holds what it places; a later one moves its holds, and confirmed lines are never touched."""

from __future__ import annotations

from typing import Any

from desk.playing import Playing, portfolio
from stagehold.desk.requests import Confirm, Publish


def plan(*placements: tuple[str, str, str, str]) -> dict[str, Any]:
    """A plan of p: (production, stages, first day, day after the last) each."""
    rows = [
        {"production": production, "need": "main", "stages": [stages], "start": start, "end": end, "phases": []}
        for production, stages, start, end in placements
    ]
    return {"party": "p", "placements": rows}


def held(play: Playing, production: str) -> list[tuple[str, str, str, str]]:
    """What stands for a production."""
    found = [booking.id for booking in play.desk.bookings.values() if booking.production == production]
    return sorted(row for id_ in found for row in play.standing(id_))


def test_a_joined_whole_is_held_on_each_of_its_members() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Publish(plan=plan(("lamp", "a+b", "2027-05-01", "2027-05-11"))))
    assert held(play, "lamp") == [("a", "2027-05-01", "2027-05-10", "hold"), ("b", "2027-05-01", "2027-05-10", "hold")]


def test_a_later_plan_moves_its_holds_and_kept_days_keep_their_place() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Publish(plan=plan(("lamp", "a", "2027-05-01", "2027-05-11"))))
    other = play.hold("q", "a", "2027-05-05", "2027-05-20")
    play.ask(Publish(plan=plan(("lamp", "a", "2027-05-06", "2027-05-16"))))
    assert held(play, "lamp") == [("a", "2027-05-06", "2027-05-10", "hold"), ("a", "2027-05-11", "2027-05-15", "hold")]
    assert play.rank(other) == 2
    (booking,) = [booking for booking in play.desk.bookings.values() if booking.production == "lamp"]
    assert play.refused(Confirm(booking=booking.id)).rule == "not-first"


def test_what_a_later_plan_does_not_place_is_released_and_what_is_confirmed_stays() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Publish(plan=plan(("lamp", "a", "2027-05-01", "2027-05-11"), ("moth", "b", "2027-05-01", "2027-05-11"))))
    (lamp,) = [booking.id for booking in play.desk.bookings.values() if booking.production == "lamp"]
    play.ask(Confirm(booking=lamp))
    play.ask(Publish(plan=plan(("lamp", "c", "2027-06-01", "2027-06-11"))))
    assert held(play, "lamp") == [("a", "2027-05-01", "2027-05-10", "confirmed")]
    assert held(play, "moth") == []
    assert [found.number for found in play.desk.plans.values()] == [1, 2]


def test_a_plan_that_cannot_be_held_as_a_whole_changes_nothing() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("q", "b", "2027-05-01", "2027-05-20")
    play.ask(Confirm(booking=first))
    asked = plan(("lamp", "a", "2027-05-01", "2027-05-11"), ("moth", "b", "2027-05-01", "2027-05-11"))
    assert play.refused(Publish(plan=asked)).rule == "taken"
