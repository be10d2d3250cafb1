"""The latest events in memory, for streams; kept in the event loop, where committed events arrive."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable

from stagehold.desk.event import Event

MOST_KEPT = 5_000


class Feed:
    """Committed events in order, the last ``MOST_KEPT`` of them, and a bell for whoever waits for the next."""

    def __init__(self) -> None:
        self._kept: deque[Event] = deque(maxlen=MOST_KEPT)
        self._bell = asyncio.Event()
        self.closed = False

    def tell(self, event: Event) -> None:
        """Take the next event and wake who waits."""
        self._kept.append(event)
        self._ring()

    def close(self) -> None:
        """No more will come: every stream ends."""
        self.closed = True
        self._ring()

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def since(self, number: int, last: int) -> list[Event] | None:
        """The events after a number up to ``last``; None when not all of them are kept any more."""
        if number >= last:
            return []
        if not self._kept or self._kept[0].number > number + 1:
            return None
        first = self._kept[0].number
        kept: Iterable[Event] = (self._kept[index] for index in range(max(0, number + 1 - first), len(self._kept)))
        return list(kept)

    async def wait(self, seconds: float) -> bool:
        """Until the next event, at most so long; whether there was one."""
        if self.closed:
            return False
        try:
            await asyncio.wait_for(self._bell.wait(), seconds)
        except TimeoutError:
            return False
        return True
