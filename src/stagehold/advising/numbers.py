"""One long list of numbers, made piece by piece; what is alike is kept once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from stagehold.advising.compiled.tables import Ints


@dataclass(slots=True)
class Numbers:
    """A list under construction; every piece is found by its first place."""

    values: list[int] = field(default_factory=list)
    _known: dict[tuple[int, ...], int] = field(default_factory=dict)

    def add(self, piece: Iterable[int]) -> tuple[int, int]:
        """First and last place (half-open) of a piece, at its end or where it stands already."""
        row = tuple(piece)
        if not row:
            return 0, 0
        first = self._known.get(row)
        if first is None:
            first = self._known[row] = len(self.values)
            self.values.extend(row)
        return first, first + len(row)

    def array(self) -> Ints:
        """The list as it is."""
        return np.array(self.values, np.int64)


def words(*names: str) -> tuple[int, int]:
    """Two words of 32 bits for names: they do not depend on what else there is."""
    digest = hashlib.sha256("\x1f".join(names).encode()).digest()
    return int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:8], "big")
