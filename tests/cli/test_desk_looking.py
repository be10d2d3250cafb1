"""desk show, queue, inbox, find, quote, journal, state, check, calendar: what is seen, now and in the past."""

from __future__ import annotations

from pathlib import Path

import icalendar
import pytest

from cli.desk_calls import AtDesk


@pytest.fixture
def busy(desk: AtDesk) -> AtDesk:
    """b2: Gull on a, b3: Tern behind it; b4: Wren booked on b."""
    desk("hold", "a", "2027-05-01", "2027-05-10", "--for", "gull", "--production", "g1", "--title", "Harbour")
    desk("hold", "a", "2027-05-08", "2027-05-12", "--for", "tern")
    desk.now = "2027-03-02T10:00+09:00"
    desk("book", "b", "2027-06-01", "2027-06-03", "--for", "wren", "--by", "ann", "--why", "signed")
    return desk


@pytest.mark.parametrize(
    ("filters", "lines"),
    [
        ((), ["b2.1", "b3.1", "b4.1"]),
        (("--for", "Gull Pictures"), ["b2.1"]),
        (("--space", "a"), ["b2.1", "b3.1"]),
        (("--studio", "lot"), ["b2.1", "b3.1", "b4.1"]),
        (("--production", "g1"), ["b2.1"]),
        (("--state", "confirmed"), ["b4.1"]),
        (("--state", "released"), []),
        (("--from", "2027-05-11", "--to", "2027-06-01"), ["b3.1", "b4.1"]),
    ],
)
def test_lines_are_shown_by_whose_and_where_they_are(busy: AtDesk, filters: tuple[str, ...], lines: list[str]) -> None:
    assert [line["id"] for line in busy.data("show", *filters)["lines"]] == lines
    shown = busy("show", *filters)
    assert all(line in shown.out for line in lines)
    assert ("nothing stands there" in shown.err) is (not lines)


@pytest.mark.parametrize(
    ("filters", "nearest"),
    [(("--for", "wrenn"), "wren"), (("--space", "aa"), "a"), (("--studio", "lott"), "lot")],
)
def test_filters_name_what_there_is(busy: AtDesk, filters: tuple[str, ...], nearest: str) -> None:
    assert f"did you mean '{nearest}'" in busy("show", *filters, code=2).all()


def test_the_queue_of_a_space_is_shown_span_by_span(busy: AtDesk) -> None:
    said = busy("queue", "a")
    assert "8 May 2027 10 May 2027 1st hold Gull Pictures (gull) Harbour b2.1" in said.all()
    assert "8 May 2027 10 May 2027 2nd hold Tern Films (tern) b3.1" in said.all()
    assert "11 May 2027 12 May 2027 1st hold Tern Films (tern) b3.1" in said.all()
    assert "1 Jun 2027 3 Jun 2027 booked Wren b4.1" in busy("queue", "b").all()
    (days,) = busy.data("queue", "a", "2027-05-09")["days"]
    first, second = (busy.data("show", id_)["lines"][0] for id_ in ("b2", "b3"))
    assert days == {
        "start": "2027-05-09",
        "end": "2027-05-10",
        "confirmed": None,
        "holds": [{**first, "rank": 1, "party": "gull"}, {**second, "rank": 2, "party": "tern"}],
    }
    assert "nobody has or holds c" in busy("queue", "c").err


def test_an_inbox_is_read_from_a_number_on(busy: AtDesk) -> None:
    busy("release", "b2")
    told = busy.data("inbox", "tern")["notices"]
    assert [(item["kind"], item["booking"]) for item in told] == [("moved-up", "b3")]
    assert busy.data("inbox", "tern", "--after", told[0]["number"])["notices"] == []
    assert busy.data("inbox", "tern", "--after", told[0]["number"] - 1)["notices"] == told
    assert "has not been told anything" in busy("inbox", "gull").err


def test_a_search_says_what_is_free_what_is_in_the_way_and_when_it_is_free(busy: AtDesk) -> None:
    data = busy.data("find", "2027-06-02", "2027-06-04", "--for", "gull", "--phase", "shoot")
    assert [(item["spaces"], item["rank"], item["rate"], item["currency"]) for item in data["free"]] == [
        (["a"], 1, "300000", "JPY"), (["c"], 1, "300000", "JPY"),
    ]  # fmt: skip
    (taken,) = data["taken"]
    assert (taken["spaces"], taken["reason"], taken["after"]) == (
        ["b"], "taken", {"start": "2027-06-04", "end": "2027-06-07"},
    )  # fmt: skip
    said = busy("find", "2027-06-02", "2027-06-04", "--for", "gull", "--min-area", "500 m2")
    assert "Stage B (b) booked (Wren), 2 Jun 2027 to 3 Jun 2027" in said.all()
    assert "area unknown; asked 500 m2" in said.all()
    nothing = busy("find", "2027-06-02", "2027-06-04", "--for", "gull", "--min-area", "9000 m2", code=1)
    assert "No stage qualifies and is free on these days." in nothing.out


def test_a_search_finds_days_anywhere_in_a_time(busy: AtDesk) -> None:
    data = busy.data("find", "2027-06-01", "2027-06-30", "--for", "gull", "--days", "10")
    found = {item["spaces"][0]: (item["start"], item["end"]) for item in data["free"]}
    assert found == {
        "a": ("2027-06-01", "2027-06-11"), "b": ("2027-06-04", "2027-06-14"), "c": ("2027-06-01", "2027-06-11"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--for", "gul"), "did you mean 'gull'"),
        (("--for", "gull", "--min-area", "big"), "--min-area: found 'big'; allowed:"),
        (("--for", "gull", "--studio", "lott"), "did you mean 'lot'"),
        (("--for", "gull", "--days", "90"), "90 days do not fit"),
        (("--for", "gull", "--days", "2", "--flexible", "3"), "flexible days belong to a span"),
    ],
)
def test_a_search_that_cannot_be_is_explained(busy: AtDesk, options: tuple[str, ...], told: str) -> None:
    assert told in busy("find", "2027-06-02", "2027-06-04", *options, code=2).all()


def test_a_quotation_adds_up_with_tax(busy: AtDesk) -> None:
    said = busy("quote", "a:2027-05-01..2027-05-02:build", "a:2027-05-03..2027-05-05:shoot")
    assert "Quotation of Lot" in said.out
    assert "Stage A (a) 3 May 2027 to 5 May 2027 shoot: days 3 300,000 JPY 900,000 JPY" in said.all()
    assert "Subtotal 1,300,000 JPY VAT 10 % 130,000 JPY Total 1,430,000 JPY" in said.all()
    assert "Valid until 16 Mar 2027 10:00 JST." in said.all()
    assert busy.data("quote", "b4")["quotations"][0]["total"] == "990000"
    assert (
        "rules.rates.strike: what a strike day costs"
        in busy("quote", "a", "2027-05-01", "2027-05-02", "--phase", "strike", code=1).all()
    )
    assert "is neither a booking nor stages" in busy("quote", "a", "2027-05-01", code=2).all()
    assert "no booking 'b9'" in busy("quote", "b9", code=2).all()


def test_the_journal_says_who_did_what_when_and_why(busy: AtDesk) -> None:
    assert "4 2 Mar 2027 10:00 JST ann book at once b4 b4.1 signed" in busy("journal").all()
    events = busy.data("journal", "--record", "b3")["events"]
    assert [(event["number"], event["what"], event["made"]) for event in events] == [(3, "hold", ["b3"])]
    assert [change["record"]["id"] for change in events[0]["changes"]] == ["b3", "b3.1"]
    assert [event["number"] for event in busy.data("journal", "--after", "1", "--most", "2")["events"]] == [2, 3]
    assert [event["number"] for event in busy.data("journal", "--most", "2")["events"]] == [3, 4]
    assert [event["number"] for event in busy.data("journal", "--as-of", "2027-03-02")["events"]] == [1, 2, 3]
    assert "no record 'b9'" in busy("journal", "--record", "b9", code=2).err


def test_any_past_state_is_shown(busy: AtDesk) -> None:
    assert "After event 4: lines confirmed 1, held 2;" in busy("state").out
    then = busy.data("state", "--as-of", "2027-03-02T00:00+09:00")
    assert (then["number"], [booking["id"] for booking in then["bookings"]]) == (3, ["b2", "b3"])
    assert busy.data("state", "--as-of", 2)["number"] == 2
    assert "nothing stood then" in busy("state", "--as-of", "2027-01-01").err
    busy.now = "2027-03-20T10:00+09:00"
    assert [booking["lines"][0]["state"] for booking in busy.data("state", "--as-of", "2027-03-09")["bookings"]] == [
        "expired", "expired", "lapsed",
    ]  # fmt: skip
    for wrong, told in [
        ("2028-01-01", "is still to come"),
        ("99", "there is no event 99 yet"),
        ("soon", "is no moment"),
    ]:
        assert told in busy("state", "--as-of", wrong, code=2).err


def test_tables_and_journal_agree(busy: AtDesk) -> None:
    assert busy.data("check") == {"number": 4, "faults": []}
    assert busy("check").err == "4 events, 0 faults\n"


@pytest.mark.parametrize(
    ("of", "entries"),
    [
        (("stage", "a"), {("CONFIRMED", 0), ("TENTATIVE", 2)}),
        (("studio", "lot"), {("CONFIRMED", 1), ("TENTATIVE", 2)}),
        (("production", "g1"), {("CONFIRMED", 0), ("TENTATIVE", 1)}),
        (("party", "Wren"), {("CONFIRMED", 1), ("TENTATIVE", 0)}),
    ],
)
def test_a_calendar_is_read_back_by_another_library(
    busy: AtDesk, tmp_path: Path, of: tuple[str, ...], entries: set[tuple[str, int]]
) -> None:
    file = tmp_path / "lot.ics"
    busy("calendar", *of, file)
    states = [str(event["STATUS"]) for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
    assert {(state, states.count(state)) for state in ("CONFIRMED", "TENTATIVE")} == entries
    assert busy("calendar", *of).out.startswith("BEGIN:VCALENDAR\r\n")
    assert busy.data("calendar", *of)["calendar"].startswith("BEGIN:VCALENDAR\r\n")


def test_a_calendar_of_nothing_known_is_refused(busy: AtDesk, tmp_path: Path) -> None:
    assert "no production 'gg1'; did you mean 'g1'?" in busy("calendar", "production", "gg1", code=2).err
    busy("calendar", "stage", "a", tmp_path / "none" / "x.ics", code=3)
    assert "Gull" not in busy("calendar", "stage", "a", "--seen-by", "wren").out


@pytest.mark.parametrize(("lang", "held"), [("en", "hold"), ("ja", "仮予約"), ("ko", "가예약")])
def test_tables_speak_three_languages(busy: AtDesk, lang: str, held: str) -> None:
    assert held in busy("show", "b2", "--lang", lang).out
