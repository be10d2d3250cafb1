"""Calendars, read back by another library."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from desk.playing import Playing, days, portfolio
from drawn import texts
from drawn_desks import PARTIES, SPACES, drawn_desk
from stagehold.desk.event import Put
from stagehold.desk.leased import leases_of
from stagehold.desk.queue import rank
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.requests import Cancel, Close, Confirm, Release
from stagehold.desk.state import STANDING, Desk
from stagehold.domain import edtf
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import Span, parse_duration
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.production import Production
from stagehold.domain.studio import PhaseKind, Space, SpaceKind
from stagehold.files.calendars import CalendarKind, CalendarOf, Layer, Sees, Version, calendar_of
from stagehold.reports.words import Language

MADE = datetime(2027, 1, 10, 9, 30, tzinfo=UTC)
STAGE_A = CalendarOf(CalendarKind.STAGE, "a")
ALL = Sees()


def read(data: bytes) -> list[vobject.base.Component]:
    """The entries, as vobject understands them."""
    return list(vobject.readOne(data.decode("utf-8")).contents.get("vevent", []))


def rows(data: bytes) -> list[tuple[str, str, str, str]]:
    """(first day, last day, status, summary) of each entry."""
    return [
        (
            str(event.dtstart.value),
            str(event.dtend.value - timedelta(days=1)),
            event.status.value,
            event.summary.value,
        )
        for event in read(data)
    ]


def play(*records: object, policy: Policy | None = None) -> Playing:
    named = [
        Space(id="a", studio="lot", kind=SpaceKind.STAGE, name=Name(en="Stage A", ja="Aスタジオ", ko="A 스튜디오")),
        Production(id="show", name=Name(en="The Show", ja="ショー", ko="쇼")),
    ]
    return Playing(portfolio(policy, *named, *records), "2027-01-01 09:00")  # type: ignore[arg-type]


def feed(desk: Desk, of: CalendarOf = STAGE_A, sees: Sees = ALL, **more: object) -> bytes:
    return calendar_of(desk, of=of, sees=sees, **{"made": MADE, **more})  # type: ignore[arg-type]


def test_holds_are_tentative_with_their_rank_and_confirmed_lines_confirmed() -> None:
    game = play(policy=Policy(id="rules", after_confirm="wait"))  # type: ignore[arg-type]
    first = game.hold("p", "a", "2027-03-01", "2027-03-05", production="show")
    game.hold("q", "a", "2027-03-05", "2027-03-05")
    game.hold("r", "a", "2027-03-05", "2027-03-06", title="Pick-ups")
    assert rows(feed(game.desk)) == [
        ("2027-03-01", "2027-03-05", "TENTATIVE", "1st hold: The Show (P)"),
        ("2027-03-05", "2027-03-05", "TENTATIVE", "2nd hold: Q"),
        ("2027-03-05", "2027-03-06", "TENTATIVE", "3rd hold: Pick-ups (R)"),
    ]
    game.ask(Confirm(booking=first))
    assert rows(feed(game.desk))[0] == ("2027-03-01", "2027-03-05", "CONFIRMED", "booked: The Show (P)")


def test_the_end_is_the_day_after_the_last_one_and_both_are_dates() -> None:
    game = play()
    game.hold("p", "a", "2027-02-28", "2027-02-28")
    text = feed(game.desk).decode()
    assert "DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\n" in text


def test_a_calendar_tells_its_name_and_how_often_to_look() -> None:
    text = feed(play().desk).decode()
    assert text == (
        "BEGIN:VCALENDAR\r\nPRODID:-//Stagehold//Desk//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
        "NAME:Stage A\r\nX-WR-CALNAME:Stage A\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n"
        "END:VCALENDAR\r\n"
    )


def test_an_entry_says_all_that_the_reader_may_know() -> None:
    game = play(policy=Policy(id="rules", hold_expiry=parse_duration("P7D")))
    game.hold("p", "a", "2027-03-01", "2027-03-05", production="show")
    line = game.line("b1")
    game.desk.set(Put(kind="line", record=replace(line, phase=PhaseKind.BUILD)))
    event = read(feed(game.desk, versions={"b1.1": Version(7, datetime(2027, 1, 9, tzinfo=UTC))}))[0]
    assert {name: [item.value for item in items] for name, items in event.contents.items() if name != "uid"} == {
        "dtstamp": [MADE],
        "sequence": ["7"],
        "last-modified": [datetime(2027, 1, 9, tzinfo=UTC)],
        "created": [datetime(2027, 1, 1, tzinfo=UTC)],
        "dtstart": [date(2027, 3, 1)],
        "dtend": [date(2027, 3, 6)],
        "summary": ["1st hold: The Show (P)"],
        "status": ["TENTATIVE"],
        "transp": ["TRANSPARENT"],
        "x-microsoft-cdo-busystatus": ["TENTATIVE"],
        "categories": [["hold", "build"]],
        "location": ["Stage A, Lot"],
        "description": ["Party: P\nFor: The Show\nPhase: build\nBooking: b1\nHeld until 8 Jan 2027 09:00 JST"],
    }


def test_what_a_reader_may_not_see_is_held_or_booked_and_nothing_more() -> None:
    game = play()
    own = game.hold("p", "a", "2027-03-01", "2027-03-05", production="show")
    game.ask(Confirm(booking=game.hold("q", "a", "2027-04-01", "2027-04-02", title="Secret", production="show")))
    game.hold("q", "a", "2027-03-04", "2027-03-06", title="Secret")
    game.ask(Release(booking=game.hold("q", "a", "2027-05-01", "2027-05-02")))
    versions = {line: Version(3, MADE) for line in game.desk.lines}
    text = feed(game.desk, sees=Sees(frozenset("p")), versions=versions)
    assert rows(text) == [
        ("2027-03-01", "2027-03-05", "TENTATIVE", "1st hold: The Show (P)"),
        ("2027-03-04", "2027-03-06", "TENTATIVE", "held"),
        ("2027-04-01", "2027-04-02", "CONFIRMED", "booked"),
    ]
    assert "Secret" not in text.decode()
    assert own in text.decode()
    hidden = [set(event.contents) for event in read(text)[1:]]
    told = {"uid", "dtstamp", "sequence", "dtstart", "dtend", "summary", "status", "transp", "categories", "location"}
    assert hidden == [told | {"x-microsoft-cdo-busystatus"}] * 2
    assert [event.sequence.value for event in read(text)[1:]] == ["0", "0"]


def test_a_party_or_production_whose_lines_one_may_not_know_has_an_empty_calendar() -> None:
    game = play()
    game.hold("q", "a", "2027-03-01", "2027-03-05", production="show")
    for of in (CalendarOf(CalendarKind.PARTY, "q"), CalendarOf(CalendarKind.PRODUCTION, "show")):
        assert len(rows(feed(game.desk, of))) == 1
        assert rows(feed(game.desk, of, Sees(frozenset("p")))) == []


def test_calendars_of_more_than_one_stage_name_the_stage() -> None:
    game = play()
    game.hold("p", "a", "2027-03-01", "2027-03-05", production="show")
    game.hold("q", "b", "2027-03-02", "2027-03-02")
    assert [row[3] for row in rows(feed(game.desk, CalendarOf(CalendarKind.STUDIO, "lot")))] == [
        "Stage A: 1st hold: The Show (P)",
        "b: 1st hold: Q",
    ]
    assert [row[3] for row in rows(feed(game.desk, CalendarOf(CalendarKind.PRODUCTION, "show")))] == [
        "Stage A: 1st hold: The Show (P)"
    ]
    assert [row[3] for row in rows(feed(game.desk, CalendarOf(CalendarKind.PARTY, "p")))] == [
        "Stage A: 1st hold: The Show"
    ]
    assert [row[3] for row in rows(feed(game.desk, CalendarOf(CalendarKind.PARTY, "q")))] == ["b: 1st hold"]


def test_joined_stages_have_an_entry_each() -> None:
    game = play()
    game.desk.set(Put(kind="booking", record=DeskBooking(id="b9", party="p")))
    for index, space in enumerate("ab"):
        line = Line(id=f"b9.{index}", booking="b9", space=space, span=days("2027-03-01", "2027-03-05"), place=9)
        game.desk.set(Put(kind="line", record=line))
    of = CalendarOf(CalendarKind.STUDIO, "lot")
    assert [row[3] for row in rows(feed(game.desk, of))] == ["Stage A: 1st hold: P", "b: 1st hold: P"]


def test_lines_that_ended_are_told_as_cancelled_for_a_while() -> None:
    game = play()
    released = game.hold("p", "a", "2027-03-01", "2027-03-05")
    game.ask(Release(booking=released))
    cancelled = game.hold("p", "a", "2027-03-08", "2027-03-09")
    game.ask(Confirm(booking=cancelled))
    game.ask(Cancel(booking=cancelled))
    told = [
        ("2027-03-01", "2027-03-05", "CANCELLED", "released: P"),
        ("2027-03-08", "2027-03-09", "CANCELLED", "cancelled: P"),
    ]
    assert rows(feed(game.desk)) == told
    ids = list(game.desk.lines)
    just, long_ago = Version(5, MADE - timedelta(days=30)), Version(2, MADE - timedelta(days=31))
    assert rows(feed(game.desk, versions={ids[0]: just, ids[1]: long_ago})) == told[:1]
    assert rows(feed(game.desk, versions=dict.fromkeys(ids, just), keeps=timedelta(days=29))) == []
    assert rows(feed(game.desk, made=datetime(2027, 4, 5, tzinfo=UTC))) == told[1:]


def test_a_line_keeps_its_uid_through_all_its_states_and_a_calendar_s_uids_differ() -> None:
    game = play()
    booking = game.hold("p", "a", "2027-03-01", "2027-03-05")
    game.hold("q", "a", "2027-03-01", "2027-03-05")
    uid = read(feed(game.desk))[0].uid.value
    game.ask(Confirm(booking=booking))
    assert uid in [event.uid.value for event in read(feed(game.desk)) if event.status.value == "CONFIRMED"]
    everywhere = [CalendarOf(CalendarKind.PARTY, "p"), CalendarOf(CalendarKind.STUDIO, "lot")]
    for of in everywhere:
        assert uid in [event.uid.value for event in read(feed(game.desk, of))]
    assert uid not in feed(game.desk, house="another desk").decode()
    uids = [event.uid.value for event in read(feed(game.desk, everywhere[1]))]
    assert len(uids) == len(set(uids)) == 2


def test_equal_days_that_others_hold_are_entries_with_uids_of_their_own() -> None:
    game = play()
    for party in "qr":
        game.hold(party, "a", "2027-03-01", "2027-03-05")
    seen = read(feed(game.desk, sees=Sees(frozenset("p"))))
    assert [event.summary.value for event in seen] == ["held", "held"]
    assert len({event.uid.value for event in seen}) == 2


def test_closures_block_their_days_and_tell_the_reason_to_the_house_only() -> None:
    game = play()
    game.ask(Close(space="a", span=days("2027-03-01", "2027-03-02"), reason="Roof; east side"))
    event = read(feed(game.desk))[0]
    assert rows(feed(game.desk)) == [("2027-03-01", "2027-03-02", "CONFIRMED", "closed: Roof; east side")]
    assert (event.transp.value, event.contents["x-microsoft-cdo-busystatus"][0].value) == ("OPAQUE", "BUSY")
    assert [row[3] for row in rows(feed(game.desk, sees=Sees(frozenset("p"))))] == ["closed"]
    assert rows(feed(game.desk, layers=[Layer.LINES])) == []
    assert rows(feed(game.desk, CalendarOf(CalendarKind.PARTY, "p"))) == []


def test_leases_are_a_layer_of_their_own() -> None:
    term = edtf.parse_interval("2027-03-01/2027-12-31")
    game = play(
        Lease(id="l", lessee="p", spaces=("a",), term=term),
        Lease(id="open", lessee="q", spaces=("b",), term=edtf.parse_interval("2026-05-01/..")),
        Lease(id="call", lessee="r", kind=LeaseKind.FIRST_CALL, spaces=("c",), term=term),
    )
    lot = CalendarOf(CalendarKind.STUDIO, "lot")
    assert rows(feed(game.desk, lot)) == []
    told = [
        ("2026-05-01", "2036-12-31", "CONFIRMED", "b: leased: Q"),
        ("2027-03-01", "2027-12-31", "CONFIRMED", "Stage A: leased: P"),
        ("2027-03-01", "2027-12-31", "CONFIRMED", "c: first call: R"),
    ]
    assert rows(feed(game.desk, lot, layers=[Layer.LEASES])) == told
    assert [row[3] for row in rows(feed(game.desk, lot, Sees(frozenset("p")), layers=[Layer.LEASES]))] == [
        "b: leased",
        "Stage A: leased: P",
        "c: first call",
    ]
    assert rows(feed(game.desk, CalendarOf(CalendarKind.PARTY, "p"), layers=[Layer.LEASES])) == told[1:2]
    assert rows(feed(game.desk, CalendarOf(CalendarKind.PARTY, "p"), Sees(frozenset("q")), layers=[Layer.LEASES])) == []


@pytest.mark.parametrize(
    ("language", "name", "summaries"),
    [
        (Language.EN, "Lot: bookings", ["Stage A: 2nd hold: The Show (P)", "Stage A: booked: Q"]),
        (Language.JA, "Lotの予約", ["Aスタジオ：仮予約 第2順位：ショー（P）", "Aスタジオ：本予約：Q"]),
        (Language.KO, "Lot 예약", ["A 스튜디오: 가예약 2순위: 쇼 (P)", "A 스튜디오: 확정 예약: Q"]),
    ],
)
def test_calendars_speak_the_language_of_their_reader(language: Language, name: str, summaries: list[str]) -> None:
    game = play()
    game.hold("r", "a", "2027-03-01", "2027-03-01")
    game.hold("p", "a", "2027-03-01", "2027-03-02", production="show")
    game.ask(Confirm(booking=game.hold("q", "a", "2027-03-08", "2027-03-08")))
    data = feed(game.desk, CalendarOf(CalendarKind.STUDIO, "lot"), language=language)
    assert vobject.readOne(data.decode()).contents["x-wr-calname"][0].value == name
    assert [row[3] for row in rows(data)][1:] == summaries


def test_english_counts_ranks_as_people_do() -> None:
    game = play()
    for _ in range(23):
        game.hold("p", "a", "2027-03-01", "2027-03-01")
    ranks = [row[3].partition(" ")[0] for row in rows(feed(game.desk))]
    assert sorted(ranks, key=lambda text: int(text[:-2]))[-13:] == [
        "11th", "12th", "13th", "14th", "15th", "16th", "17th", "18th", "19th", "20th", "21st", "22nd", "23rd",
    ]  # fmt: skip


# --- drawn desks with hostile titles --------------------------------------------------------------------------------

HOSTILE = [
    "line\nbreak", "carriage\r\nreturn", "comma, semi; colon: and \\ back", "\\n is no break", "C:\\News\\Now",
    "BEGIN:VEVENT", "\r\nEND:VEVENT\r\nBEGIN:VEVENT", "🎬" * 40, "x" * 400, "港" * 120, "עברית וערבית العربية",
    "\u202eturned round",
    "bell\x07 and null\x00", "\u2028separator", "tab\there", "  blanks  ", "%0D%0A", '"quoted"; X="1"', "é" * 74,
    "a\u0301" * 40, "👩‍👩‍👧‍👦" * 12, "\x85next\x1fline", "=2D quoted", "\ufeffmark",
]  # fmt: skip
TITLES = st.sampled_from(HOSTILE) | texts() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90)


def expected(desk: Desk, of: CalendarOf, sees: Sees) -> list[tuple[str, str, str, str]]:
    """The rows that a calendar must have, worked out from the records alone."""
    found: list[tuple[str, str, str, str]] = []
    shared = of.kind in (CalendarKind.STAGE, CalendarKind.STUDIO)
    for line in desk.lines.values():
        booking = desk.bookings[line.booking]
        inside = {
            CalendarKind.STAGE: line.space == of.id,
            CalendarKind.STUDIO: desk.portfolio.spaces[line.space].studio == of.id,
            CalendarKind.PRODUCTION: booking.production == of.id,
            CalendarKind.PARTY: booking.party == of.id,
        }[of.kind]
        known = sees.parties is None or booking.party in sees.parties
        if not inside or not (known or (shared and line.state in STANDING)):
            continue
        if line.state not in STANDING and line.span.end <= date(2026, 12, 11):
            continue
        status = {LineState.HOLD: "TENTATIVE", LineState.CONFIRMED: "CONFIRMED"}.get(line.state, "CANCELLED")
        title = cleaned(booking.title or "") or cleaned(title_of(desk, booking.production)) or booking.production or ""
        party = booking.party.upper()
        state = {LineState.HOLD: held_as(desk, line), LineState.CONFIRMED: "booked"}.get(line.state, line.state.value)
        if not known:
            told = "held" if line.state is LineState.HOLD else "booked"
        elif of.kind is CalendarKind.PARTY:
            told = f"{state}: {title}" if title else state
        else:
            told = f"{state}: {title} ({party})" if title else f"{state}: {party}"
        found.append(row_of(line.span, status, told if of.kind is CalendarKind.STAGE else on(line.space, told)))
    for space in desk.portfolio.spaces.values():
        if of in (CalendarOf(CalendarKind.STAGE, space.id), CalendarOf(CalendarKind.STUDIO, space.studio)):
            for closure in desk.portfolio.closures.values():
                if closure.space == space.id:
                    told = f"closed: {closure.reason}" if closure.reason and sees.parties is None else "closed"
                    span = Span(closure.from_.first, closure.to.last + timedelta(days=1))
                    named = told if of.kind is CalendarKind.STAGE else on(space.id, told)
                    found.append(row_of(span, "CONFIRMED", named))
    return sorted(found)


def row_of(span: Span, status: str, summary: str) -> tuple[str, str, str, str]:
    return (str(span.start), str(span.end - timedelta(days=1)), status, summary)


def on(space: str, told: str) -> str:
    return f"Stage {space.upper()}: {told}"


def held_as(desk: Desk, line: Line) -> str:
    number = rank(desk, line)
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') } hold"


def cleaned(text: str) -> str:
    """The title as a calendar may hold it: on one line, nothing that cannot be seen but blanks."""
    text = re.sub(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", text)
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def title_of(desk: Desk, production: str | None) -> str:
    name = None if production is None else desk.portfolio.productions[production].name
    return "" if name is None else name.en


@given(st.integers(0, 10**9), TITLES, st.sampled_from([None, frozenset("p"), frozenset("qr")]))
def test_a_calendar_tells_every_line_on_its_own_days_whatever_it_is_called(
    seed: int, title: str, parties: frozenset[str] | None
) -> None:
    random = Random(seed)
    desk, sees = drawn_desk(random, title), Sees(parties)
    kinds = {
        CalendarKind.STAGE: SPACES,
        CalendarKind.STUDIO: ("lot", "yard"),
        CalendarKind.PRODUCTION: ("show", "film"),
        CalendarKind.PARTY: PARTIES,
    }
    kind = random.choice(list(CalendarKind))
    of = CalendarOf(kind, random.choice(kinds[kind]))
    data = feed(desk, of, sees)
    check_form(data)
    assert sorted(rows(data)) == expected(desk, of, sees)
    events = read(data)
    assert len({event.uid.value for event in events}) == len(events)
    assert [event.transp.value == "OPAQUE" for event in events] == [
        event.status.value == "CONFIRMED" for event in events
    ]


def check_form(data: bytes) -> None:
    """Lines end in CRLF and hold at most 75 octets; each is UTF-8 by itself and free of control characters."""
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line.decode("utf-8"))


@given(st.integers(0, 10**9))
def test_leases_are_told_on_the_days_they_can_mean(seed: int) -> None:
    desk = drawn_desk(Random(seed))
    data = calendar_of(desk, of=CalendarOf(CalendarKind.STUDIO, "lot"), sees=ALL, made=MADE, layers=[Layer.LEASES])
    shown = Span(date(2017, 1, 1), date(2037, 1, 1))
    leased = [
        part
        for space in "abc"
        for let in leases_of(desk.portfolio).by_space.get(space, ())
        for span in let.possible
        if (part := span.overlap(shown)) is not None
    ]
    found = [Span(event.dtstart.value, event.dtend.value) for event in read(data) if "leased" in event.summary.value]
    assert sorted(found) == sorted(leased)


def test_the_same_moment_and_desk_give_the_same_bytes() -> None:
    desk = drawn_desk(Random(7))
    assert feed(desk) == feed(desk)
