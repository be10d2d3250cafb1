"""What the database itself refuses, whoever writes to it and with whatever program."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stagehold.benching.postgres import fresh_database
from stagehold.store import Overlap, Store, Written, differences, open_store
from store.crowding import Refused, crowd, insertion, raw
from store.made import WORLD, confirmed, event, hold, written

Count = Callable[[int, int], int]


@pytest.fixture(scope="module")
def server_with_a_desk(postgres_server: str, desk_template: str) -> Iterator[str]:
    """A database for all tests that take back what they do."""
    with fresh_database(postgres_server, f"{desk_template}_guarantees", desk_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """A raw connection to a database with two spaces and a line booked from the 11th to the 13th day of space 1."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_connection")
        return
    with psycopg.connect(request.getfixturevalue("server_with_a_desk")) as opened:
        prepare(opened)
        yield opened
        opened.rollback()


@pytest.fixture
def sqlite_connection(desk_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The same in SQLite."""
    shutil.copy(desk_file, tmp_path / "desk.db")
    with raw(str(tmp_path / "desk.db")) as opened:
        prepare(opened)
        yield opened


def prepare(connection: Any) -> None:
    connection.execute("INSERT INTO space (no, id) VALUES (1, 'a'), (2, 'b')")
    connection.execute(insertion("booked", 10, 13))


@pytest.mark.parametrize(("first", "after"), [(10, 13), (9, 11), (12, 20), (11, 12), (0, 99), (0, 11)])
def test_a_second_confirmed_line_on_a_day_is_refused(connection: Any, first: int, after: int) -> None:
    with pytest.raises(Refused):
        connection.execute(insertion("other", first, after))


@pytest.mark.parametrize(
    "statement",
    [
        insertion("other", 13, 20),
        insertion("other", 0, 10),
        insertion("other", 10, 13, space=2),
        insertion("other", 10, 13, state="hold"),
        "UPDATE line SET data = 'x', \"after\" = '2027-01-20' WHERE id = 'booked'",
        "UPDATE line SET space_no = 2 WHERE id = 'booked'",
        insertion("booked", 11, 12).rstrip() + ' ON CONFLICT (id) DO UPDATE SET "first" = excluded."first"',
    ],
)
def test_what_does_not_overlap_is_taken(connection: Any, statement: str) -> None:
    connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE line SET state = 'confirmed' WHERE id = 'other'",
        "UPDATE line SET state = 'confirmed', id = 'booked2' WHERE id = 'other'",
        'INSERT INTO line SELECT id || 2, booking, space_no, "first", "after", \'confirmed\', 1, 1, data FROM line',
        insertion("other", 11, 12).rstrip() + " ON CONFLICT (id) DO UPDATE SET state = 'confirmed'",
    ],
)
def test_a_hold_behind_a_confirmed_line_cannot_become_confirmed(connection: Any, statement: str) -> None:
    connection.execute(insertion("other", 12, 15, state="hold"))
    with pytest.raises(Refused):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE line SET \"first\" = '2027-01-13' WHERE id = 'other'",
        "UPDATE line SET \"first\" = '2026-01-01' WHERE id = 'other'",
        "UPDATE line SET space_no = 1 WHERE id = 'elsewhere'",
        "UPDATE line SET space_no = 2",
    ],
)
def test_a_confirmed_line_cannot_move_onto_another(connection: Any, statement: str) -> None:
    connection.execute(insertion("other", 20, 25))
    connection.execute(insertion("elsewhere", 10, 25, space=2))
    with pytest.raises(Refused):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        insertion("other", 12, 15).replace("INSERT", "INSERT OR REPLACE"),
        insertion("other", 12, 15).replace("INSERT", "INSERT OR IGNORE"),
        insertion("other", 12, 15).replace("INSERT", "INSERT OR FAIL"),
        insertion("booked", 12, 15).replace("INSERT", "INSERT OR REPLACE"),
        "UPDATE OR REPLACE line SET id = 'booked', \"first\" = '2027-01-01' WHERE id = 'later'",
        "UPDATE OR REPLACE line SET id = 'third', \"first\" = '2027-01-01' WHERE id = 'later'",
        "UPDATE OR IGNORE line SET \"first\" = '2027-01-01' WHERE id = 'later'",
    ],
)
def test_no_way_of_resolving_conflicts_lets_an_overlap_into_sqlite(
    sqlite_connection: sqlite3.Connection, statement: str
) -> None:
    sqlite_connection.execute(insertion("later", 13, 20))
    with suppress(sqlite3.IntegrityError):
        sqlite_connection.execute(statement)
    assert overlaps(sqlite_connection) == 0


@pytest.mark.parametrize(
    "day", ["'2027-1-13'", "'13 January 2027'", "20270113", "'20270113'", "2461419.5", "x'32'", "NULL"]
)
def test_what_is_no_day_never_stands_in_the_place_of_one(sqlite_connection: sqlite3.Connection, day: str) -> None:
    sqlite_connection.execute(insertion("later", 13, 20))
    for name in ("first", "after"):
        with pytest.raises(sqlite3.IntegrityError):
            sqlite_connection.execute(f"UPDATE line SET \"{name}\" = {day} WHERE id = 'later'")


def overlaps(connection: Any) -> int:
    """How many pairs of confirmed lines share a day of a space."""
    found: int = connection.execute("""
        SELECT count(*) FROM line AS one JOIN line AS other ON one.id < other.id AND one.space_no = other.space_no
            AND one."first" < other."after" AND other."first" < one."after"
        WHERE one.state = 'confirmed' AND other.state = 'confirmed'
    """).fetchone()[0]
    return found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET why = 'another reason' WHERE number = 1",
        "UPDATE journal SET number = 9 WHERE number = 2",
        "DELETE FROM journal WHERE number = 2",
        "DELETE FROM journal",
    ],
)
def test_no_event_of_the_journal_is_ever_changed_or_removed(address: str, statement: str) -> None:
    with open_store(address) as store:
        written(store, hold(1), hold(2))
        with (
            raw(address) as connection,
            pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException)) as refused,
        ):
            connection.execute(statement)
        assert "never" in str(refused.value)
        assert list(store.events()) == [hold(1), hold(2)]


@pytest.mark.parametrize("how", ["INSERT OR REPLACE", "INSERT", "INSERT OR IGNORE"])
@pytest.mark.parametrize("number", [1, 2, 4, 0, -1])
def test_sqlite_takes_only_the_next_event(tmp_path: Path, how: str, number: int) -> None:
    with open_store(tmp_path / "desk.db") as store:
        written(store, hold(1), hold(2))
        with (
            raw(str(tmp_path / "desk.db")) as connection,
            pytest.raises(sqlite3.IntegrityError, match="one event after"),
        ):
            connection.execute(
                f"{how} INTO journal VALUES ({number}, '2027-01-05', 'eve', 'hold', NULL, NULL, '[]', '[]', '[]')"
            )
        assert list(store.events()) == [hold(1), hold(2)]


def test_postgresql_never_empties_the_journal(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        written(store, hold(1))
        with raw(postgres_url) as connection, pytest.raises(psycopg.errors.RaiseException, match="never"):
            connection.execute("TRUNCATE journal")
        assert store.number() == 1


def test_many_programs_at_once_never_make_an_overlap(address: str, count: Count, seed: int) -> None:
    with open_store(address), raw(address) as connection:
        connection.execute("INSERT INTO space (no, id) VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    tries = count(150, 2_000)
    # Two threads in each of two other programs, and two threads here.
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "store.crowding", address, f"{seed}/{number}", str(tries)],
            env=WORLD,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    here = crowd(address, f"{seed}/here", tries)
    taken = here + sum(int(program.communicate()[0]) for program in programs)
    assert [program.returncode for program in programs] == [0, 0]
    with raw(address) as connection:
        assert overlaps(connection) == 0
        assert connection.execute("SELECT count(*) FROM line WHERE state = 'confirmed'").fetchone()[0] <= taken
        assert taken > 0


def test_stores_in_many_threads_number_their_events_without_a_gap_and_never_overlap(
    store: Store, address: str, count: Count
) -> None:
    each = count(20, 400)

    def work(thread: int) -> int:
        return sum(booked(store, f"{thread}-{turn}", "abc"[turn % 3], (turn * 7 + thread) % 40) for turn in range(each))

    with ThreadPoolExecutor(4) as threads:
        taken = sum(threads.map(work, range(4)))
    assert store.number() == taken
    assert [item.number for item in store.events()] == list(range(1, taken + 1))
    assert differences(store.load(), store.rebuild()) == []
    with raw(address) as connection:
        assert overlaps(connection) == 0


def booked(store: Store, id_: str, space: str, first: int) -> bool:
    """Whether a line could be booked."""
    try:
        with store.append() as tail:
            tail.write([Written(event(tail.number + 1, confirmed(id_, space=space, first=first)))])
    except Overlap:
        return False
    return True
