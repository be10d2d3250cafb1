"""Groups of commands that import a command only when it is called, so that the program starts at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from stagehold.domain.findings import nearest

# Command -> (module, function, in a few words).
Table = Mapping[str, tuple[str, str, str]]


class Commands(click.Group):
    """Loads a command when it is called; an unknown name is answered with the nearest known one.

    ``not_yet`` are names that are understood, and refused until they do what they say.
    """

    def __init__(self, *arguments: Any, table: Table, not_yet: tuple[str, ...] = (), **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.table = table
        self.not_yet = not_yet

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of a first use."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, or None for a name that is not one."""
        if cmd_name not in self.table:
            return None
        module, function, _ = self.table[cmd_name]
        command: click.Command = getattr(import_module(module), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Each command in a few words, without importing it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, _, words) in self.table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse what is not supported yet by name, and suggest for what is unknown."""
        name = args[0]
        if name in self.not_yet:
            raise click.UsageError(f"'{name}' is not part of this version yet; it has: {', '.join(self.table)}", ctx)
        if name not in self.table:
            close = nearest(name, self.table)
            hint = f" Did you mean '{close}'?" if close else ""
            raise click.UsageError(f"No command '{name}'.{hint} Commands: {', '.join(self.table)}", ctx)
        return super().resolve_command(ctx, args)
