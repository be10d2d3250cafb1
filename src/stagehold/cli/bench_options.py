"""The options that benchmarks have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from stagehold.cli.reading import Writable

Command = TypeVar("Command", bound=Callable[..., Any])
Option = Callable[[Command], Command]

scale = click.option(
    "--scale",
    type=click.Choice(["full", "quick"]),
    default="full",
    show_default=True,
    help="quick: does everything run? Its figures are not held against goals.",
)
write = click.option(
    "--write", type=Writable(), metavar="FILE", help="Write the reference page with the results to this file."
)
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")


def workers(whose: str) -> Option[Any]:
    """How many threads work; ``whose`` in words."""
    kind = click.IntRange(1, 256)
    return click.option("--workers", type=kind, default=2, show_default=True, metavar="N", help=f"Threads {whose}.")


def seed(of: str) -> Option[Any]:
    """From which everything is drawn; ``of`` what, in words."""
    kind = click.IntRange(0, 2**31 - 2)
    return click.option("--seed", type=kind, default=0, show_default=True, metavar="N", help=f"Of {of}.")
