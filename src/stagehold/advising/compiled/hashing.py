"""Drawing: numbers that depend on seed, future, production and cause alone, whoever draws them and in which order.

A number is a hash of what it belongs to, not the next of a stream:

    base(future)  = h(h(future + seed 1) ^ seed 2)
    draw          = h(h(base + key) ^ salt)          key and salt: of production (or place) and cause

h mixes 32 bits (xor-shift and multiply, two rounds); both factors lie below 2**31, so every product fits 63 bits and
plain Python gives the same bits. All that follows (tables, factors, days) is whole-number arithmetic.
"""

from __future__ import annotations

from stagehold.advising.compiled.jit import inlined

SHIFT = 20  # 32 bits less the 12 that look up a table of 4096 points
_MASK = 0xFFFFFFFF
_ONE_MORE = 0x21F0AAAD
_TWO_MORE = 0x735A2D97


@inlined
def mixed(word: int) -> int:
    """32 bits, well stirred; different words give different ones."""
    word = ((word ^ (word >> 16)) * _ONE_MORE) & _MASK
    word = ((word ^ (word >> 15)) * _TWO_MORE) & _MASK
    return word ^ (word >> 15)


@inlined
def base_of(future: int, one: int, two: int) -> int:
    """What all draws of a future begin with, from the two words of the seed."""
    return mixed(mixed((future + one) & _MASK) ^ two)


@inlined
def drawn(base: int, key: int, salt: int) -> int:
    """A number of 32 bits."""
    return mixed(mixed((base + key) & _MASK) ^ salt)
