"""Writes a portfolio to a folder of YAML or CSV files, a workbook or one YAML file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from enum import StrEnum
from os import PathLike
from pathlib import Path

from stagehold.domain.errors import InputError, NotSupported, Unreadable
from stagehold.domain.portfolio import Portfolio
from stagehold.files.yaml_out import yaml_files


class FileForm(StrEnum):
    """How a portfolio is written."""

    YAML = "yaml"
    CSV = "csv"
    XLSX = "xlsx"


_SUFFIXES = {FileForm.YAML: (".yaml", ".yml"), FileForm.CSV: (".csv",), FileForm.XLSX: (".xlsx",)}


def save(
    portfolio: Portfolio, path: str | PathLike[str], form: FileForm | None = None, *, overwrite: bool = False
) -> None:
    """Writes everything, or nothing.

    Parameters
    ----------
    path
        A folder for YAML and CSV, or a file for XLSX (``.xlsx``) and for YAML in one file (``.yaml``).
    form
        The form; without it the path decides, and a folder is written as YAML.
    overwrite
        Whether a portfolio that is already there is replaced. Other files in the folder stay.

    Raises
    ------
    InputError
        If something is there already, or the path does not fit the form.
    NotSupported
        If the form cannot hold a value.
    Unreadable
        If the path cannot be written.
    """
    target = Path(path)
    form = form or _form_of(target)
    is_file = form is FileForm.XLSX or target.suffix.lower() in _SUFFIXES[FileForm.YAML]
    if is_file and target.suffix.lower() not in _SUFFIXES[form]:
        raise InputError(f"{target}: a portfolio as {form} is written to a path that ends in {_SUFFIXES[form][0]}")
    try:
        if is_file:
            _refuse_existing(target.exists(), target, overwrite=overwrite)
            _write_all(target.parent, {target.name: _single(portfolio, form)})
        else:
            stale = _portfolio_files(target, form)
            _refuse_existing(bool(stale) or (target.is_dir() and any(target.iterdir())), target, overwrite=overwrite)
            contents = _several(portfolio, form)
            _write_all(target, contents)
            for file in stale:
                if file.name not in contents:
                    file.unlink()
    except OSError as error:
        raise Unreadable(f"{target}: cannot be written ({error.strerror or error})") from error


def _form_of(target: Path) -> FileForm:
    if target.is_dir() or target.suffix == "":
        return FileForm.YAML
    for form in (FileForm.XLSX, FileForm.YAML):
        if target.suffix.lower() in _SUFFIXES[form]:
            return form
    raise NotSupported(f"{target}: a portfolio is written to a folder, an .xlsx or a .yaml file, not {target.suffix}")


def _refuse_existing(exists: bool, target: Path, *, overwrite: bool) -> None:  # noqa: FBT001  # a fact, not a switch
    if exists and not overwrite:
        raise InputError(
            f"{target} is there already and not empty: give another path, or say that it is to be replaced"
        )


def _portfolio_files(folder: Path, form: FileForm) -> list[Path]:
    """The files of the form in the folder, which a new portfolio replaces."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise InputError(f"{folder} is a file: a portfolio as {form} is written to a folder")
    files = [file for file in folder.iterdir() if file.is_file()]
    other = FileForm.CSV if form is FileForm.YAML else FileForm.YAML
    foreign = [file for file in files if file.suffix.lower() in _SUFFIXES[other]]
    if foreign:
        raise InputError(f"{folder} holds {other} files ({foreign[0].name}): write {form} to a folder of its own")
    return [file for file in files if file.suffix.lower() in _SUFFIXES[form]]


def _single(portfolio: Portfolio, form: FileForm) -> bytes:
    if form is FileForm.YAML:
        return yaml_files(portfolio, split=False)["portfolio.yaml"].encode()
    from stagehold.files.xlsx_out import xlsx_bytes

    return xlsx_bytes(portfolio)


def _several(portfolio: Portfolio, form: FileForm) -> Mapping[str, bytes]:
    if form is FileForm.YAML:
        return {name: text.encode() for name, text in yaml_files(portfolio).items()}
    from stagehold.files.csv_out import csv_files

    return {name: text.encode() for name, text in csv_files(portfolio).items()}


def _write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Writes every file beside its place first, then moves all; a failure to write leaves the old ones as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".stagehold-") as temporary:
        for name, content in contents.items():
            (Path(temporary) / name).write_bytes(content)
        for name in contents:
            (Path(temporary) / name).replace(folder / name)
