"""A Chromium to measure and to test with: where one is found, and how it is started."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from stagehold.domain.errors import StageholdError

VARIABLE = "STAGEHOLD_CHROME"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# It is to draw pages and do nothing else: no first-run questions, nothing fetched or reported by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
)


class NoBrowser(StageholdError):
    """There is no Chromium, or it does not start."""

    code = "no-browser"
    exit_code = 3


def find_browser(environment: Mapping[str, str] | None = None) -> Path:
    """The Chromium named by ``STAGEHOLD_CHROME``, else the first one on PATH.

    Raises
    ------
    NoBrowser
        If there is none, or the one that is named cannot be run.
    """
    world = os.environ if environment is None else environment
    named = world.get(VARIABLE)
    if named:
        if not os.access(named, os.X_OK) or Path(named).is_dir():
            raise NoBrowser(f"{VARIABLE} is {named}, which is no program that can be run: name a Chromium, or unset it")
        return Path(named)
    for program in PROGRAMS:
        found = shutil.which(program, path=world.get("PATH", os.defpath))
        if found is not None:
            return Path(found)
    raise NoBrowser(
        f"there is no Chromium on PATH (looked for {', '.join(PROGRAMS)}): install one (Debian: apt install chromium), "
        f"or name one in {VARIABLE}"
    )
