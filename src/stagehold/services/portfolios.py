"""Opening, checking, converting and starting portfolios."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import Finding, has_errors
from stagehold.domain.portfolio import Portfolio
from stagehold.files import MOST_BYTES, FileForm, Loaded, load, save
from stagehold.files.starter import write_starter


def open_portfolio(path: Path, *, max_bytes: int = MOST_BYTES) -> Loaded:
    """Read a portfolio that has no errors; warnings stay in ``findings``.

    Raises
    ------
    InvalidPortfolio
        With every problem found, if one of them is an error.
    Unreadable
        If the path cannot be read.
    """
    loaded = load(path, max_bytes=max_bytes)
    if has_errors(loaded.findings):
        count = sum(1 for finding in loaded.findings if finding.severity == "error")
        raise InvalidPortfolio(f"{path} has {count} error{'s' if count != 1 else ''}", loaded.findings)
    return loaded


def check(path: Path, *, max_bytes: int = MOST_BYTES) -> tuple[Finding, ...]:
    """Everything wrong with a portfolio, in one pass."""
    return load(path, max_bytes=max_bytes).findings


def convert(source: Path, target: Path, form: FileForm, *, overwrite: bool = False) -> Portfolio:
    """Write a portfolio in another form.

    Raises
    ------
    InvalidPortfolio, Unreadable
        If the source has errors, or a path cannot be read or written.
    """
    portfolio = open_portfolio(source).portfolio
    save(portfolio, target, form, overwrite=overwrite)
    return portfolio


def start(folder: Path) -> None:
    """Write the commented starter portfolio into an empty or new folder."""
    write_starter(folder)


def placed(loaded: Loaded, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with file and line, where their record was read from one."""
    return tuple(_placed(loaded, finding) for finding in findings)


def _placed(loaded: Loaded, finding: Finding) -> Finding:
    if finding.file or not finding.record:
        return finding
    kinds = [kind for kind, _ in loaded.portfolio.find(finding.record)]
    if len(kinds) != 1:
        return finding
    file, line = loaded.place(kinds[0], finding.record, finding.field)
    return replace(finding, file=file, line=line)
