"""Draws the pictures of the pages from the running program: ``./run docs --pictures``.

Drawings of reports come from the command line as SVG. Pictures of the board are taken by a browser (Chromium, as the
tests of the board use it) from a real server on the East Asia example. None is larger than ``MOST_BYTES``.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROJECT = Path(__file__).resolve().parents[2]
MOST_BYTES = 300_000
COLOURS = 128  # of a picture of the board: its colours are few, and a palette is a third of the size
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
DESKTOP, PHONE = {"width": 1440, "height": 810}, {"width": 390, "height": 844}
SIGN_IN = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


def draw_all(folder: Path) -> None:
    """Draw every picture into a folder.

    Raises
    ------
    SystemExit
        If the program does not do what a picture needs, no browser is found, or a picture is too large.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw_reports(folder)
    draw_board(folder)
    for picture in sorted(folder.iterdir()):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(PROJECT)}  {size // 1000} kB\n")
        if size > MOST_BYTES:
            raise SystemExit(f"{picture.name} has {size} bytes; allowed: {MOST_BYTES}")


# --- drawings of reports ----------------------------------------------------------------------------------------------


def draw_reports(folder: Path) -> None:
    """The plan of the harbour lot, what its lease costs, how sure its plan is, and the curve of advice."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        plan = "import stagehold; stagehold.plan('examples/harbour-lot', seconds=20).picture().save({!r})"
        _run([sys.executable, "-c", plan.format(str(folder / "harbour-lot.svg"))])
        for command, drawn, picture in REPORTS:
            _run([sys.executable, "-m", "stagehold", *command, str(here / "drawn.svg")])
            shutil.copy(here / drawn, folder / picture)


# Command with the option that names the file, what it writes, and what the pages call it.
REPORTS: list[tuple[list[str], str, str]] = []


def _run(command: list[str]) -> None:
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300)
    if ended.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr}")


# --- the board --------------------------------------------------------------------------------------------------------


@contextmanager
def served() -> Iterator[str]:
    """A server with the East Asia example in a folder that is gone afterwards; its link that signs in."""
    command = [sys.executable, "-m", "stagehold", "serve", "--demo", "--port", "0"]
    with tempfile.TemporaryDirectory() as name:
        world = {**os.environ, "TMPDIR": name, "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(
            command, cwd=name, env=world, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            assert server.stdout is not None
            for line in server.stdout:
                link = SIGN_IN.search(line)
                if link:
                    yield link[0]
                    return
            raise SystemExit("stagehold serve --demo printed no link")
        finally:
            server.terminate()
            server.wait(timeout=20)


def find_browser() -> str:
    """The browser to use.

    Raises
    ------
    SystemExit
        If there is none.
    """
    named = os.environ.get("STAGEHOLD_CHROME")
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("no Chromium found: install one, or name it in STAGEHOLD_CHROME")
    return found


def draw_board(folder: Path) -> None:
    """The board in three languages, its list on a phone, and what else the pages show."""
    from playwright.sync_api import sync_playwright

    with served() as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        state = _signed_in(browser, link)
        for name, language, size, address in BOARD:
            context = browser.new_context(viewport=size, locale=language, storage_state=state, reduced_motion="reduce")
            page = context.new_page()
            page.goto(f"{link.split('/', 3)[0]}//{link.split('/', 3)[2]}/{address}")
            _settle(page)
            _save(page.screenshot(), folder / f"{name}.png")
            context.close()
        browser.close()


# Name of the picture, language, size, address.
BOARD = [
    ("board-en", "en-US", DESKTOP, "#/timeline"),
    ("board-ja", "ja-JP", DESKTOP, "#/timeline"),
    ("board-ko", "ko-KR", DESKTOP, "#/timeline"),
    ("board-phone", "en-US", PHONE, "#/list"),
]


def _signed_in(browser: Browser, link: str) -> str:
    """What a browser remembers once it has opened the link and read the guide of a first visit."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    _settle(page)
    context.storage_state(path=(kept := f"{tempfile.gettempdir()}/stagehold-pictures.json"))
    context.close()
    return kept


def _settle(page: Page) -> None:
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)  # the stream of events stays open, so the network is never idle


def _save(png: bytes, file: Path) -> None:
    """Write a picture with few colours."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            file, optimize=True
        )
