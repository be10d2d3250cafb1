"""The lines that stand on one space, in order of their days."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from stagehold.desk.records import Line
from stagehold.domain.days import Span


class Row:
    """Lines by their first day. ``_longest``: days of the longest there ever was; a look goes back no further."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._keys: list[tuple[int, str]] = []  # first day, as a number, and id of each: these are quick to search
        self._longest = 1

    def __len__(self) -> int:
        return len(self._lines)

    def still(self) -> Row:
        """These lines, however this row goes on."""
        made = Row()
        made._lines, made._keys, made._longest = list(self._lines), list(self._keys), self._longest
        return made

    def add(self, line: Line) -> None:
        """Let a line stand here."""
        key = (line.span.start.toordinal(), line.id)
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self._lines.insert(place, line)
        self._longest = max(self._longest, line.span.days)

    def remove(self, line: Line) -> None:
        """Take a line away that stands here."""
        key = (line.span.start.toordinal(), line.id)
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            raise ValueError(f"line {line.id} does not stand on {line.space}")
        del self._keys[place], self._lines[place]

    def since(self, day: date) -> list[Line]:
        """The lines from the first that can reach ``day`` on."""
        return self._lines[self._first(day) :]

    def overlapping(self, span: Span) -> list[Line]:
        """The lines on some of these days."""
        first, start = self._first(span.start), span.start
        last = bisect_left(self._keys, (span.end.toordinal(), ""), first)
        return [line for line in self._lines[first:last] if line.span.end > start]

    def _first(self, day: date) -> int:
        return bisect_left(self._keys, (day.toordinal() - self._longest, ""))
