"""Draws the pictures of the pages from the running program: ``./run docs --pictures``.

Drawings of reports come from the command line as SVG. Pictures of the board are taken by a browser from a real server:
browser, clock and one of the desks are those of the tests of the board, the other desk is that of ``serve --demo``.
None is larger than ``MOST_BYTES``.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "tests"))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from board.building import built  # noqa: E402  (what the tests of the board are made of)
from board.desks import HARBOUR, PASSWORD, template  # noqa: E402
from board.launcher import browser_program, missing_fonts  # noqa: E402
from board.reader import Reader, keep_guide_away, set_clock, sign_in  # noqa: E402
from stagehold.benching.browser import FLAGS  # noqa: E402
from stagehold.planning.budget import Budget  # noqa: E402
from stagehold.services import people  # noqa: E402
from stagehold.services.demo_desk import SECONDS, fill  # noqa: E402
from stagehold.store import open_store  # noqa: E402
from stagehold.store.people_records import EVERYWHERE, Role  # noqa: E402
from web.serving import Served, served  # noqa: E402

MOST_BYTES = 300_000
COLOURS = 128  # of a picture of the board: its colours are few, and a palette is a third of the size
DESKTOP, PHONE = (1440, 720), (390, 720)
SETTLED = 2000  # ms; the stream of events stays open, so the network is never idle
LOCALES = {"en": "en-US", "ja": "ja-JP", "ko": "ko-KR"}
WHO = "olga"
NOW = HARBOUR.now  # when every picture was taken


class Desk(StrEnum):
    """What a desk is filled with: what ``serve --demo`` shows, or Harbour Lot as the tests have it."""

    DEMO = "demo"
    HARBOUR = "harbour"


@dataclass(frozen=True, slots=True)
class View:
    """A picture of the board: what it is called, on which desk, where, for whom."""

    name: str
    desk: Desk
    address: str
    language: str = "en"
    size: tuple[int, int] = DESKTOP


MONTHS = "timeline?from=2026-11-01&to=2027-11-15"
VIEWS = (
    View("board-en", Desk.DEMO, MONTHS),
    View("board-ja", Desk.DEMO, MONTHS, "ja"),
    View("board-ko", Desk.DEMO, MONTHS, "ko"),
    View("board-phone", Desk.HARBOUR, "list", size=PHONE),
    View("board-plan", Desk.HARBOUR, "plan/1"),
)
CAUSES = """
risks:
  - {id: late, kind: own, why: Of last year's starts, ready_shift: {kind: triangular, low: -7, mode: 7, high: 60}}
"""


def draw_all(folder: Path) -> None:
    """Draw every picture into a folder.

    Raises
    ------
    SystemExit
        If the program does not do what a picture needs, or a picture is too large.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw_reports(folder)
    draw_board(folder)
    for picture in sorted(folder.iterdir()):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.name}  {size / 1000:.0f} kB\n")
        if size > MOST_BYTES:
            raise SystemExit(f"{picture.name} has {size} bytes; allowed: {MOST_BYTES}")


# --- drawings of reports ----------------------------------------------------------------------------------------------


def draw_reports(folder: Path) -> None:
    """The plan of the harbour lot, what its lease costs, and how sure the plan is."""
    with tempfile.TemporaryDirectory() as name:
        drawn = Path(name)
        lot = drawn / "my-lot"
        shutil.copytree(PROJECT / "examples" / "harbour-lot", lot)
        _run(
            sys.executable,
            "-c",
            f"import stagehold; stagehold.plan({str(lot)!r}).picture().save({name + '/plan.svg'!r})",
        )
        _stagehold("lease", lot, "lease-harbour", "--svg", drawn / "lease.svg")
        (lot / "causes.yaml").write_text(CAUSES, encoding="utf-8")
        _stagehold("risk", lot, "--workers", 1, "--futures", 2000, "--picture", drawn / "risk.svg")
        for made, called in (("plan", "harbour-lot"), ("lease", "lease"), ("risk-1", "risk-finish")):
            shutil.copy(drawn / f"{made}.svg", folder / f"{called}.svg")


def _stagehold(*arguments: object) -> None:
    _run(sys.executable, "-m", "stagehold", *map(str, arguments))


def _run(*command: str) -> None:
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300)
    if ended.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr}")


# --- the board --------------------------------------------------------------------------------------------------------


def draw_board(folder: Path) -> None:
    """Every view, each on a desk as it was made."""
    missing = missing_fonts()
    if missing:
        raise SystemExit(f"no font writes {', '.join(missing)}: install one (Debian: apt install fonts-noto-cjk)")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        here = Path(name)
        built(PROJECT / "src" / "stagehold" / "web" / "board", here / "page.lock")
        browser = playwright.chromium.launch(executable_path=str(browser_program()), args=list(FLAGS))
        for kind in Desk:
            with served(_filled(here, kind), clock=NOW.isoformat(), requests_per_second=1000) as server:
                for view in VIEWS:
                    if view.desk is kind:
                        _take(browser, server, view, folder / f"{view.name}.png")
        browser.close()


def _filled(folder: Path, kind: Desk) -> Path:
    """The file of a desk with a published plan, as it is on the first day that a picture shows."""
    if kind is Desk.HARBOUR:
        return template(folder, HARBOUR)
    file = folder / "demo.sqlite"
    at = NOW - timedelta(hours=1)
    with open_store(file) as store:
        fill(store, Budget(seconds=SECONDS, workers=2), at)
        people.put_user(
            store.engine,
            name=WHO,
            display=WHO.title(),
            at=int(at.timestamp()),
            roles={EVERYWHERE: Role.OWNER},
            new=True,
        )
        people.set_password(store.engine, WHO, PASSWORD, int(at.timestamp()))
    return file


@contextmanager
def _reader(browser: Browser, server: Served, language: str, size: tuple[int, int]) -> Iterator[Reader]:
    """Somebody who is signed in and has been here before."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale=LOCALES[language],
        timezone_id="Asia/Tokyo",
        reduced_motion="reduce",
    )
    set_clock(context, server.ahead)
    keep_guide_away(context)
    sign_in(context, server.origin, WHO, language)
    try:
        yield Reader(context.new_page(), server.origin, WHO, language)
    finally:
        context.close()


def _take(browser: Browser, server: Served, view: View, file: Path) -> None:
    with _reader(browser, server, view.language, view.size) as reader:
        reader.go(view.address)
        reader.page.wait_for_timeout(SETTLED)
        _save(reader.page.screenshot(), file)
        if reader.trouble:
            raise SystemExit(f"{view.name}: {'; '.join(reader.trouble)}")


def _save(png: bytes, file: Path) -> None:
    """Write a picture with few colours."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(file, optimize=True)
