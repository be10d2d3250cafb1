"""The built page: made when it is missing or older than what it is made from."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from pathlib import Path

SOURCES = ("src", "index.html", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json")
SECONDS_TO_BUILD = 600


def built(page: Path, lock: Path) -> Path:
    """The folder of the built page; ``lock`` is a file that all processes of a run of tests share.

    Raises
    ------
    AssertionError
        If it cannot be built; the message holds what the builder said.
    """
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not is_current(page):
            build(page)
    return page / "dist"


def is_current(page: Path) -> bool:
    """Whether nothing that the page is made from is newer than the page."""
    made = page / "dist" / "index.html"
    if not made.exists():
        return False
    sources = [file for name in SOURCES for file in ([page / name] if (page / name).is_file() else _under(page / name))]
    return max(file.stat().st_mtime for file in sources) <= made.stat().st_mtime


def _under(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def build(page: Path) -> None:
    """Build it as ./run does, by the pinned node of requirements/board.txt."""
    project = page.parents[3]
    command = [sys.executable, str(project / "hatch_build.py"), "build"]
    ended = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=SECONDS_TO_BUILD)
    assert ended.returncode == 0, f"the page cannot be built:\n{ended.stdout}\n{ended.stderr}"
