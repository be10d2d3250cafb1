"""A lease that changes while it runs: planner and audit read its modifications alike, each day by itself."""

from __future__ import annotations

from typing import Any

import pytest

from planning.asking import need, plan, production
from planning.audit.written import broken, lease, portfolio, put, stage
from planning.rules.asked_of_both import lot, verdict
from stagehold.domain.errors import MissingFacts, NotSupported
from stagehold.domain.portfolio import Portfolio


def changed(*events: dict[str, Any], term: str = "2027-01-04/2027-03-31", **fields: Any) -> Portfolio:
    """Stages a, b and c; a and b on one lease that these modifications change."""
    rows = [{"kind": "modify", **event} for event in events]
    return lot(
        production("p", need(3)),
        spaces=[stage("a"), stage("b"), stage("c")],
        leases=[lease("l", "a b", term, events=rows, **fields)],
    )


def days(facts: Portfolio, on: str, first: str, last: str) -> tuple[bool, bool]:
    """Whether three days of shooting may begin on the first, and on the last of two days."""
    return verdict(facts, put("p/m", on, first)), verdict(facts, put("p/m", on, last))


def test_a_stage_given_up_is_ours_until_the_day_before() -> None:
    facts = changed({"on": "2027-02-01", "spaces": ["a"]})
    assert days(facts, "b", "2027-01-29", "2027-01-30") == (True, False)
    assert days(facts, "a", "2027-01-30", "2027-03-29") == (True, True)


def test_a_stage_taken_in_is_ours_from_the_day_on() -> None:
    facts = changed({"on": "2027-02-01", "spaces": ["a", "b", "c"]})
    assert days(facts, "c", "2027-01-31", "2027-02-01") == (False, True)
    assert days(facts, "b", "2027-01-31", "2027-03-29") == (True, True)


def test_a_stage_given_up_and_taken_in_again_is_away_in_between() -> None:
    facts = changed({"on": "2027-02-01", "spaces": ["a"]}, {"on": "2027-02-11", "spaces": ["a", "b"]})
    assert days(facts, "b", "2027-01-29", "2027-02-11") == (True, True)
    assert days(facts, "b", "2027-01-30", "2027-02-10") == (False, False)


def test_events_count_in_the_order_of_their_days() -> None:
    facts = changed({"on": "2027-02-11", "spaces": ["a", "b"]}, {"on": "2027-02-01", "spaces": ["a"]})
    assert days(facts, "b", "2027-01-29", "2027-02-11") == (True, True)
    assert days(facts, "b", "2027-01-30", "2027-02-10") == (False, False)


@pytest.mark.parametrize(("last", "start"), [("2027-02-28", "2027-02-26"), ("2027-04-30", "2027-04-28")])
def test_a_term_made_shorter_or_longer_ends_on_its_new_last_day(last: str, start: str) -> None:
    facts = changed({"on": "2027-02-01", "term": f"2027-01-04/{last}"})
    after = str(int(start[-2:]) + 1)
    assert days(facts, "a", start, start[:-2] + after) == (True, False)
    assert days(facts, "a", "2027-01-10", "2027-01-30") == (True, True)


def test_a_term_moved_before_it_starts_takes_the_days_of_access_with_it() -> None:
    moved = {"on": "2026-12-01", "kind": "modify", "term": "2027-01-20/2027-03-31"}
    facts = lot(
        production("p", {"id": "m", "phases": {"build": 5, "shoot": 3}}),
        leases=[lease("l", "a", access="2026-12-28", builds_in_access=True, events=[moved])],
    )
    assert verdict(facts, put("p/m", "a", "2027-01-15", ("build", 5), ("shoot", 3)))
    assert not verdict(facts, put("p/m", "a", "2027-01-14", ("build", 5), ("shoot", 3)))


def test_a_coarse_day_loses_on_its_first_and_gains_on_its_last() -> None:
    facts = changed({"on": "2027-02", "spaces": ["a", "c"]})
    assert days(facts, "b", "2027-01-29", "2027-01-30") == (True, False)
    assert days(facts, "c", "2027-02-27", "2027-02-28") == (False, True)
    assert days(facts, "a", "2027-01-30", "2027-02-27") == (True, True)


def test_a_stage_given_up_is_reinstated_before_it_goes() -> None:
    facts = changed({"on": "2027-02-01", "spaces": ["a"]}, reinstate=5)
    assert days(facts, "b", "2027-01-24", "2027-01-25") == (True, False)
    assert days(facts, "a", "2027-01-25", "2027-03-24") == (True, True)
    assert days(facts, "a", "2027-03-24", "2027-03-25") == (True, False)


def test_a_separate_right_stands_beside_the_lease() -> None:
    facts = changed({"on": "2027-02-01", "spaces": ["c"], "separate": True, "term": "2027-02-01/2027-04-30"})
    assert days(facts, "c", "2027-01-31", "2027-02-01") == (False, True)
    assert days(facts, "c", "2027-04-28", "2027-04-29") == (True, False)
    assert days(facts, "b", "2027-02-01", "2027-03-29") == (True, True)


def test_a_separate_right_without_a_term_ends_with_the_lease() -> None:
    facts = changed({"on": "2027-02-01", "spaces": ["c"], "separate": True})
    assert days(facts, "c", "2027-02-01", "2027-03-29") == (True, True)
    assert days(facts, "c", "2027-01-31", "2027-03-30") == (False, False)


def test_a_separate_right_without_spaces_is_a_finding_and_gives_nothing() -> None:
    facts = changed({"on": "2027-02-01", "term": "2027-02-01/2027-04-30", "separate": True})
    assert days(facts, "a", "2027-03-29", "2027-03-30") == (True, False)
    assert [(item.record, item.field) for item in plan(facts).findings if item.rule == "lease-gives-no-stage"] == [
        ("l", "events")
    ]


def test_another_area_must_say_which_stages_it_means() -> None:
    facts = changed({"on": "2027-02-01", "area": "500 m2"})
    with pytest.raises(MissingFacts, match=r"l\.events\.0\.spaces"):
        plan(facts)
    with pytest.raises(MissingFacts, match=r"l\.events\.0\.spaces"):
        broken(facts, put("p/m", "a", "2027-01-10"))


def test_an_assumption_says_which_stages_another_area_means() -> None:
    pin = {"id": "given-up", "of": "l.events.0.spaces", "value": ["a"], "why": "the smaller one is kept"}
    facts = portfolio(
        parties=[{"id": "us", "name": "Us"}],
        spaces=[stage("a"), stage("b")],
        leases=[lease("l", "a b", events=[{"on": "2027-01-20", "kind": "modify", "area": "500 m2"}])],
        productions=[production("p", need(30))],
        assumptions=[pin],
    )
    made = plan(facts)
    assert [item.stages for item in made.placements] == [("a",)]
    assert made.assumptions == ("given-up",)


def test_an_event_without_spaces_area_or_term_moves_no_day() -> None:
    index = {"on": "2027-02-01", "kind": "index", "from": 100, "to": 104}
    facts = changed({"on": "2027-02-01", "amount": 10}, index, currency="USD")
    assert days(facts, "a", "2027-01-10", "2027-03-29") == (True, True)


def test_an_option_exercised_beside_a_new_term_is_refused_by_name() -> None:
    facts = changed(
        {"on": "2027-02-01", "term": "2027-01-04/2027-04-30"},
        options=[{"kind": "extend", "adds": "P1M", "exercised": True}],
    )
    with pytest.raises(NotSupported, match=r"l\.options\.0: exercised, and l\.events\.0 states the term anew"):
        plan(facts)
    with pytest.raises(NotSupported, match=r"l\.events\.0"):
        broken(facts, put("p/m", "a", "2027-01-10"))


def test_an_extension_reaches_the_stages_that_are_left() -> None:
    facts = changed(
        {"on": "2027-02-01", "spaces": ["a"]}, options=[{"kind": "extend", "adds": "P10D", "exercised": True}]
    )
    assert days(facts, "a", "2027-04-08", "2027-04-09") == (True, False)
    assert days(facts, "b", "2027-01-29", "2027-01-30") == (True, False)


def test_the_season_of_a_change_must_be_pinned() -> None:
    facts = changed({"on": "2027-21", "spaces": ["a"]})
    with pytest.raises(MissingFacts, match=r"l\.events\.0\.on"):
        plan(facts)
    with pytest.raises(MissingFacts, match=r"l\.events\.0\.on"):
        broken(facts, put("p/m", "a", "2027-01-10"))


def test_two_changes_in_an_unknown_order_must_be_pinned() -> None:
    facts = changed({"on": "2027-02", "spaces": ["a"]}, {"on": "2027-02-10", "spaces": ["b"]})
    with pytest.raises(MissingFacts, match=r"l\.events\.0\.on"):
        plan(facts)
    with pytest.raises(MissingFacts, match=r"l\.events\.on"):
        broken(facts, put("p/m", "a", "2027-01-10"))
