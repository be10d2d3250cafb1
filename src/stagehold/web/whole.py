"""The portfolio with the bookings of the desk as they stand, written down in a thread and kept until the next event."""

from __future__ import annotations

import asyncio

from stagehold.desk.importing import as_portfolio
from stagehold.desk.state import Desk
from stagehold.domain.portfolio import Portfolio


class Whole:
    """The last one made. Of the desk itself only a still copy is taken in the event loop, which is quick."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()  # who asks meanwhile waits for the same one
        self._number = -1
        self._made = Portfolio()

    async def of(self, desk: Desk) -> Portfolio:
        """All that is known at the last event of the desk, or a later one."""
        async with self._one:
            number, stated = desk.number, desk.portfolio
            if not desk.bookings:
                return stated
            if self._number != number:
                still = desk.still()
                self._made = await asyncio.to_thread(as_portfolio, still)
                self._number = number
            return self._made
