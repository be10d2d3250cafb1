"""One run of the benchmark of the board: how much is drawn, what it says while it runs, and who may end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stagehold.benching.scale import ScaleName
from stagehold.benching.watched import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """So many stages with so many bars over five years; ``suffix`` is what its figures end with."""

    suffix: str
    stages: int
    bars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardScale:
    """How much is drawn, and for how long it is moved.

    Parameters
    ----------
    rounds
        How often each page is opened.
    turns
        Turns of the wheel down and again up, one in a frame.
    least
        Bars on the screen when a page counts as ready.
    peer_seconds
        How long vis-timeline may take to be ready; 0 leaves it out.
    """

    name: ScaleName
    sizes: tuple[Size, ...]
    rounds: int
    turns: int
    least: int
    peer_seconds: float

    @property
    def judged(self) -> bool:
        """Whether figures are held against goals."""
        return self.name is ScaleName.FULL

    @property
    def minutes(self) -> int:
        """About how long it takes, most of it to take the bars in and to wait for vis-timeline."""
        return 4 if self.judged else 1


BOARD_SCALES: Mapping[ScaleName, BoardScale] = {
    ScaleName.FULL: BoardScale(
        name=ScaleName.FULL,
        sizes=(Size(suffix="", stages=300, bars=3_000), Size(suffix="-large", stages=1_000, bars=20_000)),
        rounds=7,
        turns=120,
        least=20,
        peer_seconds=120,
    ),
    ScaleName.QUICK: BoardScale(
        name=ScaleName.QUICK,
        sizes=(Size(suffix="", stages=30, bars=60), Size(suffix="-large", stages=60, bars=180)),
        rounds=1,
        turns=20,
        least=5,
        peer_seconds=0,
    ),
}


@dataclass(slots=True, kw_only=True)
class BoardSession(Watched):
    """What every part of the benchmark is given."""

    scale: BoardScale
