"""Desks for the tests of the board, filled from the examples: people with passwords, and a published plan."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import stagehold
from stagehold.desk.requests import Import, Publish
from stagehold.files import load
from stagehold.reports.plan_data import plan_as_data
from stagehold.services import people
from stagehold.services.counter import Counter
from stagehold.store import Store, open_store
from stagehold.store.people_records import EVERYWHERE, Role

PASSWORD = "a horse of some colour"
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Filling:
    """What a desk is filled with: a folder of the examples, the party to plan for, an outside party.

    ``now`` is a time before the first day of what is planned; server and browser both begin at it.
    """

    example: str
    party: str
    outside: str
    now: datetime


HARBOUR = Filling("harbour-lot", "kestrel", "lantern", datetime(2026, 12, 1, 1, tzinfo=UTC))
EAST_ASIA = Filling("east-asia", "netflix", "toho", datetime(2026, 8, 20, 1, tzinfo=UTC))


def people_of(filling: Filling) -> Mapping[str, tuple[Role, str | None]]:
    """Everybody by name: role and party."""
    return {
        "olga": (Role.OWNER, None),
        "pia": (Role.PLANNER, None),
        "paul": (Role.PLANNER, None),
        "ben": (Role.BOOKER, None),
        "vera": (Role.VIEWER, None),
        "beth": (Role.BOOKER, filling.outside),
    }


def fill(store: Store, filling: Filling, plan: dict[str, Any]) -> None:
    """Take the example in, publish its plan, and let everybody in."""
    portfolio = load(PROJECT / "examples" / filling.example).portfolio
    hour_ago = filling.now - timedelta(hours=1)
    counter = Counter(store, lambda: hour_ago)
    try:
        counter.ask(Import(portfolio=portfolio), by="olga").result(60)
        counter.ask(Publish(plan=plan), by="pia").result(60)
    finally:
        counter.close()
    at = int(hour_ago.timestamp())
    for name, (role, party) in people_of(filling).items():
        display, roles = name.title(), {EVERYWHERE: role}
        people.put_user(store.engine, name=name, display=display, at=at, roles=roles, party=party, new=True)
        people.set_password(store.engine, name, PASSWORD, at)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """What all processes of a run of tests share is made by one of them; the others wait."""
    with (folder / "board.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def planned(folder: Path, filling: Filling) -> dict[str, Any]:
    """The plan of an example as it is published; made once for all processes that share the folder."""
    file = folder / f"{filling.example}-plan.json"
    with one_at_a_time(folder):
        if not file.exists():
            plan = stagehold.plan(PROJECT / "examples" / filling.example, party=filling.party, seconds=5, seed=1).plan
            file.write_text(json.dumps({**plan_as_data(plan), "party": filling.party}), encoding="utf-8")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def template(folder: Path, filling: Filling) -> Path:
    """A file with a filled desk, made once for all processes that share the folder; to be copied."""
    plan = planned(folder, filling)
    file = folder / f"{filling.example}.sqlite"
    with one_at_a_time(folder):
        if not file.exists():
            made = folder / f"{filling.example}-being-made.sqlite"
            with open_store(made) as store:
                fill(store, filling, plan)
            made.rename(file)
    return file
