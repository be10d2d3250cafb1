"""The desk for one command: what is read, what is asked, what stood, and what people type in place of ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk.playing import days, portfolio
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import Book, Hold, Import, Release, Request, Wanted
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import parse_duration
from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.studio import Party
from stagehold.files import Loaded
from stagehold.services.desking import OpenDesk, desk_address, moment_of, opened, past_of, who_asks
from stagehold.services.looking import QueueDays, Sight, from_today, inbox, journal, queue_of, seen_lines
from stagehold.services.naming import line_named, lines_named, party_named
from stagehold.services.taking_in import take_in

NOW = datetime(2027, 3, 1, 1, tzinfo=UTC)  # ten in the morning in Tokyo
WEEK = Policy(id="x", hold_expiry=parse_duration("P7D"))


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        place = str(tmp_path / "desk.sqlite")
    else:
        place = request.getfixturevalue("postgres_url")
    with opened(place, NOW, new=True) as desk:
        desk.ask(lambda _: Import(portfolio=portfolio(WEEK)), by="ann")
    return place


def hold(party: str, space: str, first: str, last: str) -> Hold:
    return Hold(party=party, lines=(Wanted(space=space, span=days(first, last)),))


def ask(desk: OpenDesk, request: Request) -> str:
    """The id of the first thing that a request made."""
    return desk.ask(lambda _: request, by="ann").receipt.made[0]


def test_what_is_asked_is_there_for_the_next_one_who_opens_the_desk(address: str) -> None:
    with opened(address, NOW) as desk:
        done = desk.ask(lambda _: hold("p", "a", "2027-05-01", "2027-05-10"), by="ann", why="a call")
        assert (done.event.by, done.event.why, done.again) == ("ann", "a call", False)
        assert (done.event.number, done.before) == (2, 1)
        assert desk.desk is done.desk
    with opened(address, NOW) as desk:
        assert [line.id for line in desk.desk.lines_of(done.receipt.made[0])] == ["b2.1"]
        assert desk.faults() == []


def test_a_refusal_leaves_the_desk_as_it_was(address: str) -> None:
    with opened(address, NOW) as desk:
        ask(desk, Book(hold=hold("p", "a", "2027-05-01", "2027-05-10")))
        with pytest.raises(Refused):
            ask(desk, hold("q", "a", "2027-05-10", "2027-05-11"))
        assert desk.store.number() == 2
        assert [line.booking for line in seen_lines(desk.desk, Sight())] == ["b2"]


def test_two_who_have_it_open_write_one_after_the_other(address: str) -> None:
    with opened(address, NOW) as one, opened(address, NOW) as other:
        made = [ask(desk, hold("p", "a", "2027-05-01", "2027-05-10")) for desk in (one, other, one, other)]
        assert made == ["b2", "b3", "b4", "b5"]
        last = one.store.load()
        assert [line.booking for line in last.holds("a", days("2027-05-01", "2027-05-10"))] == made
        assert one.faults() == []


def test_a_key_counts_for_its_user_alone(address: str) -> None:
    request = hold("p", "a", "2027-05-01", "2027-05-10")
    with opened(address, NOW) as desk:
        first = desk.ask(lambda _: request, by="ann", key="k")
        again = desk.ask(lambda _: request, by="ann", key="k")
        assert (again.receipt, again.event, again.again) == (first.receipt, first.event, True)
        assert desk.ask(lambda _: request, by="ben", key="k").receipt.number == 3


def test_a_clock_that_has_ended_ends_for_readers_and_is_written_by_the_next_who_asks(address: str) -> None:
    with opened(address, NOW) as desk:
        held = ask(desk, hold("p", "a", "2027-05-01", "2027-05-10"))
    later = NOW + timedelta(days=7)
    with opened(address, later) as desk:
        assert [line.state for line in desk.desk.lines_of(held)] == [LineState.EXPIRED]
        assert [(event.number, event.at, event.by) for event in desk.ended] == [(3, later, "clock")]
        assert [(number, notice.kind) for number, _, notice in inbox(desk, "p", 10)] == [(None, "expired")]
        assert [event.number for event in journal(desk, 2)] == [2, 3]
        seen = desk.ended
        assert desk.store.number() == 2
        ask(desk, hold("q", "a", "2027-05-01", "2027-05-10"))
        assert tuple(desk.store.events(after=2, limit=1)) == seen
        assert [notice.kind for _, _, notice in inbox(desk, "p", 10)] == ["expired"]


def test_what_stood_at_a_moment_is_told_from_the_journal(address: str) -> None:
    with opened(address, NOW) as desk:
        held = ask(desk, hold("p", "a", "2027-05-01", "2027-05-10"))
    later = NOW + timedelta(days=30)
    with opened(address, later) as desk:
        ask(desk, hold("q", "b", "2027-05-01", "2027-05-10"))
        states = {
            offset: [line.state for line in desk.at(NOW + offset).lines_of(held)]
            for offset in (timedelta(0), timedelta(days=7, seconds=-1), timedelta(days=7))
        }
        assert list(states.values()) == [[LineState.HOLD], [LineState.HOLD], [LineState.EXPIRED]]
        assert desk.at(NOW - timedelta(seconds=1)).number == 0
        assert (desk.at(2).number, desk.at(0).number) == (2, 0)
        for wrong in (later + timedelta(seconds=1), 99):
            with pytest.raises(InputError):
                desk.at(wrong)


def test_a_table_that_says_what_the_journal_does_not_is_found(tmp_path: Path) -> None:
    place = str(tmp_path / "desk.sqlite")
    with opened(place, NOW, new=True) as desk:
        desk.ask(lambda _: Import(portfolio=portfolio(WEEK)), by="ann")
        ask(desk, hold("p", "a", "2027-05-01", "2027-05-10"))
        with desk.store.engine.begin() as connection:
            connection.execute(sa.text("DELETE FROM line"))
        assert desk.faults() == ["line b2.1 is in the other only"]


def test_a_desk_that_is_not_there_is_made_only_when_it_is_to_be(tmp_path: Path) -> None:
    place = tmp_path / "desk.sqlite"
    with pytest.raises(Unreadable, match="there is no desk at"), opened(str(place), NOW):
        pass
    assert not place.exists()
    with opened(str(place), NOW, new=True) as desk:
        assert desk.desk.number == 0


# --- what is typed ------------------------------------------------------------------------------------------------


def test_the_queue_of_a_space_joins_days_that_are_alike(tmp_path: Path) -> None:
    with opened(str(tmp_path / "desk.sqlite"), NOW, new=True) as desk:
        desk.ask(lambda _: Import(portfolio=portfolio(WEEK)), by="ann")
        for party, first, last in (("p", "2027-05-01", "2027-05-10"), ("q", "2027-05-08", "2027-05-12")):
            ask(desk, hold(party, "a", first, last))
        ask(desk, Book(hold=hold("r", "a", "2027-05-20", "2027-05-21")))
        known = desk.desk
        first, second, third = (known.lines[id_] for id_ in ("b2.1", "b3.1", "b4.1"))
        assert from_today(known, "a", NOW) == days("2027-03-01", "2027-05-21")
        assert queue_of(known, "a", days("2027-03-01", "2027-05-20")) == [
            QueueDays(span=days("2027-05-01", "2027-05-07"), confirmed=None, holds=((1, first),)),
            QueueDays(span=days("2027-05-08", "2027-05-10"), confirmed=None, holds=((1, first), (2, second))),
            QueueDays(span=days("2027-05-11", "2027-05-12"), confirmed=None, holds=((1, second),)),
            QueueDays(span=days("2027-05-20", "2027-05-20"), confirmed=third, holds=()),
        ]
        assert queue_of(known, "b", from_today(known, "b", NOW)) == []


def test_a_name_stands_for_an_id_where_only_one_has_it(tmp_path: Path) -> None:
    twins = [Party(id="one", name="Twin"), Party(id="two", name="Twin")]
    with opened(str(tmp_path / "desk.sqlite"), NOW, new=True) as desk:
        desk.ask(lambda _: Import(portfolio=portfolio(WEEK, *twins)), by="ann")
        held = ask(desk, hold("p", "a", "2027-05-01", "2027-05-10"))
        known = desk.desk
        assert [party_named(known, text) for text in ("p", "P", "nobody")] == ["p", "p", "nobody"]
        with pytest.raises(InputError, match="2 parties are called 'Twin': give one of the ids one, two"):
            party_named(known, "Twin")
        assert [line_named(known, text) for text in (held, f"{held}.1", "b9")] == [f"{held}.1", f"{held}.1", "b9"]
        assert lines_named(known, held, ("a", f"{held}.1", "b")) == (f"{held}.1", "b")
        desk.ask(lambda _: Release(booking=held), by="ann")
        assert line_named(desk.desk, held) == held


def test_an_import_counts_what_is_new_and_what_is_other_than_before(tmp_path: Path) -> None:
    with opened(str(tmp_path / "desk.sqlite"), NOW, new=True) as desk:
        whole = portfolio(WEEK)
        taken = take_in(desk, Loaded(portfolio=whole), by="ann")
        assert (taken.new, taken.changed) == ({"policy": 1, "studio": 1, "space": 3, "party": 5}, {})
        assert take_in(desk, Loaded(portfolio=whole), by="ann").done is None
        more = whole.put(Party(id="p", name="Renamed")).put(Party(id="t", name="T"))
        taken = take_in(desk, Loaded(portfolio=more), by="ann")
        assert (taken.new, taken.changed) == ({"party": 1}, {"party": 1})


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-03-05", datetime(2027, 3, 5, tzinfo=UTC)),
        ("20270305", datetime(2027, 3, 5, tzinfo=UTC)),
        ("2027-03-05T18:00+09:00", datetime(2027, 3, 5, 9, tzinfo=UTC)),
        ("2027-03-05T18:00Z", datetime(2027, 3, 5, 18, tzinfo=UTC)),
        ("2027-03-05 18:00", datetime(2027, 3, 5, 18, tzinfo=UTC)),
        ("12", 12),
        ("2027", 2027),
    ],
)
def test_a_past_moment_is_a_day_a_time_or_the_number_of_an_event(text: str, moment: datetime | int) -> None:
    assert past_of(text, "--as-of") == moment


@pytest.mark.parametrize("text", ["", "soon", "2027-13-01", "9999-12-31T23:59-23:59", "٣", "-1", "1e3", "123456789"])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(InputError, match=r"--as-of: .* is no moment; write a day as"):
        past_of(text, "--as-of")


def test_the_world_says_where_the_desk_is_and_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEHOLD_DESK", "my.sqlite")
    monkeypatch.setenv("LOGNAME", "ann")
    assert (desk_address(None), desk_address("other.sqlite")) == ("my.sqlite", "other.sqlite")
    assert (who_asks(None), who_asks("ben")) == ("ann", "ben")
    monkeypatch.delenv("STAGEHOLD_DESK")
    assert desk_address(None) == "desk.sqlite"
    assert abs(moment_of(None, "--now") - datetime.now(UTC)) < timedelta(minutes=1)
