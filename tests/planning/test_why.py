"""Why a production is late or unplaced: each reason on a portfolio small enough to see that it is the right one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planning.asking import lease, need, placed, plan, portfolio, production, stage, why
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Reason, Why


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    """Stages as told (a unless told), each leased for the first quarter of 2027 unless leases are told."""
    tables.setdefault("spaces", [stage("a")])
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in tables["spaces"]])
    return portfolio(productions=productions, **tables)


def on(facts: Portfolio, stage_: str = "a", production_: str = "p") -> Why:
    return why(plan(facts), production_)[stage_]


def test_a_stage_of_the_studio_that_the_party_does_not_lease_is_not_leased() -> None:
    facts = lot(production("p", need(200)), spaces=[stage("a"), stage("b")], leases=[lease("l-a", "a")])
    assert on(facts, "b") == Why(stage="b", reason=Reason.NOT_LEASED, detail="no lease of the party gives it")


def test_a_lease_that_starts_too_late_is_named() -> None:
    facts = lot(production("p", due="2027-02-01"), leases=[lease("l-a", "a", "2027-02-10/2027-03-31")])
    assert on(facts) == Why(stage="a", reason=Reason.LEASE_STARTS, by=("l-a",), detail="the lease starts on 2027-02-10")
    assert plan(facts).late[0].days == 12


def test_a_lease_that_ends_too_soon_is_named() -> None:
    facts = lot(production("p"), leases=[lease("l-a", "a", "2027-01-04/2027-01-11")])
    assert (on(facts).reason, on(facts).by) == (Reason.LEASE_ENDS, ("l-a",))
    assert "2027-01-12" in on(facts).detail
    assert "3 days" in on(facts).detail


def test_a_stay_of_another_production_is_named_with_its_days() -> None:
    facts = lot(production("q", priority=5, due="2027-01-13"), production("p", due="2027-01-13"))
    assert on(facts) == Why(stage="a", reason=Reason.TAKEN, by=("q",), detail="q 2027-01-10 to 2027-01-13")


def test_a_confirmed_booking_of_others_is_named() -> None:
    lines = [{"space": "a", "days": "2027-01-04/2027-03-31", "state": "confirmed"}]
    facts = lot(production("p"), bookings=[{"id": "theirs", "party": "them", "lines": lines}])
    assert (on(facts).reason, on(facts).by) == (Reason.TAKEN, ("theirs",))


def test_a_closure_is_named() -> None:
    closed = [{"id": "roof", "space": "a", "from": "2027-01-11", "to": "2027-03-30"}]
    facts = lot(production("p"), closures=closed)
    assert on(facts) == Why(stage="a", reason=Reason.CLOSED, by=("roof",), detail="roof 2027-01-11 to 2027-03-31")


def test_a_stage_out_of_service_is_closed() -> None:
    facts = lot(production("p"), spaces=[stage("a", in_service="2028-01-01/..")])
    assert (on(facts).reason, on(facts).detail) == (Reason.CLOSED, "out of service")


def test_a_lock_in_the_way_is_named_instead_of_its_production() -> None:
    locks = [{"id": "star", "production": "q", "need": "m", "stages": ["a"], "start": "2027-01-10"}]
    facts = lot(production("q"), production("p", due="2027-01-13"), locks=locks)
    assert on(facts) == Why(stage="a", reason=Reason.LOCKED, by=("star",), detail=on(facts).detail)


def test_a_lock_of_the_production_itself_is_named_where_another_stage_would_do() -> None:
    spaces = [stage("a"), stage("b")]
    locks = [{"id": "star", "production": "p", "need": "m", "stages": ["a"]}]
    leases = [lease("l-a", "a", "2027-02-10/2027-03-31"), lease("l-b", "b")]
    facts = lot(production("p", due="2027-01-13"), spaces=spaces, leases=leases, locks=locks)
    assert on(facts, "b") == Why(stage="b", reason=Reason.LOCKED, by=("star",), detail="to other stages")
    assert on(facts, "a").reason is Reason.LEASE_STARTS


def test_a_lock_of_the_start_is_named_where_an_earlier_day_would_do() -> None:
    locks = [{"id": "star", "production": "p", "need": "m", "start": "2027-02-10"}]
    facts = lot(production("p", due="2027-01-13"), locks=locks)
    assert on(facts) == Why(stage="a", reason=Reason.LOCKED, by=("star",), detail="to start on 2027-02-10")


def test_a_stage_that_is_too_small_too_low_or_lacks_a_feature_says_by_how_much() -> None:
    small = stage("a", area="500 m2", clear_height="8 m", features=["grid"])
    area = lot(production("p", need(min_area="900 m2")), spaces=[small])
    height = lot(production("p", need(min_height="10 m")), spaces=[small])
    feature = lot(production("p", need(features=["tank", "grid"])), spaces=[small])
    assert (on(area).reason, on(area).detail) == (Reason.TOO_SMALL, "500 m2, asked 900 m2")
    assert (on(height).reason, on(height).detail) == (Reason.TOO_LOW, "8.00 m, asked 10 m")
    assert (on(feature).reason, on(feature).detail) == (Reason.LACKS, "tank")


def test_a_stage_whose_area_or_height_nobody_states_is_unknown() -> None:
    assert on(lot(production("p", need(min_area="900 m2")))).reason is Reason.UNKNOWN
    assert on(lot(production("p", need(min_height="10 m")))).reason is Reason.UNKNOWN


def test_a_stage_on_which_nothing_says_how_long_it_takes_is_unknown_and_a_finding() -> None:
    facts = lot(
        production("p", {"id": "m", "days_on": {"b": 3}}),
        spaces=[stage("a"), stage("b")],
        leases=[lease("l-a", "a"), lease("l-b", "b", "2027-01-04/2027-01-05")],
    )
    assert on(facts).reason is Reason.UNKNOWN
    assert [(item.rule, item.found) for item in plan(facts).findings if item.field.endswith("days_on")] == [
        ("no-length-on-stage", "a")
    ]


def test_a_stage_that_the_need_does_not_allow_is_not_allowed() -> None:
    spaces = [stage("a"), stage("b")]
    leases = [lease("l-a", "a"), lease("l-b", "b", "2027-01-04/2027-01-05")]
    facts = lot(production("p", need(allowed=["b"])), spaces=spaces, leases=leases)
    only = lot(production("p", {"id": "m", "days_on": {"b": 3}, "only": True}), spaces=spaces, leases=leases)
    assert on(facts).reason is Reason.NOT_ALLOWED
    assert on(only).reason is Reason.NOT_ALLOWED


YARD = {"id": "yard", "name": "Yard", "country": "JP"}
LOT = {"id": "lot", "name": "Lot", "country": "JP"}


def test_a_stage_elsewhere_than_the_other_needs_is_apart() -> None:
    spaces = [stage("a"), stage("y", studio="yard")]
    needs = [need(allowed=["a"]), need(20, allowed=["a", "y"]) | {"id": "n"}]
    facts = lot(production("p", *needs, due="2027-01-30"), spaces=spaces, studios=[LOT, YARD])
    assert placed(plan(facts))["p/n"][0] == "a"
    found = on(facts, "y")
    assert (found.reason, found.by, found.detail) == (Reason.APART, ("p",), "need m is placed elsewhere")


def test_a_need_behind_another_says_which_and_until_when() -> None:
    later = need(after=[{"need": "q/m"}])
    facts = lot(production("q", need(30)), production("p", later, due="2027-01-20"), spaces=[stage("a"), stage("b")])
    assert placed(plan(facts))["q/m"][0] == "a"
    assert on(facts, "b") == Why(stage="b", reason=Reason.AFTER, by=("q/m",), detail="not before 2027-02-09")


def test_a_need_behind_one_without_a_place_says_so() -> None:
    facts = lot(production("q", need(300)), production("p", need(after=[{"need": "q/m"}])))
    assert on(facts) == Why(stage="a", reason=Reason.AFTER, by=("q/m",), detail="that need has no place")


def test_days_that_do_not_fit_the_window_are_out_of_it_whatever_the_stage() -> None:
    facts = lot(production("p", need(30), window="2027-01-10/2027-02-01"))
    assert on(facts).reason is Reason.OUT_OF_WINDOW
    assert on(facts).detail.startswith("30 days do not fit between 2027-01-10 and 2027-02-02")


def test_a_production_left_out_though_it_would_fit_costs_more_than_it_is_worth() -> None:
    facts = lot(production("p", need(30), due="2027-01-15", drop_cost=2))
    assert [item.production for item in plan(facts).unplaced] == ["p"]
    assert on(facts).reason is Reason.COSTS_MORE


def test_a_need_that_fits_is_not_named_beside_one_that_does_not() -> None:
    facts = lot(production("p", need(), need(200) | {"id": "n"}))
    entries = plan(facts).unplaced[0].why
    assert [item.reason for item in entries] == [Reason.LEASE_ENDS]


def test_a_free_stage_says_what_takes_the_others_when_several_are_asked_for_at_once() -> None:
    both = production("p", need(stages=2), due="2027-01-13")
    first = production("q", need(allowed=["a"]), priority=9, due="2027-01-13")
    facts = lot(first, both, spaces=[stage("a"), stage("b")])
    found = on(facts, "b")
    assert (found.reason, found.by) == (Reason.TAKEN, ("q",))
    assert found.detail.startswith("free itself, but 2 stages are asked for at once")


def test_a_joined_whole_has_a_reason_of_its_own() -> None:
    spaces = [stage("a", area="500 m2", joins=["b"]), stage("b", area="500 m2")]
    whole = production("p", need(min_area="900 m2"), due="2027-01-13")
    facts = lot(production("q", need(allowed=["b"]), priority=9, due="2027-01-13"), whole, spaces=spaces)
    reasons = {stage_: item.reason for stage_, item in why(plan(facts)).items()}
    assert reasons == {"a": Reason.TOO_SMALL, "b": Reason.TOO_SMALL, "a+b": Reason.TAKEN}


def test_a_production_on_time_has_no_reasons() -> None:
    made = plan(lot(production("p", due="2027-01-13")))
    assert (made.late, made.unplaced) == ((), ())


def test_every_reason_is_tested_here() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    assert [reason.name for reason in Reason if f"Reason.{reason.name}" not in tested] == []
