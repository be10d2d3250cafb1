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


def row(stage_: str, reason: Reason, by: str = "", detail: str = "") -> Why:
    """A row about the need ``m``."""
    return Why(stage=stage_, reason=reason, by=tuple(by.split()), detail=detail, need="m")


def on(facts: Portfolio, stage_: str = "a", production_: str = "p") -> Why:
    return why(plan(facts), production_)[stage_]


def test_a_stage_of_the_studio_that_the_party_does_not_lease_is_not_leased() -> None:
    facts = lot(production("p", need(200)), spaces=[stage("a"), stage("b")], leases=[lease("l-a", "a")])
    assert on(facts, "b") == row("b", Reason.NOT_LEASED, detail="no lease of the party gives it")


def test_a_lease_that_starts_too_late_is_named() -> None:
    facts = lot(production("p", due="2027-02-01"), leases=[lease("l-a", "a", "2027-02-10/2027-03-31")])
    assert on(facts) == row("a", Reason.LEASE_STARTS, "l-a", "the lease starts on 2027-02-10")
    assert plan(facts).late[0].days == 12


def test_a_lease_that_ends_too_soon_is_named() -> None:
    facts = lot(production("p"), leases=[lease("l-a", "a", "2027-01-04/2027-01-11")])
    assert (on(facts).reason, on(facts).by) == (Reason.LEASE_ENDS, ("l-a",))
    assert "2027-01-11" in on(facts).detail
    assert "3 days" in on(facts).detail


def test_a_stay_of_another_production_is_named_with_its_days() -> None:
    facts = lot(production("q", priority=5, due="2027-01-13"), production("p", due="2027-01-13"))
    assert on(facts) == row("a", Reason.TAKEN, "q", "q 2027-01-10 to 2027-01-12")


def test_a_confirmed_booking_of_others_is_named() -> None:
    lines = [{"space": "a", "days": "2027-01-04/2027-03-31", "state": "confirmed"}]
    facts = lot(production("p"), bookings=[{"id": "theirs", "party": "them", "lines": lines}])
    assert (on(facts).reason, on(facts).by) == (Reason.TAKEN, ("theirs",))


def test_a_closure_is_named() -> None:
    closed = [{"id": "roof", "space": "a", "from": "2027-01-11", "to": "2027-03-30"}]
    facts = lot(production("p"), closures=closed)
    assert on(facts) == row("a", Reason.CLOSED, "roof", "roof 2027-01-11 to 2027-03-30")


def test_a_stage_out_of_service_is_closed() -> None:
    facts = lot(production("p"), spaces=[stage("a", in_service="2028-01-01/..")])
    assert (on(facts).reason, on(facts).detail) == (Reason.CLOSED, "out of service")


def test_a_lock_in_the_way_is_named_instead_of_its_production() -> None:
    locks = [{"id": "star", "production": "q", "need": "m", "stages": ["a"], "start": "2027-01-10"}]
    facts = lot(production("q"), production("p", due="2027-01-13"), locks=locks)
    assert on(facts) == row("a", Reason.LOCKED, "star", on(facts).detail)


def test_a_lock_of_the_production_itself_is_named_where_another_stage_would_do() -> None:
    spaces = [stage("a"), stage("b")]
    locks = [{"id": "star", "production": "p", "need": "m", "stages": ["a"]}]
    leases = [lease("l-a", "a", "2027-02-10/2027-03-31"), lease("l-b", "b")]
    facts = lot(production("p", due="2027-01-13"), spaces=spaces, leases=leases, locks=locks)
    assert on(facts, "b") == row("b", Reason.LOCKED, "star", "to other stages")
    assert on(facts, "a").reason is Reason.LEASE_STARTS


def test_a_lock_of_the_start_is_named_where_an_earlier_day_would_do() -> None:
    locks = [{"id": "star", "production": "p", "need": "m", "start": "2027-02-10"}]
    facts = lot(production("p", due="2027-01-13"), locks=locks)
    assert on(facts) == row("a", Reason.LOCKED, "star", "to start on 2027-02-10")


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
    assert on(facts, "b") == row("b", Reason.AFTER, "q/m", "not before 2027-02-09")


def test_a_need_behind_one_without_a_place_says_so() -> None:
    facts = lot(production("q", need(300)), production("p", need(after=[{"need": "q/m"}])))
    assert on(facts) == row("a", Reason.AFTER, "q/m", "that need has no place")


def test_days_that_do_not_fit_the_window_are_out_of_it_whatever_the_stage() -> None:
    facts = lot(production("p", need(30), window="2027-01-10/2027-02-01"))
    assert on(facts).reason is Reason.OUT_OF_WINDOW
    assert on(facts).detail.startswith(
        "30 days do not fit between 2027-01-10 and 2027-02-01, the last day of its window"
    )


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


def test_two_stages_that_are_free_at_different_times_do_not_fit_two_at_once() -> None:
    both = production("p", need(30, stages=2), window="2027-01-10/2027-03-31")
    rivals = [
        production("q", need(40, allowed=["a"]), priority=90, ready="2027-01-10", due="2027-02-19", drop_cost=9999),
        production("r", need(40, allowed=["b"]), priority=90, ready="2027-02-15", due="2027-03-27", drop_cost=9999),
    ]
    found = why(plan(lot(*rivals, both, spaces=[stage("a"), stage("b")])))
    assert {name: (item.reason, item.by) for name, item in found.items()} == {
        "a": (Reason.TAKEN, ("r",)),
        "b": (Reason.TAKEN, ("q",)),
    }
    assert found["a"].detail == "free itself, but 2 stages are asked for at once: r 2027-02-15 to 2027-03-26"


def test_needs_that_each_fit_but_not_beside_each_other_name_the_one_in_the_way() -> None:
    facts = lot(production("p", need(50), need(50) | {"id": "n"}))
    rows = plan(facts).unplaced[0].why
    assert [(item.need, item.reason, item.by) for item in rows] == [("n", Reason.TAKEN, ("p",))]
    assert rows[0].detail == "p 2027-01-10 to 2027-02-28 (with m from 2027-01-10)"


def test_a_set_that_is_kept_on_a_stage_takes_it_in_between() -> None:
    keeps = [need(10), need(10, after=[{"need": "m", "min_days": 30, "keep": True}]) | {"id": "back"}]
    first = production("q", *keeps, priority=9, due="2027-03-01", drop_cost=9999)
    facts = lot(first, production("p", ready="2027-01-25", due="2027-01-28"))
    assert on(facts) == row("a", Reason.TAKEN, "q", "q 2027-01-10 to 2027-02-18")


def test_a_need_that_returns_to_its_stage_is_bound_to_it() -> None:
    back = need(10, after=[{"need": "m", "same_stages": True}]) | {"id": "back"}
    rival = production("q", need(60, allowed=["a"]), ready="2027-01-20", due="2027-03-21", priority=9, drop_cost=9999)
    facts = lot(
        rival,
        production("p", need(10, allowed=["a"]), back, due="2027-02-01"),
        spaces=[stage("a"), stage("b")],
        leases=[lease("l-a", "a", "2027-01-04/2027-12-31"), lease("l-b", "b")],
    )
    assert on(facts, "b") == Why(
        stage="b", reason=Reason.AFTER, by=("p/m",), detail="on the stages of that need: a", need="back"
    )


def test_a_need_before_one_that_stands_already_may_not_come_later_than_that_allows() -> None:
    """Behind p/m, which a lock keeps from moving, comes q at most five days after; so p/m cannot start sooner."""
    locks = [{"id": "star", "production": "q", "need": "m", "start": "2027-02-10"}]
    behind = production("q", need(after=[{"need": "p/m", "max_days": 5}]))
    facts = lot(production("p", due="2027-01-13"), behind, spaces=[stage("a"), stage("b")], locks=locks)
    assert on(facts, "b") == row("b", Reason.AFTER, "q/m", "not before 2027-02-02")


def test_phases_that_miss_their_window_say_so() -> None:
    facts = lot(production("p", need(10, phase_windows={"shoot": "2027-01-20/2027-01-25"})))
    detail = "10 days from 2027-01-10 on do not fit the window of their phases (shoot), whatever the stage"
    assert on(facts) == row("a", Reason.OUT_OF_WINDOW, detail=detail)


def test_clear_days_of_a_stage_are_in_the_way_as_its_stays_are() -> None:
    rival = production("q", need(5, allowed=["a"]), priority=9, due="2027-01-15")
    facts = lot(rival, production("p", due="2027-01-20"), spaces=[stage("a", turnover_after=7)])
    assert on(facts) == row("a", Reason.TAKEN, "q", "q 2027-01-10 to 2027-01-14")


def test_a_stay_that_takes_none_of_the_starts_wanted_is_not_named() -> None:
    """p is asked for until 21 January; r, from the 25th on, is not in its way."""
    rivals = [
        production("q", need(15), priority=9, due="2027-01-25"),
        production("r", need(20), ready="2027-01-25", due="2027-02-14", priority=9),
    ]
    facts = lot(*rivals, production("p", due="2027-01-24", ready="2027-01-12"))
    assert on(facts) == row("a", Reason.TAKEN, "q", "q 2027-01-10 to 2027-01-24")


def test_a_stay_whose_lock_leaves_it_other_days_is_taken_not_locked() -> None:
    locks = [{"id": "star", "production": "q", "need": "m", "stages": ["a"]}]
    facts = lot(production("q", priority=5, due="2027-01-13"), production("p", due="2027-01-13"), locks=locks)
    assert on(facts) == row("a", Reason.TAKEN, "q", "q 2027-01-10 to 2027-01-12")


def test_many_stays_in_the_way_are_named_up_to_a_number() -> None:
    days = [f"2027-02-{number:02}" for number in range(1, 29)]
    rivals = [production(f"q{number}", need(1)) for number in range(28)]
    locks = [
        {"id": f"k{number}", "production": f"q{number}", "need": "m", "start": day} for number, day in enumerate(days)
    ]
    found = on(lot(*rivals, production("p", need(2), window="2027-02-01/2027-02-28"), locks=locks))
    assert (found.reason, len(found.by)) == (Reason.TAKEN, 20)
    assert found.detail.endswith(" and 22 more")


def test_what_a_late_stay_would_cost_stands_beside_a_stage_that_fits() -> None:
    facts = lot(production("p", need(30), due="2027-01-15", drop_cost=2))
    detail = "it fits from 2027-01-10 on, 25 days late; that costs no less than leaving it out"
    assert on(facts) == row("a", Reason.COSTS_MORE, detail=detail)


def test_a_need_with_a_later_due_is_not_to_blame_for_one_that_keeps_the_production_late() -> None:
    early = need(allowed=["a"], due="2027-01-11")
    facts = lot(
        production("p", early, need(allowed=["b"], due="2027-03-01") | {"id": "n"}), spaces=[stage("a"), stage("b")]
    )
    assert {item.need for item in plan(facts).late[0].why} == {"m"}


def test_a_production_on_time_has_no_reasons() -> None:
    made = plan(lot(production("p", due="2027-01-13")))
    assert (made.late, made.unplaced) == ((), ())


def test_every_reason_is_tested_here() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    assert [reason.name for reason in Reason if f"Reason.{reason.name}" not in tested] == []
