"""When holds end by themselves: the rules of SPEC §3, one by one."""

from __future__ import annotations

from desk.playing import Playing, days, portfolio
from stagehold.desk.records import Answer, ChallengeState
from stagehold.desk.requests import AnswerChallenge, Book, ChallengeHolds, Confirm, Hold, Move, Release, Renew, Wanted
from stagehold.domain import edtf
from stagehold.domain.booking import ClockKind, Policy
from stagehold.domain.days import parse_duration
from stagehold.domain.hours import parse_hours
from stagehold.domain.lease import Lease, LeaseKind

MAY = ("2027-05-10", "2027-05-20")
DECIDES = Policy(id="x", decide_before=parse_duration("P6DT12H"))  # by noon seven days before


def test_a_hold_ends_at_the_latest_as_its_first_day_begins() -> None:
    play = Playing(portfolio(), "2027-05-01 10:00")
    mine = play.hold("p", "a", *MAY)
    play.at("2027-05-09 23:59")
    assert play.standing(mine) == [("a", *MAY, "hold")]
    play.at("2027-05-10 00:00")
    assert play.states(mine) == [("a", *MAY, "expired")]
    refusal = play.refused(Hold(party="p", lines=(Wanted(space="a", span=days(*MAY)),)))
    assert refusal.rule == "too-late-to-hold"


def test_what_is_left_of_a_hold_ends_by_its_new_first_day() -> None:
    play = Playing(portfolio(Policy(id="x", release_before=parse_duration("P7D"))), "2027-05-01 10:00")
    mine = play.hold("p", "a", *MAY)
    assert play.local(play.line(mine).until) == "2027-05-03 00:00"
    play.ask(Release(booking=mine, span=days("2027-05-13", "2027-05-15")))
    assert [(str(line.span.start), play.local(line.until)) for line in play.desk.lines_of(mine)] == [
        ("2027-05-10", "2027-05-03 00:00"),
        ("2027-05-16", "2027-05-09 00:00"),
        ("2027-05-13", None),
    ]
    play.ask(Move(line=f"{mine}.1", span=days("2027-05-12", "2027-05-12")))
    assert play.local(play.line(mine).until) == "2027-05-05 00:00"


def test_what_is_left_of_a_hold_does_not_outlast_the_time_it_was_given() -> None:
    play = Playing(portfolio(Policy(id="x", hold_expiry=parse_duration("P3D"))), "2027-05-01 10:00")
    mine = play.hold("p", "a", *MAY)
    play.at("2027-05-02 10:00").ask(Move(line=f"{mine}.1", span=days("2027-05-15", "2027-05-20")))
    assert play.local(play.line(mine).until) == "2027-05-04 10:00"


def test_added_days_have_their_own_time() -> None:
    play = Playing(portfolio(Policy(id="x", hold_expiry=parse_duration("P3D"))), "2027-05-01 10:00")
    mine = play.hold("p", "a", *MAY)
    play.at("2027-05-02 10:00").ask(Move(line=f"{mine}.1", span=days("2027-05-10", "2027-05-22")))
    assert [play.local(line.until) for line in play.desk.lines_of(mine)] == ["2027-05-04 10:00", "2027-05-05 10:00"]


def test_the_first_hold_that_is_undecided_in_time_ends_and_the_next_ones_turn_has_come() -> None:
    play = Playing(portfolio(DECIDES), "2027-05-01 10:00")
    first, second, third = (play.hold(party, "a", *MAY) for party in "pqr")
    play.at("2027-05-03 11:59")
    assert [play.rank(booking) for booking in (first, second, third)] == [1, 2, 3]
    play.at("2027-05-03 12:00")
    assert play.states(first) == [("a", *MAY, "expired")]
    assert [play.rank(booking) for booking in (second, third)] == [1, 2]
    (turn,) = [notice for notice in play.notices("q") if notice.kind == "moved-up"]
    assert (dict(turn.facts)["rank"], play.local(turn.ends)) == ("1", "2027-05-10 00:00")
    play.at("2027-05-05 10:00").ask(Confirm(booking=second))
    assert play.standing(second) == [("a", *MAY, "confirmed")]


def test_the_next_one_has_its_turn_whichever_hold_was_made_first() -> None:
    play = Playing(portfolio(DECIDES), "2027-05-01 10:00")
    for number in range(9):  # so that ids do not sort as their numbers do
        play.hold("s", "b", *MAY)
        play.ask(Release(booking=f"b{2 * number + 1}"))
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
    play.at("2027-05-03 12:00")
    assert (play.standing(first), play.standing(second)) == ([], [("a", *MAY, "hold")])


def test_a_hold_whose_turn_has_come_lasts_to_its_first_day_and_may_be_cut() -> None:
    rules = Policy(id="x", decide_before=parse_duration("P6DT12H"), hold_expiry=parse_duration("P7D"), renewals=1)
    play = Playing(portfolio(rules), "2027-05-01 10:00")
    play.hold("p", "a", *MAY)
    second = play.hold("q", "a", *MAY)
    assert play.at("2027-05-03 13:00").refused(Renew(booking=second)).rule == "nothing-gained"
    assert play.local(play.line(second).until) == "2027-05-10 00:00"
    play.ask(Move(line=f"{second}.1", span=days("2027-05-11", "2027-05-20")))
    assert play.local(play.line(second).until) == "2027-05-04 12:00"


def test_holds_behind_others_end_too_when_their_own_time_is_over() -> None:
    rules = Policy(id="x", decide_before=parse_duration("P6DT12H"), hold_expiry=parse_duration("P2D"))
    play = Playing(portfolio(rules), "2027-04-20 10:00")
    first = play.hold("p", "a", *MAY)
    play.at("2027-04-21 10:00")
    second = play.hold("q", "a", *MAY)
    play.at("2027-04-22 10:00")
    assert play.standing(first) == []
    play.at("2027-04-23 10:00")
    assert play.standing(second) == []


def test_a_challenger_keeps_its_turn_when_its_challenge_outlasts_the_time_to_decide() -> None:
    rules = Policy(id="x", decide_before=parse_duration("P6DT12H"), challenge_clock=parse_duration("PT48H"))
    play = Playing(portfolio(rules), "2027-05-02 10:00")
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", "2027-05-10", "2027-05-12")
    challenge = play.ask(ChallengeHolds(booking=second)).made[0]
    play.at("2027-05-03 13:00")
    assert (play.standing(first), play.standing(second)) == (
        [("a", *MAY, "hold")],
        [("a", "2027-05-10", "2027-05-12", "hold")],
    )
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE_DAYS))
    assert play.desk.challenges[challenge].state is ChallengeState.WON
    play.ask(Confirm(booking=second))
    assert play.standing(first) == [("a", "2027-05-13", "2027-05-20", "hold")]


def test_booking_is_possible_after_the_time_to_decide_and_beats_the_keep_whose_turn_it_is() -> None:
    rules = Policy(id="x", decide_before=parse_duration("P6DT12H"), firm_beats_holds=True)
    play = Playing(portfolio(rules), "2027-05-01 10:00")
    play.hold("p", "a", *MAY)
    second = play.hold("q", "a", *MAY)
    play.at("2027-05-04 10:00").ask(Book(hold=Hold(party="r", lines=(Wanted(space="a", span=days(*MAY)),))))
    assert play.standing(second) == []


def test_clocks_that_somebody_answers_by_run_in_business_hours_and_those_of_holds_do_not() -> None:
    rules = Policy(
        id="x",
        clock=ClockKind.BUSINESS,
        business_hours=parse_hours("10:00-18:00"),
        challenge_clock=parse_duration("PT12H"),
        hold_expiry=parse_duration("P14D"),
    )
    play = Playing(portfolio(rules), "2027-04-28 15:00")  # a Wednesday before Golden Week
    play.hold("p", "a", "2027-06-01", "2027-06-05")
    second = play.hold("q", "a", "2027-06-01", "2027-06-05")
    play.ask(ChallengeHolds(booking=second))
    # Three hours on Wednesday, eight on Friday the 30th, one on Thursday 6 May: 29 April and 3 to 5 May are holidays.
    assert play.local(play.challenge().deadline) == "2027-05-06 11:00"
    assert play.local(play.line(second).until) == "2027-05-12 15:00"


def test_joint_holds_that_are_undecided_in_time_end_together() -> None:
    term = edtf.parse_interval("2027-05-01/2027-12-31")
    call = Lease(id="call", kind=LeaseKind.FIRST_CALL, lessee="p", spaces=("a",), term=term)
    play = Playing(portfolio(DECIDES, call), "2027-05-01 10:00")
    first = play.hold("p", "a", *MAY)
    joint = [play.hold(party, "a", *MAY, joint_with=first) for party in "qr"]
    play.at("2027-05-03 12:00")  # where the lessee's hold ends its first call stands again, before nobody
    assert [play.states(booking) for booking in (first, *joint)] == [[("a", *MAY, "expired")]] * 3
