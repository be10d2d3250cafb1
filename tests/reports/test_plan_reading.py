"""Plans and comparisons read back from their data are what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from stagehold.domain.findings import Finding, Severity
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import (
    CertainLateness,
    LateProduction,
    PhaseSpan,
    Placement,
    Plan,
    PlanStatus,
    Reason,
    Remedy,
    RemedyKind,
    Terms,
    UnplacedProduction,
    Why,
)
from stagehold.reports.plan_data import plan_as_data
from stagehold.reports.plan_reading import comparison_of_data, plan_of_data
from stagehold.reports.scenarios import ScenarioPlan, comparison, comparison_as_data

WHY = Why(stage="a", reason=Reason.TAKEN, by=("q",), detail="until June", need="main")
PLAN = Plan(
    party="us",
    status=PlanStatus.FEASIBLE,
    objective=Decimal("1007.5"),
    bound=Decimal(7),
    seconds=1.25,
    seed=3,
    terms=Terms(unplaced=Decimal(1000), late=Decimal("7.5")),
    placements=(
        Placement(
            production="p",
            need="main",
            stages=("a", "b+c"),
            start=date(2027, 1, 5),
            end=date(2027, 2, 5),
            phases=(PhaseSpan(phase=PhaseKind.SHOOT, start=date(2027, 1, 5), end=date(2027, 2, 5)),),
            late_days=5,
        ),
    ),
    late=(LateProduction(production="p", days=5, why=(WHY,)),),
    unplaced=(UnplacedProduction(production="q", why=(WHY,)),),
    remedies=(Remedy(production="q", kind=RemedyKind.EXTEND, change={"days": 3}, objective_after=Decimal("7.5")),),
    assumptions=("a1",),
    findings=(Finding(rule="no-due", severity=Severity.WARNING, file="lot.yaml", line=7, record="p", found="x"),),
    today=date(2027, 1, 1),
    certain=(CertainLateness(production="p", days=2),),
)


def test_a_plan_read_back_from_its_data_is_the_plan() -> None:
    assert plan_of_data({**plan_as_data(PLAN), "party": "us"}) == PLAN


def test_a_plan_that_cannot_be_reads_back_too() -> None:
    stuck = Plan(party="us", status=PlanStatus.INFEASIBLE, objective=None, bound=None)
    assert plan_of_data({**plan_as_data(stuck), "party": "us"}) == stuck


def test_what_another_program_has_made_of_a_plan_is_left_out_where_it_does_not_fit() -> None:
    odd = {
        "status": "brilliant",
        "objective": float("nan"),
        "terms": [],
        "placements": [{"production": "p"}, 7],
        "late": {"p": 1},
        "remedies": [{"production": "p", "kind": "pray", "change": {}, "objective_after": 1}],
        "findings": [None],
        "assumptions": [7, "a"],
    }
    assert plan_of_data(odd) == Plan(
        party="", status=PlanStatus.FEASIBLE, objective=None, bound=None, assumptions=("a",)
    )


def test_a_comparison_read_back_from_its_data_writes_the_same_data() -> None:
    runs = [
        ScenarioPlan(plan=PLAN, leased={}),
        ScenarioPlan(id="s", name="Slower", plan=replace(PLAN, late=(), objective=Decimal(1000)), leased={}),
        ScenarioPlan(id="t", leased={}, refused="nothing is leased", findings=PLAN.findings),
    ]
    data = comparison_as_data(comparison(runs, ["u"]))
    back = comparison_as_data(comparison_of_data(data))
    for item in (data["base"], *data["scenarios"], back["base"], *back["scenarios"]):
        item.pop("assumptions")  # of the plans themselves, which are not in the data
        item.pop("findings")
    assert {**back, "seed": 3} == data
