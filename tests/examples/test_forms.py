"""Every example is the same portfolio in every form that is written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.files import FileForm, load, save


@pytest.mark.parametrize("form", list(FileForm))
@pytest.mark.parametrize("name", ["east-asia", "harbour-lot", "two-stages"])
def test_an_example_written_and_read_again_is_equal(examples: Path, tmp_path: Path, name: str, form: FileForm) -> None:
    portfolio = load(examples / name).portfolio
    target = tmp_path / ("book.xlsx" if form is FileForm.XLSX else "folder")
    save(portfolio, target, form)
    assert load(target).portfolio == portfolio
