"""Searches for free stages on a large desk: over HTTP with a token, and in the process by themselves."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from stagehold.benching.desk.calling import call
from stagehold.benching.desk.large_desk import FIRST_DAY, booked_years, drawn_desk
from stagehold.benching.desk.lot import get
from stagehold.benching.desk.questions import KINDS, Question, drawn_questions
from stagehold.benching.desk.server import open_desk, running_server
from stagehold.benching.desk.session import DeskSession
from stagehold.benching.figures import Figure, percentile
from stagehold.desk.availability import search
from stagehold.desk.state import Desk
from stagehold.store import open_store

SECONDS = 3600.0  # more than the questions take
AT_ONCE = 8
WARM = len(KINDS)  # questions asked before the clock runs


def availability(session: DeskSession) -> Iterator[Figure]:
    """How long an answer takes: to one who asks over HTTP, to several at once, and without HTTP."""
    scale = session.scale
    portfolio = drawn_desk(session.seed, scale.stages, scale.bookings)
    years = booked_years(portfolio)
    questions = list(drawn_questions(session.seed, scale.questions, scale.stages, years))
    said = f"{scale.stages} stages, {scale.bookings:,} bookings over {years:.1f} years, {len(questions)} questions"
    session.say(f"{said}: loading")
    with tempfile.TemporaryDirectory(prefix="stagehold-bench-") as folder:
        address = str(Path(folder) / "desk.sqlite")
        secret = open_desk(address, portfolio)
        session.check()
        with running_server(address) as server:
            asked = [get(f"/api/v1/availability?{question.query}", server.port, secret) for question in questions]
            call(server.port, 1, SECONDS, iter(asked[:WARM]), 200, session.stop)
            alone = call(server.port, 1, SECONDS, iter(asked), 200, session.stop).latencies
            session.check()
            yield from _figures("availability", alone, f"over HTTP, one asks at a time; {said}")
            for kind in KINDS:
                yield _of_kind(kind, questions, alone)
            several = call(server.port, AT_ONCE, SECONDS, iter(asked), 200, session.stop)
            session.check()
            note = f"over HTTP, {AT_ONCE} ask at once: {several.rate:.0f} answers a second"
            yield from _figures(f"availability-{AT_ONCE}", several.latencies, note)
        with open_store(address) as store:
            desk = store.load()
    yield from _figures("availability-process", _in_process(session, desk, questions), f"without HTTP; {said}")


def _in_process(session: DeskSession, desk: Desk, questions: Sequence[Question]) -> list[float]:
    """Seconds for each question, asked a day before the first that is booked."""
    today = FIRST_DAY - timedelta(days=1)
    took = []
    gc.collect()
    gc.freeze()  # as the server does: what is loaded stays
    for number, question in enumerate([*questions[:WARM], *questions]):
        session.check()
        start = time.perf_counter()
        search(desk, question.sought, today)
        if number >= WARM:
            took.append(time.perf_counter() - start)
    gc.unfreeze()
    return took


def _figures(name: str, seconds: list[float], note: str) -> Iterator[Figure]:
    took = [1000 * second for second in seconds]
    yield Figure(name=f"{name}-p50-ms", value=percentile(took, 0.5), unit="ms", note=note)
    yield Figure(name=f"{name}-p99-ms", value=percentile(took, 0.99), unit="ms", note=note)


def _of_kind(kind: str, questions: Sequence[Question], seconds: Sequence[float]) -> Figure:
    took = [1000 * second for question, second in zip(questions, seconds, strict=True) if question.kind == kind]
    note = f"{len(took)} questions of this kind, over HTTP"
    return Figure(name=f"availability-{kind}-p99-ms", value=percentile(took, 0.99), unit="ms", note=note)
