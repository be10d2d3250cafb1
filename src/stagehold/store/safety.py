"""Backups: one SQLite file with all of a desk, whichever database it comes from and whichever it goes back to."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from operator import eq
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from stagehold.domain.errors import InputError, Unreadable
from stagehold.store import schema
from stagehold.store.address import at_one_moment, engine_of, file_of, make_private, reading_engine_of, shown, url_of
from stagehold.store.checking import check, differences
from stagehold.store.copying import copy_tables, empty_tables, holds_anything, tables_of
from stagehold.store.errors import Damaged, NewerSchema, Unavailable
from stagehold.store.migrating import refuse_foreign, upgrade, version_of
from stagehold.store.reading import HEAD, all_events, desk_from_tables, fold, head_number
from stagehold.store.trouble import plain_words


def backup(address: str | PathLike[str], path: str | PathLike[str], *, replace: bool = False) -> int:
    """Writes all of a desk, as it is at one moment, to a new file; others go on reading and writing meanwhile.

    Only its owner may read the file. It keeps the version of the schema: a backup can be taken before a newer program
    changes the desk.

    Parameters
    ----------
    address
        Where the desk is kept, as for ``open_store``.
    path
        The file to write; it is there as a whole, or not at all.
    replace
        Whether an earlier backup that is there already is replaced; anything else stays.

    Returns
    -------
    int
        The number of the last event in the backup.

    Raises
    ------
    InputError
        If the file is there already; to be replaced, if it is no desk, or one with events that the backup has not.
    Unavailable
        If the database does not answer.
    Unreadable
        If the file cannot be written.
    Damaged
        If there is no desk at the address, or it is damaged.
    """
    target = Path(path)
    url = url_of(fspath(address))
    is_file = url.get_backend_name() == "sqlite"
    if is_file:
        _refuse_missing_file(file_of(url))
    if is_file and target.exists() and target.samefile(file_of(url)):
        raise InputError(f"{target} is the desk itself: give another path for its backup")
    if target.exists() and not replace:
        raise InputError(f"{target} is there already: give another path, or say that it is to be replaced")
    _refuse_missing_folder(target)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".stagehold-") as folder:
            part = Path(folder) / target.name
            make_private(part)
            with _reading(engine_of(url)) as source:
                if is_file:
                    _copy_file(source, part)
                else:
                    _copy_server(source, part)
            number = _sealed(part)
            if target.exists():
                _refuse_to_lose(target, part)
            part.replace(target)
        _remember_name(target)
    except OSError as error:
        raise Unreadable(f"{target}: cannot be written ({error.strerror or error})") from error
    return number


def restore(path: str | PathLike[str], address: str | PathLike[str], *, replace: bool = False) -> int:
    """Brings a desk back from a backup, in one transaction; stop the servers of the desk first.

    Parameters
    ----------
    path
        The backup; one of an older version is brought to this version, in a copy.
    address
        Where the desk shall be kept, as for ``open_store``; a new SQLite file is made.
    replace
        Whether what is there already is thrown away.

    Returns
    -------
    int
        The number of the last event.

    Raises
    ------
    InputError
        If something is there already.
    Damaged
        If the backup is damaged, or what its tables show is not what its journal says.
    NewerSchema
        If a later version of the program has written the backup.
    Unavailable
        If the backup cannot be read, or the database does not answer or cannot be written.
    """
    source = Path(path)
    with tempfile.TemporaryDirectory(prefix="stagehold-") as folder:
        copied = Path(folder) / "backup"
        _refuse_missing_file(source)
        with _reading(reading_engine_of(source)) as connection:
            _copy_file(connection, copied)
        engine = engine_of(sa.URL.create("sqlite", database=str(copied)))
        try:
            upgrade(engine)
            _prove(engine, source)
            return _put_back(engine, url_of(fspath(address)), replace=replace)
        finally:
            engine.dispose()


@contextmanager
def _reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection to a desk that is there, seeing one moment of it."""
    try:
        with plain_words(engine.url), at_one_moment(engine).connect() as connection:
            version = version_of(connection)
            refuse_foreign(connection, version)
            if version is None:
                raise Damaged(f"{shown(engine.url)} is empty: there is no desk in it")
            check(connection)
            yield connection
    finally:
        engine.dispose()


def _copy_file(source: sa.Connection, path: Path) -> None:
    """SQLite's own copy, in one step: it waits for nobody, and nobody waits for it."""
    driver: Any = source.connection.driver_connection
    url = sa.URL.create("sqlite", database=str(path))
    with plain_words(url):
        copied = sqlite3.connect(path)
        try:
            driver.backup(copied)
        finally:
            copied.close()


def _copy_server(source: sa.Connection, path: Path) -> None:
    engine = engine_of(sa.URL.create("sqlite", database=str(path)))
    try:
        with plain_words(engine.url):
            upgrade(engine, version_of(source) or "head")
            with engine.begin() as target:
                tables = tables_of(target)
                empty_tables(target, tables)
                copy_tables(source, target, tables)
    finally:
        engine.dispose()


def _sealed(path: Path) -> int:
    """The number of the last event of a copy, after it has been checked and made a single file."""
    engine = engine_of(sa.URL.create("sqlite", database=str(path)))
    try:
        with plain_words(engine.url):
            with engine.connect() as connection:
                check(connection)
                number = head_number(connection)
            single = sqlite3.connect(path)
            try:
                engine.dispose()
                single.execute("PRAGMA journal_mode = DELETE")
            finally:
                single.close()
            return number
    finally:
        engine.dispose()


def _refuse_to_lose(target: Path, part: Path) -> None:
    """Nothing, if what is in the file is a backup of what the new one holds, or holds nothing at all.

    Raises
    ------
    InputError
        If not: whoever mistook one path for another shall lose nothing.
    """
    if not target.is_file():
        raise InputError(f"{target} is no file: give the path of one")
    if target.with_name(f"{target.name}-wal").exists():
        raise InputError(f"{target} is in use as a desk: a backup takes the place of a backup only; give another path")
    if target.stat().st_size == 0:
        return
    try:
        with _reading(reading_engine_of(target)) as before, _reading(reading_engine_of(part)) as now:
            old, new = head_number(before), head_number(now)
            same = old <= new and all(map(eq, _journal(before), _journal(now)))
    except (Damaged, NewerSchema, Unavailable) as wrong:
        raise InputError(
            f"{target} is no backup of this desk, and stays as it is ({wrong}): give another path, or remove it first"
        ) from wrong
    if not same:
        raise InputError(
            f"{target} holds {old} events, and they are not all in this desk, which has {new}: "
            "are the two paths the right way round? Give another path, or remove it first"
        )


def _journal(connection: sa.Connection) -> Iterator[sa.Row[Any]]:
    table = schema.journal.c
    asked = sa.select(table.number, table.at, table.by, table.what, table.changes).order_by(table.number)
    return iter(connection.execute(asked, execution_options={"yield_per": 1_000}))


def _prove(engine: sa.Engine, source: Path) -> None:
    """Makes sure that the tables show what the journal says."""
    with engine.connect() as connection:
        check(connection)
        found = differences(desk_from_tables(connection), fold(all_events(connection)))
    if found:
        raise Damaged(f"{source}: the tables do not show what the journal says, as {found[0]}: use another backup")


def _put_back(backup_: sa.Engine, url: sa.URL, *, replace: bool) -> int:
    if url.get_backend_name() == "sqlite":
        make_private(file_of(url))
    engine = engine_of(url)
    try:
        with plain_words(url):
            upgrade(engine)
            writing = engine.execution_options(stagehold_begin="BEGIN IMMEDIATE")
            with backup_.connect() as source, writing.begin() as target:
                tables = tables_of(target)
                if holds_anything(target, tables) and not replace:
                    raise InputError(
                        f"{shown(url)} holds a desk already: give another address, or say that it is to be replaced"
                    )
                restored = target.execute(HEAD).one().restored
                empty_tables(target, tables)
                copy_tables(source, target, tables)
                # Whoever has the old desk open must not go on with it.
                target.execute(sa.update(schema.head).values(restored=restored + 1))
                check(target)
                return head_number(target)
    finally:
        engine.dispose()


def _refuse_missing_file(source: Path) -> None:
    if not source.is_file():
        raise Unreadable(f"{source}: there is no such file")
    if source.stat().st_size == 0:  # to open it would write to it
        raise Damaged(f"{source} is empty: there is no desk in it")


def _refuse_missing_folder(target: Path) -> None:
    if not target.parent.is_dir():
        raise Unreadable(f"{target}: there is no folder {target.parent}; make it first")


def _remember_name(target: Path) -> None:
    """A name is kept over a loss of power once its folder is written out; not every system can."""
    try:
        folder = os.open(target.parent, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
