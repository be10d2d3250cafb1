"""An OpenID provider for tests: real HTTP on loopback, and tokens signed with a key of its own."""

from __future__ import annotations

import hashlib
import json
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")


# Pairs of primes, drawn once: to draw them takes seconds. They guard nothing.
_PRIMES = {
    1: (
        (
            "eab71cab529b97728b9d3f47844497a462e1faa4491b8f6edc59bb7f84fe09a34e1c2f72f9e1167a3da14a118a55fc2e5b4e"
            "6012868befb0d3bdc69856c1294de2a1bcfd6f20ab1fdbe3ef75172059b20e8eac3e8620e74d0d7e541ae6d9c9c45b33a9c6"
            "9782277f86e1ccc098d5a3e6faa34cd45a0322d948b70083ee09f973"
        ),
        (
            "dc3fc6b4df9619b6cc4f0e981b77d53b1631e144d9815a6d593d40768cc3f35f925b0cec2bac2333779f5658ea1888a420c6"
            "b9b3bb76d3d4f834a421121acc7c46b87f72e786c6df1a0f28dd6b1a24643b909781bf3456e8c214787f36d5ff58878c6ad5"
            "585f534e387fc1364ba6674b5c3a6281346b1a20c263ee292964b20b"
        ),
    ),
    2: (
        (
            "d3b172cbffbd2f1ad588a68b29181094670d6b18979ddd01789293c519861388179bc2c6a7ae002099f122609ec33585ae37"
            "aa89504c6172a451dbfabb7eabfcfe0f9a6b8f1267713a3ea23bc80c667f6a8ff2f8e8ec6db7d5e6376c97abf82aa87f7be9"
            "0163e8eab47597990cd2c6f3c51ac10ee361c8d3c7c88a8983d1c7d1"
        ),
        (
            "f7bc0df1446fccb4e711d98b99446ae1307509c995924130fbc2b724aa1574115d32eec36d3ccf16e613d3b4bfb2debbc89e"
            "4ab03c81020b584805e8ff8ebe5a5a650e3f7d2254cb2ebd6bc1f72d324b8ba2c41862a3395b85afc97ea5b83e79a634e512"
            "131c6257d30115366f8e33976a38c4e22e70004204f88a3fd3e4e9bd"
        ),
    ),
    4: (
        (
            "ebcb14ef4cd33a1fff699de5d492ac7fb61800b8a3cc50f294807851e9dfbd1858d028e318ed27a23883b2cfbf10ed34d70b"
            "b6fd12eb94a2e1d264162deef3fb"
        ),
        (
            "c33b3218dccf69ee18f2a42ee68efea5ba7d89cf4829771a5b1333265a912ea54d6497fff543942097dc0aa63f32f6e89d7e"
            "a27944eaec9eb503f10b5134bfdb"
        ),
    ),
}


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Key:
    """A pair of RSA keys by its number; 4 is a short one."""

    def __init__(self, number: int) -> None:
        one, other = (int(prime, 16) for prime in _PRIMES[number])
        self.modulus = one * other
        self.length = (self.modulus.bit_length() + 7) // 8
        self._private = pow(65_537, -1, (one - 1) * (other - 1))
        self.kid = str(number)

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
