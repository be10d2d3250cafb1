"""A benchmark that somebody watches and may end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class Interrupted(Exception):
    """Somebody ended the run; what was measured so far stands."""


def _never() -> bool:
    return False


@dataclass(slots=True, kw_only=True)
class Watched:
    """What every run has.

    Parameters
    ----------
    seed
        Of everything drawn.
    say
        Called with a line for whoever watches.
    stop
        Asked now and then; true ends the run.
    """

    seed: int = 0
    say: Callable[[str], None] = lambda _: None
    stop: Callable[[], bool] = _never

    def check(self) -> None:
        """End the run where that was asked for: what was cut short gives no figure."""
        if self.stop():
            raise Interrupted
