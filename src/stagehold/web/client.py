"""From which address a request comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def client_of(scope: Any, headers: Mapping[bytes, bytes], proxies: Sequence[str]) -> str:
    """The address of the connection; behind a proxy that is believed, the last one it names that is no proxy."""
    client = scope.get("client")
    address = str(client[0]) if client else ""
    if address not in proxies:
        return address
    named = [part.strip() for part in headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")]
    for part in reversed(named):
        if part and part not in proxies:
            return part[:100]
    return address
