"""What the pages tell a reader to type works, and says what they say it says.

In a page a block ``sh`` is run in a folder of the reader's own that holds the examples; ``# exit code N`` behind a line
names another end than 0. A block ``python`` is a script. A block ``text`` after them holds lines of the output, blanks
and line ends alike. A block ``diff`` is an edit that the reader makes by hand: its first line names the file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.calling import SCRIPT

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = ("how-to", "tutorial")
PAGES = ["README.md", "docs/reference/python.md", *sorted(
    str(page.relative_to(PROJECT)) for page in (PROJECT / "docs" / "how-to").glob("*.md") if page.name != "README.md"
)]  # fmt: skip
# Pages about what is done on the board with mouse and keys; the tests of the board do it.
ON_THE_BOARD = {
    f"docs/how-to/{name}.md"
    for name in (
        "move-a-plan-by-hand",
        "print-a-page",
        "share-what-you-see",
        "use-the-board-by-keyboard",
        "work-with-others-on-the-board",
    )
}
BLOCK = re.compile(r"^```(sh|text|python|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# They set up the environment that runs this test, run this test, or have tests of their own.
NOT_HERE = re.compile(r"^\./run (demo|test|lint|docs|pin|stagehold serve)\b.*\n", re.MULTILINE)


@pytest.fixture
def reader(project: Path, tmp_path: Path) -> Path:
    """A folder as a reader has it before him."""
    (tmp_path / "examples").symlink_to(project / "examples")
    return tmp_path


def blocks(page: str) -> list[tuple[str, str]]:
    text = (PROJECT / page).read_text(encoding="utf-8")
    return [(kind, NOT_HERE.sub("", body)) for kind, body in BLOCK.findall(text)]


def typed(commands: str, folder: Path) -> str:
    """Run the commands of a block; all they said, blanks and line ends alike."""
    said = ""
    # Line by line where that can be: each is to end as it says. A here-document belongs to the line it starts in.
    for command in re.findall(r"^.*<<'END'\n(?:.*\n)*?END\n|^.+\n", commands, re.MULTILINE):
        expected = re.search(r"# exit code (\d)", command)
        ended = subprocess.run(
            ["sh", "-c", command.replace("./run stagehold", f"'{SCRIPT}'")],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "COLUMNS": "80"},
        )
        said += f"{ended.stdout}\n{ended.stderr}\n"
        assert ended.returncode == int(expected[1] if expected else 0), f"{command}\n{said}"
    return " ".join(said.split())


def edit(change: str, folder: Path) -> None:
    """Make the edit that a block ``diff`` shows: its lines with ``-`` or a blank stand in the file just once."""
    head, _, body = change.partition("\n")
    assert head.startswith("--- "), change
    file = folder / head.removeprefix("--- ")
    lines = body.splitlines()
    before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name} holds {text.count(before)} times:\n{before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


def scripted(lines: str, folder: Path) -> str:
    """Run a block of Python; what it said."""
    ended = subprocess.run([sys.executable, "-c", lines], cwd=folder, capture_output=True, text=True, timeout=180)
    assert (ended.returncode, ended.stderr) == (0, ""), lines
    return " ".join(ended.stdout.split())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_works_and_says_what_the_page_says(page: str, reader: Path) -> None:
    found = blocks(page)
    assert page in ON_THE_BOARD or any(kind in ("sh", "python") and body for kind, body in found)
    follow(found, reader)


def test_the_tutorial_can_be_followed_from_its_first_page_to_its_last(reader: Path) -> None:
    index = (PROJECT / "docs" / "tutorial" / "README.md").read_text(encoding="utf-8")
    parts = re.findall(r"^\| \d\. \[.+?\]\((.+?\.md)\)", index, re.MULTILINE)
    assert len(parts) == 5
    for part in parts:
        follow(blocks(f"docs/tutorial/{part}"), reader)


def follow(found: Sequence[tuple[str, str]], reader: Path) -> None:
    """Do what the blocks of a page say, one after the other."""
    said = ""
    for kind, body in found:
        if kind == "sh":
            said = typed(body, reader)
        elif kind == "python":
            said = scripted(body, reader)
        elif kind == "diff":
            edit(body, reader)
        elif kind == "text":
            assert [line for line in body.splitlines() if " ".join(line.split()) not in said] == [], said


def test_the_python_lines_of_the_front_page_work(reader: Path) -> None:
    (lines,) = [body for kind, body in blocks("README.md") if kind == "python"]
    assert len(lines.splitlines()) == 5
    assert "objective 6, proven bound 6" in scripted(lines, reader)
    assert (reader / "plan.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_of_a_folder_is_in_its_index(folder: str) -> None:
    here = PROJECT / "docs" / folder
    index = (here / "README.md").read_text(encoding="utf-8")
    pages = [page.name for page in sorted(here.glob("*.md")) if page.name != "README.md"]
    assert [name for name in pages if f"({name})" not in index] == []
