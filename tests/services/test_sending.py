"""Notices go out by mail and as signed webhooks: retried, each once, to real servers on this machine."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Keeping

from desk.playing import days, portfolio
from stagehold.desk.requests import Book, Hold, Import, Wanted
from stagehold.domain.errors import InputError
from stagehold.services.counter import Counter
from stagehold.services.sending import SIGNATURE, Mail, Webhook, send_due
from stagehold.store import Store, open_store
from stagehold.store.outbox import Told
from stagehold.web.house import House
from stagehold.web.settings import Settings, WebhookSettings

NOW = datetime(2027, 3, 1, 1, tzinfo=UTC)


def words(told: Told, language: str) -> tuple[str, str]:
    return f"{told.notice.kind}\r\nBcc: all@example.test", f"It is about {told.notice.booking}. 港"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A desk on which p has booked, so that p and the studio are told."""
    with open_store(tmp_path / "desk.sqlite") as opened:
        counter = Counter(opened, lambda: NOW)
        counter.ask(Import(portfolio=portfolio()), by="owner").result(10)
        asked = Hold(party="p", lines=(Wanted(space="a", span=days("2027-05-01", "2027-05-10")),))
        counter.ask(Book(hold=asked), by="u").result(10)
        counter.close()
        yield opened


class Post:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[Message] = []
        post = self

        class Keep(Keeping):
            def handle_message(self, message: Message) -> None:
                post.got.append(message)

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.server = Controller(Keep(), hostname="127.0.0.1", port=self.port)


@pytest.fixture
def post() -> Iterator[Post]:
    opened = Post()
    opened.server.start()
    yield opened
    opened.server.stop()


class Hook:
    """A web server that answers as told and keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = hook.answers.pop(0) if hook.answers else 204
                hook.got.append((dict(self.headers), body))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/hook"


@pytest.fixture
def hook() -> Iterator[Hook]:
    opened = Hook()
    yield opened
    opened.server.shutdown()
    opened.server.server_close()


def test_a_notice_is_mailed_once_to_its_party_and_no_header_can_be_smuggled_in(store: Store, post: Post) -> None:
    mail = Mail(host="127.0.0.1", port=post.port, plain=True, sender="desk@lot.test", to={"p": ("p@example.test",)})
    assert send_due(store, [mail], NOW, words) == 1
    assert send_due(store, [mail], NOW + timedelta(days=1), words) == 0
    (message,) = post.got
    assert message["Subject"] == "confirmed Bcc: all@example.test"
    assert message["To"] == "p@example.test"
    assert message["Bcc"] is None
    assert message["Message-ID"].endswith("@lot.test>")


def test_a_webhook_is_signed_and_carries_an_id_of_its_own(store: Store, hook: Hook) -> None:
    channel = Webhook(url=hook.url, secret="s3cret", now=lambda: NOW)
    assert send_due(store, [channel], NOW, words) == 2
    for headers, body in hook.got:
        moment, signed = headers[SIGNATURE].split(",")
        expected = hmac.new(b"s3cret", moment[2:].encode() + b"." + body, hashlib.sha256).hexdigest()
        assert signed == f"v1={expected}"
        assert headers["Idempotency-Key"] == f"notice-{json.loads(body)['id']}"
    assert [json.loads(body)["party"] for _, body in hook.got] == ["p", "studio"]


def test_what_is_not_taken_is_tried_again_later_each_time_and_given_up_in_the_end(store: Store, hook: Hook) -> None:
    channel = Webhook(url=hook.url, secret="s", now=lambda: NOW, parties=frozenset({"p"}))
    hook.answers = [500, 302, 503]
    now = NOW
    waits = []
    for _ in range(3):
        assert send_due(store, [channel], now, words) == 0
        later = next(m for m in range(1, 60) if _is_due(store, now + timedelta(minutes=m)))
        waits.append(later)
        now += timedelta(minutes=later)
    assert waits == [1, 2, 4]
    assert send_due(store, [channel], now, words) == 1
    assert len(hook.got) == 4
    hook.answers = []
    assert send_due(store, [channel], now + timedelta(days=9), words) == 0


def _is_due(store: Store, moment: datetime) -> bool:
    """Whether anything would be given to a sender at a moment, without taking it."""
    return store.outbox._anything("webhook", moment)


def test_many_senders_at_once_send_each_notice_once(store: Store, hook: Hook) -> None:
    channel = Webhook(url=hook.url, secret="s", now=lambda: NOW)
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: send_due(store, [channel], NOW, words), range(8)))
    assert sum(counts) == 2
    assert len(hook.got) == 2


def test_a_server_sends_what_its_settings_say_in_the_language_they_say(store: Store, hook: Hook) -> None:
    webhook = WebhookSettings(name="lot", url=hook.url, secret="0123456789abcdef", parties=("q",), language="ja")
    house = House(store, Settings(webhooks=(webhook,)), lambda: NOW)

    async def serve() -> None:
        await house.open()
        asked = Hold(party="q", lines=(Wanted(space="b", span=days("2027-05-01", "2027-05-10")),))
        await asyncio.wrap_future(house.counter.ask(Book(hold=asked), by="u"))
        for _ in range(600):
            if hook.got:
                break
            await asyncio.sleep(0.02)
        await house.close()

    asyncio.run(serve())
    (_, body) = hook.got[0]
    sent = json.loads(body)
    assert (sent["party"], sent["kind"]) == ("q", "confirmed")
    assert "本予約" in sent["subject"]


def test_secrets_are_not_shown_and_passwords_not_sent_in_the_clear() -> None:
    assert "s3cret" not in repr(Webhook(url="https://example.test", secret="s3cret", now=lambda: NOW))
    with pytest.raises(InputError, match="not encrypted"):
        Mail(host="h", sender="a@b", to={}, user="u", password="p", plain=True)
