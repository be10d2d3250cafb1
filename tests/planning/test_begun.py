"""What has begun, day by day: what stands, what runs over, what cannot go on, and what is late already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planning.asking import lease, need, placed, plan, portfolio, production, stage
from planning.audit.written import plan_of, put
from stagehold.domain.errors import InputError, MissingFacts
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Placement, Plan, PlanStatus
from stagehold.planning.planner import make_plan

YEAR = "2027-01-04/2027-12-31"


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    """Stages ``a`` and ``b``, leased for the year."""
    tables.setdefault("leases", [lease("la", "a", YEAR), lease("lb", "b", YEAR)])
    return portfolio(spaces=[stage("a"), stage("b")], productions=list(productions), **tables)


def again(facts: Portfolio, baseline: Plan, today: str) -> Plan:
    budget = Budget(seconds=None, workers=1)
    return make_plan(facts, party="us", baseline=baseline, today=date.fromisoformat(today), budget=budget).plan


def rules(made: Plan) -> list[str]:
    return [finding.rule for finding in made.findings if finding.rule != "no-due"]


P, Q, R = production("p", need(20)), production("q", need(20)), production("r", need(20))
ON_P, ON_Q, ON_R = (
    put("p/m", "a", "2027-01-10", days=20),
    put("q/m", "b", "2027-01-10", days=20),
    put("r/m", "a", "2027-01-30", days=20),
)


def planned_before(*placements: Placement) -> Plan:
    """These three, or other placements, as a plan made earlier."""
    return plan_of(lot(P, Q, R), placements or (ON_P, ON_Q, ON_R))


def test_a_shoot_that_runs_45_days_over_moves_who_comes_after_it() -> None:
    before = planned_before()
    after = again(lot(production("p", need(65)), Q, production("r", need(20), due="2027-02-20")), before, "2027-01-20")
    assert placed(after) == {
        "p/m": ("a", "2027-01-10", "2027-03-15"),
        "q/m": ("b", "2027-01-10", "2027-01-29"),
        "r/m": ("b", "2027-01-30", "2027-02-18"),
    }
    assert (after.terms.moved, after.terms.shifted) == (5, 0)


def test_what_is_over_keeps_its_length_and_the_portfolio_is_told() -> None:
    before = planned_before()
    after = again(lot(production("p", need(65)), Q, R), before, "2027-02-05")
    assert placed(after) == placed(before)
    assert rules(after) == ["finished-before-today"]


def test_a_day_before_everything_changes_nothing() -> None:
    before = planned_before()
    assert placed(again(lot(P, Q, R), before, "2027-01-01")) == placed(before)


def test_nothing_new_starts_before_today() -> None:
    before = plan(lot(P))
    after = again(lot(P, Q), before, "2027-02-20")
    assert placed(after) == {"p/m": ("a", "2027-01-10", "2027-01-29"), "q/m": ("a", "2027-02-20", "2027-03-11")}


def test_an_actual_end_moves_what_follows_in_the_same_need() -> None:
    built = need(phases={"build": 10, "shoot": 10})
    before = plan(lot(production("p", built)))
    late = production("p", built, milestones=[{"name": "build-end", "actual": "2027-01-22"}])
    after = again(lot(late), before, "2027-01-25")
    assert [(str(span.start), str(span.end)) for span in after.placements[0].phases] == [
        ("2027-01-10", "2027-01-23"),
        ("2027-01-23", "2027-02-02"),
    ]


@pytest.mark.parametrize("actual", ["2027-02", "2027-03-01", "2027-01-05"])
def test_an_actual_date_that_cannot_be_is_passed_over_and_said(actual: str) -> None:
    built = need(phases={"build": 10, "shoot": 10})
    before = plan(lot(production("p", built)))
    wrong = production("p", built, milestones=[{"name": "build-end", "actual": actual}])
    after = again(lot(wrong), before, "2027-01-25")
    assert placed(after) == placed(before)
    assert rules(after) == ["actual-not-used"]


def test_actual_dates_that_differ_stop_the_plan() -> None:
    built = need(phases={"build": 10, "shoot": 10})
    before = plan(lot(production("p", built)))
    said = [{"name": "build-end", "actual": "2027-01-21"}, {"name": "build-end", "actual": "2027-01-22"}]
    with pytest.raises(MissingFacts, match=r"p\.milestones"):
        again(lot(production("p", built, milestones=said)), before, "2027-01-25")


def test_a_lease_that_is_over_does_not_undo_past_days() -> None:
    before = planned_before(ON_P, ON_Q)
    gone = [lease("la", "a", "2027-01-04/2027-01-15"), lease("lb", "b", YEAR)]
    after = again(lot(P, Q, R, leases=gone), before, "2027-02-05")
    assert placed(after) == {**placed(before), "r/m": ("b", "2027-02-05", "2027-02-24")}
    assert placed(again(lot(P, Q, leases=[lease("lb", "b", YEAR)]), before, "2027-02-05")) == placed(before)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"leases": [lease("la", "a", "2027-01-04/2027-01-25"), lease("lb", "b", YEAR)]}, "lease la gives it until"),
        ({"leases": [lease("lb", "b", YEAR)]}, "no lease of the party gives it"),
        ({"closures": [{"id": "fire", "space": "a", "from": "2027-01-22", "to": "2027-06-30"}]}, "fire"),
        (
            {"bookings": [{"id": "k", "party": "them", "lines": [
                {"space": "a", "days": "2027-01-25/2027-01-26", "state": "confirmed"}]}]},
            "k",
        ),
    ],
)  # fmt: skip
def test_a_stage_lost_under_way_leaves_no_plan_and_is_named(tables: dict[str, Any], said: str) -> None:
    before = planned_before(ON_P, ON_Q)
    after = again(lot(P, Q, **tables), before, "2027-01-20")
    assert (after.status, after.placements) == (PlanStatus.INFEASIBLE, ())
    (found,) = [finding for finding in after.findings if finding.rule == "stage-lost"]
    assert (found.record, found.field) == ("p", "needs.m")
    assert "under way since 2027-01-10: a is not there for it on" in found.found
    assert said in found.found


def test_two_that_began_on_one_stage_cannot_both_go_on() -> None:
    before = planned_before(ON_P, put("q/m", "a", "2027-01-12", days=20))
    after = again(lot(P, Q), before, "2027-01-20")
    assert (after.status, rules(after)) == (PlanStatus.INFEASIBLE, ["begun-together"])
    # Once one of them is over, that they overlapped is nobody's business any more.
    assert again(lot(P, Q), before, "2027-01-30").status is PlanStatus.OPTIMAL


@pytest.mark.parametrize("fields", [{"stages": ["b"]}, {"start": "2027-01-11"}])
def test_a_lock_that_denies_the_past_leaves_no_plan(fields: dict[str, Any]) -> None:
    before = planned_before(ON_P, ON_Q)
    lock = {"id": "k", "production": "p", "need": "m", **fields}
    after = again(lot(P, Q, locks=[lock]), before, "2027-01-20")
    assert (after.status, rules(after)) == (PlanStatus.INFEASIBLE, ["lock-breaks-past"])
    kept = {"id": "k", "production": "p", "need": "m", "stages": ["a"], "start": "2027-01-10"}
    assert placed(again(lot(P, Q, locks=[kept]), before, "2027-01-20")) == placed(before)


TWO_NEEDS = [
    need(phases={"build": 5, "shoot": 10}),
    {"id": "n", "phases": {"shoot": 5}, "after": [{"need": "m", "min_days": 10}]},
]


def test_what_has_begun_stands_although_the_rest_has_no_place() -> None:
    before = plan(lot(production("p", *TWO_NEEDS)))
    too_long = [TWO_NEEDS[0], {**TWO_NEEDS[1], "phases": {"shoot": 400}}]
    after = again(lot(production("p", *too_long), Q), before, "2027-01-20")
    assert placed(after) == {"p/m": ("a", "2027-01-10", "2027-01-24"), "q/m": ("b", "2027-01-20", "2027-02-08")}
    assert [item.production for item in after.unplaced] == ["p"]
    assert after.objective == 1000


def test_a_link_counts_from_what_has_begun() -> None:
    before = plan(lot(production("p", *TWO_NEEDS)))
    over = [need(phases={"build": 5, "shoot": 30}), TWO_NEEDS[1]]
    after = again(lot(production("p", *over)), before, "2027-01-20")
    assert placed(after)["p/n"] == ("a", "2027-02-24", "2027-02-28")


def test_a_set_that_is_kept_stands_on_until_the_next_need() -> None:
    keep = [TWO_NEEDS[0], {**TWO_NEEDS[1], "after": [{"need": "m", "min_days": 10, "keep": True}]}]
    only_a = [lease("la", "a", YEAR)]
    before = plan(lot(production("p", *keep), leases=only_a))
    after = again(lot(production("p", *keep), production("q", need(3)), leases=only_a), before, "2027-01-27")
    assert placed(after) == {
        "p/m": ("a", "2027-01-10", "2027-01-24"),
        "p/n": ("a", "2027-02-04", "2027-02-08"),
        "q/m": ("a", "2027-02-09", "2027-02-11"),
    }


def test_what_is_late_already_is_told_apart() -> None:
    before = planned_before()
    due = [production(id_, need(20), due="2027-02-01") for id_ in "pqr"]
    due[0]["needs"] = [need(65)]
    after = again(lot(*due), before, "2027-01-20")
    assert {item.production: item.days for item in after.certain} == {"p": 43, "r": 18}
    assert {item.production: item.days for item in after.late} == {"p": 43, "r": 18}
    assert after.today == date(2027, 1, 20)


def test_a_working_calendar_counts_what_is_left_in_working_days() -> None:
    work = production("p", need(phases={"build": 5, "shoot": 10}), calendar="working", ready="2027-02-01")
    before = plan(lot(work))
    longer = {**work, "needs": [need(phases={"build": 5, "shoot": 12})]}
    after = again(lot(longer), before, "2027-02-10")
    (item,) = after.placements
    assert [(str(span.start), str(span.end)) for span in item.phases] == [
        ("2027-02-01", "2027-02-06"),
        ("2027-02-06", "2027-02-26"),
    ]


def test_a_day_needs_a_baseline_of_the_same_party_and_a_lease_that_runs() -> None:
    before = plan(lot(P))
    with pytest.raises(InputError, match="needs --baseline"):
        make_plan(lot(P), party="us", today=date(2027, 1, 20))
    with pytest.raises(InputError, match="every lease is over by then, the last one on 2027-12-31"):
        again(lot(P), before, "2028-01-01")
    theirs = lot(P, leases=[{**lease("la", "a", YEAR), "lessee": "them"}])
    with pytest.raises(InputError, match="the baseline is a plan for us, this one is for them"):
        make_plan(theirs, party="them", baseline=before, today=date(2027, 1, 20))


def test_what_the_portfolio_no_longer_knows_is_named_and_passed_over() -> None:
    before = planned_before()
    renamed = production("p", {"id": "main", "phases": {"shoot": 20}})
    after = again(lot(renamed, Q, production("rr", need(3))), before, "2027-01-20")
    assert rules(after) == ["baseline-unknown-need", "baseline-unknown-production"]
    assert [finding.nearest for finding in after.findings if finding.rule == "baseline-unknown-production"] == ["rr"]
    assert placed(after)["p/main"][1] >= "2027-01-20"
