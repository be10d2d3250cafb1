"""The lines that stand on one space, in order of their days."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date, timedelta

from stagehold.desk.records import Line
from stagehold.domain.days import Span


def _key(line: Line) -> tuple[date, str]:
    return (line.span.start, line.id)


class Row:
    """Lines by their first day. ``_longest``: days of the longest there ever was; a look goes back no further."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._longest = 1

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, line: Line) -> None:
        """Let a line stand here."""
        insort(self._lines, line, key=_key)
        self._longest = max(self._longest, line.span.days)

    def remove(self, line: Line) -> None:
        """Take a line away that stands here."""
        place = bisect_left(self._lines, _key(line), key=_key)
        if place == len(self._lines) or self._lines[place].id != line.id:
            raise ValueError(f"line {line.id} does not stand on {line.space}")
        del self._lines[place]

    def since(self, day: date) -> list[Line]:
        """The lines from the first that can reach ``day`` on."""
        earliest = day - timedelta(days=min(self._longest, (day - date.min).days))
        return self._lines[bisect_left(self._lines, (earliest, ""), key=_key) :]

    def overlapping(self, span: Span) -> list[Line]:
        """The lines on some of these days."""
        earliest = span.start - timedelta(days=min(self._longest, (span.start - date.min).days))
        found = []
        for index in range(bisect_left(self._lines, (earliest, ""), key=_key), len(self._lines)):
            line = self._lines[index]
            if line.span.start >= span.end:
                break
            if line.span.end > span.start:
                found.append(line)
        return found
