"""What parties are told: their inbox, and the notices that go out by mail or to other programs.

A way out is a *channel*, named by whoever sends there. Each of its notices is taken by one sender at a time, for so
long as the sender asks; it says ``sent`` or ``failed``, and a sender that dies in between leaves its notices to the
next one when that time is over. The id of a notice stays the same, so that a receiver can tell what it got before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from stagehold.desk.records import Notice
from stagehold.store.encoding import facts_in
from stagehold.store.schema import Moment, delivery, outbox
from stagehold.store.trouble import plain_words

MOST_TAKEN = 100
TIME_TO_SEND = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as it stands in the outbox.

    Parameters
    ----------
    id
        Higher for later ones; never given twice.
    event, made
        The event it was written with, and the moment of that.
    tries
        How often it has been taken for sending on the channel asked for; 0 in an inbox.
    """

    id: int
    event: int
    made: datetime
    notice: Notice
    tries: int = 0


class Outbox:
    """The outbox of a store; ``engine`` is that of the store."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(stagehold_begin="BEGIN IMMEDIATE")

    def inbox(self, party: str, after: int = 0, limit: int = MOST_TAKEN) -> list[Told]:
        """The first notices to a party with a higher id than ``after``, oldest first."""
        asked = sa.select(outbox).where(outbox.c.party == party, outbox.c.id > after).order_by(outbox.c.id).limit(limit)
        with plain_words(self._engine.url), self._engine.connect() as connection:
            return [_told(row) for row in connection.execute(asked)]

    def latest(self, party: str, before: int | None = None, limit: int = MOST_TAKEN) -> list[Told]:
        """The last notices to a party with a lower id than ``before``, newest first."""
        asked = sa.select(outbox).where(outbox.c.party == party).order_by(outbox.c.id.desc()).limit(limit)
        if before is not None:
            asked = asked.where(outbox.c.id < before)
        with plain_words(self._engine.url), self._engine.connect() as connection:
            return [_told(row) for row in connection.execute(asked)]

    def due(
        self,
        channel: str,
        now: datetime,
        limit: int = MOST_TAKEN,
        *,
        since: datetime | None = None,
        time_to_send: timedelta = TIME_TO_SEND,
    ) -> list[Told]:
        """Takes notices to be sent now, oldest first; nobody else is given them for ``time_to_send``.

        ``since``: notices made before this are not sent on a channel that has not met them yet.
        """
        if not self._anything(channel, now):
            return []
        with self._write() as connection:
            self._meet_new(connection, channel, now, since)
            waiting = (
                sa.select(delivery.c.notice)
                .where(delivery.c.channel == channel, delivery.c.next_try <= now)
                .order_by(delivery.c.notice)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
            ids = list(connection.scalars(waiting))
            if not ids:
                return []
            taken = delivery.c.channel == channel, delivery.c.notice.in_(ids)
            connection.execute(
                sa.update(delivery).where(*taken).values(tries=delivery.c.tries + 1, next_try=now + time_to_send)
            )
            asked = sa.select(outbox, delivery.c.tries).join(delivery).where(*taken).order_by(outbox.c.id)
            return [_told(row, row.tries) for row in connection.execute(asked)]

    def _anything(self, channel: str, now: datetime) -> bool:
        """Whether there may be something to send; a look that keeps no writer waiting."""
        new = sa.select(outbox.c.id).where(outbox.c.id > _last_met(channel)).exists()
        waiting = sa.select(delivery.c.notice).where(delivery.c.channel == channel, delivery.c.next_try <= now).exists()
        with plain_words(self._engine.url), self._engine.connect() as connection:
            return bool(connection.scalar(sa.select(new | waiting)))

    def _meet_new(self, connection: sa.Connection, channel: str, now: datetime, since: datetime | None) -> None:
        """Puts notices new to the channel in line; as ids rise in the order of commits, none is missed."""
        first_try: sa.ColumnElement[Any] = sa.literal(now, type_=Moment)
        wanted: sa.ColumnElement[bool] = outbox.c.id > _last_met(channel)
        if since is not None:
            # The last one is always met, so that the old ones need not be passed over again.
            last = sa.select(sa.func.max(outbox.c.id)).scalar_subquery()
            first_try = sa.case((outbox.c.made >= since, first_try), else_=sa.null())
            wanted &= (outbox.c.made >= since) | (outbox.c.id == last)
        new = sa.select(sa.literal(channel), outbox.c.id, sa.literal(0), first_try).where(wanted).order_by(outbox.c.id)
        # Another process may be putting the same ones in line.
        insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(delivery)
        columns = ["channel", "notice", "tries", "next_try"]
        connection.execute(insert.from_select(columns, new).on_conflict_do_nothing())

    def sent(self, channel: str, notice: int, at: datetime) -> None:
        """A notice went out, or need not."""
        self._set(channel, notice, next_try=None, sent_at=at, trouble=None)

    def failed(self, channel: str, notice: int, next_try: datetime | None, trouble: str | None = None) -> None:
        """A notice did not go out; without a next try it is given up."""
        self._set(channel, notice, next_try=next_try, trouble=trouble)

    def _set(self, channel: str, notice: int, **values: Any) -> None:
        row = delivery.c.channel == channel, delivery.c.notice == notice, delivery.c.sent_at.is_(None)
        with self._write() as connection:
            connection.execute(sa.update(delivery).where(*row).values(**values))

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with plain_words(self._engine.url), self._writing.begin() as connection:
            yield connection


def _last_met(channel: str) -> sa.ScalarSelect[int]:
    met = sa.select(sa.func.coalesce(sa.func.max(delivery.c.notice), 0)).where(delivery.c.channel == channel)
    return met.scalar_subquery()


def _told(row: sa.Row[Any], tries: int = 0) -> Told:
    notice = Notice(
        party=row.party,
        kind=row.kind,
        booking=row.booking,
        challenge=row.challenge,
        facts=facts_in(row.facts),
        ends=row.ends,
    )
    return Told(id=row.id, event=row.event, made=row.made, notice=notice, tries=tries)
