"""Planning around one production: what it says of a part holds for the whole, by the audit of the whole portfolio."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning.asking import lease, need, planned, portfolio, production, stage
from planning.test_sizes import large
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget
from stagehold.planning.nearby import MOST_FREE, Nearby
from stagehold.planning.planner import Planned, make_plan
from stagehold.planning.proposals import proposals, standing_on
from stagehold.planning.remedies import look_for_remedies, with_remedies

STEPS = Budget(seconds=None, iterations=300, workers=1)


@pytest.fixture(scope="module")
def crowded() -> Planned:
    """150 productions on 8 stages, far more than these carry, some of two stages at once."""
    budget = Budget(seconds=None, iterations=2000, workers=1)
    return make_plan(large(5, 150, 8), party="us", budget=budget)


def test_a_part_planned_anew_makes_a_whole_plan_without_a_breach(crowded: Planned) -> None:
    nearby, standing = Nearby(crowded), standing_on(crowded)
    found, wrong = 0, []
    for production_ in [item.production for item in (*crowded.plan.unplaced, *crowded.plan.late)][::12]:
        for proposal in proposals(crowded, production_, standing):
            free = (production_, *proposal.rivals)
            plan = nearby.replan(proposal.portfolio, free, proposal.stages, STEPS)
            if plan is not None:
                found += 1
                wrong += audit(proposal.portfolio, plan, party="us")
    assert wrong == []
    assert found > 20


def test_remedies_of_a_large_plan_lower_its_objective_and_serve_their_production(crowded: Planned) -> None:
    found = look_for_remedies(crowded, STEPS)
    objective = crowded.plan.objective
    assert objective is not None
    troubled = {item.production for item in (*crowded.plan.unplaced, *crowded.plan.late)}
    assert found.productions == len(troubled) > found.looked_at == 20
    assert {remedy.production for remedy in found.remedies} <= troubled
    assert len({remedy.production for remedy in found.remedies}) >= 10
    assert [item for item in found.remedies if item.kind != "swap" and item.objective_after >= objective] == []


def test_what_was_not_looked_at_is_said(crowded: Planned) -> None:
    findings = [item for item in with_remedies(crowded, STEPS).plan.findings if item.rule == "remedies-in-part"]
    number = len(crowded.plan.unplaced) + len(crowded.plan.late)
    said = f"looked for in 20 of {number} late or unplaced productions, costliest first"
    assert [item.found for item in findings] == [said]


def test_nothing_is_said_of_remedies_where_all_were_looked_at() -> None:
    made = planned(lot(production("p", need(10), due="2027-01-12")))
    assert [item.rule for item in with_remedies(made, STEPS).plan.findings] == []


def test_the_same_steps_and_seed_find_the_same_remedies(crowded: Planned) -> None:
    assert look_for_remedies(crowded, STEPS) == look_for_remedies(crowded, STEPS)


def lot(*productions: dict[str, object], **tables: object) -> Portfolio:
    tables.setdefault("spaces", [stage("a"), stage("b")])
    tables.setdefault("leases", [lease("l-a", "a"), lease("l-b", "b")])
    return portfolio(productions=productions, **tables)


def test_others_keep_their_days_clear_days_and_kept_sets_included() -> None:
    """q keeps its set on a from 10 January to 8 February; with 3 clear days p can stand there from the 12th."""
    keeps = [need(5, allowed=["a"]), need(5, allowed=["a"], after=[{"need": "m", "keep": True}]) | {"id": "back"}]
    locks = [
        {"id": "k1", "production": "q", "need": "m", "stages": ["a"], "start": "2027-01-10"},
        {"id": "k2", "production": "q", "need": "back", "stages": ["a"], "start": "2027-02-04"},
    ]
    spaces = [stage("a", turnover_after=3), stage("b", turnover_after=3)]
    p = production("p", need(4, allowed=["a"]), due="2027-01-14", drop_cost=99)
    made = planned(lot(production("q", *keeps), p, spaces=spaces, locks=locks))
    plan = Nearby(made).replan(made.question.facts.portfolio, ["p"], [], STEPS)
    assert plan is not None
    assert plan.placements == made.plan.placements
    placed = {item.production: item for item in plan.placements}["p"]
    assert (str(placed.start), str(placed.end - timedelta(days=1))) == ("2027-02-12", "2027-02-15")


def test_what_is_linked_moves_along() -> None:
    first = production("q", need(5), priority=9, due="2027-01-15")
    behind = production("p", need(5, after=[{"need": "q/m", "min_days": 2}]), due="2027-01-22")
    made = planned(lot(first, behind))
    plan = Nearby(made).replan(made.question.facts.portfolio, ["q"], [], STEPS)
    assert plan is not None
    assert {item.production for item in plan.placements} == {"p", "q"}
    assert audit(made.question.facts.portfolio, plan, party="us") == ()


def test_too_long_a_chain_is_left_alone() -> None:
    rows = [production("p0", need(1))]
    rows += [production(f"p{n}", need(1, after=[{"need": f"p{n - 1}/m"}])) for n in range(1, MOST_FREE + 2)]
    made = planned(lot(*rows))
    assert Nearby(made).replan(made.question.facts.portfolio, ["p3"], [], STEPS) is None


def test_an_open_lease_ends_for_a_part_where_it_ends_for_the_whole() -> None:
    leases = [lease("l-a", "a", "2027-01-04/.."), lease("l-b", "b", "2027-01-04/2027-01-05")]
    rows = [production(f"q{n}", need(30), priority=9, due="2027-01-20") for n in range(3)]
    made = planned(lot(*rows, production("p", need(30), due="2027-01-20"), leases=leases))
    plan = Nearby(made).replan(made.question.facts.portfolio, ["p"], [], STEPS)
    assert plan is not None
    assert (plan.objective, plan.placements) == (made.plan.objective, (*made.plan.placements,))
