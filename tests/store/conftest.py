"""Databases for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import own_postgres, postgres_server, postgres_url
from stagehold.store import Store, open_store

__all__ = ["address", "own_postgres", "postgres_server", "postgres_url", "store"]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a desk may be kept; there is nothing yet. The test runs with each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store without events."""
    with open_store(address) as opened:
        yield opened
