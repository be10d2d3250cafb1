"""The counter of the desk: where requests are handed in, one after the other, and written before they are answered.

One thread decides and writes. What has arrived meanwhile goes into one transaction together, so that many clients share
the wait for the disk. Other processes may write to the same store: each transaction first takes in what they wrote.
Readers have a desk of their own, which only ever holds what is written.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
import sqlalchemy as sa

from stagehold.desk.deciding import decide
from stagehold.desk.event import Event
from stagehold.desk.passing import pass_time
from stagehold.desk.requests import Request
from stagehold.domain.errors import InputError, StageholdError
from stagehold.services.changes import Changes, Seen
from stagehold.store import Overlap, Replaced, Store, Tail, Written, schema

MOST_AT_ONCE = 256  # requests in one transaction
LONGEST_REST = 30.0  # seconds without looking at the clocks


class KeyReused(InputError):
    """An idempotency key came again with another request."""

    code = "idempotency-key-reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was written: the number and moment of the event, and the ids of what it made."""

    number: int
    at: datetime
    what: str
    made: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Asked:
    request: Request
    by: str
    why: str | None
    key: str | None
    fingerprint: str | None
    seen: Seen | None
    answer: Future[Receipt] = field(default_factory=Future)


_Done = Callable[[], None]


class Counter:
    """Decides and writes requests; ``desk`` is what readers see.

    Parameters
    ----------
    store
        Where all is kept.
    now
        Reads the time, in UTC.
    deliver
        Runs a small function where readers read: at once by default, in its event loop for a server.
    told
        Called, where readers read, with each event after the readers' desk holds it.
    lost
        Called, where readers read, once, when a backup was restored over the desk: what is read here is no more.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        *,
        deliver: Callable[[_Done], object] = lambda done: done(),
        told: Callable[[Event], None] = lambda _: None,
        lost: Callable[[Replaced], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._now = now
        self._deliver = deliver
        self._told = told
        self._lost = lost
        self._gone: Replaced | None = None  # the desk that was opened here
        self._desk = store.load()
        self.desk = store.load()
        self._changes = Changes(self._desk.number)
        self._asked: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="desk-counter", daemon=True)
        self._thread.start()
        self._watch = store.watch(lambda _: self._asked.put(None))

    def ask(
        self, request: Request, *, by: str, why: str | None = None, key: str | None = None, seen: Seen | None = None
    ) -> Future[Receipt]:
        """Hand in a request; the future ends once it is written, or with the reason why not.

        With a ``key`` the same request of the same user is done once, however often it comes. With ``seen`` it is
        refused (``ChangedMeanwhile``) when the record has changed by the time it is decided.
        """
        fingerprint = None if key is None else _fingerprint(request)
        asked = _Asked(request=request, by=by, why=why, key=key, fingerprint=fingerprint, seen=seen)
        if self._gone is not None:
            asked.answer.set_exception(self._gone)
        elif self._closing:
            asked.answer.set_exception(StageholdError("the desk is closing: ask again when it is open"))
        else:
            self._asked.put(asked)
        return asked.answer

    def earlier(self, request: Request, *, by: str, key: str) -> Receipt | None:
        """The receipt of a request that was done before under this key, whatever has become of it since.

        Raises
        ------
        KeyReused
            If the key came with another request.
        """
        kept = schema.request.c
        with self._store.reading() as connection:
            asked = sa.select(kept.fingerprint, kept.answer).where(kept.by == by, kept.key == key)
            found = connection.execute(asked).first()
        if found is None:
            return None
        return _as_before(key, _fingerprint(request), found.fingerprint, bytes(found.answer))

    def close(self) -> None:
        """Write what has been handed in, then stop."""
        if not self._closing:
            self._watch.stop()
            self._closing = True
            self._asked.put(None)
            self._thread.join()

    # --- the writing thread ----------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            batch = self._next_batch()
            try:
                if self._gone is not None:
                    raise self._gone
                self._serve(batch)
            except BaseException as error:
                # Nothing was written, and the state may hold what was not: start anew from what is.
                self._fail(batch, error)
            if self._closing and self._asked.empty():
                return

    def _next_batch(self) -> list[_Asked]:
        try:
            first = self._asked.get(timeout=self._rest())
        except queue.Empty:
            return []
        batch = [] if first is None else [first]
        while len(batch) < MOST_AT_ONCE:
            try:
                more = self._asked.get_nowait()
            except queue.Empty:
                break
            if more is not None:
                batch.append(more)
        return batch

    def _rest(self) -> float:
        clock = self._desk.next_clock()
        if clock is None or self._gone is not None:
            return LONGEST_REST
        return max(0.0, min(LONGEST_REST, (clock[0] - self._now()).total_seconds()))

    def _serve(self, batch: Sequence[_Asked]) -> None:
        clock = self._desk.next_clock()
        if not batch and (clock is None or clock[0] > self._now()):
            self._take_in(list(self._store.events(after=self._desk.number)))
            return
        try:
            answers = self._write(batch)
        except Overlap:
            self._start_anew()  # somebody wrote past the desk: what they booked is in the tables
            answers = self._write(batch)
        for asked, receipt in answers:
            if isinstance(receipt, Receipt):
                asked.answer.set_result(receipt)
            else:
                asked.answer.set_exception(receipt)

    def _write(self, batch: Sequence[_Asked]) -> list[tuple[_Asked, Receipt | Exception]]:
        """Decide a batch and write it; nothing is answered before that."""
        with self._store.append() as tail:
            self._take_in(tail.missed(self._desk.number))
            now = self._now()
            written = [Written(event=event) for event in self._told_of(pass_time(self._desk, now))]
            answers = self._decide_all(batch, tail, now, written)
            if written:
                tail.write(written)
        events = [item.event for item in written]
        self._deliver(lambda: self._show(events))
        return answers

    def _decide_all(
        self, batch: Sequence[_Asked], tail: Tail, now: datetime, written: list[Written]
    ) -> list[tuple[_Asked, Receipt | Exception]]:
        keys = [(asked.by, asked.key) for asked in batch if asked.key is not None]
        before = tail.answered(keys) if keys else {}
        known = {key: (item.fingerprint, item.answer) for key, item in before.items()}
        answers: list[tuple[_Asked, Receipt | Exception]] = []
        for asked in batch:
            earlier = known.get((asked.by, asked.key or ""))
            if earlier is not None:
                answers.append((asked, _again(asked, *earlier)))
                continue
            try:
                if asked.seen is not None:
                    self._changes.require_unchanged(asked.seen)
                event = decide(self._desk, asked.request, at=now, by=asked.by, why=asked.why)
            except Exception as refusal:
                # What one request meets, a defect of a rule included, is no reason not to do the others.
                answers.append((asked, refusal))
                continue
            self._changes.tell(event)
            receipt = Receipt(number=event.number, at=event.at, what=event.what, made=event.made)
            answer = None if asked.key is None else msgspec.json.encode(receipt)
            written.append(Written(event=event, key=asked.key, fingerprint=asked.fingerprint, answer=answer))
            if asked.key is not None:
                known[asked.by, asked.key] = (asked.fingerprint or "", answer or b"")
            answers.append((asked, receipt))
        return answers

    def _take_in(self, events: Sequence[Event]) -> None:
        """What others have written since."""
        for event in self._told_of(events):
            self._desk.apply(event)
        if events:
            self._deliver(lambda: self._show(events))

    def _told_of(self, events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            self._changes.tell(event)
            yield event

    def _show(self, events: Sequence[Event]) -> None:
        """Let readers see what is written; runs where readers read."""
        for event in events:
            if event.number > self.desk.number:
                self.desk.apply(event)
                self._told(event)

    def _fail(self, batch: Sequence[_Asked], error: BaseException) -> None:
        for asked in batch:
            if not asked.answer.done():
                asked.answer.set_exception(error)
        if isinstance(error, Replaced):
            self._let_go(error)
            return
        try:
            self._start_anew()
        except Replaced as gone:
            self._let_go(gone)
        except StageholdError:
            threading.Event().wait(1.0)  # the store does not answer; the next request tries again

    def _let_go(self, error: Replaced) -> None:
        """Nothing is read or written here any more: the desk that was opened is not there."""
        if self._gone is None:
            self._gone = error
            self._deliver(lambda: self._lost(error))

    def _start_anew(self) -> None:
        desk = self._store.load()
        self._desk = desk
        self._changes = Changes(desk.number)
        self._deliver(lambda: self._replace(desk.number))

    def _replace(self, number: int) -> None:
        if self.desk.number != number:
            self._show(list(self._store.events(after=self.desk.number)))


def _fingerprint(request: Request) -> str:
    plain = msgspec.json.encode((type(request).__name__, msgspec.to_builtins(request, enc_hook=str)))
    return hashlib.blake2b(plain, digest_size=16).hexdigest()


def _again(asked: _Asked, fingerprint: str, answer: bytes) -> Receipt | Exception:
    """The answer that the same request got before."""
    try:
        return _as_before(asked.key, asked.fingerprint, fingerprint, answer)
    except KeyReused as reused:
        return reused


def _as_before(key: str | None, fingerprint: str | None, before: str, answer: bytes) -> Receipt:
    if fingerprint != before:
        raise KeyReused(f"the key {key!r} came before with another request: use a new key for a new request")
    return msgspec.json.decode(answer, type=Receipt)
