"""Backups of a desk, and a desk brought back from one."""

from __future__ import annotations

from pathlib import Path

from stagehold.store import safety
from stagehold.store.address import shown, url_of


def backup(address: str, file: Path, *, replace: bool = False) -> int:
    """Write all of a desk to a file; the number of the last event in it.

    Raises
    ------
    InputError
        If the file is there already, and is not to be replaced or is no earlier backup of the desk.
    Unreadable, Unavailable, Damaged
        If there is no desk, or one of the two cannot be read or written.
    """
    return safety.backup(address, file, replace=replace)


def restore(file: Path, address: str, *, replace: bool = False) -> int:
    """Bring a desk back from a file; the number of its last event.

    Raises
    ------
    InputError
        If there is a desk already, and it is not to be replaced.
    Unreadable, Unavailable, Damaged, NewerSchema
        If the file is no backup, or one of the two cannot be read or written.
    """
    return safety.restore(file, address, replace=replace)


def shown_address(address: str) -> str:
    """An address for people, without a password."""
    return shown(url_of(address))
