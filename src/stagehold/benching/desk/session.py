"""One run of the benchmark of the desk: how much is asked, what it says while it runs, and who may end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stagehold.benching.scale import ScaleName
from stagehold.benching.watched import Watched

CLIENTS = (8, 64, 256)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskScale:
    """Sizes and times.

    Parameters
    ----------
    clients
        Numbers of clients that ask at once, one after the other.
    seconds, rounds
        How long each of us and of those we are compared with asks at a time, and how often they take turns.
    stages, bookings, questions
        Of the search for free stages.
    """

    name: ScaleName
    clients: tuple[int, ...] = CLIENTS
    seconds: float = 4.0
    rounds: int = 5
    stages: int = 500
    bookings: int = 50_000
    questions: int = 700

    @property
    def judged(self) -> bool:
        """Whether figures are held against goals."""
        return self.name is ScaleName.FULL

    @property
    def minutes(self) -> float:
        """About how long it takes."""
        times = self.rounds * len(self.clients) * (4 + 2) * self.seconds
        return (times + 20 * len(self.clients) + self.bookings / 1000 + self.questions * 0.06) / 60


DESK_SCALES: Mapping[ScaleName, DeskScale] = {
    ScaleName.FULL: DeskScale(name=ScaleName.FULL),
    ScaleName.QUICK: DeskScale(
        name=ScaleName.QUICK, clients=(8,), seconds=0.3, rounds=1, stages=30, bookings=300, questions=14
    ),
}


class NotMeasured(Exception):
    """A part gives no figure: a server, a client or a peer did not do what it was asked."""


@dataclass(slots=True, kw_only=True)
class DeskSession(Watched):
    """What every part of the benchmark is given."""

    scale: DeskScale
