"""init, check, import and export: portfolios as files."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.console import human, naming_the_option, print_findings, print_json
from stagehold.domain.errors import InputError
from stagehold.domain.findings import has_errors
from stagehold.files import FileForm
from stagehold.services import portfolios

FORMS = click.Choice([form.value for form in FileForm])


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a small commented portfolio into FOLDER (new or empty) to start from."""
    portfolios.start(folder)
    human().print(f"wrote a starter portfolio to {folder}; next: stagehold check {folder}")


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option(
    "--max-mb", default=50, show_default=True, type=click.IntRange(1), metavar="N", help="Refuse larger files."
)
def check(portfolio: Path, *, as_json: bool, max_mb: int) -> int:
    """Report every problem of PORTFOLIO in one pass; exit code 2 if one of them is an error."""
    findings = portfolios.check(portfolio, max_bytes=max_mb * 2**20)
    if as_json:
        print_json({"findings": [finding.as_dict() for finding in findings]})
    else:
        print_findings(findings)
        errors = sum(1 for finding in findings if finding.severity == "error")
        human().print(f"{portfolio}: {_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}")
    return 2 if has_errors(findings) else 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace what FOLDER holds.")
def import_(source: Path, folder: Path, *, overwrite: bool) -> None:
    """Read SOURCE (a workbook, or a folder of CSV or YAML files) and write it to FOLDER as YAML."""
    _convert(source, folder, FileForm.YAML, overwrite=overwrite)


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--to", "form", type=FORMS, help="Form of TARGET; without it its name decides: .xlsx, .yaml, else CSV.")
@click.option("--overwrite", is_flag=True, help="Replace what TARGET holds.")
def export(portfolio: Path, target: Path, form: str | None, *, overwrite: bool) -> None:
    """Write PORTFOLIO to TARGET: a workbook (.xlsx), a .yaml file, or a folder of CSV or YAML files."""
    _convert(portfolio, target, form_of(target) if form is None else FileForm(form), overwrite=overwrite)


def form_of(target: Path) -> FileForm:
    """A workbook and a YAML file by their endings, CSV files for a folder; no guess for any other ending.

    Raises
    ------
    InputError
        For any other ending.
    """
    ending = target.suffix.lower()
    if ending == ".xlsx":
        return FileForm.XLSX
    if ending in (".yaml", ".yml"):
        return FileForm.YAML
    if ending and not target.is_dir():
        raise InputError(
            f"{target}: a portfolio is written to a folder, an .xlsx or a .yaml file, not {ending}; "
            "for a folder of that name say --to csv or --to yaml"
        )
    return FileForm.CSV


def _convert(source: Path, target: Path, form: FileForm, *, overwrite: bool) -> None:
    from stagehold.domain.portfolio import size

    with naming_the_option("--overwrite"):
        portfolio = portfolios.convert(source, target, form, overwrite=overwrite)
    human().print(f"wrote {size(portfolio)} records to {target}")
