"""Large, empty and absurd questions: each has a clear answer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from planning.asking import first_days, lease, need, placed, plan, portfolio, production, stage, why
from stagehold.domain.errors import InvalidPortfolio, NotSupported
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, PlanStatus, Reason
from stagehold.planning.planner import make_plan


def large(seed: int, productions: int = 200, stages: int = 15) -> Portfolio:
    """More work than the stages carry on time: some of several stages, some with lengths of their own by stage."""
    random = Random(seed)
    first = date(2027, 1, 4)
    ids = [f"s{number}" for number in range(stages)]
    rows = []
    for number in range(productions):
        ready = first + timedelta(days=random.randrange(300))
        length = random.randrange(10, 45)
        due = ready + timedelta(days=length + random.randrange(20))
        fields: dict[str, Any] = {"stages": random.choice([1, 1, 1, 1, 2])}
        if random.random() < 0.2:
            fields["days_on"] = {random.choice(ids): length + 5}
        dates = {"ready": str(ready), "due": str(due), "priority": random.choice([1, 2, 5])}
        rows.append(production(f"p{number}", need(length, **fields), **dates))
    leases = [lease(f"l-{id_}", id_, "2027-01-04/2029-12-31") for id_ in ids]
    return portfolio(spaces=[stage(id_, turnover_after=2) for id_ in ids], leases=leases, productions=rows)


def test_200_productions_on_15_stages_have_an_audited_plan_and_a_bound() -> None:
    """By steps, not by seconds, so that a busy machine makes the same plan."""
    made = make_plan(large(1), party="us", budget=Budget(seconds=None, iterations=3000, workers=1)).plan
    assert made.status in (PlanStatus.FEASIBLE, PlanStatus.OPTIMAL)
    assert len(made.placements) >= 190
    assert made.objective is not None
    assert made.bound is not None
    assert 0 < made.bound <= made.objective


def test_whoever_stops_a_large_search_gets_the_best_plan_so_far() -> None:
    asked: list[float] = []

    def stop() -> bool:
        asked.append(0.0)
        return len(asked) > 3

    made = make_plan(large(1), party="us", budget=Budget(seconds=60.0, workers=1, stop=stop)).plan
    assert made.status is PlanStatus.STOPPED
    assert made.objective is not None
    assert made.bound is not None
    assert made.bound <= made.objective


NO_TIME = [{"seconds": 0.0}, {"seconds": 0.001}, {"seconds": None, "iterations": 0}]


@pytest.mark.parametrize("budget", NO_TIME)
@pytest.mark.parametrize("productions", [20, 70, 130])
def test_no_time_at_all_still_gives_a_first_plan(productions: int, budget: dict[str, Any]) -> None:
    facts = large(3, productions, 6)
    made = make_plan(facts, party="us", budget=Budget(workers=1, **budget)).plan
    named = {item.production for item in (*made.placements, *made.unplaced)}
    assert named == set(facts.productions)
    assert made.placements != ()
    assert made.bound is not None
    assert made.objective is not None
    assert made.bound <= made.objective


@pytest.mark.parametrize("budget", NO_TIME)
def test_a_first_plan_made_in_no_time_keeps_the_locks(budget: dict[str, Any]) -> None:
    facts = large(3, 70, 6)
    locks = [{"id": "k", "production": "p9", "need": "m", "start": "2028-03-01"}]
    locked = portfolio(productions=[production("p9")], locks=locks).locks["k"]
    made = make_plan(facts.put(locked), party="us", budget=Budget(workers=1, **budget)).plan
    assert first_days(made)["p9/m"] == "2028-03-01"


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    tables.setdefault("spaces", [stage("a")])
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in tables["spaces"]])
    return portfolio(productions=productions, **tables)


def figures(made: Plan) -> tuple[PlanStatus, Decimal | None, Decimal | None, Decimal | None]:
    return made.status, made.objective, made.bound, made.gap


OPTIMAL = PlanStatus.OPTIMAL


def test_no_productions_have_an_empty_plan_that_costs_nothing() -> None:
    made = plan(lot())
    assert figures(made) == (OPTIMAL, 0, 0, 0)
    assert (made.placements, made.late, made.unplaced) == ((), (), ())


def test_productions_without_needs_are_facts_and_no_demand() -> None:
    made = plan(lot({"id": "done", "ready": "2020-01-01"}))
    assert figures(made) == (OPTIMAL, 0, 0, 0)
    assert made.findings == ()


def test_no_stages_leave_every_production_out_and_say_so() -> None:
    shop = {"id": "shop", "studio": "lot", "kind": "workshop"}
    made = plan(lot(production("p"), spaces=[shop], leases=[lease("l-shop", "shop")]))
    assert figures(made) == (OPTIMAL, 1000, 1000, 0)
    assert [item.production for item in made.unplaced] == ["p"]


def test_no_lease_at_all_is_nobody_to_plan_for() -> None:
    with pytest.raises(InvalidPortfolio, match="nobody to plan for"):
        make_plan(portfolio(spaces=[stage("a")], productions=[production("p")]))


def test_weights_of_zero_make_lateness_and_leaving_out_free() -> None:
    settings = {"weights": {"late": 0, "moved": 0, "shifted": 0}}
    made = plan(lot(production("p", due="2027-01-11"), production("q", drop_cost=0), settings=settings))
    assert figures(made) == (OPTIMAL, 0, 0, 0)
    assert placed(made)["p/m"][1] == "2027-01-10"


def test_a_priority_of_zero_is_late_for_nothing_and_still_worth_a_thousand() -> None:
    made = plan(lot(production("p", priority=0, due="2027-01-11")))
    assert figures(made) == (OPTIMAL, 0, 0, 0)
    assert [(item.production, item.days) for item in made.late] == [("p", 2)]
    assert plan(lot(production("p", need(300), priority=0))).objective == 1000


def test_a_priority_of_a_billion_is_added_to_the_last_digit() -> None:
    made = plan(lot(production("p", priority=10**9, due="2027-01-11"), production("q", priority="0.001")))
    assert figures(made) == (OPTIMAL, 2 * 10**9, 2 * 10**9, 0)
    out = plan(lot(production("p", need(300), priority=10**9)))
    assert figures(out) == (OPTIMAL, 10**12, 10**12, 0)


@pytest.mark.parametrize("productions", [2, 130])
def test_weights_that_span_too_many_digits_are_refused_by_name(productions: int) -> None:
    """Few needs go to the exact solver and many to the compiled search; both must refuse what they cannot add."""
    rows = [production(f"p{number}", priority="0.000000001", due="2027-01-12") for number in range(productions)]
    rows[0]["drop_cost"] = 10**12
    with pytest.raises(NotSupported, match="span too many digits"):
        plan(lot(*rows))


def test_a_need_longer_than_any_lease_is_left_out_with_the_lease_named() -> None:
    made = plan(lot(production("p", need(5000))))
    assert figures(made) == (OPTIMAL, 1000, 1000, 0)
    assert (why(made)["a"].reason, why(made)["a"].by) == (Reason.LEASE_ENDS, ("l-a",))


def test_more_stages_than_there_are_leave_a_production_out() -> None:
    made = plan(lot(production("p", need(stages=3)), spaces=[stage("a"), stage("b")]))
    assert [item.production for item in made.unplaced] == ["p"]
    details = {item.stage: item.detail for item in made.unplaced[0].why}
    assert details == dict.fromkeys("ab", "free, but 3 stages are asked for at once and only 2 would do")


def test_needs_that_wait_for_each_other_stop_or_have_no_place() -> None:
    first = need(after=[{"need": "n"}])
    second = need(after=[{"need": "m"}]) | {"id": "n"}
    with pytest.raises(InvalidPortfolio):
        plan(lot(production("p", first, second)))
