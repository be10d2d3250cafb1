"""The one statement that writes to PostgreSQL: it can be run by itself, by many at once, as a load generator does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest

from stagehold.store import Written, differences, open_store
from stagehold.store.batch import Batch
from stagehold.store.postgres import PARAMETERS, WRITE, parameters
from store.made import hold


def test_the_types_of_its_parameters_are_those_that_are_stated(postgres_url: str) -> None:
    with open_store(postgres_url), psycopg.connect(postgres_url) as connection:
        connection.execute(f"PREPARE stated AS {WRITE}")
        (found,) = connection.execute(
            "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'stated'"
        ).fetchone() or ([],)
    short = {"timestamptz[]": "timestamp with time zone[]"}
    assert found == [short.get(name, name) for name in PARAMETERS]


def test_without_a_number_it_takes_the_next_ones_under_any_concurrency(postgres_url: str) -> None:
    each = 20
    with open_store(postgres_url) as store:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("INSERT INTO space (no, id) VALUES (1, 'a')")

        def work(thread: int) -> None:
            with psycopg.connect(postgres_url, autocommit=True) as connection:
                for turn in range(each):
                    own = replace(hold(1, space="a"), why=f"{thread}-{turn}")
                    values: list[str | None] = [*parameters(Batch(0, [Written(own)]), {"a": 1})]
                    # A load generator has no desk that would give each booking and line an id of its own.
                    values = [(value or "").replace('"1"', f'"{thread}-{turn}"') for value in values]
                    psycopg.RawCursor(connection).execute(WRITE, [None, *values[1:]], prepare=True)

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(work, range(4)))
        assert store.number() == 4 * each
        assert [event.number for event in store.events()] == list(range(1, 4 * each + 1))
        assert len(store.outbox.inbox("us", limit=1_000)) == 4 * each
        with psycopg.connect(postgres_url) as connection:
            assert connection.execute("SELECT count(*), count(DISTINCT made) FROM line").fetchone() == (
                4 * each,
                4 * each,
            )


def test_a_number_that_is_no_longer_the_last_writes_nothing(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        with store.append() as tail:
            tail.write([Written(hold(1))])
        with psycopg.connect(postgres_url) as connection:
            cursor = psycopg.RawCursor(connection)
            cursor.execute(WRITE, parameters(Batch(0, [Written(hold(1))]), {"a": 1}))
            assert cursor.fetchone() is None
        assert (store.number(), len(list(store.events()))) == (1, 1)
        assert differences(store.load(), store.rebuild()) == []


@pytest.mark.parametrize("size", [1, 2, 256])
def test_a_batch_of_any_size_is_one_statement(postgres_url: str, size: int) -> None:
    events = [Written(hold(number), f"k{number}", "f", b"\\x\x00") for number in range(1, size + 1)]
    with open_store(postgres_url) as store, psycopg.connect(postgres_url) as connection:
        connection.execute("INSERT INTO space (no, id) VALUES (1, 'a')")
        cursor = psycopg.RawCursor(connection)
        cursor.execute(WRITE, parameters(Batch(0, events), {"a": 1}))
        connection.commit()
        assert list(store.events()) == [item.event for item in events]
        assert differences(store.load(), store.rebuild()) == []
        with store.append() as tail:
            assert {found.answer for found in tail.answered([("ann", "k1")]).values()} == {b"\\x\x00"}
