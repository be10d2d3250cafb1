"""Reads a portfolio from a folder of YAML files, a folder of CSV files, a workbook or one YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import TABLES
from stagehold.domain.tree import Node
from stagehold.files.intake import Intake
from stagehold.files.linking import link
from stagehold.files.loaded import Loaded
from stagehold.files.origin import Origin
from stagehold.files.yaml_in import read_yaml

MOST_BYTES = 50 * 2**20
_YAML = (".yaml", ".yml")


def load(path: str | PathLike[str], *, max_bytes: int = MOST_BYTES) -> Loaded:
    """Reads everything at ``path`` in one pass and says all that is wrong with it.

    Parameters
    ----------
    path
        A folder of YAML or of CSV files (not both), an .xlsx workbook, or one YAML file.
    max_bytes
        A larger file is refused before it is read.

    Raises
    ------
    Unreadable
        If there is nothing at the path, or it may not be read.
    NotSupported
        If it is a kind of file that is not read.
    InputError
        If a folder holds YAML and CSV.
    """
    files = _files_at(Path(path))
    intake = Intake()
    versions = []
    for file in files:
        data = _bytes_of(intake, file, max_bytes)
        if data is not None:
            versions.append(read_yaml(intake, file.name, data))
        else:
            versions.append(True)
    if not any(versions):
        intake.warn("no-version", files[0].name, Node(None, 1), "", "stagehold", allowed="a line 'stagehold: 1'")
    return _finish(intake, [file.name for file in files])


def _files_at(path: Path) -> list[Path]:
    """The files to read, by name."""
    try:
        if path.is_dir():
            inside = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith((".", "~$")))
        elif path.is_file():
            return [path]
        else:
            raise Unreadable(f"{path}: there is no such file or folder")
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read ({error.strerror or error})") from error
    yaml_files = [item for item in inside if item.suffix.lower() in _YAML]
    csv_files = [item for item in inside if item.suffix.lower() == ".csv"]
    if yaml_files and csv_files:
        raise InputError(
            f"{path} holds YAML ({yaml_files[0].name}) and CSV ({csv_files[0].name}): "
            "a portfolio is written in one of them; move the others to a folder of their own"
        )
    if not yaml_files and not csv_files:
        raise Unreadable(f"{path}: the folder holds neither .yaml nor .csv files")
    return yaml_files or csv_files


def _bytes_of(intake: Intake, file: Path, max_bytes: int) -> bytes | None:
    """The bytes of a file; None, and a finding, when there are too many."""
    try:
        size = file.stat().st_size
        if size > max_bytes:
            intake.reading.file, intake.reading.record = file.name, ""
            allowed = f"at most {max_bytes} bytes; split the file, or raise the limit"
            intake.reading.fault("file-too-large", Node(None), "", found=f"{size} bytes", allowed=allowed)
            intake.incomplete.update(kind for kind, _ in TABLES.values())
            return None
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(f"{file}: cannot be read ({error.strerror or error})") from error


def _finish(intake: Intake, files: Iterable[str]) -> Loaded:
    portfolio = link(intake)
    origins: dict[tuple[str, str], Origin] = dict(intake.origins)
    if intake.settings_origin is not None:
        origins["settings", "settings"] = intake.settings_origin
    findings = _in_order(intake.reading.findings, {file: index for index, file in enumerate(files)})
    return Loaded(portfolio=portfolio, findings=findings, origins=origins)


def _in_order(findings: list[Finding], order: Mapping[str, int]) -> tuple[Finding, ...]:
    """By file and line; the findings of one line stay in the order they were made."""

    def key(finding: Finding) -> tuple[int, int]:
        sheet = finding.file.partition("!")[0]
        return order.get(sheet, len(order)), finding.line

    return tuple(sorted(findings, key=key))
