"""What every test shares: how many cases to draw, from which seed, and a closing table that says so."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

USUAL_SEED = 20270105
LONG_EXAMPLES = 1_000

Count = Callable[[int, int], int]
_DRAWN = "stagehold-drawn"


def pytest_addoption(parser: pytest.Parser) -> None:
    house = parser.getgroup("stagehold")
    house.addoption("--long", action="store_true", help="draw far more cases: minutes instead of seconds")
    house.addoption(
        "--seed",
        type=int,
        default=None,
        help=f"draw other cases than usual, in tests that use `seed` ({USUAL_SEED} unless told) and in hypothesis",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    seed = config.getoption("--seed")
    if seed is not None:
        config.option.hypothesis_seed = str(seed)
    # Hypothesis keeps what it learns about characters and constants somewhere: not in the repository.
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(config.rootpath / ".pytest_cache" / "hypothesis"))
    usual = hypothesis.settings(
        database=None,
        deadline=None,
        derandomize=config.getoption("--hypothesis-seed", None) is None,
        print_blob=True,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.register_profile("usual", usual)
    hypothesis.settings.register_profile("long", usual, max_examples=LONG_EXAMPLES)
    hypothesis.settings.load_profile("long" if config.getoption("--long") else "usual")
    config.pluginmanager.register(_Drawn(), "stagehold-drawn")


@pytest.fixture(autouse=True)
def _no_loop_of_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright's loop counts as running in its thread, also between the tests of the board that use it."""
    running = asyncio._get_running_loop()
    if running is None or "browser" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed to draw cases from: always the same one, unless ``--seed`` says otherwise."""
    given = request.config.getoption("--seed")
    return USUAL_SEED if given is None else int(given)


@pytest.fixture
def count(request: pytest.FixtureRequest, seed: int) -> Count:
    """``count(small, long)``: how many cases to draw, ``long`` under ``--long`` and ``small`` otherwise.

    The closing table names the test, the seed and the number, so a run says what it covered::

        def test_no_plan_overlaps(count, seed):
            for case in range(count(20, 2_000)):
                random = Random(f"{seed}/{case}")
    """

    def chosen(small: int, long: int) -> int:
        number = long if request.config.getoption("--long") else small
        request.node.user_properties.append((_DRAWN, [seed, number]))
        return number

    return chosen


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent


class _Drawn:
    """Gathers seeds and counts from the reports, which travel between processes under xdist."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int, int]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            self.lines += [(report.nodeid, *drawn) for name, drawn in report.user_properties if name == _DRAWN]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.lines:
            terminalreporter.section("drawn cases")
            for test, seed, number in sorted(self.lines):
                terminalreporter.write_line(f"{number:>8,} from seed {seed}  {test}")
