"""Every released state of the schema leads to this one, and a later one is refused."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import stagehold.store
from stagehold.domain.errors import InputError
from stagehold.store import Damaged, NewerSchema, open_store
from stagehold.store.address import engine_of, url_of
from stagehold.store.migrating import LATEST, VERSION_TABLE, is_compared, upgrade, version_of, versions
from stagehold.store.schema import metadata
from store.made import hold, written


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is nothing yet."""
    return str(tmp_path / "desk.db") if request.param == "sqlite" else request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def engine(address: str) -> Iterator[sa.Engine]:
    """An engine for a database with nothing in it."""
    made = engine_of(url_of(address))
    yield made
    made.dispose()


def structure(engine: sa.Engine) -> dict[str, object]:
    """Everything that a database has been told to keep: tables, constraints, indexes, triggers, functions."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return pairs(connection, "SELECT name, sql FROM sqlite_master")
        inspector = sa.inspect(connection)
        found: dict[str, object] = {
            name: [
                [{key: str(value) for key, value in item.items()} for item in inspector.get_columns(name)],
                inspector.get_indexes(name),
                inspector.get_foreign_keys(name),
                inspector.get_pk_constraint(name),
                inspector.get_check_constraints(name),
                inspector.get_table_comment(name),
            ]
            for name in inspector.get_table_names()
        }
        rules = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace ="
        ours = "'public'::regnamespace"
        return {
            **found,
            **pairs(connection, f"{rules} {ours}"),
            **pairs(connection, "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"),
            **pairs(connection, f"SELECT proname, prosrc FROM pg_proc WHERE pronamespace = {ours}"),
        }


def pairs(connection: sa.Connection, query: str) -> dict[str, object]:
    return {row[0]: row[1] for row in connection.exec_driver_sql(query)}


def every_table() -> sa.MetaData:
    """The metadata with the tables of every module of the store."""
    for module in pkgutil.iter_modules(stagehold.store.__path__, "stagehold.store."):
        if not module.ispkg:
            importlib.import_module(module.name)
    return metadata


def test_the_migrations_make_what_the_tables_say(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "include_name": is_compared}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), every_table()) == []
        assert version_of(connection) == versions()[-1] == LATEST


@pytest.mark.parametrize("version", versions())
def test_every_released_state_leads_to_this_one(engine: sa.Engine, address: str, version: str) -> None:
    upgrade(engine)
    expected = structure(engine)
    with engine.begin() as connection:
        wipe(connection)
    upgrade(engine, version)
    with engine.connect() as connection:
        assert version_of(connection) == version
    with open_store(address) as store:
        written(store, hold(1))
        assert (structure(engine), list(store.events())) == (expected, [hold(1)])


def wipe(connection: sa.Connection) -> None:
    """Removes everything, to begin anew in the same database."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
        return
    found = sa.MetaData()
    found.reflect(connection)
    found.drop_all(connection)


def test_upgrading_twice_changes_nothing(engine: sa.Engine) -> None:
    upgrade(engine)
    once = structure(engine)
    upgrade(engine)
    assert structure(engine) == once


def test_processes_that_open_a_new_database_at_once_make_it_once(address: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(open_store, [address] * 4))
    for store in stores:
        assert store.number() == 0
        store.close()


def test_a_later_schema_is_refused_with_what_to_do(engine: sa.Engine, address: str) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0815'")
    before = structure(engine)
    with pytest.raises(NewerSchema) as refused:
        open_store(address)
    assert refused.value.exit_code == 2
    assert f"has version 0815 of the schema; this program knows versions up to {versions()[-1]}. Use the" in str(
        refused.value
    )
    assert structure(engine) == before


def test_a_database_with_other_tables_is_left_alone(engine: sa.Engine, address: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE submarine (id integer)")
    before = structure(engine)
    with pytest.raises(Damaged, match="holds tables that are not Stagehold's, as submarine: give it a database"):
        open_store(address)
    assert structure(engine) == before


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("mysql://u:hush@h/d", "'mysql://'"),
        ("sqlite://", "'sqlite://'"),
        ("sqlite:///", "'sqlite://'"),
        ("", "''"),
        (":memory:", "':memory:'"),
        ("postgresql://u:hush@h:port/d", "cannot be read"),
        ("http://h", "'http://'"),
    ],
)
def test_an_address_of_another_kind_is_refused_without_showing_its_password(address: str, found: str) -> None:
    with pytest.raises(InputError, match="allowed: sqlite:///path, the path of a file, or postgresql://") as refused:
        open_store(address)
    assert found in str(refused.value)
    assert "hush" not in str(refused.value)
