"""The audit's own look at a plan made on a day: the past as it was, nothing new in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planning.audit.written import lease, plan_of, portfolio, put, stage
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit import audit
from stagehold.planning.plan import Placement, Plan

TODAY = date(2027, 1, 20)


def two_stages(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    tables.setdefault("leases", [lease("la", "a"), lease("lb", "b")])
    return portfolio(spaces=[stage("a"), stage("b")], productions=list(productions), **tables)


def asks(id_: str, *needs: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": id_, "needs": list(needs) or [{"id": "m", "phases": {"build": 2, "shoot": 8}}], **fields}


def broken(facts: Portfolio, baseline: list[Placement], *placements: Placement) -> list[str]:
    before = plan_of(facts, baseline)
    plan: Plan = plan_of(facts, placements, before)
    return [finding.rule for finding in audit(facts, plan, baseline=before, today=TODAY)]


def began(stages: str = "a", start: str = "2027-01-15") -> Placement:
    return put("p/m", stages, start, ("build", 2), ("shoot", 8))


def test_what_has_begun_as_it_was_breaks_nothing() -> None:
    assert broken(two_stages(asks("p")), [began()], began()) == []


def test_what_has_begun_keeps_stage_start_and_place() -> None:
    facts = two_stages(asks("p"))
    assert broken(facts, [began()], began("b")) == ["begun"]
    assert broken(facts, [began()], began(start="2027-01-21")) == ["begun"]
    assert broken(facts, [began()]) == ["begun"]


def test_nothing_else_starts_before_today() -> None:
    facts = two_stages(asks("p"), asks("q"))
    for start, rules in (("2027-01-19", ["before-today"]), ("2027-01-20", [])):
        new = put("q/m", "b", start, ("build", 2), ("shoot", 8))
        assert broken(facts, [began()], began(), new) == rules


def test_a_finished_phase_keeps_its_length_and_one_that_runs_takes_the_new_one() -> None:
    longer = two_stages(asks("p", {"id": "m", "phases": {"build": 4, "shoot": 11}}))
    right = put("p/m", "a", "2027-01-15", ("build", 2), ("shoot", 11))
    assert broken(longer, [began()], right) == []
    assert broken(longer, [began()], began()) == ["begun"]
    assert broken(longer, [began()], put("p/m", "a", "2027-01-15", ("build", 4), ("shoot", 11))) == ["begun"]


def test_a_running_phase_does_not_end_before_today() -> None:
    shorter = two_stages(asks("p", {"id": "m", "phases": {"build": 2, "shoot": 1}}))
    assert broken(shorter, [began()], put("p/m", "a", "2027-01-15", ("build", 2), ("shoot", 3))) == []
    assert broken(shorter, [began()], put("p/m", "a", "2027-01-15", ("build", 2), ("shoot", 1))) == ["begun"]


def test_an_actual_date_ends_a_phase() -> None:
    known = asks("p", milestones=[{"name": "build-end", "actual": "2027-01-18"}])
    assert broken(two_stages(known), [began()], put("p/m", "a", "2027-01-15", ("build", 4), ("shoot", 8))) == []
    begun = asks("p", milestones=[{"name": "shoot-start", "actual": "2027-01-18"}])
    assert broken(two_stages(begun), [began()], put("p/m", "a", "2027-01-15", ("build", 3), ("shoot", 8))) == []


def test_past_days_may_be_off_lease_and_those_ahead_may_not() -> None:
    for term, rules in (("2027-01-20/2027-03-31", []), ("2027-01-04/2027-01-23", ["off-lease"])):
        facts = two_stages(asks("p"), leases=[lease("la", "a", term), lease("lb", "b")])
        assert broken(facts, [began()], began()) == rules
    shut = [{"id": "c", "space": "a", "from": "2027-01-16", "to": "2027-01-17"}]
    assert broken(two_stages(asks("p"), closures=shut), [began()], began()) == []
    shut = [{"id": "c", "space": "a", "from": "2027-01-22", "to": "2027-01-22"}]
    assert broken(two_stages(asks("p"), closures=shut), [began()], began()) == ["closed"]


def test_two_that_have_begun_share_past_days_and_none_ahead() -> None:
    facts = two_stages(asks("p"), asks("q"))
    over = put("q/m", "a", "2027-01-08", ("build", 2), ("shoot", 8))
    assert broken(facts, [began(), over], began(), over) == []
    under_way = put("q/m", "a", "2027-01-12", ("build", 2), ("shoot", 8))
    assert broken(facts, [began(), under_way], began(), under_way) == ["overlap"]


def test_what_has_begun_of_a_production_without_a_place_stands_all_the_same() -> None:
    needs = [{"id": "m", "phases": {"build": 2, "shoot": 8}}, {"id": "n", "phases": {"shoot": 300}}]
    facts = two_stages(asks("p", *needs))
    before = plan_of(facts, [began()])
    left_out = plan_of(facts, [])
    plan = Plan(**{**_fields(left_out), "placements": (began(),)})
    assert audit(facts, plan, baseline=before, today=TODAY) == ()
    assert [finding.rule for finding in audit(facts, plan, baseline=before)] == ["partly-placed", "placed-and-unplaced"]


def _fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in Plan.__dataclass_fields__}


def test_rules_on_the_past_alone_are_not_asked() -> None:
    """Ready, window, area and links bind what is still to be planned."""
    late = asks("p", {"id": "m", "min_area": "900 m2", "phases": {"build": 2, "shoot": 8}}, ready="2027-02-01")
    assert broken(two_stages(late), [began()], began()) == []
    day_before = TODAY - timedelta(days=1)
    assert broken(two_stages(late), [began(start=str(day_before))], began(start=str(day_before))) == []
