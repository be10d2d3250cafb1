"""From a notebook: a folder, a plan, a picture and a page, in five lines."""

from __future__ import annotations

from pathlib import Path

import pytest

import stagehold
from stagehold.domain.errors import InvalidPortfolio, MissingFacts, Unreadable
from stagehold.files import load
from stagehold.services.notebook import LeaseCost, PlannedPortfolio, PlanRisk, StageUse


def test_the_package_offers_only_what_it_promises() -> None:
    assert stagehold.__all__ == [
        *("InputError", "InvalidPortfolio", "MissingFacts", "NotSupported", "StageholdError", "Unreadable"),
        *("__version__", "frame", "lease", "load", "plan", "risk", "use"),
    ]
    assert dir(stagehold) == stagehold.__all__
    assert all(getattr(stagehold, name) for name in stagehold.__all__)
    given = {PlannedPortfolio: ["frame", "picture", "placements", "plan", "plot", "portfolio", "save"]}
    given |= {LeaseCost: ["assumptions", "frame", "plot", "portfolio", "schedule"]}
    given |= {StageUse: ["frame", "portfolio", "use"], PlanRisk: ["figures", "frame", "plot", "portfolio"]}
    assert {kind: [name for name in dir(kind) if not name.startswith("_")] for kind in given} == given
    with pytest.raises(AttributeError, match="has no attribute 'plann'"):
        stagehold.plann  # noqa: B018


def test_a_folder_becomes_a_plan_a_picture_and_a_page(project: Path, tmp_path: Path) -> None:
    planned = stagehold.plan(project / "examples" / "two-stages", seconds=20)
    assert (planned.plan.objective, planned.plan.bound) == (126, 126)
    assert [(item.production, item.stages) for item in planned.placements] == [("p1", ("a",)), ("p2", ("b",))]
    assert "objective 126, proven bound 126" in str(planned)
    assert planned._repr_svg_().startswith("<svg")
    planned.picture().save(tmp_path / "plan.svg")
    planned.save(str(tmp_path / "plan.html"))
    assert (tmp_path / "plan.svg").read_text(encoding="utf-8") == planned.picture()._repr_svg_()
    assert "objective 126" in (tmp_path / "plan.html").read_text(encoding="utf-8")


def test_a_portfolio_at_hand_is_planned_as_its_folder_is(project: Path) -> None:
    folder = project / "examples" / "two-stages"
    portfolio = stagehold.load(folder)
    assert portfolio == load(folder).portfolio
    assert repr(portfolio) == "Portfolio(parties=1, studios=1, spaces=2, leases=2, productions=2)"
    assert stagehold.plan(portfolio, seconds=20).placements == stagehold.plan(folder, seconds=20).placements


def test_what_cannot_be_planned_raises_with_its_findings(project: Path, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no such file or folder"):
        stagehold.load(tmp_path / "nowhere")
    (tmp_path / "portfolio.yaml").write_text("stagehold: 1\nstudios: [{id: lot}]\n", encoding="utf-8")
    with pytest.raises(InvalidPortfolio) as refused:
        stagehold.load(tmp_path)
    assert {finding.file for finding in refused.value.findings} == {"portfolio.yaml"}
    bare = stagehold.load(project / "examples" / "harbour-lot").drop("assumption", "hill-end")
    with pytest.raises(MissingFacts) as stopped:
        stagehold.plan(bare, seconds=5)
    assert [(item.record, item.field) for item in stopped.value.findings] == [("lease-hill", "term.end")]
