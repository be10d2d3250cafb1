"""Clients that call a server over HTTP as fast as it answers: one process, one thread, sockets that stay open.

The clients take little of the machine (some 25 us a call), so that the server, not they, sets the pace; how much they
took is told with what they found.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from stagehold.benching.desk.session import NotMeasured

SECONDS_OF_SILENCE = 60.0
_RECEIVED = 1 << 18


@dataclass(frozen=True, slots=True)
class Calls:
    """What clients saw: how long it took in all, each call in seconds, and the share of a core that they needed."""

    seconds: float
    latencies: list[float]
    own_share: float

    @property
    def rate(self) -> float:
        """Calls in a second."""
        return len(self.latencies) / self.seconds


@dataclass(slots=True)
class _Client:
    began: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def call(
    port: int,
    clients: int,
    seconds: float,
    requests: Iterator[bytes],
    status: int,
    stop: Callable[[], bool] = lambda: False,
) -> Calls:
    """So many clients on loopback, each with one request at a time, until the seconds are over or no request is left.

    Raises
    ------
    NotMeasured
        If an answer has another status than ``status``, or none comes.
    """
    with selectors.DefaultSelector() as selector:
        try:
            return _call(selector, port, clients, seconds, requests, b"HTTP/1.1 %d " % status, stop)
        finally:
            for key in list(selector.get_map().values()):
                cast(socket.socket, key.fileobj).close()


def _call(
    selector: selectors.BaseSelector,
    port: int,
    clients: int,
    seconds: float,
    requests: Iterator[bytes],
    good: bytes,
    stop: Callable[[], bool],
) -> Calls:
    for _ in range(clients):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, _Client())
    latencies: list[float] = []
    computed, start = time.process_time(), time.perf_counter()
    end = start + seconds
    for key in list(selector.get_map().values()):
        if not _ask(cast(socket.socket, key.fileobj), key.data, requests, end):
            selector.unregister(key.fileobj)
    while selector.get_map():
        ready = selector.select(SECONDS_OF_SILENCE)
        if not ready:
            raise NotMeasured(f"no answer within {SECONDS_OF_SILENCE:.0f} s")
        for key, _ in ready:
            connection, client = cast(socket.socket, key.fileobj), cast(_Client, key.data)
            received = connection.recv(_RECEIVED)
            answer = client.received + received if client.received else received
            if not received:
                raise NotMeasured("the server closed the connection instead of answering")
            if not _is_whole(answer):
                client.received = bytearray(answer)
                continue
            client.received.clear()
            latencies.append(time.perf_counter() - client.began)
            if not answer.startswith(good):
                raise NotMeasured(f"the server answered {bytes(answer[-2000:]).decode('utf-8', 'replace')}")
            if not _ask(connection, client, requests, end):
                selector.unregister(connection)
                connection.close()
        if stop():
            break
    took = time.perf_counter() - start
    return Calls(took, latencies, (time.process_time() - computed) / took)


def _ask(connection: socket.socket, client: _Client, requests: Iterator[bytes], end: float) -> bool:
    """Send the next request; false when the time is over or there is none."""
    request = next(requests, None)
    client.began = time.perf_counter()
    if request is None or client.began >= end:
        return False
    connection.sendall(request)
    return True


def _is_whole(answer: bytes | bytearray) -> bool:
    """Whether an answer has come to its end; every one of ours says how long its body is."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    _, named, rest = answer[:head].lower().partition(b"\r\ncontent-length: ")
    if not named:
        raise NotMeasured(f"the answer does not say how long it is: {bytes(answer[:200])!r}")
    return len(answer) >= head + 4 + int(rest.partition(b"\r\n")[0])
