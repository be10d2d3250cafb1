"""An OpenID provider for tests: real HTTP on loopback, and tokens signed with a key of its own."""

from __future__ import annotations

import hashlib
import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs

SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")


def _is_prime(number: int, random: Random) -> bool:
    if any(number % small == 0 for small in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(8):
        value = pow(random.randrange(2, number - 1), odd, number)
        if value in (1, number - 1):
            continue
        for _ in range(twos - 1):
            value = value * value % number
            if value == number - 1:
                break
        else:
            return False
    return True


def _prime(bits: int, random: Random) -> int:
    while True:
        number = random.getrandbits(bits) | 3 << (bits - 2) | 1
        if number % 65_537 != 1 and _is_prime(number, random):
            return number


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Key:
    """A pair of RSA keys, the same for the same seed; for tests alone."""

    def __init__(self, seed: int, bits: int = 2048) -> None:
        random = Random(seed)
        one, other = _prime(bits // 2, random), _prime(bits // 2, random)
        self.modulus = one * other
        self.length = (self.modulus.bit_length() + 7) // 8
        self._private = pow(65_537, -1, (one - 1) * (other - 1))
        self.kid = str(seed)

    def public(self) -> dict[str, str]:
        """As a JSON Web Key."""
        modulus = encoded(self.modulus.to_bytes(self.length, "big"))
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "n": modulus, "e": "AQAB"}

    def raise_(self, block: bytes) -> bytes:
        """The private operation on a block."""
        return pow(int.from_bytes(block, "big"), self._private, self.modulus).to_bytes(self.length, "big")

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        """A signed token."""
        head = {"alg": "RS256", "kid": self.kid, **header}
        signed = f"{encoded(json.dumps(head).encode())}.{encoded(json.dumps(claims).encode())}"
        info = SHA256 + hashlib.sha256(signed.encode()).digest()
        block = b"\x00\x01" + b"\xff" * (self.length - len(info) - 3) + b"\x00" + info
        return f"{signed}.{encoded(self.raise_(block))}"


class FakeProvider:
    """What the provider says, to be changed by a test; ``asked`` is the last request for a token."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self.keys = [key.public()]
        self.issuer = ""
        self.description: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.token: str | None = None
        self.asked: dict[str, str] = {}
        self.authorization = ""
        self.status = 200


@contextmanager
def provided(key: Key) -> Iterator[FakeProvider]:
    """A provider that answers on loopback."""
    provider = FakeProvider(key)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def _send(self, body: Any) -> None:
            raw = json.dumps(body).encode()
            self.send_response(provider.status)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def do_GET(self) -> None:
            self._send(provider.description if self.path.startswith("/.well-known") else {"keys": provider.keys})

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
            provider.asked = {name: values[0] for name, values in form.items()}
            provider.authorization = b64decode(self.headers.get("authorization", "").removeprefix("Basic ")).decode()
            token = provider.token or provider.key.sign(provider.claims, **provider.header)
            self._send({"access_token": "x", "token_type": "Bearer", "id_token": token})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    provider.description = {
        "issuer": provider.issuer,
        "authorization_endpoint": f"{provider.issuer}/authorize",
        "token_endpoint": f"{provider.issuer}/token",
        "jwks_uri": f"{provider.issuer}/keys",
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
