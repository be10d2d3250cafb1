"""The end of the journal, held for writing: nobody else appends until it is let go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy as sa

from stagehold.desk.event import Event
from stagehold.store import postgres, schema, sqlite
from stagehold.store.batch import Batch, Written
from stagehold.store.reading import page_of_events
from stagehold.store.trouble import plain_words


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a request with an idempotency key, and which event it made."""

    fingerprint: str
    number: int
    answer: bytes


class Tail:
    """A transaction that holds the head row.

    ``number`` is that of the last event, and ``spaces`` holds the numbers of spaces, those written here included.
    """

    def __init__(self, connection: sa.Connection, number: int, spaces: dict[str, int]) -> None:
        self.number = number
        self._connection = connection
        self.spaces = spaces
        self._failed = False

    @property
    def failed(self) -> bool:
        """Whether a write was refused: then nothing of this transaction will be kept."""
        return self._failed

    def missed(self, after: int) -> list[Event]:
        """The events after a number, in order: what others have written since."""
        if after >= self.number:
            return []
        with plain_words(self._connection.engine.url):
            return page_of_events(self._connection, after)

    def answered(self, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Answered]:
        """The answers to those of these (by, key) that were asked before."""
        pairs = list(dict.fromkeys(asked))
        table = schema.request.c
        found = {}
        with plain_words(self._connection.engine.url):
            for start in range(0, len(pairs), 200):  # SQLite takes a limited number of values at once
                some = sa.tuple_(table.by, table.key).in_(pairs[start : start + 200])
                for row in self._connection.execute(sa.select(schema.request).where(some)):
                    found[row.by, row.key] = Answered(row.fingerprint, row.number, bytes(row.answer))
        return found

    def write(self, written: Sequence[Written]) -> None:
        """Appends events and brings all tables up to them; others see it when the transaction is over.

        Raises
        ------
        Overlap
            If two confirmed lines would share a day of a space. Nothing of the whole transaction is kept then.
        ValueError
            If the first event does not follow ``number``, or another one the event before it.
        """
        if not written:
            return
        try:
            batch = Batch(self.number, written)
            with plain_words(self._connection.engine.url):
                self._number_spaces(batch)
                driver: Any = self._connection.connection.driver_connection
                backend: Any = sqlite if self._connection.dialect.name == "sqlite" else postgres
                backend.write(driver, batch, self.spaces)
        except BaseException:
            self._failed = True
            raise
        self.number += len(written)

    def _number_spaces(self, batch: Batch) -> None:
        """Gives a number to each space on which a line stands for the first time."""
        needed = {row.space for row in batch.lines.values()}
        if needed <= self.spaces.keys():
            return
        # A new table of numbers: the one we were given stays true if all this is taken back.
        table = schema.space.c
        self.spaces = {row.id: row.no for row in self._connection.execute(sa.select(table.id, table.no))}
        new = sorted(needed - self.spaces.keys())
        if new:
            numbers = dict(zip(new, count(len(self.spaces) + 1), strict=False))
            rows = [{"id": id_, "no": number} for id_, number in numbers.items()]
            self._connection.execute(sa.insert(schema.space), rows)
            self.spaces |= numbers
