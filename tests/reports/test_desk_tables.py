"""The desk as tables, and what parties are told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desk.playing import Playing, days, portfolio
from stagehold.desk.availability import search
from stagehold.desk.quotation import quotation
from stagehold.desk.records import Answer, Notice, SpaceDays
from stagehold.desk.refusal import Obstacle
from stagehold.desk.requests import (
    AnswerChallenge,
    Cancel,
    ChallengeHolds,
    Close,
    Confirm,
    Hold,
    Release,
    Wanted,
)
from stagehold.desk.sought import Sought
from stagehold.desk.step import NO_POLICY
from stagehold.domain import edtf
from stagehold.domain.booking import CancellationStep, Policy, PolicyCondition
from stagehold.domain.days import parse_duration
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.production import Need, Production
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area
from stagehold.domain.studio import Party, PhaseKind, Space, SpaceKind
from stagehold.reports.desk_names import DeskNames
from stagehold.reports.desk_tables import (
    challenges_table,
    conditions_table,
    inbox_table,
    journal_table,
    lines_table,
    queue_table,
)
from stagehold.reports.found_tables import found_tables, nearest_table, obstacles_table
from stagehold.reports.notice_texts import KINDS, notice_sentence, notice_text
from stagehold.reports.quotation_table import quotation_table
from stagehold.reports.reader import Reader
from stagehold.reports.table import Table
from stagehold.reports.text import table_text
from stagehold.reports.words import Language

RULES = Policy(
    id="rules",
    hold_expiry=parse_duration("P7D"),
    challenge_clock=parse_duration("PT24H"),
    confirm_clock=parse_duration("PT48H"),
    conditions=(PolicyCondition(kind="deposit", share=Decimal("0.5"), within=parse_duration("PT48H")),),
    cancellation=(CancellationStep(days_before=60, share=Decimal("0.25")),),
    currency="USD",
    rates={PhaseKind.SHOOT: Decimal(875)},
    weekend_extra_amount=Decimal("150.50"),
    hours={PhaseKind.SHOOT: Decimal(10)},
    overtime=Decimal(175),
    quotation_valid=parse_duration("P7D"),
    tax_name="Sales tax",
    tax_rate=Decimal("0.095"),
)


def play(*records: Record, policy: Policy = RULES) -> Playing:
    named = [
        Space(id="a", studio="lot", kind=SpaceKind.STAGE, name=Name(en="Stage A", ja="Aスタジオ")),
        Production(id="show", name=Name(en="The Show"), needs=(Need(id="main"),)),
        Party(id="q", name="Q", time_zone="Europe/London"),
    ]
    return Playing(portfolio(policy, *named, *records), "2027-02-01 09:00")


def names(game: Playing, language: Language = Language.EN) -> DeskNames:
    return DeskNames(game.desk, Reader(language=language))


def shown(table: Table, language: Language = Language.EN) -> list[list[str]]:
    """The texts of a table, its heads first."""
    assert table_text(table, Reader(language=language)).startswith(table.title)
    return [[column.title for column in table.columns], *([cell.text for cell in row] for row in table.rows)]


def test_lines_show_whose_they_are_where_they_stand_and_when_they_end() -> None:
    game = play()
    booked = game.ask(
        Hold(party="p", lines=(Wanted(space="a", span=days("2027-03-05", "2027-03-07"), phase=PhaseKind.SHOOT),))
    ).made[0]
    game.ask(Confirm(booking=booked))
    game.hold("p", "b", "2027-03-01", "2027-03-02", production="show", need="main")
    game.hold("q", "b", "2027-03-02", "2027-03-03", title="Pick-ups")
    assert shown(lines_table(names(game), game.desk.lines.values())) == [
        ["Line", "Party", "For", "Space", "From", "To", "Phase", "State", "Rank", "Until", "Price"],
        ["b1.1", "P", "", "Stage A (a)", "5 Mar 2027", "7 Mar 2027", "shoot", "booked", "", "", "2,926.00 USD"],
        ["b3.1", "P", "The Show / main", "b", "1 Mar 2027", "2 Mar 2027", "", "hold", "1", "8 Feb 2027 09:00 JST", ""],
        ["b4.1", "Q", "Pick-ups", "b", "2 Mar 2027", "3 Mar 2027", "", "hold", "2",
         "8 Feb 2027 09:00 JST (8 Feb 2027 00:00 GMT)", ""],
    ]  # fmt: skip
    row = lines_table(names(game), [game.line("b4")]).as_data()["rows"][0]
    assert row == {
        "line": "b4.1",
        "party": "q",
        "for": "Pick-ups",
        "space": "b",
        "from": "2027-03-02",
        "to": "2027-03-04",
        "state": "hold",
        "rank": 2,
        "until": "2027-02-08T00:00:00Z",
        "sources": [],
    }


def test_the_queue_of_a_space_goes_from_day_range_to_day_range() -> None:
    call = Lease(
        id="call",
        kind=LeaseKind.FIRST_CALL,
        lessee="r",
        spaces=("a",),
        term=edtf.parse_interval("2027-03-08/2027-12-31"),
    )
    game = play(call)
    game.ask(Confirm(booking=game.hold("p", "a", "2027-03-01", "2027-03-02")))
    game.hold("q", "a", "2027-03-03", "2027-03-09")
    game.hold("p", "a", "2027-03-05", "2027-03-06", production="show")
    game.ask(Close(space="a", span=days("2027-03-06", "2027-03-06")))
    until = "8 Feb 2027 09:00 JST (8 Feb 2027 00:00 GMT)"
    table = queue_table(names(game), "a", days("2027-03-02", "2027-03-09"))
    assert table.title == "Who stands where on Stage A (a)"
    assert shown(table) == [
        ["From", "To", "State", "Party", "For", "Line", "Until"],
        ["2 Mar 2027", "2 Mar 2027", "booked", "P", "", "b1.1", ""],
        ["3 Mar 2027", "4 Mar 2027", "1st hold", "Q", "", "b3.1", until],
        ["5 Mar 2027", "5 Mar 2027", "1st hold", "Q", "", "b3.1", until],
        ["5 Mar 2027", "5 Mar 2027", "2nd hold", "P", "The Show", "b4.1", "8 Feb 2027 09:00 JST"],
        ["6 Mar 2027", "6 Mar 2027", "closed", "", "", "closure-5", ""],
        ["6 Mar 2027", "6 Mar 2027", "1st hold", "Q", "", "b3.1", until],
        ["6 Mar 2027", "6 Mar 2027", "2nd hold", "P", "The Show", "b4.1", "8 Feb 2027 09:00 JST"],
        ["7 Mar 2027", "7 Mar 2027", "1st hold", "Q", "", "b3.1", until],
        ["8 Mar 2027", "9 Mar 2027", "first call", "R", "", "call", ""],
        ["8 Mar 2027", "9 Mar 2027", "2nd hold", "Q", "", "b3.1", until],
    ]
    free = queue_table(names(game), "b", days("2027-03-02", "2027-03-09"))
    assert (free.rows, free.notes) == ((), ("Nobody holds or has these days.",))


def test_conditions_show_what_is_due_until_when_and_what_is_met() -> None:
    game = play()
    booked = game.hold("q", "a", "2027-03-01", "2027-03-02")
    game.ask(Confirm(booking=booked))
    table = conditions_table(names(game), game.desk.bookings[booked])
    assert shown(table) == [
        ["Condition", "Share", "Until", "Met"],
        ["deposit", "50 %", "3 Feb 2027 09:00 JST (3 Feb 2027 00:00 GMT)", "not yet"],
    ]


def test_challenges_show_their_clocks_and_what_was_answered() -> None:
    game = play()
    first = game.hold("p", "a", "2027-03-01", "2027-03-05")
    second = game.hold("r", "a", "2027-03-05", "2027-03-05")
    third = game.hold("q", "a", "2027-03-04", "2027-03-05")
    game.ask(ChallengeHolds(booking=third))
    game.ask(AnswerChallenge(challenge=game.challenge().id, booking=second, answer=Answer.STAND))
    heads = ["Challenge", "Booking", "Party", "Days", "State", "Until", "Holds asked"]
    id_ = game.challenge().id
    assert shown(challenges_table(names(game), game.desk.undecided())) == [
        heads,
        [id_, third, "Q", "Stage A, 4 Mar 2027 to 5 Mar 2027", "open", "2 Feb 2027 09:00 JST (2 Feb 2027 00:00 GMT)",
         f"{first}.1: no answer yet; {second}.1: stand"],
    ]  # fmt: skip
    hidden = replace(
        game.challenge(), booking="", targets=tuple(replace(item, line="") for item in game.challenge().targets)
    )
    row = shown(challenges_table(names(game), [hidden]))[1]
    assert row == [id_, "Stage A, 4 Mar 2027 to 5 Mar 2027", "open", "2 Feb 2027 09:00 JST", "no answer yet; stand"]


def test_an_inbox_tells_what_happened_and_until_when_to_act() -> None:
    game = play()
    game.hold("q", "a", "2027-03-01", "2027-03-05")
    game.ask(ChallengeHolds(booking=game.hold("p", "a", "2027-03-01", "2027-03-05")))
    notices = [(7, game.now, notice) for notice in game.notices("q")]
    sentence = (
        "Stage A, 1 Mar 2027 to 5 Mar 2027: these days of your hold are challenged. Answer by "
        "2 Feb 2027 09:00 JST (2 Feb 2027 00:00 GMT); without an answer the challenged days are released. "
        "You may answer: confirm or release."
    )
    challenge = game.challenge().id
    assert shown(inbox_table(names(game), notices)) == [
        ["No.", "Told", "Party", "What", "Booking", "Challenge", "Until"],
        ["7", "1 Feb 2027 09:00 JST", "Q", sentence, "b1", challenge, "2 Feb 2027 09:00 JST (2 Feb 2027 00:00 GMT)"],
    ]
    subject, body = notice_text(game.desk, notices[0][2], Reader())
    assert subject == "Hold challenged: Stage A, 1 Mar 2027 to 5 Mar 2027"
    assert body.splitlines() == [
        "Stage A, 1 Mar 2027 to 5 Mar 2027: these days of your hold are challenged.",
        "Answer by 2 Feb 2027 09:00 JST (2 Feb 2027 00:00 GMT); without an answer the challenged days are released.",
        "You may answer: confirm or release.",
        "Booking: b1",
        f"Challenge: {challenge}",
    ]


def test_notices_tell_ranks_reasons_fees_and_closed_days() -> None:
    game = play()
    first = game.hold("p", "a", "2027-03-01", "2027-03-05")
    game.hold("q", "a", "2027-03-01", "2027-03-05")
    game.ask(Release(booking=first))
    game.ask(Close(space="a", span=days("2027-03-02", "2027-03-03"), reason="roof"))
    told = [notice_sentence(names(game), notice) for notice in game.notices("q")]
    where = "Stage A, 1 Mar 2027 to 5 Mar 2027"
    moved_up, closed = told
    assert moved_up == (
        f"{where}: your hold has moved up. It is now the 1st hold. "
        "Your hold ends on 8 Feb 2027 09:00 JST (8 Feb 2027 00:00 GMT)."
    )
    assert closed == (
        f"{where}: the space is closed. Your hold stays and cannot be confirmed until it is open again. Reason: roof. "
        "Closed: 2 Mar 2027 to 3 Mar 2027."
    )
    booked = game.hold("r", "a", "2027-03-10", "2027-03-11")
    game.ask(Confirm(booking=booked))
    price = game.line(booked).price
    game.ask(Cancel(booking=booked))
    told = [notice_sentence(names(game), notice) for notice in game.notices("r")]
    assert price == Decimal(1750)
    where = "Stage A, 10 Mar 2027 to 11 Mar 2027"
    assert told == [
        f"{where}: the days are booked. What the booking needs must be met by 3 Feb 2027 09:00 JST.",
        f"{where}: the booking is cancelled. Owed for it: 437.50 USD.",
    ]


OFFERING = replace(RULES, offer_clock=parse_duration("P2D"))


def test_an_offer_is_shown_on_the_days_that_are_offered_alone() -> None:
    game = play(policy=OFFERING)
    first = game.hold("p", "a", "2027-05-01", "2027-05-10")
    game.hold("r", "a", "2027-05-01", "2027-05-10")
    game.ask(Release(booking=first, span=days("2027-05-03", "2027-05-04")))
    rows = shown(queue_table(names(game), "a", days("2027-05-01", "2027-05-10")))[1:]
    ends, offer = "8 Feb 2027 09:00 JST", "offered until 3 Feb 2027 09:00 JST"
    assert [(row[0], row[2], row[-1]) for row in rows if "R" in row] == [
        ("1 May 2027", "2nd hold", ends),
        ("3 May 2027", "1st hold", offer),
        ("5 May 2027", "2nd hold", ends),
    ]
    assert shown(lines_table(names(game), game.desk.lines_of("b2")))[1][-1] == f"{offer} (3 May 2027 to 4 May 2027)"
    (told,) = game.notices("r")
    assert notice_sentence(names(game), told) == (
        "Stage A, 3 May 2027 to 4 May 2027: your hold has moved up. It is now the 1st hold. "
        "Your hold of 1 May 2027 to 2 May 2027 and 5 May 2027 to 10 May 2027 stays. "
        "Until 3 Feb 2027 09:00 JST nobody else may confirm the days."
    )


def test_a_notice_of_some_days_says_in_every_language_which_others_stay() -> None:
    game = play()
    game.hold("q", "a", "2027-03-01", "2027-03-05")
    mine = game.hold("p", "a", "2027-03-05", "2027-03-05")
    game.hold("p", "a", "2027-03-05", "2027-03-08")
    game.ask(ChallengeHolds(booking=mine))
    answer = AnswerChallenge(challenge=game.challenge().id, booking="b1", answer=Answer.RELEASE_DAYS)
    game.ask(answer)
    game.ask(Confirm(booking=mine))
    asked, own = game.notices("q")[0], game.notices("p")[-1]
    told = {
        language: [notice_sentence(DeskNames(game.desk, Reader(language=language)), item) for item in (asked, own)]
        for language in Language
    }
    assert "Not asked about: 1 Mar 2027 to 4 Mar 2027." in told[Language.EN][0]
    assert told[Language.EN][0].endswith("You may answer: confirm or release or release these days.")
    assert told[Language.JA][0].endswith("可能な回答：確定、解除、この日程だけ解除。")
    assert told[Language.KO][0].endswith("가능한 회신: 확정, 해제, 이 날짜만 해제.")
    assert told[Language.EN][1] == (
        "Stage A, 5 Mar 2027: your own party booked the days, and this hold of them is released. "
        "Your hold of 6 Mar 2027 to 8 Mar 2027 stays."
    )
    assert "残ります" in told[Language.JA][1]
    assert "귀사" in told[Language.KO][1]


def test_what_is_free_instead_is_named_by_first_and_last_day_in_every_language() -> None:
    game = play()
    game.ask(Confirm(booking=game.hold("q", "b", "2027-03-01", "2027-03-05")))
    game.ask(Close(space="b", span=days("2027-03-01", "2027-03-01"), displace=True))
    told = {
        language: notice_sentence(DeskNames(game.desk, Reader(language=language)), game.notices("q")[-1])
        for language in Language
    }
    assert told[Language.EN] == (
        "b, 1 Mar 2027 to 5 Mar 2027: the studio needs these days. Free instead: b, 24 Feb 2027 to 28 Feb 2027; "
        "b, 2 Mar 2027 to 6 Mar 2027; Stage A, 1 Mar 2027 to 5 Mar 2027; c, 1 Mar 2027 to 5 Mar 2027."
    )
    assert " to " not in told[Language.JA] + told[Language.KO]


def test_conditions_that_let_a_booking_lapse_are_still_shown() -> None:
    game = play()
    booked = game.hold("p", "a", "2027-03-01", "2027-03-02")
    game.ask(Confirm(booking=booked))
    game.at("2027-02-03 09:00")
    table = conditions_table(names(game), game.desk.bookings[booked])
    assert shown(table)[1] == ["deposit", "50 %", "3 Feb 2027 09:00 JST", "not met, lapsed"]


def test_a_quotation_without_a_policy_says_that_there_is_none() -> None:
    game = play()
    booked = game.hold("p", "a", "2027-03-05", "2027-03-07")
    studio = game.desk.portfolio.studios["lot"]
    table = quotation_table(names(game), quotation(NO_POLICY, studio, [game.line(booked)], game.now))
    assert table.notes == ("Lot has no policy, and so no prices: give it one (see desk policy).",)


def test_a_notice_that_is_not_written_yet_has_no_number() -> None:
    game = play()
    game.hold("q", "a", "2027-03-01", "2027-03-05")
    game.at("2027-02-08 09:00")
    table = inbox_table(names(game), [(0, game.now, game.notices("q")[-1])])
    assert (table.rows[0][0].text, table.rows[0][0].value) == ("", None)


def test_the_journal_shows_who_did_what_and_which_records_it_touched() -> None:
    game = play()
    booked = game.hold("p", "a", "2027-03-01", "2027-03-05")
    game.at("2027-02-03 12:00")
    game.events.append(
        replace(
            game.ask(Confirm(booking=booked), by="ann"), why="signed", number=99, studio=None, made=tuple("abcdefgh")
        )
    )
    assert shown(journal_table(names(game), [game.events[0], game.events[-1]])) == [
        ["No.", "When", "Who", "What", "Made", "Changed", "Why"],
        ["1", "1 Feb 2027 09:00 JST", "someone", "hold", "b1", "b1.1", ""],
        ["99", "3 Feb 2027 03:00 UTC", "ann", "confirm", "a, b, c, d, e, f and 2 more", "b1.1, b1", "signed"],
    ]


def test_what_a_search_found_is_told_in_three_tables() -> None:
    small = Space(id="c", studio="lot", kind=SpaceKind.STAGE, area=Area(Decimal(300)))
    large = [Space(id=id_, studio="lot", kind=SpaceKind.STAGE, area=Area(Decimal(900))) for id_ in "abd"]
    game = play(small, *large)
    game.ask(Confirm(booking=game.hold("q", "b", "2027-03-04", "2027-03-04")))
    game.hold("q", "d", "2027-03-01", "2027-03-02")
    sought = Sought(
        party="p", span=days("2027-03-01", "2027-03-05"), phase=PhaseKind.SHOOT, min_area=Area(Decimal(800)), most=2
    )
    free, taken, unfit = found_tables(names(game), search(game.desk, sought, date(2027, 2, 1)))
    assert shown(free) == [
        ["Stages", "From", "To", "Rank", "A day", "Who holds already", "Free before", "Free after"],
        ["a", "1 Mar 2027", "5 Mar 2027", "1st hold", "875.00 USD", "", "", ""],
        ["d", "1 Mar 2027", "5 Mar 2027", "2nd hold", "875.00 USD", "held (Q), 1 Mar 2027 to 2 Mar 2027",
         "24 Feb 2027 to 28 Feb 2027", "3 Mar 2027 to 7 Mar 2027"],
    ]  # fmt: skip
    assert shown(taken) == [
        ["Stages", "In the way", "Free before", "Free after"],
        ["b", "booked (Q), 4 Mar 2027", "27 Feb 2027 to 3 Mar 2027", "5 Mar 2027 to 9 Mar 2027"],
    ]
    assert shown(unfit) == [["Stages", "Reason", "Detail"], ["c", "too small", "300 m2, asked 800 m2"]]
    only = found_tables(names(game), search(game.desk, replace(sought, most=1), date(2027, 2, 1)))
    assert only[0].notes == ("1 of 2 shown.",)
    none = found_tables(names(game), search(game.desk, replace(sought, country="FR"), date(2027, 2, 1)))
    assert [(table.rows, table.notes) for table in none] == [((), ("No stage qualifies and is free on these days.",))]


def test_a_refusal_shows_what_is_in_the_way_and_what_is_free_instead() -> None:
    game = play()
    span = days("2027-03-01", "2027-03-05")
    obstacles = [
        Obstacle(kind="booking", space="a", span=span, id="b7", party="q"),
        Obstacle(kind="policy", space="b", id="rules"),
        Obstacle(kind="booking", space="a", span=span, id="b7", party="q"),
    ]
    assert shown(obstacles_table(names(game), obstacles)) == [
        ["What", "Space", "From", "To", "Booking", "Whom to ask"],
        ["booked", "Stage A (a)", "1 Mar 2027", "5 Mar 2027", "b7", "Q"],
        ["farther ahead than the policy lets", "b", "", "", "rules", ""],
    ]
    assert shown(nearest_table(names(game), [SpaceDays(space="a", span=span)]))[1] == [
        "Stage A (a)",
        "1 Mar 2027",
        "5 Mar 2027",
    ]


def test_a_quotation_shows_every_item_and_what_they_add_up_to() -> None:
    game = play()
    booked = game.hold("p", "a", "2027-03-05", "2027-03-07")
    studio = game.desk.portfolio.studios["lot"]
    table = quotation_table(names(game), quotation(RULES, studio, [game.line(booked)], game.now))
    assert table.title == "Quotation of Lot"
    assert shown(table) == [
        ["Line", "Space", "Period", "For", "Qty", "Each", "Amount"],
        ["b1.1", "Stage A (a)", "5 Mar 2027 to 7 Mar 2027", "shoot: days", "3", "875.00 USD", "2,625.00 USD"],
        ["", "", "", "shoot: weekend extra", "2", "150.50 USD", "301.00 USD"],
        ["", "", "", "Subtotal", "", "", "2,926.00 USD"],
        ["", "", "", "Sales tax 9.5 %", "", "", "277.97 USD"],
        ["", "", "", "Total", "", "", "3,203.97 USD"],
    ]
    assert table.notes == (
        "Valid until 8 Feb 2027 09:00 JST.",
        "A shoot day has 10 hours.",
        "Each further hour: 175.00 USD.",
    )
    assert [row["amount"] for row in table.as_data()["rows"]][-1] == "3203.97"


def test_a_quotation_without_a_rate_says_what_is_missing() -> None:
    game = play(policy=replace(RULES, rates={}))
    booked = game.hold("p", "a", "2027-03-05", "2027-03-07")
    rules, studio = game.desk.portfolio.policies["rules"], game.desk.portfolio.studios["lot"]
    table = quotation_table(names(game), quotation(rules, studio, [game.line(booked)], game.now))
    assert shown(table)[1:] == [["b1.1", "Stage A (a)", "5 Mar 2027 to 7 Mar 2027", "shoot", "no price"]]
    assert table.notes[-1] == "rules.rates.shoot: what a shoot day costs: without it no price is computed"


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (
            Language.JA,
            ["b1.1", "P", "Aスタジオ (a)", "2027年3月1日", "2027年3月1日", "仮予約", "1", "2027年2月8日 09:00 JST"],
        ),
        (
            Language.KO,
            ["b1.1", "P", "Stage A (a)", "2027년 3월 1일", "2027년 3월 1일", "가예약", "1", "2027년 2월 8일 09:00 JST"],
        ),
    ],
)
def test_tables_speak_the_language_of_their_reader(language: Language, row: list[str]) -> None:
    game = play()
    game.hold("p", "a", "2027-03-01", "2027-03-01")
    assert shown(lines_table(names(game, language), game.desk.lines.values()), language)[1] == row


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_reads_well_with_or_without_what_it_may_tell(kind: str, language: Language) -> None:
    game = play()
    facts = {
        "space": "a", "from": "2027-03-01", "to": "2027-03-03", "reason": "roof {x}", "missed": "deposit", "rank": "2",
        "instead": "a 2027-03-05 to 2027-03-07", "silent": "True", "closed": "2027-03-01/2027-03-02", "fee": "100",
        "currency": "JPY", "share": "0.5",
    }  # fmt: skip
    ends = datetime(2027, 2, 2, tzinfo=UTC)
    full = Notice(party="q", kind=kind, booking="b1", challenge="c1", facts=tuple(facts.items()), ends=ends)
    bare = Notice(party="q", kind=kind)
    for notice in (full, bare):
        subject, body = notice_text(game.desk, notice, Reader(language=language))
        assert subject
        assert body.endswith("\n")
        assert re.findall(r"\{(?!x)|\bNone\b", subject + body) == []
    assert "02-02" not in notice_sentence(names(game, language), full)


def test_every_kind_of_notice_that_the_rules_write_has_its_words(project: Path) -> None:
    told = {"challenged", "asked-to-decide", "challenge-won", "challenge-part", "challenge-lost"}  # put together there
    for file in (project / "src/stagehold/desk").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        told |= set(re.findall(r'step\.tell\([^"\n]*"([a-z-]+)"', text))
        told |= set(re.findall(r'_tell_both\(\s*step, line, "([a-z-]+)"', text))
    assert told == set(KINDS)


def test_a_kind_that_nobody_has_words_for_is_told_by_its_name() -> None:
    sentence = notice_sentence(names(play()), Notice(party="q", kind="brand-new", facts=(("space", "b"),)))
    assert sentence == "b: brand-new"
