"""Tables read well on a narrow terminal: no word is cut, and nothing is left out."""

from __future__ import annotations

import os
import re
import struct
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from rich.console import Console
from rich.segment import Segments

from cli.calling import SCRIPT
from stagehold.cli import tables
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


def test_a_table_of_single_lines_looks_as_one_that_is_drawn_cell_by_cell(
    count: Callable[[int, int], int], seed: int
) -> None:
    words = ("", "7", "1,095", "lease-hill", "제작", "撮影所 第1ステージ", "a note", "—", "99.8 % (1,823 ÷ 1,826)")
    for case in range(count(40, 2_000)):
        random = Random(f"{seed}/{case}")
        wide = random.randint(1, 6)
        kinds = [random.choice([ColumnKind.TEXT, ColumnKind.NUMBER]) for _ in range(wide)]
        head = columns(*((f"c{at}", random.choice(words) or "Lease", kind) for at, kind in enumerate(kinds)))
        rows = tuple(tuple(Cell(random.choice(words)) for _ in head) for _ in range(random.randint(0, 5)))
        table = Table(key="t", title=random.choice(["Use", "Leases of all", "契約"]), columns=head, rows=rows)
        texts = [[cell.text for cell in row] for row in rows]
        console = Console(width=200, file=StringIO(), highlight=False, markup=False)
        at_once, drawn = tables.in_single_lines(table, texts, 200), tables.side_by_side(table, texts, console)
        assert drawn is not None
        if at_once is None:  # a heading longer than the table
            assert len(table.title) > sum(len(column.title) for column in head)
            continue
        assert plain(at_once) == plain(drawn)


def plain(drawn: Segments) -> str:
    return "".join(segment.text for segment in drawn.segments)


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
