"""Fixtures that give a test a real PostgreSQL: the one at ``STAGEHOLD_POSTGRES``, or one of our own.

A folder of tests that wants them imports ``postgres_server`` and ``postgres_url`` in its conftest. Without a server
offered and without the package to start one, such a test fails: it is never passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count

import pytest

from stagehold.benching.postgres import CARELESS, fresh_database, running_postgres

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


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The url of a database of this test alone, with nothing in it."""
    with fresh_database(postgres_server, f"stagehold_{os.getpid()}_{next(_numbers)}") as url:
        yield url
