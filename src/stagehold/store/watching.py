"""Hears of new events that any process has written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa

from stagehold.store.postgres import CHANNEL

SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_OF_SILENCE = 5.0  # then the server is asked whether it still is there
SECONDS_TO_RECONNECT = 1.0
SECONDS_TO_STOP = 0.2


class Watch:
    """A thread that calls back with the number of the last event whenever there are new ones, own ones included.

    It calls with the number it finds at the start, too: events may have come before it listened. It calls as well when
    a backup was restored over the desk, whatever the number is then. A database that does not answer is asked again,
    until ``stop``. The callback must not raise.
    """

    def __init__(self, engine: sa.Engine, callback: Callable[[int], None]) -> None:
        self._engine = engine
        self._callback = callback
        self._told = -1
        self._restored: int | None = None
        self._stopped = threading.Event()
        follow = self._poll if engine.dialect.name == "sqlite" else self._listen
        self._thread = threading.Thread(target=self._keep, args=(follow,), name="stagehold-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread; after this nothing is called."""
        self._stopped.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _tell(self, number: int) -> None:
        if number != self._told and not self._stopped.is_set():
            self._told = number
            self._callback(number)

    def _keep(self, follow: Callable[[], None]) -> None:
        while not self._stopped.is_set():
            try:
                follow()
            except (sa.exc.DBAPIError, sa.exc.TimeoutError, sqlite3.Error, psycopg.Error):
                self._stopped.wait(SECONDS_TO_RECONNECT)

    def _poll(self) -> None:
        """SQLite: a connection can see at no cost whether others have changed the file."""
        connection: sqlite3.Connection
        with self._own_connection() as connection:
            seen = None
            while not self._stopped.is_set():
                version = connection.execute("PRAGMA data_version").fetchone()
                if version != seen:
                    self._tell_head(connection)
                    seen = version
                self._stopped.wait(SECONDS_BETWEEN_LOOKS)

    def _listen(self) -> None:
        """PostgreSQL: the server tells of each transaction that has written."""
        connection: psycopg.Connection
        with self._own_connection() as connection:
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            silence = SECONDS_OF_SILENCE
            while not self._stopped.is_set():
                if silence >= SECONDS_OF_SILENCE:
                    silence = 0.0
                    self._tell_head(connection)
                heard = [int(notice.payload) for notice in connection.notifies(timeout=SECONDS_TO_STOP, stop_after=1)]
                if heard:
                    self._tell(max(heard))
                silence = 0.0 if heard else silence + SECONDS_TO_STOP

    @contextmanager
    def _own_connection(self) -> Iterator[Any]:
        """A connection of the driver for this thread alone."""
        pooled = self._engine.raw_connection()
        connection = pooled.driver_connection
        pooled.detach()
        try:
            yield connection
        finally:
            pooled.close()

    def _tell_head(self, connection: sqlite3.Connection | psycopg.Connection) -> None:
        found = connection.execute("SELECT number, restored FROM head").fetchone()
        number, restored = found or (0, self._restored)
        if restored != self._restored:
            self._restored, self._told = restored, -1
        self._tell(number)
