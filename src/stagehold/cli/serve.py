"""serve: the desk over HTTP, on this machine alone unless told otherwise."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import human, out, print_json
from stagehold.cli.desk_calling import DESK

if TYPE_CHECKING:
    from stagehold.services.desking import OpenDesk
    from stagehold.web.serve import Serving

STOPPING = "the search stops here, and the best plan so far is shown; once more ends the command at once"


@click.command()
@DESK
@click.option("--host", metavar="ADDRESS", help="Where it listens; default 127.0.0.1, this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Default 8765; 0 is any that is free.")
@click.option(
    "--settings", type=click.Path(path_type=Path), metavar="FILE.toml", help="Further settings; options go before them."
)
@click.option(
    "--demo",
    is_flag=True,
    help="Serve the East Asia example with a plan, and invented holds of others; without --desk it is gone afterwards.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, once it serves.")
def serve(
    desk: str | None, host: str | None, port: int | None, settings: Path | None, *, demo: bool, as_json: bool
) -> None:
    """Serve a desk over HTTP until Ctrl-C or SIGTERM, and print the link that signs its owner in, once.

    A desk that is not there is made. Settings come from the file, then from the environment (as STAGEHOLD_PORT), then
    from options. Beyond this machine it needs https, and there is no link: `desk password` gives the owner a password.

    With --demo there is something to look at: the East Asia example with its plan, made and published before it serves.
    """
    from stagehold.services.desking import moment_of, opened
    from stagehold.services.safety import shown_address
    from stagehold.web.serve import serve as serve_desk
    from stagehold.web.serve import with_port
    from stagehold.web.settings import read_settings

    wanted = with_port(read_settings(settings, os.environ, host=host, port=port))

    def announce(place: Serving) -> None:
        if as_json:
            print_json({"origin": place.origin, "link": place.link})
        else:
            _print(place)

    with _place(desk, demo=demo) as address, opened(address, moment_of(None, "now"), new=True) as desk_there:
        if demo:
            _fill(desk_there)
        elif desk_there.last is None:
            human().print(f"there is nothing in the desk at {shown_address(address)} yet: a new one")
        serve_desk(desk_there.store, wanted, announce)
    kept = desk is not None or not demo
    human().print(f"stopped; {'everything that was asked has been written' if kept else 'the demonstration is gone'}")


@contextmanager
def _place(desk: str | None, *, demo: bool) -> Iterator[str]:
    """Where the desk is; a demonstration never takes the usual one, which somebody may work at."""
    from stagehold.services.desking import desk_address

    if desk is not None or not demo:
        yield desk_address(desk)
        return
    with tempfile.TemporaryDirectory(prefix="stagehold-demo-") as folder:
        yield str(Path(folder) / "desk.sqlite")


def _fill(desk: OpenDesk) -> None:
    from stagehold.cli.watching import budget_of, watched
    from stagehold.services.demo_desk import SECONDS, fill, require_free

    if not require_free(desk.store):
        return
    human().print("planning the East Asia example; whatever stands on its stages besides is invented")
    with watched(budget_of(SECONDS, None, None, 0), STOPPING) as budget:
        fill(desk.store, budget, desk.now)


def _print(place: Serving) -> None:
    out().print(f"serving at {place.origin}", soft_wrap=True)
    if place.link is not None:
        out().print(f"sign in, once, within a quarter of an hour: {place.link}", soft_wrap=True)
    else:
        out().print("sign in by password; 'stagehold desk password' gives the owner one", soft_wrap=True)
