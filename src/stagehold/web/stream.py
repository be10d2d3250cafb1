"""Server-sent events: the form on the wire, and the stream of committed events as one reader sees them."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncGenerator
from typing import Any

from litestar.types import Receive, Scope, Send

from stagehold.reports.desk_data import event_as_data
from stagehold.services.visibility import moves_unseen, seen_by
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.problems import Trouble, too_many
from stagehold.web.reply import ALWAYS, Sent, encode

EVENT_STREAM = "text/event-stream"
HEARTBEAT = 15.0  # seconds
MOST_STREAMS = 20  # of one user or token at a time
RETRY = b"retry: 2000\n\n"  # milliseconds after which a browser connects anew


def sent_event(name: str, data: Any, number: int | str | None = None) -> bytes:
    """One event on the wire; JSON has no line breaks, so one data line holds it."""
    id_ = b"" if number is None else f"id: {number}\n".encode()
    return id_ + f"event: {name}\n".encode() + b"data: " + encode(data) + b"\n\n"


class Stream(Sent):
    """An answer that goes on until whoever asked goes away, or the server stops.

    ``open_`` counts the open ones of each reader, of whom each may have ``MOST_STREAMS``.
    """

    __slots__ = ("_open", "_reader")

    def __init__(self, open_: dict[str, int], reader: str) -> None:
        if open_.get(reader, 0) >= MOST_STREAMS:
            raise too_many("too-many-requests", f"{MOST_STREAMS} streams are open already; close some", 10)
        self._open = open_
        self._reader = reader

    @abstractmethod
    def parts(self) -> AsyncGenerator[bytes, None]:
        """What is sent, piece by piece."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        headers = [
            *ALWAYS,
            (b"content-type", EVENT_STREAM.encode()),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),  # a proxy that gathers would hold events back
        ]
        start: Any = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        if scope.get("method") != "HEAD":
            gone = asyncio.ensure_future(_gone(receive))
            self._open[self._reader] = self._open.get(self._reader, 0) + 1
            try:
                await self._send_parts(send, gone)
            finally:
                gone.cancel()
                self._open[self._reader] -= 1
        end: Any = {"type": "http.response.body", "body": b"", "more_body": False}
        await send(end)

    async def _send_parts(self, send: Send, gone: asyncio.Future[None]) -> None:
        parts = self.parts()
        try:
            while not gone.done():
                coming = asyncio.ensure_future(_next(parts))
                waiting: set[asyncio.Future[Any]] = {coming, gone}
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    coming.cancel()
                    await asyncio.gather(coming, return_exceptions=True)
                    return
                part = coming.result()
                if part is None:
                    return
                body: Any = {"type": "http.response.body", "body": part, "more_body": True}
                await send(body)
        finally:
            await parts.aclose()


async def _next(parts: AsyncGenerator[bytes, None]) -> bytes | None:
    return await anext(parts, None)


async def _gone(receive: Receive) -> None:
    """Until the connection ends."""
    while True:
        event: Any = await receive()
        if event["type"] == "http.disconnect":
            return


def stream_start(house: House, asked: Asked) -> int:
    """The number after which a stream begins.

    Raises
    ------
    Trouble
        If it is no number, or none that there has been.
    """
    given = asked.header(b"last-event-id")
    if given is None:
        return asked.query.after or house.desk.number
    if not given.isascii() or not given.isdecimal() or len(given) > 15:
        raise Trouble("invalid", "Last-Event-ID is the number of an event")
    return int(given)


class EventStream(Stream):
    """Events of the journal after a number, each as its reader may see it."""

    def __init__(self, house: House, asked: Asked, after: int) -> None:
        super().__init__(house.streams, asked.me.by)
        self.house = house
        self.viewer = asked.me
        self.headers = asked.headers
        self.after = after

    async def parts(self) -> AsyncGenerator[bytes, None]:
        """What is sent; a reader who may no longer see it is sent away."""
        yield RETRY
        feed = self.house.feed
        while not feed.closed:
            last = self.house.desk.number
            found = feed.since(self.after, last)
            if found is None or self.after > last:
                yield sent_event("reset", {"number": last}, last)
                self.after = last
            elif found:
                yield b"".join(self._part(event) for event in found)
                self.after = found[-1].number
            elif not await feed.wait(HEARTBEAT):
                yield f": {self.house.now().isoformat()}\n\n".encode()
            if self._ended():
                return

    def _part(self, event: Any) -> bytes:
        """An event as its reader may see it; to an outside party also that something moved which it may not see."""
        seen = seen_by(self.viewer, self.house.desk, event)
        told = b"" if seen is None else sent_event("change", event_as_data(seen), event.number)
        if moves_unseen(self.viewer, self.house.desk, event):
            told += sent_event("changed", {}, event.number)
        return told or f"id: {event.number}\n\n".encode()  # nothing to see, and no need to look at it again

    def _ended(self) -> bool:
        """Whether the sign-in has ended or now stands for other rights: the browser connects anew, if it may."""
        try:
            return self.house.door.viewer(self.headers) != self.viewer
        except Trouble:
            return True
