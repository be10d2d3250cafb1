"""bench desk: bookings over HTTP against the database by itself, and searches for free stages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli import bench_options as options
from stagehold.cli.bench_printing import hand_out, stopping, warn_if_busy
from stagehold.cli.console import human
from stagehold.cli.reading import Seconds

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
@options.scale
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
@options.seed("everything drawn")
@options.write
@options.as_json
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
    hand_out(results, "desk", write, as_json=as_json)


def _scale(scale: DeskScale, clients: tuple[int, ...] | None, seconds: float | None) -> DeskScale:
    return replace(scale, clients=clients or scale.clients, seconds=seconds or scale.seconds)
