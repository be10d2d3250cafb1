"""Fixtures that give a test a real PostgreSQL: the one at ``STAGEHOLD_POSTGRES``, or one of our own.

A folder of tests that wants them imports all of them in its conftest. Without a server
offered and without the package to start one, such a test fails: it is never passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count

import pytest

from stagehold.benching.postgres import CARELESS, fresh_database, running_postgres
from stagehold.store import open_store

# Whoever is called so must say a password; nobody else need.
GUARDED = "guarded"
_numbers = count(1)


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[str]:
    """The url of a server that only this test process uses; the user ``guarded`` must say a password there."""
    with running_postgres(CARELESS, access=f"local all {GUARDED} scram-sha-256") as server:
        yield server.url("postgres")


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> str:
    """The url of a server where databases may be made."""
    return os.environ.get("STAGEHOLD_POSTGRES") or request.getfixturevalue("own_postgres")


@pytest.fixture(scope="session")
def desk_template(postgres_server: str) -> Iterator[str]:
    """The name of a database that holds a desk without events, to be copied."""
    name = f"stagehold_{os.getpid()}"
    with fresh_database(postgres_server, name) as url:
        open_store(url).close()
        yield name


@pytest.fixture
def postgres_url(postgres_server: str, desk_template: str) -> Iterator[str]:
    """The url of a database of this test alone, with a desk without events: to make its tables takes longer."""
    with fresh_database(postgres_server, f"stagehold_{os.getpid()}_{next(_numbers)}", desk_template) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """The url of a database of this test alone, with nothing in it."""
    with fresh_database(postgres_server, f"stagehold_{os.getpid()}_{next(_numbers)}") as url:
        yield url
