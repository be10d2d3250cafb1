"""Advice on small questions is what trying everything says, and its bounds lie below that."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from advising.advice_cases import candidate, drawn, production, settings
from advising.least_cost import cost_of, least_of
from planning.asking import portfolio
from planning.audit.written import lease, stage
from stagehold.advising.advice import Advice, Assurance
from stagehold.advising.advice_problem import AdviceProblem
from stagehold.advising.advice_reading import read_advice
from stagehold.advising.advising import Adviser, Effort
from stagehold.advising.least_set import LeastSet
from stagehold.advising.verifier import Verifier
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget


def adviser(problem: AdviceProblem, **given: object) -> Adviser:
    budget = Budget(seconds=None, iterations=5_000, workers=1)
    verifier = Verifier.begin(problem, rule="re-place", seed=0, budget=budget)
    return Adviser(problem=problem, verifier=verifier, **{"effort": Effort(sets=1_000), **given})


def advise(facts: Portfolio, **given: object) -> Advice:
    return adviser(read_advice(facts), **given).advise()


def test_every_set_costs_what_trying_everything_says(count, seed) -> None:
    wrong = []
    for offset in range(count(8, 400)):
        problem = read_advice(drawn(seed + offset))
        advice = adviser(problem, targets=(0.0, 0.5)).advise()
        assert len(advice.sets) == sum(1 for _ in problem.offered.all())
        for item in advice.sets:
            truth = cost_of(problem, item.chosen, dict(item.responses))
            if abs(Fraction(item.cost) - truth) > Fraction(1, 50):
                wrong.append((seed + offset, item.chosen, item.cost, float(truth)))
        least = min(least_of(problem, chosen) for chosen in problem.offered.all())
        if advice.points[0].bound > least + Fraction(1, 50):
            wrong.append((seed + offset, "bound", advice.points[0].bound, float(least)))
    assert wrong == []


def test_the_search_by_months_finds_the_least_of_all_sets(count, seed) -> None:
    wrong = []
    for offset in range(count(25, 1_000)):
        problem = read_advice(drawn(seed + offset))
        ours = adviser(problem)

        def searching(ours: Adviser = ours, problem: AdviceProblem = problem) -> LeastSet:
            return LeastSet(problem, {item.scenario.id: item.sample([0]) for item in ours.verifier.months})

        found = searching().look()
        every = searching()
        truth = min(every.weigh(chosen).value for chosen in problem.offered.all())
        apart = every.apart()
        if abs(found.best.value - truth) > 1e-6 * max(1, abs(truth)) or found.bound > truth + 1e-3:
            wrong.append((seed + offset, found.best.value, found.bound, truth))
        if apart > truth + 1e-3:
            wrong.append((seed + offset, "apart", apart, truth))
        steps = searching()._by_steps()
        if steps.bound > truth + 1e-3 or steps.best.value < truth - 1e-3:
            wrong.append((seed + offset, "steps", steps.best.value, steps.bound, truth))
    assert wrong == []


def one_production(**candidates: object) -> Portfolio:
    """One production that no stage of today can take; a lease of stage b, or a stage by the day at 100."""
    return portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("la", "a", "2027-01-04/2027-01-10")],
        candidate_leases=[candidate("c", "b", 1000, term="2027-01-04/2027-07-03", **candidates)],
        productions=[production("p", 0, 50, 10)],
        spot_classes=[
            {
                "id": "spot",
                "studio": "lot",
                "currency": "USD",
                "states": [{"state": "now", "stages": "1", "rate": "100"}],
            }
        ],
        settings=settings(),
    )


def test_a_stage_by_the_day_is_weighed_against_a_lease() -> None:
    advice = advise(one_production(), targets=(1.0,))
    # Six months at 1,000 against 50 days at 100.
    assert [(item.chosen, item.cost, item.spot_days) for item in advice.sets] == [
        ((-1,), Decimal("5000.00"), 50.0),
        ((0,), Decimal("6000.00"), 0.0),
    ]
    assert advice.points[0].best is not None
    assert advice.points[0].best.chosen == (-1,)
    assert Decimal(4999) < advice.points[0].bound <= 5000
    worth = advice.worth[0]
    assert (worth.worth, worth.money, worth.highest_rent) == (5000, 6000, 5000)
    assert advice.change is not None
    assert advice.change.changes == 0


def test_the_spot_price_at_which_a_lease_pays_is_found_and_checked_on_both_sides() -> None:
    found = advise(one_production(), targets=(1.0,)).spot_price
    assert found is not None
    assert found.by_months == pytest.approx(1.2, rel=0.01)
    assert found.below is not None
    assert found.above is not None
    assert found.below < 1.2 < found.above
    assert found.saved_below is not None
    assert found.saved_above is not None
    assert found.saved_below <= 0 < found.saved_above


def test_an_option_is_worth_what_its_rule_saves_and_waits_for_the_scenario() -> None:
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("la", "a", "2027-01-04/2027-01-10")],
        candidate_leases=[
            candidate("c", "b", 1000, term="2027-01-04/2027-04-03",
                      options=[{"kind": "extend", "adds": "P3M", "notice_by": "2027-03-01", "amount": "1000"}])
        ],
        productions=[production("p", 0, 50, 10), production("q", 95, 60, 10, drop_cost="20")],
        demand_scenarios=[
            {"id": "one", "probability": "0.5", "known_from": "2027-02-01", "productions": ["p"]},
            {"id": "two", "probability": "0.5", "known_from": "2027-02-01"},
        ],
        settings=settings(),
    )  # fmt: skip
    advice = advise(facts, targets=(0.5,))
    assert [(item.option, item.exercised_in) for item in advice.options] == [(0, ("two",))]
    # Leaving q out costs 20,000, three months more cost 3,000, in one of two scenarios.
    assert advice.options[0].value == Decimal(8500)
    assert advice.waiting is not None
    assert advice.waiting.value >= 0


def test_without_a_day_on_which_the_scenario_is_known_options_are_part_of_the_choice() -> None:
    row = {"options": [{"kind": "extend", "adds": "P3M", "notice_by": "2027-03-01", "amount": "1000"}]}
    problem = read_advice(one_production(**row))
    assert [sorted(problem.early[0, number]) for number in range(len(problem.offered.choices[0]))] == [[], [0]]
    assert problem.late == {0: ()}


def test_a_lease_that_a_candidate_stands_for_is_not_in_todays_footprint() -> None:
    facts = one_production(instead_of=["la"])
    assert set(read_advice(facts).base.leases) == set()


@pytest.mark.parametrize("assurance", [Assurance.YEAR, Assurance.TAIL])
def test_other_assurances_without_risk_are_plain_figures(assurance: Assurance) -> None:
    advice = advise(one_production(), assurance=assurance, targets=(0.0,) if assurance is Assurance.TAIL else (1.0,))
    assert advice.points[0].best is not None
    assert advice.points[0].best.limit == (0.0 if assurance is Assurance.TAIL else 1.0)


def test_the_same_question_gives_the_same_advice(seed) -> None:
    facts = drawn(seed + 3)
    one, two = advise(facts, targets=(0.5,)), advise(facts, targets=(0.5,))
    assert [(item.chosen, item.cost, item.on_time) for item in one.sets] == [
        (item.chosen, item.cost, item.on_time) for item in two.sets
    ]


def test_stopping_keeps_what_there_is(seed) -> None:
    calls: list[int] = []

    def stop() -> bool:
        calls.append(1)
        return len(calls) > 12

    advice = advise(drawn(seed + 1), targets=(0.5,), stop=stop)
    assert advice.stopped
    assert advice.today in advice.sets
