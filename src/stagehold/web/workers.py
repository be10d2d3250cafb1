"""Processes that make plans, one of them started ahead while somebody plans by hand.

To start one takes seconds: a solver and compiled code are loaded. So the one that is likely to be wanted soon waits
ready for a while, and is ended when nobody asks for a plan after all.
"""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from contextlib import suppress

MOST_OUTPUT = 256 << 20
KEPT_SECONDS = 600.0  # that one waits for a plan to make


class Workers:
    """Starts them; in the event loop."""

    def __init__(self) -> None:
        self._ready: Process | None = None
        self._since = 0.0
        self._starting: asyncio.Task[None] | None = None

    def get_ready(self) -> None:
        """A plan is likely to be asked for soon."""
        self._since = time.monotonic()
        if self._ready is None and self._starting is None:
            self._starting = asyncio.get_running_loop().create_task(self._start_ahead())

    async def take(self) -> tuple[Process, bool]:
        """The one that waits, or a new one; and whether it has waited: then it may have died unnoticed."""
        if self._starting is not None:
            await self._starting
        ready, self._ready = self._ready, None
        if ready is not None and ready.returncode is None:
            return ready, True
        return await start(), False

    async def look(self) -> None:
        """End one that has waited long enough, or whose end nobody has noticed."""
        ready = self._ready
        if ready is not None and (ready.returncode is not None or time.monotonic() - self._since > KEPT_SECONDS):
            self._ready = None
            await _end(ready)

    async def close(self) -> None:
        """End the one that waits."""
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)
        ready, self._ready = self._ready, None
        if ready is not None:
            await _end(ready)

    async def _start_ahead(self) -> None:
        try:
            with suppress(OSError):  # no memory, no more processes: then none waits
                self._ready = await start("ahead")
        finally:
            self._starting = None


async def start(*words: str) -> Process:
    """A new one; in a session of its own, since it is for the server alone to end it (Ctrl-C at a terminal is for all).

    Raises
    ------
    OSError
        If the system starts none.
    """
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "stagehold.services.plan_worker",
        *words,
        stdin=PIPE,
        stdout=PIPE,
        limit=MOST_OUTPUT,
        start_new_session=True,
    )


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    await process.wait()
