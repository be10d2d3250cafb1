"""The benchmark of the board: its data, its frames, its peer's page, and the page it is written to."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from stagehold.benching.board import peer
from stagehold.benching.board.chrome import Chrome, running_chrome
from stagehold.benching.board.made import DAYS, made_board
from stagehold.benching.board.tab import frames_of, new_tab
from stagehold.benching.browser import NoBrowser, find_browser
from stagehold.benching.desk.session import NotMeasured
from stagehold.benching.figures import BOARD_GOALS
from stagehold.benching.page import page
from stagehold.domain import readings
from stagehold.domain.booking import LineState

FIRST = date(2027, 1, 1)
SIZE = (800, 600)
# Forty rows that scroll, and a square that Ctrl with the wheel makes larger.
ROWS = "".join(f"<p class=bar style='height:60px;background:hsl({n * 9} 90 50)'>{n}</p>" for n in range(40))
SHEET = f"""data:text/html,<title>t</title><style>body{{margin:0}}</style>{ROWS}<script>
addEventListener('wheel', (event) => {{ if (event.ctrlKey) {{ event.preventDefault();
  document.body.style.zoom = 1.2 }} }},
{{ passive: false }})</script>"""


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    from board.launcher import browser_program

    with running_chrome(browser_program(), SIZE) as running:
        yield running


def test_the_made_board_is_the_same_for_the_same_seed_and_has_as_many_bars_as_asked() -> None:
    made = made_board(3, 25, 130, FIRST)
    assert made == made_board(3, 25, 130, FIRST)
    assert made != made_board(4, 25, 130, FIRST)
    lines = [line for booking in made.bookings.values() for line in booking.lines]
    assert (len(made.spaces), len(lines)) == (25, 130)
    states = Counter(line.state for line in lines)
    assert 0.45 < states[LineState.CONFIRMED] / 130 < 0.75
    assert Counter(line.space for line in lines).most_common()[0][1] == 6
    days = [readings.all_days(line.days) for line in lines]
    assert min(span.start for span in days) >= FIRST
    assert 0.9 * DAYS < (max(span.end for span in days) - FIRST).days <= DAYS


def test_frames_a_second_are_those_of_all_stretches_and_the_longest_is_named() -> None:
    frames = frames_of([[0.0, 10.0, 20.0], [100.0, 110.0, 140.0]])
    assert (frames.per_second, frames.longest) == (1000 * 4 / 60, 30.0)
    with pytest.raises(NotMeasured, match="drew no frames"):
        frames_of([[0.0, 10.0], [5.0]])


def test_a_page_is_ready_when_its_bars_are_painted_and_one_that_never_is_gives_no_figure(chrome: Chrome) -> None:
    with new_tab(chrome, SIZE) as tab:
        assert 0 < tab.ready(SHEET, ".bar", 40, 10) < 5
        with pytest.raises(NotMeasured, match=r"had not drawn 41 bars after 0\.5 s"):
            tab.ready(SHEET, ".bar", 41, 0.5)


def test_the_wheel_moves_the_page_and_one_that_moves_nothing_gives_no_figure(chrome: Chrome) -> None:
    with new_tab(chrome, SIZE) as tab:
        tab.ready(SHEET, ".bar", 40, 10)
        times = tab.wheel((400, 300), [(0.0, 60.0)] * 10)
        assert len(times) > 5
        assert tab.evaluate("scrollY") > 300
        assert tab.wheel((400, 300), [(0.0, -30.0)] * 5, ctrl=True)
        assert tab.heap() > 100_000
        tab.ready("data:text/html,<p class=bar>still</p>", ".bar", 1, 10)
        with pytest.raises(NotMeasured, match="moved nothing"):
            tab.wheel((400, 300), [(0.0, 60.0)] * 5)


def test_a_page_that_fails_says_what_it_said(chrome: Chrome) -> None:
    with new_tab(chrome, SIZE) as tab, pytest.raises(NotMeasured, match="never this"):
        tab.evaluate("(() => { throw new Error('never this') })()")


def test_what_is_fetched_is_counted_as_it_comes_over_the_wire(chrome: Chrome, tmp_path: Path) -> None:
    for name in peer.FILES:
        (tmp_path / name).write_text("/* " + "x" * 50_000 + " */ document.body.className = 'bar'", encoding="utf-8")
    data = {"items": [], "groups": [], "from": "2027-01-01", "to": "2031-12-31"}
    with peer.served(tmp_path, data) as address, new_tab(chrome, SIZE) as tab:
        tab.ready(address, "body.bar", 1, 10)
        fetched = tab.fetched()
    assert 500 < fetched.script < fetched.all < 10_000


def test_vis_timeline_gets_the_same_bars_and_days(tmp_path: Path) -> None:
    board = {
        "studios": [{"id": "lot", "name": {"en": "Lot"}}],
        "spaces": [{"id": "a", "studio": "lot", "name": {"en": "Stage A"}}],
        "bookings": [{"id": "b1", "title": "Fog"}],
        "lines": {"booking": ["b1"], "space": ["a"], "start": [20819], "end": [20829], "state": ["hold"]},
        "leases": [
            {"id": "l", "spaces": ["a"], "start": 20819, "end": 20820},
            {"id": "unpinned", "spaces": ["a"], "start": 20819, "end": None},
        ],
        "closures": [{"id": "c", "space": "a", "start": 20821, "end": 20822}],
    }
    found = peer.as_items(board, FIRST, 3)
    assert (found["from"], found["to"]) == ("2027-01-01", "2027-01-04")
    assert found["groups"] == [{"id": "a", "content": "Lot · Stage A", "order": 0}]
    bar, *behind = found["items"]
    assert (bar["start"], bar["end"], bar["content"], bar["className"]) == ("2027-01-01", "2027-01-11", "Fog", "hold")
    assert [(item["id"], item["type"]) for item in behind] == [("l/a", "background"), ("c", "background")]
    for name in peer.FILES:
        (tmp_path / name).write_text("", encoding="utf-8")
    with peer.served(tmp_path, found) as address, closing(HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request("GET", "/data.json")
        assert json.loads(gzip.decompress(connection.getresponse().read())) == found
        connection.request("GET", "/nothing")
        assert connection.getresponse().status == 404


def test_a_browser_is_the_one_named_else_the_first_on_the_path(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    with pytest.raises(NoBrowser, match="there is no Chromium on PATH"):
        find_browser({"PATH": str(tmp_path)})
    program.chmod(0o755)
    assert find_browser({"PATH": str(tmp_path)}) == program
    assert find_browser({"PATH": "", "STAGEHOLD_CHROME": str(program)}) == program
    with pytest.raises(NoBrowser, match="no program that can be run"):
        find_browser({"PATH": str(tmp_path), "STAGEHOLD_CHROME": str(tmp_path)})


def test_a_program_that_is_no_browser_is_shown_with_what_it_said(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho something is missing >&2\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(NoBrowser, match="something is missing"), running_chrome(program):
        pass


def test_the_reference_page_of_the_board_begins_with_what_stands_on_it_always(project: Path) -> None:
    """If this fails: write the page again, or copy the changed part of src/stagehold/benching/page-board.md."""
    written = (project / "docs" / "reference" / "benchmarks-board.md").read_text(encoding="utf-8")
    assert written.startswith(page(None, "board").partition("## Results")[0])


def test_every_goal_of_the_board_is_explained_on_its_page() -> None:
    rows = [row for row in page(None, "board").splitlines() if row[0:1] == "|"]
    explained = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
    assert {name.removesuffix("-large") for name in BOARD_GOALS} <= explained
