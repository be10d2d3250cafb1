"""A challenge asks all who stand before a hold to confirm or to let go: the rules of SPEC §3, one by one."""

from __future__ import annotations

from dataclasses import replace

from desk.playing import Playing, days, portfolio
from stagehold.desk.records import Answer, ChallengeState
from stagehold.desk.requests import (
    AnswerChallenge,
    Book,
    Cancel,
    ChallengeHolds,
    Confirm,
    Hold,
    Meet,
    Move,
    Release,
    Renew,
    Wanted,
    WithdrawChallenge,
)
from stagehold.domain.booking import AfterConfirm, Policy, PolicyCondition
from stagehold.domain.days import parse_duration

RULES = Policy(id="x", challenge_clock=parse_duration("PT24H"), confirm_clock=parse_duration("PT48H"))
MAY = ("2027-05-01", "2027-05-10")


def three(rules: Policy = RULES) -> tuple[Playing, str, str, str]:
    """Holds of p, q and r on the first ten days of May, in this order."""
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    return play, play.hold("p", "a", *MAY), play.hold("q", "a", *MAY), play.hold("r", "a", *MAY)


def challenged(play: Playing, booking: str) -> str:
    """A challenge of all who stand before a booking."""
    return play.ask(ChallengeHolds(booking=booking)).made[0]


def test_a_challenge_goes_to_every_hold_that_ranks_higher_at_once_with_one_clock() -> None:
    play, first, second, third = three()
    challenged(play, third)
    found = play.challenge()
    assert [(target.booking, target.settled) for target in found.targets] == [(first, False), (second, False)]
    assert play.local(found.deadline) == "2027-03-02 10:00"
    for party in "pq":
        (notice,) = play.notices(party)
        assert (notice.kind, play.local(notice.ends)) == ("challenged", "2027-03-02 10:00")
    assert play.told("r") == []


def test_silence_releases_the_challenged_days_only() -> None:
    play, first, second, _ = three()
    play.ask(ChallengeHolds(booking=second, span=days("2027-05-03", "2027-05-05")))
    play.at("2027-03-02 10:00")
    assert play.standing(first) == [
        ("a", "2027-05-01", "2027-05-02", "hold"),
        ("a", "2027-05-06", "2027-05-10", "hold"),
    ]
    assert play.challenge().state is ChallengeState.WON
    assert play.told("p") == ["challenged", "let-go"]


def test_days_that_the_challenger_lets_go_meanwhile_are_not_lost_by_silence() -> None:
    play, first, second, _ = three()
    challenged(play, second)
    play.ask(Release(booking=second, span=days("2027-05-01", "2027-05-05")))
    play.at("2027-03-02 10:00")
    assert play.standing(first) == [("a", "2027-05-01", "2027-05-05", "hold")]


def test_a_holder_that_confirms_keeps_its_days_and_the_challenger_has_lost() -> None:
    play, first, second, third = three()
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.CONFIRM))
    assert play.standing(first) == [("a", *MAY, "confirmed")]
    assert (play.standing(second), play.standing(third)) == ([], [])
    assert play.challenge().state is ChallengeState.LOST


def test_only_who_is_first_on_all_days_may_answer_that_it_confirms() -> None:
    play, first, second, third = three()
    challenge = challenged(play, third)
    asked = AnswerChallenge(challenge=challenge, booking=second, answer=Answer.CONFIRM)
    refusal = play.refused(asked)
    assert (refusal.rule, [thing.id for thing in refusal.obstacles]) == ("not-first", [first])


def test_who_is_first_has_nothing_to_stand_behind() -> None:
    play, first, _, third = three()
    challenge = challenged(play, third)
    assert play.refused(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.STAND)).rule == "is-first"


def test_a_holder_that_stands_is_confirmed_by_itself_when_those_ahead_fall() -> None:
    play, first, second, third = three()
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.STAND))
    assert play.standing(second) == [("a", *MAY, "hold")]
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE))
    assert play.standing(second) == [("a", *MAY, "confirmed")]
    assert play.standing(third) == []
    assert play.challenge().state is ChallengeState.LOST


def test_a_holder_that_stands_is_released_when_those_ahead_confirm() -> None:
    play, first, second, third = three(Policy(id="x", after_confirm=AfterConfirm.WAIT))
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.STAND))
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.CONFIRM))
    assert play.standing(second) == []
    assert play.standing(third) == [("a", *MAY, "hold")]


def test_answers_settle_in_rank_order_as_soon_as_nothing_higher_is_open() -> None:
    play, first, second, third = three()
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.RELEASE))
    assert play.standing(second) == [("a", *MAY, "hold")]  # the first has not said anything yet
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.RELEASE_DAYS))  # may think again
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE))
    assert (play.standing(first), play.standing(second)) == ([], [])
    assert play.challenge().state is ChallengeState.WON
    assert play.rank(third) == 1


def test_an_answer_that_has_settled_stays() -> None:
    play, first, _, third = three()
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE))
    asked = AnswerChallenge(challenge=challenge, booking=first, answer=Answer.STAND)
    assert play.refused(asked).rule == "already-settled"


def test_a_holder_releases_all_or_the_shared_days() -> None:
    for answer, left in (
        (Answer.RELEASE, []),
        (Answer.RELEASE_DAYS, [("a", "2027-05-06", "2027-05-10", "hold")]),
    ):
        play = Playing(portfolio(RULES), "2027-03-01 10:00")
        first = play.hold("p", "a", *MAY)
        second = play.hold("q", "a", "2027-04-28", "2027-05-05")
        challenge = challenged(play, second)
        play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=answer))
        assert play.standing(first) == left


def test_a_hold_that_came_apart_answers_for_every_part() -> None:
    play, first, second, _ = three()
    play.ask(ChallengeHolds(booking=second, span=days("2027-05-07", "2027-05-10")))
    play.ask(Release(booking=first, span=days("2027-05-04", "2027-05-05")))
    play.at("2027-03-02 10:00")
    assert play.standing(first) == [
        ("a", "2027-05-01", "2027-05-03", "hold"),
        ("a", "2027-05-06", "2027-05-06", "hold"),
    ]
    assert play.challenge().state is ChallengeState.WON


def test_a_hold_under_challenge_neither_expires_nor_grows() -> None:
    rules = Policy(id="x", challenge_clock=parse_duration("PT72H"), hold_expiry=parse_duration("P2D"), renewals=2)
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
    challenge = challenged(play, second)
    assert play.refused(Renew(booking=first)).rule == "challenged"
    assert play.refused(Move(line=f"{first}.1", span=days("2027-05-01", "2027-05-11"))).rule == "challenged"
    joint = Hold(party="r", lines=(Wanted(space="a", span=days(*MAY)),), joint_with=first)
    assert play.refused(joint).rule == "challenged"
    play.ask(Move(line=f"{first}.1", span=days("2027-05-03", "2027-05-10")))  # it may shrink
    play.at("2027-03-03 12:00")
    assert play.standing(first) == [("a", "2027-05-03", "2027-05-10", "hold")]
    play.ask(WithdrawChallenge(challenge=challenge))  # nothing keeps them any more, and their two days are over
    assert (play.standing(first), play.standing(second)) == ([], [])
    assert play.told("p") == ["challenged", "challenge-withdrawn", "expired"]


def test_the_part_of_a_hold_that_an_answer_has_freed_expires_in_its_time() -> None:
    rules = Policy(id="x", challenge_clock=parse_duration("PT72H"), hold_expiry=parse_duration("P2D"))
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", "2027-05-01", "2027-05-04")
    third = play.hold("r", "a", "2027-04-25", "2027-05-04")
    challenge = challenged(play, third)
    play.at("2027-03-04 09:00")
    assert play.standing(first) == [("a", *MAY, "hold")]
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE_DAYS))
    assert play.standing(first) == []
    assert play.states(first)[0] == ("a", "2027-05-05", "2027-05-10", "expired")
    assert play.standing(second) == [("a", "2027-05-01", "2027-05-04", "hold")]  # still asked


def test_later_challenges_of_the_same_days_queue_and_have_their_own_clock() -> None:
    play, first, second, third = three()
    earlier = challenged(play, third)
    play.at("2027-03-01 15:00")
    later = challenged(play, second)
    assert play.desk.challenges[later].state is ChallengeState.QUEUED
    assert play.told("q") == ["challenged", "challenge-queued"]
    play.at("2027-03-01 20:00").ask(WithdrawChallenge(challenge=earlier))
    found = play.desk.challenges[later]
    assert (found.state, play.local(found.deadline)) == (ChallengeState.OPEN, "2027-03-02 20:00")
    assert [target.booking for target in found.targets] == [first]


def test_a_challenge_of_other_days_does_not_wait() -> None:
    play, _, second, third = three()
    play.ask(ChallengeHolds(booking=second, span=days("2027-05-01", "2027-05-05")))
    play.ask(ChallengeHolds(booking=third, span=days("2027-05-06", "2027-05-10")))
    assert [found.state for found in play.desk.challenges.values()] == [ChallengeState.OPEN, ChallengeState.OPEN]


def test_a_queued_challenge_that_nobody_stands_before_any_more_is_won_at_once() -> None:
    play, first, second, third = three()
    earlier = play.ask(ChallengeHolds(booking=second)).made[0]
    later = challenged(play, third)
    play.ask(Release(booking=first))
    assert play.desk.challenges[earlier].state is ChallengeState.WON
    play.ask(Release(booking=second))
    assert play.desk.challenges[earlier].state is ChallengeState.LOST
    assert play.desk.challenges[later].state is ChallengeState.WON


def test_a_challenger_that_withdraws_leaves_everybody_where_they_were() -> None:
    play, first, second, third = three()
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.RELEASE))
    play.ask(WithdrawChallenge(challenge=challenge))
    assert [play.rank(first), play.rank(second), play.rank(third)] == [1, 2, 3]
    asked = AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE)
    assert play.refused(asked).rule == "challenge-over"


def test_who_wins_must_confirm_within_the_second_clock() -> None:
    play, _, _, third = three()
    challenged(play, third)
    play.at("2027-03-02 10:00")
    assert play.local(play.challenge().confirm_by) == "2027-03-04 10:00"
    (won,) = [notice for notice in play.notices("r") if notice.kind == "challenge-won"]
    assert play.local(won.ends) == "2027-03-04 10:00"
    play.at("2027-03-04 09:59").ask(Confirm(booking=third))
    assert play.challenge().state is ChallengeState.TAKEN
    assert play.standing(third) == [("a", *MAY, "confirmed")]


def test_a_winner_that_does_not_confirm_is_released_and_nobody_is_revived() -> None:
    rules = Policy(
        id="x",
        challenge_clock=parse_duration("PT24H"),
        confirm_clock=parse_duration("PT48H"),
        offer_clock=parse_duration("PT12H"),
    )
    play, first, second, third = three(rules)
    fourth = play.hold("s", "a", *MAY)
    challenged(play, third)
    play.at("2027-03-04 10:00")
    assert (play.standing(first), play.standing(second), play.standing(third)) == ([], [], [])
    assert play.challenge().state is ChallengeState.DROPPED
    assert "not-confirmed-in-time" in play.told("r")
    line = play.line(fourth)
    assert (play.rank(fourth), play.local(line.offered_until)) == (1, "2027-03-04 22:00")
    moved = [notice for notice in play.notices("s") if notice.kind == "moved-up"][-1]
    assert play.local(moved.ends) == "2027-03-04 22:00"


def test_who_wins_only_a_part_takes_the_part_or_withdraws() -> None:
    for takes in (True, False):
        play = Playing(portfolio(RULES), "2027-03-01 10:00")
        one = play.hold("p", "a", "2027-05-01", "2027-05-04")
        other = play.hold("q", "a", "2027-05-05", "2027-05-10")
        third = play.hold("r", "a", *MAY)
        challenge = challenged(play, third)
        play.ask(AnswerChallenge(challenge=challenge, booking=one, answer=Answer.CONFIRM))
        play.ask(AnswerChallenge(challenge=challenge, booking=other, answer=Answer.RELEASE))
        assert play.challenge().state is ChallengeState.PART
        assert play.standing(third) == [("a", "2027-05-05", "2027-05-10", "hold")]
        play.ask(Confirm(booking=third) if takes else WithdrawChallenge(challenge=challenge))
        left = [("a", "2027-05-05", "2027-05-10", "confirmed")] if takes else []
        assert play.standing(third) == left


def test_the_part_that_was_won_can_be_confirmed_apart_where_others_still_wait() -> None:
    play = Playing(portfolio(Policy(id="x", after_confirm=AfterConfirm.WAIT)), "2027-03-01 10:00")
    play.hold("p", "a", "2027-05-01", "2027-05-02")
    middle = play.hold("p", "a", "2027-05-05", "2027-05-06")
    play.hold("p", "a", "2027-05-09", "2027-05-10")
    mine = play.hold("r", "a", *MAY)
    challenge = challenged(play, mine)
    for booking in [target.booking for target in play.challenge().targets]:
        answer = Answer.RELEASE if booking == middle else Answer.CONFIRM
        play.ask(AnswerChallenge(challenge=challenge, booking=booking, answer=answer))
    assert play.standing(mine) == [
        ("a", "2027-05-01", "2027-05-02", "hold"),
        ("a", "2027-05-03", "2027-05-08", "hold"),
        ("a", "2027-05-09", "2027-05-10", "hold"),
    ]
    (won,) = [line.id for line in play.desk.lines_of(mine) if str(line.span.start) == "2027-05-03"]
    play.ask(Confirm(booking=mine, lines=(won,)))
    assert ("a", "2027-05-03", "2027-05-08", "confirmed") in play.standing(mine)
    assert play.challenge().state is ChallengeState.TAKEN


def test_where_no_second_clock_is_set_the_winner_is_first_and_may_be_challenged_itself() -> None:
    play, _, second, third = three(Policy(id="x", challenge_clock=parse_duration("PT24H")))
    challenged(play, second)
    play.at("2027-03-02 10:00")
    assert play.challenge().state is ChallengeState.WON
    later = challenged(play, third)
    assert play.desk.challenges[later].state is ChallengeState.OPEN


def test_a_challenger_must_have_met_what_the_policy_asks_of_challengers() -> None:
    rules = Policy(id="x", challenge_conditions=(PolicyCondition(kind="contract"), PolicyCondition(kind="deposit")))
    play, first, second, _ = three(rules)
    play.ask(Meet(booking=second, kind="contract"))
    assert play.refused(ChallengeHolds(booking=second)).rule == "conditions-unmet"
    play.ask(Meet(booking=second, kind="deposit"))
    challenged(play, second)
    assert [target.booking for target in play.challenge().targets] == [first]
    assert play.refused(Meet(booking=second, kind="deposit")).rule == "unknown-condition"


def test_nobody_is_asked_to_make_way_for_who_stands_first_or_asks_already_or_could_not_confirm() -> None:
    play, first, second, third = three()
    assert play.refused(ChallengeHolds(booking=first)).rule == "already-first"
    challenged(play, second)
    assert play.refused(ChallengeHolds(booking=second)).rule == "already-challenged"
    play = Playing(portfolio(Policy(id="x", after_confirm=AfterConfirm.WAIT)), "2027-03-01 10:00")
    booked = Hold(party="p", lines=(Wanted(space="a", span=days(*MAY)),))
    play.ask(Book(hold=booked))
    play.hold("q", "a", "2027-05-10", "2027-05-12")
    third = play.hold("r", "a", "2027-05-10", "2027-05-12")
    assert play.refused(ChallengeHolds(booking=third)).rule == "taken"


def test_a_holder_that_stands_behind_a_new_booking_is_released_and_the_challenger_waits_on() -> None:
    play, first, second, third = three(Policy(id="x", after_confirm=AfterConfirm.WAIT))
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.CONFIRM))
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.STAND))
    assert play.standing(second) == []
    assert play.challenge().state is ChallengeState.LOST
    play.ask(Cancel(booking=first))
    assert play.rank(third) == 1
    play.ask(Confirm(booking=third))
    assert play.standing(third) == [("a", *MAY, "confirmed")]


def test_a_holder_makes_way_only_on_the_days_on_which_it_stands_before_the_challenger() -> None:
    play = Playing(portfolio(RULES), "2027-03-01 10:00")
    mine = play.hold("p", "a", "2027-05-01", "2027-05-03")
    other = play.hold("q", "a", "2027-05-02", "2027-05-06")
    play.ask(Move(line=f"{mine}.1", span=days("2027-05-01", "2027-05-05")))
    challenged(play, mine)
    play.at("2027-03-02 10:00")
    assert play.standing(other) == [
        ("a", "2027-05-02", "2027-05-03", "hold"),
        ("a", "2027-05-06", "2027-05-06", "hold"),
    ]


def test_of_a_hold_that_a_booking_cuts_in_two_only_the_part_that_is_asked_about_stands_by_its_answer() -> None:
    play = Playing(portfolio(RULES), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-02", "2027-05-04")
    second = play.hold("q", "a", "2027-05-01", "2027-05-06")
    third = play.hold("r", "a", "2027-05-01", "2027-05-04")
    challenge = challenged(play, third)
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.STAND))
    play.ask(Confirm(booking=first))
    assert play.standing(second) == [
        ("a", "2027-05-01", "2027-05-01", "confirmed"),  # it stood by these days, and nobody is before it there
        ("a", "2027-05-05", "2027-05-06", "hold"),  # nobody asked about these
    ]


def test_days_that_a_challenger_lets_go_are_challenged_no_more_even_if_others_are_booked_on_them_at_once() -> None:
    play = Playing(portfolio(replace(RULES, after_confirm=AfterConfirm.WAIT)), "2027-03-01 10:00")
    play.hold("p", "a", "2027-05-05", "2027-05-06")
    second = play.hold("q", "a", "2027-05-02", "2027-05-06")
    third = play.hold("r", "a", "2027-05-01", "2027-05-03")
    fourth = play.hold("s", "a", "2027-05-01", "2027-05-04")
    earlier = challenged(play, fourth)
    later = challenged(play, second)
    assert play.desk.challenges[later].state is ChallengeState.QUEUED
    play.ask(AnswerChallenge(challenge=earlier, booking=third, answer=Answer.STAND))
    play.at("2027-03-02 10:00")  # q said nothing and lets 2 to 4 May go, on which r is booked in the same step
    assert play.standing(third) == [("a", "2027-05-01", "2027-05-03", "confirmed")]
    found = play.desk.challenges[later]
    assert [(item.span.start.day, item.span.end.day) for item in found.days] == [(5, 7)]
    assert found.state is ChallengeState.OPEN
