"""A search while it runs: its limits, what is shown of it, and Ctrl-C."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click

from stagehold.cli.console import human
from stagehold.cli.reading import Seconds
from stagehold.planning.budget import Budget, Progress

DEFAULT_SECONDS = 30.0


def budget_of(time_limit: float | None, iterations: int | None, workers: int | None, seed: int) -> Budget:
    """The limits asked for; 30 seconds unless a number of iterations is given."""
    if time_limit is None and iterations is None:
        time_limit = DEFAULT_SECONDS
    threads = workers if workers is not None else (os.cpu_count() or 1)
    return Budget(seconds=time_limit, iterations=iterations, workers=threads, seed=seed)


@contextmanager
def watched(budget: Budget) -> Iterator[Budget]:
    """The budget, ended by Ctrl-C with the best plan so far, and shown while it runs on a terminal.

    A second Ctrl-C ends the command at once, without a plan.
    """
    stopped: list[bool] = []

    def stop(*_: object) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(True)

    before = signal.signal(signal.SIGINT, stop)
    console = human()
    try:
        with console.status("reading") as status:

            def show(progress: Progress) -> None:
                parts = [progress.stage]
                if progress.best is not None:
                    parts.append(f"best {progress.best:,.0f}")
                if progress.bound is not None:
                    parts.append(f"bound {max(0.0, progress.bound):,.0f}")
                if progress.placed:
                    parts.append(f"{progress.placed} placed")
                limit = "" if budget.seconds is None else f" of {budget.seconds:.0f}"
                status.update(f"{', '.join(parts)}; {progress.seconds:.1f}{limit} s")

            yield replace(budget, stop=lambda: bool(stopped), progress=show if console.is_terminal else lambda _: None)
    finally:
        signal.signal(signal.SIGINT, before)


def limits(function: Any) -> Any:
    """The options that bound a search."""
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
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
    ]
    for option in reversed(options):
        function = option(function)
    return function
