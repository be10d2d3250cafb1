"""Closures: what stands on days that a space is closed on."""

from __future__ import annotations

from desk.playing import Playing, days, portfolio
from stagehold.desk.requests import Book, Close, Confirm, Hold, Reopen, Wanted
from stagehold.domain.booking import AfterConfirm, CancellationStep, Policy

MAY = ("2027-05-01", "2027-05-10")
SHUT = days("2027-05-09", "2027-05-12")


def booked(play: Playing, party: str, first: str = MAY[0], last: str = MAY[1]) -> str:
    """A confirmed booking of stage a."""
    hold = Hold(party=party, lines=(Wanted(space="a", span=days(first, last)),))
    return play.ask(Book(hold=hold)).made[0]


def test_a_closure_over_confirmed_lines_is_refused_with_their_list() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    one, other = booked(play, "p"), booked(play, "q", "2027-05-12", "2027-05-14")
    refusal = play.refused(Close(space="a", span=SHUT))
    assert (refusal.rule, [(thing.id, thing.party) for thing in refusal.obstacles]) == (
        "booked",
        [(one, "p"), (other, "q")],
    )


def test_a_closure_that_displaces_cancels_each_line_by_the_studio_without_a_fee_and_offers_alternatives() -> None:
    rules = Policy(id="x", cancellation=(CancellationStep(share=None),))
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    mine = booked(play, "p")
    play.ask(Close(space="a", span=SHUT, reason="flood", displace=True))
    assert play.states(mine) == [("a", *MAY, "cancelled")]
    confirmed, cancelled, alternatives = play.notices("p")
    assert [confirmed.kind, cancelled.kind, alternatives.kind] == ["confirmed", "cancelled-by-studio", "alternatives"]
    assert {"reason": "flood", "fee": "0"}.items() <= dict(cancelled.facts).items()
    assert dict(alternatives.facts)["instead"] == (
        "a 2027-04-29 to 2027-05-09; a 2027-05-13 to 2027-05-23; b 2027-05-01 to 2027-05-11; c 2027-05-01 to 2027-05-11"
    )


def test_holds_on_closed_days_stay_and_cannot_be_confirmed_until_the_closure_is_lifted() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = play.hold("p", "a", *MAY)
    closure = play.ask(Close(space="a", span=SHUT)).made[0]
    assert play.standing(mine) == [("a", *MAY, "hold")]
    refusal = play.refused(Confirm(booking=mine))
    assert (refusal.rule, refusal.obstacles[0].span) == ("closed", days("2027-05-09", "2027-05-10"))
    play.ask(Reopen(closure=closure))
    play.ask(Confirm(booking=mine))
    assert play.told("p") == ["closed", "reopened", "confirmed"]


def test_nobody_takes_new_holds_on_closed_days() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Close(space="a", span=SHUT))
    assert play.refused(Hold(party="p", lines=(Wanted(space="a", span=days(*MAY)),))).rule == "closed"
    play.hold("p", "a", "2027-05-01", "2027-05-08")


def test_who_waited_behind_a_displaced_booking_moves_up_and_waits_for_the_closure() -> None:
    play = Playing(portfolio(Policy(id="x", after_confirm=AfterConfirm.WAIT)), "2027-03-01 10:00")
    booked(play, "p")
    waiting = play.hold("q", "a", "2027-05-05", "2027-05-10")
    play.ask(Close(space="a", span=SHUT, displace=True))
    assert play.told("q") == ["closed", "moved-up"]
    assert play.rank(waiting) == 1
    assert play.refused(Confirm(booking=waiting)).rule == "closed"
