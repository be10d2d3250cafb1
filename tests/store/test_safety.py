"""A backup holds all of a desk as it was at one moment, and goes back to either database."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from stagehold.benching.postgres import fresh_database
from stagehold.desk.event import Drop, Event, Put
from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.studio import Party
from stagehold.store import Damaged, NewerSchema, Overlap, Replaced, Store, Written, differences, open_store
from stagehold.store.address import engine_of, url_of
from stagehold.store.copying import tables_of
from stagehold.store.migrating import VERSION_TABLE, upgrade
from stagehold.store.people_tables import sign_ins
from stagehold.store.safety import backup, restore
from store.drawn_events import event_sequences
from store.made import START, confirmed, event, hold, written


def fill(store: Store) -> None:
    """Something in every table."""
    with store.append() as tail:
        tail.write([Written(hold(number), f"k{number}", "f", b"\x00{}\xff") for number in range(1, 31)])
        party = Put(kind="party", record=Party(id="港", name="O'B"))
        tail.write([Written(event(31, confirmed("x", space="b"), party))])
        tail.write([Written(event(32, Drop(kind="line", id="3")))])
    first, second, *_ = store.outbox.due("mail", START, limit=20)
    store.outbox.sent("mail", first.id, START)
    store.outbox.failed("mail", second.id, None, "gone")


def rows(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the head's, as text where databases differ."""
    engine = engine_of(url_of(address))
    try:
        with engine.connect() as connection:
            return {
                table.name: sorted(
                    tuple(str(value).replace(" ", "T").removesuffix("+00:00").removesuffix(".000000") for value in row)
                    for row in connection.execute(sa.select(table))
                )
                for table in tables_of(connection)
                if table.name != "head"
            }
    finally:
        engine.dispose()


@pytest.fixture
def other_postgres_url(postgres_server: str, desk_template: str) -> Iterator[str]:
    """A second database, with a desk without events."""
    with fresh_database(postgres_server, f"stagehold_other_{os.getpid()}", desk_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Another place, where a backup may go."""
    return str(tmp_path / "restored.db") if request.param == "sqlite" else request.getfixturevalue("other_postgres_url")


def test_a_backup_goes_back_to_either_database_without_loss(address: str, target: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        fill(store)
        assert backup(address, tmp_path / "kept") == 32
        assert [file.name for file in tmp_path.glob("kept*")] == ["kept"]
        assert restore(tmp_path / "kept", target) == 32
        with open_store(target) as restored:
            assert list(restored.events()) == list(store.events())
            assert differences(restored.load(), store.load()) == []
            assert differences(restored.load(), restored.rebuild()) == []
            assert rows(target) == rows(address)
            with pytest.raises(Overlap):
                written(restored, event(33, confirmed("y", space="b")))
            written(restored, hold(33, space="b"), hold(34, space="new"))
            assert differences(restored.load(), restored.rebuild()) == []


def test_a_new_desk_and_a_backup_may_be_read_by_their_owner_only(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.db") as store:
        fill(store)
        backup(tmp_path / "desk.db", tmp_path / "kept")
        restore(tmp_path / "kept", tmp_path / "new.db")
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(["desk.db", "desk.db-wal", "desk.db-shm", "kept", "new.db"], 0o600)


def test_a_backup_is_itself_a_desk_that_can_be_opened(address: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        fill(store)
        backup(address, tmp_path / "kept.db")
        with open_store(tmp_path / "kept.db") as kept:
            assert differences(kept.load(), store.load()) == []


def test_there_and_back_is_the_same_desk(address: str, target: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        fill(store)
    backup(address, tmp_path / "there")
    restore(tmp_path / "there", target)
    backup(target, tmp_path / "back")
    before = rows(address)
    restore(tmp_path / "back", address, replace=True)
    assert rows(address) == before


def test_rows_after_a_restore_are_numbered_behind_those_before(address: str, target: str, tmp_path: Path) -> None:
    attempt = {"at": 1, "user_name": "u", "address": "127.0.0.1", "way": "password", "success": True}
    for database in (address, target):
        if database == target:
            backup(address, tmp_path / "kept.sqlite")
            restore(tmp_path / "kept.sqlite", target)
        with open_store(database) as store, store.engine.begin() as connection:
            connection.execute(sa.insert(sign_ins), [attempt, attempt])
    with open_store(target) as store, store.reading() as connection:
        numbers = list(connection.scalars(sa.select(sign_ins.c.number).order_by(sign_ins.c.number)))
    assert numbers == [1, 2, 3, 4]


def test_a_backup_while_others_write_is_of_one_moment(address: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                written(store, hold(number + 1), hold(number + 2))
                number += 2

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for turn in range(3):
                number = backup(address, tmp_path / f"kept-{turn}.db")
                with open_store(tmp_path / f"kept-{turn}.db") as kept:
                    assert (kept.number(), number % 2) == (number, 0)
                    assert differences(kept.load(), kept.rebuild()) == []
        finally:
            stop.set()
            writer.join()


def test_nothing_is_put_over_something_unless_that_is_said(address: str, target: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        fill(store)
    backup(address, tmp_path / "kept")
    with pytest.raises(InputError, match="is there already: give another path, or say that it is to be replaced"):
        backup(address, tmp_path / "kept")
    backup(address, tmp_path / "kept", replace=True)
    with open_store(target) as store:
        written(store, event(1, confirmed("mine", first=30)))
    with pytest.raises(InputError, match="holds a desk already: give another address, or say that it is to be"):
        restore(tmp_path / "kept", target)
    with open_store(target) as open_before:
        assert list(open_before.events()) == [event(1, confirmed("mine", first=30))]
        restore(tmp_path / "kept", target, replace=True)
        with pytest.raises(Replaced, match="was restored from a backup meanwhile: open it again"):
            written(open_before, hold(33))
        with pytest.raises(Replaced):
            open_before.load()
    with open_store(target) as restored:
        assert restored.number() == 32
        with restored.engine.begin() as connection, pytest.raises(sa.exc.DBAPIError, match="never"):
            connection.exec_driver_sql("DELETE FROM journal")


def test_a_backup_takes_the_place_of_an_earlier_one_and_of_nothing_else(address: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("the only copy of something\n" * 100)
    (tmp_path / "empty").touch()
    with sqlite3.connect(tmp_path / "other") as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with open_store(address) as store:
        fill(store)
        backup(address, tmp_path / "kept")
        backup(address, tmp_path / "empty", replace=True)
        written(store, event(33, confirmed("z", space="q")))
    with open_store(tmp_path / "stranger") as store:
        written(store, event(1, confirmed("mine", first=30)))
    for name in ("notes.txt", "other", "stranger"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(InputError, match="ive another path, or remove it first"):
            backup(address, tmp_path / name, replace=True)
        assert (tmp_path / name).read_bytes() == before
    assert backup(address, tmp_path / "kept", replace=True) == 33


def test_a_desk_with_later_events_is_no_place_for_a_backup(tmp_path: Path) -> None:
    desk, kept = tmp_path / "desk.db", tmp_path / "kept"
    with open_store(desk) as store:
        fill(store)
        backup(desk, kept)
        written(store, event(33, confirmed("z", space="q")))
        with pytest.raises(InputError, match="is in use as a desk"):
            backup(kept, desk, replace=True)
    with pytest.raises(InputError, match="holds 33 events, and they are not all in this desk, which has 32: are the"):
        backup(kept, desk, replace=True)
    with open_store(desk) as store:
        assert store.number() == 33


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_of_an_earlier_version_is_brought_to_this_one(
    tmp_path: Path, target: str, kind: str, request: pytest.FixtureRequest
) -> None:
    old = str(tmp_path / "old.db") if kind == "sqlite" else request.getfixturevalue("empty_postgres_url")
    engine = engine_of(url_of(old))
    upgrade(engine, "0001")
    engine.dispose()
    backup(old, tmp_path / "kept")
    before = (tmp_path / "kept").read_bytes()
    assert restore(tmp_path / "kept", target) == 0
    assert (tmp_path / "kept").read_bytes() == before
    with open_store(target) as store:
        written(store, hold(1))


def test_a_backup_of_a_later_version_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.db") as store:
        fill(store)
        backup(tmp_path / "desk.db", tmp_path / "kept")
    with sqlite3.connect(tmp_path / "kept") as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0815'")
    connection.close()
    with pytest.raises(NewerSchema, match="has version 0815"):
        restore(tmp_path / "kept", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM line WHERE id = '4'", "the tables do not show what the journal says, as line 4 is in the other"),
        ("UPDATE head SET number = 5", "the head says event 5, the journal has 32 events and ends with event 32"),
    ],
)
def test_a_backup_that_does_not_agree_is_not_restored(tmp_path: Path, statement: str, found: str) -> None:
    with open_store(tmp_path / "desk.db") as store:
        fill(store)
        backup(tmp_path / "desk.db", tmp_path / "kept")
    connection = sqlite3.connect(tmp_path / "kept", isolation_level=None)
    connection.execute(statement)
    connection.close()
    with pytest.raises(Damaged, match=found):
        restore(tmp_path / "kept", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_backup_that_is_cut_short_or_no_backup_is_not_restored(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.db") as store:
        fill(store)
        backup(tmp_path / "desk.db", tmp_path / "kept")
    whole = (tmp_path / "kept").read_bytes()
    (tmp_path / "short").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text").write_text("no backup at all, but some text of more than a hundred characters " * 3)
    (tmp_path / "empty").write_bytes(b"")
    for name in ("short", "text", "empty"):
        with pytest.raises(Damaged):
            restore(tmp_path / name, tmp_path / "new.db")
    with pytest.raises(Unreadable, match="there is no such file"):
        restore(tmp_path / "missing", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_backup_needs_a_desk_and_a_place(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no such file"):
        backup(tmp_path / "none.db", tmp_path / "kept")
    with open_store(tmp_path / "desk.db"):
        pass
    with pytest.raises(Unreadable, match="there is no folder"):
        backup(tmp_path / "desk.db", tmp_path / "nowhere" / "kept")
    with pytest.raises(InputError, match="is the desk itself"):
        backup(tmp_path / "desk.db", tmp_path / "desk.db", replace=True)
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="is there already"):
        backup(tmp_path / "desk.db", tmp_path / "folder")
    assert {file.name for file in tmp_path.iterdir()} == {"desk.db", "folder"}


def test_an_empty_server_has_no_desk_to_keep(empty_postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="is empty: there is no desk in it"):
        backup(empty_postgres_url, tmp_path / "kept")
    assert list(tmp_path.iterdir()) == []


@given(events=event_sequences())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=max(4, settings().max_examples // 25),
)
def test_whatever_was_written_survives_a_server_and_comes_back(
    postgres_url: str, tmp_path: Path, events: list[Event]
) -> None:
    for file in tmp_path.iterdir():
        file.unlink()
    with open_store(tmp_path / "desk.db") as store:
        written(store, *events)
    backup(tmp_path / "desk.db", tmp_path / "there")
    restore(tmp_path / "there", postgres_url, replace=True)
    backup(postgres_url, tmp_path / "back")
    with open_store(tmp_path / "back") as store:
        assert list(store.events()) == events
        assert differences(store.load(), store.rebuild()) == []
    assert rows(str(tmp_path / "back")) == rows(str(tmp_path / "desk.db"))
