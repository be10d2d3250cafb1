"""How long a search may go on, and who may end it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a search knows so far: the best value, the proven bound, productions placed and seconds gone."""

    stage: str
    best: float | None = None
    bound: float | None = None
    placed: int | None = None
    seconds: float = 0.0


@dataclass(slots=True, kw_only=True)
class Budget:
    """Limits of one command.

    Parameters
    ----------
    seconds
        Wall time for reading, search and bound; None is no limit.
    iterations
        Search steps; with one worker and no time limit the same input and seed give the same plan. A step is a
        thousandth of the solver's deterministic second.
    workers, seed
        Threads, and the seed of everything drawn.
    stop
        Asked now and then; true ends the search with the best plan so far.
    """

    seconds: float | None = 30.0
    iterations: int | None = None
    workers: int = 2
    seed: int = 0
    stop: Callable[[], bool] = _never
    progress: Callable[[Progress], None] = lambda _: None
    _halted: list[bool] = field(default_factory=list)  # one list for a budget and its parts
    _began: float = field(default_factory=time.monotonic)

    @property
    def gone(self) -> float:
        """Seconds since the budget was made."""
        return time.monotonic() - self._began

    @property
    def left(self) -> float | None:
        """Seconds left, None without a limit."""
        return None if self.seconds is None else max(0.0, self.seconds - self.gone)

    def over(self) -> bool:
        """Whether the search must end now."""
        if self.stop():
            self.halt()
        return self.stopped or self.left == 0.0

    @property
    def stopped(self) -> bool:
        """Whether somebody ended the search, this part of it or another."""
        return bool(self._halted)

    def halt(self) -> None:
        """End the search and all its parts."""
        self._halted[:] = [True]

    def pause(self, seconds: float) -> None:
        """Give back time that was not spent on the search."""
        self._began += seconds

    def report(self, stage: str, *, best: float | None = None, bound: float | None = None, placed: int = 0) -> None:
        """Tell whoever watches how far the search is."""
        self.progress(Progress(stage=stage, best=best, bound=bound, placed=placed, seconds=self.gone))
