"""Portfolios as a user handles them: findings know where their record stands, and nothing is written by half."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.domain.errors import InputError, InvalidPortfolio
from stagehold.domain.findings import Finding
from stagehold.files import FileForm, load
from stagehold.planning.budget import Budget
from stagehold.services.planning import explain
from stagehold.services.portfolios import check, convert, open_portfolio, placed, start


def test_a_finding_gets_the_file_and_the_line_of_its_record(project: Path) -> None:
    loaded = open_portfolio(project / "examples" / "harbour-lot")
    rope, none, own = placed(
        loaded,
        (
            Finding(rule="r", record="rope", field="ready"),
            Finding(rule="r", record="no-such-record"),
            Finding(rule="r", record="rope", file="plan.json", line=3),
        ),
    )
    text = (project / "examples" / "harbour-lot" / rope.file).read_text(encoding="utf-8").splitlines()
    assert text[rope.line - 1].strip() == "ready: 2027-06-21"
    assert (none.file, none.line) == ("", 0)
    assert (own.file, own.line) == ("plan.json", 3)


def test_explaining_a_production_that_is_none_names_those_there_are(project: Path) -> None:
    with pytest.raises(InputError) as refused:
        explain(project / "examples" / "harbour-lot", "rop", budget=Budget(seconds=1))
    (finding,) = refused.value.findings
    assert (finding.rule, finding.found, finding.nearest) == ("unknown-production", "rop", "rope")
    assert "lighthouse" in finding.allowed


def test_a_portfolio_with_errors_is_not_converted(tmp_path: Path) -> None:
    source = tmp_path / "source.yaml"
    source.write_text("stagehold: 1\nspaces: [{id: a, studio: none, kind: stage, name: A}]\n", encoding="utf-8")
    assert [finding.rule for finding in check(source)]
    with pytest.raises(InvalidPortfolio, match="has 1 error"):
        convert(source, tmp_path / "target", FileForm.CSV)
    assert not (tmp_path / "target").exists()


def test_the_starter_is_a_portfolio_without_findings(tmp_path: Path) -> None:
    start(tmp_path / "new")
    assert load(tmp_path / "new").findings == ()
