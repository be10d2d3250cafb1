"""The published policies played through, with their days and hours (DESK.md)."""

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
    Confirm,
    Hold,
    Meet,
    Move,
    Release,
    Renew,
    Wanted,
)
from stagehold.domain.booking import Policy
from stagehold.domain.hours import parse_hours
from stagehold.domain.studio import PhaseKind
from stagehold.files.presets import presets

LOS_ANGELES, LONDON, SEOUL = "America/Los_Angeles", "Europe/London", "Asia/Seoul"


def studio(name: str, now: str, zone: str, country: str, **more: object) -> Playing:
    """A desk under a preset; ``more`` are fields of its policy that the preset leaves open."""
    rules: Policy = replace(presets()[name], **more)  # type: ignore[arg-type]
    return Playing(portfolio(rules, zone=zone, country=country), now, zone)


def fees(play: Playing, party: str, kind: str) -> list[str]:
    """The fees that a party was told of, in order."""
    told = [dict(notice.facts) for notice in play.notices(party) if notice.kind == kind]
    return [facts["fee"] for facts in told if "fee" in facts]


def booked(play: Playing, party: str, first: str, last: str) -> str:
    """A confirmed booking of stage a."""
    return play.ask(Book(hold=Hold(party=party, lines=(Wanted(space="a", span=days(first, last)),)))).made[0]


# --- Los Angeles -----------------------------------------------------------------------------------------------------

JUNE = ("2027-06-14", "2027-06-18")


def test_los_angeles_a_challenge_of_24_hours_runs_over_a_weekend_and_second_and_third_wait_for_the_first() -> None:
    play = studio("los-angeles", "2027-05-14 15:00", LOS_ANGELES, "US")  # a Friday
    first, second, third, fourth = (play.hold(party, "a", *JUNE) for party in "pqrs")
    play.at("2027-05-14 18:00")
    challenge = play.ask(ChallengeHolds(booking=fourth)).made[0]
    for party in "pqr":  # all are told at once
        (notice,) = play.notices(party)
        assert (notice.kind, play.local(notice.ends)) == ("challenged", "2027-05-15 18:00")
    play.at("2027-05-15 09:00")  # on Saturday the second and the third say what they will do, and wait for the first
    play.ask(AnswerChallenge(challenge=challenge, booking=second, answer=Answer.STAND))
    play.ask(AnswerChallenge(challenge=challenge, booking=third, answer=Answer.RELEASE))
    assert [play.rank(booking) for booking in (first, second, third, fourth)] == [1, 2, 3, 4]
    play.at("2027-05-15 17:59")
    assert play.standing(first) == [("a", *JUNE, "hold")]
    play.at("2027-05-15 18:00")  # silence: the first falls, so the second is confirmed by itself
    assert play.standing(first) == []
    assert play.standing(second) == [("a", *JUNE, "confirmed")]
    assert (play.standing(third), play.standing(fourth)) == ([], [])
    assert play.challenge().state is ChallengeState.LOST


def test_los_angeles_who_wins_has_48_hours_to_sign_and_pay_or_the_days_reopen() -> None:
    for pays in (True, False):
        play = studio("los-angeles", "2027-05-14 18:00", LOS_ANGELES, "US")
        play.hold("p", "a", *JUNE)
        mine, waiting = play.hold("q", "a", *JUNE), play.hold("r", "a", *JUNE)
        play.ask(ChallengeHolds(booking=mine))
        play.at("2027-05-15 18:00")
        assert play.local(play.challenge().confirm_by) == "2027-05-17 18:00"
        assert play.rank(waiting) == 2
        play.at("2027-05-16 12:00").ask(Confirm(booking=mine))
        needed = play.desk.bookings[mine].conditions
        assert [(item.kind, play.local(item.deadline)) for item in needed] == [
            ("location agreement", "2027-05-17 18:00"),
            ("payment", "2027-05-17 18:00"),
        ]
        play.ask(Meet(booking=mine, kind="location agreement"))
        if pays:
            play.at("2027-05-17 17:00").ask(Meet(booking=mine, kind="payment"))
        play.at("2027-05-17 18:00")
        assert play.states(mine) == [("a", *JUNE, "confirmed" if pays else "lapsed")]
        if not pays:
            booked(play, "s", *JUNE)


def test_los_angeles_who_confirms_without_a_challenge_has_48_hours_too() -> None:
    play = studio("los-angeles", "2027-05-14 18:00", LOS_ANGELES, "US")
    mine = play.hold("p", "a", *JUNE)
    play.at("2027-05-21 09:30").ask(Confirm(booking=mine))
    play.at("2027-05-23 09:29")
    assert play.standing(mine) == [("a", *JUNE, "confirmed")]
    play.at("2027-05-23 09:30")
    assert play.states(mine) == [("a", *JUNE, "lapsed")]


def test_los_angeles_all_holds_lapse_one_week_before_the_date() -> None:
    play = studio("los-angeles", "2027-05-14 15:00", LOS_ANGELES, "US")
    holds = [play.hold(party, "a", *JUNE) for party in "pqr"]
    play.at("2027-06-06 23:59")
    assert [play.rank(booking) for booking in holds] == [1, 2, 3]
    play.at("2027-06-07 00:00")
    assert [play.states(booking) for booking in holds] == [[("a", *JUNE, "expired")]] * 3
    asked = Hold(party="p", lines=(Wanted(space="a", span=days(*JUNE)),))
    assert play.refused(asked).rule == "too-late-to-hold"
    booked(play, "s", *JUNE)


def test_los_angeles_takes_four_holds_a_day_and_two_months_ahead() -> None:
    play = studio("los-angeles", "2027-05-14 15:00", LOS_ANGELES, "US")
    for party in "pqrs":
        play.hold(party, "a", *JUNE)
    assert play.refused(Hold(party="p", lines=(Wanted(space="a", span=days(*JUNE)),))).rule == "queue-full"
    late = Hold(party="p", lines=(Wanted(space="b", span=days("2027-07-15", "2027-07-16")),))
    assert play.refused(late).rule == "too-far-ahead"
    play.hold("p", "b", "2027-07-14", "2027-07-16")


# --- Tokyo -----------------------------------------------------------------------------------------------------------

RATES = {PhaseKind.SHOOT: Decimal(100_000)}
MAY = ("2027-05-20", "2027-05-21")  # a Thursday and a Friday


def tokyo(now: str) -> Playing:
    """The preset, with a rate of its own, as none is stated."""
    return studio("tokyo", now, "Asia/Tokyo", "JP", rates=RATES)


def test_tokyo_a_decision_beats_the_keeps_above_it() -> None:
    play = tokyo("2027-04-01 10:00")
    first, second, third = (play.hold(party, "a", *MAY) for party in "pqr")
    play.ask(Confirm(booking=third))
    assert play.standing(third) == [("a", *MAY, "confirmed")]
    assert (play.standing(first), play.standing(second)) == ([], [])
    assert (play.told("p"), play.told("q")) == (["released-by-booking"], ["released-by-booking"])


def test_tokyo_a_keep_undecided_by_noon_of_the_seventh_day_before_gives_the_next_one_its_turn() -> None:
    play = tokyo("2027-04-01 10:00")
    first, second, third = (play.hold(party, "a", *MAY) for party in "pqr")
    play.at("2027-05-13 11:59")
    assert play.standing(first) == [("a", *MAY, "hold")]
    play.at("2027-05-13 12:00")
    assert play.states(first) == [("a", *MAY, "expired")]
    assert [play.rank(second), play.rank(third)] == [1, 2]
    play.at("2027-05-14 09:00").ask(Confirm(booking=second))
    assert play.standing(second) == [("a", *MAY, "confirmed")]
    assert play.standing(third) == []


def test_tokyo_letting_a_keep_go_costs_more_from_day_to_day_and_a_decision_always_all() -> None:
    shares = {
        "2027-05-13": [],  # the seventh day before, in the morning: free, and nobody needs to be told
        "2027-05-14": ["40000"],
        "2027-05-15": ["80000"],
        "2027-05-16": ["120000"],
        "2027-05-17": ["160000"],
        "2027-05-18": ["200000"],
        "2027-05-19": ["200000"],
    }
    for day, owed in shares.items():
        play = tokyo("2027-04-01 10:00")
        play.hold("p", "a", *MAY)
        keep = play.hold("q", "a", *MAY)  # its turn comes at noon of 13 May
        play.at(f"{day} 10:00").ask(Release(booking=keep))
        assert fees(play, "q", "released") == owed
    play = tokyo("2027-04-01 10:00")
    decided = booked(play, "p", *MAY)
    play.ask(Cancel(booking=decided))
    assert fees(play, "p", "cancelled") == ["200000"]


def test_tokyo_weekends_and_holidays_cost_a_fifth_more() -> None:
    play = tokyo("2027-04-01 10:00")
    golden = booked(play, "p", "2027-04-28", "2027-05-06")
    # Of nine days the 29th of April, the 3rd to the 5th of May are holidays, the 1st and the 2nd a weekend.
    assert play.line(golden).price == 3 * 100_000 + 6 * 120_000


# --- London ----------------------------------------------------------------------------------------------------------


def test_london_rebooking_costs_a_quarter_with_five_working_days_and_half_with_three_or_four() -> None:
    # Booked from Monday 7 June 2027; Monday 31 May is the spring bank holiday.
    owed = {
        "2027-05-27 10:00": ["250.00"],
        "2027-05-28 10:00": ["250.00"],  # Friday, and Tuesday to Friday: five working days
        "2027-05-29 10:00": ["500.00"],  # Saturday: four are left
        "2027-06-01 10:00": ["500.00"],
        "2027-06-02 10:00": ["500.00"],
        "2027-06-03 10:00": [],  # two: what that costs is not stated
    }
    for moved, fee in owed.items():
        play = studio("london", "2027-05-03 10:00", LONDON, "GB", rates={PhaseKind.SHOOT: Decimal(200)})
        mine = booked(play, "p", "2027-06-07", "2027-06-11")
        play.at(moved).ask(Move(line=f"{mine}.1", span=days("2027-07-05", "2027-07-09")))
        assert (moved, fees(play, "p", "moved")) == (moved, fee)


# --- Seoul -----------------------------------------------------------------------------------------------------------


def test_seoul_a_deposit_within_24_hours_and_all_others_wait_behind_the_booking() -> None:
    play = studio("seoul", "2027-05-01 10:00", SEOUL, "KR")
    first, second = play.hold("p", "a", *JUNE), play.hold("q", "a", *JUNE)
    play.ask(Confirm(booking=first))
    assert play.told("q") == ["waits-behind"]
    play.at("2027-05-02 10:00")
    assert play.states(first) == [("a", *JUNE, "lapsed")]
    assert (play.rank(second), play.local(play.line(second).offered_until)) == (1, "2027-05-03 10:00")
    play.ask(Confirm(booking=second))
    play.at("2027-05-02 20:00").ask(Meet(booking=second, kind="deposit"))
    play.at("2027-06-01 10:00")
    assert play.standing(second) == [("a", *JUNE, "confirmed")]


def test_seoul_cancelling_is_free_six_days_before_and_costs_more_from_then_on() -> None:
    shares = {"08": "0", "09": "100000", "10": "200000", "11": "400000", "12": "450000", "13": "500000"}
    for day, owed in shares.items():
        play = studio("seoul", "2027-05-01 10:00", SEOUL, "KR", rates={PhaseKind.SHOOT: Decimal(100_000)})
        mine = booked(play, "p", *JUNE)
        play.ask(Meet(booking=mine, kind="deposit"))
        play.at(f"2027-06-{day} 10:00").ask(Cancel(booking=mine))
        assert (day, fees(play, "p", "cancelled")) == (day, [owed])


# --- business hours over a long weekend ------------------------------------------------------------------------------


def test_a_clock_of_one_business_day_runs_over_golden_week() -> None:
    play = studio("outofbox", "2027-04-30 16:00", "Asia/Tokyo", "JP", business_hours=parse_hours("10:00-18:00"))
    play.hold("p", "a", "2027-05-20", "2027-05-22")  # a Friday; Saturday to Wednesday nobody works
    mine = play.hold("q", "a", "2027-05-20", "2027-05-22")
    play.ask(ChallengeHolds(booking=mine))
    assert play.local(play.challenge().deadline) == "2027-05-06 16:00"
    play.at("2027-05-06 15:59")
    assert play.rank(mine) == 2
    play.at("2027-05-06 16:00")
    assert play.rank(mine) == 1


def test_a_hold_of_seven_days_counts_weekends_and_is_extended_once_to_fourteen() -> None:
    play = studio("outofbox", "2027-04-30 16:00", "Asia/Tokyo", "JP")
    mine = play.hold("p", "a", "2027-06-20", "2027-06-22")
    assert play.local(play.line(mine).until) == "2027-05-07 16:00"
    play.at("2027-05-07 15:59").ask(Renew(booking=mine))
    assert play.refused(Renew(booking=mine)).rule == "no-renewal-left"
    play.at("2027-05-14 15:59")
    assert play.states(mine) == [("a", "2027-06-20", "2027-06-22", "expired")]


# --- and two more ----------------------------------------------------------------------------------------------------


def test_skyline_the_challenger_brings_a_signed_contract_and_half_the_price_and_the_holder_has_48_hours() -> None:
    play = studio("skyline", "2027-05-14 18:00", "America/New_York", "US")  # a Friday
    holder, mine = play.hold("p", "a", *JUNE), play.hold("q", "a", *JUNE)
    assert play.refused(ChallengeHolds(booking=mine)).rule == "conditions-unmet"
    for kind in ("signed contract", "deposit"):
        play.ask(Meet(booking=mine, kind=kind))
    play.ask(ChallengeHolds(booking=mine))
    play.at("2027-05-16 17:59")
    assert play.standing(holder) == [("a", *JUNE, "hold")]
    play.at("2027-05-16 18:00")
    assert (play.standing(holder), play.rank(mine)) == ([], 1)


def test_mikami_a_holder_who_cannot_answer_loses_its_place_to_a_firm_booking() -> None:
    play = studio("mikami", "2027-05-14 18:00", "Asia/Tokyo", "JP")
    holder = play.hold("p", "a", *JUNE)
    firm = booked(play, "q", *JUNE)
    assert play.told("p") == ["asked-to-decide"]
    play.at("2027-05-15 18:00")
    assert (play.standing(holder), play.standing(firm)) == ([], [("a", *JUNE, "confirmed")])
