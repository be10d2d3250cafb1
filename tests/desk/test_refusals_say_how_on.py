"""A refusal says how things stand and what can be done about it."""

from __future__ import annotations

from dataclasses import replace

from desk.playing import Playing, days, portfolio
from stagehold.desk.records import Answer, SpaceDays
from stagehold.desk.requests import (
    AnswerChallenge,
    Cancel,
    ChallengeHolds,
    ChangeFacts,
    Close,
    Confirm,
    Hold,
    Meet,
    Release,
    Wanted,
)
from stagehold.domain.booking import Policy, PolicyCondition
from stagehold.domain.days import parse_duration
from stagehold.domain.studio import Space, SpaceKind

MAY = ("2027-05-10", "2027-05-12")
NEEDS = Policy(id="x", conditions=(PolicyCondition(kind="deposit", within=parse_duration("PT24H")),))


def play(policy: Policy | None = None, now: str = "2027-03-01 10:00") -> Playing:
    return Playing(portfolio(policy), now)


def test_of_a_confirmed_booking_it_is_said_that_it_is_and_what_gives_it_up() -> None:
    game = play()
    booking = game.hold("p", "a", *MAY)
    said = game.refused(Cancel(booking=booking))
    assert (said.rule, said.says) == (
        "nothing-confirmed",
        "booking b1 has nothing that is confirmed: b1.1 is held; confirm books a hold, release gives it up",
    )
    game.ask(Confirm(booking=booking))
    for request in (Confirm(booking=booking), Release(booking=booking)):
        said = game.refused(request)
        assert (said.rule, said.says) == (
            "nothing-held",
            "booking b1 holds nothing: b1.1 is confirmed; cancel gives a confirmed line up, move changes its days",
        )
    assert game.refused(Release(booking=booking, lines=("b10.7",))).says == (
        "booking b1 has no held line 'b10.7'; its held lines: none"
    )


def test_of_a_lapsed_booking_it_is_said_what_was_not_met() -> None:
    game = play(NEEDS)
    booking = game.hold("p", "a", *MAY)
    game.ask(Confirm(booking=booking))
    said = game.refused(Meet(booking=booking, kind="depositt"))
    assert said.says == "booking b1 has no open condition 'depositt'; open: deposit; did you mean 'deposit'?"
    game.at("2027-03-02 10:00")
    assert [(item.kind, game.local(item.deadline)) for item in game.desk.bookings[booking].missed] == [
        ("deposit", "2027-03-02 10:00")
    ]
    assert game.desk.bookings[booking].conditions == ()
    assert game.refused(Meet(booking=booking, kind="deposit")).says == (
        "booking b1 has lapsed, as deposit was not met by its deadline: hold the days again"
    )
    assert game.refused(Cancel(booking=booking)).says == (
        "booking b1 has nothing that is confirmed: b1.1 is lapsed, as deposit was not met by its deadline; "
        "hold the days again"
    )


def test_a_condition_that_is_met_is_said_to_be() -> None:
    game = play(NEEDS)
    booking = game.hold("p", "a", *MAY)
    game.ask(Confirm(booking=booking))
    game.ask(Meet(booking=booking, kind="deposit"))
    assert game.refused(Meet(booking=booking, kind="deposit")).says == "deposit of booking b1 is met already"


def test_an_answer_to_a_challenge_that_is_over_is_told_how_it_ended() -> None:
    game = play()
    first, mine = game.hold("p", "a", *MAY), game.hold("q", "a", *MAY)
    challenge = game.ask(ChallengeHolds(booking=mine)).made[0]
    game.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.RELEASE))
    late = AnswerChallenge(challenge=challenge, booking=first, answer=Answer.CONFIRM)
    assert game.refused(late).says == (
        "challenge c3 is won, and its days are the challenger's to confirm: there is nothing to answer"
    )
    game.ask(Confirm(booking=mine))
    assert game.refused(late).says == (
        "challenge c3 is won, and the challenger has confirmed its days: there is nothing to answer"
    )


def test_what_is_free_instead_is_told_on_the_same_stage_and_on_others_that_serve_as_well() -> None:
    full = play(Policy(id="x", max_rank=1, holds_ahead=parse_duration("P12M"), release_before=parse_duration("P7D")))
    full.hold("p", "a", *MAY)
    full.hold("p", "c", *MAY)
    said = full.refused(Hold(party="q", lines=(Wanted(space="a", span=days(*MAY)),)))
    assert (said.rule, said.nearest) == (
        "queue-full",
        (
            SpaceDays(space="a", span=days("2027-05-07", "2027-05-09")),
            SpaceDays(space="a", span=days("2027-05-13", "2027-05-15")),
            SpaceDays(space="b", span=days(*MAY)),
        ),
    )
    late = full.refused(Hold(party="q", lines=(Wanted(space="a", span=days("2027-03-03", "2027-03-04")),)))
    assert (late.rule, late.says) == (
        "too-late-to-hold",
        "holds of a from 2027-03-03 had to end by 2027-02-24 00:00 JST: book instead",
    )
    assert late.nearest == (SpaceDays(space="a", span=days("2027-03-09", "2027-03-10")),)
    far = full.refused(Hold(party="q", lines=(Wanted(space="a", span=days("2028-03-03", "2028-03-04")),)))
    assert far.says == "a takes holds up to 12 months ahead, now to 2028-03-01; found 2028-03-03"


def test_a_stage_that_lacks_a_feature_is_not_told_of_instead() -> None:
    tank = Space(id="a", studio="lot", kind=SpaceKind.STAGE, features=("tank",))
    game = Playing(portfolio(None, tank, replace(tank, id="c")), "2027-03-01 10:00")
    game.ask(Confirm(booking=game.hold("p", "a", *MAY)))
    said = game.refused(Hold(party="q", lines=(Wanted(space="a", span=days(*MAY)),)))
    assert [item.space for item in said.nearest] == ["a", "a", "c"]


def test_a_displaced_booking_is_told_days_by_the_first_and_the_last() -> None:
    game = play()
    game.ask(Confirm(booking=game.hold("p", "a", *MAY)))
    said = game.refused(Close(space="a", span=days(*MAY)))
    assert said.says == "a has a confirmed line on these days: move it, or displace"
    game.ask(Close(space="a", span=days(*MAY), displace=True))
    facts = dict(game.notices("p")[-1].facts)
    assert facts["free"] == (
        "a 2027-05-07/2027-05-09;a 2027-05-13/2027-05-15;b 2027-05-10/2027-05-12;c 2027-05-10/2027-05-12"
    )


def test_a_space_in_use_is_said_to_be_so_by_a_booking_that_stands() -> None:
    game = play()
    game.ask(Release(booking=game.hold("p", "a", *MAY)))
    game.hold("q", "a", *MAY)
    said = game.refused(ChangeFacts(drop=(("space", "a"),)))
    assert said.says == "booking b3 stands on it (space a, party q): it cannot be dropped"


def test_an_id_that_is_a_number_is_not_guessed() -> None:
    game = play()
    game.hold("p", "a", *MAY)
    assert game.refused(Confirm(booking="b12")).says == "no booking 'b12'"
