"""The use of stages, for a portfolio in files and a plan that was saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from stagehold.domain.edtf import DatePrecision, EdtfError, parse_date
from stagehold.domain.errors import InputError
from stagehold.files import Loaded
from stagehold.files.plans import read_plan
from stagehold.planning.plan import Plan
from stagehold.reports.use import Use, UseAsked, use
from stagehold.services.portfolios import open_portfolio, placed


@dataclass(frozen=True, slots=True, kw_only=True)
class UseResult:
    """The figures with the portfolio they are of."""

    loaded: Loaded
    found: Use


def use_of(path: Path, asked: UseAsked, *, plan: Path | None = None) -> UseResult:
    """The use of stages by confirmed bookings and, where a plan is given, by its placements.

    Raises
    ------
    InputError
        If the portfolio cannot be read for these figures, or the plan is not one of it; findings name file and line.
    Unreadable
        If a path cannot be read.
    """
    loaded = open_portfolio(path)
    return use_of_loaded(loaded, asked, plan=None if plan is None else read_plan(plan))


def use_of_loaded(loaded: Loaded, asked: UseAsked, *, plan: Plan | None = None) -> UseResult:
    """The same for a portfolio and a plan at hand."""
    try:
        found = use(loaded.portfolio, asked, plan)
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong
    return UseResult(loaded=loaded, found=replace(found, findings=placed(loaded, found.findings)))


def day_of_period(text: str, option: str, *, last: bool) -> date:
    """A day, or the first or last day of the month or year named.

    Raises
    ------
    InputError
        If it is neither; ``option`` says where it was given.
    """
    try:
        stated = parse_date(text)
    except EdtfError as wrong:
        raise InputError(f"{option}: {wrong}; write a day, month or year, as 2028-01-31, 2028-01 or 2028") from wrong
    exact = stated.precision in (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR) and not stated.qualifier
    if not exact or "X" in text:
        raise InputError(f"{option}: {text!r} is no day, month or year; write 2028-01-31, 2028-01 or 2028")
    return stated.last if last else stated.first
