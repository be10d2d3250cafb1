"""How many requests each user or token may make: a bucket that fills at a steady rate."""

from __future__ import annotations

from collections.abc import Callable

MOST_KNOWN = 10_000


class Buckets:
    """One bucket for each key; ``rate`` a second run in, ``burst`` fit in.

    Kept in this process alone: several processes allow several times as much.
    """

    def __init__(self, rate: float, burst: float, now: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._full_at: dict[str, float] = {}  # when the bucket will be full again

    def forget(self) -> None:
        """Let every bucket be full."""
        self._full_at.clear()

    def wait(self, key: str) -> float:
        """Take one out; 0.0, or the seconds until there is one."""
        now = self._now()
        full_at = max(now, self._full_at.get(key, now))
        missing = (full_at - now) * self._rate
        if missing > self._burst - 1:
            return (missing - (self._burst - 1)) / self._rate
        self._full_at[key] = full_at + 1 / self._rate
        if len(self._full_at) > MOST_KNOWN:
            self._full_at = {known: moment for known, moment in self._full_at.items() if moment > now}
        return 0.0
