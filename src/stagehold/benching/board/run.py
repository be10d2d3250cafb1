"""The benchmark of the board: two sizes, each beside vis-timeline in the same browser; what it found at any moment."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

from stagehold.benching.board import peer
from stagehold.benching.board.chrome import Chrome, running_chrome
from stagehold.benching.board.made import DAYS, YEARS, made_board
from stagehold.benching.board.session import BoardSession, Size
from stagehold.benching.board.sheet import SIZE, Moved, Sheet, moved, opened
from stagehold.benching.board.tab import Fetched, Tab, new_tab
from stagehold.benching.browser import NoBrowser, find_browser
from stagehold.benching.desk.server import Server, open_desk, running_server
from stagehold.benching.desk.session import NotMeasured
from stagehold.benching.figures import Figure, compared, missing
from stagehold.benching.machine import machine, versions
from stagehold.benching.results import Results
from stagehold.benching.watched import Interrupted
from stagehold.domain.errors import StageholdError

LIBRARIES = ("granian", "litestar", "msgspec", "SQLAlchemy")
NAMES = ("ready-s", "scroll-fps", "zoom-fps", "heap-mb", "script-kb")
SECONDS_TO_READY = 60.0
SLOW = 5.0  # seconds: whoever takes so long is opened once
# For each bar in sight there is an element with its name, for keyboard and screen readers.
BARS = "[role=gridcell]"


@dataclass(frozen=True, slots=True)
class Measured:
    """All of one page: seconds to ready of each opening, what came for it, and how it moved."""

    ready: list[float]
    fetched: Fetched
    moved: Moved


def begin_board(session: BoardSession) -> Results:
    """An empty result, with machine, versions and date."""
    scale = session.scale
    sizes = " and ".join(f"{size.stages} x {size.bars}" for size in scale.sizes)
    return Results(
        machine=machine(),
        versions=versions(LIBRARIES),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        scale=scale.name.value,
        seed=session.seed,
        settings={"stages x bars": sizes, "openings": scale.rounds},
        goals=tuple(f"{name}{size.suffix}" for size in scale.sizes for name in NAMES),
    )


def run_board(session: BoardSession, results: Results) -> None:
    """Measure both sizes; an interrupted run keeps what it has and names what it has not."""
    for size in session.scale.sizes:
        session.say(f"{size.stages} stages, {size.bars} bars over {YEARS} years")
        try:
            for figure in _figures(session, size, results):
                results.figures.append(replace(figure, judged=session.scale.judged))
        except (Interrupted, KeyboardInterrupt):
            results.interrupted = True
            _name_missing(results, "", "the run was interrupted")
            return
        except (StageholdError, NotMeasured, OSError) as wrong:
            session.say(f"not measured: {wrong}")
            _name_missing(results, size.suffix, str(wrong))


def _name_missing(results: Results, suffix: str, why: str) -> None:
    """The promised rows that are not there, of one size or of all."""
    have = {figure.name for figure in results.figures}
    large = "-large"
    asked = [name for name in results.goals if not suffix or name.endswith(large) is (suffix == large)]
    results.figures += [missing(name, "", why) for name in asked if name not in have]


def _figures(session: BoardSession, size: Size, results: Results) -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="stagehold-bench-board-"))
        first = date(datetime.now(UTC).year, 1, 1)
        address = str(Path(folder) / "desk.sqlite")
        secret = open_desk(address, made_board(session.seed, size.stages, size.bars, first))
        session.check()
        server = stack.enter_context(running_server(address))
        data = _board(server, secret)
        chrome = stack.enter_context(running_chrome(find_browser(), SIZE))
        results.versions["browser"] = chrome.call("Browser.getVersion")["product"]
        ours, tab = _ours(stack, chrome, server, first)
        theirs, why = _theirs(session, stack, data, first, results)
        found, beside, why = _both(session, chrome, (ours, tab), theirs, why)
    yield from _compared(size, found, beside, why, len(data))


def _ours(stack: ExitStack, chrome: Chrome, server: Server, first: date) -> tuple[Sheet, Tab]:
    tab = stack.enter_context(new_tab(chrome, SIZE))
    if server.link is None:
        raise NotMeasured("the server printed no link to sign in with")
    tab.visit(server.link)
    tab.evaluate("localStorage.setItem('stagehold.guide', 'seen')")  # as for a reader who has been here before
    last = date.fromordinal(first.toordinal() + DAYS)
    return Sheet("board", f"{server.origin}/#/timeline?from={first}&to={last}", BARS), tab


def _theirs(
    session: BoardSession, stack: ExitStack, data: bytes, first: date, results: Results
) -> tuple[Sheet | None, str]:
    """The page of vis-timeline over the same data, or why there is none."""
    if not session.scale.peer_seconds:
        return None, "left out of a quick run"
    try:
        library = stack.enter_context(peer.fetched())
    except (NotMeasured, OSError) as wrong:
        session.say(f"warning: no vis-timeline: {wrong}; its columns will be empty")
        results.versions["peer: vis-timeline"] = f"missing: {wrong}"
        return None, str(wrong)
    results.versions["vis-timeline"] = peer.VERSION
    board: dict[str, Any] = json.loads(data)
    address = stack.enter_context(peer.served(library, peer.as_items(board, first, DAYS)))
    return Sheet("vis-timeline", address, ".vis-item.vis-range"), ""


def _both(
    session: BoardSession, chrome: Chrome, ours: tuple[Sheet, Tab], theirs: Sheet | None, why: str
) -> tuple[Measured, Measured | None, str]:
    """The board, then the peer: pages that are open at once would take each other's time."""
    sheet, tab = ours
    found = _measured(session, sheet, tab, SECONDS_TO_READY)
    tab.visit("about:blank")
    if theirs is None:
        return found, None, why
    try:
        with new_tab(chrome, SIZE) as other:
            return found, _measured(session, theirs, other, session.scale.peer_seconds), ""
    except (NotMeasured, NoBrowser) as wrong:
        session.say(f"vis-timeline: {wrong}")
        return found, None, str(wrong)


def _measured(session: BoardSession, sheet: Sheet, tab: Tab, seconds: float) -> Measured:
    ready = []
    for _ in range(session.scale.rounds):
        took, fetched = opened(tab, sheet, session.scale, seconds)
        ready.append(took)
        session.check()
        if took > SLOW:
            break  # another opening would say the same
    session.say(f"{sheet.name}: ready after {median(ready):.2f} s")
    how = moved(tab, sheet, session.scale, session.check)
    session.say(f"{sheet.name}: scroll {how.scroll.per_second:.0f}, zoom {how.zoom.per_second:.0f} frames a second")
    return Measured(ready, fetched, how)


def _compared(size: Size, ours: Measured, theirs: Measured | None, why: str, snapshot: int) -> Iterator[Figure]:
    beside = "vis-timeline"
    without = "" if theirs is not None else f"no {beside}: {why}"

    def row(name: str, unit: str, value: float, other: float | None, note: str = "") -> Figure:
        told = "; ".join(filter(None, (note, without)))
        return compared(f"{name}{size.suffix}", value, unit, beside, other, told)

    def of(them: Measured | None, what: str) -> float | None:
        return None if them is None else _values(them)[what]

    mine = _values(ours)
    spread = f"median of {len(ours.ready)} openings without cache, the slowest {max(ours.ready):.3g}"
    yield row("ready-s", "s", mine["ready"], of(theirs, "ready"), spread)
    for way, frames in (("scroll", ours.moved.scroll), ("zoom", ours.moved.zoom)):
        note = f"the longest frame {frames.longest:.0f} ms"
        yield row(f"{way}-fps", "frames/s", mine[way], of(theirs, way), note)
    yield row("heap-mb", "MB", mine["heap"], of(theirs, "heap"), "of JavaScript, after scrolling and zooming")
    yield row("script-kb", "kB", mine["script"], of(theirs, "script"), "as it came, compressed")
    yield row("fetched-kb", "kB", mine["fetched"], of(theirs, "fetched"), f"data of {snapshot / 1000:.0f} kB included")
    yield row("drawn", "bars", float(ours.moved.drawn), None if theirs is None else float(theirs.moved.drawn))


def _values(measured: Measured) -> dict[str, float]:
    return {
        "ready": median(measured.ready),
        "scroll": measured.moved.scroll.per_second,
        "zoom": measured.moved.zoom.per_second,
        "heap": measured.moved.heap / 1e6,
        "script": measured.fetched.script / 1e3,
        "fetched": measured.fetched.all / 1e3,
    }


def _board(server: Server, secret: str) -> bytes:
    """What the server gives for the timeline."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.request("GET", "/api/v1/board", headers={"Authorization": f"Bearer {secret}"})
        answer = connection.getresponse()
        body = answer.read()
    if answer.status != HTTPStatus.OK:
        raise NotMeasured(f"the server answered {answer.status} where the data of the timeline was asked for")
    return body
