"""Databases for the tests of the store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import desk_template, empty_postgres_url, own_postgres, postgres_server, postgres_url
from stagehold.store import Store, open_store

__all__ = ["desk_template", "empty_postgres_url", "own_postgres", "postgres_server", "postgres_url"]


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds a desk without events, to be copied: to make its tables takes longer."""
    file = tmp_path_factory.mktemp("template") / "desk.db"
    open_store(file).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a desk is kept that has no events yet. The test runs with each kind of database."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    shutil.copy(request.getfixturevalue("desk_file"), tmp_path / "desk.db")
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store without events."""
    with open_store(address) as opened:
        yield opened
