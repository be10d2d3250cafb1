"""A search while it runs: its limits, what is shown of it, and how it is ended by a signal."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click

from stagehold.cli.console import human, print_error
from stagehold.cli.progress import Mode, Watch, watch_of
from stagehold.cli.reading import Seconds
from stagehold.planning.budget import Budget

DEFAULT_SECONDS = 30.0
INTERRUPTED = 2  # the exit code of a command that was ended without an answer
STOPPING = "stopping: the best plan so far follows; once more ends the command at once, without a plan"
ENDED = "interrupted; nothing was written"
_MODE = "stagehold.progress"
_shown: list[Watch] = []  # the one that is showing now


def budget_of(time_limit: float | None, iterations: int | None, workers: int | None, seed: int) -> Budget:
    """The limits asked for; 30 seconds unless a number of iterations is given."""
    if time_limit is None and iterations is None:
        time_limit = DEFAULT_SECONDS
    threads = workers if workers is not None else (os.cpu_count() or 1)
    return Budget(seconds=time_limit, iterations=iterations, workers=threads, seed=seed)


@contextmanager
def watched(budget: Budget, stopping: str = STOPPING) -> Iterator[Budget]:
    """The budget, shown while it runs as --progress asks, and ended by Ctrl-C (SIGINT) or SIGTERM.

    The first signal ends the search: the best plan so far follows, or what ``stopping`` says. A second one ends the
    command at once.
    """
    # A portfolio is millions of objects that stay: looking through them for rubbish would take a third of the time.
    gc.set_threshold(500_000, 50, 1_000)
    context = click.get_current_context(silent=True)
    mode = Mode.AUTO if context is None else Mode(context.meta.get(_MODE, Mode.AUTO))
    watch = watch_of(mode, budget)
    _shown.append(watch)
    try:
        with _signals(watch, stopping) as stopped, watch:
            yield replace(budget, stop=stopped, progress=watch.told)
    finally:
        _shown.remove(watch)


def make_room() -> None:
    """Take the line of progress away before something else is printed; the next report shows it again."""
    for watch in _shown:
        watch.hide()


@contextmanager
def _signals(watch: Watch, stopping: str) -> Iterator[Callable[[], bool]]:
    """While inside, signals are counted instead of ending the process; whether there was one."""
    seen: list[int] = []

    def stop(number: int, _frame: object) -> None:
        seen.append(number)
        if len(seen) > 1:
            _end_at_once(watch)
        watch.say(stopping)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False  # signals reach the main thread alone
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(seen)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_at_once(watch: Watch) -> None:
    """Leave without waiting for threads that are still searching; nothing was written yet."""
    watch.hide()
    if "--json" in sys.argv:
        print_error("interrupted", ENDED)
        sys.stdout.flush()
    human().print(ENDED)
    os._exit(INTERRUPTED)


def _keep_mode(context: click.Context, _option: click.Parameter, value: str) -> None:
    context.meta[_MODE] = value


def limits(function: Any) -> Any:
    """The options that bound a search, and the one that says how it is shown (read by ``watched``)."""
    options = [
        click.option("--for", "party", metavar="PARTY", help="Whose leases to plan on; default the only lessee."),
        click.option("--time-limit", type=Seconds(), metavar="SECONDS", help="Of search and proof; default 30."),
        click.option(
            "--iterations", type=click.IntRange(1), metavar="N", help="Search steps, in place of a time limit."
        ),
        click.option(
            "--workers", type=click.IntRange(1, 256), metavar="N", help="Threads, 1 to 256; default all cores."
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**31 - 1),
            default=0,
            show_default=True,
            metavar="N",
            help="Of everything drawn: 0 to 2147483647.",
        ),
        click.option(
            "--progress",
            type=click.Choice([mode.value for mode in Mode]),
            default=Mode.AUTO.value,
            show_default=True,
            expose_value=False,
            callback=_keep_mode,
            help="On standard error; auto: a line that renews itself on a terminal, else plain.",
        ),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
    ]
    for option in reversed(options):
        function = option(function)
    return function
