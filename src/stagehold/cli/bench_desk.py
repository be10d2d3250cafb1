"""bench desk: bookings over HTTP against the database by itself, and searches for free stages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.bench_printing import print_results, stopping, warn_if_busy
from stagehold.cli.console import human, print_json
from stagehold.cli.reading import Seconds, Writable, write_text

if TYPE_CHECKING:
    from stagehold.benching.desk.session import DeskScale

DESK_PARTS = ("postgres", "sqlite", "availability")
MOST_CLIENTS = 256  # PostgreSQL of the benchmark takes a few connections more


class Clients(click.ParamType[tuple[int, ...]]):
    """Numbers of clients, as ``8,64,256``."""

    name = "clients"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The numbers in order, each once."""
        if isinstance(value, tuple):
            return value
        words = str(value).replace(" ", "").split(",")
        if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= MOST_CLIENTS for word in words):
            self.fail(f"{value!r} is no list of numbers; allowed: 1 to {MOST_CLIENTS} each, as 8,64,256", param, ctx)
        return tuple(sorted({int(word) for word in words}))


@click.command()
@click.option(
    "--scale",
    type=click.Choice(["full", "quick"]),
    default="full",
    show_default=True,
    help="quick: does everything run? Its figures are not held against goals.",
)
@click.option(
    "--part",
    "parts",
    type=click.Choice(DESK_PARTS),
    multiple=True,
    help="Measure only this; may be given more than once. Default all.",
)
@click.option(
    "--clients", type=Clients(), metavar="N,N,…", help="Clients that book at once, one number after the other."
)
@click.option("--seconds", type=Seconds(), metavar="SECONDS", help="How long each side books before the other's turn.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 2), default=0, show_default=True, metavar="N", help="Of everything drawn."
)
@click.option(
    "--write", type=Writable(), metavar="FILE", help="Write the reference page with the results to this file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def desk(
    scale: str,
    parts: tuple[str, ...],
    clients: tuple[int, ...] | None,
    seconds: float | None,
    seed: int,
    write: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure bookings over HTTP against pgbench and plain inserts, and searches; Ctrl-C keeps what is measured."""
    from stagehold.benching.desk.run import begin_desk, run_desk
    from stagehold.benching.desk.session import DESK_SCALES, DeskSession
    from stagehold.benching.scale import ScaleName

    stopped: list[bool] = []
    asked = _scale(DESK_SCALES[ScaleName(scale)], clients, seconds)
    session = DeskSession(scale=asked, seed=seed, say=human().print, stop=lambda: bool(stopped))
    results = begin_desk(session, parts or DESK_PARTS)
    human().print(f"about {asked.minutes:.0f} minutes, scale {scale}")
    warn_if_busy(results)
    with stopping(stopped):
        run_desk(session, results)
    if write is not None:
        from stagehold.benching.page import page

        write_text(write, page(results, "desk"))
    if as_json:
        print_json(results.as_dict())
    else:
        print_results(results)


def _scale(scale: DeskScale, clients: tuple[int, ...] | None, seconds: float | None) -> DeskScale:
    return replace(scale, clients=clients or scale.clients, seconds=seconds or scale.seconds)
