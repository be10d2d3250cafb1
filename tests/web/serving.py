"""The server as a program of its own: ``python serving.py DATABASE [SETTING=VALUE …]``.

``clock=2026-12-01T01:00:00+00:00`` lets its time begin then; it passes as it always does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it answers, the link it printed, and its process."""

    origin: str
    link: str | None
    process: subprocess.Popen[str]


@contextmanager
def served(address: str | Path, **settings: object) -> Iterator[Served]:
    """A server of the desk at an address, on a free port of loopback; it ends by SIGTERM, and without an error."""
    given = [f"{name}={value}" for name, value in settings.items()]
    command = [sys.executable, __file__, str(address), *given]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, f"the server ended with {process.wait(10)}"
        told = json.loads(line)
        yield Served(told["origin"], told["link"], process)
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
    now = clock_from(given.pop("clock", None))
    with open_store(sys.argv[1]) as store:
        serve(store, read_settings(None, environment, **given), announce, now)


def clock_from(begin: str | None) -> Callable[[], datetime]:
    """A clock that goes on from a time, or from now."""
    started = datetime.now(UTC)
    ahead = timedelta(0) if begin is None else datetime.fromisoformat(begin) - started
    return lambda: datetime.now(UTC) + ahead


if __name__ == "__main__":
    main()
