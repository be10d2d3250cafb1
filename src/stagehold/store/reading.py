"""Reads events, and the state that they come to, out of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from stagehold.desk.event import Event, Put
from stagehold.desk.state import SETTINGS, Desk
from stagehold.domain.portfolio import Portfolio
from stagehold.store import schema
from stagehold.store.encoding import DESK_KINDS, changes_in, ids_in, notices_in, record_in

PAGE = 1_000  # events read at a time


HEAD = sa.select(schema.head.c.number, schema.head.c.restored)


def head_number(connection: sa.Connection) -> int:
    """The number of the last event."""
    return connection.scalar(HEAD) or 0


def page_of_events(connection: sa.Connection, after: int, most: int | None = None) -> list[Event]:
    """The next events after a number, in order."""
    asked = sa.select(schema.journal).where(schema.journal.c.number > after).order_by(schema.journal.c.number)
    return [_event(row) for row in connection.execute(asked.limit(most))]


def all_events(connection: sa.Connection) -> Iterator[Event]:
    """Every event in order, page by page."""
    after = 0
    while page := page_of_events(connection, after, PAGE):
        yield from page
        after = page[-1].number


def _event(row: sa.Row[Any]) -> Event:
    return Event(
        number=row.number,
        at=row.at,
        by=row.by,
        what=row.what,
        why=row.why,
        studio=row.studio,
        made=ids_in(row.made),
        changes=changes_in(row.changes),
        notices=notices_in(row.notices),
    )


def up_to(events: Iterator[Event], moment: datetime) -> Iterator[Event]:
    """The events up to the first one after a moment."""
    for event in events:
        if event.at > moment:
            return
        yield event


def fold(events: Iterator[Event]) -> Desk:
    """The state that events come to."""
    desk = Desk()
    for event in events:
        desk.apply(event)
    return desk


def desk_from_tables(connection: sa.Connection) -> Desk:
    """The state as the tables hold it; the connection sees one moment of the database."""
    facts, settings, puts = [], None, []
    rows = connection.execute(sa.select(schema.record.c.kind, schema.record.c.data).order_by(schema.record.c.made))
    for kind, data in rows:
        record = record_in(kind, data)
        if kind in DESK_KINDS:
            puts.append(Put(kind=kind, record=record))
        elif kind == SETTINGS:
            settings = record
        else:
            facts.append(record)
    desk = Desk(Portfolio.of(facts, settings))
    for (data,) in connection.execute(sa.select(schema.line.c.data).order_by(schema.line.c.made)):
        puts.append(Put(kind="line", record=record_in("line", data)))
    for put in puts:
        desk.set(put)
    last = connection.execute(
        sa.select(schema.journal.c.number, schema.journal.c.at).order_by(schema.journal.c.number.desc()).limit(1)
    ).first()
    if last is not None:
        desk.number, desk.at = last.number, last.at
    return desk
