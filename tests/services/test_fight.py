"""Many clients fight for three stages while their server is killed and started again, several times.

Nothing that was acknowledged is lost, nothing is done twice, no two bookings ever share a day, and whoever is refused
is told by which rule and why. As a rule 24 clients fight through two kills; under ``--long`` 256 do for a minute,
through five.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from services.aftermath import aftermath
from services.arena import Process, Server, crash_postgres, open_arena
from services.fighters import Asked, Fighter, Orders, fight
from stagehold.store import differences, open_store

Count = Callable[[int, int], int]
FEW = 24


@dataclass(slots=True)
class Fight:
    """What clients asked, and how long it took until a second server knew what the first one had written."""

    asked: list[Asked] = field(default_factory=list)
    seen_after: list[float] = field(default_factory=list)
    seconds: float = 0.0


def fought(address: str, servers: int, folder: Path, clients: int, seed: int, crash: Callable[[], object]) -> Fight:
    """Let the clients fight, a third of them in threads of this process, the others in two processes of their own.

    ``crash`` lets the database itself fail, once, before the last server is killed.
    """
    found = Fight()
    kills, pause = (2, 1.2) if clients <= FEW else (5, 8.0)
    end = folder / "end"
    *everybody, watcher = open_arena(address, clients + 1, seed, end)
    running = [Server(address, folder / f"server-{number}.txt") for number in range(servers)]
    try:
        for server in running:
            server.wait()
        ports = tuple(server.port for server in running)
        everybody = [replace(orders, ports=ports) for orders in everybody]
        looking = Fighter(replace(watcher, ports=ports))
        start = time.monotonic()
        # Neighbours in the list differ in what they may: blocks of four keep each kind in each share.
        shares = [[orders for number, orders in enumerate(everybody) if number // 4 % 3 == share] for share in range(3)]
        processes = [Process(share, folder / f"orders-{number}.json") for number, share in enumerate(shares[1:])]
        here = Thread(target=_into, args=(found.asked, shares[0]))
        here.start()
        for number in range(kills + 1):
            until = time.monotonic() + pause
            while time.monotonic() < until:
                if servers > 1:
                    found.seen_after.append(looking.seconds_until_seen(*ports))
                time.sleep(0.1)
            if number == kills - 1:
                crash()
            if number < kills:
                running[number % servers].kill_and_start()
        end.touch()
        here.join()
        for process in processes:
            found.asked += process.asked()
        found.asked += looking.asked
        found.seconds = time.monotonic() - start
        return found
    finally:
        end.touch()
        for server in running:
            server.stop()


def _into(asked: list[Asked], share: list[Orders]) -> None:
    asked += fight(share)


@pytest.mark.parametrize(
    ("database", "servers"), [("sqlite", 1), ("postgres", 2)], ids=["sqlite", "two-servers-on-postgres"]
)
def test_nothing_acknowledged_is_lost_or_done_twice_and_no_days_are_booked_twice(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    count: Count,
    seed: int,
    database: str,
    servers: int,
) -> None:
    address: str = str(tmp_path / "desk.sqlite") if database == "sqlite" else request.getfixturevalue("postgres_url")
    clients = count(FEW, 256)
    # A server of others would take its other databases with it.
    own = database == "postgres" and "STAGEHOLD_POSTGRES" not in os.environ
    fight_ = fought(address, servers, tmp_path, clients, seed, partial(crash_postgres, address) if own else int)
    with open_store(address) as store:
        found = aftermath(store, fight_.asked)
        rebuilt = differences(store.load(), store.rebuild())
    said = f"{database}, {clients} clients, {fight_.seconds:.0f} s: {found}"
    if fight_.seen_after:
        said += f"; seen by the other server after {max(fight_.seen_after) * 1000:.0f} ms at most"
    request.node.user_properties.append(("fight", said))
    with capsys.disabled():
        print(f"\n{said}")
    assert found.sound, "\n".join([*found.odd[:9], str(found)])
    assert rebuilt == []
    assert found.acknowledged > clients
    assert len(found.refused) > 3
