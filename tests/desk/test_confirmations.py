"""Who may confirm, what a confirmation needs, and what becomes of the others: the rules of SPEC §3, one by one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

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
    Meet,
    Move,
    Release,
    Wanted,
)
from stagehold.domain.booking import AfterConfirm, CancellationStep, Policy, PolicyCondition
from stagehold.domain.days import parse_duration
from stagehold.domain.studio import PhaseKind

MAY = ("2027-05-01", "2027-05-10")
FIRM = Policy(id="x", firm_beats_holds=True)
ASKS_FIRST = Policy(id="x", firm_beats_holds=True, firm_answer_clock=parse_duration("PT24H"))
RATES = {PhaseKind.SHOOT: Decimal(1000), PhaseKind.BUILD: Decimal(600)}


def wanted(party: str, space: str = "a", first: str = MAY[0], last: str = MAY[1]) -> Hold:
    """A hold of one space."""
    return Hold(party=party, lines=(Wanted(space=space, span=days(first, last)),))


def booked(play: Playing, party: str, space: str = "a", first: str = MAY[0], last: str = MAY[1]) -> str:
    """A confirmed booking of one space."""
    return play.ask(Book(hold=wanted(party, space, first, last))).made[0]


# --- by when ---------------------------------------------------------------------------------------------------------


def due(play: Playing, booking: str) -> list[tuple[str, str | None]]:
    """The conditions of a booking, with when each is due."""
    return [(item.kind, play.local(item.deadline)) for item in play.desk.bookings[booking].conditions]


NEEDS = Policy(
    id="x",
    conditions=(
        PolicyCondition(kind="agreement", within=parse_duration("P9D")),
        PolicyCondition(kind="payment", within=parse_duration("PT24H")),
        PolicyCondition(kind="insurance"),
    ),
)


def test_what_a_booking_needs_is_due_before_its_first_day_begins() -> None:
    play = Playing(portfolio(NEEDS), "2027-01-20 10:00")
    mine = booked(play, "p", "a", "2027-01-25", "2027-01-26")
    assert due(play, mine) == [
        ("agreement", "2027-01-25 00:00"),
        ("payment", "2027-01-21 10:00"),
        ("insurance", None),
    ]
    (told,) = play.notices("p")
    assert play.local(told.ends) == "2027-01-21 10:00"
    play.ask(Meet(booking=mine, kind="payment"))
    play.at("2027-01-24 23:59")
    assert play.standing(mine) == [("a", "2027-01-25", "2027-01-26", "confirmed")]
    play.at("2027-01-25 00:00")
    assert play.standing(mine) == []


def test_days_that_are_added_before_a_booking_let_what_it_needs_fall_due_sooner() -> None:
    play = Playing(portfolio(NEEDS), "2027-01-20 10:00")
    mine = booked(play, "p", "a", "2027-01-27", "2027-01-28")
    assert due(play, mine)[0] == ("agreement", "2027-01-27 00:00")
    play.ask(Move(line=f"{mine}.1", span=days("2027-01-25", "2027-01-28")))
    assert due(play, mine)[0] == ("agreement", "2027-01-25 00:00")
    assert play.local(play.notices("p")[-1].ends) == "2027-01-25 00:00"


def test_a_booking_of_days_that_have_begun_has_the_time_that_the_policy_gives() -> None:
    play = Playing(portfolio(NEEDS), "2027-01-20 10:00")
    mine = booked(play, "p", "a", "2027-01-20", "2027-01-22")
    assert due(play, mine)[:2] == [("agreement", "2027-01-29 10:00"), ("payment", "2027-01-21 10:00")]


# --- who may --------------------------------------------------------------------------------------------------------


def test_confirming_needs_rank_1_on_every_space_day_of_the_lines() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "b", "2027-05-10", "2027-05-12")
    lines = (Wanted(space="a", span=days(*MAY)), Wanted(space="b", span=days(*MAY)))
    (mine,) = play.ask(Hold(party="q", lines=lines)).made
    refusal = play.refused(Confirm(booking=mine))
    assert (refusal.rule, [thing.id for thing in refusal.obstacles]) == ("not-first", [first])
    play.ask(Confirm(booking=mine, lines=(f"{mine}.1",)))
    assert play.standing(mine) == [("a", *MAY, "confirmed"), ("b", *MAY, "hold")]


def test_two_bookings_never_overlap_and_keep_the_turnover_between_them() -> None:
    rules = Policy(id="x", turnover_after=1, turnover_before=1)
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    booked(play, "p")
    assert play.refused(Book(hold=wanted("q", "a", "2027-05-10", "2027-05-12"))).rule == "taken"
    assert play.refused(Book(hold=wanted("q", "a", "2027-05-12", "2027-05-14"))).rule == "turnover"
    booked(play, "q", "a", "2027-05-13", "2027-05-14")


def test_a_firm_booking_beats_holds_and_those_above_are_told() -> None:
    play = Playing(portfolio(FIRM), "2027-03-01 10:00")
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
    play.ask(Confirm(booking=second))
    assert (play.standing(first), play.standing(second)) == ([], [("a", *MAY, "confirmed")])
    assert play.told("p") == ["released-by-booking"]


def test_holds_above_a_firm_booking_may_first_confirm_themselves_where_they_have_an_answer_clock() -> None:
    play = Playing(portfolio(ASKS_FIRST), "2027-03-01 10:00")
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
    play.ask(Confirm(booking=second))
    (notice,) = play.notices("p")
    assert (notice.kind, play.local(notice.ends)) == ("asked-to-decide", "2027-03-02 10:00")
    play.at("2027-03-02 09:00").ask(Confirm(booking=first))
    assert (play.standing(first), play.standing(second)) == ([("a", *MAY, "confirmed")], [])
    assert play.challenge().state is ChallengeState.LOST


def test_a_firm_booking_is_confirmed_by_itself_when_those_above_say_nothing_or_let_go() -> None:
    for answers in (True, False):
        play = Playing(portfolio(ASKS_FIRST), "2027-03-01 10:00")
        first, second = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
        challenge = play.ask(Confirm(booking=second)).made[0]
        assert play.refused(Confirm(booking=second)).rule == "already-challenged"
        if answers:
            play.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE_DAYS))
        else:
            play.at("2027-03-02 10:00")
        assert (play.standing(first), play.standing(second)) == ([], [("a", *MAY, "confirmed")])
        assert play.challenge().state is ChallengeState.TAKEN


def test_nobody_is_asked_for_a_firm_booking_that_something_else_is_in_the_way_of() -> None:
    play = Playing(portfolio(replace(ASKS_FIRST, after_confirm=AfterConfirm.WAIT)), "2027-03-01 10:00")
    booked(play, "p")
    play.hold("q", "a", "2027-05-08", "2027-05-12")
    mine = play.hold("r", "a", "2027-05-08", "2027-05-12")
    assert play.refused(Confirm(booking=mine)).rule == "taken"


def test_days_offered_to_the_new_first_can_be_confirmed_by_nobody_else_until_the_offer_ends() -> None:
    play = Playing(portfolio(replace(FIRM, offer_clock=parse_duration("PT24H"))), "2027-03-01 10:00")
    first, second, third = (play.hold(party, "a", *MAY) for party in "pqr")
    play.ask(Release(booking=first))
    assert play.local(play.line(second).offered_until) == "2027-03-02 10:00"
    assert play.refused(Confirm(booking=third)).rule == "offered"
    play.at("2027-03-02 10:00").ask(Confirm(booking=third))
    assert play.standing(second) == []


def test_each_day_is_offered_to_who_has_become_its_first_also_where_its_hold_waits_on_other_days() -> None:
    play = Playing(portfolio(replace(FIRM, offer_clock=parse_duration("PT24H"))), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-02")
    play.hold("p", "a", "2027-05-05", "2027-05-06")
    play.hold("q", "a", "2027-05-01", "2027-05-06")
    third = play.hold("r", "a", "2027-05-01", "2027-05-02")
    play.ask(Release(booking=first))
    assert play.refused(Confirm(booking=third)).rule == "offered"


def test_joint_holds_that_have_come_first_are_offered_their_days_together() -> None:
    play = Playing(portfolio(Policy(id="x", offer_clock=parse_duration("PT24H"))), "2027-03-01 10:00")
    first, second = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
    joint = play.hold("r", "a", *MAY, joint_with=second)
    play.ask(Release(booking=first))
    play.ask(Confirm(booking=joint))
    assert play.standing(joint) == [("a", *MAY, "confirmed")]


def test_a_joint_hold_may_share_days_over_which_the_other_has_several_lines() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    first = play.hold("p", "a", "2027-05-01", "2027-05-05")
    behind = play.hold("q", "a", *MAY)
    play.ask(Move(line=f"{first}.1", span=days(*MAY)))
    joint = play.hold("r", "a", *MAY, joint_with=first)
    assert [play.rank(booking) for booking in (first, behind)] == [1, 2]
    ranks = [(row[1], row[2]) for row in play.standing(joint)]
    assert ranks == [("2027-05-01", "2027-05-05"), ("2027-05-06", "2027-05-10")]


def test_a_booking_at_once_does_not_have_to_be_one_that_may_be_held() -> None:
    rules = Policy(
        id="x",
        release_before=parse_duration("P7D"),
        holds_ahead=parse_duration("P1M"),
        conditions=(PolicyCondition(kind="agreement", within=parse_duration("PT48H")),),
    )
    play = Playing(portfolio(rules), "2027-05-01 10:00")
    for first, last in (("2027-05-01", "2027-05-02"), ("2027-05-05", "2027-05-06"), ("2027-08-01", "2027-08-02")):
        assert play.refused(wanted("p", "a", first, last)).rule in ("too-late-to-hold", "too-far-ahead")
        assert play.standing(booked(play, "p", "a", first, last)) == [("a", first, last, "confirmed")]


def test_who_stands_before_a_booking_of_today_cannot_be_asked_any_more() -> None:
    rules = replace(ASKS_FIRST, after_confirm=AfterConfirm.WAIT)
    play = Playing(portfolio(rules), "2027-05-01 10:00")
    play.hold("p", "a", "2027-05-02", "2027-05-03")
    assert play.refused(Book(hold=wanted("q", "a", "2027-05-01", "2027-05-03"))).rule == "too-late-to-hold"


def test_a_booking_does_not_hold_the_same_day_twice() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    lines = (Wanted(space="a", span=days(*MAY)), Wanted(space="b", span=days(*MAY)))
    (mine,) = play.ask(Hold(party="p", lines=lines)).made
    assert play.refused(Move(line=f"{mine}.2", span=days(*MAY), space="a")).rule == "asked-twice"


# --- what it needs --------------------------------------------------------------------------------------------------


CONDITIONS = (
    PolicyCondition(kind="agreement", within=parse_duration("PT48H")),
    PolicyCondition(kind="deposit", within=parse_duration("P7D"), share=Decimal("0.5")),
    PolicyCondition(kind="insurance"),
)


def test_confirming_blocks_at_once_and_carries_conditions_with_their_deadlines() -> None:
    play = Playing(portfolio(Policy(id="x", conditions=CONDITIONS)), "2027-03-01 10:00")
    mine = booked(play, "p")
    found = play.desk.bookings[mine].conditions
    assert [(item.kind, item.share, play.local(item.deadline), item.met) for item in found] == [
        ("agreement", None, "2027-03-03 10:00", None),
        ("deposit", Decimal("0.5"), "2027-03-08 10:00", None),
        ("insurance", None, None, None),
    ]
    assert play.refused(wanted("q")).rule == "taken"


def test_an_unmet_condition_at_its_deadline_makes_the_lines_lapsed() -> None:
    play = Playing(portfolio(Policy(id="x", conditions=CONDITIONS)), "2027-03-01 10:00")
    mine = booked(play, "p")
    play.at("2027-03-02 10:00").ask(Meet(booking=mine, kind="agreement"))
    play.at("2027-03-08 09:59")
    assert play.standing(mine) == [("a", *MAY, "confirmed")]
    play.at("2027-03-08 10:00")
    assert play.states(mine) == [("a", *MAY, "lapsed")]
    assert (play.told("p")[-1], play.told("studio")[-1]) == ("lapsed", "lapsed")
    assert [item.kind for item in play.desk.bookings[mine].conditions] == ["agreement"]
    booked(play, "q")


def test_conditions_met_in_time_keep_the_booking() -> None:
    play = Playing(portfolio(Policy(id="x", conditions=CONDITIONS)), "2027-03-01 10:00")
    mine = booked(play, "p")
    for kind in ("agreement", "deposit", "insurance"):
        play.ask(Meet(booking=mine, kind=kind))
    assert play.told("p") == ["confirmed", "conditions-met"]
    play.at("2027-04-01 10:00")
    assert play.standing(mine) == [("a", *MAY, "confirmed")]
    assert play.refused(Meet(booking=mine, kind="deposit")).rule == "unknown-condition"


def test_a_booking_that_has_met_its_conditions_may_grow_without_meeting_them_again() -> None:
    play = Playing(portfolio(Policy(id="x", conditions=CONDITIONS[:1])), "2027-03-01 10:00")
    mine = booked(play, "p")
    play.ask(Meet(booking=mine, kind="agreement"))
    play.ask(Move(line=f"{mine}.1", span=days("2027-05-01", "2027-05-12")))
    play.at("2027-04-01 10:00")
    assert play.standing(mine) == [("a", *MAY, "confirmed"), ("a", "2027-05-11", "2027-05-12", "confirmed")]


def test_who_has_won_a_challenge_meets_its_conditions_before_the_second_clock_ends_where_the_policy_says_so() -> None:
    rules = Policy(
        id="x",
        challenge_clock=parse_duration("PT24H"),
        confirm_clock=parse_duration("PT48H"),
        confirm_clock_covers_conditions=True,
        conditions=CONDITIONS,
    )
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    play.hold("p", "a", *MAY)
    mine = play.hold("q", "a", *MAY)
    play.ask(ChallengeHolds(booking=mine))
    play.at("2027-03-03 10:00").ask(Confirm(booking=mine))
    found = play.desk.bookings[mine].conditions
    assert [play.local(item.deadline) for item in found] == ["2027-03-04 10:00"] * 3
    play.at("2027-03-04 10:00")
    assert play.states(mine) == [("a", *MAY, "lapsed")]


# --- what becomes of the others -------------------------------------------------------------------------------------


def test_overlapping_holds_are_released_on_the_booked_days_and_told() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = play.hold("p", "a", "2027-05-04", "2027-05-06")
    other = play.hold("q", "a", *MAY)
    play.ask(Confirm(booking=mine))
    assert play.standing(other) == [
        ("a", "2027-05-01", "2027-05-03", "hold"),
        ("a", "2027-05-07", "2027-05-10", "hold"),
    ]
    assert play.told("q") == ["released-by-booking"]


def test_where_holds_wait_they_stay_behind_the_booking_and_move_up_when_it_goes() -> None:
    play = Playing(portfolio(Policy(id="x", after_confirm=AfterConfirm.WAIT)), "2027-03-01 10:00")
    mine, other = play.hold("p", "a", *MAY), play.hold("q", "a", *MAY)
    play.ask(Confirm(booking=mine))
    assert play.told("q") == ["waits-behind"]
    assert play.refused(Confirm(booking=other)).rule == "taken"
    third = play.hold("r", "a", *MAY)
    play.ask(Cancel(booking=mine))
    assert (play.told("q"), play.told("r")) == (["waits-behind", "moved-up"], ["moved-up"])
    assert [play.rank(other), play.rank(third)] == [1, 2]
    play.ask(Confirm(booking=other))


# --- prices ---------------------------------------------------------------------------------------------------------


def test_the_price_is_fixed_on_a_line_when_it_is_confirmed() -> None:
    play = Playing(portfolio(Policy(id="x", rates=RATES, currency="JPY")), "2027-03-01 10:00")
    lines = (
        Wanted(space="a", span=days("2027-05-01", "2027-05-02"), phase=PhaseKind.BUILD),
        Wanted(space="a", span=days("2027-05-03", "2027-05-05"), phase=PhaseKind.SHOOT),
        Wanted(space="b", span=days("2027-05-03", "2027-05-05"), phase=PhaseKind.STRIKE),
    )
    (mine,) = play.ask(Hold(party="p", lines=lines)).made
    assert [line.price for line in play.desk.lines_of(mine)] == [None, None, None]
    play.ask(Confirm(booking=mine))
    dearer = replace(play.desk.portfolio.policies["rules"], rates={PhaseKind.SHOOT: Decimal(5000)})
    play.ask(ChangeFacts(put=(dearer,)))
    assert [line.price for line in play.desk.lines_of(mine)] == [Decimal(1200), Decimal(3000), None]
    assert play.desk.bookings[mine].currency == "JPY"


def test_cancelling_tells_both_sides_what_is_owed_by_the_ladder() -> None:
    ladder = (CancellationStep(days_before=30, share=Decimal("0.5")),)
    rules = Policy(id="x", rates=RATES, currency="JPY", cancellation=ladder)
    play = Playing(portfolio(rules), "2027-03-01 10:00")
    mine = booked(play, "p")
    play.at("2027-04-10 10:00").ask(Cancel(booking=mine))
    for party in ("p", "studio"):
        told = [notice for notice in play.notices(party) if notice.kind == "cancelled"]
        assert [dict(notice.facts)["fee"] for notice in told] == ["5000"]


MOVING = Policy(
    id="x",
    rates=RATES,
    currency="JPY",
    rebooking=(CancellationStep(share=Decimal("0.25")),),
    cancellation=(CancellationStep(share=Decimal(1)),),
)


def test_moving_a_booking_to_other_days_costs_what_moving_costs() -> None:
    play = Playing(portfolio(MOVING), "2027-03-01 10:00")
    mine = booked(play, "p")
    play.ask(Move(line=f"{mine}.1", span=days("2027-05-06", "2027-05-15")))
    assert play.standing(mine) == [
        ("a", "2027-05-06", "2027-05-10", "confirmed"),
        ("a", "2027-05-11", "2027-05-15", "confirmed"),
    ]
    (moved,) = [notice for notice in play.notices("p") if notice.kind == "moved"]
    assert dict(moved.facts)["fee"] == "2500"
    prices = {str(line.span.start): (str(line.state), line.price) for line in play.desk.lines_of(mine)}
    assert prices == {
        "2027-05-06": ("confirmed", Decimal(5000)),
        "2027-05-11": ("confirmed", Decimal(5000)),
        "2027-05-01": ("cancelled", Decimal(5000)),
    }


def test_a_booking_that_only_grows_pays_for_the_added_days_alone() -> None:
    play = Playing(portfolio(MOVING), "2027-05-04 10:00")
    mine = booked(play, "p", "a", "2027-05-04", "2027-05-10")
    play.at("2027-05-08 10:00").ask(Move(line=f"{mine}.1", span=days("2027-05-04", "2027-05-12")))
    assert [line.price for line in play.desk.lines_of(mine)] == [Decimal(7000), Decimal(2000)]
    assert [kind for kind in play.told("p") if kind != "confirmed"] == []


def test_days_that_a_booking_only_gives_up_are_cancelled_at_what_cancelling_costs() -> None:
    play = Playing(portfolio(MOVING), "2027-05-04 10:00")
    mine = booked(play, "p", "a", "2027-05-04", "2027-05-10")
    play.at("2027-05-06 10:00").ask(Move(line=f"{mine}.1", span=days("2027-05-04", "2027-05-07")))
    assert play.standing(mine) == [("a", "2027-05-04", "2027-05-07", "confirmed")]
    (cancelled,) = [notice for notice in play.notices("p") if notice.kind == "cancelled"]
    facts = dict(cancelled.facts)
    assert (facts["from"], facts["to"], facts["fee"]) == ("2027-05-08", "2027-05-11", "3000")


def test_days_that_are_past_are_neither_given_up_nor_added() -> None:
    play = Playing(portfolio(MOVING), "2027-05-04 10:00")
    mine = booked(play, "p", "a", "2027-05-04", "2027-05-10")
    play.at("2027-05-06 10:00")
    assert play.refused(Move(line=f"{mine}.1", span=days("2027-05-05", "2027-05-10"))).rule == "past"
    assert play.refused(Move(line=f"{mine}.1", span=days("2027-05-03", "2027-05-10"))).rule == "past"


def test_a_move_that_changes_nothing_is_refused() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    mine = play.hold("p", "a", *MAY)
    assert play.refused(Move(line=f"{mine}.1", span=days(*MAY))).rule == "no-change"


def test_an_alternative_that_moves_to_another_space_stays_an_alternative() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    lines = (Wanted(space="a", span=days(*MAY)), Wanted(space="b", span=days(*MAY)))
    (mine,) = play.ask(Hold(party="p", lines=lines, one_of=True)).made
    play.ask(Move(line=f"{mine}.2", span=days(*MAY), space="c"))
    assert play.refused(Confirm(booking=mine)).rule == "choose-one"
    play.ask(Confirm(booking=mine, lines=(f"{mine}.1",)))
    assert play.standing(mine) == [("a", *MAY, "confirmed")]


# --- first refusal --------------------------------------------------------------------------------------------------


def test_the_occupant_goes_first_in_the_queue_for_the_next_days_and_queues_as_new_behind_them() -> None:
    play = Playing(portfolio(Policy(id="x", first_refusal_days=3)), "2027-03-01 10:00")
    booked(play, "p")
    other = play.hold("q", "a", "2027-05-11", "2027-05-20")
    mine = play.hold("p", "a", "2027-05-11", "2027-05-20")
    assert play.standing(mine) == [
        ("a", "2027-05-11", "2027-05-13", "hold"),
        ("a", "2027-05-14", "2027-05-20", "hold"),
    ]
    refusal = play.refused(Confirm(booking=other))
    assert [(thing.id, str(thing.span and thing.span.start)) for thing in refusal.obstacles] == [(mine, "2027-05-11")]
    play.ask(Confirm(booking=mine, lines=(f"{mine}.1",)))
    assert play.standing(other) == [("a", "2027-05-14", "2027-05-20", "hold")]


def test_a_booking_grows_over_the_holds_of_others_on_the_days_of_its_first_refusal() -> None:
    play = Playing(portfolio(Policy(id="x", first_refusal_days=2)), "2027-03-01 10:00")
    mine = booked(play, "p")
    play.hold("q", "a", "2027-05-11", "2027-05-20")
    asked = Move(line=f"{mine}.1", span=days("2027-05-01", "2027-05-13"))
    assert play.refused(asked).rule == "not-first"
    play.ask(Move(line=f"{mine}.1", span=days("2027-05-01", "2027-05-12")))
    assert play.told("q") == ["released-by-booking"]
