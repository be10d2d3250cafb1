"""Random numbers for compiled loops: the same in compiled and in plain Python, and a stream for each caller.

Multiply with carry (Marsaglia): the state is 32 bits and a carry, packed in an array of two whole numbers. Products
stay below 2**63, so plain and compiled arithmetic agree, and there is no division, which would be most of the cost of
a move of the search.
"""

from __future__ import annotations

import numpy as np

from stagehold.planning.compiled.arrays import Ints
from stagehold.planning.compiled.jit import compiled, entry

_FACTOR = 1791398085  # factor * 2**32 - 1 and its half are prime: the period is about 2**61
_LOW = 2**32 - 1


def stream(seed: int) -> Ints:
    """A stream of its own for each seed."""
    mixed = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64
    mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9 % 2**64
    rng = np.array([1 + mixed % (_LOW - 1), 1 + (mixed >> 32) % (_FACTOR - 2)], np.int64)
    for _ in range(8):
        draw(rng)
    return rng


@entry
def draw(rng: Ints) -> int:
    """A whole number from 0 to 2**32 - 1."""
    product = rng[0] * _FACTOR + rng[1]
    rng[0] = product & _LOW
    rng[1] = product >> 32
    return rng[0]


@compiled
def below(rng: Ints, limit: int) -> int:
    """A whole number from 0 to ``limit`` - 1; ``limit`` at most 2**31."""
    return (draw(rng) * limit) >> 32


@compiled
def share(rng: Ints) -> float:
    """A number from 0 up to, not including, 1."""
    return draw(rng) / 4294967296.0
