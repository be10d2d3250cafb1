"""Holds queue by space-day, move up, move, renew, expire and are let go."""

from __future__ import annotations

from desk.playing import Playing, days, portfolio
from stagehold.desk.requests import Book, Confirm, Hold, Move, Release, Renew, Wanted
from stagehold.domain.booking import Policy
from stagehold.domain.days import parse_duration
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.studio import PhaseKind


def test_a_hold_on_held_days_queues_at_the_end_and_shows_its_worst_rank() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-10")
    second = play.hold("q", "a", "2027-05-08", "2027-05-20")
    third = play.hold("r", "a", "2027-05-10", "2027-05-15")
    assert [play.rank(first), play.rank(second), play.rank(third)] == [1, 2, 3]


def test_when_a_higher_hold_goes_lower_ones_move_up_and_are_told() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-10")
    second = play.hold("q", "a", "2027-05-08", "2027-05-20")
    third = play.hold("r", "a", "2027-05-10", "2027-05-15")
    play.ask(Release(booking=first))
    assert [play.rank(second), play.rank(third)] == [1, 2]
    assert play.told("q") == ["moved-up"]
    assert play.told("r") == ["moved-up"]


def test_releasing_some_days_leaves_the_others_in_their_place() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-10")
    second = play.hold("q", "a", "2027-05-01", "2027-05-10")
    play.ask(Release(booking=first, span=days("2027-05-04", "2027-05-06")))
    assert play.standing(first) == [
        ("a", "2027-05-01", "2027-05-03", "hold"),
        ("a", "2027-05-07", "2027-05-10", "hold"),
    ]
    assert play.rank(second) == 2
    play.ask(Confirm(booking=first))
    assert play.standing(second) == [("a", "2027-05-04", "2027-05-06", "hold")]


def test_a_moved_hold_keeps_its_place_on_kept_days_and_queues_anew_on_added_ones() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = play.hold("p", "a", "2027-05-01", "2027-05-10")
    other = play.hold("q", "a", "2027-05-05", "2027-05-20")
    play.ask(Move(line=f"{mine}.1", span=days("2027-05-06", "2027-05-14")))
    assert play.standing(mine) == [
        ("a", "2027-05-06", "2027-05-10", "hold"),
        ("a", "2027-05-11", "2027-05-14", "hold"),
    ]
    assert [play.rank(mine), play.rank(other)] == [1, 2]
    assert play.refused(Confirm(booking=mine)).rule == "not-first"


def test_joint_holds_share_a_place_and_the_first_to_confirm_wins() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-10")
    joint = play.hold("q", "a", "2027-05-01", "2027-05-10", joint_with=first)
    behind = play.hold("r", "a", "2027-05-01", "2027-05-10")
    assert [play.rank(first), play.rank(joint), play.rank(behind)] == [1, 1, 2]
    play.ask(Confirm(booking=joint))
    assert play.standing(first) == []
    assert play.told("p") == ["joined", "released-by-booking"]


def test_a_hold_shares_only_days_that_the_other_holds() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-10")
    asked = Hold(party="q", lines=(Wanted(space="a", span=days("2027-05-05", "2027-05-12")),), joint_with=first)
    assert play.refused(asked).rule == "not-joint"


def test_confirming_one_of_the_alternatives_releases_the_rest() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    lines = tuple(Wanted(space=space, span=days("2027-05-01", "2027-05-10")) for space in ("a", "b", "c"))
    (booking,) = play.ask(Hold(party="p", lines=lines, one_of=True)).made
    assert play.refused(Confirm(booking=booking)).rule == "choose-one"
    play.ask(Confirm(booking=booking, lines=(f"{booking}.2",)))
    assert play.standing(booking) == [("b", "2027-05-01", "2027-05-10", "confirmed")]


def test_a_booking_on_booked_days_is_refused_with_what_blocks_whom_to_ask_and_what_is_free() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    span = days("2027-05-05", "2027-05-10")
    play.ask(Book(hold=Hold(party="p", lines=(Wanted(space="a", span=span),))))
    refusal = play.refused(Book(hold=Hold(party="q", lines=(Wanted(space="a", span=span),))))
    assert refusal.rule == "taken"
    (thing,) = refusal.obstacles
    assert (thing.kind, thing.space, thing.span, thing.party) == ("booking", "a", span, "p")
    assert [(item.space, str(item.span.start)) for item in refusal.nearest] == [
        ("a", "2027-04-29"),
        ("a", "2027-05-11"),
        ("b", "2027-05-05"),
        ("c", "2027-05-05"),
    ]


def test_a_hold_expires_is_renewed_as_often_as_allowed_and_never_outlives_its_release_date() -> None:
    rules = Policy(id="x", hold_expiry=parse_duration("P7D"), renewals=1, release_before=parse_duration("P14D"))
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    booking = play.hold("p", "a", "2027-03-25", "2027-03-30")
    assert play.local(play.line(booking).until) == "2027-03-08 10:00"
    play.at("2027-03-08 09:59").ask(Renew(booking=booking))
    assert play.local(play.line(booking).until) == "2027-03-11 00:00"
    assert play.refused(Renew(booking=booking)).rule == "no-renewal-left"
    play.at("2027-03-11 00:00")
    assert play.states(booking) == [("a", "2027-03-25", "2027-03-30", "expired")]
    assert play.told("p") == ["expired"]
    assert play.local(play.events[-1].at) == "2027-03-11 00:00"


def test_a_renewal_that_gains_nothing_is_refused_and_not_used_up() -> None:
    rules = Policy(id="x", hold_expiry=parse_duration("P7D"), renewals=1)
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    booking, near = play.hold("p", "a", "2027-03-25", "2027-03-30"), play.hold("q", "b", "2027-03-05", "2027-03-06")
    assert play.refused(Renew(booking=booking)).says == (
        "booking b1 would last no longer if it were renewed now: its term has only just begun; renew it later, "
        "the renewal is not used up"
    )
    assert "holds of b from 2027-03-05 end then whatever their term" in play.refused(Renew(booking=near)).says
    assert play.at("2027-03-01 11:00").refused(Renew(booking=near)).rule == "nothing-gained"
    play.ask(Renew(booking=booking))
    assert play.local(play.line(booking).until) == "2027-03-08 11:00"


def test_the_queue_is_as_long_as_the_policy_says() -> None:
    play = Playing(portfolio(Policy(id="x", max_rank=2)), "2027-03-01 10:00")
    play.hold("p", "a", "2027-05-01", "2027-05-10")
    play.hold("q", "a", "2027-05-01", "2027-05-10")
    asked = Hold(party="r", lines=(Wanted(space="a", span=days("2027-05-10", "2027-05-12")),))
    assert play.refused(asked).rule == "queue-full"
    play.hold("r", "a", "2027-05-11", "2027-05-12")


def test_holds_are_taken_only_so_far_ahead() -> None:
    play = Playing(portfolio(Policy(id="x", holds_ahead=parse_duration("P2M"))), "2027-03-01 10:00")
    asked = Hold(party="r", lines=(Wanted(space="a", span=days("2027-05-02", "2027-05-04")),))
    assert play.refused(asked).rule == "too-far-ahead"
    play.hold("r", "a", "2027-05-01", "2027-05-04")


def test_a_hold_for_a_production_or_need_that_nobody_knows_is_refused_with_the_nearest() -> None:
    show = Production(id="show", needs=(Need(id="main", phases=(PhaseLength(PhaseKind.SHOOT, 5),)),))
    play = Playing(portfolio(None, show), "2027-03-01 10:00")
    line = (Wanted(space="a", span=days("2027-05-01", "2027-05-05")),)

    def refused(production: str | None, need: str | None) -> tuple[str, str]:
        refusal = play.refused(Hold(party="p", lines=line, production=production, need=need))
        return refusal.rule, refusal.says

    assert refused("shaw", "main") == ("unknown-production", "no production 'shaw'; did you mean 'show'?")
    assert refused("show", "second") == ("unknown-need", "production show has no need 'second'; it has main")
    assert refused(None, "main") == ("no-production", "need 'main' belongs to a production: name it too")
    assert play.desk.bookings == {}
