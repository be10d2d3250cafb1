"""Serving the desk: one process, one event loop, granian in front of the application."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from stagehold.domain.errors import Unreadable
from stagehold.services.people import an_owner, first_owner, start_link
from stagehold.store import Store
from stagehold.store.trouble import plain_words
from stagehold.web.app import make_app
from stagehold.web.house import House, utc_now
from stagehold.web.settings import Settings

MOST_AT_ONCE = 8192  # requests being answered at a time, open streams included
LONGEST_STOP = 10.0  # seconds
GARBAGE = (10_000, 10, 10)  # new objects before the collector looks; looks before it looks at older ones, and oldest


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What is served: the address, and on loopback a link that signs in once."""

    origin: str
    link: str | None


def serve(
    store: Store, settings: Settings, announce: Callable[[Serving], None], now: Callable[[], datetime] = utc_now
) -> None:
    """Serve the desk of a store until SIGINT or SIGTERM; then answer what has been asked, and stop.

    Where nobody is yet, an owner of everything is made. On loopback ``announce`` is given a link that signs the owner
    in: whoever can read the terminal may. Elsewhere there is none, and the owner's password is set on the command line.

    Raises
    ------
    Unreadable
        If the address is taken or may not be used.
    Busy
        If another program keeps the database locked.
    Replaced
        If a backup was restored over the desk meanwhile; the server has stopped, to be started again.
    """
    asyncio.run(_serve(store, with_port(settings), announce, now))


def with_port(settings: Settings) -> Settings:
    """Settings with a port that is free; a port of 0 asks for any.

    Raises
    ------
    Unreadable
        If it is not.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as wrong:
            where = f"{settings.host}:{settings.port}"
            raise Unreadable(f"{where} cannot be served: {wrong.strerror or wrong}; choose another port") from wrong
        return msgspec.structs.replace(settings, port=probe.getsockname()[1])


async def _serve(
    store: Store, settings: Settings, announce: Callable[[Serving], None], now: Callable[[], datetime]
) -> None:
    app = make_app(store, settings, now)
    house: House = app.state.house
    # Before anybody asks for anything: many writers could keep SQLite's lock away from this one for long.
    secret = await asyncio.to_thread(_link, house)
    server = _server(app, settings)
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    serving = loop.create_task(server.serve())
    stopped = loop.create_task(stopping.wait())
    ends = {serving, stopped, loop.create_task(house.lost.wait())}
    announced = loop.create_task(_announce(house, announce, secret))
    await asyncio.wait({*ends, announced}, return_when="FIRST_COMPLETED")
    failed = announced.exception() if announced.done() else None
    if failed is None:
        await asyncio.wait(ends, return_when="FIRST_COMPLETED")
    house.feed.close()  # streams end by themselves; the server waits for all that is open
    stop: Callable[[], None] = server.stop
    stop()
    with suppress(TimeoutError):
        await asyncio.wait_for(serving, LONGEST_STOP)
    await house.close()
    if failed is not None:
        raise failed
    if not house.opened.is_set() or house.lost.is_set():
        raise house.trouble or Unreadable("the server could not start; its log says more")


async def _announce(house: House, announce: Callable[[Serving], None], secret: str | None) -> None:
    while not house.opened.is_set():
        # Looked at again every second, whatever else the loop does.
        with suppress(TimeoutError):
            await asyncio.wait_for(house.opened.wait(), 1.0)
    _let_be()
    origin = house.settings.origin
    announce(Serving(origin=origin, link=None if secret is None else f"{origin}/start/{secret}"))


def _link(house: House) -> str | None:
    """The secret of the owner's link, on loopback; where nobody is yet, the owner is made."""
    engine, at = house.store.engine, house.seconds
    with plain_words(engine.url):
        first_owner(engine, at)
        owner = an_owner(engine)
        house.access.refresh()
        return None if owner is None or not house.settings.loopback else start_link(engine, owner.name, at)


def _let_be() -> None:
    """What has been loaded stays: the collector of garbage is not to look at a whole desk again and again.

    With its usual settings it took a quarter of the time of a booking, and a fifth of a second at a time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def _server(app: object, settings: Settings) -> Server:
    logging.getLogger("stagehold.web").setLevel(logging.WARNING)
    return Server(
        app,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1 if not settings.certificate else HTTPModes.auto,
        websockets=False,
        backlog=1024,
        backpressure=MOST_AT_ONCE,
        http1_settings=HTTP1Settings(header_read_timeout=15_000, max_buffer_size=65_536),
        log_enabled=True,
        log_level=LogLevels.critical,
        log_access=False,  # addresses hold secrets: start links, calendars
        ssl_cert=Path(settings.certificate) if settings.certificate else None,
        ssl_key=Path(settings.key) if settings.key else None,
    )
