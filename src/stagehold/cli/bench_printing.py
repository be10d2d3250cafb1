"""What all benchmarks say: figures as table, JSON or page, a warning when the machine is busy, how Ctrl-C ends one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stagehold.cli.console import human, out, print_json
from stagehold.cli.reading import write_text

if TYPE_CHECKING:
    from stagehold.benching.results import Results


def warn_if_busy(results: Results) -> None:
    """Time trials want a machine that does nothing else."""
    from stagehold.benching.machine import BUSY

    load = results.machine["load_at_start"]
    if isinstance(load, float) and load > BUSY:
        human().print(f"warning: the machine is not idle (load {load}; up to {BUSY} is): times will be too long")


@contextmanager
def stopping(stopped: list[bool]) -> Iterator[None]:
    """Ctrl-C ends the run with what it has; a second one ends it at once."""

    def stop(*_: object) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(True)
        human().print("ending; once more to end at once")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def hand_out(results: Results, benchmark: str, write: Path | None, *, as_json: bool) -> None:
    """The reference page where it is asked for, and the figures for people or for programs."""
    if write is not None:
        from stagehold.benching.page import page

        write_text(write, page(results, benchmark))
    if as_json:
        print_json(results.as_dict())
    else:
        print_results(results)


def print_results(results: Results) -> None:
    """The table for people: goals first met or not, then everything else."""
    from rich.table import Table

    from stagehold.benching.page import cells

    table = Table(box=None, pad_edge=False)
    for heading in ("figure", "value", "beside", "ratio", "goal", "met", "note"):
        table.add_column(heading, overflow="fold")
    for figure in sorted(results.figures, key=lambda figure: (figure.goal is None, figure.name)):
        table.add_row(*cells(figure))
    out().print(table)
    if results.scale != "full":
        out().print("A quick run: no figure is held against a goal.")
        return
    met = sum(figure.met is True for figure in results.figures)
    names = f" ({', '.join(figure.name for figure in results.missed)})" if results.missed else ""
    out().print(f"Goals met: {met}; missed: {len(results.missed)}{names}.")
