"""Books days with nothing but SQL, as fast as it can: a program to run several times at once.

    python -m store.crowding ADDRESS SEED TRIES

prints how many bookings the database took.
"""

from __future__ import annotations

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg

from stagehold.store.address import file_of, url_of

Refused = (sqlite3.IntegrityError, psycopg.errors.ExclusionViolation)
# Two that wait for each other: the server ends one of them, which has then written nothing.
InTheWay = (psycopg.errors.DeadlockDetected, sqlite3.OperationalError)


def raw(address: str) -> Any:
    """A connection without anything of ours; each statement is a transaction of its own."""
    url = url_of(address)
    if url.get_backend_name() == "sqlite":
        return closing(sqlite3.connect(file_of(url), timeout=30, isolation_level=None))
    return psycopg.connect(address, autocommit=True)


def insertion(id_: str, first: int, after: int, *, space: int = 1, state: str = "confirmed") -> str:
    """The statement that adds a line; days count from the first of January 2027 as 0."""
    days = [(date(2027, 1, 1) + timedelta(days=day)).isoformat() for day in (first, after)]
    return f"""
        INSERT INTO line (id, booking, space_no, "first", "after", state, made, event, data)
        VALUES ('{id_}', 'b', {space}, '{days[0]}', '{days[1]}', '{state}', 1, 1, '')
    """


def crowd(address: str, seed: str, tries: int) -> int:
    """Two threads that add, move and confirm lines at random; how many statements were taken."""
    with ThreadPoolExecutor(2) as threads:
        return sum(threads.map(lambda number: _one(address, f"{seed}/{number}", tries), range(2)))


def _one(address: str, name: str, tries: int) -> int:
    draw = Random(name)
    taken = 0
    with raw(address) as connection:
        connection.execute("PRAGMA synchronous = OFF" if isinstance(connection, sqlite3.Connection) else "SELECT 1")
        for number in range(tries):
            first, space = draw.randrange(120), draw.randint(1, 3)
            statement = draw.choice(
                [
                    insertion(f"{name}/{number}", first, first + draw.randint(1, 6), space=space),
                    insertion(f"{name}/{number}", first, first + 3, space=space, state="hold"),
                    f"UPDATE line SET state = 'confirmed' WHERE id = '{name}/{draw.randrange(number + 1)}'",
                    f"UPDATE line SET space_no = {space} WHERE id = '{name}/{draw.randrange(number + 1)}'",
                ]
            )
            try:
                connection.execute(statement)
                taken += 1
            except (*Refused, *InTheWay):
                pass
    return taken


if __name__ == "__main__":
    sys.stdout.write(str(crowd(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
