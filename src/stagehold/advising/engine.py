"""Engines: who works out the futures. Whoever it is, and in whatever order, the figures are the same to the bit.

Futures are cut into chunks that depend on their number alone. A chunk comes back as sums of whole numbers, and these
are added; addition of whole numbers knows no order.

    run = Run.of(model, Rule.SHIFT, futures=100_000)
    run.go(Threads(workers=2), stop=lambda: False, told=print)
    run.totals, run.done

A run can be stopped between chunks and go on later, on another engine if need be (``Run.done`` says which chunks it
has). Threads do: compiled loops hold no lock of Python's, and threads share the tables of the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import local
from typing import Protocol

import numpy as np

from stagehold.advising.compiled.tables import Ints, Totals, new_totals
from stagehold.advising.repair import MOST_FUTURES, Pusher, RiskModel, Rule
from stagehold.domain.errors import InputError

_MOST_IN_CHUNK = 4096
_FEWEST_IN_CHUNK = 256
_AHEAD = 2  # chunks a worker has waiting


@dataclass(frozen=True, slots=True)
class Chunk:
    """The futures from ``first`` to before ``until``."""

    number: int
    first: int
    until: int


Take = Callable[[Chunk, Totals], None]
Stop = Callable[[], bool]


class Engine(Protocol):
    """Works out chunks and hands over each as soon as it is done, in any order, to ``take`` in the calling thread."""

    name: str

    def work(self, model: RiskModel, rule: Rule, chunks: Sequence[Chunk], take: Take, stop: Stop) -> None:
        """Work out all chunks, or none after ``stop`` has said so; those under way are waited for and taken."""


def chunks_of(futures: int) -> tuple[Chunk, ...]:
    """The chunks of so many futures: 64 or more, none of more than 4,096 futures.

    Raises
    ------
    InputError
        If there are none or too many.
    """
    if not 1 <= futures <= MOST_FUTURES:
        raise InputError(f"{futures} futures; allowed: 1 to {MOST_FUTURES}")
    size = min(_MOST_IN_CHUNK, max(_FEWEST_IN_CHUNK, -(-futures // 64)))
    size = -(-size // 64) * 64  # whole blocks
    return tuple(
        Chunk(number, first, min(futures, first + size)) for number, first in enumerate(range(0, futures, size))
    )


@dataclass(slots=True)
class Sums:
    """What all chunks so far add up to."""

    finish: Ints
    held: Ints
    sums: Ints

    @classmethod
    def of(cls, model: RiskModel) -> Sums:
        """Nothing yet."""
        empty = new_totals(model.facts)
        return cls(empty.finish.astype(np.int64), empty.held.astype(np.int64), empty.sums)

    def add(self, totals: Totals) -> None:
        """Add a chunk."""
        self.finish += totals.finish
        self.held += totals.held
        self.sums += totals.sums


@dataclass(frozen=True, slots=True)
class Told:
    """How far a run is."""

    futures: int
    of: int


@dataclass(slots=True)
class Run:
    """An ensemble under way: its chunks, which of them are done, and their sums."""

    model: RiskModel
    rule: Rule
    futures: int
    chunks: tuple[Chunk, ...]
    done: list[bool]
    totals: Sums
    keep: Callable[[Run], None] = field(default=lambda _: None)

    @classmethod
    def of(cls, model: RiskModel, rule: Rule, futures: int) -> Run:
        """A run that has not begun."""
        chunks = chunks_of(futures)
        return cls(model, rule, futures, chunks, [False] * len(chunks), Sums.of(model))

    @property
    def finished(self) -> int:
        """Futures done."""
        return sum(chunk.until - chunk.first for chunk in self._that_are(done=True))

    @property
    def complete(self) -> bool:
        """Whether all are."""
        return all(self.done)

    def go(self, engine: Engine, stop: Stop, told: Callable[[Told], None]) -> None:
        """Work out what is left; ``told`` hears of every chunk, ``keep`` is called after each and may write it down."""

        def take(chunk: Chunk, totals: Totals) -> None:
            if self.done[chunk.number]:
                return  # a worker that was given up for lost has come back
            self.totals.add(totals)
            self.done[chunk.number] = True
            told(Told(self.finished, self.futures))
            self.keep(self)

        left = list(self._that_are(done=False))
        if left and not stop():
            engine.work(self.model, self.rule, left, take, stop)

    def _that_are(self, *, done: bool) -> Iterator[Chunk]:
        return (chunk for chunk in self.chunks if self.done[chunk.number] is done)


class Threads:
    """Threads of this process, one a core."""

    name = "threads"

    def __init__(self, workers: int) -> None:
        if workers < 1:
            raise InputError(f"{workers} workers; allowed: 1 or more")
        self.workers = workers
        self._own = local()

    def work(self, model: RiskModel, rule: Rule, chunks: Sequence[Chunk], take: Take, stop: Stop) -> None:
        """See :class:`Engine`."""
        if self.workers == 1:
            for chunk in chunks:
                if stop():
                    return
                take(chunk, self._push(model, rule, chunk))
            return
        with ThreadPoolExecutor(self.workers) as pool:
            _feed(pool, self.workers * _AHEAD, lambda chunk: self._push(model, rule, chunk), chunks, take, stop)

    def _push(self, model: RiskModel, rule: Rule, chunk: Chunk) -> Totals:
        pusher: Pusher | None = getattr(self._own, "pusher", None)
        if pusher is None or pusher.model is not model or pusher.rule is not rule:
            pusher = self._own.pusher = Pusher.of(model, rule)
        totals = new_totals(model.facts)
        pusher.push(totals, chunk.first, chunk.until)
        return totals


def _feed(
    pool: ThreadPoolExecutor,
    most: int,
    push: Callable[[Chunk], Totals],
    chunks: Sequence[Chunk],
    take: Take,
    stop: Stop,
) -> None:
    """Keep a pool busy with at most so many chunks at once, so that an end is never far."""
    waiting = iter(chunks)
    running: dict[Future[Totals], Chunk] = {}
    ended = False
    while True:
        while not ended and len(running) < most:
            if stop():
                ended = True
                break
            chunk = next(waiting, None)
            if chunk is None:
                ended = True
                break
            running[pool.submit(push, chunk)] = chunk
        if not running:
            return
        finished, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in finished:
            take(running.pop(future), future.result())
        if not ended and stop():
            ended = True
            for future in [future for future in running if future.cancel()]:
                running.pop(future)
