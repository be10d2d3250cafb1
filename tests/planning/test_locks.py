"""What is fixed stands, and what cannot stand is said: locks, own bookings, and the holds of others."""

from __future__ import annotations

from typing import Any

from planning.asking import lease, need, placed, plan, portfolio, production, stage
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Plan, PlanStatus


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    """Stages a and b, leased for the first quarter of 2027."""
    tables.setdefault("spaces", [stage("a"), stage("b")])
    tables.setdefault("leases", [lease("l-a", "a"), lease("l-b", "b")])
    return portfolio(productions=productions or [production("p")], **tables)


def lock(id_: str, **fields: Any) -> dict[str, Any]:
    return {"id": id_, "production": "p", "need": "m", **fields}


def booked(id_: str = "ours", party: str = "us", **fields: Any) -> dict[str, Any]:
    days = fields.pop("days", "2027-02-01/2027-02-03")
    line = {"space": fields.pop("space", "b"), "days": days, "state": fields.pop("state", "confirmed")}
    if "rank" in fields:
        line["rank"] = fields.pop("rank")
    return {"id": id_, "party": party, "lines": [line], **fields}


def contradictions(made: Plan) -> dict[str, Finding]:
    assert made.status is PlanStatus.INFEASIBLE
    assert (made.placements, made.objective, made.bound, made.gap) == ((), None, None, None)
    return {item.record: item for item in made.findings if item.rule.startswith("lock-breaks-")}


def test_a_locked_stage_and_a_locked_start_stand() -> None:
    on_stage = plan(lot(locks=[lock("k", stages=["b"])]))
    on_day = plan(lot(locks=[lock("k", start="2027-02-05")]))
    assert placed(on_stage) == {"p/m": ("b", "2027-01-10", "2027-01-12")}
    assert placed(on_day) == {"p/m": ("a", "2027-02-05", "2027-02-07")}


def test_a_lock_places_a_production_that_would_be_cheaper_left_out() -> None:
    expensive = production("p", due="2027-01-11", drop_cost=1)
    assert placed(plan(lot(expensive))) == {}
    made = plan(lot(expensive, locks=[lock("k", stages=["a"])]))
    assert (made.objective, made.bound) == (2, 2)
    assert placed(made) == {"p/m": ("a", "2027-01-10", "2027-01-12")}


def test_a_confirmed_booking_of_our_production_is_a_lock() -> None:
    made = plan(lot(bookings=[booked(production="p")]))
    assert placed(made) == {"p/m": ("b", "2027-02-01", "2027-02-03")}


def test_a_hold_of_our_own_production_locks_nothing_and_is_in_nobodys_way() -> None:
    made = plan(lot(bookings=[booked(production="p", state="hold", rank=1)]))
    assert placed(made) == {"p/m": ("a", "2027-01-10", "2027-01-12")}
    assert made.findings == plan(lot()).findings


def test_a_confirmed_booking_of_ours_for_no_production_stands_in_the_way() -> None:
    bookings = [
        booked("tour-a", space="a", days="2027-01-04/2027-03-31"),
        booked("tour-b", days="2027-01-04/2027-02-10"),
    ]
    assert placed(plan(lot(bookings=bookings))) == {"p/m": ("b", "2027-02-11", "2027-02-13")}


def test_two_locks_of_one_need_that_differ_make_the_plan_infeasible_and_are_named() -> None:
    made = plan(lot(locks=[lock("k1", start="2027-02-05"), lock("k2", start="2027-02-06")]))
    assert made.status is PlanStatus.INFEASIBLE
    found = contradictions(made)
    assert set(found) == {"k1", "k2"}
    assert {item.rule for item in found.values()} == {"lock-breaks-lock"}


def test_a_lock_against_an_own_booking_of_the_same_need_names_both() -> None:
    facts = lot(locks=[lock("k", start="2027-02-05")], bookings=[booked(production="p")])
    found = contradictions(plan(facts))
    assert set(found) == {"k", "ours"}
    assert {item.rule for item in found.values()} == {"lock-breaks-lock"}


def test_locks_that_cannot_stand_together_name_each_other() -> None:
    locks = [
        lock("k1", stages=["a"], start="2027-02-01"),
        {"id": "k2", "production": "q", "need": "m", "stages": ["a"], "start": "2027-02-02"},
        {"id": "k3", "production": "r", "need": "m", "stages": ["b"]},
    ]
    facts = lot(production("p"), production("q"), production("r"), locks=locks)
    found = contradictions(plan(facts))
    assert set(found) == {"k1", "k2"}
    assert found["k1"].rule == "lock-breaks-occupancy"
    assert found["k1"].field == "p.needs.m"
    assert found["k1"].found == "on a from 2027-02-01: cannot stand together with k2"
    assert found["k2"].found == "on a from 2027-02-02: cannot stand together with k1"


def test_a_lock_to_days_that_no_lease_gives_breaks_days() -> None:
    found = contradictions(plan(lot(locks=[lock("k", stages=["a"], start="2027-03-30")])))
    assert found["k"].rule == "lock-breaks-days"
    assert found["k"].found.startswith("on a from 2027-03-30: outside the lease")


def test_a_lock_before_the_production_is_ready_breaks_days() -> None:
    found = contradictions(plan(lot(locks=[lock("k", start="2027-01-05")])))
    assert found["k"].rule == "lock-breaks-days"


def test_a_lock_to_a_stage_that_does_not_qualify_says_why() -> None:
    spaces = [stage("a", area="500 m2"), stage("b", area="900 m2")]
    facts = lot(production("p", need(min_area="800 m2")), spaces=spaces, locks=[lock("k", stages=["a"])])
    found = contradictions(plan(facts))
    assert found["k"].rule == "lock-breaks-serving"
    assert found["k"].found == "on a: a: too-small (500 m2, asked 800 m2)"


def test_a_lock_to_a_stage_that_no_lease_gives_breaks_serving() -> None:
    facts = lot(leases=[lease("l-a", "a")], locks=[lock("k", stages=["b"])])
    found = contradictions(plan(facts))
    assert (found["k"].rule, found["k"].found) == (
        "lock-breaks-serving",
        "a stage that no lease gives: not enough stages",
    )


def test_a_lock_on_the_days_of_a_booking_of_others_breaks_days() -> None:
    facts = lot(locks=[lock("k", stages=["b"], start="2027-02-03")], bookings=[booked("theirs", "them")])
    assert contradictions(plan(facts))["k"].rule == "lock-breaks-days"


def test_a_lock_behind_a_need_that_cannot_be_placed_breaks_the_other_rules() -> None:
    first = production("q", need(300))
    facts = lot(first, production("p", need(after=[{"need": "q/m"}])), locks=[lock("k", stages=["a"])])
    assert contradictions(plan(facts))["k"].rule == "lock-breaks-rules"


def test_a_placement_over_a_hold_of_others_is_made_and_said() -> None:
    holds = [
        booked("theirs-a", "them", space="a", days="2027-01-04/2027-01-11", state="hold", rank=1),
        booked("theirs-b", "them", days="2027-01-12/2027-01-20", state="hold", rank=2),
    ]
    made = plan(lot(bookings=holds))
    assert placed(made) == {"p/m": ("a", "2027-01-10", "2027-01-12")}
    assert [item for item in made.findings if item.rule == "placed-over-hold"] == [
        Finding(
            rule="placed-over-hold",
            severity=made.findings[0].severity,
            record="p",
            field="needs.m",
            found="a: hold theirs-a of rank 1, 2027-01-04 to 2027-01-12",
            allowed="ask its holder, or set respect_holds: first",
        )
    ]


def test_first_holds_of_others_block_when_they_are_respected() -> None:
    holds = [
        booked("theirs-a", "them", space="a", days="2027-01-04/2027-01-11", state="hold", rank=1),
        booked("theirs-b", "them", days="2027-01-04/2027-02-20", state="hold", rank=2),
    ]
    made = plan(lot(bookings=holds, settings={"respect_holds": "first"}))
    assert placed(made) == {"p/m": ("b", "2027-01-10", "2027-01-12")}
    only_a = lot(bookings=holds[:1], settings={"respect_holds": "first"}, leases=[lease("l-a", "a")])
    assert placed(plan(only_a)) == {"p/m": ("a", "2027-01-12", "2027-01-14")}
