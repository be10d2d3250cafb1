"""The reference page of all commands, made from the commands themselves.

``python -m stagehold.cli.guide >docs/reference/command-line.md`` renews the page; a test notices when it is old.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib.resources import files
from inspect import cleandoc

import click

from stagehold.benching.browser import NoBrowser
from stagehold.benching.postgres import NoPostgres
from stagehold.cli.entry import COMMANDS, NOT_YET, program
from stagehold.desk.refusal import Refused
from stagehold.domain.errors import (
    InputError,
    InvalidPortfolio,
    MissingFacts,
    NotSupported,
    StageholdError,
    Unreadable,
)
from stagehold.planning.changes import Cause, ChangeKind
from stagehold.planning.plan import Reason, RemedyKind
from stagehold.planning.planner import AuditFailed
from stagehold.reports.scenarios import FIGURES
from stagehold.services.changes import ChangedMeanwhile
from stagehold.services.counter import KeyReused
from stagehold.services.holding_plans import Became
from stagehold.services.open_id import ProviderSilent
from stagehold.services.people import PeopleRefused
from stagehold.services.publishing import PlanBroken
from stagehold.services.sending import Undelivered
from stagehold.services.signing_in import SignInRefused, TooManySignIns
from stagehold.store.errors import Busy, Damaged, DiskFull, NewerSchema, Overlap, ReadOnly, Replaced, Unavailable

ERRORS: tuple[type[StageholdError], ...] = (
    *(InputError, InvalidPortfolio, MissingFacts, NotSupported, Unreadable, AuditFailed),
    *(Refused, Overlap, KeyReused, ChangedMeanwhile, PlanBroken, PeopleRefused),
    *(Unavailable, ReadOnly, DiskFull, Busy, Replaced, Damaged, NewerSchema),
    *(SignInRefused, TooManySignIns, ProviderSilent, Undelivered, NoPostgres, NoBrowser),
)


def commands_page() -> str:
    """The text of the page."""
    lines = [_text("guide.md"), "", "## Commands", ""]
    context = click.Context(program, info_name="stagehold")
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        lines += _command(click.Context(command, parent=context, info_name=name))
    if NOT_YET:
        names = ", ".join(f"`{name}`" for name in NOT_YET)
        lines += ["## Not in this version", "", f"{names}: refused by name, exit code 2.", ""]
    shapes = _text("guide-json.md").replace("REASONS", _words(Reason)).replace("REMEDIES", _words(RemedyKind))
    shapes = shapes.replace("CHANGES", _words(ChangeKind)).replace("CAUSES", _words(Cause))
    shapes = shapes.replace("FIGURES", ", ".join(f"`{key}`" for key in FIGURES)).replace("BECAME", _words(Became))
    lines += [shapes, "", "## Error codes", "", "| code | exit code | meaning |", "|---|---|---|"]
    lines.append("| `usage` | 2 | an unknown command or option, a missing argument, a value out of range |")
    lines.append("| `interrupted` | 2 | a second Ctrl-C or SIGTERM ended the command; nothing was written |")
    for error in ERRORS:
        words = cleandoc(error.__doc__ or "").split("\n\n", maxsplit=1)[0].replace("``", "`")
        lines.append(f"| `{error.code}` | {error.exit_code} | {' '.join(words.split())} |")
    return "\n".join(lines) + "\n"


def _text(name: str) -> str:
    return files("stagehold.cli").joinpath(name).read_text(encoding="utf-8").rstrip()


def _words(kinds: type[StrEnum]) -> str:
    return ", ".join(f"`{kind.value}`" for kind in kinds)


def _command(context: click.Context, level: str = "###") -> list[str]:
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    shown = [item for item in command.params if isinstance(item, click.Option) and not item.hidden]
    options = [_option(item, context) for item in shown]
    heading = context.command_path.removeprefix("stagehold ")
    lines = [f"{level} {heading}", "", f"    {usage}", "", " ".join(cleandoc(command.help or "").split()), ""]
    if options:
        lines += ["| option | meaning | default |", "|---|---|---|", *options, ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            assert member is not None
            lines += _command(click.Context(member, parent=context, info_name=name), level=f"{level}#")
    return lines


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if not option.is_flag:
        names += f" {option.make_metavar(context).replace('|', ' or ').strip('[]')}"
    default = option.default if option.show_default else None
    return f"| {names} | {option.help or ''} | {'' if default is None else f'`{default}`'} |"


if __name__ == "__main__":
    sys.stdout.write(commands_page())
