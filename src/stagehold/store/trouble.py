"""Says in plain words what a database driver means by its errors."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa

from stagehold.domain.errors import InputError, StageholdError
from stagehold.store.address import file_of, shown
from stagehold.store.errors import Busy, Damaged, DiskFull, Overlap, ReadOnly, Unavailable

OVERLAP = "two confirmed lines overlap on a space"


@contextmanager
def plain_words(url: sa.URL) -> Iterator[None]:
    """Turns errors of the driver into ours; an error of any other kind is a mistake in the program, and passes."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if isinstance(error.orig, Exception) and (ours := translated(url, error.orig)) is not None:
            raise ours from error.orig
        raise
    except sa.exc.TimeoutError as error:
        raise Busy(f"{shown(url)}: too many readers and writers at once; try again") from error
    except (sqlite3.Error, psycopg.Error) as error:
        if (ours := translated(url, error)) is not None:
            raise ours from error
        raise


def translated(url: sa.URL, error: Exception) -> StageholdError | None:
    """Our error for one of a driver; None where nothing but the program itself can be at fault."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(url, error)
    if isinstance(error, psycopg.Error):
        return _of_postgres(url, error)
    return None


def _of_sqlite(url: sa.URL, error: sqlite3.Error) -> StageholdError | None:
    name = getattr(error, "sqlite_errorname", "") or ""
    path = shown(url)
    if str(error) == OVERLAP:
        return Overlap(f"{path} refuses the change: {OVERLAP}")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(f"{path} has been locked by another program for too long; try again later")
    if name.startswith("SQLITE_FULL") or (name == "SQLITE_IOERR_WRITE" and _full(url)):
        return DiskFull(f"{path} cannot grow: the disk is full; make room, nothing was written")
    if name.startswith("SQLITE_READONLY"):
        return ReadOnly(f"{path} may not be written: check the rights of the file and of its folder")
    if name.startswith("SQLITE_CANTOPEN"):
        return Unavailable(f"{path} cannot be opened: {_why_closed(url)}")
    if name.startswith("SQLITE_NOTADB"):
        return Damaged(f"{path} is not an SQLite database; give the file of a desk, or a path where there is none yet")
    if name.startswith("SQLITE_CORRUPT"):
        return Damaged(f"{path} is damaged ({error}): restore a backup")
    if name.startswith("SQLITE_IOERR"):
        return Unavailable(f"{path} cannot be read or written ({error}): check the disk")
    return None


def _full(url: sa.URL) -> bool:
    try:
        found = os.statvfs(file_of(url).parent)
    except (OSError, AttributeError):
        return False
    return found.f_bavail == 0


def _why_closed(url: sa.URL) -> str:
    """What stands in the way of opening a file."""
    file = file_of(url)
    if file.is_dir():
        return "it is a folder; give the path of a file"
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}; make it first"
    try:
        with file.open("r+b" if file.exists() else "xb"):
            pass
    except OSError as error:
        return f"{os.strerror(error.errno or errno.EIO)}; check the rights of the file and of its folder"
    return f"check the rights of the folder {file.parent}, which must be writable too"


_IN_THE_WAY = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.QueryCanceled,
)


def _of_postgres(url: sa.URL, error: psycopg.Error) -> StageholdError | None:
    place = shown(url)
    state = error.sqlstate or ""
    if isinstance(error, psycopg.errors.ExclusionViolation):
        return Overlap(f"{place} refuses the change: {OVERLAP}")
    if isinstance(error, _IN_THE_WAY):
        return Busy(f"{place} has been locked by another program for too long; try again later")
    if isinstance(error, psycopg.errors.TooManyConnections):
        return Busy(f"{place} takes no more connections; try again later, or raise its max_connections")
    if isinstance(error, psycopg.errors.DiskFull):
        return DiskFull(f"{place} cannot grow: the server's disk is full; make room, nothing was written")
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction | psycopg.errors.InsufficientPrivilege):
        return ReadOnly(f"{place} may not be written: {_first_line(url, error)}")
    if isinstance(error, psycopg.errors.DataCorrupted | psycopg.errors.IndexCorrupted):
        return Damaged(f"{place} is damaged ({_first_line(url, error)}): restore a backup")
    if not state and str(error).startswith("invalid connection option"):
        return InputError(f"{place} is no address of a database: {_first_line(url, error)}")
    # Without a state of SQL the server was not reached, or the line to it broke.
    if isinstance(error, psycopg.OperationalError) and (not state or state.startswith(("08", "28", "3D", "57P"))):
        return Unavailable(f"{place} does not answer: {_first_line(url, error)}")
    return None


def _first_line(url: sa.URL, error: psycopg.Error) -> str:
    """What the server or the driver says, without any password."""
    text = next(iter(str(error).strip().splitlines()), "") or "the connection broke"
    for secret in (url.password, url.query.get("password")):
        if isinstance(secret, str) and secret:
            text = text.replace(secret, "***")
    return text
