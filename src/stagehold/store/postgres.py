"""Writing to PostgreSQL: a batch of events is one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

import psycopg

from stagehold.store.batch import Batch
from stagehold.store.encoding import ids_out
from stagehold.store.schema import PER_EVENT, moment_text

CHANNEL = "stagehold_event"

# Locks the head row, numbers the events by it, and writes everything that follows from them. ``made`` of records, lines
# and notices counts from the number before the batch: it is added here, so that the statement can stand by itself.
WRITE = f"""
WITH h AS (
    UPDATE head SET number = number + cardinality($2::timestamptz[]) WHERE number = coalesce($1::bigint, number)
    RETURNING number - cardinality($2::timestamptz[]) AS before
), events AS (
    INSERT INTO journal (number, "at", "by", what, why, studio, made, changes, notices)
    SELECT h.before + e.place, e."at", e."by", e.what, e.why, e.studio, e.made, e.changes, e.notices
    FROM h, unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[]) WITH ORDINALITY AS e("at", "by", what, why, studio, made, changes, notices, place)
), records AS (
    INSERT INTO record (kind, id, made, event, data)
    SELECT r.kind, r.id, h.before * {PER_EVENT} + r.made, h.before + r.event, r.data
    FROM h, unnest($10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::text[])
        AS r(kind, id, made, event, data)
    ON CONFLICT (kind, id) DO UPDATE SET event = excluded.event, data = excluded.data
), lines AS (
    INSERT INTO line (id, booking, space_no, "first", "after", state, made, event, data)
    SELECT l.id, l.booking, l.space_no, l."first", l."after", l.state, h.before * {PER_EVENT} + l.made,
        h.before + l.event, l.data
    FROM h, unnest($15::text[], $16::text[], $17::integer[], $18::date[], $19::date[], $20::text[], $21::bigint[],
        $22::bigint[], $23::text[]) AS l(id, booking, space_no, "first", "after", state, made, event, data)
    ON CONFLICT (id) DO UPDATE SET booking = excluded.booking, space_no = excluded.space_no, "first" = excluded."first",
        "after" = excluded."after", state = excluded.state, event = excluded.event, data = excluded.data
), told AS (
    INSERT INTO outbox (id, event, party, kind, booking, challenge, facts, ends, made)
    SELECT h.before * {PER_EVENT} + n.id, h.before + n.event, n.party, n.kind, n.booking, n.challenge, n.facts, n.ends,
        n.made
    FROM h, unnest($24::bigint[], $25::bigint[], $26::text[], $27::text[], $28::text[], $29::text[], $30::text[],
        $31::timestamptz[], $32::timestamptz[]) AS n(id, event, party, kind, booking, challenge, facts, ends, made)
), answered AS (
    INSERT INTO request ("by", key, fingerprint, number, answer, made)
    SELECT a."by", a.key, a.fingerprint, h.before + a.event, a.answer, a.made
    FROM h, unnest($33::text[], $34::text[], $35::text[], $36::bigint[], $37::bytea[], $38::timestamptz[])
        AS a("by", key, fingerprint, event, answer, made)
)
SELECT before, pg_notify('{CHANNEL}', (before + cardinality($2::timestamptz[]))::text) FROM h
"""

# The types of $1, $2, …
PARAMETERS: tuple[str, ...] = (
    *("bigint", "timestamptz[]", *["text[]"] * 7),
    *("text[]", "text[]", "bigint[]", "bigint[]", "text[]"),
    *("text[]", "text[]", "integer[]", "date[]", "date[]", "text[]", "bigint[]", "bigint[]", "text[]"),
    *("bigint[]", "bigint[]", *["text[]"] * 5, "timestamptz[]", "timestamptz[]"),
    *("text[]", "text[]", "text[]", "bigint[]", "bytea[]", "timestamptz[]"),
)

# Drops come first: a record that was dropped and put again is made anew.
_DROP_RECORDS = """
DELETE FROM record USING unnest($1::text[], $2::text[]) AS d(kind, id) WHERE record.kind = d.kind AND record.id = d.id
"""
_DROP_LINES = "DELETE FROM line WHERE id = ANY($1::text[])"


def write(connection: psycopg.Connection[Any], batch: Batch, space_numbers: dict[str, int]) -> None:
    """Writes a batch into the open transaction; every space of its lines has a number already."""
    cursor = psycopg.RawCursor(connection)
    lines = [id_ for kind, id_ in batch.dropped if kind == "line"]
    others = [key for key in batch.dropped if key[0] != "line"]
    if lines:
        cursor.execute(_DROP_LINES, [_texts(lines)])
    if others:
        cursor.execute(_DROP_RECORDS, [_texts([kind for kind, _ in others]), _texts([id_ for _, id_ in others])])
    cursor.execute(WRITE, parameters(batch, space_numbers), prepare=True)
    if cursor.fetchone() is None:
        raise ValueError(f"the last event is no longer {batch.before}")


def parameters(batch: Batch, space_numbers: dict[str, int]) -> list[str]:
    """The values of $1, $2, … of ``WRITE`` as literals, so that their types are those the statement states."""
    before, made_before = batch.before, batch.before * PER_EVENT
    events = [event for event, _, _ in batch.journal]
    records = list(batch.records.values())
    lines = list(batch.lines.values())
    notices = list(zip(*batch.notices, strict=True)) or [()] * 9
    requests = list(zip(*batch.requests, strict=True)) or [()] * 6
    return [
        str(before),
        _moments(event.at for event in events),
        _texts(event.by for event in events),
        _texts(event.what for event in events),
        _texts(event.why for event in events),
        _texts(event.studio for event in events),
        _texts(ids_out(event.made) for event in events),
        _texts(changes for _, changes, _ in batch.journal),
        _texts(told for _, _, told in batch.journal),
        _texts(row.kind for row in records),
        _texts(row.id for row in records),
        _plain(row.made - made_before for row in records),
        _plain(row.event - before for row in records),
        _texts(row.data for row in records),
        _texts(row.id for row in lines),
        _texts(row.booking for row in lines),
        _plain(space_numbers[row.space] for row in lines),
        _plain(row.first for row in lines),
        _plain(row.after for row in lines),
        _plain(row.state for row in lines),
        _plain(row.made - made_before for row in lines),
        _plain(row.event - before for row in lines),
        _texts(row.data for row in lines),
        _plain(cast(int, id_) - made_before for id_ in notices[0]),
        _plain(cast(int, event) - before for event in notices[1]),
        *(_texts(cast("tuple[str | None, ...]", column)) for column in notices[2:7]),
        *(_moments(cast("tuple[datetime | None, ...]", column)) for column in notices[7:]),
        *(_texts(cast("tuple[str, ...]", column)) for column in requests[:3]),
        _plain(cast(int, number) - before for number in requests[3]),
        _bytes(cast("tuple[bytes, ...]", requests[4])),
        _moments(cast("tuple[datetime, ...]", requests[5])),
    ]


def _plain(values: Iterable[object]) -> str:
    """An array of numbers, days or words, none of which needs quotes."""
    return "{" + ",".join(map(str, values)) + "}"


def _moments(values: Iterable[datetime | None]) -> str:
    return "{" + ",".join("NULL" if value is None else f'"{moment_text(value)}"' for value in values) + "}"


def _bytes(values: Iterable[bytes]) -> str:
    return "{" + ",".join(f'"\\\\x{value.hex()}"' for value in values) + "}"


def _texts(values: Iterable[str | None]) -> str:
    return "{" + ",".join("NULL" if value is None else _quoted(value) for value in values) + "}"


def _quoted(value: str) -> str:
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    return '"' + value.replace('"', '\\"') + '"'
