"""A real server of the desk as a process of its own, as ``stagehold serve`` starts it, and a token to call it with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stagehold.benching.desk.session import NotMeasured
from stagehold.desk.requests import Import
from stagehold.domain.portfolio import Portfolio
from stagehold.services.counter import Counter
from stagehold.services.people import first_owner, make_token
from stagehold.services.viewer import viewer_of_user
from stagehold.store import open_store
from stagehold.store.people_records import Role

SECONDS_TO_IMPORT = 600
SECONDS_TO_STOP = 20
# Limits of how often one token may ask would be all that is measured.
_UNLIMITED = {"STAGEHOLD_REQUESTS_PER_SECOND": "1000000", "STAGEHOLD_BURST": "1000000"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port on loopback, its process, and the link it printed, which signs its owner in once."""

    port: int
    process: subprocess.Popen[str]
    link: str | None = None

    @property
    def origin(self) -> str:
        """Its address for browsers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def cpu_seconds(self) -> float | None:
        """How long its threads have computed; None where the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            return None


def open_desk(address: str, portfolio: Portfolio) -> str:
    """Take a portfolio into a new desk; the secret of a token that may book there."""
    now = int(time.time())
    with open_store(address) as store:
        owner = first_owner(store.engine, now)
        if owner is None:
            raise NotMeasured(f"the desk at {address} is in use by others: a benchmark wants one of its own")
        _, secret = make_token(store.engine, viewer_of_user(owner), label="bench", role=Role.BOOKER, at=now)
        counter = Counter(store, lambda: datetime.now(UTC))
        try:
            counter.ask(Import(portfolio=portfolio), by=owner.name).result(SECONDS_TO_IMPORT)
        finally:
            counter.close()
    return secret


@contextmanager
def running_server(address: str, options: Sequence[str] = ()) -> Iterator[Server]:
    """Serve the desk at an address on a free port of loopback; ended in the end.

    Raises
    ------
    NotMeasured
        If it does not start; the message holds what it wrote.
    """
    command = [sys.executable, "-u", "-m", "stagehold", "serve", "--desk", address, "--port", "0", "--json", *options]
    world = {**{name: value for name, value in os.environ.items() if not name.startswith("STAGEHOLD_")}, **_UNLIMITED}
    # In a session of its own Ctrl-C does not reach it: it is ended from here.
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as words,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=words, text=True, env=world, start_new_session=True
        ) as process,
    ):
        try:
            told = _told(process)
            if told is None:
                words.seek(0)
                raise NotMeasured(f"stagehold serve ended with code {process.wait()}: {words.read().strip()[-1000:]}")
            yield Server(int(told["origin"].rpartition(":")[2]), process, told["link"])
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()


def _told(process: subprocess.Popen[str]) -> dict[str, str] | None:
    """What it says once it serves, one JSON object; None if it ends before that."""
    said = ""
    for line in process.stdout or ():
        said += line
        try:
            told: dict[str, str] = json.loads(said)
        except ValueError:
            continue
        return told
    return None
