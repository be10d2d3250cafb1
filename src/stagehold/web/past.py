"""The desk as it was at an earlier moment, folded from the journal; the last few asked for are kept."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import datetime

from stagehold.desk.passing import pass_time
from stagehold.desk.state import Desk
from stagehold.store import Store
from stagehold.store.reading import fold

MOST_KEPT = 3


class Past:
    """Earlier states by event number or moment. What has been never changes, but for a moment that is yet to come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[int, Desk] = OrderedDict()
        self._one = asyncio.Lock()  # a long journal takes a while: one at a time

    async def at_moment(self, moment: datetime) -> Desk:
        """The state at a moment."""
        async with self._one:
            return await asyncio.to_thread(self._at, moment)

    async def at_number(self, number: int) -> Desk:
        """The state after an event."""
        async with self._one:
            desk = self._kept.get(number)
            if desk is None:
                desk = await asyncio.to_thread(self._fold, number)
                self._kept[number] = desk
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            return desk

    def _at(self, moment: datetime) -> Desk:
        desk = self._store.desk_at(moment)
        for _ in pass_time(desk, moment):  # clocks that had ended by then, whenever that was written down
            pass
        return desk

    def _fold(self, number: int) -> Desk:
        return fold(self._store.events(limit=number))
