"""Tables read well on a narrow terminal: no word is cut, and nothing is left out."""

from __future__ import annotations

import os
import re
import struct
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from cli.calling import SCRIPT
from stagehold.cli.tables import print_table
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns

HEAD = columns(("lease", "Lease"), ("why", "Why"), ("days", "Days", ColumnKind.NUMBER), ("note", "Note"))
LONG = "A reason that needs a good many words, and more of them than a narrow column can hold without becoming a tower."
TABLE = Table(
    key="leases",
    title="Leases",
    columns=HEAD,
    rows=(
        (Cell("lease-toho-2021"), Cell(LONG), Cell("1,095"), Cell("")),
        (Cell("lease-hill"), Cell("short"), Cell("7"), Cell("a note")),
    ),
    notes=("A note on all.",),
)


def shown(table: Table, width: int) -> str:
    """What is printed on a terminal so wide."""
    console = Console(width=width, file=StringIO(), highlight=False, markup=False)
    print_table(table, Reader(), console)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())  # type: ignore[attr-defined]


def test_a_wide_terminal_shows_a_table() -> None:
    text = shown(TABLE, 160)
    assert "  Lease " in text.splitlines()[2]
    assert f"  lease-toho-2021   {LONG}" in text


def test_a_narrow_terminal_shows_the_same_row_by_row() -> None:
    assert shown(TABLE, 40) == (
        "Leases\n"
        "\n"
        "  lease-toho-2021\n"
        "    Why: A reason that needs a good many\n"
        "    words, and more of them than a\n"
        "    narrow column can hold without\n"
        "    becoming a tower.\n"
        "    Days: 1,095\n"
        "\n"
        "  lease-hill\n"
        "    Why: short · Days: 7 · Note: a note\n"
        "\n"
        "  A note on all."
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_every_word_of_a_table_is_whole_at_any_width(width: int) -> None:
    words = shown(TABLE, width).split()
    said = [word for row in TABLE.rows for cell in row for word in cell.text.split()]
    assert [word for word in said if word not in words] == []


@pytest.mark.parametrize(
    ("command", "whole"),
    [
        (("footprint",), "lease-ycdsmc-2021"),
        (("slate",), "Alice in Borderland"),
        (("sources", "lease-toho-2021"), "thr-toho-2021"),
    ],
)
def test_no_id_is_cut_on_a_terminal_of_80_columns(examples: Path, command: tuple[str, ...], whole: str) -> None:
    name, *rest = command
    lines = on_terminal(80, str(SCRIPT), name, str(examples / "east-asia"), *rest)
    assert whole in " ".join(" ".join(lines).split())
    assert max(map(len, lines)) <= 80


def on_terminal(width: int, *command: str) -> list[str]:
    """The lines a program shows on a terminal so wide, without colours."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    world = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**world, "TERM": "xterm"})
    os.close(theirs)
    read = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not piece:
            break
        read += piece
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", read.decode()).replace("\r", "").splitlines()


def test_an_empty_table_shows_dashes() -> None:
    text = shown(Table(key="none", title="None", columns=HEAD, rows=()), 20)
    assert "—" in text
