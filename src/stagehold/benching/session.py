"""One run of a benchmark: its settings, what it says while it runs, and who may end it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from stagehold.benching.instance import Instance
from stagehold.benching.own import OwnRun, run_own
from stagehold.benching.rivals import Peer, PeerRun, run_peer
from stagehold.benching.scale import Scale
from stagehold.benching.watched import Watched
from stagehold.planning.build import Question


@dataclass(slots=True, kw_only=True)
class Session(Watched):
    """What every part of a benchmark is given.

    Parameters
    ----------
    instances
        The folder with published instances, None where there is none.
    peers
        The version of each peer, or ``missing: …``.
    """

    scale: Scale
    workers: int = 2
    instances: Path | None = None
    peers: dict[Peer, str] = field(default_factory=dict)

    def own(self, question: Question, seconds: float, label: str, instance: Instance | None = None) -> OwnRun:
        """Our planner on a question; what it reached is said."""
        run = run_own(question, seconds, workers=self.workers, seed=self.seed, stop=self.stop, instance=instance)
        self.check()
        bound = f", bound {run.bound:,.0f}" if run.bound else ""
        self.say(f"{label}: Stagehold, {seconds:g} s: {run.value:,.0f}{bound}{_left_out(run.unplaced)}")
        return run

    def rival(self, peer: Peer, instance: Instance, seconds: float, label: str) -> PeerRun:
        """A peer on an instance; what it reached is said."""
        run = run_peer(peer, instance, seconds, workers=self.workers, seed=self.seed, versions=self.peers)
        self.check()
        reached = run.missing if run.value is None else f"{run.value:,.0f}"
        self.say(f"{label}: {peer}{' (hinted)' if 'hint' in instance else ''}, {seconds:g} s: {reached}")
        return run


def _left_out(unplaced: int) -> str:
    return f", {unplaced} unplaced" if unplaced else ""
