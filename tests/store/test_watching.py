"""Other processes hear of new events, and go on hearing after the line to the server broke."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from stagehold.store import Store, open_store
from stagehold.store.safety import backup, restore
from store.made import hold, written

LONGEST_WAIT = 30


@contextmanager
def watched(store: Store) -> Iterator[queue.Queue[int]]:
    """What a watch on a store calls with."""
    heard: queue.Queue[int] = queue.Queue()
    watch = store.watch(heard.put)
    try:
        yield heard
    finally:
        watch.stop()


def until(heard: queue.Queue[int], number: int) -> list[int]:
    """What is heard up to a number."""
    numbers = []
    while not numbers or numbers[-1] != number:
        numbers.append(heard.get(timeout=LONGEST_WAIT))
    return numbers


def test_each_transaction_of_another_store_is_heard(address: str) -> None:
    with open_store(address) as one, open_store(address) as other, watched(other) as heard:
        assert until(heard, 0) == [0]
        written(one, hold(1), hold(2))
        assert until(heard, 2) == [2]
        written(other, hold(3))
        assert until(heard, 3) == [3]


def test_what_was_written_before_is_heard_at_the_start(address: str) -> None:
    with open_store(address) as store:
        written(store, hold(1))
        with watched(store) as heard:
            assert until(heard, 1) == [1]


def test_after_the_end_nothing_is_heard(address: str) -> None:
    with open_store(address) as store:
        with watched(store) as heard:
            until(heard, 0)
        written(store, hold(1))
        assert heard.empty()


def test_a_transaction_that_is_taken_back_is_not_heard(address: str) -> None:
    with open_store(address) as store, watched(store) as heard:
        until(heard, 0)
        with store.append() as tail:
            tail.write([])
        written(store, hold(1))
        assert until(heard, 1) == [1]


def test_a_broken_line_to_the_server_is_mended(postgres_url: str) -> None:
    with open_store(postgres_url) as store, open_store(postgres_url) as other, watched(store) as heard:
        until(heard, 0)
        store.load()
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        written(other, hold(1))
        assert until(heard, 1) == [1]
        written(store, hold(2))
        assert until(heard, 2) == [2]
        assert store.load().number == 2


def test_a_restored_desk_is_heard_although_its_number_is_the_same(address: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        written(store, hold(1))
        backup(address, tmp_path / "kept")
        with watched(store) as heard:
            assert until(heard, 1) == [1]
            restore(tmp_path / "kept", address, replace=True)
            assert until(heard, 1) == [1]
