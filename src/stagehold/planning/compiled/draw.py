"""Random numbers for compiled loops: the same in compiled and in plain Python, and a stream for each caller.

Two multiplicative congruential generators combined (L'Ecuyer, Communications of the ACM 31, 1988): products stay below
2**63, so plain and compiled arithmetic agree. The state is an array of two whole numbers.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import Ints
from stagehold.planning.compiled.jit import compiled

_FIRST, _SECOND = 2147483563, 2147483399


def stream(seed: int) -> Ints:
    """A stream of its own for each seed."""
    mixed = (seed * 2654435761 + 97) % (2**61)
    return np.array([1 + mixed % (_FIRST - 1), 1 + (mixed // 7919 + seed) % (_SECOND - 1)], np.int64)


@compiled
def draw(rng: Ints) -> int:
    """A whole number from 0 to 2147483561."""
    rng[0] = rng[0] * 40014 % _FIRST
    rng[1] = rng[1] * 40692 % _SECOND
    return (rng[0] - rng[1]) % (_FIRST - 1)


@compiled
def below(rng: Ints, limit: int) -> int:
    """A whole number from 0 to ``limit`` - 1; ``limit`` at most 2**31."""
    return draw(rng) % limit


@compiled
def share(rng: Ints) -> float:
    """A number from 0 up to, not including, 1."""
    return draw(rng) / (_FIRST - 1)
