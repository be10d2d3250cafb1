"""Brings a database to the schema of this program, and refuses one that is ahead of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from stagehold.store.address import shown
from stagehold.store.errors import Damaged, NewerSchema

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "stagehold_version"
LATEST = "0002"  # as long as a database has this version, Alembic is not loaded: it takes its time
_LOCK = 5_746_310_001  # of PostgreSQL: one process at a time migrates


def is_compared(name: str | None, *_: object) -> bool:
    """Whether a migration may be derived from the metadata for what has this name; the rest is written by hand."""
    return name not in (VERSION_TABLE, "line_confirmed")


def _config(connection: sa.Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def versions() -> tuple[str, ...]:
    """Every version this program knows, oldest first."""
    from alembic.script import ScriptDirectory

    found = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(script.revision for script in found)[::-1]


def version_of(connection: sa.Connection) -> str | None:
    """The version of a database; None if it holds nothing of ours."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return version


def upgrade(engine: sa.Engine, to: str = "head") -> None:
    """Brings a database from any released version, or from nothing, to this one; in one transaction.

    Raises
    ------
    NewerSchema
        If a later version of the program has written it.
    Damaged
        If it holds tables that are not ours.
    """
    with engine.execution_options(stagehold_begin="BEGIN IMMEDIATE").begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = version_of(connection)
        if found == LATEST and to == "head":
            return
        from alembic import command

        refuse_foreign(connection, found)
        command.upgrade(_config(connection), to)


def refuse_foreign(connection: sa.Connection, found: str | None) -> None:
    """Nothing, if the database is empty or of a version that this program can read or bring up.

    Raises
    ------
    NewerSchema
        If a later version of the program has written it.
    Damaged
        If it holds tables that are not ours.
    """
    known = versions()
    name = shown(connection.engine.url)
    if found is not None and found not in known:
        raise NewerSchema(
            f"{name} has version {found} of the schema; this program knows versions up to {known[-1]}. "
            "Use the version of Stagehold that wrote it or a later one, or restore an older backup"
        )
    if found is None and (others := sa.inspect(connection).get_table_names()):
        raise Damaged(
            f"{name} holds tables that are not Stagehold's, as {sorted(others)[0]}: "
            "give it a database, or a file, of its own"
        )
