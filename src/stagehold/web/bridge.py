"""From the counter's thread to the event loop: many answers by one wake-up, each after the state that it belongs to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")
_Ended = list[tuple[asyncio.Future[Any], Future[Any]]]


class Bridge:
    """Brings to a loop what ends in the one thread that writes.

    ``deliver`` is for that thread, ``wait`` for the loop. What ends after a ``deliver`` reaches the loop after it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._lock = threading.Lock()
        self._ended: _Ended | None = None  # of the wake-up that is under way; None when the next needs one of its own

    def deliver(self, work: Callable[[], object]) -> None:
        """Let something run in the loop."""
        with self._lock:
            self._ended = None
        self._wake(work)

    def wait(self, future: Future[Result]) -> asyncio.Future[Result]:
        """The result of a future, in the loop."""
        waiter: asyncio.Future[Result] = self._loop.create_future()
        future.add_done_callback(lambda done: self._end(waiter, done))
        return waiter

    def _end(self, waiter: asyncio.Future[Any], done: Future[Any]) -> None:
        with self._lock:
            if self._ended is not None:
                self._ended.append((waiter, done))
                return
            self._ended = ended = [(waiter, done)]
        self._wake(lambda: self._tell(ended))

    def _tell(self, ended: _Ended) -> None:
        with self._lock:  # from here on nothing is added to it
            if self._ended is ended:
                self._ended = None
        for waiter, done in ended:
            if waiter.done():
                continue  # whoever waited has gone
            error = done.exception()
            if error is None:
                waiter.set_result(done.result())
            else:
                waiter.set_exception(error)

    def _wake(self, work: Callable[[], object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work)
