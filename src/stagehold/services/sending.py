"""Notices on their way out: by mail, or to another program as a signed webhook.

The outbox says what is due, and gives each notice to one sender only. What cannot be handed over is tried again, later
each time. Mail carries the notice's own Message-ID and a webhook its own id, so that a receiver drops what comes again
because a sender died after handing it over and before that was written down.
"""

from __future__ import annotations

import hashlib
import hmac
import smtplib
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from http.client import HTTPException
from typing import Protocol

import msgspec

from stagehold.domain.errors import InputError, StageholdError
from stagehold.store import Store
from stagehold.store.outbox import Told

MOST_TRIES = 12
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
TIMEOUT = 20.0  # seconds that a receiver has to answer
SIGNATURE = "Stagehold-Signature"

Text = Callable[[Told, str], tuple[str, str]]  # subject and body of a notice in a language (en, ja or ko)


class Undelivered(StageholdError):
    """A receiver did not take a notice; it is tried again."""

    code = "undelivered"


class Channel(Protocol):
    """A way out. ``name`` stays the same over restarts."""

    @property
    def name(self) -> str:
        """What the outbox calls it."""
        ...

    def send(self, told: Told, text: Text) -> bool:
        """Hand a notice over; False if it is for nobody on this channel.

        Raises
        ------
        Undelivered
            If it was not taken.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail server. ``to``: addresses by party.

    Unless ``plain``, the connection is encrypted before anything is said.
    """

    host: str
    sender: str
    to: Mapping[str, Sequence[str]]
    port: int = 587
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    plain: bool = False
    language: str = "en"
    name: str = "mail"

    def __post_init__(self) -> None:
        if self.user is not None and self.plain:
            raise InputError("mail: a password is not sent over a connection that is not encrypted: leave out plain")

    def send(self, told: Told, text: Text) -> bool:
        """Mail a notice to the addresses of its party."""
        addresses = self.to.get(told.notice.party, ())
        if not addresses:
            return False
        message = self._message(told, text, addresses)
        try:
            with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
                if not self.plain:
                    server.starttls(context=ssl.create_default_context())
                if self.user is not None:
                    server.login(self.user, self.password or "")
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise Undelivered(f"mail server {self.host}: {type(error).__name__}") from error
        return True

    def _message(self, told: Told, text: Text, addresses: Sequence[str]) -> EmailMessage:
        subject, body = text(told, self.language)
        message = EmailMessage()
        message["Subject"] = " ".join(subject.split())
        message["From"] = self.sender
        message["To"] = ", ".join(addresses)
        message["Date"] = format_datetime(told.made)
        message["Message-ID"] = f"<notice-{told.id}@{self.sender.rpartition('@')[2].rstrip('>') or 'stagehold'}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Another program's address. ``secret`` signs what is sent: HMAC-SHA256 of moment and body, in hexadecimal.

    The header ``Stagehold-Signature`` reads ``t=<seconds>,v1=<signature of "<seconds>.<body>">``. ``parties``: whose
    notices go there; None for all.
    """

    url: str
    secret: str = field(repr=False)
    now: Callable[[], datetime]
    parties: frozenset[str] | None = None
    language: str = "en"
    name: str = "webhook"

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise InputError(f"webhook: {self.url!r} is no address; it begins with https://")

    def send(self, told: Told, text: Text) -> bool:
        """Post a notice as JSON."""
        if self.parties is not None and told.notice.party not in self.parties:
            return False
        subject, body = text(told, self.language)
        facts = dict(told.notice.facts)
        plain = {
            "id": told.id,
            "event": told.event,
            "made": told.made,
            "party": told.notice.party,
            "kind": told.notice.kind,
            "booking": told.notice.booking,
            "challenge": told.notice.challenge,
            "facts": facts,
            "ends": told.notice.ends,
            "subject": subject,
            "text": body,
        }
        self._post(told.id, msgspec.json.encode(plain))
        return True

    def _post(self, id_: int, body: bytes) -> None:
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": f"notice-{id_}",
            SIGNATURE: signature(self.secret, int(self.now().timestamp()), body),
        }
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=TIMEOUT) as answer:
                answer.read(1)
        except urllib.error.HTTPError as error:
            raise Undelivered(f"webhook: answered {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise Undelivered(f"webhook: {type(error).__name__}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is signed for one address goes to no other."""

    def redirect_request(self, *_: object) -> None:
        return None


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The value of the header that proves who sent a body, and when."""
    signed = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={signed}"


def send_due(store: Store, channels: Sequence[Channel], now: datetime, text: Text) -> int:
    """Send what is due on every channel; how many notices went out."""
    count = 0
    for channel in channels:
        for told in store.outbox.due(channel.name, now):
            try:
                count += channel.send(told, text)
            except Undelivered as error:
                store.outbox.failed(channel.name, told.id, _next_try(told, now), str(error))
            else:
                store.outbox.sent(channel.name, told.id, now)
    return count


def _next_try(told: Told, now: datetime) -> datetime | None:
    """Twice as long after each try; never again after the last."""
    if told.tries >= MOST_TRIES:
        return None
    wait: timedelta = FIRST_WAIT * 2 ** max(0, told.tries - 1)
    return now + min(LONGEST_WAIT, wait)


class Sender:
    """Sends in a thread of its own until it is stopped."""

    def __init__(
        self, store: Store, channels: Sequence[Channel], now: Callable[[], datetime], text: Text, *, every: float = 5.0
    ) -> None:
        self._store = store
        self._channels = channels
        self._now = now
        self._text = text
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is being sent."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            # While the store does not answer nothing is lost: the next look tries again.
            with suppress(StageholdError):
                send_due(self._store, self._channels, self._now(), self._text)
            self._stopped.wait(self._every)
