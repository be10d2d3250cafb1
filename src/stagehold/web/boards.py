"""The timeline as JSON, made once for all readers who see the same of one state of the desk."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeAlias

import stagehold
from stagehold.desk.state import Desk
from stagehold.services.viewer import Viewer
from stagehold.web.reply import encode
from stagehold.web.shapes.shown_board import board_given
from stagehold.web.versions import Versions

MOST_KEPT = 8  # kinds of readers
SMALL = 10_000  # bytes that are not worth compressing
_Kind: TypeAlias = tuple[str | None, frozenset[tuple[str, str]]]


@dataclass(slots=True)
class Made:
    """A timeline as it is sent; ``packed`` is made when somebody first asks for it."""

    number: int
    tag: str
    body: bytes
    packed: bytes | None = None

    def pack(self) -> bytes:
        """The same compressed: a fast level, since it lives until the next event."""
        if self.packed is None:
            self.packed = gzip.compress(self.body, 1, mtime=0)
        return self.packed


class Boards:
    """The timelines of the last state, by what their readers see: their party and their roles."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Kind, Made] = OrderedDict()

    def tag(self, viewer: Viewer, desk: Desk) -> str:
        """The version of what a viewer sees: the last event, and whose eyes it is seen with."""
        party, roles = _kind(viewer)
        eyes = f"{stagehold.__version__} {party} {sorted(roles)}".encode()
        return f'"{desk.number}.{int(hashlib.sha256(eyes).hexdigest()[:8], 16)}"'

    def of(self, viewer: Viewer, desk: Desk, versions: Versions) -> Made:
        """The timeline of a viewer; in the event loop, where the desk stands still."""
        kind = _kind(viewer)
        made = self._kept.get(kind)
        if made is None or made.number != desk.number:
            made = Made(desk.number, self.tag(viewer, desk), encode(board_given(viewer, desk, versions)))
            self._kept[kind] = made
        self._kept.move_to_end(kind)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return made


def _kind(viewer: Viewer) -> _Kind:
    return viewer.party, frozenset((studio, role.value) for studio, role in viewer.roles.items())
