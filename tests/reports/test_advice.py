"""Advice for people: the golden of its tables, the same figures in every language, and the picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from cli.test_advise import QUESTION
from stagehold.advising.advice import Advice
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.reports.advice_picture import curve_picture
from stagehold.reports.advice_tables import advice_tables
from stagehold.reports.reader import Reader
from stagehold.reports.text import table_text
from stagehold.reports.words import Language
from stagehold.services import advising


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Advice, Portfolio]:
    folder = tmp_path_factory.mktemp("question")
    (folder / "portfolio.yaml").write_text(QUESTION, encoding="utf-8")
    result = advising.advise(
        folder,
        advising.Question(targets=(0.5, 1.0)),
        advising.Effort(),
        Budget(seconds=None, iterations=2_000, workers=1),
    )
    return result.advice, result.loaded.portfolio


def test_the_tables_read_as_their_golden(given: tuple[Advice, Portfolio], project: Path) -> None:
    golden = project / "tests" / "reports" / "goldens" / "advice.txt"
    text = "\n".join(table_text(table, Reader()) for table in advice_tables(*given, Reader()))
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_figures(given: tuple[Advice, Portfolio], language: Language) -> None:
    assert figures(given, language) == figures(given, Language.EN)


def figures(given: tuple[Advice, Portfolio], language: Language) -> list[list[object]]:
    """The raw values of all cells that are not only words."""
    return [
        [cell.value for row in table.rows for cell in row if not isinstance(cell.value, str)]
        for table in advice_tables(*given, Reader(language=language))
    ]


@pytest.mark.parametrize("language", list(Language))
def test_the_picture_draws_the_curve_and_says_it(given: tuple[Advice, Portfolio], language: Language) -> None:
    picture = curve_picture(given[0], Reader(language=language))
    ET.fromstring(picture.svg)
    assert "13,500,000" in picture.description
    assert picture.svg.count("<path") == 3  # the bound, and a mark at each of two levels
