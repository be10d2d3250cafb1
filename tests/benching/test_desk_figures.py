"""The benchmark of the desk: what is compared, its figures, and the page they are written to."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from stagehold.benching.desk.booking import Rounds, headlines, tables_for_pgbench
from stagehold.benching.desk.calling import call
from stagehold.benching.desk.large_desk import booked_years, drawn_desk
from stagehold.benching.desk.lot import days, get, post, stage
from stagehold.benching.desk.pgbench import Pgbench, Raw, scripts
from stagehold.benching.desk.questions import KINDS, drawn_questions
from stagehold.benching.desk.raw_sqlite import RawSqlite
from stagehold.benching.desk.session import NotMeasured
from stagehold.benching.figures import DESK_GOALS
from stagehold.benching.page import page
from stagehold.benching.postgres import CARELESS, fresh_database, running_postgres
from stagehold.domain.booking import LineState
from stagehold.store import open_store

COUNTS = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in ("journal", "record", "line", "outbox"))


class Answering(BaseHTTPRequestHandler):
    """Answers a GET with a body that comes in two parts, a POST with a refusal."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(200, b"x" * 70_000)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(409, b'{"rule":"taken"}')

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:10])
        self.wfile.flush()
        self.wfile.write(body[10:])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_each_request_is_asked_once_and_timed_once(port: int) -> None:
    calls = call(port, 4, 60.0, iter([get("/", port, "secret")] * 25), 200)
    assert len(calls.latencies) == 25
    assert 0 < max(calls.latencies) <= calls.seconds
    assert calls.rate == 25 / calls.seconds


def test_clients_stop_when_the_time_is_over(port: int) -> None:
    calls = call(port, 2, 0.2, repeat(get("/", port, "secret")), 200)
    assert calls.seconds >= 0.2
    assert calls.latencies


def test_an_answer_of_another_kind_ends_the_run_and_is_shown(port: int) -> None:
    with pytest.raises(NotMeasured, match="taken"):
        call(port, 1, 60.0, iter([post("/", port, "secret", {})]), 201)


def test_bookings_of_the_benchmark_never_share_a_day_of_a_stage() -> None:
    taken = Counter(
        (stage(number % 7), days(number, 7).start.toordinal() + later) for number in range(500) for later in range(2)
    )
    assert set(taken.values()) == {1}


def test_pgbench_writes_what_the_desk_writes() -> None:
    with running_postgres(CARELESS) as server:
        for name, script in scripts().items():
            with fresh_database(server.url("postgres"), name) as url:
                tables_for_pgbench(url)
                file = server.socket.parent / f"{name}.sql"
                file.write_text(script, encoding="utf-8")
                raw = Pgbench(server, name, file, 4).run(1.0)
                with psycopg.connect(url) as connection:
                    events, records, lines, notices = connection.execute(COUNTS).fetchone() or ()
                    head = connection.execute("SELECT number FROM head").fetchone()
                assert raw.rate > 0
                assert (records, lines) == (events, events)
                assert notices == (0 if name == "plain" else 2 * events)
                assert head == (events if name == "same" else 0,)


def test_the_raw_insert_into_sqlite_writes_what_the_desk_writes(tmp_path: Path) -> None:
    file = tmp_path / "raw.sqlite"
    open_store(file).close()
    with closing(RawSqlite(file)) as raw:
        assert raw.run(0.1).rate > 0
    with closing(sqlite3.connect(file)) as connection:
        events, records, lines, notices = connection.execute(COUNTS).fetchone()
        assert (records, lines, notices) == (events, events, 2 * events)
    with open_store(file) as store:
        assert [line.state for line in store.load().lines.values()] == [LineState.CONFIRMED] * events


def rounds(clients: int, ours: float, plain: float) -> Rounds:
    return Rounds(clients, ours=[ours], peers={"plain": [Raw(plain, 1.0)]}, own_shares=[0.1])


def test_the_ratio_that_counts_is_the_median_over_the_numbers_of_clients() -> None:
    found = [rounds(8, 30, 100), rounds(64, 70, 100), rounds(256, 60, 100)]
    peers = {"plain": ("ratio", "a peer")}
    (figure,) = headlines("postgres", found, peers)
    assert (figure.ratio, figure.met) == (0.6, True)
    assert figure.note.startswith("the median of the ratios with 8, 64, 256 clients: 256 clients")
    assert [item.ratio for item in headlines("postgres", found[:2], peers)] == [0.3]


def test_the_large_desk_is_the_same_for_the_same_seed_and_has_as_many_bookings_as_asked() -> None:
    portfolio = drawn_desk(3, 40, 1_000)
    assert portfolio == drawn_desk(3, 40, 1_000)
    assert portfolio != drawn_desk(4, 40, 1_000)
    assert (len(portfolio.spaces), len(portfolio.bookings)) == (40, 1_000)
    states = Counter(line.state for booking in portfolio.bookings.values() for line in booking.lines)
    assert 0.5 < states[LineState.CONFIRMED] / 1_000 < 0.7
    assert 1 < booked_years(portfolio) < 3


def test_questions_come_in_equal_parts_of_every_kind() -> None:
    questions = list(drawn_questions(3, 5 * len(KINDS), 40, 2.0))
    assert questions == list(drawn_questions(3, 5 * len(KINDS), 40, 2.0))
    assert Counter(question.kind for question in questions) == dict.fromkeys(KINDS, 5)


def test_the_reference_page_of_the_desk_begins_with_what_stands_on_it_always(project: Path) -> None:
    """If this fails: write the page again, or copy the changed part of src/stagehold/benching/page-desk.md."""
    written = (project / "docs" / "reference" / "benchmarks-desk.md").read_text(encoding="utf-8")
    assert written.startswith(page(None, "desk").partition("## Results")[0])


def test_every_goal_of_the_desk_is_explained_on_its_page() -> None:
    explained = {
        name for row in page(None, "desk").splitlines() for name in re.findall(r"`([\w-]+)`", row) if row[0:1] == "|"
    }
    assert set(DESK_GOALS) <= explained
