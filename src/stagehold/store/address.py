"""Where a desk is kept: the path of an SQLite file, or the url of a PostgreSQL database."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import sqlalchemy as sa

from stagehold.domain.errors import InputError

SECONDS_TO_WAIT = 10  # for a lock, or for a server to answer
_FORMS = "sqlite:///path, the path of a file, or postgresql://user:password@host/database"


def url_of(text: str) -> sa.URL:
    """The parsed address of a database.

    Raises
    ------
    InputError
        If it is none; a password in it is not shown.
    """
    scheme, mark, rest = text.partition("://")
    file = text if not mark else rest[1:] if scheme == "sqlite" and rest.startswith("/") else ""
    if file and file != ":memory:":
        return sa.URL.create("sqlite", database=file)
    if scheme in ("postgresql", "postgres"):
        try:
            url = sa.make_url(f"postgresql+psycopg://{rest}")
        except (sa.exc.ArgumentError, ValueError):
            raise InputError(f"the address of the database cannot be read; allowed: {_FORMS}") from None
        return url
    raise InputError(f"a desk is not kept at an address like {f'{scheme}://' if mark else text!r}; allowed: {_FORMS}")


def shown(url: sa.URL) -> str:
    """The address for people: the path, or the url without its password."""
    if url.get_backend_name() == "sqlite":
        return str(file_of(url))
    query = {key: value for key, value in url.query.items() if "pass" not in key}
    return url.set(drivername="postgresql", query=query).render_as_string(hide_password=True)


def file_of(url: sa.URL) -> Path:
    """The file of an SQLite database."""
    name = url.database or ""
    return Path(unquote(name.removeprefix("file:")) if "mode" in url.query else name)


def make_private(file: Path) -> None:
    """Makes an empty file that only its owner may read, unless it is there: a desk holds what proves who people are.

    Where that is not possible nothing is made; to open it will say why.
    """
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def reading_engine_of(path: Path) -> sa.Engine:
    """An engine that reads an SQLite file and leaves it as it is, for files that nobody writes."""
    query = {"mode": "ro", "uri": "true"}
    url = sa.URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)
    return sa.create_engine(url, poolclass=sa.pool.NullPool)


def engine_of(url: sa.URL, wait: int = SECONDS_TO_WAIT) -> sa.Engine:
    """An engine for a database; nothing is opened yet. ``wait``: seconds, for a lock or for an answer."""
    return _sqlite(url, wait) if url.get_backend_name() == "sqlite" else _postgres(url, wait)


def at_one_moment(engine: sa.Engine) -> sa.Engine:
    """The engine, for transactions that only read and that see the database as it is at their first question."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _may_only_be_read(file: Path) -> bool:
    """Whether a file is there that this user may not write."""
    by_effect = os.access in os.supports_effective_ids
    return file.is_file() and not os.access(file, os.W_OK, effective_ids=by_effect)


def _reading_url(url: sa.URL) -> sa.URL:
    """The url of a file for reading alone.

    Where its folder takes no files either and nobody has it open for writing, SQLite is told that nothing changes: it
    would ask for a file of its own beside it otherwise.
    """
    file = file_of(url)
    by_effect = os.access in os.supports_effective_ids
    is_shut = not os.access(file.absolute().parent, os.W_OK, effective_ids=by_effect)
    still = {"immutable": "1"} if is_shut and not file.with_name(f"{file.name}-wal").exists() else {}
    return url.set(database=f"file:{quote(str(file.absolute()))}", query={"mode": "ro", "uri": "true", **still})


def _sqlite(url: sa.URL, wait: int) -> sa.Engine:
    for_reading = _may_only_be_read(file_of(url))
    # ``isolation_level`` None: the driver begins nothing by itself, see ``begin`` below.
    engine = sa.create_engine(
        _reading_url(url) if for_reading else url,
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False, "timeout": wait, "isolation_level": None},
    )

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        if not for_reading:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE asks the triggers for deletion, too

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("stagehold_begin", "BEGIN"))

    return engine


def _postgres(url: sa.URL, wait: int) -> sa.Engine:
    # What this program relies on, whatever the server's own settings are. A process that stops in the middle of a
    # transaction must not keep all others from writing for ever.
    settings = {
        "timezone": "UTC",
        "default_transaction_isolation": "read\\ committed",
        "lock_timeout": f"{wait}s",
        "idle_in_transaction_session_timeout": "5min",
    }
    options = [url.query.get("options", ""), *(f"-c {name}={value}" for name, value in settings.items())]
    return sa.create_engine(
        url,
        pool_size=2,
        max_overflow=20,
        pool_use_lifo=True,
        connect_args={
            "connect_timeout": wait,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "options": " ".join(map(str, options)).strip(),
        },
    )
