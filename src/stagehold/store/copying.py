"""Copies all rows of one database of ours to another of the same version, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from stagehold.store.errors import Damaged
from stagehold.store.migrating import VERSION_TABLE
from stagehold.store.schema import moment_text

ROWS_AT_A_TIME = 5_000


def tables_of(connection: sa.Connection) -> list[sa.Table]:
    """The tables as they are in the database, not as this version would make them; each after those it points to."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def holds_anything(connection: sa.Connection, tables: list[sa.Table]) -> bool:
    """Whether there is more than what a new database holds."""
    asked = (sa.func.max(table.c.number) if _is_head(table) else sa.func.count() for table in tables)
    return any(
        connection.scalar(sa.select(question).select_from(table)) for question, table in zip(asked, tables, strict=True)
    )


def _is_head(table: sa.Table) -> bool:
    return table.name.endswith("head")  # one row from the start, with a number that grows


def empty_tables(connection: sa.Connection, tables: list[sa.Table]) -> None:
    """Removes all rows. The journal lets none of its own go otherwise: this is for another journal in its place."""
    with _unguarded(connection):
        if connection.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in tables)
            connection.exec_driver_sql(f"TRUNCATE {names}")
        else:
            for table in reversed(tables):
                connection.execute(sa.delete(table))


@contextmanager
def _unguarded(connection: sa.Connection) -> Iterator[None]:
    """Takes the triggers off the journal for a while, within the transaction: nobody else sees it without."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE journal DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql("ALTER TABLE journal ENABLE TRIGGER USER")
        return
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    triggers = connection.exec_driver_sql(asked).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def copy_tables(source: sa.Connection, target: sa.Connection, tables: list[sa.Table]) -> None:
    """Copies every row into the empty ``tables`` of the target.

    Raises
    ------
    Damaged
        If one of the two has a table that the other has not, or fewer rows arrived than went.
    """
    from_, to = {table.name: table for table in tables_of(source)}, {table.name: table for table in tables}
    if from_.keys() != to.keys():
        raise Damaged(f"the tables differ: {', '.join(sorted(from_.keys() ^ to.keys()))} are in one database only")
    for name, table in to.items():
        _copy(source, from_[name], target, table)
        counts = [connection.scalar(sa.select(sa.func.count()).select_from(table)) for connection in (source, target)]
        if counts[0] != counts[1]:
            raise Damaged(f"{counts[0]} rows of {name} were to be copied; {counts[1]} arrived")
        _number_on(target, table)


def _number_on(target: sa.Connection, table: sa.Table) -> None:
    """Lets PostgreSQL number new rows behind the copied ones; SQLite does so by itself."""
    if target.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        sequence = target.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
        if sequence is not None:
            last = target.scalar(sa.select(sa.func.max(column)))
            target.execute(sa.select(sa.func.setval(sequence, last or 1, last is not None)))


def _copy(source: sa.Connection, from_: sa.Table, target: sa.Connection, to: sa.Table) -> None:
    asked = sa.select(from_).order_by(*from_.primary_key.columns)
    as_text = {column.name for column in to.columns if isinstance(column.type, sa.Text)}
    # Not the connection's own options: they would stay with it.
    for rows in source.execute(asked, execution_options={"yield_per": ROWS_AT_A_TIME}).mappings().partitions():
        target.execute(sa.insert(to), [_row(row, as_text) for row in rows])


def _row(row: sa.RowMapping, as_text: set[str]) -> dict[str, Any]:
    """A row for the other database: SQLite keeps moments as text."""
    return {
        str(name): moment_text(value) if isinstance(value, datetime) and name in as_text else value
        for name, value in row.items()
    }
