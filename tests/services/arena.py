"""Where clients fight: three stages under three policies, a token for each client, and servers that can be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from services.fighters import Asked, Orders
from stagehold.desk.requests import Import
from stagehold.domain.booking import AfterConfirm, Policy, PolicyCondition
from stagehold.domain.days import parse_duration
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Party, PhaseKind, Space, SpaceKind, Studio
from stagehold.services.counter import Counter
from stagehold.services.people import first_owner, make_token
from stagehold.services.viewer import viewer_of_user
from stagehold.store import open_store
from stagehold.store.people_records import Role

PARTIES = 12


def portfolio() -> Portfolio:
    """Stage a where a challenge decides, b where a firm booking beats holds, c where holds wait behind a booking."""
    policies = [
        Policy(
            id="rules-a",
            max_rank=4,
            challenge_clock=parse_duration("PT24H"),
            confirm_clock=parse_duration("PT48H"),
            offer_clock=parse_duration("PT1H"),
            conditions=(PolicyCondition(kind="agreement", within=parse_duration("P7D")),),
            currency="USD",
            rates={PhaseKind.SHOOT: Decimal(875)},
        ),
        Policy(id="rules-b", firm_beats_holds=True, firm_answer_clock=parse_duration("PT24H"), turnover_after=1),
        Policy(
            id="rules-c", after_confirm=AfterConfirm.WAIT, hold_expiry=parse_duration("P7D"), renewals=2, max_rank=6
        ),
    ]
    places = [("a", "US", "America/Los_Angeles"), ("b", "JP", "Asia/Tokyo"), ("c", "GB", "Europe/London")]
    return Portfolio.of(
        [
            Party(id="house", name="The house"),
            *(Party(id=f"party-{number}", name=f"Party {number}") for number in range(PARTIES)),
            *policies,
            *(
                Studio(
                    id=f"lot-{id_}",
                    name=Name(en=f"Lot {id_}"),
                    operator="house",
                    country=country,
                    time_zone=zone,
                    policy=f"rules-{id_}",
                )
                for id_, country, zone in places
            ),
            *(Space(id=id_, studio=f"lot-{id_}", kind=SpaceKind.STAGE) for id_, _, _ in places),
        ]
    )


def open_arena(address: str, clients: int, seed: int, end: Path) -> list[Orders]:
    """Take the stages in and give each client a token; ports are still to come. Every second one is an outside party,
    every twelfth may close stages."""
    now = int(time.time())
    with open_store(address) as store:
        owner = first_owner(store.engine, now)
        assert owner is not None
        viewer = viewer_of_user(owner)
        counter = Counter(store, lambda: datetime.now(UTC))
        counter.ask(Import(portfolio=portfolio()), by=owner.name).result(60)
        counter.close()
        everybody = []
        for number in range(clients):
            outside, planner = number % 2 == 1, number % 12 == 0
            party = f"party-{number % PARTIES}"
            _, secret = make_token(
                store.engine,
                viewer,
                label=f"client {number}",
                role=Role.PLANNER if planner else Role.BOOKER,
                at=now,
                party=party if outside else None,
            )
            everybody.append(
                Orders(
                    name=f"fighter-{number}",
                    token=secret,
                    party=party,
                    outside=outside,
                    may_close=planner,
                    seed=f"{seed}/{number}",
                    ports=(),
                    end=str(end),
                )
            )
    return everybody


class Server:
    """``stagehold serve`` on a port that stays the same through all of its starts."""

    def __init__(self, address: str, trouble: Path) -> None:
        self._address = address
        self._trouble = trouble  # what it says on standard error, in all of its lives
        self.port = 0
        self._process = self._begun()

    def _begun(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-u", "-m", "stagehold", "serve", "--desk", self._address]
        command += ["--port", str(self.port), "--json"]
        world = {**os.environ, "STAGEHOLD_REQUESTS_PER_SECOND": "100000", "STAGEHOLD_BURST": "100000"}
        with self._trouble.open("a") as trouble:
            return subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=trouble, text=True, env=world, start_new_session=True
            )

    def wait(self) -> None:
        """Until it serves."""
        said = _first_object(self._process)
        if said is None:
            ended = self._process.wait(30)
            raise AssertionError(
                f"the server ended with {ended} before it served: {self._trouble.read_text()[-4_000:]}"
            )
        self.port = int(said["origin"].rpartition(":")[2])

    def kill_and_start(self) -> None:
        """Kill it, as a power cut would but for the disk, and start it again."""
        self._process.send_signal(signal.SIGKILL)
        assert self._process.wait(30) == -signal.SIGKILL
        self._close()
        self._process = self._begun()
        self.wait()

    def stop(self) -> None:
        """In order."""
        if self._process.poll() is None:
            self._process.terminate()
            assert self._process.wait(60) == 0
        self._close()

    def _close(self) -> None:
        if self._process.stdout is not None:
            self._process.stdout.close()


def crash_postgres(url: str) -> None:
    """Kill a process of the database's server: it ends all others, and recovers from its log."""
    asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1"
    with psycopg.connect(url) as connection:
        row = connection.execute(asked).fetchone()
    assert row is not None
    os.kill(row[0], signal.SIGKILL)


def _first_object(process: subprocess.Popen[str]) -> dict[str, Any] | None:
    said = ""
    for line in process.stdout or ():
        said += line
        if line.rstrip() == "}":
            found: dict[str, Any] = json.loads(said)
            return found
    return None


class Process:
    """Clients that fight in a process of their own."""

    def __init__(self, everybody: list[Orders], file: Path) -> None:
        file.write_text(json.dumps([_plain(orders) for orders in everybody]), encoding="utf-8")
        command = [sys.executable, str(Path(__file__).with_name("fighters.py")), str(file)]
        self._out = file.with_suffix(".out").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(command, stdout=self._out)

    def asked(self) -> list[Asked]:
        """All that they asked, once the fight is over."""
        assert self._process.wait(200) == 0
        self._out.seek(0)
        with self._out:
            return [Asked(**item) for item in json.load(self._out)]


def _plain(orders: Orders) -> dict[str, Any]:
    return {name: getattr(orders, name) for name in Orders.__dataclass_fields__}
