"""Supporting space: load over what is leased is a finding for each run of days, and changes no plan."""

from __future__ import annotations

from pathlib import Path

from stagehold.files import load
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan
from stagehold.planning.planner import make_plan

LOT = """stagehold: 1
studios: [{id: lot, name: Lot, country: JP}]
spaces:
  - {id: a, studio: lot, kind: stage}
  - {id: b, studio: lot, kind: stage}
  - {id: rooms, studio: lot, kind: office, capacity: {amount: 5, unit: rooms}}
leases: [{id: l, lessee: Us, spaces: [a, b, rooms], term: 2027-01-01/2027-12-31}]
productions:
  - id: p
    ready: 2027-02-01
    due: 2027-02-11
    needs: [{id: m, phases: {shoot: 10}, allowed: [a]}]
    support: [{kind: office, amount: AMOUNT_P, unit: rooms, from_days_before: 2, to_days_after: 1}]
  - id: q
    ready: 2027-02-06
    due: 2027-02-16
    needs: [{id: m, phases: {shoot: 10}, allowed: [b]}]
    support: [{kind: office, amount: 3, unit: rooms}]
"""


def planned(folder: Path, amount: int) -> Plan:
    (folder / "portfolio.yaml").write_text(LOT.replace("AMOUNT_P", str(amount)), encoding="utf-8")
    return make_plan(load(folder).portfolio, budget=Budget(seconds=20, workers=1)).plan


def over(plan: Plan) -> list[tuple[str, str, str]]:
    found = [finding for finding in plan.findings if finding.rule == "support-over-capacity"]
    return [(finding.record, finding.field, finding.found) for finding in found]


def test_load_within_capacity_is_no_finding(tmp_path: Path) -> None:
    assert over(planned(tmp_path, 2)) == []


def test_days_on_which_two_ask_for_more_than_is_leased_are_one_finding(tmp_path: Path) -> None:
    plan = planned(tmp_path, 4)
    # p stands 1 to 10 February and asks until the 11th, q stands 6 to 15 February: 7 of 5 rooms on 6 to 11 February.
    assert over(plan) == [("lot", "office", "up to 7 rooms wanted from 2027-02-06 to 2027-02-11 by p, q")]
    assert plan.objective == 0


def test_one_production_alone_can_ask_for_too_much_around_its_stage_days(tmp_path: Path) -> None:
    found = over(planned(tmp_path, 6))
    assert found == [("lot", "office", "up to 9 rooms wanted from 2027-01-30 to 2027-02-11 by p, q")]
