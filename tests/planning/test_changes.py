"""What changed between two plans, and why it could not stay: each cause by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from planning.asking import lease, need, plan, portfolio, production, stage
from planning.audit.written import plan_of, put
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.changes import NeedChange, changes_of
from stagehold.planning.plan import Plan
from stagehold.planning.planner import make_plan

YEAR = "2027-01-04/2027-12-31"


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    tables.setdefault("leases", [lease("la", "a", YEAR), lease("lb", "b", YEAR)])
    return portfolio(spaces=[stage("a"), stage("b")], productions=list(productions), **tables)


def changes(facts: Portfolio, baseline: Plan, today: str | None = None) -> dict[str, NeedChange]:
    day = None if today is None else date.fromisoformat(today)
    planned = make_plan(facts, party="us", baseline=baseline, today=day, budget=Budget(seconds=None, workers=1))
    return {f"{item.production}/{item.need}": item for item in changes_of(planned, baseline)}


def told(change: NeedChange) -> tuple[list[str], list[tuple[str, str, tuple[str, ...]]]]:
    """Kinds, and (cause, stage, by) of each reason."""
    return [kind.value for kind in change.kinds], [(why.cause.value, why.stage, why.by) for why in change.why]


P = production("p", need(20), due="2027-01-31")
BEFORE = plan_of(lot(P), [put("p/m", "a", "2027-01-11", days=20)])


def test_a_plan_that_stays_as_it_was_has_no_changes() -> None:
    assert changes(lot(P), plan_of(lot(P), [put("p/m", "a", "2027-01-10", days=20)])) == {}


def test_a_lease_that_ends_moves_what_stood_there() -> None:
    facts = lot(P, leases=[lease("la", "a", "2027-01-04/2027-01-20"), lease("lb", "b", YEAR)])
    (change,) = changes(facts, BEFORE).values()
    assert told(change) == (["moved"], [("lease-ends", "a", ("la",))])
    assert change.why[0].detail == "on 2027-01-20"


def test_a_lost_stage_a_later_lease_a_closure_and_a_booking_are_told_apart() -> None:
    lost = lot(P, leases=[lease("lb", "b", YEAR)])
    assert told(changes(lost, BEFORE)["p/m"]) == (["moved"], [("stage-lost", "a", ())])
    later = lot(P, leases=[lease("la", "a", "2027-03-01/2027-12-31"), lease("lb", "b", YEAR)])
    assert told(changes(later, BEFORE)["p/m"]) == (["moved"], [("lease-starts", "a", ("la",))])
    shut = [{"id": "fire", "space": "a", "from": "2027-01-12", "to": "2027-12-31"}]
    assert told(changes(lot(P, closures=shut), BEFORE)["p/m"]) == (["moved"], [("closed", "a", ("fire",))])
    line = {"space": "a", "days": "2027-01-12/2027-12-31", "state": "confirmed"}
    booked = lot(P, bookings=[{"id": "theirs", "party": "them", "lines": [line]}])
    assert told(changes(booked, BEFORE)["p/m"]) == (["moved"], [("taken", "a", ("theirs",))])


def test_a_slip_shifts_the_production_and_names_it() -> None:
    (change,) = changes(lot(production("p", need(20), due="2027-01-31", ready="2027-01-18")), BEFORE).values()
    assert told(change) == (["shifted"], [("ready-later", "", ("p",))])
    assert (change.days, change.longer) == (7, 0)


def test_a_longer_shoot_names_itself_and_is_named_by_who_gives_way() -> None:
    q = production("q", need(20), due="2027-02-20")
    only = [lease("la", "a", YEAR)]
    first = plan(lot(P, q, leases=only))
    found = changes(lot(production("p", need(30), due="2027-01-31"), q, leases=only), first, "2027-01-15")
    assert told(found["p/m"]) == (["longer"], [("takes-longer", "", ("p",))])
    assert found["p/m"].why[0].detail == "shoot 20 to 30 days"
    assert told(found["q/m"]) == (["shifted"], [("taken", "a", ("p",))])
    assert found["q/m"].days == 10


def test_new_and_gone_say_where_they_come_from() -> None:
    facts = lot(P, production("new", need(3)), leases=[lease("la", "a", YEAR)])
    before = plan_of(lot(P), [put("p/m", "a", "2027-01-10", days=20), put("old/m", "b", "2027-01-10", days=3)])
    found = changes(facts, before)
    assert told(found["new/m"]) == (["new"], [("not-planned-before", "", ())])
    assert told(found["old/m"]) == (["gone"], [("no-longer-asked", "", ())])
    out = lot(P, production("new", need(3)))
    assert [item.production for item in plan_of(out, [put("p/m", "a", "2027-01-10", days=20)]).unplaced] == ["new"]
    known = changes(out, plan_of(out, [put("p/m", "a", "2027-01-10", days=20)]))
    assert told(known["new/m"]) == (["new"], [("no-place-before", "", ())])


def test_a_production_without_a_place_any_more_says_why_stage_by_stage() -> None:
    short = [lease("la", "a", "2027-01-04/2027-01-20"), lease("lb", "b", "2027-01-04/2027-01-20")]
    kinds, why = told(changes(lot(P, leases=short), BEFORE)["p/m"])
    assert kinds == ["gone"]
    assert [(cause, stage) for cause, stage, _ in why] == [("no-place", "a"), ("no-place", "b")]


def test_a_stage_that_does_not_serve_any_more_and_a_lock_are_told() -> None:
    large = production("p", need(20, allowed=["b"]), due="2027-01-31")
    assert told(changes(lot(large), BEFORE)["p/m"]) == (["moved"], [("unfit", "a", ())])
    lock = {"id": "k", "production": "p", "need": "m", "stages": ["b"]}
    assert told(changes(lot(P, locks=[lock]), BEFORE)["p/m"]) == (["moved"], [("locked", "", ("k",))])


def test_a_need_follows_the_one_it_is_linked_to() -> None:
    pair = [need(10), {"id": "n", "phases": {"shoot": 5}, "after": [{"need": "m", "max_days": 3}]}]
    facts = lot(production("p", *pair))
    before = plan_of(facts, [put("p/m", "a", "2027-01-10", days=10), put("p/n", "a", "2027-01-20", days=5)])
    found = changes(lot(production("p", *pair, ready="2027-02-01")), before)
    assert told(found["p/n"])[1] == [("ready-later", "", ("p",))]
    longer = [need(20), pair[1]]
    found = changes(lot(production("p", *longer)), before)
    assert told(found["p/n"]) == (["shifted"], [("after", "", ("p/m",))])


def test_what_could_have_stayed_is_said_to_be_cheaper_elsewhere() -> None:
    before = plan_of(lot(P), [put("p/m", "a", "2027-02-20", days=20)])
    assert told(changes(lot(P), before)["p/m"]) == (["shifted"], [("cheaper", "", ())])
