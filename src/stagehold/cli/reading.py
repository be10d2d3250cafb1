"""The reader a command writes for: language, units, and files written for it."""

from __future__ import annotations

import math
import os
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


class Seconds(click.FloatRange):
    """A finite number of seconds above zero."""

    def __init__(self) -> None:
        super().__init__(0, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds; "nan" and "inf" are numbers to Python and none to a clock."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is no number of seconds; leave the option out for the default", param, ctx)
        return seconds


class Writable(click.Path):
    """A file to be written; what cannot be written is said before the work, not after it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of a file that is not a folder, in a folder that exists."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            if path.is_dir():
                raise Unreadable(f"{path} is a folder: give the name of a file to write")
            if not path.parent.is_dir():
                raise Unreadable(f"{path}: there is no folder {path.parent}")
        except OSError as wrong:
            raise Unreadable(f"{path}: cannot be written ({wrong.strerror or wrong})") from wrong
        return path


def language(function: Function) -> Function:
    """The option that says in which language."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "ja", "ko"]),
        default="en",
        show_default=True,
        help="Language of headings and names.",
    )(function)


def reading(function: Function) -> Function:
    """The options that say who reads: language, area unit, JSON."""
    options = [
        language,
        click.option(
            "--area",
            "area_unit",
            type=click.Choice([unit.value for unit in AreaUnit]),
            help="Unit of areas; default that of the portfolio's settings.",
        ),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
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
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """The same for a file that is no text, as a workbook."""
    try:
        path.write_bytes(content)
    except OSError as wrong:
        raise Unreadable(f"{path}: cannot be written ({wrong.strerror or wrong})") from wrong
    human().print(f"wrote {path}")


def baseline_options(close: str) -> Callable[[Function], Function]:
    """``--baseline``, which says in ``close`` what stays close to it, and ``--today``; read by ``today_of``."""

    def with_both(function: Function) -> Function:
        today = click.option(
            "--today", metavar="DATE", help="With --baseline: what has begun by then stays, nothing else starts sooner."
        )
        plan = click.option("--baseline", type=click.Path(path_type=Path), metavar="PLAN.json", help=close)
        return plan(today(function))

    return with_both


def today_of(text: str | None, baseline: Path | None) -> date | None:
    """The day from which to plan; what has begun by then is known from a baseline alone.

    Raises
    ------
    InputError
        If it is no day, or there is no baseline.
    """
    day = day_of(text, "--today")
    if day is not None and baseline is None:
        raise InputError("--today needs --baseline PLAN.json: the plan by which some productions have begun")
    return day


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
        raise InputError(f"{option}: {text!r} is no day; write one as 2028-01-31") from wrong
