"""A Chromium for the tests: one that is there, else one that is fetched. Without any they fail; none is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from stagehold.benching.browser import NoBrowser, find_browser

FONTS = ("ja", "ko")
SECONDS_TO_FETCH = 600


@cache
def browser_program() -> Path:
    """The Chromium to test with: ``STAGEHOLD_CHROME``, PATH, Playwright's own, Debian's, npm's, in this order.

    Raises
    ------
    NoBrowser
        If there is none and none can be fetched; the message says what each way said.
    """
    try:
        return find_browser()
    except NoBrowser as wrong:
        if os.environ.get("STAGEHOLD_CHROME"):
            raise
        said = [str(wrong)]
    ways: list[Callable[[], Path | None]] = [_of_playwright, _of_the_system, _of_npm]
    for way in ways:
        try:
            found = way()
        except (OSError, subprocess.SubprocessError) as failed:
            said.append(f"{way.__name__}: {failed}")
            continue
        if found is not None:
            return found
    raise NoBrowser("there is no Chromium to test with, and none could be fetched:\n" + "\n".join(said))


def missing_fonts() -> list[str]:
    """The languages of the board that no installed font writes; nothing where the system does not say."""
    if shutil.which("fc-list") is None:
        return []
    return [language for language in FONTS if not _run(["fc-list", f":lang={language}"]).strip()]


def _run(command: list[str], **options: object) -> str:
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_FETCH,
        check=True,
        **options,  # type: ignore[call-overload]
    )
    return str(ended.stdout)


def _of_playwright() -> Path | None:
    """Its own build, for the system it knows."""
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    told = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    path = Path(_run([sys.executable, "-c", told]).strip())
    return path if path.exists() else None


def _of_the_system() -> Path | None:
    """Debian's package, where this may be installed, with the fonts."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    world = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-q"], env=world)
    _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], env=world)
    return find_browser()


def _of_npm() -> Path | None:
    """A build in a package of npm, unpacked by its own script."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    folder = Path(sys.prefix) / "chromium-of-npm"
    folder.mkdir(exist_ok=True)
    _run([npm, "install", "--silent", "--no-save", "--prefix", str(folder), "@sparticuz/chromium"])
    told = "import('@sparticuz/chromium').then(async (found) => console.log(await found.default.executablePath()))"
    path = Path(_run([node, "--input-type=module", "-e", told], cwd=folder).strip())
    return path if path.exists() else None
