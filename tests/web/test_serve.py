"""The real server: a program of its own, granian in front, asked over a socket."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from stagehold.store import open_store
from web.serving import Served, served
from web.world import API, Clock, fill

MARCH = {"start": "2199-03-01", "end": "2199-03-11"}


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    """A client of that server, signed in by nothing yet."""
    with httpx.Client(base_url=server.origin, timeout=20) as opened:
        yield opened


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_the_link_that_is_printed_signs_the_owner_in(server: Served, client: httpx.Client) -> None:
    assert server.link is not None
    assert server.link.startswith(f"{server.origin}/start/")
    assert client.get(server.link).status_code == 303
    assert client.get(f"{API}/me").json()["roles"] == {"*": "owner"}
    assert httpx.get(server.link).status_code == 401  # once


def test_every_answer_carries_the_headers_that_keep_a_browser_safe(server: Served, client: httpx.Client) -> None:
    for path in ("/health", "/", "/nothing", f"{API}/me", "/openapi.json"):
        answer = client.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "cache-control" in answer.headers
    assert "access-control-allow-origin" not in client.options(f"{API}/me").headers


def test_a_hold_is_told_to_who_listens(server: Served, client: httpx.Client, filled: Any) -> None:
    secrets = filled[1]
    told: list[str] = []
    listening = threading.Event()

    def listen() -> None:
        headers = bearer(secrets["beth"])
        with httpx.stream("GET", f"{server.origin}{API}/events", headers=headers, timeout=20) as stream:
            for line in stream.iter_lines():
                listening.set()
                if line.startswith("data: "):
                    told.append(line)
                    return

    thread = threading.Thread(target=listen)
    thread.start()
    assert listening.wait(20)
    body = {"party": "alpha", "title": "Nobody else's business", "lines": [{"space": "a", **MARCH}]}
    made = client.post(f"{API}/bookings", json=body, headers=bearer(secrets["ben"]))
    assert made.status_code == 201
    thread.join(20)
    assert len(told) == 1
    assert '"space":"a"' in told[0]
    assert "Nobody" not in told[0]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: \r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /api/v1/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/v1/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=range(9),
)
def test_bytes_that_are_no_request_end_nothing_but_their_connection(
    server: Served, client: httpx.Client, request_: bytes
) -> None:
    import socket

    host, port = server.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        answer = b""
        try:
            raw.sendall(request_)
            raw.shutdown(socket.SHUT_WR)
            while part := raw.recv(65_536):
                answer += part
        except OSError:
            pass
    assert not answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 5"))
    assert client.get("/health").status_code == 200


def test_an_address_too_long_is_refused_by_the_program_and_beyond_64_kb_by_the_library(
    server: Served, client: httpx.Client, filled: Any
) -> None:
    vera = {"Authorization": f"Bearer {filled[1]['vera']}"}
    ours = client.get(f"{API}/bookings?party={'x' * 20_000}", headers=vera)
    assert (ours.status_code, ours.json()["code"]) == (414, "address-too-long")
    with closing(HTTPConnection(server.origin.removeprefix("http://"), timeout=20)) as raw:
        raw.request("GET", f"{API}/bookings?party={'x' * 70_000}")
        theirs = raw.getresponse()
        assert (theirs.status, theirs.read()) == (414, b"")
    assert client.get("/health").status_code == 200


def test_a_client_that_goes_away_in_the_middle_disturbs_nobody(server: Served, client: httpx.Client) -> None:
    import socket

    host, port = server.origin.removeprefix("http://").split(":")
    head = b"POST /api/v1/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    head += b"Content-Length: 99\r\n\r\n{"
    for _ in range(20):
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            raw.sendall(head)
    assert client.get("/health").status_code == 200


def test_a_server_stops_when_told_also_while_streams_are_open(
    filled: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "desk.sqlite"
    shutil.copyfile(filled[0], file)
    with served(file) as running:
        clients = [httpx.Client(base_url=running.origin, timeout=20) for _ in range(3)]
        for client in clients:
            request = client.build_request("GET", f"{API}/events", headers=bearer(filled[1]["vera"]))
            assert client.send(request, stream=True).status_code == 200
        running.process.terminate()
        assert running.process.wait(20) == 0
        for client in clients:
            client.close()


def test_two_servers_of_one_database_see_what_the_other_does(postgres_url: str) -> None:
    with open_store(postgres_url) as store:
        secrets = fill(store, Clock())
    with served(postgres_url) as one, served(postgres_url) as two:
        ben, vera = bearer(secrets["ben"]), bearer(secrets["vera"])
        body = {"party": "beta", "lines": [{"space": "a", **MARCH}]}
        keyed = {**ben, "idempotency-key": "one"}
        made = httpx.post(f"{one.origin}{API}/bookings", json=body, headers=keyed, timeout=20)
        assert made.status_code == 201
        again = httpx.post(f"{two.origin}{API}/bookings", json=body, headers=keyed, timeout=20)
        assert again.json() == made.json()
        id_ = made.json()["made"][0]
        for _ in range(100):
            seen = httpx.get(f"{two.origin}{API}/bookings/{id_}", headers=vera, timeout=20)
            if seen.status_code == 200:
                break
            threading.Event().wait(0.1)
        here = httpx.get(f"{one.origin}{API}/bookings/{id_}", headers=vera, timeout=20)
        assert (seen.json(), seen.headers["etag"]) == (here.json(), here.headers["etag"])
        confirmed = [
            httpx.post(f"{server.origin}{API}/bookings/{id_}/confirm", json={}, headers=ben, timeout=20).status_code
            for server in (two, one)
        ]
        assert confirmed == [200, 409]
        revoked = httpx.get(f"{one.origin}{API}/tokens", headers=ben, timeout=20).json()["tokens"][0]["id"]
        gone = httpx.delete(f"{two.origin}{API}/tokens/{revoked}", headers=ben, timeout=20)
        assert gone.status_code == 204
        for _ in range(100):
            if httpx.get(f"{one.origin}{API}/me", headers=ben, timeout=20).status_code == 401:
                break
            threading.Event().wait(0.1)
        assert httpx.get(f"{one.origin}{API}/me", headers=ben, timeout=20).status_code == 401
