"""Advice for people: the golden of its tables, the same figures in every language, and the picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from cli.test_advise import QUESTION
from stagehold.advising.advice import Advice
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.reports.advice_picture import Labels, curve_picture
from stagehold.reports.advice_tables import advice_tables
from stagehold.reports.reader import Reader
from stagehold.reports.svg import Drawing
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


def test_a_target_that_no_set_meets_is_marked_on_the_bound(given: tuple[Advice, Portfolio]) -> None:
    met, open_ = given[0], replace(given[0], points=tuple(replace(point, best=None) for point in given[0].points))
    word = Reader().word("advice.legend-open")
    assert [word in curve_picture(advice, Reader()).svg for advice in (met, open_)] == [False, True]


def test_the_bound_between_two_targets_is_that_of_the_lower_one(given: tuple[Advice, Portfolio]) -> None:
    first, last = given[0].points[0], given[0].points[-1]
    steps = replace(given[0], points=(first, replace(last, bound=last.bound + 1_000_000)))
    (line,) = re.findall(r'd="(M[^"]*H[^"]*V[^"]*)"', curve_picture(steps, Reader()).svg)
    assert re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+V[\d.]+", line)  # level to the next target, then up


def test_no_name_in_the_picture_covers_another() -> None:
    drawing = Drawing("names", 900, 480)
    labels = Labels(drawing)
    for x in range(150, 850, 15):
        labels.keep_free(x, 200)
    for x in range(150, 850, 15):
        labels.put(x, 200, "sign-toho-2028 2028-01-01/2032-12-31", "#000000")
    names = [box for box in labels.taken if box[2] - box[0] > 14]
    assert len(names) == len(drawing.parts) > 2
    for index, one in enumerate(names):
        for other in labels.taken[: labels.taken.index(one)]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], index
