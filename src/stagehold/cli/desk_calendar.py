"""desk calendar: bookings as a file that calendars read (RFC 5545)."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.console import human, print_json
from stagehold.cli.desk_calling import WORDS, Caller, at_desk, reads
from stagehold.cli.reading import Writable
from stagehold.domain.errors import Unreadable

KINDS = click.Choice(["stage", "studio", "production", "party"])
LAYERS = click.Choice(["lines", "closures", "leases"])


@click.command()
@click.argument("kind", metavar="KIND", type=KINDS)
@click.argument("id_", metavar="ID", type=WORDS)
@click.argument("file", metavar="[FILE]", required=False, type=Writable())
@click.option(
    "--layer",
    "layers",
    type=LAYERS,
    multiple=True,
    default=("lines", "closures"),
    help="What it shows; may be repeated.",
)
@click.option("--seen-by", metavar="PARTY", type=WORDS, help="As this party may see it; without it everything.")
@reads
def calendar(
    caller: Caller, kind: str, id_: str, file: Path | None, layers: tuple[str, ...], seen_by: str | None
) -> None:
    """Write the calendar of a stage, studio, production or party to FILE (.ics), or to standard output.

    KIND is stage, studio, production or party. Holds are tentative, confirmed lines are busy days; entries keep their
    names when they change, so that a calendar that takes the file in again changes its own.
    """
    from stagehold.files.calendars import CalendarKind, Layer
    from stagehold.reports.words import Language
    from stagehold.services import desk_calendars

    with at_desk(caller) as desk:
        made = desk_calendars.calendar(
            desk,
            CalendarKind(kind),
            id_,
            layers=[Layer(layer) for layer in layers],
            language=Language(caller.lang),
            seen_by=seen_by,
        )
    if file is not None:
        _write(file, made)
        if caller.as_json:
            print_json({"file": str(file), "bytes": len(made)})
    elif caller.as_json:
        print_json({"calendar": made.decode()})
    else:
        click.echo(made, nl=False)  # bytes: line ends and letters as the standard wants them


def _write(file: Path, made: bytes) -> None:
    try:
        file.write_bytes(made)
    except OSError as wrong:
        raise Unreadable(f"{file}: cannot be written ({wrong.strerror or wrong})") from wrong
    human().print(f"wrote {file}")
