"""A real browser on a real server of the built page, over a desk filled from an example."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, expect

from board.building import built
from board.desks import EAST_ASIA, HARBOUR, Filling, fill, planned, template
from board.launcher import browser_program, missing_fonts
from board.reader import DESKTOP, Reader, keep_guide_away, set_clock, sign_in
from postgres import desk_template, own_postgres, postgres_server, postgres_url
from stagehold.benching.browser import FLAGS
from stagehold.store import open_store
from web.serving import Served, served

expect.set_options(timeout=15_000)  # milliseconds: two cores make a page, a server and a planner at once

__all__ = ["desk_template", "own_postgres", "postgres_server", "postgres_url"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Last of all: once Playwright has begun, its loop runs in this thread, and other tests could start none."""
    items.sort(key=lambda item: HERE in item.path.parents)


@contextmanager
def running(address: str | Path, filling: Filling, **settings: object) -> Iterator[Served]:
    """A server of a filled desk, whose time is that of the example."""
    with served(
        address, requests_per_second=100_000, burst=100_000, clock=filling.now.isoformat(), **settings
    ) as server:
        yield server


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of tests share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def built_page(project: Path, shared_folder: Path) -> Path:
    """The folder of the page, built from the sources as they are."""
    return built(project / "src" / "stagehold" / "web" / "board", shared_folder / "page.lock")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that was found, with fonts for every language of the board."""
    program = browser_program()
    missing = missing_fonts()
    assert missing == [], f"no font writes {', '.join(missing)}: install one (Debian: apt install fonts-noto-cjk)"
    return {**browser_type_launch_args, "executable_path": str(program), "args": list(FLAGS)}


@pytest.fixture(scope="session")
def east_asia_served(
    built_page: Path, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """East Asia with its published plan, for tests that look and change nothing."""
    file = tmp_path_factory.mktemp("east-asia") / "desk.sqlite"
    shutil.copyfile(template(shared_folder, EAST_ASIA), file)
    with running(file, EAST_ASIA) as server:
        yield server


@pytest.fixture(scope="module")
def harbour_served(built_page: Path, shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Harbour Lot with its published plan, for the tests of one file to work on."""
    file = tmp_path_factory.mktemp("harbour") / "desk.sqlite"
    shutil.copyfile(template(shared_folder, HARBOUR), file)
    with running(file, HARBOUR) as server:
        yield server


@pytest.fixture
def served_twice(built_page: Path, shared_folder: Path, postgres_url: str) -> Iterator[tuple[Served, Served]]:
    """Two servers of Harbour Lot on one PostgreSQL."""
    with open_store(postgres_url) as store:
        fill(store, HARBOUR, planned(shared_folder, HARBOUR))
    with running(postgres_url, HARBOUR) as one, running(postgres_url, HARBOUR) as two:
        yield one, two


class OpenBoard(Protocol):
    """Opens a browser on a server and signs somebody in; the page is empty until ``go``."""

    def __call__(
        self,
        server: Served,
        name: str = ...,
        language: str = ...,
        size: tuple[int, int] = ...,
        **options: Any,
    ) -> Reader: ...


@pytest.fixture
def board(browser: Browser) -> Iterator[OpenBoard]:
    """Opens the board for somebody; in the end nothing may have gone wrong on any of the pages."""
    readers: list[Reader] = []

    def opened(
        server: Served, name: str = "olga", language: str = "en", size: tuple[int, int] = DESKTOP, **options: Any
    ) -> Reader:
        phone = size[0] < 600
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=phone,
            is_mobile=phone,
            locale={"en": "en-US", "ja": "ja-JP", "ko": "ko-KR"}[language],
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(30_000)
        set_clock(context, server.ahead)
        keep_guide_away(context)
        if name:
            sign_in(context, server.origin, name, language)
        reader = Reader(context.new_page(), server.origin, name, language)
        readers.append(reader)
        return reader

    yield opened
    trouble = [f"{reader.name}: {said}" for reader in readers for said in reader.trouble]
    for reader in readers:
        reader.page.context.close()
    assert trouble == []
