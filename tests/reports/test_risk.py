"""The report on risk: tables and pictures say what the figures are, in every language; a golden file keeps the bits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cli.calling import TWO_STAGES
from stagehold.advising.outcome import RiskFigures
from stagehold.advising.repair import Rule
from stagehold.domain.portfolio import Portfolio
from stagehold.files import load
from stagehold.planning.budget import Budget
from stagehold.reports.reader import Reader
from stagehold.reports.risk import risk_headline, risk_tables
from stagehold.reports.risk_data import risk_as_data
from stagehold.reports.risk_pictures import risk_pictures
from stagehold.reports.words import CATALOGUES, Language
from stagehold.services.risking import Ensemble, assess

RISKS = """
risks:
  - {id: script, kind: own, why: A test., ready_shift: {kind: triangular, low: 0, mode: 10, high: 60}}
  - {id: together, kind: own, correlation: 0.4, why: A test., ready_shift: {kind: exponential, mean: 3, high: 30}}
  - {id: crews, kind: shared, why: A test., phase_factor: {kind: pert, low: 0.9, mode: 1, high: 1.6}}
  - {id: stop, kind: stoppage, why: A test., rate: 0.5, length: {kind: uniform, low: 10, high: 40}}
  - {id: again, kind: re-shoot, why: A test., probability: 0.1,
     delay: {kind: uniform, low: 100, high: 300}, days: {kind: lognormal, mean: 10, sd: 4, low: 1, high: 60}}
  - {id: nobody, kind: own, why: A test., productions: [idle], ready_shift: {kind: uniform, low: 0, high: 1}}
"""
IDLE = "productions: [{id: idle}]\n"
GOLDENS = Path(__file__).parent / "goldens"
GOLDEN, PLAN = GOLDENS / "risk.json", GOLDENS / "east-asia-plan.json"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "east-asia"


@pytest.fixture(scope="module")
def lot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lot")
    (folder / "portfolio.yaml").write_text(TWO_STAGES, encoding="utf-8")
    (folder / "risks.yaml").write_text(IDLE + RISKS, encoding="utf-8")
    return folder


def figures(lot: Path, rule: Rule) -> tuple[RiskFigures, Portfolio]:
    result = assess(lot, Ensemble(rule=rule, futures=2_000, seed=1, workers=2), budget=Budget(seconds=20))
    assert result.figures is not None
    return result.figures, result.loaded.portfolio


def in_short(found: RiskFigures) -> dict[str, Any]:
    """What the golden file keeps: every digit of what matters."""
    data = risk_as_data(found, load(EXAMPLE).portfolio, 0.0, "threads")
    return {
        "on_time_share": data["on_time_share"],
        "late_days": data["late_days"],
        "moves": data["moves"],
        "productions": {
            row["production"]: [row["on_time"]["value"], *row["finish"].values(), row["late_days"]["value"]]
            for row in data["productions"]
        },
        "leases": {row["lease"]: [row["overrun"]["value"], row["days"]["value"]] for row in data["leases"]},
        "drivers": {row["id"]: [row["share"], row["days"]] for row in data["drivers"] if row["kind"] == "cause"},
    }


@pytest.mark.parametrize("rule", list(Rule))
def test_figures_of_the_example_are_those_of_the_golden_file_to_the_last_digit(rule: Rule) -> None:
    """If a change is meant: write what ``in_short`` gives to goldens/risk.json, and say why in the commit."""
    result = assess(EXAMPLE, Ensemble(rule=rule, futures=2_000, seed=1, workers=2), plan=PLAN, budget=Budget())
    assert result.figures is not None
    found = json.loads(json.dumps(in_short(result.figures)))
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))[rule.value]


@pytest.mark.parametrize("language", list(Language))
def test_tables_hold_a_row_for_each_production_lease_and_cause(lot: Path, language: Language) -> None:
    found, portfolio = figures(lot, Rule.SHIFT)
    tables = {table.key: table for table in risk_tables(found, portfolio, Reader(language=language))}
    assert [row[0].value for row in tables["productions"].rows] == ["p1", "p2"]
    assert [row[0].value for row in tables["leases"].rows] == ["la", "lb"]
    assert {row[0].value for row in tables["causes"].rows} == set(portfolio.risks)
    assert "nobody" in tables["causes"].notes[-1]
    assert str(len(found.productions)) in risk_headline(found, Reader(language=language))


def test_pictures_are_drawn_and_say_in_words_what_they_show(lot: Path) -> None:
    found, portfolio = figures(lot, Rule.REPLACE)
    drawn = risk_pictures(found, portfolio, Reader())
    assert [picture.key for picture in drawn][:1] == ["risk-finish"]
    for picture in drawn:
        assert ET.fromstring(picture.svg).tag.endswith("svg")
        assert picture.description


def test_every_language_has_every_word_of_risk() -> None:
    keys = [{key for key in words if key.startswith("risk.")} for words in CATALOGUES.values()]
    assert keys[0] == keys[1] == keys[2]
    assert keys[0]
