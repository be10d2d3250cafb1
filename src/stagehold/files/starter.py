"""A small commented portfolio to start from."""

from __future__ import annotations

from importlib.resources import files
from os import PathLike
from pathlib import Path

from stagehold.domain.errors import InputError, Unreadable

FILE = "portfolio.yaml"


def write_starter(folder: str | PathLike[str]) -> Path:
    """Writes ``portfolio.yaml`` into a folder that is new or empty, and gives its path.

    Raises
    ------
    InputError
        If the folder holds something, or is a file.
    Unreadable
        If it cannot be written.
    """
    target = Path(folder)
    try:
        if target.exists() and not target.is_dir():
            raise InputError(f"{target} is a file: give a new or an empty folder")
        if target.is_dir() and any(target.iterdir()):
            raise InputError(f"{target} is not empty: give a new or an empty folder")
        target.mkdir(parents=True, exist_ok=True)
        file = target / FILE
        file.write_text(files("stagehold.files").joinpath("starter.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise Unreadable(f"{target}: cannot be written ({error.strerror or error})") from error
    return file
