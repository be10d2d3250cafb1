"""The examples as questions to a planner: they read clean, say what is invented, and answer as their pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.domain.changing import apply_scenario
from stagehold.domain.editing import apply_assumptions, set_field
from stagehold.domain.errors import MissingFacts
from stagehold.domain.portfolio import TABLES, Portfolio
from stagehold.domain.provenance import Status
from stagehold.domain.scenario import Scenario
from stagehold.files import load
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan
from stagehold.planning.planner import make_plan

INVENTED = "Invented for planning"


@pytest.fixture(scope="module")
def harbour(examples: Path) -> Portfolio:
    loaded = load(examples / "harbour-lot")
    assert loaded.findings == ()
    return loaded.portfolio


def plan(portfolio: Portfolio, seconds: float = 20) -> Plan:
    return make_plan(portfolio, budget=Budget(seconds=seconds, workers=1)).plan


def under(portfolio: Portfolio, scenario: Scenario) -> Portfolio:
    return apply_scenario(portfolio, scenario)


def test_two_stages_have_the_optimum_126(examples: Path) -> None:
    loaded = load(examples / "two-stages")
    assert loaded.findings == ()
    found = plan(loaded.portfolio)
    assert (found.objective, found.bound) == (126, 126)
    assert {(item.production, item.stages, str(item.start), item.late_days) for item in found.placements} == {
        ("p1", ("a",), "2027-01-10", 40),
        ("p2", ("b",), "2027-02-01", 6),
    }


def test_the_harbour_lot_shows_every_type_of_record(harbour: Portfolio) -> None:
    assert [table for table in TABLES if not harbour.table(table)] == []


def test_the_harbour_lot_makes_one_film_six_days_late(harbour: Portfolio) -> None:
    found = plan(harbour)
    assert (found.objective, found.bound) == (6, 6)
    assert [(item.production, item.days) for item in found.late] == [("rope", 6)]
    assert found.unplaced == ()
    assert {(item.production, item.stages) for item in found.placements} >= {
        ("lighthouse", ("h1", "h2")),
        ("regatta", ("h3+h4",)),
    }
    assert set(found.assumptions) == {"hill-end", "hill-start"}


def test_without_its_assumption_the_harbour_lot_stops_and_names_what_to_pin(harbour: Portfolio) -> None:
    with pytest.raises(MissingFacts) as stopped:
        plan(harbour.drop("assumption", "hill-end"))
    assert [(finding.record, finding.field) for finding in stopped.value.findings] == [("lease-hill", "term.end")]


def test_an_annex_for_five_weeks_leaves_one_production_out(harbour: Portfolio) -> None:
    until_end_of_may = plan(set_field(harbour, "hill-end.value", "2027-05-31"))
    assert (until_end_of_may.objective, until_end_of_may.unplaced) == (6, ())
    found = plan(set_field(harbour, "hill-end.value", "2027-05-15"))
    assert (found.objective, [item.production for item in found.unplaced]) == (806, ["mole"])


def test_a_late_script_costs_forty_days(harbour: Portfolio) -> None:
    found = plan(under(harbour, harbour.scenarios["late-script"]))
    assert (found.objective, {item.production: item.days for item in found.late}) == (70, {"gull": 15, "rope": 25})


def test_every_planned_production_of_east_asia_says_that_it_is_invented(east_asia: Portfolio) -> None:
    planned = [item for item in east_asia.productions.values() if item.needs]
    assert len(planned) == 27
    for production in planned:
        assert production.status is Status.ESTIMATED
        assert (production.note or "").startswith(INVENTED)
        assert str(production.name).endswith("(invented)")
        assert production.source == ()
        year = production.id.removeprefix("jp-")[:4]
        assert "invented for planning" in east_asia.assumptions[f"slate-{year}"].why


def test_fifteen_productions_are_asked_for_in_2028(east_asia: Portfolio) -> None:
    assert sum(id_.startswith("jp-2028-") for id_ in east_asia.productions) == 15


def test_that_not_everything_in_east_asia_can_be_on_time_is_proven_early(east_asia: Portfolio) -> None:
    """What the demo says of 2028: the question is asked right after a short search, not when time is nearly over."""
    made = make_plan(east_asia, budget=Budget(seconds=None, iterations=100, workers=1)).plan
    assert made.bound is not None
    assert made.bound > 0


def test_every_scenario_of_east_asia_is_invented_and_fits(east_asia: Portfolio) -> None:
    assert set(east_asia.scenarios) == {
        "carries-12",
        "carries-10",
        "carries-8",
        "no-2021-lease",
        "new-stages-late",
        "stoppage-3-months",
    }
    for scenario in east_asia.scenarios.values():
        assert (scenario.note or "").startswith(INVENTED)
        changed = under(east_asia, scenario)
        _, findings = apply_assumptions(changed, changed.assumptions.values())
        assert findings == []
        assert changed != east_asia


@pytest.mark.parametrize(("scenario", "productions"), [("carries-12", 12), ("carries-10", 10), ("carries-8", 8)])
def test_a_lighter_slate_has_as_many_productions_as_it_says(
    east_asia: Portfolio, scenario: str, productions: int
) -> None:
    changed = under(east_asia, east_asia.scenarios[scenario])
    assert sum(id_.startswith("jp-2028-") for id_ in changed.productions) == productions


def test_no_assumption_of_east_asia_touches_a_fact_file_and_each_gives_a_reason(east_asia: Portfolio) -> None:
    assert len(east_asia.assumptions) == 25
    for assumption in east_asia.assumptions.values():
        assert assumption.why
    pinned, findings = apply_assumptions(east_asia, east_asia.assumptions.values())
    assert findings == []
    assert str(pinned.leases["lease-toho-2021"].term) == "2021-04/2029-12-31"
    assert str(pinned.leases["lease-toho-2028"].term) == "2028-01-01/2032-12-31"
    assert str(east_asia.leases["lease-toho-2021"].term) == "2021-04/"


def test_the_commented_stages_of_korea_can_be_taken_as_they_stand(examples: Path, tmp_path: Path) -> None:
    folder = examples / "east-asia"
    for file in folder.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    text = (folder / "plan-assumptions.yaml").read_text(encoding="utf-8")
    commented = [line.removeprefix("#   ") for line in text.splitlines() if line.startswith("#   ")]
    assert len(commented) > 5
    (tmp_path / "plan-korea.yaml").write_text("\n".join(["stagehold: 1", *commented, ""]), encoding="utf-8")
    loaded = load(tmp_path)
    assert [finding for finding in loaded.findings if finding.rule != "no-spaces"] == []
    pinned, findings = apply_assumptions(loaded.portfolio, loaded.portfolio.assumptions.values())
    assert findings == []
    assert pinned.leases["lease-samsung-2021"].spaces == ("samsung-a", "samsung-b", "samsung-c")
    assert str(pinned.leases["lease-samsung-2021"].term) == "2021-03/2029-12-31"


def test_taking_the_assumptions_away_stops_the_plan_with_all_that_is_missing(east_asia: Portfolio) -> None:
    bare = east_asia
    for id_ in east_asia.assumptions:
        bare = bare.drop("assumption", id_)
    with pytest.raises(MissingFacts) as stopped:
        plan(bare, seconds=5)
    missing = {f"{finding.record}.{finding.field}" for finding in stopped.value.findings}
    assert missing >= {
        "lease-toho-2021.term.end",
        "lease-toho-2028.term.end",
        "jp-2026-01.ready",
        "jp-2027-01.ready",
        "jp-2028-01.ready",
        "jp-2029-01.ready",
    }


def test_twelve_productions_a_year_fit_on_time(east_asia: Portfolio) -> None:
    found = plan(under(east_asia, east_asia.scenarios["carries-12"]))
    assert (found.objective, found.late, found.unplaced) == (0, (), ())


def test_fifteen_productions_a_year_find_a_stage_but_not_all_on_time(east_asia: Portfolio) -> None:
    found = plan(east_asia, seconds=6)
    assert found.unplaced == ()
    assert found.late
    assert {item.production[:7] for item in found.late} <= {"jp-2027", "jp-2028", "jp-2029"}
    assert {"toho-2021-end", "toho-2028-start", "toho-2028-end", "slate-2028"} <= set(found.assumptions)
