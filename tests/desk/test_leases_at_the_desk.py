"""Leases come first, also at the desk: the rules of SPEC §3, one by one."""

from __future__ import annotations

from desk.playing import Playing, days, portfolio
from stagehold.desk.records import Answer, ChallengeState
from stagehold.desk.requests import (
    AnswerChallenge,
    Book,
    Cancel,
    ChallengeHolds,
    ChangeFacts,
    Confirm,
    Hold,
    Move,
    Release,
    Wanted,
    WithdrawChallenge,
)
from stagehold.domain import edtf
from stagehold.domain.booking import AfterConfirm, Policy
from stagehold.domain.days import parse_duration
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.studio import Offer, Party

OWN = Lease(id="own", lessee="p", spaces=("a",), term=edtf.parse_interval("2027-05-01/2027-12-31"))
CALL = Lease(
    id="call",
    kind=LeaseKind.FIRST_CALL,
    lessee="p",
    spaces=("a",),
    term=edtf.parse_interval("2027-05-01/2027-12-31"),
)
RULES = Policy(id="x", challenge_clock=parse_duration("PT24H"), confirm_clock=parse_duration("PT48H"))
JUNE = ("2027-06-01", "2027-06-05")


def wanted(party: str, first: str = JUNE[0], last: str = JUNE[1]) -> Hold:
    """A hold of stage a."""
    return Hold(party=party, lines=(Wanted(space="a", span=days(first, last)),))


# --- exclusive leases ------------------------------------------------------------------------------------------------


def test_while_an_exclusive_lease_runs_only_its_lessee_holds_its_spaces() -> None:
    play = Playing(portfolio(None, OWN), "2027-03-01 10:00")
    refusal = play.refused(wanted("q"))
    (thing,) = refusal.obstacles
    assert (refusal.rule, thing.id, thing.party, thing.span) == ("leased-to-others", "own", "p", days(*JUNE))
    assert play.refused(Book(hold=wanted("q", "2027-04-30", "2027-05-01"))).rule == "leased-to-others"
    play.hold("p", "a", *JUNE)
    play.hold("q", "a", "2027-04-28", "2027-04-30")


def test_others_hold_on_days_that_the_lessee_offers_and_companies_below_it_always() -> None:
    offer = Offer(
        id="o",
        space="a",
        from_=edtf.parse_date("2027-06-01"),
        to=edtf.parse_date("2027-06-30"),
        currency="JPY",
        party="p",
    )
    below = Party(id="sub", name="Sub", parent="p")
    play = Playing(portfolio(None, OWN, offer, below), "2027-03-01 10:00")
    play.hold("q", "a", *JUNE)
    play.hold("sub", "a", "2027-07-01", "2027-07-05")
    assert play.refused(wanted("q", "2027-07-01", "2027-07-02")).rule == "leased-to-others"


def test_a_hold_from_before_a_lease_stays_and_cannot_be_confirmed_while_it_runs() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    play.ask(ChangeFacts(put=(OWN,)))
    assert play.refused(Confirm(booking=mine)).rule == "leased-to-others"
    play.ask(ChangeFacts(drop=(("lease", "own"),)))
    play.ask(Confirm(booking=mine))


# --- first calls -----------------------------------------------------------------------------------------------------


def test_a_first_call_lease_ranks_as_a_standing_first_hold() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    assert play.rank(mine) == 2
    refusal = play.refused(Confirm(booking=mine))
    assert (refusal.rule, [(thing.id, thing.party) for thing in refusal.obstacles]) == ("not-first", [("call", "p")])
    assert play.rank(play.hold("q", "a", "2027-04-28", "2027-04-30")) == 1


def test_its_lessee_is_first_on_request_whoever_holds_the_days() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    other = play.hold("q", "a", *JUNE)
    mine = play.hold("p", "a", "2027-06-04", "2027-06-08")
    assert [play.rank(mine), play.rank(other)] == [1, 2]
    play.ask(Confirm(booking=mine))
    assert play.standing(mine) == [("a", "2027-06-04", "2027-06-08", "confirmed")]
    assert play.standing(other) == [("a", "2027-06-01", "2027-06-03", "hold")]


def test_a_first_call_is_challenged_and_answers_as_any_hold() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    challenge = play.ask(ChallengeHolds(booking=mine)).made[0]
    assert play.told("p") == ["challenged"]
    play.ask(AnswerChallenge(challenge=challenge, booking="first-call-call", answer=Answer.CONFIRM))
    assert play.standing("first-call-call") == [("a", *JUNE, "confirmed")]
    assert play.standing(mine) == []


def test_a_first_call_that_says_nothing_is_gone_on_the_challenged_days_only() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    play.ask(ChallengeHolds(booking=mine))
    play.at("2027-03-02 10:00")
    assert (play.challenge().state, play.rank(mine)) == (ChallengeState.WON, 1)
    play.ask(Release(booking=mine))
    assert play.rank(play.hold("q", "a", *JUNE)) == 1
    assert play.rank(play.hold("q", "a", "2027-06-05", "2027-06-06")) == 2


def test_what_a_lessee_holds_by_its_first_call_is_gone_with_it_when_it_lets_go_in_a_challenge() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    by_call = play.hold("p", "a", *JUNE)
    mine = play.hold("q", "a", *JUNE)
    challenge = play.ask(ChallengeHolds(booking=mine)).made[0]
    play.ask(AnswerChallenge(challenge=challenge, booking=by_call, answer=Answer.RELEASE))
    assert (play.challenge().state, play.rank(mine)) == (ChallengeState.WON, 1)


def test_what_a_lessee_lets_go_unasked_leaves_its_first_call_standing() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    play.ask(Release(booking=play.hold("p", "a", *JUNE)))
    assert play.rank(play.hold("q", "a", *JUNE)) == 2


def test_a_first_call_stands_as_before_when_the_challenger_withdraws() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    challenge = play.ask(ChallengeHolds(booking=mine)).made[0]
    play.ask(WithdrawChallenge(challenge=challenge))
    assert play.told("p") == ["challenged", "challenge-withdrawn"]
    assert play.rank(mine) == 2
    assert play.rank(play.hold("p", "a", *JUNE)) == 1


def test_a_first_call_that_a_firm_booking_beats_is_told_and_stands_again_when_the_booking_goes() -> None:
    play = Playing(portfolio(Policy(id="x", firm_beats_holds=True), CALL), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    play.ask(Confirm(booking=mine))
    (notice,) = play.notices("p")
    assert (notice.kind, dict(notice.facts)["from"]) == ("waits-behind", "2027-06-01")
    play.ask(Cancel(booking=mine))
    assert play.rank(play.hold("q", "a", *JUNE)) == 2


def test_first_call_goes_before_the_first_refusal_of_an_occupant() -> None:
    play = Playing(
        portfolio(Policy(id="x", first_refusal_days=3, after_confirm=AfterConfirm.WAIT), CALL), "2027-03-01 10:00"
    )
    play.ask(Book(hold=wanted("q", "2027-04-25", "2027-04-30")))
    occupant = play.hold("q", "a", "2027-05-01", "2027-05-03")
    other = play.hold("r", "a", "2027-05-01", "2027-05-03")
    assert [play.rank(occupant), play.rank(other)] == [2, 3]
    mine = play.hold("p", "a", "2027-05-01", "2027-05-03")
    assert [play.rank(mine), play.rank(occupant), play.rank(other)] == [1, 2, 3]


def test_days_of_a_first_call_that_nobody_asks_about_any_more_stand_without_a_line() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    mine = play.hold("q", "a", *JUNE)
    challenge = play.ask(ChallengeHolds(booking=mine)).made[0]
    assert play.standing("first-call-call") == [("a", *JUNE, "hold")]
    play.ask(Move(line=f"{mine}.1", span=days("2027-06-03", "2027-06-05")))  # 1 and 2 June are asked for no more
    answer = AnswerChallenge(challenge=challenge, booking="first-call-call", answer=Answer.RELEASE_DAYS)
    play.ask(answer)
    assert play.standing("first-call-call") == []
    assert play.rank(mine) == 1
    assert play.rank(play.hold("r", "a", "2027-06-01", "2027-06-02")) == 2  # the call stands there as before


def test_a_hold_of_the_lessee_settles_without_its_own_first_call_which_is_not_in_its_way() -> None:
    play = Playing(portfolio(RULES, CALL), "2027-03-01 10:00")
    other = play.hold("r", "a", *JUNE)
    own = play.hold("p", "a", *JUNE, joint_with=other)
    behind = play.hold("q", "a", *JUNE)
    challenge = play.ask(ChallengeHolds(booking=behind)).made[0]
    play.ask(AnswerChallenge(challenge=challenge, booking=own, answer=Answer.RELEASE))
    assert play.standing(own) == []  # at once, whatever is said of the call later
    assert play.standing("first-call-call") == [("a", *JUNE, "hold")]
    play.ask(AnswerChallenge(challenge=challenge, booking=other, answer=Answer.RELEASE))
    assert play.standing(other) == [("a", *JUNE, "hold")]  # it stands behind the call, which has not answered
