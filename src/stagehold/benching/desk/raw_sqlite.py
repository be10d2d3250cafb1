"""What SQLite does by itself: the rows of one booking a transaction, by Python's own module, as safe as the desk."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from stagehold.benching.desk.lot import STAGES, days, stage
from stagehold.benching.desk.pgbench import Raw
from stagehold.benching.desk.sample import booking_id, sample
from stagehold.store.encoding import ids_out
from stagehold.store.schema import PER_EVENT, moment_text

_AT_HAND = 1_000  # bookings worded before the clock runs
_NINE = "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_JOURNAL = f'INSERT INTO journal (number, "at", "by", what, why, studio, made, changes, notices) {_NINE}'
_RECORD = "INSERT INTO record (kind, id, made, event, data) VALUES (?, ?, ?, ?, ?)"
_LINE = f'INSERT INTO line (id, booking, space_no, "first", "after", state, made, event, data) {_NINE}'
_NOTICE = f"INSERT INTO outbox (id, event, party, kind, booking, challenge, facts, ends, made) {_NINE}"
_HEAD = "UPDATE head SET number = ?"

Row = tuple[Any, ...]
Rows = tuple[Row, Row, Row, list[Row], int]


class RawSqlite:
    """Inserts bookings into a file that holds the tables of a desk, and nothing on its stages."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        rows = [(number, stage(number)) for number in range(STAGES)]
        self._connection.executemany("INSERT OR IGNORE INTO space (no, id) VALUES (?, ?)", rows)
        self._number: int = self._connection.execute("SELECT number FROM head").fetchone()[0]
        self._sample = sample()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def run(self, seconds: float) -> Raw:
        """Insert for so many seconds, one transaction after the other. To word the rows does not count."""
        done, spent = 0, 0.0
        while spent < seconds:
            worded = [self._rows(self._number + later) for later in range(1, _AT_HAND + 1)]
            start = time.perf_counter()
            for rows in worded:
                self._insert(rows)
                done += 1
                if spent + time.perf_counter() - start >= seconds:
                    break
            spent += time.perf_counter() - start
        return Raw(done / spent, 1000 * spent / done)

    def _insert(self, rows: Rows) -> None:
        journal, record, line, notices, number = rows
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        execute(_JOURNAL, journal)
        execute(_RECORD, record)
        execute(_LINE, line)
        self._connection.executemany(_NOTICE, notices)
        execute(_HEAD, (number,))
        execute("COMMIT")
        self._number = number

    def _rows(self, number: int) -> Rows:
        """The rows of the booking that the event of a number makes."""
        batch = self._sample
        id_, other = booking_id(batch), f"b{number}"
        event, changes, told = batch.journal[0]
        record, line = next(iter(batch.records.values())), next(iter(batch.lines.values()))
        moment, span, made = moment_text(event.at), days(number), number * PER_EVENT
        line_id = line.id.replace(id_, other)
        return (
            (
                number,
                moment,
                event.by,
                event.what,
                event.why,
                event.studio,
                ids_out((other,)),
                changes.replace(id_, other),
                told,
            ),
            (record.kind, other, made, number, record.data.replace(id_, other)),
            (
                line_id,
                other,
                number % STAGES,
                span.start.isoformat(),
                span.end.isoformat(),
                line.state,
                made + 1,
                number,
                line.data.replace(id_, other),
            ),
            [
                (made + place, number, row[2], row[3], other, row[5], row[6], row[7], moment)
                for place, row in enumerate(batch.notices)
            ],
            number,
        )
