"""How long a benchmark run takes: the limits of every part, full or quick."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ScaleName(StrEnum):
    """Full figures are held against the goals; quick ones only show that everything runs."""

    FULL = "full"
    QUICK = "quick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Seconds, counts and sizes.

    Parameters
    ----------
    own, peers
        Seconds of our planner and of the others on one berth instance.
    sooner
        Limits, in seconds, from which the shortest is taken whose plan is worth that of the others.
    proof, proved
        Seconds of search and bound together, and how many dense instances.
    tardiness, jobs
        Seconds for one tardiness instance, and how many of each size.
    productions, stages, loads, large, large_peers, long, long_load
        The large case: size, loads, our seconds against theirs, and those of the long run at one load.
    draws, longer_draws
        Slips re-planned, and on how many of them a run 60 times longer is made.
    sizes, steps
        Productions of the cases that show growth; search steps timed on each.
    starts
        Cold starts timed.
    """

    name: ScaleName
    own: float
    peers: float
    sooner: tuple[float, ...]
    proof: float
    proved: int
    tardiness: float
    jobs: int
    productions: int
    stages: int
    loads: tuple[float, ...]
    large: float
    large_peers: float
    long: float
    long_load: float
    draws: int
    longer_draws: int
    sizes: tuple[int, ...]
    steps: int
    starts: int

    @property
    def judged(self) -> bool:
        """Whether goals apply."""
        return self.name is ScaleName.FULL

    def minutes(self, goal: str, peers: int) -> float:
        """About how long a goal takes with so many peers at hand."""
        seconds = {
            "A": 2 * (self.own + peers * self.peers + sum(self.sooner)),
            "B": self.proved * self.proof,
            "C": 2 * self.jobs * (self.tardiness + 0.05),
            "D": len(self.loads) * (self.large + 3 * self.large_peers + 6) + self.long,
            "E": self.large + 0.2 * self.draws + 4 * self.longer_draws,
            "F": sum(size / 80 for size in self.sizes),
            "G": 4 * self.starts + 30,
        }
        return seconds[goal] / 60


FULL = Scale(
    name=ScaleName.FULL,
    own=10,
    peers=60,
    sooner=(0.1, 0.2, 0.3, 0.5, 1, 2, 5),
    proof=30,
    proved=10,
    tardiness=0.27,
    jobs=125,
    productions=1000,
    stages=300,
    loads=(0.67, 0.85, 0.95),
    large=5,
    large_peers=60,
    long=600,
    long_load=0.85,
    draws=200,
    longer_draws=40,
    sizes=(250, 500, 1000, 2000, 4000),
    steps=20_000,
    starts=5,
)
QUICK = Scale(
    name=ScaleName.QUICK,
    own=0.5,
    peers=1,
    sooner=(0.2,),
    proof=0.5,
    proved=1,
    tardiness=0.1,
    jobs=2,
    productions=70,
    stages=20,
    loads=(0.85,),
    large=0.3,
    large_peers=0.5,
    long=0.6,
    long_load=0.85,
    draws=4,
    longer_draws=2,
    sizes=(70, 140),
    steps=2_000,
    starts=1,
)
SCALES = {ScaleName.FULL: FULL, ScaleName.QUICK: QUICK}
