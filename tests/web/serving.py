"""The server as a program of its own: ``python serving.py DATABASE [SETTING=VALUE …]``.

``ahead=3600`` lets its time be that many seconds ahead of ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it answers, the link it printed, its process, and how far its time is ahead of ours."""

    origin: str
    link: str | None
    process: subprocess.Popen[str]
    ahead: timedelta = timedelta(0)


@contextmanager
def served(address: str | Path, **settings: object) -> Iterator[Served]:
    """A server of the desk at an address, on a free port of loopback; it ends by SIGTERM, and without an error.

    Beside settings it takes ``clock``, as 2026-12-01T01:00+00:00: its time begins then, and passes as it always does.
    """
    begin = settings.pop("clock", None)
    ahead = timedelta(0) if begin is None else datetime.fromisoformat(str(begin)) - datetime.now(UTC)
    given = [f"ahead={ahead.total_seconds()}", *(f"{name}={value}" for name, value in settings.items())]
    command = [sys.executable, __file__, str(address), *given]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, f"the server ended with {process.wait(10)}"
        told = json.loads(line)
        yield Served(told["origin"], told["link"], process, ahead)
        if process.poll() is None:
            process.terminate()
            assert process.wait(20) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


def main() -> None:
    """Serve until told to stop."""
    from stagehold.store import open_store
    from stagehold.web.serve import Serving, serve
    from stagehold.web.settings import read_settings

    def announce(serving: Serving) -> None:
        print(json.dumps({"origin": serving.origin, "link": serving.link}), flush=True)

    given = {"port": "0", **dict(item.split("=", 1) for item in sys.argv[2:])}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STAGEHOLD_")}
    ahead = timedelta(seconds=float(given.pop("ahead", "0")))
    with open_store(sys.argv[1]) as store:
        serve(store, read_settings(None, environment, **given), announce, lambda: datetime.now(UTC) + ahead)


if __name__ == "__main__":
    main()
