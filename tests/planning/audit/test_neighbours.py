"""What else stands on a stage: other needs, other parties, sets that are kept, and the days needs keep apart."""

from __future__ import annotations

from typing import Any

import pytest

from planning.audit.written import broken, lease, one_stage, put, stage

SHOOT = {"phases": {"shoot": 3}}
OTHER = {"id": "q", "needs": [{"id": "m", **SHOOT}]}


def two_needs(after: dict[str, Any] | None, **tables: Any):
    """``p/m`` and ``p/n`` of three days each, the second linked to the first; stages a and b with two clear days."""
    stages = tables.pop("spaces", [stage("a", turnover_after=2), stage("b", turnover_after=2)])
    needs = [{"id": "m", **SHOOT}, {"id": "n", **SHOOT, **({"after": [after]} if after else {})}]
    return one_stage(spaces=stages, p={"needs": needs}, **tables)


def test_two_needs_never_share_a_day_on_a_stage() -> None:
    facts = one_stage(spaces=[stage("a"), stage("b")], others=[OTHER])
    first = put("p/m", "a", "2027-01-10")
    assert broken(facts, first, put("q/m", "a", "2027-01-13")) == []
    assert broken(facts, first, put("q/m", "a", "2027-01-07")) == []
    assert broken(facts, first, put("q/m", "b", "2027-01-11")) == []
    assert broken(facts, first, put("q/m", "a", "2027-01-12")) == ["overlap"]
    assert broken(facts, first, put("q/m", "a", "2027-01-10")) == ["overlap"]


def test_a_joined_whole_takes_each_of_its_stages() -> None:
    spaces = [stage("a", area=500), stage("b", area=500, joins=["a"])]
    facts = one_stage({"min_area": 900}, spaces=spaces, others=[OTHER])
    assert broken(facts, put("p/m", "a+b", "2027-01-10"), put("q/m", "b", "2027-01-13")) == []
    assert broken(facts, put("p/m", "a+b", "2027-01-10"), put("q/m", "b", "2027-01-12")) == ["overlap"]


def test_turnover_after_and_before_lie_between_two_stays() -> None:
    facts = one_stage(spaces=[stage("a", turnover_after=2, turnover_before=1)], others=[OTHER])
    first = put("p/m", "a", "2027-01-10")  # to the 12th, clear 13 to 15
    assert broken(facts, first, put("q/m", "a", "2027-01-16")) == []
    assert broken(facts, first, put("q/m", "a", "2027-01-15")) == ["turnover"]
    assert broken(facts, first, put("q/m", "a", "2027-01-05")) == ["turnover"]
    assert broken(facts, first, put("q/m", "a", "2027-01-04")) == []


def booking(party: str = "them", **fields: Any) -> dict[str, Any]:
    line = {"space": "a", "days": "2027-01-13/2027-01-14", "state": "confirmed", **fields.pop("line", {})}
    return {"id": "b", "party": party, "lines": [line], **fields}


def test_a_confirmed_booking_of_others_is_a_stay() -> None:
    facts = one_stage(spaces=[stage("a", turnover_after=1)], bookings=[booking()])
    assert broken(facts, put("p/m", "a", "2027-01-09")) == []
    assert broken(facts, put("p/m", "a", "2027-01-10")) == ["turnover"]
    assert broken(facts, put("p/m", "a", "2027-01-11")) == ["booked"]
    assert broken(facts, put("p/m", "a", "2027-01-15")) == ["turnover"]
    assert broken(facts, put("p/m", "a", "2027-01-16")) == []


@pytest.mark.parametrize("state", ["hold", "released", "expired", "cancelled", "lapsed"])
def test_a_line_that_is_not_confirmed_is_not_in_the_way(state: str) -> None:
    facts = one_stage(bookings=[booking(line={"state": state, "rank": 1})])
    assert broken(facts, put("p/m", "a", "2027-01-12")) == []


def test_first_holds_of_others_block_where_they_are_respected() -> None:
    respected = {"respect_holds": "first"}
    first, second = booking(line={"state": "hold", "rank": 1}), booking(line={"state": "hold", "rank": 2})
    assert broken(one_stage(bookings=[first], settings=respected), put("p/m", "a", "2027-01-12")) == ["held"]
    assert broken(one_stage(bookings=[second], settings=respected), put("p/m", "a", "2027-01-12")) == []
    ours = booking("us", line={"state": "hold", "rank": 1})
    assert broken(one_stage(bookings=[ours], settings=respected), put("p/m", "a", "2027-01-12")) == []


def test_an_own_confirmed_booking_of_no_production_is_in_the_way() -> None:
    assert broken(one_stage(bookings=[booking("us")]), put("p/m", "a", "2027-01-12")) == ["booked"]


@pytest.mark.parametrize(
    ("after", "right", "wrong"),
    [
        ({}, ["01-13", "02-20"], ["01-12", "01-10"]),
        ({"min_days": 5}, ["01-18"], ["01-17"]),
        ({"max_days": 5}, ["01-13", "01-18"], ["01-19"]),
        ({"from": "start"}, ["01-10", "01-11"], ["01-09"]),
        ({"from": "start", "min_days": -2, "max_days": 1}, ["01-08", "01-11"], ["01-07", "01-12"]),
    ],
    ids=str,
)
def test_a_lag_counts_from_the_start_or_the_end_of_the_earlier_need(
    after: dict[str, Any], right: list[str], wrong: list[str]
) -> None:
    facts = two_needs({"need": "m", **after})
    first = put("p/m", "a", "2027-01-10")  # to the 12th
    for day in right:
        assert broken(facts, first, put("p/n", "b", f"2027-{day}")) == []
    for day in wrong:
        assert broken(facts, first, put("p/n", "b", f"2027-{day}")) == ["after"]


def test_a_link_may_lead_to_a_need_of_another_production_which_then_has_a_place() -> None:
    facts = one_stage({"after": [{"need": "q/m", "min_days": 2}]}, others=[OTHER])
    assert broken(facts, put("q/m", "a", "2027-01-10"), put("p/m", "a", "2027-01-15")) == []
    assert broken(facts, put("q/m", "a", "2027-01-10"), put("p/m", "a", "2027-01-14")) == ["after"]
    assert broken(facts, put("p/m", "a", "2027-01-14")) == ["after"]


def test_same_stages_are_used_again_after_their_turnover() -> None:
    facts = two_needs({"need": "m", "same_stages": True})
    first = put("p/m", "a", "2027-01-10")
    assert broken(facts, first, put("p/n", "a", "2027-01-15")) == []
    assert broken(facts, first, put("p/n", "b", "2027-01-15")) == ["same-stages"]
    assert broken(facts, first, put("p/n", "a", "2027-01-14")) == ["turnover"]


def test_a_kept_set_needs_no_turnover_and_the_same_stages() -> None:
    facts = two_needs({"need": "m", "keep": True})
    first = put("p/m", "a", "2027-01-10")
    assert broken(facts, first, put("p/n", "a", "2027-01-13")) == []
    assert broken(facts, first, put("p/n", "a", "2027-01-14")) == []
    assert broken(facts, first, put("p/n", "b", "2027-01-14")) == ["keep"]


def test_a_set_under_keep_from_start_never_stands_in_its_own_way() -> None:
    facts = two_needs({"need": "m", "keep": True, "from": "start"})
    assert broken(facts, put("p/m", "a", "2027-01-10"), put("p/n", "a", "2027-01-12")) == ["overlap"]


def test_a_kept_set_occupies_the_stage_in_between() -> None:
    needs = {"need": "m", "keep": True}
    first, second = put("p/m", "a", "2027-01-10"), put("p/n", "a", "2027-01-25")
    assert broken(two_needs(needs, others=[OTHER]), first, second, put("q/m", "a", "2027-01-18")) == ["overlap"]
    assert broken(two_needs(None, others=[OTHER]), first, second, put("q/m", "a", "2027-01-18")) == []
    assert broken(two_needs(needs, others=[OTHER]), first, second, put("q/m", "a", "2027-01-30")) == []
    assert broken(two_needs(needs, others=[OTHER]), first, second, put("q/m", "a", "2027-01-29")) == ["turnover"]
    closure = [{"id": "c", "space": "a", "from": "2027-01-20", "to": "2027-01-20"}]
    assert broken(two_needs(needs, closures=closure), first, second) == ["closed"]
    taken = [booking(line={"days": "2027-01-20"})]
    assert broken(two_needs(needs, bookings=taken), first, second) == ["booked"]
    gap = [lease("l", "a", "2027-01-04/2027-01-15"), lease("m", "a", "2027-01-20/2027-02-20")]
    assert broken(two_needs(needs, leases=gap), first, second) == ["off-lease"]
    assert broken(two_needs(None, leases=gap), first, second) == []


def test_a_kept_set_runs_through_three_needs() -> None:
    needs = [
        {"id": "m", **SHOOT},
        {"id": "n", **SHOOT, "after": [{"need": "m", "keep": True}]},
        {"id": "o", **SHOOT, "after": [{"need": "n", "keep": True}]},
    ]
    facts = one_stage(spaces=[stage("a", turnover_after=9)], p={"needs": needs})
    stays = [put(f"p/{id_}", "a", f"2027-01-{day}") for id_, day in [("m", 10), ("n", 14), ("o", 17)]]
    assert broken(facts, *stays) == []
