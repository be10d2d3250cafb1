"""How the page gets into a package, and when ./run builds it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

BOARD = "src/stagehold/web/board"


def built(folder: Path, target: str, into: Path) -> Path:
    """The archive that the build backend makes of a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-4_000:]
    (archive,) = into.iterdir()
    return archive


def test_a_wheel_made_from_the_source_archive_holds_the_page_and_nothing_it_is_built_from(
    project: Path, tmp_path: Path
) -> None:
    source = built(project, "sdist", tmp_path / "sdist")
    with tarfile.open(source) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
        # Python 3.11.3 and older know no filter yet; the archive was made just now.
        archive.extractall(tmp_path / "source", **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    assert {f"{BOARD}/package-lock.json", f"{BOARD}/src/main.ts", "hatch_build.py"} <= packed
    assert [name for name in packed if "node_modules" in name or f"{BOARD}/dist" in name] == []

    (folder,) = (tmp_path / "source").iterdir()
    # What the lock file names is there already, checked against its hashes: this test asks no network.
    shutil.copytree(
        project / BOARD / "node_modules", folder / BOARD / "node_modules", symlinks=True, copy_function=os.link
    )
    wheel = built(folder, "wheel", tmp_path / "wheel")
    inside = [
        name.removeprefix("stagehold/web/board/") for name in zipfile.ZipFile(wheel).namelist() if "/web/board/" in name
    ]
    assert "dist/index.html" in inside
    assert [name for name in inside if not name.startswith(("dist/index.html", "dist/assets/"))] == []
    assert {Path(name).suffix for name in inside} >= {".html", ".js", ".css"}


def test_an_editable_install_builds_no_page(tmp_path: Path) -> None:
    script = (
        "from hatch_build import PageHook\n"
        "hook = PageHook.__new__(PageHook)\n"
        "hook.initialize('editable', {})\n"  # it would need the folder to build anything
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def is_current(project: Path) -> bool:
    """Whether ./run would leave the page as it is; asked of its own function, so that nothing is built."""
    text = (project / "run").read_text(encoding="utf-8")
    functions = text[text.index("page_files()") : text.index("# ensure_page:")]
    script = f"set -eu\nproject=$1 page=$1/{BOARD}\n{functions}\npage_is_current"
    return subprocess.run(["sh", "-c", script, "sh", str(project)], capture_output=True).returncode == 0


@pytest.fixture
def copied(project: Path, tmp_path: Path) -> Path:
    """The page's sources with a page that counts as built from them."""
    folder = tmp_path / "copy with a blank"
    ignored = shutil.ignore_patterns("node_modules", "dist", "dist.*")
    shutil.copytree(project / BOARD, folder / BOARD, ignore=ignored)
    (folder / "requirements").mkdir()
    for name in ("run", "hatch_build.py", "requirements/board.txt"):
        shutil.copyfile(project / name, folder / name)
    (folder / BOARD / "dist").mkdir()
    (folder / BOARD / "dist" / "index.html").write_text("built", encoding="utf-8")
    text = (folder / "run").read_text(encoding="utf-8")
    functions = text[text.index("page_files()") : text.index("page_is_current()")]
    script = f"set -eu\nproject=$1 page=$1/{BOARD}\n{functions}\npage_ingredients"
    made = subprocess.run(["sh", "-c", script, "sh", str(folder)], capture_output=True, check=True)
    (folder / BOARD / "dist" / "stagehold-page.stamp").write_bytes(made.stdout)
    return folder


def test_a_page_that_is_up_to_date_is_left_as_it_is(copied: Path) -> None:
    assert is_current(copied)
    (copied / BOARD / "node_modules" / "x").mkdir(parents=True)
    (copied / BOARD / "dist.new").mkdir()
    assert is_current(copied)


@pytest.mark.parametrize(
    "name",
    [
        f"{BOARD}/src/main.ts",
        f"{BOARD}/src/words/ko.json",
        f"{BOARD}/index.html",
        f"{BOARD}/package-lock.json",
        "requirements/board.txt",
        "hatch_build.py",
    ],
)
def test_a_change_of_anything_the_page_is_built_from_builds_it_again(copied: Path, name: str) -> None:
    file = copied / name
    moment = file.stat().st_mtime
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    os.utime(file, (moment, moment))  # no clock is asked: a copy may keep old dates
    assert not is_current(copied)


def test_a_file_more_or_less_and_a_page_that_is_gone_build_it_again(copied: Path) -> None:
    more = copied / BOARD / "src" / "more.ts"
    more.touch()
    assert not is_current(copied)
    more.unlink()
    assert is_current(copied)
    (copied / BOARD / "src" / "main.ts").rename(copied / BOARD / "src" / "other.ts")
    assert not is_current(copied)
    (copied / BOARD / "src" / "other.ts").rename(copied / BOARD / "src" / "main.ts")
    (copied / BOARD / "dist" / "index.html").unlink()
    assert not is_current(copied)


def test_nothing_of_the_page_says_where_packages_come_from(project: Path) -> None:
    settings = (project / BOARD / ".npmrc").read_text(encoding="utf-8")
    assert "registry=" not in settings.replace(" ", "")
    assert '"resolved"' not in (project / BOARD / "package-lock.json").read_text(encoding="utf-8")


def offered(project: Path, tmp_path: Path, answer: str) -> str:
    """What is seen on a terminal when the demo is over and somebody answers."""
    text = (project / "run").read_text(encoding="utf-8")
    function = text[text.index("offer_board() {") : text.index("# The verb meant by")]
    program = tmp_path / "venv" / "bin" / "stagehold"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "started: $*"\n', encoding="utf-8")
    program.chmod(0o755)
    ours, theirs = os.openpty()
    os.write(ours, answer.encode())
    script = f"set -eu\nvenv=$1\n{function}\noffer_board"
    command = ["sh", "-c", script, "sh", str(tmp_path / "venv")]
    assert subprocess.run(command, stdin=theirs, stdout=theirs, stderr=theirs, timeout=20).returncode == 0
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 4096):
            seen += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return seen.decode()


def test_the_demo_ends_by_offering_the_board_on_a_terminal(project: Path, tmp_path: Path) -> None:
    asked = offered(project, tmp_path / "yes", "y\n")
    assert "Open the board on it now?" in asked
    assert "started: serve --demo" in asked


@pytest.mark.parametrize("answer", ["\n", "n\n", "\x04"])
def test_whoever_does_not_say_yes_is_left_alone(project: Path, tmp_path: Path, answer: str) -> None:
    assert "started" not in offered(project, tmp_path, answer)
