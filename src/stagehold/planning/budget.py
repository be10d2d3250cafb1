"""How long a search may go on, who may end it, and what is known while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

BEGIN = "read"  # the stage with which a plan begins


COMPILING = "compile"  # the stage whose time is given back (``Budget.pause``): what is left says nothing meanwhile


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a search knows so far; None is not known yet.

    Parameters
    ----------
    stage
        What is being done, as ``search`` or ``bound``.
    best, bound
        The objective of the best plan, which never rises, and the proven bound, which never falls.
    placed, productions
        Productions with a place in the best plan, and all there are.
    seconds, left
        Gone, and left of the time limit; the latter None without one.
    done, of
        Futures worked out, and asked for, while an ensemble runs.
    """

    stage: str
    best: float | None = None
    bound: float | None = None
    placed: int | None = None
    productions: int | None = None
    seconds: float = 0.0
    left: float | None = None
    done: int | None = None
    of: int | None = None

    @property
    def gap(self) -> float | None:
        """How far the best plan may at most be from the best there is: (best - bound) / max(1, best)."""
        if self.best is None or self.bound is None:
            return None
        return max(0.0, self.best - self.bound) / max(1.0, self.best)


@dataclass(slots=True)
class _Known:
    """What a budget and its parts share."""

    began: float = field(default_factory=time.monotonic)
    limit: float | None = None
    limited: bool = False
    halted: bool = False
    best: float | None = None
    bound: float | None = None
    placed: int | None = None
    productions: int | None = None

    def forget(self) -> None:
        """Another plan begins."""
        self.best = self.bound = self.placed = self.productions = None

    def learn(self, best: float | None, bound: float | None, placed: int | None, productions: int | None) -> None:
        """Take what is better than what is known."""
        if best is not None:
            self.best = best if self.best is None else min(self.best, best)
        if bound is not None:
            self.bound = bound if self.bound is None else max(self.bound, bound)
        self.placed = placed or self.placed
        self.productions = self.productions if productions is None else productions


@dataclass(slots=True, kw_only=True)
class Budget:
    """Limits of one command.

    ``dataclasses.replace`` makes a part of it: another limit, the same clock, and whoever ends one ends both.

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
    progress
        Told how far the search is; may be called by several threads.
    """

    seconds: float | None = 30.0
    iterations: int | None = None
    workers: int = 2
    seed: int = 0
    stop: Callable[[], bool] = _never
    progress: Callable[[Progress], None] = lambda _: None
    _known: _Known = field(default_factory=_Known)

    def __post_init__(self) -> None:
        if not self._known.limited:  # the whole, of which all others are parts
            self._known.limit, self._known.limited = self.seconds, True

    @property
    def gone(self) -> float:
        """Seconds since the budget was made."""
        return time.monotonic() - self._known.began

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
        return self._known.halted

    def halt(self) -> None:
        """End the search and all its parts."""
        self._known.halted = True

    def pause(self, seconds: float) -> None:
        """Give back time that was not spent on the search, to this part and all others."""
        self._known.began += seconds

    def now(self, stage: str) -> Progress:
        """What is known at this moment."""
        known, gone = self._known, self.gone
        limit = None if stage == COMPILING else known.limit
        return Progress(
            stage=stage,
            best=known.best,
            bound=known.bound,
            placed=known.placed,
            productions=known.productions,
            seconds=gone,
            left=None if limit is None else max(0.0, limit - gone),
        )

    def report(
        self,
        stage: str,
        *,
        best: float | None = None,
        bound: float | None = None,
        placed: int = 0,
        productions: int | None = None,
    ) -> None:
        """Tell whoever watches how far the search is; what is not given is as it was told before.

        A report of the stage ``read`` begins another plan.
        """
        if stage == BEGIN:
            self._known.forget()
        self._known.learn(best, bound, placed or None, productions)
        self.progress(self.now(stage))
