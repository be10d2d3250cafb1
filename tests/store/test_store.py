"""A desk is what its journal says: written in batches, loaded from tables, and folded to any moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from stagehold.desk.event import Drop, Event, Put
from stagehold.domain.booking import LineState
from stagehold.domain.scenario import Settings, WorkWeek
from stagehold.domain.studio import Party
from stagehold.store import Answered, Damaged, Overlap, Store, Written, differences, open_store, schema
from store.made import confirmed, event, hold, line, moment, written


def test_a_new_desk_is_empty(store: Store) -> None:
    assert (store.number(), list(store.events()), store.load().number) == (0, [], 0)


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
def test_a_desk_in_a_file_is_there_when_it_is_opened_again(form: str, tmp_path: Path) -> None:
    address = form.format(tmp_path / "my desk?.db")
    with open_store(address) as first:
        written(first, hold(1))
    with open_store(address) as second:
        assert list(second.events()) == [hold(1)]
    assert (tmp_path / "my desk?.db").is_file()


def test_events_come_back_as_they_were_written(store: Store) -> None:
    events = [hold(1), hold(2), event(3, Drop(kind="line", id="1")), event(4, by="港 O'Brien")]
    written(store, *events[:2])
    written(store, *events[2:])
    assert list(store.events()) == events
    assert list(store.events(after=2)) == events[2:]
    assert list(store.events(after=1, limit=2)) == events[1:3]
    assert list(store.events(until=moment(3))) == events[:3]
    assert list(store.events(limit=0)) == []


def test_events_are_read_page_by_page(store: Store) -> None:
    events = [event(number) for number in range(1, 2_502)]
    written(store, *events)
    assert list(store.events()) == events
    assert list(store.events(after=1, limit=1_500)) == events[1:1_501]


def test_the_tables_hold_what_the_journal_says(store: Store) -> None:
    written(
        store,
        hold(1),
        hold(2, space="b"),
        event(3, confirmed("1", first=1), Put(kind="party", record=Party(id="us", name="Us"))),
    )
    written(store, event(4, Drop(kind="line", id="2"), Drop(kind="booking", id="b-2")))
    desk = store.load()
    assert (desk.number, desk.at) == (4, moment(4))
    assert desk.lines == {"1": confirmed("1")}
    assert list(desk.bookings) == ["b-1"]
    assert list(desk.portfolio.parties) == ["us"]
    assert differences(desk, store.rebuild()) == []


def test_the_settings_of_the_portfolio_are_kept(store: Store) -> None:
    settings = Settings(work_week=WorkWeek.SIX)
    written(store, event(1, Put(kind="settings", record=settings)))
    assert store.load().portfolio.settings == settings
    assert differences(store.load(), store.rebuild()) == []


def test_lines_stay_in_the_order_in_which_they_were_made(store: Store) -> None:
    ids = ["9", "5", "7", "1"]
    written(store, *(event(number, replace(line(id_), booking="b")) for number, id_ in enumerate(ids, 1)))
    written(store, event(5, replace(line("9", days=5), booking="b"), Drop(kind="line", id="7")))
    written(store, event(6, replace(line("7", days=2), booking="b"), replace(line("5", days=2), booking="b")))
    assert [item.id for item in store.load().lines_of("b")] == ["9", "5", "1", "7"]
    assert differences(store.load(), store.rebuild()) == []


def test_a_past_moment_shows_the_desk_as_it_was(store: Store) -> None:
    written(store, hold(1), hold(2), event(3, Drop(kind="line", id="1")))
    assert list(store.desk_at(moment(0)).lines) == []
    assert list(store.desk_at(moment(2)).lines) == ["1", "2"]
    assert list(store.desk_at(moment(3) - timedelta(microseconds=1)).lines) == ["1", "2"]
    assert list(store.desk_at(moment(9)).lines) == ["2"]


def test_a_writer_learns_what_others_wrote(address: str) -> None:
    with open_store(address) as one, open_store(address) as other:
        written(one, hold(1), hold(2))
        with other.append() as tail:
            assert tail.number == 2
            assert tail.missed(0) == [hold(1), hold(2)]
            assert tail.missed(1) == [hold(2)]
            assert tail.missed(2) == []
            tail.write([Written(hold(3))])
            tail.write([Written(hold(4))])
            assert tail.number == 4
        assert one.number() == 4
        written(one, hold(5, space="elsewhere"))
        written(other, hold(6, space="elsewhere"), hold(7, space="anywhere"))
        assert differences(one.load(), one.rebuild()) == []


def test_what_is_written_is_seen_by_nobody_before_the_end(address: str) -> None:
    with open_store(address) as one, open_store(address) as other:
        with one.append() as tail:
            tail.write([Written(hold(1))])
            assert other.number() == 0
        assert other.number() == 1


def test_an_error_in_the_block_leaves_nothing(store: Store) -> None:
    def broken() -> None:
        with store.append() as tail:
            tail.write([Written(hold(1, space="new"))])
            raise LookupError("a mistake")

    with pytest.raises(LookupError, match="a mistake"):
        broken()
    assert (store.number(), store.load().lines) == (0, {})
    written(store, hold(1, space="new"))
    assert store.number() == 1


@pytest.mark.parametrize("numbers", [[2], [0], [1, 3], [1, 1]])
def test_an_event_out_of_turn_is_a_mistake_and_leaves_nothing(store: Store, numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="does not follow event"):
        written(store, *map(hold, numbers))
    assert store.number() == 0


def test_an_overlap_is_refused_and_leaves_nothing_of_its_transaction(store: Store) -> None:
    written(store, event(1, confirmed("1")))
    with pytest.raises(Overlap, match="two confirmed lines overlap on a space"):
        written(store, hold(2), event(3, confirmed("3", first=3)))
    assert list(store.events()) == [event(1, confirmed("1"))]
    assert list(store.load().lines) == ["1"]


def test_an_overlap_that_is_caught_inside_the_block_still_leaves_nothing(store: Store) -> None:
    with store.append() as tail:
        tail.write([Written(event(1, confirmed("1")))])
        with pytest.raises(Overlap):
            tail.write([Written(event(2, confirmed("2")))])
    assert store.number() == 0


def test_lines_may_change_places_within_a_batch(store: Store) -> None:
    written(store, event(1, confirmed("1", space="a"), confirmed("2", space="b")))
    written(store, event(2, confirmed("1", space="b"), confirmed("2", space="a")))
    written(store, event(3, line("1", space="b", state=LineState.CANCELLED)), event(4, confirmed("4", space="b")))
    written(store, event(5, confirmed("2", first=5)), event(6, confirmed("6", space="a"), Drop(kind="line", id="4")))
    assert differences(store.load(), store.rebuild()) == []


def test_a_booked_line_may_begin_on_the_day_on_which_another_ends(store: Store) -> None:
    written(store, event(1, confirmed("1", first=1, days=3), confirmed("2", first=4), confirmed("3", space="b")))
    assert len(store.load().lines) == 3


def test_a_key_is_answered_with_what_was_answered_first(store: Store) -> None:
    with store.append() as tail:
        tail.write([Written(hold(1), "key", "finger", b'{"a": "\\\x00"}'), Written(hold(2), "other", "print", None)])
        assert tail.answered([("ann", "key")]) == {("ann", "key"): Answered("finger", 1, b'{"a": "\\\x00"}')}
    asked = [("ann", "key"), ("ann", "other"), ("bob", "key"), ("ann", "none"), ("ann", "key")]
    asked += [("ann", str(number)) for number in range(600)]
    with store.append() as tail:
        found = tail.answered(asked)
    assert found == {
        ("ann", "key"): Answered("finger", 1, b'{"a": "\\\x00"}'),
        ("ann", "other"): Answered("print", 2, b""),
    }


def test_keys_are_forgotten_by_age(store: Store) -> None:
    with store.append() as tail:
        tail.write([Written(hold(number), f"k{number}", "f", b"{}") for number in (1, 2, 3)])
    assert store.forget_keys(moment(3)) == 2
    with store.append() as tail:
        assert list(tail.answered([("ann", f"k{number}") for number in (1, 2, 3)])) == [("ann", "k3")]


def test_nothing_to_write_is_nothing_written(store: Store) -> None:
    with store.append() as tail:
        tail.write([])
    assert store.number() == 0


def test_a_moment_without_a_zone_is_a_mistake(store: Store) -> None:
    naive = Event(number=1, at=moment(1).replace(tzinfo=None), by="ann", what="hold")
    with pytest.raises(ValueError, match="names no time zone"):
        written(store, naive)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE head SET number = 7", "the head says event 7, the journal has 2 events and ends with event 2"),
        ("DELETE FROM head", "the table head must have one row; found 0"),
    ],
)
def test_a_head_that_is_not_the_end_of_the_journal_is_found_on_start(address: str, statement: str, found: str) -> None:
    with open_store(address) as store:
        written(store, hold(1), hold(2))
        with store.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    with pytest.raises(Damaged, match=found):
        open_store(address)


def test_differences_name_each_record_that_is_not_the_same(store: Store) -> None:
    written(store, hold(1), event(2, Put(kind="party", record=Party(id="us", name="Us"))))
    with store.engine.begin() as connection:
        connection.execute(sa.delete(schema.line))
        connection.execute(
            sa.update(schema.record).where(schema.record.c.kind == "party").values(id="x", kind="source")
        )
        connection.execute(sa.delete(schema.record).where(schema.record.c.kind == "source"))
    tables, journal = store.load(), store.rebuild()
    assert differences(tables, journal) == ["line 1 is in the other only", "party us is in the other only"]
    assert differences(journal, tables) == ["line 1 is in one only", "party us is in one only"]
    assert differences(journal, journal) == []
