"""Remedies: each kind on a tiny portfolio, and what it promises found again by planning the changed records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from planning.asking import day, lease, need, placed, plan, portfolio, production, remedies, stage
from stagehold.domain.edtf import parse_date, parse_interval
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Plan


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    tables.setdefault("spaces", [stage("a")])
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in tables["spaces"]])
    return portfolio(productions=productions, **tables)


def is_better(facts: Portfolio, changed: Portfolio, production_: str = "p") -> Plan:
    """The plan of the changed records, which must serve the production better than the stated ones do."""
    before, after = plan(facts), plan(changed)
    assert production_ not in [item.production for item in after.unplaced]
    if production_ not in [item.production for item in before.unplaced]:
        assert late(after, production_) < late(before, production_)
    return after


def late(made: Plan, production_: str) -> int:
    return next((item.days for item in made.late if item.production == production_), 0)


def extended(facts: Portfolio, id_: str, until: str) -> Portfolio:
    known = facts.leases[id_]
    assert known.term is not None
    return facts.put(replace(known, term=parse_interval(f"{known.term.start}/{until}")))


def test_a_lease_extended_by_as_many_days_as_are_missing() -> None:
    facts = lot(production("p", need(10)), leases=[lease("l-a", "a", "2027-01-04/2027-01-15")])
    remedy = remedies(facts)["extend"]
    assert remedy.change == {"lease": "l-a", "days": 4, "until": "2027-01-19"}
    assert remedy.objective_after == is_better(facts, extended(facts, "l-a", "2027-01-19")).objective == 0
    assert [item.production for item in plan(extended(facts, "l-a", "2027-01-18")).unplaced] == ["p"]


def test_a_lease_extended_behind_the_stay_that_takes_it_to_its_end() -> None:
    facts = lot(
        production("q", need(10), priority=9, due="2027-01-20"),
        production("p", need(5)),
        leases=[lease("l-a", "a", "2027-01-04/2027-01-20")],
    )
    remedy = remedies(facts)["extend"]
    assert (remedy.change["lease"], remedy.change["days"]) == ("l-a", 4)
    assert remedy.objective_after == is_better(facts, extended(facts, "l-a", remedy.change["until"])).objective


def test_a_lease_that_does_not_end_is_not_extended() -> None:
    closed = [{"id": "roof", "space": "a", "from": "2027-01-01", "to": "2028-12-31"}]
    facts = lot(production("p", need(10)), leases=[lease("l-a", "a", "2027-01-04/..")], closures=closed)
    assert "extend" not in remedies(facts)


def test_a_production_ready_earlier_is_on_time() -> None:
    facts = lot(production("p", need(10), due="2027-01-15"))
    remedy = remedies(facts)["ready-earlier"]
    assert remedy.change == {"days": 5, "ready": "2027-01-05"}
    changed = facts.put(replace(facts.productions["p"], ready=parse_date("2027-01-05")))
    assert remedy.objective_after == is_better(facts, changed).objective == 0


def test_ready_earlier_than_the_lease_gains_no_more_than_the_lease_gives() -> None:
    facts = lot(production("p", need(10), due="2027-01-15"), leases=[lease("l-a", "a", "2027-01-08/2027-03-31")])
    remedy = remedies(facts)["ready-earlier"]
    assert remedy.change == {"days": 2, "ready": "2027-01-08"}
    changed = facts.put(replace(facts.productions["p"], ready=parse_date("2027-01-08")))
    assert remedy.objective_after == is_better(facts, changed).objective == 3


def test_one_more_stage_of_the_size_asked_for_the_days_used() -> None:
    rival = production("q", need(30), priority=9, due="2027-02-09")
    facts = lot(rival, production("p", need(10, min_area="800 m2"), due="2027-01-20"), spaces=[stage("a", area=900)])
    remedy = remedies(facts)["add-stage"]
    assert remedy.change == {"studio": "lot", "area": "800 m2", "from": "2027-01-10", "to": "2027-01-19"}
    more = portfolio(
        spaces=[stage("more", area=remedy.change["area"])],
        leases=[lease("l-more", "more", f"{remedy.change['from']}/{remedy.change['to']}")],
    )
    changed = facts.put(more.spaces["more"]).put(more.leases["l-more"])
    assert remedy.objective_after == is_better(facts, changed).objective == 0


def test_a_swap_says_what_the_rival_pays_and_what_the_plan_then_costs() -> None:
    facts = lot(production("q", need(10), priority=2, due="2027-01-20"), production("p", need(10), due="2027-01-20"))
    assert plan(facts).objective == 10
    remedy = remedies(facts)["swap"]
    assert remedy.change == {"with": "q", "days": 10}
    first = portfolio(
        locks=[{"id": "first", "production": "p", "need": "m", "start": "2027-01-10"}], productions=[production("p")]
    )
    assert remedy.objective_after == is_better(facts, facts.put(first.locks["first"])).objective == 20


def test_an_offer_is_named_with_its_cost_in_money() -> None:
    offers = [
        {
            "id": "spare",
            "space": "b",
            "from": "2027-01-01",
            "to": "2027-02-28",
            "rate": {"shoot": 1000},
            "currency": "JPY",
            "min_days": 14,
        }
    ]
    facts = lot(
        production("q", need(20), priority=9, due="2027-01-30"),
        production("p", need(10), due="2027-01-20"),
        spaces=[stage("a"), stage("b")],
        leases=[lease("l-a", "a")],
        offers=offers,
    )
    remedy = remedies(facts)["spot"]
    # Ten days on the offer, and four more that its minimum asks for.
    assert remedy.change == {"offer": "spare", "space": "b", "currency": "JPY", "cost": "14000"}
    leased = facts.put(
        portfolio(spaces=[stage("b")], leases=[lease("l-b", "b", "2027-01-01/2027-02-28")]).leases["l-b"]
    )
    assert remedy.objective_after == is_better(facts, leased).objective == 0


def test_nothing_is_listed_that_does_not_help() -> None:
    facts = lot(
        production("p", need(5, min_height="12 m")),
        spaces=[stage("a", clear_height="8 m"), stage("b", clear_height="9 m")],
        leases=[lease("l-a", "a")],
        offers=[
            {
                "id": "low",
                "space": "b",
                "from": "2027-01-01",
                "to": "2027-02-28",
                "rate": {"shoot": 1},
                "currency": "JPY",
            }
        ],
    )
    found = remedies(facts)
    assert set(found) == {"add-stage"}


def test_a_production_on_time_has_no_remedies() -> None:
    assert remedies(lot(production("p", due="2027-02-01"))) == {}


def test_every_remedy_listed_lowers_the_objective_or_trades_days_with_a_rival() -> None:
    facts = lot(
        production("q", need(20), priority=2, due="2027-01-30"),
        production("p", need(20), due="2027-02-09"),
        production("r", need(20), drop_cost=500, due="2027-02-28"),
        leases=[lease("l-a", "a", "2027-01-04/2027-02-25")],
    )
    made = plan(facts)
    assert made.objective is not None
    for name in ("p", "r"):
        for kind, remedy in remedies(facts, name).items():
            assert remedy.verified
            assert kind == "swap" or remedy.objective_after < made.objective


def test_a_remedy_changes_neither_the_plan_at_hand_nor_its_records() -> None:
    facts = lot(production("p", need(10)), leases=[lease("l-a", "a", "2027-01-04/2027-01-15")])
    before = plan(facts)
    assert remedies(facts)
    assert replace(plan(facts), seconds=0.0) == replace(before, seconds=0.0)
    assert placed(before) == {}
    assert day("2027-01-16") - timedelta(days=1) == day("2027-01-15")
    assert before.objective == Decimal(1000)
