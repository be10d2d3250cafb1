"""Makes answers that take a while to write, in threads, a few at once, and keeps the last ones made."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

import stagehold
from stagehold.web.problems import too_many

Made = TypeVar("Made")
MOST_AT_ONCE = 2
MOST_WAITING = 64
MOST_KEPT = 24 << 20  # bytes


class Making:
    """Bytes by a key that says all that decides them: what is asked for, for whom, and the event it rests on."""

    def __init__(self) -> None:
        self._few = asyncio.Semaphore(MOST_AT_ONCE)
        self._waiting = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0

    async def bytes_of(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What was made for the key before, or is made now.

        Raises
        ------
        Trouble
            If too many wait already.
        """
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known
        made = await self.run(make)
        self._keep(key, made)
        return made

    async def run(self, work: Callable[[], Made]) -> Made:
        """The result of something that takes a while.

        Raises
        ------
        Trouble
            If too many wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise too_many("busy", "too many reports are being made at this moment; try again", 2)
        self._waiting += 1
        try:
            async with self._few:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1

    def _keep(self, key: Hashable, made: bytes) -> None:
        if len(made) > MOST_KEPT // 4 or key in self._kept:
            return
        self._kept[key] = made
        self._size += len(made)
        while self._size > MOST_KEPT:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)


def etag_of(key: Hashable) -> str:
    """The version of what a key decides; another program's version makes another."""
    text = f"{stagehold.__version__}\n{key!r}"
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'
