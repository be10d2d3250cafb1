"""serve: the desk over HTTP, on this machine alone unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import human, out, print_json
from stagehold.cli.desk_calling import DESK

if TYPE_CHECKING:
    from stagehold.web.serve import Serving


@click.command()
@DESK
@click.option("--host", metavar="ADDRESS", help="Where it listens; default 127.0.0.1, this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Default 8765; 0 is any that is free.")
@click.option(
    "--settings", type=click.Path(path_type=Path), metavar="FILE.toml", help="Further settings; options go before them."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, once it serves.")
def serve(desk: str | None, host: str | None, port: int | None, settings: Path | None, *, as_json: bool) -> None:
    """Serve a desk over HTTP until Ctrl-C or SIGTERM, and print the link that signs its owner in, once.

    A desk that is not there is made. Settings come from the file, then from the environment (as STAGEHOLD_PORT), then
    from options. Beyond this machine it needs https, and there is no link: `desk password` gives the owner a password.
    """
    from stagehold.services.desking import desk_address, moment_of, opened
    from stagehold.services.safety import shown_address
    from stagehold.web.serve import serve as serve_desk
    from stagehold.web.settings import read_settings

    wanted = read_settings(settings, os.environ, host=host, port=port)

    def announce(place: Serving) -> None:
        if as_json:
            print_json({"origin": place.origin, "link": place.link})
        else:
            _print(place)

    address = desk_address(desk)
    with opened(address, moment_of(None, "now"), new=True) as desk_there:
        if desk_there.last is None:
            human().print(f"there is nothing in the desk at {shown_address(address)} yet: a new one")
        serve_desk(desk_there.store, wanted, announce)
    human().print("stopped; everything that was asked has been written")


def _print(place: Serving) -> None:
    out().print(f"serving at {place.origin}", soft_wrap=True)
    if place.link is not None:
        out().print(f"sign in, once, within a quarter of an hour: {place.link}", soft_wrap=True)
    else:
        out().print("sign in by password; 'stagehold desk password' gives the owner one", soft_wrap=True)
