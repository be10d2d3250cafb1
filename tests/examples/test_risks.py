"""The causes of delay of the East Asia example: assumptions with a reason and a real case behind each, and figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stagehold.advising.outcome import DriverKind
from stagehold.domain.risk import CauseKind
from stagehold.files import load
from stagehold.planning.budget import Budget
from stagehold.services.risking import Ensemble, assess

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "examples" / "east-asia"
PLAN = PROJECT / "tests" / "reports" / "goldens" / "east-asia-plan.json"


def test_every_cause_is_said_to_be_assumed_and_names_the_case_it_rests_on() -> None:
    portfolio = load(EXAMPLE).portfolio
    assert {risk.kind for risk in portfolio.risks.values()} == set(CauseKind)
    for risk in portfolio.risks.values():
        assert (risk.why or "").startswith("Assumed"), risk.id
        assert risk.source, risk.id


def test_the_plan_of_the_example_can_be_asked_how_sure_it_is() -> None:
    result = assess(EXAMPLE, Ensemble(futures=2_000), plan=PLAN, budget=Budget())
    found = result.figures
    assert found is not None
    assert len(found.productions) + len(found.unplaced) == 27
    assert 0 < found.on_time_share < 1
    assert {item.id for item in found.drivers if item.kind is DriverKind.CAUSE} == set(load(EXAMPLE).portfolio.risks)
    assert found.unused == ()
    dues = {item.id: item.due for item in found.productions}
    assert dues["jp-2027-01"] == date(2028, 8, 31)  # of the set shot again, which is done last, not of the main shoot
