"""backup and restore: a desk in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.console import human, naming_the_option, print_json

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
REPLACE = "replace"


@click.command()
@click.argument("desk")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", "existing", flag_value=REPLACE, help="Replace an earlier backup in FILE; nothing else is.")
@JSON
def backup(desk: str, file: Path, existing: str | None, *, as_json: bool) -> None:
    """Write all of DESK (a file or a postgresql:// address), as it is now, to FILE; others go on working meanwhile."""
    from stagehold.services import safety

    with naming_the_option("--replace"):
        number = safety.backup(desk, file, replace=existing == REPLACE)
    if as_json:
        print_json({"number": number, "file": str(file)})
    human().print(f"wrote {number} events to {file}; to bring them back: stagehold restore {file} DESK")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("desk")
@click.option("--replace", "existing", flag_value=REPLACE, help="Throw away what is at DESK already.")
@JSON
def restore(file: Path, desk: str, existing: str | None, *, as_json: bool) -> None:
    """Bring a desk back from FILE, which `backup` wrote, to DESK (a file or a postgresql:// address).

    Before, the backup is checked: its tables must show what its journal says. Stop the servers of the desk first.
    """
    from stagehold.services import safety

    with naming_the_option("--replace"):
        number = safety.restore(file, desk, replace=existing == REPLACE)
    place = safety.shown_address(desk)
    if as_json:
        print_json({"number": number, "desk": place})
    human().print(f"brought back {number} events to {place}")
