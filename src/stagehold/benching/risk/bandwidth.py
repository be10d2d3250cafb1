"""What the memory of this machine moves, and what an ensemble has to move at least."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import numpy as np

from stagehold.advising.repair import RiskModel

_BYTES = 256 * 2**20  # of each copy: far more than any cache holds
_WORD = 8


def measured(workers: int, rounds: int = 5) -> float:
    """Bytes a second, read and written, of as many threads as work: each copies an array from one place to another."""
    arrays = [(np.ones(_BYTES // _WORD // workers), np.zeros(_BYTES // _WORD // workers)) for _ in range(workers)]

    def copy(pair: tuple[np.ndarray, np.ndarray]) -> None:
        np.copyto(pair[1], pair[0])

    took = []
    with ThreadPoolExecutor(workers) as pool:
        for _ in range(rounds + 1):
            began = time.perf_counter()
            list(pool.map(copy, arrays))
            took.append(time.perf_counter() - began)
    return 2 * _BYTES / median(took[1:])


def least_bytes(model: RiskModel) -> int:
    """Bytes of one future that are written once and read once, however little else is kept.

    Counted, eight bytes each: of a stay the day it is ready, its factor, its start and its end; of each stage it takes
    the day on which that is free; of a production its lateness, its finish, whether it missed, the days its draws
    add. And four bytes of a count of finishes, read and written. Tables of draws, stoppages and the plan itself are
    not counted: they stay in the caches.
    """
    facts = model.facts
    stages = sum(int(row.member_last - row.member_first) for row in facts.stay)
    once = _WORD * (4 * len(facts.stay) + stages + 4 * len(model.productions))
    return 2 * once + 2 * 4 * len(model.productions)
