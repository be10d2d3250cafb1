"""A plan rests on stated or pinned values alone: what is missing or disputed stops, and says how to go on."""

from __future__ import annotations

from typing import Any

import pytest

from planning.asking import lease, need, placed, plan, portfolio, production, stage
from stagehold.domain.errors import InvalidPortfolio, MissingFacts
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import PlanStatus
from stagehold.planning.planner import make_plan


def lot(*leases: dict[str, Any], **tables: Any) -> Portfolio:
    """Stages a and b, leased for the first quarter of 2027 unless leases are given, and production ``p``."""
    tables.setdefault("spaces", [stage("a"), stage("b")])
    tables.setdefault("productions", [production("p")])
    return portfolio(leases=leases or [lease("l-a", "a"), lease("l-b", "b")], **tables)


def missing(facts: Portfolio) -> dict[str, str]:
    """What the stop asks to pin, and how."""
    with pytest.raises(MissingFacts) as stop:
        plan(facts)
    assert all(f"{item.record}.{item.field}" in str(stop.value) for item in stop.value.findings)
    return {f"{item.record}.{item.field}": item.allowed for item in stop.value.findings}


def pin(of: str, value: str, id_: str = "pin") -> dict[str, str]:
    return {"id": id_, "of": of, "value": value, "why": "to see what follows"}


def test_an_end_that_no_source_states_stops_and_says_how_to_pin_it() -> None:
    facts = lot(lease("l-a", "a", "2027-01-04/"))
    assert list(missing(facts)) == ["l-a.term.end"]
    assert missing(facts)["l-a.term.end"].startswith("an assumption: {id: my-pin, of: l-a.term.end, value: 20")


def test_everything_missing_is_named_in_one_go() -> None:
    facts = lot(
        lease("l-a", "a", "2027-01-04/"),
        {"id": "l-b", "lessee": "us", "spaces": ["b"]},
        productions=[
            {"id": "p", "needs": [need(phase_windows={"shoot": "2027-22/2027-03-01"})], "ready": "2027-01-10"},
            {"id": "q", "needs": [need()]},
            {"id": "r", "needs": [need()], "ready": "2027-21"},
        ],
        bookings=[{"id": "theirs", "party": "them", "lines": [{"space": "a", "days": "2027-01/2027-02"}]}],
    )
    assert set(missing(facts)) == {"l-a.term.end", "l-b.term", "p.needs.m.phase_windows.shoot", "q.ready", "r.ready"}


def test_a_season_must_be_pinned() -> None:
    facts = lot(productions=[production("p", ready="2027-21", due="2027-24")])
    assert set(missing(facts)) == {"p.ready", "p.due"}
    pinned = lot(
        productions=[production("p", ready="2027-21", due="2027-24")],
        assumptions=[pin("p.ready", "2027-02-01", "spring"), pin("p.due", "2027-03-01", "autumn")],
    )
    made = plan(pinned)
    assert placed(made) == {"p/m": ("a", "2027-02-01", "2027-02-03")}
    assert made.assumptions == ("autumn", "spring")


def test_the_way_to_pin_it_that_a_stop_names_is_one_that_works() -> None:
    facts = lot(lease("l-a", "a", "2027-01-04/"), productions=[{"id": "p", "needs": [need()]}])
    for field, allowed in missing(facts).items():
        value = allowed.partition("value: ")[2].partition(", why")[0]
        facts = facts.put(next(iter(lot(assumptions=[pin(field, value, field)]).assumptions.values())))
    assert plan(facts).status is PlanStatus.OPTIMAL


def test_a_value_pinned_in_place_of_an_unknown_one_is_planned_with_and_listed() -> None:
    facts = lot(
        lease("l-a", "a", "2027-01-04/"),
        assumptions=[pin("l-a.term.end", "2027-01-14"), pin("p.shoot_days", "3", "unused")],
        productions=[production("p", need(6))],
    )
    made = plan(facts)
    assert [item.production for item in made.unplaced] == ["p"]
    assert made.assumptions == ("pin",)


AREAS = [{"field": "area", "value": "700 m2"}]


def test_claims_that_differ_stop_where_planning_needs_the_field() -> None:
    spaces = [stage("a", area="900 m2", claims=AREAS), stage("b", area="900 m2")]
    facts = lot(spaces=spaces, productions=[production("p", need(min_area="800 m2"))])
    assert list(missing(facts)) == ["a.area"]
    assert "of: a.area, value: 900 m2" in missing(facts)["a.area"]


def test_an_assumption_chooses_between_claims() -> None:
    spaces = [stage("a", area="900 m2", claims=AREAS)]
    tables = {"spaces": spaces, "productions": [production("p", need(min_area="800 m2"))]}
    leases = [lease("l-a", "a")]
    large = lot(*leases, **tables, assumptions=[pin("a.area", "900 m2")])
    small = lot(*leases, **tables, assumptions=[pin("a.area", "700 m2")])
    assert placed(plan(large)) == {"p/m": ("a", "2027-01-10", "2027-01-12")}
    assert placed(plan(small)) == {}
    assert plan(small).assumptions == plan(large).assumptions == ("pin",)


def test_claims_that_differ_on_a_field_nobody_needs_stop_nothing() -> None:
    made = plan(lot(spaces=[stage("a", area="900 m2", claims=AREAS), stage("b")]))
    assert made.status is PlanStatus.OPTIMAL
    assert made.assumptions == ()


def test_claims_of_a_stage_that_the_need_does_not_allow_stop_nothing() -> None:
    spaces = [stage("a", area="900 m2", claims=AREAS), stage("b", area="900 m2")]
    facts = lot(spaces=spaces, productions=[production("p", need(min_area="800 m2", allowed=["b"]))])
    assert placed(plan(facts)) == {"p/m": ("b", "2027-01-10", "2027-01-12")}


def test_claims_on_a_term_stop_until_one_is_chosen() -> None:
    claims = [{"field": "term.end", "value": "2027-06-30"}]
    facts = lot(lease("l-a", "a", claims=claims))
    assert list(missing(facts)) == ["l-a.term.end"]


def test_a_lease_that_only_counts_its_stages_gives_none_and_says_so() -> None:
    facts = lot(lease("l-a", "a"), {"id": "many", "lessee": "us", "space_count": 6, "term": "2027-01-01/2030-12-31"})
    made = plan(facts)
    assert placed(made) == {"p/m": ("a", "2027-01-10", "2027-01-12")}
    found = next(item for item in made.findings if item.rule == "lease-gives-no-stage")
    assert (found.severity, found.record, found.field) == ("warning", "many", "space_count")
    assert found.found == "6 stages without names"
    assert "many.spaces" in found.allowed


def test_a_lease_that_only_counts_gives_the_stages_that_an_assumption_names() -> None:
    counted = {"id": "many", "lessee": "us", "space_count": 1, "term": "2027-01-01/2030-12-31"}
    facts = lot(counted, assumptions=[{"id": "named", "of": "many.spaces", "value": ["b"], "why": "a guess"}])
    made = plan(facts)
    assert placed(made) == {"p/m": ("b", "2027-01-10", "2027-01-12")}
    assert made.assumptions == ("named",)


def test_a_lease_that_is_the_total_of_others_gives_no_stage() -> None:
    total = lease("sum", "a b", "2027-01-01/2031-12-31", is_total_of=["l-a"])
    facts = lot(lease("l-a", "a", "2027-01-04/2027-01-11"), total)
    made = plan(facts)
    assert [item.production for item in made.unplaced] == ["p"]


def test_leases_of_other_kinds_give_no_stage_and_a_warning() -> None:
    first_call = lease("first", "b", kind="first-call")
    made = plan(lot(lease("l-a", "a"), first_call))
    assert [(item.record, item.field) for item in made.findings if item.rule == "lease-gives-no-stage"] == [
        ("first", "kind")
    ]


def test_several_lessees_stop_until_one_is_asked_for() -> None:
    facts = lot(lease("l-a", "a"), {**lease("l-b", "b"), "lessee": "them"})
    with pytest.raises(InvalidPortfolio, match="--for") as stop:
        make_plan(facts)
    assert [(item.rule, item.field, item.allowed) for item in stop.value.findings] == [
        ("which-party", "--for", "them, us")
    ]
    assert placed(plan(facts, party="them")) == {"p/m": ("b", "2027-01-10", "2027-01-12")}
    assert placed(plan(facts, party="us")) == {"p/m": ("a", "2027-01-10", "2027-01-12")}


def test_a_party_is_asked_for_by_id_or_name_and_a_slip_gets_the_nearest() -> None:
    facts = lot(lease("l-a", "a"), parties=[{"id": "us", "name": "Upper Studio"}])
    assert plan(facts, party="Upper Studio").party == "us"
    with pytest.raises(InvalidPortfolio) as stop:
        plan(facts, party="Uper Studio")
    assert [(item.rule, item.nearest) for item in stop.value.findings] == [("unknown-party", "Upper Studio")]
    with pytest.raises(InvalidPortfolio, match="nobody to plan for"):
        make_plan(portfolio(spaces=[stage("a")], productions=[production("p")]))


@pytest.mark.parametrize(
    ("of", "value"),
    [
        ("p.priority", "3"),
        ("p.drop_cost", "90"),
        ("p.together", "any"),
        ("p.needs.m.phases.shoot", "4"),
        ("l-a.reinstate", "2"),
        ("a.turnover_after", "2"),
        ("roof.to", "2027-02-20"),
        ("settings.weights.late", "2"),
        ("settings.respect_holds", "first"),
    ],
)
def test_an_assumption_that_moves_the_plan_is_listed_as_used(of: str, value: str) -> None:
    roof = {"id": "roof", "space": "b", "from": "2027-02-01", "to": "2027-02-02"}
    assert plan(lot(closures=[roof], assumptions=[pin(of, value)])).assumptions == ("pin",)


@pytest.mark.parametrize(
    ("of", "value"), [("p.name", "A name"), ("settings.work_week", "6"), ("l-a.sublet", "yes"), ("a.area", "100 m2")]
)
def test_an_assumption_that_moves_no_plan_is_not_listed(of: str, value: str) -> None:
    assert plan(lot(assumptions=[pin(of, value)])).assumptions == ()


def test_options_that_are_exercised_from_a_day_nothing_names_stop() -> None:
    option = {"kind": "expand", "spaces": ["b"], "exercised": True}
    assert set(missing(lot(lease("l-a", "a", options=[option])))) == {"l-a.options.0.from"}
    season = {"kind": "break", "from": "2027-21", "exercised": True}
    assert set(missing(lot(lease("l-a", "a", options=[season])))) == {"l-a.options.0.from"}


def test_an_access_or_a_due_of_a_need_in_a_season_must_be_pinned() -> None:
    facts = lot(
        lease("l-a", "a", access="2027-21", builds_in_access=True),
        productions=[production("p", need(due="2027-22"))],
    )
    assert set(missing(facts)) == {"l-a.access", "p.needs.m.due"}


def test_a_break_ends_the_term_whatever_extends_it() -> None:
    broken = {"kind": "break", "from": "2027-01-12", "exercised": True}
    longer = {"kind": "extend", "adds": "P1Y", "exercised": True}
    for options in ([broken, longer], [longer, broken]):
        assert [item.production for item in plan(lot(lease("l-a", "a", options=options))).unplaced] == ["p"]


def test_an_extension_past_the_last_year_ends_with_it() -> None:
    longer = {"kind": "extend", "adds": "P9000Y", "exercised": True}
    assert placed(plan(lot(lease("l-a", "a", options=[longer])))) == {"p/m": ("a", "2027-01-10", "2027-01-12")}
