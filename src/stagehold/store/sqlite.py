"""Writing to SQLite: a batch of events is a few prepared statements, run for many rows each."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import cast

from stagehold.store.batch import Batch
from stagehold.store.encoding import ids_out
from stagehold.store.schema import moment_text

_EVENTS = """
INSERT INTO journal (number, "at", "by", what, why, studio, made, changes, notices) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_RECORDS = """
INSERT INTO record (kind, id, made, event, data) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (kind, id) DO UPDATE SET event = excluded.event, data = excluded.data
"""
# Lines of one batch may change places: those that stand already step aside first.
_LINES_ASIDE = "UPDATE line SET state = 'released' WHERE id = ? AND state = 'confirmed'"
_LINES = """
INSERT INTO line (id, booking, space_no, "first", "after", state, made, event, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET booking = excluded.booking, space_no = excluded.space_no, "first" = excluded."first",
    "after" = excluded."after", state = excluded.state, event = excluded.event, data = excluded.data
"""
_NOTICES = """
INSERT INTO outbox (id, event, party, kind, booking, challenge, facts, ends, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REQUESTS = 'INSERT INTO request ("by", key, fingerprint, number, answer, made) VALUES (?, ?, ?, ?, ?, ?)'
_HEAD = "UPDATE head SET number = ? WHERE number = ?"


def write(connection: sqlite3.Connection, batch: Batch, space_numbers: dict[str, int]) -> None:
    """Writes a batch into the open transaction; every space of its lines has a number already."""
    for kind, id_ in batch.dropped:
        if kind == "line":
            connection.execute("DELETE FROM line WHERE id = ?", (id_,))
        else:
            connection.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, id_))
    connection.executemany(
        _EVENTS,
        [
            (
                event.number,
                moment_text(event.at),
                event.by,
                event.what,
                event.why,
                event.studio,
                ids_out(event.made),
                changes,
                notices,
            )
            for event, changes, notices in batch.journal
        ],
    )
    connection.executemany(
        _RECORDS, [(row.kind, row.id, row.made, row.event, row.data) for row in batch.records.values()]
    )
    lines = list(batch.lines.values())
    connection.executemany(_LINES_ASIDE, [(row.id,) for row in lines])
    connection.executemany(
        _LINES,
        [
            (
                row.id,
                row.booking,
                space_numbers[row.space],
                row.first.isoformat(),
                row.after.isoformat(),
                row.state,
                row.made,
                row.event,
                row.data,
            )
            for row in lines
        ],
    )
    connection.executemany(_NOTICES, [(*row[:7], _text(row[7]), _text(row[8])) for row in batch.notices])
    connection.executemany(_REQUESTS, [(*row[:5], _text(row[5])) for row in batch.requests])
    if connection.execute(_HEAD, (batch.before + len(batch.written), batch.before)).rowcount != 1:
        raise ValueError(f"the last event is no longer {batch.before}")


def _text(moment: object) -> str | None:
    return None if moment is None else moment_text(cast(datetime, moment))
