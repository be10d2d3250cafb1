"""Reads a portfolio from a folder of YAML files, a folder of CSV files, a workbook or one YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path

from stagehold.domain.checks import located_findings
from stagehold.domain.errors import InputError, NotSupported, Unreadable
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import TABLE_OF_KIND, TABLES
from stagehold.domain.tree import Node
from stagehold.files.csv_in import read_csv
from stagehold.files.intake import Intake
from stagehold.files.linking import link
from stagehold.files.loaded import Loaded
from stagehold.files.origin import Origin
from stagehold.files.yaml_in import read_yaml

MOST_BYTES = 50 * 2**20
_YAML = (".yaml", ".yml")
_REFUSED = {
    ".xlsm": "workbooks with macros are not read; save it as .xlsx",
    ".xls": "workbooks of the old kind are not read; save it as .xlsx",
    ".xlsb": "binary workbooks are not read; save it as .xlsx",
    ".ods": "this kind of workbook is not read; save it as .xlsx",
    ".csv": "one CSV file is only one table; give the folder that holds all of them",
}


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
    order: list[str] = []
    versions = []
    for file in files:
        order.append(file.name)
        data = _bytes_of(intake, file, max_bytes)
        if data is None:
            versions.append(True)
        elif file.suffix.lower() == ".csv":
            read_csv(intake, file.name, data)
        elif file.suffix.lower() == ".xlsx":
            from stagehold.files.xlsx_in import read_xlsx  # slow to load, and seldom wanted

            order += read_xlsx(intake, file.name, data)
        else:
            versions.append(read_yaml(intake, file.name, data))
    if versions and not any(versions) and not intake.incomplete:
        intake.warn("no-version", order[0], Node(None, 1), "", "stagehold", allowed="a line 'stagehold: 1'")
    return _finish(intake, order)


def _files_at(path: Path) -> list[Path]:
    """The files to read, by name."""
    try:
        if path.is_dir():
            inside = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith((".", "~$")))
        elif path.is_file():
            return [_one_file(path)]
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


def _one_file(path: Path) -> Path:
    suffix = path.suffix.lower()
    if suffix in (*_YAML, ".xlsx"):
        return path
    allowed = "a portfolio is a folder of YAML or CSV files, an .xlsx workbook or a .yaml file"
    what = _REFUSED.get(suffix, f"{allowed}, not {suffix or 'a file without a suffix'}")
    raise NotSupported(f"{path}: {what}")


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
    findings = intake.reading.findings
    if not intake.incomplete:
        # With a file cut short every check would complain of what it cannot see.
        unread = {
            id_ for kind, id_ in origins if kind in TABLE_OF_KIND and id_ not in portfolio.table(TABLE_OF_KIND[kind])
        }
        for kind, finding in located_findings(portfolio):
            if finding.rule == "unknown-record" and any(finding.found.startswith(id_ + ".") for id_ in unread):
                continue  # its record is there, and has findings of its own
            origin = origins.get((kind, finding.record))
            file, line = ("", 0) if origin is None else origin.at(finding.field)
            findings.append(replace(finding, file=file, line=line))
    in_order = _in_order(findings, {file: index for index, file in enumerate(files)})
    return Loaded(portfolio=portfolio, findings=in_order, origins=origins)


def _in_order(findings: list[Finding], order: Mapping[str, int]) -> tuple[Finding, ...]:
    """By file and line; the findings of one line stay in the order they were made."""

    def key(finding: Finding) -> tuple[int, int]:
        sheet = finding.file.partition("!")[0]
        return order.get(sheet, len(order)), finding.line

    return tuple(sorted(findings, key=key))
