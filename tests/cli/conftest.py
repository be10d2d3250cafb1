"""The program as its users meet it: words in, exit code and two streams out."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.calling import SCRIPT, TWO_STAGES, Call, Said
from cli.desk_calls import AtDesk, new_desk
from postgres import desk_template, own_postgres, postgres_server, postgres_url
from stagehold.cli.entry import run

__all__ = ["desk_template", "own_postgres", "postgres_server", "postgres_url"]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """``call("plan", folder, "--json")``: the program inside this process."""

    def called(*arguments: object) -> Said:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    return called


@pytest.fixture
def start() -> Call:
    """``start("plan", folder, …)``: the installed program, as a process of its own."""

    def started(*arguments: object, **settings: Any) -> Said:
        ended = subprocess.run([SCRIPT, *map(str, arguments)], capture_output=True, text=True, timeout=120, **settings)
        assert "Traceback" not in ended.stderr
        return Said(ended.returncode, ended.stdout, ended.stderr)

    return started


@pytest.fixture
def examples(project: Path) -> Path:
    return project / "examples"


@pytest.fixture
def lot(tmp_path: Path) -> Path:
    """Two stages and two productions in a folder of their own, whose best plan costs 126."""
    folder = tmp_path / "lot"
    folder.mkdir()
    (folder / "portfolio.yaml").write_text(TWO_STAGES, encoding="utf-8")
    return folder


@pytest.fixture
def copy_of(examples: Path, tmp_path: Path) -> Callable[[str], Path]:
    """``copy_of("east-asia")``: an example that may be spoiled."""

    def copied(name: str) -> Path:
        return Path(shutil.copytree(examples / name, tmp_path / name))

    return copied


@pytest.fixture(scope="session")
def lot_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with three stages and rules in force, to be copied."""
    return new_desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(call: Call, lot_desk: Path, tmp_path: Path) -> AtDesk:
    """A desk with three stages and rules in force; ``desk("hold", "a", …)`` calls there."""
    return AtDesk(call, Path(shutil.copy(lot_desk, tmp_path)))
