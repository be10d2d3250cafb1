"""What a plan says of itself: dues and lateness, terms, objective and bound, locks, and the lists."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planning.audit.written import broken, one_stage, plan_of, put, stage
from stagehold.domain.errors import MissingFacts
from stagehold.planning.audit import audit, terms_of
from stagehold.planning.audit.lateness import late_days
from stagehold.planning.plan import LateProduction, Plan, PlanStatus, Terms, UnplacedProduction

STAY = put("p/m", "a", "2027-01-10", ("build", 1), ("shoot", 2), ("strike", 2))  # empty on the 15th
PHASES = {"phases": {"build": 1, "shoot": 2, "strike": 2}}  # the last shoot day is the 12th


def late(need: dict[str, Any] | None = None, titles: list[dict[str, Any]] | None = None, **production: Any) -> int:
    rows = [{"name": "T", **title} for title in titles or []]
    facts = one_stage({**PHASES, **(need or {})}, titles=rows, p={"titles": [row["id"] for row in rows], **production})
    return late_days(facts, STAY)


@pytest.mark.parametrize(
    ("due", "days"),
    [("2027-01-15", 0), ("2027-01-14", 1), ("2027-01-05", 10), ("2027-02", 0), ("2027-01", 14)],
)
def test_due_is_the_first_day_on_which_the_stages_are_empty(due: str, days: int) -> None:
    assert late(due=due) == days


def test_a_need_s_own_due_comes_before_that_of_the_production() -> None:
    assert late({"due": "2027-01-14"}, due="2027-01-01") == 1
    assert late({"due": "2027-01-20"}, due="2027-01-01") == 0


def test_without_a_due_nothing_is_late() -> None:
    assert late() == 0
    assert late(titles=[{"id": "t", "release": "2020-01-01"}]) == 0


def test_a_due_from_a_release_counts_to_the_end_of_the_last_shoot_phase() -> None:
    title = {"id": "t", "release": "2027-01-23", "post_days": 10}  # shot by the 13th
    assert late(titles=[title]) == 0
    assert late(titles=[{**title, "post_days": 11}]) == 1
    assert late({"post_days": 13}, titles=[title]) == 3
    assert late(titles=[title, {**title, "id": "u", "post_days": 12}]) == 2
    assert late(titles=[{**title, "release": "2027-02"}]) == 0  # 1 February less 10 days: the 22nd
    assert late(titles=[{**title, "release": "2027-02", "post_days": 20}]) == 1
    assert late({"due": "2027-01-15"}, titles=[{**title, "post_days": 20}]) == 0


def test_a_release_in_a_season_must_be_pinned() -> None:
    with pytest.raises(MissingFacts, match=r"t\.release"):
        late(titles=[{"id": "t", "release": "2027-21", "post_days": 10}])


def test_the_terms_are_weighted_sums_in_decimals() -> None:
    facts = one_stage(
        spaces=[stage("a"), stage("b")],
        p={"due": "2027-01-10", "priority": "1.25", "needs": [{"id": i, "phases": {"shoot": 3}} for i in "mn"]},
        others=[
            {"id": "q", "priority": "2.5", "needs": [{"id": "m", "phases": {"shoot": 3}}]},
            {"id": "r", "drop_cost": "0.5", "needs": [{"id": "m", "phases": {"shoot": 3}}]},
        ],
        settings={"weights": {"late": "0.2", "moved": 3, "shifted": "0.1"}},
    )
    before = Plan(
        party="us",
        status=PlanStatus.FEASIBLE,
        objective=Decimal(0),
        bound=Decimal(0),
        placements=(put("p/m", "b", "2027-01-07"), put("p/n", "a", "2027-01-18"), put("q/m", "a", "2027-01-05")),
    )
    now = [put("p/m", "a", "2027-01-10"), put("p/n", "a", "2027-01-20")]  # 3 and 13 days late, the worse counts
    assert terms_of(facts, now, ["q", "r"], before) == Terms(
        unplaced=Decimal("2500.5"),
        late=Decimal("0.2") * Decimal("1.25") * 13,
        moved=Decimal(3),
        shifted=Decimal("0.5"),
    )
    assert terms_of(facts, now, ["q", "r"]) == Terms(unplaced=Decimal("2500.5"), late=Decimal("3.25"))
    assert broken(facts, *now, baseline=before) == []


def test_spot_days_cost_the_rate_of_their_phase_and_at_least_min_days() -> None:
    offer = {"id": "o", "space": "a", "from": "2027-04-01", "to": "2027-04-10", "currency": "JPY"}
    rates = {"rate": {"build": 5, "shoot": 8}}
    placement = put("p/m", "a", "2027-03-31", ("build", 2), ("shoot", 2))  # 31 March is leased

    def cost(**fields: Any) -> Decimal:
        facts = one_stage(offers=[{**offer, **rates, **fields}], settings={"weights": {"spot": "0.5"}})
        return terms_of(facts, [placement], [], party="us").spot

    assert cost() == Decimal("10.5")
    assert cost(min_days=3) == Decimal("10.5")
    assert cost(min_days=5) == Decimal("18.5")


GOOD = one_stage(
    PHASES, p={"due": "2027-01-13"}, others=[{"id": "q", "drop_cost": 7, "needs": [{"id": "m", "days_on": {"a": 1}}]}]
)
PLAN = replace(plan_of(GOOD, [STAY]), status=PlanStatus.OPTIMAL, bound=Decimal(9))


@pytest.mark.parametrize(
    ("claimed", "rule"),
    [
        ({}, None),
        ({"bound": Decimal("8.9999995")}, None),
        ({"bound": Decimal("8.99")}, "status"),
        ({"bound": Decimal("8.99"), "status": PlanStatus.FEASIBLE}, None),
        ({"bound": Decimal("9.0001")}, "bound"),
        ({"bound": Decimal(-1), "status": PlanStatus.STOPPED}, "bound"),
        ({"objective": Decimal("9.5"), "status": PlanStatus.FEASIBLE}, "objective"),
        ({"objective": None}, "objective"),
        ({"terms": Terms(late=Decimal(3), unplaced=Decimal(6))}, "terms"),
        ({"late": ()}, "late-list"),
        ({"late": (LateProduction(production="p", days=1),)}, "late-list"),
        ({"late": (*PLAN.late, *PLAN.late)}, "late-list"),
        ({"late": (*PLAN.late, LateProduction(production="q", days=1))}, "late-list"),
        ({"placements": (replace(PLAN.placements[0], late_days=0),)}, "late-days"),
        ({"unplaced": (*PLAN.unplaced, *PLAN.unplaced)}, "unplaced-list"),
        ({"unplaced": (*PLAN.unplaced, UnplacedProduction(production="nobody"))}, "unplaced-list"),
        ({"party": "them"}, "other-party"),
    ],
    ids=str,
)
def test_a_plan_claims_what_follows_from_its_placements(claimed: dict[str, Any], rule: str | None) -> None:
    findings = audit(GOOD, replace(PLAN, **claimed), party="us")
    assert {finding.rule for finding in findings} == ({rule} if rule else set())


def test_an_infeasible_plan_holds_nothing() -> None:
    empty = Plan(party="us", status=PlanStatus.INFEASIBLE, objective=None, bound=None)
    assert audit(GOOD, empty) == ()
    assert [item.rule for item in audit(GOOD, replace(empty, objective=Decimal(0)))] == ["infeasible"]
    assert [item.rule for item in audit(GOOD, replace(empty, placements=(STAY,)))] == ["infeasible"]


LINE = {"space": "b", "days": "2027-01-12/2027-01-14", "state": "confirmed"}
BOOKING = {"id": "k", "party": "us", "production": "p", "lines": [LINE]}


@pytest.mark.parametrize(
    ("tables", "right"),
    [
        ({"locks": [{"id": "k", "production": "p", "need": "m", "stages": ["b"]}]}, ["b 10", "b 12"]),
        ({"locks": [{"id": "k", "production": "p", "need": "m", "start": "2027-01-12"}]}, ["a 12", "b 12"]),
        ({"locks": [{"id": "k", "production": "p", "need": "m", "stages": ["b"], "start": "2027-01-12"}]}, ["b 12"]),
        ({"bookings": [BOOKING]}, ["b 12"]),
        ({"bookings": [{**BOOKING, "need": "m"}]}, ["b 12"]),
    ],
    ids=["stages", "start", "both", "booking", "booking of the need"],
)
def test_a_lock_and_an_own_confirmed_booking_stand(tables: dict[str, Any], right: list[str]) -> None:
    facts = one_stage(spaces=[stage("a"), stage("b")], **tables)
    for place in ("a 10", "a 12", "b 10", "b 12"):
        id_, day = place.split()
        rules = set(broken(facts, put("p/m", id_, f"2027-01-{day}")))
        assert rules == (set() if place in right else {"lock"})
    assert broken(facts) == ["lock"]


def test_a_booking_that_fits_several_needs_must_name_one() -> None:
    needs = {"needs": [{"id": id_, "phases": {"shoot": 3}} for id_ in "mn"]}
    facts = one_stage(spaces=[stage("a"), stage("b")], p=needs, bookings=[BOOKING])
    assert broken(facts, put("p/m", "b", "2027-01-12"), put("p/n", "a", "2027-01-12")) == ["lock"]
