"""Bookings over HTTP against the database by itself, in rounds that take turns."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import psycopg

from stagehold.benching.desk.calling import call
from stagehold.benching.desk.lot import STAGES, booking_requests, lot, stage
from stagehold.benching.desk.pgbench import SEQUENCE, Pgbench, Raw, scripts
from stagehold.benching.desk.raw_sqlite import RawSqlite
from stagehold.benching.desk.server import open_desk, running_server
from stagehold.benching.desk.session import DeskSession
from stagehold.benching.figures import Figure, compared, percentile
from stagehold.benching.postgres import fresh_database, running_postgres
from stagehold.store import open_store

WARM_SECONDS = 1.0
UNIT = "bookings/s"
# Scripts of pgbench: the figure of each, and what it is called.
SCRIPTS: Mapping[str, tuple[str, str]] = {
    "same": ("ratio", "pgbench, the same statement"),
    "unlocked": ("unlocked-ratio", "pgbench, the same statement without its locks"),
    "plain": ("plain-ratio", "pgbench, plain inserts of journal, booking and line"),
}
INSERTS: Mapping[str, tuple[str, str]] = {"raw": ("ratio", "sqlite3, the same rows, a transaction each")}

Peers = Mapping[str, Callable[[float], Raw]]


@dataclass(slots=True)
class Rounds:
    """What the rounds with one number of clients found: rates of ours and of each peer, and how long ours took."""

    clients: int
    ours: list[float] = field(default_factory=list)
    peers: dict[str, list[Raw]] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    own_shares: list[float] = field(default_factory=list)
    computed_us: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Bookings a second over HTTP, the median."""
        return median(self.ours)

    def peer(self, name: str) -> float:
        """Bookings a second of a peer, the median."""
        return median(raw.rate for raw in self.peers[name])

    @property
    def note(self) -> str:
        """What else is worth knowing of these rounds."""
        said = f"{self.clients} clients, median of {len(self.ours)} rounds"
        if self.computed_us:
            said += f"; the server computed {median(self.computed_us):.0f} us a booking"
        return f"{said}, our load generator took {median(self.own_shares):.0%} of a core"


def postgres(session: DeskSession) -> Iterator[Figure]:
    """Against pgbench on the same PostgreSQL, with each number of clients."""
    found = []
    with running_postgres() as server, tempfile.TemporaryDirectory(prefix="stagehold-bench-") as folder:
        everybody = server.url("postgres")
        for clients in session.scale.clients:
            with ExitStack() as databases:
                peers = {}
                for name, text in scripts().items():
                    tables_for_pgbench(databases.enter_context(fresh_database(everybody, name)))
                    script = Path(folder) / f"{name}.sql"
                    script.write_text(text, encoding="utf-8")
                    peers[name] = partial(Pgbench(server, name, script, clients).run, stop=session.stop)
                ours = databases.enter_context(fresh_database(everybody, "desk"))
                rounds = _take_turns(session, ours, clients, peers)
            found.append(rounds)
            yield from _figures("postgres", rounds, SCRIPTS)
    yield from headlines("postgres", found, SCRIPTS)


def sqlite(session: DeskSession) -> Iterator[Figure]:
    """Against the same rows inserted by Python's own module into a file beside the desk's."""
    found = []
    for clients in session.scale.clients:
        with tempfile.TemporaryDirectory(prefix="stagehold-bench-") as folder:
            beside = Path(folder) / "raw.sqlite"
            open_store(beside).close()
            with closing(RawSqlite(beside)) as raw:
                rounds = _take_turns(session, str(Path(folder) / "desk.sqlite"), clients, {"raw": raw.run})
        found.append(rounds)
        yield from _figures("sqlite", rounds, INSERTS)
    yield from headlines("sqlite", found, INSERTS)


def headlines(database: str, found: Sequence[Rounds], peers: Mapping[str, tuple[str, str]]) -> Iterator[Figure]:
    """The ratio to each peer that is held against its goal: of the numbers of clients the one with the median ratio."""
    clients = ", ".join(str(rounds.clients) for rounds in found)
    for peer, (name, words) in peers.items():
        ordered = sorted(found, key=lambda rounds: rounds.rate / rounds.peer(peer))
        middle = ordered[(len(ordered) - 1) // 2]
        note = f"the median of the ratios with {clients} clients: {middle.note}"
        yield compared(f"{database}-{name}", middle.rate, UNIT, words, middle.peer(peer), note)


def _take_turns(session: DeskSession, address: str, clients: int, peers: Peers) -> Rounds:
    """Ours and the peers one after the other, the first ones to go changing from round to round."""
    scale = session.scale
    rounds = Rounds(clients)
    secret = open_desk(address, lot())
    with running_server(address) as server:
        requests = booking_requests(server.port, secret)

        def ours(seconds: float) -> None:
            before = server.cpu_seconds
            calls = call(server.port, clients, seconds, requests, 201, session.stop)
            session.check()
            after = server.cpu_seconds
            rounds.ours.append(calls.rate)
            rounds.latencies += calls.latencies
            rounds.own_shares.append(calls.own_share)
            if before is not None and after is not None:
                rounds.computed_us.append((after - before) / len(calls.latencies) * 1e6)

        def theirs(name: str, seconds: float) -> None:
            raw = peers[name](seconds)
            session.check()
            rounds.peers.setdefault(name, []).append(raw)

        call(server.port, clients, min(WARM_SECONDS, scale.seconds), requests, 201, session.stop)
        for number in range(scale.rounds):
            session.check()
            if number % 2 == 0:
                ours(scale.seconds)
            for name in peers:
                theirs(name, scale.seconds)
            if number % 2 == 1:
                ours(scale.seconds)
            session.say(_said(rounds))
    return rounds


def _said(rounds: Rounds) -> str:
    theirs = ", ".join(f"{name} {raws[-1].rate:,.0f}" for name, raws in rounds.peers.items())
    return f"{rounds.clients} clients, round {len(rounds.ours)}: over HTTP {rounds.ours[-1]:,.0f} {UNIT}; {theirs}"


def _figures(database: str, rounds: Rounds, peers: Mapping[str, tuple[str, str]]) -> Iterator[Figure]:
    clients = rounds.clients
    for peer, (name, words) in peers.items():
        yield compared(f"{database}-{name}-{clients}", rounds.rate, UNIT, words, rounds.peer(peer), rounds.note)
    first = next(iter(peers))
    mean = median(raw.mean_ms for raw in rounds.peers[first])
    ours = [1000 * seconds for seconds in rounds.latencies]
    note = f"{len(ours):,} bookings by {clients} clients"
    words = "the mean of the peer"
    yield compared(f"{database}-p50-ms-{clients}", percentile(ours, 0.5), "ms", words, mean, note)
    yield Figure(name=f"{database}-p99-ms-{clients}", value=percentile(ours, 0.99), unit="ms", note=note)


def tables_for_pgbench(url: str) -> None:
    """The tables of a desk, the number of each stage and a sequence: what scripts need."""
    open_store(url).close()
    with psycopg.connect(url) as connection:
        rows = [(number, stage(number)) for number in range(STAGES)]
        connection.cursor().executemany("INSERT INTO space (no, id) VALUES (%s, %s)", rows)
        connection.execute(f"CREATE SEQUENCE {SEQUENCE}")
