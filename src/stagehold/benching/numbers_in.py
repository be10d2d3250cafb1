"""Whole numbers out of a text file, as published collections of instances are written."""

from __future__ import annotations

from pathlib import Path

from stagehold.domain.errors import InputError, Unreadable


class Numbers:
    """The numbers of one file, taken in order.

    Raises
    ------
    Unreadable
        If the file cannot be read.
    InputError
        If it holds anything but whole numbers, or fewer than are asked for.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            words = path.read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError) as wrong:
            raise Unreadable(f"{path}: cannot be read ({wrong})") from wrong
        try:
            self._left = [int(word) for word in words]
        except ValueError as wrong:
            raise InputError(f"{path}: only whole numbers are expected there ({wrong})") from wrong
        self._left.reverse()

    def take(self, count: int) -> list[int]:
        """The next ``count`` numbers."""
        if not 0 <= count <= len(self._left):
            raise InputError(f"{self._path}: {count} more numbers expected, {len(self._left)} are left")
        return [self._left.pop() for _ in range(count)]

    @property
    def left(self) -> int:
        """How many numbers have not been taken yet."""
        return len(self._left)
