"""The starter portfolio is right from the first moment and shows what a portfolio can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.domain.claims import conflicting_fields
from stagehold.domain.errors import InputError
from stagehold.files import load
from stagehold.files.starter import write_starter


def test_the_starter_has_no_findings(tmp_path: Path) -> None:
    write_starter(tmp_path / "new")
    assert load(tmp_path / "new").findings == ()


def test_the_starter_shows_claims_that_differ_and_the_assumption_that_chooses(tmp_path: Path) -> None:
    write_starter(tmp_path)
    portfolio = load(tmp_path).portfolio
    assert list(conflicting_fields(portfolio.spaces["stage-1"])) == ["area"]
    assert portfolio.assumptions["stage-1-area"].of == "stage-1.area"


def test_the_starter_is_not_written_over_anything(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        write_starter(tmp_path)
    with pytest.raises(InputError, match="is a file"):
        write_starter(tmp_path / "mine.txt")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
