"""Several lines of a booking are moved in one step: days that it had keep their place, whatever they are used for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from desk.playing import Playing, days, portfolio
from stagehold.desk.requests import Book, ChallengeHolds, Confirm, Hold, MoveStay, Wanted
from stagehold.domain.booking import CancellationStep, LineState, Policy
from stagehold.domain.studio import PhaseKind

BUILD, SHOOT = PhaseKind.BUILD, PhaseKind.SHOOT
RATES = Policy(
    id="x",
    currency="JPY",
    rates={SHOOT: Decimal(1000), BUILD: Decimal(600)},
    rebooking=(CancellationStep(share=Decimal("0.25")),),
    cancellation=(CancellationStep(share=Decimal(1)),),
)


def stay(space: str, *parts: tuple[PhaseKind, str, str]) -> tuple[Wanted, ...]:
    """Phases on one space, by their first and last days in May."""
    return tuple(Wanted(space=space, span=days(f"2027-05-{a}", f"2027-05-{b}"), phase=phase) for phase, a, b in parts)


def made(play: Playing, lines: tuple[Wanted, ...], party: str = "p", **more: Any) -> str:
    """A booking of several lines; its id."""
    return play.ask(Hold(party=party, lines=lines, **more)).made[0]


def all_lines(play: Playing, booking: str) -> tuple[str, ...]:
    """The ids of what stands of a booking."""
    standing = (LineState.HOLD, LineState.CONFIRMED)
    return tuple(line.id for line in play.desk.lines_of(booking) if line.state in standing)


def phases(play: Playing, booking: str) -> list[tuple[str, str, str]]:
    """(first day of May, phase, state) of what stands, in order of the days."""
    lines = sorted(play.desk.lines_of(booking), key=lambda line: line.span)
    ids = all_lines(play, booking)
    return [(f"{line.span.start:%d}", str(line.phase), str(line.state)) for line in lines if line.id in ids]


def test_a_stay_of_two_phases_moves_in_one_step_and_keeps_its_place_on_days_it_had_in_another_phase() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = made(play, stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10")))
    rival = play.hold("q", "a", "2027-05-01", "2027-05-31")
    before = play.desk.number
    wanted = stay("a", (BUILD, "03", "06"), (SHOOT, "07", "12"))
    event = play.ask(MoveStay(booking=mine, lines=all_lines(play, mine), to=wanted))
    assert (play.desk.number, event.what) == (before + 1, "move")
    assert phases(play, mine) == [
        ("03", "build", "hold"),
        ("05", "build", "hold"),  # held before, to shoot on
        ("07", "shoot", "hold"),
        ("11", "shoot", "hold"),  # queued as new
    ]
    first = [line for line in play.desk.lines_of(mine) if line.state is LineState.HOLD and line.span.start.day < 11]
    play.ask(Confirm(booking=mine, lines=tuple(line.id for line in first)))  # nobody stands before it there
    assert play.rank(mine) == 2
    assert [row[1:3] for row in play.standing(rival)] == [("2027-05-01", "2027-05-02"), ("2027-05-11", "2027-05-31")]


def test_a_stay_is_moved_back_as_one_and_is_as_it_was() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    was = stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10"))
    mine = made(play, was)
    play.ask(
        MoveStay(booking=mine, lines=all_lines(play, mine), to=stay("b", (BUILD, "02", "05"), (SHOOT, "06", "11")))
    )
    assert [row[:3] for row in play.standing(mine)] == [
        ("b", "2027-05-02", "2027-05-05"),
        ("b", "2027-05-06", "2027-05-11"),
    ]
    play.ask(MoveStay(booking=mine, lines=all_lines(play, mine), to=was))
    assert phases(play, mine) == [("01", "build", "hold"), ("05", "shoot", "hold")]


def test_where_one_day_of_a_stay_cannot_stand_nothing_is_moved() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = made(play, stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10")))
    (other,) = play.ask(Book(hold=Hold(party="q", lines=stay("a", (SHOOT, "12", "14"))))).made
    refusal = play.refused(
        MoveStay(booking=mine, lines=all_lines(play, mine), to=stay("a", (BUILD, "03", "06"), (SHOOT, "07", "12")))
    )
    assert refusal.rule == "taken"
    assert [thing.id for thing in refusal.obstacles] == [other]
    assert {item.span.days for item in refusal.nearest} == {10}  # where the whole stay is free


def test_a_confirmed_stay_that_moves_pays_for_moving_and_its_days_have_the_price_of_their_phase() -> None:
    play = Playing(portfolio(RATES), "2027-03-01 10:00")
    (mine,) = play.ask(Book(hold=Hold(party="p", lines=stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10"))))).made
    play.ask(
        MoveStay(booking=mine, lines=all_lines(play, mine), to=stay("a", (BUILD, "03", "06"), (SHOOT, "07", "12")))
    )
    ids = all_lines(play, mine)
    lines = sorted((line for line in play.desk.lines_of(mine) if line.id in ids), key=lambda line: line.span)
    assert [(line.span.start.day, line.span.days, line.price) for line in lines] == [
        (3, 2, Decimal(1200)),
        (5, 2, Decimal(1200)),  # shot on before, built on now
        (7, 4, Decimal(4000)),
        (11, 2, Decimal(2000)),
    ]
    fees = [dict(notice.facts)["fee"] for notice in play.notices("p") if notice.kind == "moved"]
    assert fees == ["600", "1500"]  # a quarter of what each line cost


def test_a_phase_that_stays_where_it_was_pays_nothing_when_the_next_is_cut_short() -> None:
    play = Playing(portfolio(RATES), "2027-03-01 10:00")
    (mine,) = play.ask(Book(hold=Hold(party="p", lines=stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10"))))).made
    play.ask(
        MoveStay(booking=mine, lines=all_lines(play, mine), to=stay("a", (BUILD, "01", "04"), (SHOOT, "05", "08")))
    )
    assert phases(play, mine) == [("01", "build", "confirmed"), ("05", "shoot", "confirmed")]
    assert [(notice.kind, dict(notice.facts)["fee"]) for notice in play.notices("p") if notice.kind != "confirmed"] == [
        ("cancelled", "2000")
    ]


def test_a_stay_on_a_joined_whole_moves_on_all_of_its_stages() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = made(play, (*stay("a", (SHOOT, "01", "05")), *stay("b", (SHOOT, "01", "05"))))
    to = (*stay("c", (SHOOT, "08", "12")), *stay("b", (SHOOT, "08", "12")))
    play.ask(MoveStay(booking=mine, lines=all_lines(play, mine), to=to))
    assert [row[:3] for row in play.standing(mine)] == [
        ("b", "2027-05-08", "2027-05-12"),
        ("c", "2027-05-08", "2027-05-12"),
    ]


def test_lines_of_a_group_stay_in_it_unless_another_one_is_named() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    (shoot,) = stay("a", (SHOOT, "05", "10"))
    mine = made(play, (*stay("a", (BUILD, "01", "04")), replace(shoot, group="unit two")))
    to = stay("a", (BUILD, "03", "06"), (SHOOT, "07", "12"))
    play.ask(MoveStay(booking=mine, lines=all_lines(play, mine), to=to))
    groups = {line.span.start.day: line.group for line in play.desk.lines_of(mine) if line.state is LineState.HOLD}
    assert groups == {3: None, 5: None, 7: "unit two", 11: "unit two"}
    named = tuple(replace(item, group="unit three") for item in to)
    play.ask(MoveStay(booking=mine, lines=all_lines(play, mine), to=named))
    assert {line.group for line in play.desk.lines_of(mine) if line.state is LineState.HOLD} == {"unit three"}


def test_what_cannot_be_moved_together_is_refused_by_name() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = made(play, stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10")))
    here, ids = stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10")), all_lines(play, mine)
    assert play.refused(MoveStay(booking=mine, lines=ids, to=here)).rule == "no-change"
    assert play.refused(MoveStay(booking=mine, lines=(), to=here)).rule == "nothing-asked"
    assert play.refused(MoveStay(booking=mine, lines=ids, to=())).rule == "nothing-asked"
    assert play.refused(MoveStay(booking="b999", lines=ids, to=here)).rule == "unknown-booking"
    assert play.refused(MoveStay(booking=mine, lines=(f"{mine}.9",), to=here)).rule == "unknown-line"
    assert play.refused(MoveStay(booking=mine, lines=ids, to=stay("z", (BUILD, "01", "04")))).rule == "unknown-space"
    twice = stay("a", (BUILD, "01", "04"), (SHOOT, "04", "10"))
    assert play.refused(MoveStay(booking=mine, lines=ids, to=twice)).rule == "asked-twice"
    onto = stay("a", (BUILD, "03", "06"))
    assert play.refused(MoveStay(booking=mine, lines=ids[:1], to=onto)).rule == "asked-twice"
    play.ask(Confirm(booking=mine, lines=ids[:1]))
    assert play.refused(MoveStay(booking=mine, lines=ids, to=here)).rule == "mixed-lines"
    play.at("2027-05-03 10:00")
    assert play.refused(MoveStay(booking=mine, lines=ids[:1], to=stay("a", (BUILD, "02", "04")))).rule == "past"
    assert play.refused(MoveStay(booking=mine, lines=ids[:1], to=stay("a", (SHOOT, "01", "04")))).rule == "past"


def test_a_stay_under_challenge_does_not_grow_and_may_shrink() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = made(play, stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10")))
    rival = play.hold("q", "a", "2027-05-05", "2027-05-10")
    play.ask(ChallengeHolds(booking=rival))
    ids = all_lines(play, mine)
    longer = stay("a", (BUILD, "01", "04"), (SHOOT, "05", "12"))
    assert play.refused(MoveStay(booking=mine, lines=ids, to=longer)).rule == "challenged"
    play.ask(MoveStay(booking=mine, lines=ids, to=stay("a", (BUILD, "02", "04"), (SHOOT, "05", "09"))))
    assert phases(play, mine) == [("02", "build", "hold"), ("05", "shoot", "hold")]


def test_an_alternative_whose_phases_move_to_another_space_stays_an_alternative() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    lines = (*stay("a", (BUILD, "01", "04"), (SHOOT, "05", "10")), *stay("b", (SHOOT, "01", "10")))
    mine = made(play, lines, one_of=True)
    play.ask(
        MoveStay(booking=mine, lines=(f"{mine}.1", f"{mine}.2"), to=stay("c", (BUILD, "01", "04"), (SHOOT, "05", "10")))
    )
    assert play.refused(Confirm(booking=mine)).rule == "choose-one"
