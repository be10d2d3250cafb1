"""What is measured of a page with a timeline on it, the same for the board and for whom it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stagehold.benching.board.session import BoardScale
from stagehold.benching.board.tab import Fetched, Frames, Tab, frames_of

SIZE = (1440, 900)
MIDDLE = (900, 550)  # right of the names, below the scale
STEP = 120.0  # pixels of one turn of a mouse wheel
ZOOM_TURNS = 40  # there and back; more would leave the years behind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its name, its address, and the selector of its bars."""

    name: str
    address: str
    bars: str


@dataclass(frozen=True, slots=True)
class Moved:
    """How a page was, open and under the wheel; ``heap`` in bytes, after all of it."""

    scroll: Frames
    zoom: Frames
    heap: int
    drawn: int


def opened(tab: Tab, sheet: Sheet, scale: BoardScale, seconds: float) -> tuple[float, Fetched]:
    """Open the page anew; seconds until it was ready, and what it fetched for that."""
    took = tab.ready(sheet.address, sheet.bars, scale.least, seconds)
    return took, tab.fetched()


def moved(tab: Tab, sheet: Sheet, scale: BoardScale, check: Callable[[], None]) -> Moved:
    """Scroll the open page down and up again, zoom in and out again."""
    drawn = int(tab.evaluate(f"document.querySelectorAll({sheet.bars!r}).length"))
    scroll = [tab.wheel(MIDDLE, [(0.0, way * STEP)] * scale.turns) for way in (1, -1)]
    check()
    turns = min(scale.turns, ZOOM_TURNS)
    zoom = [tab.wheel(MIDDLE, [(0.0, way * STEP / 4)] * turns, ctrl=True) for way in (-1, 1)]
    check()
    return Moved(frames_of(scroll), frames_of(zoom), tab.heap(), drawn)
