"""What re-planning and scenarios look like: tables, sentences and pictures, in every language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from stagehold.domain.days import Span
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.changes import Because, Cause, ChangeKind, NeedChange
from stagehold.planning.plan import CertainLateness, Placement, Plan, PlanStatus, UnplacedProduction
from stagehold.reports.changes import certain_line, changes_as_data, changes_summary, changes_table
from stagehold.reports.reader import Reader
from stagehold.reports.replan_picture import replan_picture
from stagehold.reports.scenario_tables import scenario_picture, scenario_tables
from stagehold.reports.scenarios import Outcome, ScenarioPlan, comparison, comparison_as_data
from stagehold.reports.words import Language

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def changes(plan: Plan) -> tuple[NeedChange, ...]:
    """The first placement has moved from b and is a week later; another need is gone."""
    after = plan.placements[0]
    before = replace(after, stages=("b",), start=date(2022, 1, 3), late_days=0)
    gone = Placement(production="p9", need="m", stages=("a",), start=date(2022, 5, 2), end=date(2022, 5, 9))
    why = (Because(cause=Cause.LEASE_ENDS, stage="b", by=("jp",), detail="on 2022-01-31"),)
    kinds = (ChangeKind.MOVED, ChangeKind.SHIFTED)
    return (
        NeedChange(production=after.production, need=after.need, kinds=kinds, before=before, after=after, why=why),
        NeedChange(
            production="p9",
            need="m",
            kinds=(ChangeKind.GONE,),
            before=gone,
            after=None,
            why=(Because(cause=Cause.NO_LONGER_ASKED),),
        ),
    )


def test_a_change_is_a_row_with_both_places_and_the_cause(small: Portfolio, changes: tuple[NeedChange, ...]) -> None:
    table = changes_table(changes, small, Reader())
    first, second = [[cell.text for cell in row] for row in table.rows]
    assert first[2:] == [
        "moved, shifted",
        "b, 3 Jan 2022 to 28 Apr 2022",
        "a, 10 Jan 2022 to 28 Apr 2022",
        "+7 days",
        "−7 days",
        "lease ends (b): jp on 2022-01-31",
    ]
    assert second[0:3] == ["p9", "m", "gone"]
    assert second[-1] == "no longer asked for"
    assert changes_as_data(changes)[1]["to"] is None


def test_the_sentences_count_changes_and_name_what_is_late_already(plan: Plan, changes: tuple[NeedChange, ...]) -> None:
    reader = Reader()
    assert changes_summary(changes, plan, reader).endswith("needs changed: 1 moved, 1 shifted, 1 gone.")
    assert changes_summary((), plan, reader) == "Nothing changed."
    assert certain_line(plan, reader) == ""
    many = tuple(CertainLateness(production=f"p{number}", days=number) for number in range(1, 12))
    line = certain_line(replace(plan, today=date(2022, 2, 1), certain=many), reader)
    assert line.startswith("Late already on 1 Feb 2022, whatever is planned: p11 11 days, p10 10 days,")
    assert line.endswith("p4 4 days and 3 more.")


@pytest.mark.parametrize("language", list(Language))
def test_the_picture_shows_both_places_in_every_language(
    small: Portfolio, plan: Plan, changes: tuple[NeedChange, ...], language: Language
) -> None:
    reader = Reader(language=language)
    picture = replan_picture(small, replace(plan, today=date(2022, 2, 1)), changes, reader)
    told = [element.text or "" for element in ET.fromstring(picture.svg).iter(f"{SVG}title")]
    before = [words for words in told if words.startswith(reader.word("replan.before", told=""))]
    assert len(before) == 2
    assert reader.word("legend.changed") in picture.svg
    assert picture.svg.count("stroke-dasharray='5 3'") + picture.svg.count('stroke-dasharray="5 3"') == 2


def test_without_changes_the_picture_is_a_plain_timeline(small: Portfolio, plan: Plan) -> None:
    picture = replan_picture(small, plan, (), Reader())
    assert "before" not in picture.svg.lower().replace("before and now", "")
    empty = replace(plan, placements=())
    assert "<svg" in replan_picture(small.drop("lease", "jp"), empty, (), Reader()).svg


# --- scenarios --------------------------------------------------------------------------------------------------------


def runs(plan: Plan) -> list[ScenarioPlan]:
    """The plan as it is; one with a production left out; one that cannot be; one that was refused."""
    leased = {"a": (Span(date(2022, 1, 1), date(2023, 1, 1)),), "b": ()}
    fewer = replace(
        plan,
        placements=plan.placements[:1],
        unplaced=(*plan.unplaced, UnplacedProduction(production="p2")),
        terms=replace(plan.terms, unplaced=plan.terms.unplaced + 1000),
        objective=(plan.objective or Decimal(0)) + 1000,
    )
    none = replace(plan, status=PlanStatus.INFEASIBLE, objective=None, bound=None, placements=(), late=(), unplaced=())
    return [
        ScenarioPlan(plan=plan, leased=leased),
        ScenarioPlan(id="fewer", name="One less", plan=fewer, leased=leased),
        ScenarioPlan(id="none", plan=none, leased=leased),
        ScenarioPlan(id="odd", leased={}, refused="no end is stated"),
    ]


def test_figures_have_their_differences_and_what_is_missing_is_said(small: Portfolio, plan: Plan) -> None:
    found = comparison(runs(plan), ["later"])
    figures, productions = scenario_tables(found, small, Reader())
    rows = {row[0].value: [cell.text for cell in row[1:]] for row in figures.rows}
    assert rows["status"] == ["feasible (a limit was reached)", "feasible (a limit was reached)", "infeasible", "none"]
    assert rows["unplaced_cost"][1].endswith("(+1,000)")
    assert rows["objective"][2:] == ["none", "none"]
    assert "odd: no end is stated" in figures.notes
    assert "later: not planned" in figures.notes
    assert {row[0].value for row in productions.rows} == {"p2"}
    data = comparison_as_data(found)
    assert data["scenarios"][0]["difference"]["unplaced_cost"] == 1000
    assert (data["scenarios"][1]["figures"]["objective"], data["scenarios"][2]["figures"]) == (None, None)
    assert data["not_planned"] == ["later"]


def test_every_plan_is_counted_in_the_same_days(plan: Plan) -> None:
    found = comparison(runs(plan))
    assert found.period == Span(min(p.start for p in plan.placements), max(p.end for p in plan.placements))
    assert found.figures[0]["leased"] == found.figures[1]["leased"]
    assert found.changed["p2"][:2] == (Outcome(kind="on-time"), Outcome(kind="unplaced"))
    alone = comparison(runs(plan)[2:])
    assert (alone.period, alone.changed) == (None, {})


@pytest.mark.parametrize("language", list(Language))
def test_the_picture_of_scenarios_has_a_row_for_each(plan: Plan, language: Language) -> None:
    reader = Reader(language=language)
    picture = scenario_picture(comparison(runs(plan)), reader)
    assert ET.fromstring(picture.svg).get("role") == "img"
    assert reader.word("scenario.base") in picture.svg
    assert reader.word("scenarios.not-planned") in picture.svg
    assert reader.word("plan-status.infeasible") in picture.description


def test_of_many_stages_those_with_changes_are_drawn(
    small: Portfolio, plan: Plan, changes: tuple[NeedChange, ...]
) -> None:
    moved = replace(changes[0], before=None)
    assert "Stage b" not in replan_picture(small, plan, (moved,), Reader(), most=0).svg
    assert "Stage b" in replan_picture(small, plan, changes, Reader(), most=0).svg
    assert "Stage b" in replan_picture(small, plan, (), Reader(), most=0).svg
