"""Answers as they go out: status, headers with the security headers of every answer, and a body."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar.types import Receive, Scope, Send

JSON = b"application/json"
PROBLEM = b"application/problem+json"
# Nothing of an answer of the API is ever run or shown in a frame, wherever it ends up.
_CLOSED = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# The page runs its own files and nothing else; its bars are placed by style attributes.
PAGE_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    b"connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
# A report to read or print is one file with its style and drawings in it, and may do nothing at all.
REPORT_POLICY = (
    b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    b"sandbox allow-popups allow-popups-to-escape-sandbox allow-modals"
)
ALWAYS = [*_ALWAYS, (b"content-security-policy", _CLOSED)]
PAGE = [*_ALWAYS, (b"content-security-policy", PAGE_POLICY)]
_NOT_KEPT = (b"cache-control", b"no-store")
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")

_encoder = msgspec.json.Encoder()
encode = _encoder.encode


class Sent(ABC):
    """Whatever goes out as an answer."""

    __slots__ = ()

    @abstractmethod
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""

    def to_asgi_response(self, **_: Any) -> Sent:
        """Itself: litestar asks whatever an exception handler gives for this."""
        return self


class Reply(Sent):
    """An answer with its whole body."""

    __slots__ = ("body", "headers", "status")

    def __init__(
        self,
        status: int,
        body: bytes = b"",
        *,
        kind: bytes = JSON,
        headers: Mapping[str, str] | None = None,
        page: bool = False,
        policy: bytes | None = None,
    ) -> None:
        self.status = status
        self.body = body
        sent = [*(PAGE if page else ALWAYS)]
        if policy is not None:
            sent = [*_ALWAYS, (b"content-security-policy", policy)]
        if status not in (204, 304):
            sent.append((b"content-length", str(len(body)).encode()))
            sent.append((b"content-type", kind))
        kept = False
        if headers:
            for name, value in headers.items():
                sent.append((name.encode(), value.encode("latin-1", "replace")))
                kept = kept or name == "cache-control"
        if not kept:
            sent.append(_NOT_KEPT)
        self.headers = sent

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI's words
        """Send it."""
        start: Any = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        body: Any = {"type": "http.response.body", "body": b"" if scope.get("method") == "HEAD" else self.body}
        await send(start)
        await send(body)


def json_reply(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Reply:
    """A value as JSON."""
    return Reply(status, encode(value), headers=headers)
