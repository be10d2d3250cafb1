"""Notices name the days they are about, and which others stand as before."""

from __future__ import annotations

from decimal import Decimal

from desk.playing import Playing, days, portfolio
from stagehold.desk.records import Answer, Notice
from stagehold.desk.requests import AnswerChallenge, ChallengeHolds, Confirm, Release
from stagehold.domain.booking import AfterConfirm, CancellationStep, Policy
from stagehold.domain.days import parse_duration
from stagehold.domain.studio import PhaseKind

CLOCKS = Policy(id="rules", challenge_clock=parse_duration("P3D"), offer_clock=parse_duration("P2D"))


def play(policy: Policy = CLOCKS) -> Playing:
    return Playing(portfolio(policy), "2027-01-11 10:00")


def about(notice: Notice) -> tuple[str, str, str | None]:
    """The days (half-open) that a notice is about, and those it says stand as before."""
    facts = dict(notice.facts)
    return facts["from"], facts["to"], facts.get("stays")


def test_a_hold_that_loses_some_days_to_a_booking_is_told_which_and_which_stay() -> None:
    desk = play()
    first, second = (desk.hold(party, "a", "2027-05-01", "2027-05-10") for party in "pq")
    desk.ask(Release(booking=first, span=days("2027-05-03", "2027-05-04")))
    (up,) = desk.notices("q")
    assert (up.kind, about(up)) == (
        "moved-up",
        ("2027-05-03", "2027-05-05", "2027-05-01/2027-05-02,2027-05-05/2027-05-10"),
    )
    assert (dict(up.facts)["rank"], desk.local(up.ends)) == ("1", "2027-01-13 10:00")
    desk.ask(Confirm(booking=first, lines=(f"{first}.1",)))
    gone = desk.notices("q")[-1]
    assert (gone.kind, about(gone)) == (
        "released-by-booking",
        ("2027-05-01", "2027-05-03", "2027-05-03/2027-05-10"),
    )
    assert desk.standing(second) == [("a", "2027-05-03", "2027-05-10", "hold")]


def test_a_hold_that_moves_up_behind_others_is_told_on_which_days_and_nothing_is_offered() -> None:
    desk = play()
    desk.hold("p", "a", "2027-05-01", "2027-05-10")
    middle = desk.hold("q", "a", "2027-05-06", "2027-05-10")
    desk.hold("r", "a", "2027-05-01", "2027-05-10")
    desk.ask(Release(booking=middle))
    (up,) = desk.notices("r")
    assert about(up) == ("2027-05-06", "2027-05-11", "2027-05-01/2027-05-05")
    assert (dict(up.facts)["rank"], up.ends) == ("2", None)


def test_who_waits_behind_its_own_booking_is_told_that_it_is_its_own() -> None:
    for after, kind in ((AfterConfirm.WAIT, "waits-behind"), (AfterConfirm.RELEASE, "released-by-booking")):
        desk = play(Policy(id="rules", after_confirm=after))
        first = desk.hold("p", "a", "2027-05-01", "2027-05-02")
        desk.hold("p", "a", "2027-05-01", "2027-05-04")
        desk.hold("q", "a", "2027-05-02", "2027-05-04")
        desk.ask(Confirm(booking=first))
        mine = next(item for item in desk.notices("p") if item.kind == kind)
        theirs = next(item for item in desk.notices("q") if item.kind == kind)
        assert about(mine) == ("2027-05-01", "2027-05-03", "2027-05-03/2027-05-04")
        assert about(theirs) == ("2027-05-02", "2027-05-03", "2027-05-03/2027-05-04")
        assert (dict(mine.facts).get("own"), dict(theirs.facts).get("own")) == ("True", None)


def test_a_challenged_holder_is_told_the_challenged_days_and_what_it_may_answer() -> None:
    desk = play()
    first, second = desk.hold("p", "a", "2027-03-08", "2027-03-19"), desk.hold("q", "a", "2027-03-10", "2027-03-20")
    mine = desk.hold("r", "a", "2027-03-15", "2027-03-25")
    challenge = desk.ask(ChallengeHolds(booking=mine)).made[0]
    (asked,), (behind,) = desk.notices("p"), desk.notices("q")
    assert about(asked) == ("2027-03-15", "2027-03-20", "2027-03-08/2027-03-14")
    assert dict(asked.facts)["answers"] == "confirm,release,release-days"
    assert about(behind) == ("2027-03-15", "2027-03-21", "2027-03-10/2027-03-14")
    assert dict(behind.facts)["answers"] == "stand,release,release-days"
    stand = AnswerChallenge(challenge=challenge, booking=first, answer=Answer.STAND)
    assert desk.refused(stand).rule == "is-first"
    confirm = AnswerChallenge(challenge=challenge, booking=second, answer=Answer.CONFIRM)
    assert desk.refused(confirm).rule == "not-first"


def test_every_answer_that_is_offered_is_taken_and_no_other() -> None:
    for answer in Answer:
        for party in "pq":
            desk = play()
            held = {one: desk.hold(one, "a", "2027-03-08", "2027-03-19") for one in "pq"}
            mine = desk.hold("r", "a", "2027-03-15", "2027-03-25")
            challenge = desk.ask(ChallengeHolds(booking=mine)).made[0]
            asked = AnswerChallenge(challenge=challenge, booking=held[party], answer=answer)
            if str(answer) in dict(desk.notices(party)[-1].facts)["answers"].split(","):
                desk.ask(asked)
            else:
                desk.refused(asked)


def test_a_challenge_won_in_part_says_which_days() -> None:
    desk = play()
    first, mine = desk.hold("p", "a", "2027-03-08", "2027-03-10"), desk.hold("q", "a", "2027-03-08", "2027-03-15")
    challenge = desk.ask(ChallengeHolds(booking=mine)).made[0]
    desk.ask(AnswerChallenge(challenge=challenge, booking=first, answer=Answer.CONFIRM))
    told = desk.notices("q")[-1]
    assert (told.kind, dict(told.facts).get("won")) == ("challenge-part", "2027-03-11/2027-03-15")


def test_a_release_of_some_days_is_owed_and_told_for_these_alone() -> None:
    steps = (CancellationStep(days_before=200, share=Decimal("0.5")),)
    rules = Policy(id="rules", currency="USD", rates={PhaseKind.SHOOT: Decimal(100)}, hold_cancellation=steps)
    desk = play(rules)
    first = desk.hold("p", "a", "2027-03-01", "2027-03-10")
    desk.ask(Release(booking=first, span=days("2027-03-03", "2027-03-04")))
    (told,) = desk.notices("p")
    assert about(told) == ("2027-03-03", "2027-03-05", None)
    assert dict(told.facts)["fee"] == "100.00"
