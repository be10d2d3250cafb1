"""The program: its commands, its exit codes, and what it says when something is wrong.

Exit codes: 0 done; 1 done but the answer is no; 2 read and wrong, or usage; 3 a path or service cannot be read.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from stagehold import __version__
from stagehold.cli.commands import Commands
from stagehold.cli.console import fail, forget, human, print_error
from stagehold.domain.errors import StageholdError, Unreadable

# Command -> (module, function, in a few words): a module is imported when its command is called, so that the program,
# and the list of its commands, start at once.
COMMANDS = {
    "demo": ("stagehold.cli.demo", "demo", "the story of the East Asia example, and a report to keep"),
    "init": ("stagehold.cli.files", "init", "a commented portfolio to start from"),
    "import": ("stagehold.cli.files", "import_", "a workbook or a folder of CSV files, written as YAML"),
    "export": ("stagehold.cli.files", "export", "a portfolio as a workbook, CSV or YAML"),
    "check": ("stagehold.cli.files", "check", "every problem of all files, with file and line"),
    "sources": ("stagehold.cli.reports", "sources", "where every value of a record comes from"),
    "footprint": ("stagehold.cli.reports", "footprint", "what space is held, where, until when, who says so"),
    "slate": ("stagehold.cli.reports", "slate", "titles, stated counts, slips, markets, disagreements"),
    "plan": ("stagehold.cli.plan", "plan", "the plan, how good it is, who is late and why"),
    "replan": ("stagehold.cli.replan", "replan", "few changes to an earlier plan, what changed and why"),
    "compare": ("stagehold.cli.compare", "compare", "scenarios side by side, every figure with its difference"),
    "why": ("stagehold.cli.plan", "why", "what keeps one production from fitting, what helps"),
    "use": ("stagehold.cli.use", "use", "stage-days leased, occupied and shot, idle by cause, their cost"),
    "lease": ("stagehold.cli.lease", "lease", "what leases cost: cash, IFRS 16 and ASC 842, entries, disclosure"),
    "desk": ("stagehold.cli.desk", "desk", "holds, challenges and bookings, what stands and what stood"),
    "serve": ("stagehold.cli.serve", "serve", "the desk over HTTP, for programs and other people"),
    "backup": ("stagehold.cli.safety", "backup", "a desk in one file, while it is in use"),
    "restore": ("stagehold.cli.safety", "restore", "a desk brought back from a backup"),
    "risk": ("stagehold.cli.risk", "risk", "who is late, which lease is overrun, and why, in drawn futures"),
    "advise": ("stagehold.cli.advise", "advise", "which leases to sign, how sure, and what nothing can beat"),
    "bench": ("stagehold.cli.bench", "bench", "the planner against its goals and other planners"),
}
# Understood, and refused by name until they do what they say.
NOT_YET: tuple[str, ...] = ()


@click.command(cls=Commands, table=COMMANDS, not_yet=NOT_YET, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="stagehold")
def program() -> None:
    """Plan leased production space: footprint, slate, plan, desk and leases, with the source of every figure."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    code = run(sys.argv[1:] if arguments is None else list(arguments))
    # All has been said: a Ctrl-C while the process is put away must not change what it ends with.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the program; its exit code."""
    if sys.stdout is None:
        if sys.stderr is not None:
            human().print("stagehold: standard output is closed; nothing was done")
        return Unreadable.exit_code
    forget()
    _never_refuse(sys.stdout)
    _never_refuse(sys.stderr)
    try:
        code = _run(arguments, json_wanted="--json" in arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _be_quiet()
        return 0  # whoever reads has read enough
    except OSError as wrong:
        _be_quiet()
        human().print(f"stagehold: cannot write to standard output ({wrong.strerror or wrong}){_all_the_same()}")
        return Unreadable.exit_code
    return code


def _run(arguments: list[str], *, json_wanted: bool) -> int:
    try:
        result = program.main(arguments, prog_name="stagehold", standalone_mode=False)
    except click.exceptions.Abort:
        human().print("interrupted; nothing was written")
        return 2
    except click.ClickException as wrong:
        if json_wanted:
            print_error("usage", wrong.format_message())
        wrong.show()
        return 2
    except StageholdError as wrong:
        fail(wrong, json_wanted=json_wanted)
        return wrong.exit_code
    except SystemExit:
        # How click and rich end a program whose reader went away.
        raise BrokenPipeError from None
    return result if isinstance(result, int) else 0


def _all_the_same() -> str:
    """What was done although nobody can read the answer."""
    return "".join(f"; {fact}" for fact in forget())


def _never_refuse(stream: TextIO | None) -> None:
    """Let a stream write an escape for what its encoding, or any encoding, does not hold."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _be_quiet() -> None:
    """Let what is still to be written go nowhere, so that the end of the process does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
