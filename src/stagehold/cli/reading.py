"""The reader a command writes for: language, units, and files written for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from stagehold.cli.console import human
from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.quantities import AreaUnit

if TYPE_CHECKING:
    from stagehold.reports.reader import Reader

Function = TypeVar("Function", bound=Callable[..., Any])


def reading(function: Function) -> Function:
    """The options that say who reads: language, area unit, JSON, a picture."""
    options = [
        click.option("--lang", type=click.Choice(["en", "ja", "ko"]), default="en", show_default=True),
        click.option(
            "--area", "area_unit", type=click.Choice([unit.value for unit in AreaUnit]), help="Unit of areas."
        ),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
        click.option("--picture", type=click.Path(path_type=Path), help="Write the picture as SVG to this file."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def reader_of(portfolio: Portfolio, lang: str = "en", area_unit: str | None = None) -> Reader:
    """A reader in the units asked for, else those of the portfolio's settings."""
    from stagehold.reports.reader import Reader
    from stagehold.reports.words import Language

    units = portfolio.settings.units
    area = units.area if area_unit is None else AreaUnit(area_unit)
    return Reader(area_unit=area, length_unit=units.length, language=Language(lang))


def write_text(path: Path, text: str) -> None:
    """Write a file for a person, and say so.

    Raises
    ------
    Unreadable
        If it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise Unreadable(f"{path}: cannot be written ({wrong.strerror or wrong})") from wrong
    human().print(f"wrote {path}")


def day_of(text: str | None, option: str) -> date | None:
    """A day given on the command line.

    Raises
    ------
    InputError
        If it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise InputError(f"{option} {text!r}: {wrong}; a day as 2028-01-31") from wrong
