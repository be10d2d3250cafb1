"""A filled desk behind the API: on a copy of one SQLite file, made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from postgres import desk_template, own_postgres, postgres_server, postgres_url
from stagehold.store import Store, open_store
from stagehold.web.app import make_app
from stagehold.web.settings import Settings
from web.serving import Served, served
from web.world import ORIGIN, Clock, Desk, fill

__all__ = ["desk_template", "own_postgres", "postgres_server", "postgres_url"]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A file with the desk of ``web.world``, and everybody's secrets."""
    file = tmp_path_factory.mktemp("filled") / "desk.sqlite"
    with open_store(file) as store:
        secrets = fill(store, Clock())
    return file, secrets


@pytest.fixture
def clock() -> Clock:
    """The time of the server."""
    return Clock()


@pytest.fixture
def store(filled: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Store]:
    """The filled desk, for one test."""
    file = tmp_path / "desk.sqlite"
    shutil.copyfile(filled[0], file)
    with open_store(file) as opened:
        yield opened


@pytest.fixture
def settings() -> Settings:
    """Settings of the server; a test module may have its own."""
    return Settings()


@pytest.fixture
def desk(store: Store, filled: tuple[Path, dict[str, str]], clock: Clock, settings: Settings) -> Iterator[Desk]:
    """The API over the filled desk."""
    with TestClient(make_app(store, settings, clock), base_url=ORIGIN) as client:
        yield Desk(client, filled[1], clock)


@pytest.fixture(scope="module")
def asked_desk(filled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The API over a filled desk that the tests of a module share: for those that mind nothing others have done."""
    file = tmp_path_factory.mktemp("asked") / "desk.sqlite"
    shutil.copyfile(filled[0], file)
    clock = Clock()
    with open_store(file) as store, TestClient(make_app(store, Settings(), clock), base_url=ORIGIN) as client:
        yield Desk(client, filled[1], clock)


@pytest.fixture(scope="session")
def server(filled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server of the filled desk, a program of its own."""
    file = tmp_path_factory.mktemp("served") / "desk.sqlite"
    shutil.copyfile(filled[0], file)
    with served(file, requests_per_second=100_000, burst=100_000) as running:
        yield running
