"""How long a need takes and when it may stand: lengths, phases, working days, ready days and windows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planning.audit.written import LOT, broken, lease, one_stage, put, stage
from stagehold.domain.production import PhaseLength
from stagehold.domain.studio import PhaseKind
from stagehold.planning.audit.lengths import scaled

BUILD, SHOOT, STANDING, STRIKE = PhaseKind.BUILD, PhaseKind.SHOOT, PhaseKind.STANDING, PhaseKind.STRIKE


def test_a_stay_lasts_as_long_as_its_phases() -> None:
    facts = one_stage({"phases": {"build": 2, "shoot": 3}})
    assert broken(facts, put("p/m", "a", "2027-01-10", ("build", 2), ("shoot", 3))) == []
    assert broken(facts, put("p/m", "a", "2027-01-10", ("build", 2), ("shoot", 4))) == ["length"]
    assert broken(facts, put("p/m", "a", "2027-01-10", ("build", 2), ("shoot", 2))) == ["length"]


def test_phases_keep_their_order_and_tile_the_stay() -> None:
    facts = one_stage({"phases": [{"shoot": 2}, {"standing": 1}, {"shoot": 1}]})
    right = put("p/m", "a", "2027-01-10", ("shoot", 2), ("standing", 1), ("shoot", 1))
    assert broken(facts, right) == []
    assert broken(facts, put("p/m", "a", "2027-01-10", ("shoot", 1), ("standing", 1), ("shoot", 2))) == ["phases"]
    assert broken(facts, replace(right, phases=right.phases[:2])) == ["phases"]
    assert broken(facts, replace(right, phases=())) == ["phases"]


@pytest.mark.parametrize(
    ("phases", "length", "days"),
    [
        ([(BUILD, 20), (SHOOT, 40), (STRIKE, 5)], 13, [4, 8, 1]),
        ([(BUILD, 1), (SHOOT, 1), (STRIKE, 1)], 4, [2, 1, 1]),  # equal remainders: the earlier phase
        ([(BUILD, 1), (SHOOT, 1), (STRIKE, 1)], 5, [2, 2, 1]),
        ([(BUILD, 1), (SHOOT, 3)], 7, [2, 5]),  # 1.75 and 5.25
        ([(SHOOT, 2), (STANDING, 1), (SHOOT, 2)], 3, [1, 1, 1]),  # 1.2, 0.6 and 1.2
        ([(BUILD, 1), (SHOOT, 9)], 3, [0, 3]),
    ],
)
def test_phases_are_scaled_by_largest_remainder(phases: Any, length: int, days: list[int]) -> None:
    assert [number for _, number in scaled([PhaseLength(*row) for row in phases], length)] == days


def test_days_on_a_stage_replace_the_sum_of_the_phases() -> None:
    need = {"phases": {"build": 1, "shoot": 1, "strike": 1}, "days_on": {"b": 5}}
    facts = one_stage(need, spaces=[stage("a"), stage("b")])
    assert broken(facts, put("p/m", "a", "2027-01-10", ("build", 1), ("shoot", 1), ("strike", 1))) == []
    assert broken(facts, put("p/m", "b", "2027-01-10", ("build", 2), ("shoot", 2), ("strike", 1))) == []
    assert broken(facts, put("p/m", "b", "2027-01-10", ("build", 1), ("shoot", 2), ("strike", 2))) == ["phases"]
    assert broken(facts, put("p/m", "b", "2027-01-10", ("build", 1), ("shoot", 1), ("strike", 1))) == ["length"]


def test_several_stages_are_held_for_the_greatest_of_their_lengths() -> None:
    need = {"stages": 2, "phases": [], "days_on": {"a": 2, "b": 4, "c": 3}}
    facts = one_stage(need, spaces=[stage("a"), stage("b"), stage("c")])
    assert broken(facts, put("p/m", "a b", "2027-01-10", days=4)) == []
    assert broken(facts, put("p/m", "a c", "2027-01-10", days=3)) == []
    assert broken(facts, put("p/m", "a c", "2027-01-10", days=4)) == ["length"]


# Golden Week 2027: Thursday 29 April (Showa Day), then Monday 3 to Wednesday 5 May, are holidays in Japan.
WORKING = {"calendar": "working", "needs": [{"id": "m", "phases": {"build": 1, "shoot": 3}}]}
SPRING = [lease("l", "a", "2027-04-01/2027-06-30")]


def test_a_working_calendar_counts_working_days_and_holds_the_days_between() -> None:
    facts = one_stage(leases=SPRING, p=WORKING)
    # Wednesday 28, Friday 30 April, Thursday 6 and Friday 7 May work.
    assert broken(facts, put("p/m", "a", "2027-04-28", ("build", 1), ("shoot", 9))) == []
    assert broken(facts, put("p/m", "a", "2027-04-28", ("build", 2), ("shoot", 8))) == ["phases"]
    assert broken(facts, put("p/m", "a", "2027-04-28", ("build", 1), ("shoot", 3))) == ["length"]


def test_a_working_calendar_starts_on_a_working_day() -> None:
    facts = one_stage(leases=SPRING, p=WORKING)
    # From Saturday 1 May: 6, 7, 10 and 11 May work.
    assert broken(facts, put("p/m", "a", "2027-05-01", ("build", 6), ("shoot", 5))) == ["rest-day"]
    assert broken(facts, put("p/m", "a", "2027-05-06", ("build", 1), ("shoot", 5))) == []


def test_a_six_day_week_rests_on_sunday() -> None:
    facts = one_stage(leases=SPRING, p=WORKING, settings={"work_week": "6"})
    # Wednesday 28, Friday 30 April, Saturday 1 and Thursday 6 May work.
    assert broken(facts, put("p/m", "a", "2027-04-28", ("build", 1), ("shoot", 8))) == []


def test_the_latest_end_holds_for_stages_of_two_countries() -> None:
    studios = [LOT, {"id": "paju", "name": "Paju", "country": "KR"}]
    spaces = [stage("a"), {"id": "k", "studio": "paju", "kind": "stage"}]
    leases = [lease("l", "a k", "2027-04-01/2027-06-30")]
    production = {"calendar": "working", "together": "any", "needs": [{"id": "m", "stages": 2, "phases": {"shoot": 2}}]}
    facts = one_stage(studios=studios, spaces=spaces, leases=leases, p=production)
    # From Wednesday 28 April: in Japan 28 and 30 April, in Korea 28 and 29 April.
    assert broken(facts, put("p/m", "a k", "2027-04-28", days=3)) == []
    assert broken(facts, put("p/m", "a k", "2027-04-28", days=2)) == ["length"]
    # Children's Day, 5 May, rests in both; 3 May in Japan alone.
    assert broken(facts, put("p/m", "a k", "2027-05-03", days=4)) == ["length", "rest-day"]


def test_years_beyond_the_holidays_known_are_named() -> None:
    facts = one_stage(leases=[lease("l", "a", "2027-01-01/..")], p=WORKING)
    assert broken(facts, put("p/m", "a", "2120-05-06", ("build", 1), ("shoot", 3))) == ["calendar-years"]


def test_no_need_starts_before_its_production_is_ready() -> None:
    assert broken(one_stage(p={"ready": "2027-01-10"}), put("p/m", "a", "2027-01-10")) == []
    assert broken(one_stage(p={"ready": "2027-01-10"}), put("p/m", "a", "2027-01-09")) == ["before-ready"]
    assert broken(one_stage(p={"ready": "2027-01"}), put("p/m", "a", "2027-01-30")) == ["before-ready"]
    assert broken(one_stage(p={"ready": "2027-01~"}), put("p/m", "a", "2027-01-31")) == []


def test_a_window_names_the_first_and_the_last_day_on_a_stage() -> None:
    facts = one_stage(p={"window": "2027-01-10/2027-01-14"})
    assert broken(facts, put("p/m", "a", "2027-01-10")) == []
    assert broken(facts, put("p/m", "a", "2027-01-12")) == []
    assert broken(facts, put("p/m", "a", "2027-01-09")) == ["out-of-window"]
    assert broken(facts, put("p/m", "a", "2027-01-13")) == ["out-of-window"]


def test_a_window_may_be_open_at_one_end() -> None:
    facts = one_stage(p={"window": "../2027-01-14"})
    assert broken(facts, put("p/m", "a", "2027-01-05")) == []
    assert broken(facts, put("p/m", "a", "2027-01-13")) == ["out-of-window"]


def test_every_occurrence_of_a_phase_lies_in_its_window() -> None:
    phases = [{"shoot": 2}, {"standing": 2}, {"shoot": 1}]
    facts = one_stage({"phases": phases, "phase_windows": {"shoot": "2027-01-10/2027-01-14"}})
    rows = ("shoot", 2), ("standing", 2), ("shoot", 1)
    assert broken(facts, put("p/m", "a", "2027-01-10", *rows)) == []
    assert broken(facts, put("p/m", "a", "2027-01-09", *rows)) == ["phase-window"]
    assert broken(facts, put("p/m", "a", "2027-01-11", *rows)) == ["phase-window"]
