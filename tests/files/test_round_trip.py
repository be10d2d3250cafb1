"""Reading what was written gives equal records, in every form."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from drawn import portfolios
from files.crowd import crowd
from stagehold.domain.checks import check_portfolio
from stagehold.domain.portfolio import Portfolio
from stagehold.files import FileForm, Loaded, load, save


def written_and_read(portfolio: Portfolio, form: FileForm, name: str) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        save(portfolio, Path(folder) / name, form)
        return load(Path(folder) / name)


def holds(portfolio: Portfolio, loaded: Loaded) -> None:
    unplaced = [replace(finding, file="", line=0) for finding in loaded.findings]
    assert sorted(map(str, unplaced)) == sorted(map(str, check_portfolio(portfolio)))
    assert loaded.portfolio == portfolio


@pytest.mark.parametrize(("form", "name"), [(FileForm.YAML, "y"), (FileForm.YAML, "one.yaml"), (FileForm.CSV, "c")])
@given(portfolio=portfolios())
def test_what_is_written_as_text_reads_back_equal(form: FileForm, name: str, portfolio: Portfolio) -> None:
    holds(portfolio, written_and_read(portfolio, form, name))


@given(portfolio=portfolios())
@settings(max_examples=max(15, settings().max_examples // 6))
def test_what_is_written_as_a_workbook_reads_back_equal(portfolio: Portfolio) -> None:
    holds(portfolio, written_and_read(portfolio, FileForm.XLSX, "b.xlsx"))


@pytest.mark.parametrize(("form", "name"), [(FileForm.YAML, "y"), (FileForm.CSV, "c"), (FileForm.XLSX, "b.xlsx")])
def test_a_portfolio_too_large_for_one_file_reads_back_equal(form: FileForm, name: str) -> None:
    portfolio = crowd(stages=30, productions=200, bookings=300)
    holds(portfolio, written_and_read(portfolio, form, name))


def test_writing_twice_gives_equal_bytes(tmp_path: Path) -> None:
    portfolio = crowd(stages=5, productions=10, bookings=10)
    for name in ("one", "other"):
        save(portfolio, tmp_path / name)
    assert (tmp_path / "one" / "portfolio.yaml").read_bytes() == (tmp_path / "other" / "portfolio.yaml").read_bytes()
