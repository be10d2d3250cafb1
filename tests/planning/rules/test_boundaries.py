"""At the boundary of each rule, with the days spelled out, the solver and the audit say the same."""

from __future__ import annotations

from typing import Any

import pytest

from planning.asking import lease, need, production, stage
from planning.audit.written import put
from planning.rules.asked_of_both import lot, verdict
from stagehold.planning.plan import Placement


def test_occupancy_allows_a_gap_of_exactly_the_turnover_days() -> None:
    spaces = [stage("a", turnover_after=2, turnover_before=1)]
    facts = lot(production("p"), production("q"), spaces=spaces)
    first = put("p/m", "a", "2027-01-10")  # the 10th to the 12th, clear the 13th to the 15th
    assert verdict(facts, first, put("q/m", "a", "2027-01-16"))
    assert not verdict(facts, first, put("q/m", "a", "2027-01-15"))


def test_occupancy_asks_no_turnover_of_a_set_that_is_kept() -> None:
    spaces = [stage("a", turnover_after=2)]
    kept = need(3, after=[{"need": "m", "keep": True}]) | {"id": "n"}
    facts = lot(production("p", need(), kept), production("q"), spaces=spaces)
    first = put("p/m", "a", "2027-01-10")
    assert verdict(facts, first, put("p/n", "a", "2027-01-13"))
    pair = first, put("p/n", "a", "2027-01-25")  # the set stands from the 13th to the 24th
    assert verdict(facts, *pair)
    assert not verdict(facts, *pair, put("q/m", "a", "2027-01-18"))
    assert verdict(facts, *pair, put("q/m", "a", "2027-01-30"))
    assert not verdict(facts, *pair, put("q/m", "a", "2027-01-29"))


def test_occupancy_lets_a_set_stand_on_leased_days_only() -> None:
    kept = need(3, after=[{"need": "m", "keep": True}]) | {"id": "n"}
    for closed_on, allowed in (("2027-01-20", False), ("2027-01-28", True)):
        closed = [{"id": "roof", "space": "a", "from": closed_on, "to": closed_on}]
        facts = lot(production("p", need(), kept), closures=closed)
        assert verdict(facts, put("p/m", "a", "2027-01-10"), put("p/n", "a", "2027-01-25")) is allowed


def test_serving_holds_to_the_first_and_the_last_leased_day() -> None:
    facts = lot(production("p", ready="2027-01-01"))
    assert verdict(facts, put("p/m", "a", "2027-01-04"))
    assert not verdict(facts, put("p/m", "a", "2027-01-03"))
    assert verdict(facts, put("p/m", "a", "2027-03-29"))  # its last day is the 31st
    assert not verdict(facts, put("p/m", "a", "2027-03-30"))


def test_serving_holds_to_ready_and_the_last_day_of_the_window() -> None:
    facts = lot(production("p", window="2027-01-05/2027-01-20"))
    assert verdict(facts, put("p/m", "a", "2027-01-10"))
    assert not verdict(facts, put("p/m", "a", "2027-01-09"))
    assert verdict(facts, put("p/m", "a", "2027-01-18"))
    assert not verdict(facts, put("p/m", "a", "2027-01-19"))


def test_serving_holds_to_phase_windows() -> None:
    phases = {"id": "m", "phases": {"build": 2, "shoot": 3}, "phase_windows": {"shoot": "2027-01-20/2027-01-24"}}
    facts = lot(production("p", phases))

    def on(start: str) -> Placement:
        return put("p/m", "a", start, ("build", 2), ("shoot", 3))

    assert verdict(facts, on("2027-01-18"))  # shoots from the 20th
    assert not verdict(facts, on("2027-01-17"))
    assert verdict(facts, on("2027-01-20"))  # shoots to the 24th
    assert not verdict(facts, on("2027-01-21"))


def test_serving_lets_builds_and_nothing_else_stand_in_the_days_of_access() -> None:
    early = lease("l-a", "a", "2027-01-20/2027-03-31", access="2027-01-10", builds_in_access=True)
    facts = lot(production("p", {"id": "m", "phases": {"build": 5, "shoot": 3}}), leases=[early])

    def on(start: str) -> Placement:
        return put("p/m", "a", start, ("build", 5), ("shoot", 3))

    assert verdict(facts, on("2027-01-15"))  # shoots from the 20th, the first day of the term
    assert not verdict(facts, on("2027-01-14"))


def test_serving_lets_the_longest_stage_set_the_length() -> None:
    facts = lot(production("p", need(3, days_on={"b": 5}, stages=2)))
    assert verdict(facts, put("p/m", "a b", "2027-01-10", days=5))
    assert verdict(facts, put("p/m", "a b", "2027-03-27", days=5))  # to the 31st
    assert not verdict(facts, put("p/m", "a b", "2027-03-28", days=5))


def test_serving_asks_for_as_many_stages_as_the_need() -> None:
    facts = lot(production("p", need(stages=2)))
    assert verdict(facts, put("p/m", "a b", "2027-01-10"))
    assert not verdict(facts, put("p/m", "a", "2027-01-10"))


def test_serving_starts_on_working_days_and_counts_them() -> None:
    facts = lot(production("p", calendar="working"))
    assert verdict(facts, put("p/m", "a", "2027-01-12"))  # Tuesday to Thursday
    assert not verdict(facts, put("p/m", "a", "2027-01-11"))  # Coming of Age Day
    assert not verdict(facts, put("p/m", "a", "2027-01-16"))  # Saturday
    assert verdict(facts, put("p/m", "a", "2027-01-15", days=5))  # Friday, Monday, Tuesday


def test_serving_takes_every_member_of_a_joined_whole() -> None:
    spaces = [stage("a", area="500 m2", joins=["b"]), stage("b", area="400 m2"), stage("c", area="900 m2")]
    facts = lot(production("p", need(min_area="900 m2")), production("q"), spaces=spaces)
    whole = put("p/m", "a+b", "2027-01-10")
    assert verdict(facts, whole, put("q/m", "b", "2027-01-13"))
    assert not verdict(facts, whole, put("q/m", "b", "2027-01-12"))
    assert not verdict(facts, put("p/m", "a+c", "2027-01-10"))
    short = lot(production("p", need(min_area="900.1 m2")), spaces=spaces)
    assert not verdict(short, put("p/m", "a+b", "2027-01-10"))


@pytest.mark.parametrize(
    ("fields", "earliest", "latest"),
    [
        ({"min_days": 2, "max_days": 5}, "2027-01-15", "2027-01-18"),  # from the end, the 13th
        ({"min_days": 2, "max_days": 5, "from": "start"}, "2027-01-12", "2027-01-15"),
        ({"min_days": -4, "max_days": 0, "from": "start"}, "2027-01-06", "2027-01-10"),
    ],
)
def test_linking_allows_a_lag_of_exactly_min_and_exactly_max_days(fields: Any, earliest: str, latest: str) -> None:
    second = production("q", need(after=[{"need": "p/m", **fields}]), ready="2027-01-01")
    facts = lot(production("p"), second)
    first = put("p/m", "a", "2027-01-10")

    def day(text: str, by: int) -> Placement:
        return put("q/m", "b", f"{text[:8]}{int(text[8:]) + by:02d}")

    assert verdict(facts, first, day(earliest, 0))
    assert not verdict(facts, first, day(earliest, -1))
    assert verdict(facts, first, day(latest, 0))
    assert not verdict(facts, first, day(latest, 1))


def test_linking_returns_to_the_same_stages_which_are_free_in_between() -> None:
    back = need(3, after=[{"need": "m", "same_stages": True}]) | {"id": "n"}
    facts = lot(production("p", need(), back), production("q"))
    first = put("p/m", "a", "2027-01-10")
    assert verdict(facts, first, put("p/n", "a", "2027-01-16"), put("q/m", "a", "2027-01-13"))
    assert not verdict(facts, first, put("p/n", "b", "2027-01-16"))


def test_linking_places_nothing_behind_a_need_without_a_place() -> None:
    facts = lot(production("p"), production("q", need(after=[{"need": "p/m"}])))
    assert verdict(facts, put("p/m", "a", "2027-01-10"), put("q/m", "a", "2027-01-13"))
    assert not verdict(facts, put("q/m", "a", "2027-01-13"))


STUDIOS = [
    {"id": "lot", "name": "Lot", "country": "JP", "city": "Tokyo"},
    {"id": "near", "name": "Near", "country": "JP", "city": "Tokyo"},
    {"id": "far", "name": "Far", "country": "JP", "city": "Osaka"},
    {"id": "abroad", "name": "Abroad", "country": "KR", "city": "Paju"},
]


@pytest.mark.parametrize(
    ("together", "allowed"),
    [("studio", ""), ("city", "near"), ("country", "near far"), ("any", "near far abroad")],
)
def test_nearness_reaches_as_far_as_asked(together: str, allowed: str) -> None:
    spaces = [stage(f"s-{item['id']}", studio=item["id"]) for item in STUDIOS]
    facts = lot(production("p", need(stages=2), together=together), spaces=spaces, studios=STUDIOS)
    for studio in ("near", "far", "abroad"):
        pair = " ".join(sorted(["s-lot", f"s-{studio}"]))
        assert verdict(facts, put("p/m", pair, "2027-01-10")) is (studio in allowed.split())


def test_fixing_holds_to_the_locked_stage_and_day() -> None:
    locks = [{"id": "k", "production": "p", "need": "m", "stages": ["a"], "start": "2027-01-20"}]
    facts = lot(locks=locks)
    assert verdict(facts, put("p/m", "a", "2027-01-20"))
    assert not verdict(facts, put("p/m", "a", "2027-01-21"))
    assert not verdict(facts, put("p/m", "b", "2027-01-20"))
    assert not verdict(facts)


def test_capacity_counts_stages_and_not_more() -> None:
    """A rule that follows from occupancy: two stages carry two stays a day, and a third the day after."""
    facts = lot(production("p"), production("q"), production("r"))
    two = put("p/m", "a", "2027-01-10"), put("q/m", "b", "2027-01-10")
    assert verdict(facts, *two)
    assert verdict(facts, *two, put("r/m", "a", "2027-01-13"))
    assert not verdict(facts, *two, put("r/m", "a", "2027-01-12"))


def test_capacity_leaves_room_for_builds_in_the_days_of_access() -> None:
    leases = [
        lease("l-a", "a", "2027-01-20/2027-03-31", access="2027-01-10", builds_in_access=True),
        lease("l-b", "b", "2027-01-20/2027-03-31", access="2027-01-10", builds_in_access=True),
    ]
    needs = {"id": "m", "phases": {"build": 5, "shoot": 3}}
    facts = lot(production("p", needs), production("q", needs), leases=leases)
    both = [put(f"{id_}/m", on, "2027-01-15", ("build", 5), ("shoot", 3)) for id_, on in (("p", "a"), ("q", "b"))]
    assert verdict(facts, *both)
