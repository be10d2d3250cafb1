"""Plans of which the answer is known in closed form: the figures agree within the error of sampling."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import exp, sqrt
from typing import Any

import pytest

from advising.risk_cases import always, asked, either, need, one_stage, own, production, stoppage, three
from planning.asking import portfolio
from planning.audit.written import lease, stage
from stagehold.advising.engine import Run, Threads
from stagehold.advising.outcome import RiskFigures, figures
from stagehold.advising.repair import Rule
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import Risk, Spread, SpreadKind

FUTURES = 20_000
TABLE = 1 / 4096  # a spread is read at so many points


def outcome(facts: Portfolio, *risks: Risk, rule: Rule = Rule.SHIFT, futures: int = FUTURES) -> RiskFigures:
    model, made = asked(facts, *risks)
    run = Run.of(model, rule, futures)
    run.go(Threads(1), lambda: False, lambda _: None)
    found = figures(made.question.problem, run)
    assert found is not None
    assert found.complete
    return found


def near(value: float, truth: float, futures: int = FUTURES) -> bool:
    """Within four standard errors of the share, and what the tables may be off."""
    return abs(value - truth) <= 4 * sqrt(truth * (1 - truth) / futures) + TABLE


def one_of(found: RiskFigures, id_: str) -> Any:
    return next(item for item in found.productions if item.id == id_)


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("slack", [0, 5, 9, 10])
def test_a_lone_production_is_on_time_as_often_as_its_slip_stays_within_its_slack(rule: Rule, slack: int) -> None:
    """Slips of 0 to 10 days, each as likely: P(slip <= slack) = (slack + 1) / 11."""
    slips = Spread(kind=SpreadKind.DISCRETE, values=tuple(Decimal(day) for day in range(11)))
    due = date(2027, 1, 30) + timedelta(days=slack)
    facts = one_stage(production("p", need(20), due=str(due)))
    found = outcome(facts, own(ready_shift=slips), rule=rule)
    assert near(one_of(found, "p").on_time.value, (slack + 1) / 11)


def test_the_later_of_two_productions_waits_for_the_sum_of_slip_and_overrun() -> None:
    """A slips by 0 or 10 days (half each) and takes 20 or 30 days; B follows with 5 days of slack: on time only where
    A brings at most 5 days: both small, 1/4. The mean finish is later by 10.
    """
    facts = one_stage(
        production("a", need(20), due="2027-01-30"), production("b", need(20), ready="2027-01-30", due="2027-02-24")
    )
    slip = own("slip", productions=("a",), ready_shift=either((0, 1), (10, 1)))
    longer = own("longer", productions=("a",), phase_factor=either((1, 1), ("1.5", 1)))
    found = outcome(facts, slip, longer)
    assert near(one_of(found, "b").on_time.value, 1 / 4)
    assert abs(one_of(found, "b").late_days.value - (5 * 2 + 15) / 4) < 0.2
    assert near(one_of(found, "a").on_time.value, 1 / 4)


def test_the_last_of_a_line_is_late_as_the_greatest_partial_sum_says() -> None:
    """Lindley: with slacks of 2 days between five stays and overruns of 0 or 4 days, half each, the wait of the next is
    max(0, wait + overrun - 2); its distribution is worked out exactly.
    """
    days = ["2027-01-10", "2027-01-22", "2027-02-03", "2027-02-15", "2027-02-27"]
    ends = ["2027-01-20", "2027-02-01", "2027-02-13", "2027-02-25", "2027-03-09"]
    rows = [
        production(f"p{turn}", need(10), ready=day, due=end)
        for turn, (day, end) in enumerate(zip(days, ends, strict=True))
    ]
    found = outcome(one_stage(*rows), own(phase_factor=either((1, 1), ("1.4", 1))))
    wait = {0: 1.0}
    for turn in range(5):
        on_time = wait.get(0, 0.0) / 2
        assert near(one_of(found, f"p{turn}").on_time.value, on_time), f"p{turn}"
        coming: dict[int, float] = {}
        for days_late, share in wait.items():
            for more in (0, 4):
                left = max(0, days_late + more - 2)
                coming[left] = coming.get(left, 0.0) + share / 2
        wait = coming


def test_a_production_on_two_stages_waits_for_the_later_of_them() -> None:
    """Two productions of 20 days that overrun by 0 to 9 days each, then one on both stages: P(max <= 4) = (5/10)^2."""
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("la", "a", term="2027-01-01/2028-12-31"), lease("lb", "b", term="2027-01-01/2028-12-31")],
        productions=[
            production("x", need(20, allowed=["a"]), due="2027-01-30"),
            production("y", need(20, allowed=["b"]), due="2027-01-30"),
            production("z", need(10, stages=2), ready="2027-01-30", due="2027-02-13"),
        ],
    )
    slips = Spread(kind=SpreadKind.DISCRETE, values=tuple(Decimal(day) for day in range(10)))
    found = outcome(facts, own(ready_shift=slips, productions=("x", "y")))
    assert near(one_of(found, "z").on_time.value, 1 / 4)


def test_stoppages_come_as_a_poisson_process() -> None:
    """Two a year, of one day: a stay of 100 days meets none with probability exp(-2 · 100 / 365.25)."""
    facts = one_stage(production("p", need(100), ready="2027-01-10", due="2027-04-20"))
    found = outcome(facts, stoppage(rate=2, length=always(1)))
    assert near(one_of(found, "p").on_time.value, exp(-2 * 100 / 365.25))


def test_a_correlation_of_one_makes_all_slip_alike_and_of_none_apart() -> None:
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("la", "a", term="2027-01-01/2028-12-31"), lease("lb", "b", term="2027-01-01/2028-12-31")],
        productions=[
            production("x", need(20, allowed=["a"]), due="2027-01-30"),
            production("y", need(20, allowed=["b"]), due="2027-01-30"),
            production("z", need(10, stages=2), ready="2027-01-30", due="2027-02-09"),
        ],
    )
    for correlation, truth in ((0, 1 / 4), (1, 1 / 2)):
        risk = own(ready_shift=either((0, 1), (10, 1)), productions=("x", "y"), correlation=Decimal(correlation))
        assert near(one_of(outcome(facts, risk), "z").on_time.value, truth), correlation


def test_the_quantiles_of_a_finish_are_those_of_the_slip() -> None:
    slips = Spread(kind=SpreadKind.UNIFORM, low=Decimal(0), high=Decimal(100))
    found = one_of(outcome(one_stage(production("p", need(20))), own(ready_shift=slips)), "p")
    days = [(day - found.planned).days for day in found.finish]
    assert [abs(day - truth) <= 1 for day, truth in zip(days, (10, 50, 90), strict=True)] == [True] * 3


def test_a_cause_that_alone_makes_late_explains_all_of_the_lateness() -> None:
    facts = one_stage(production("p", need(20), due="2027-01-30"))
    found = outcome(facts, own(ready_shift=three(0, 10, 40)), own("idle", ready_shift=always(0)))
    shares = {item.id: item.share for item in found.drivers}
    assert shares["own"] > 0.999
    assert shares["p"] > 0.999
    assert shares["idle"] == 0


def test_two_causes_of_the_same_spread_share_the_variance_in_halves() -> None:
    facts = one_stage(production("p", need(20), due="2027-01-10"))
    found = outcome(facts, own("one", ready_shift=three(0, 10, 40)), own("two", ready_shift=three(0, 10, 40)))
    shares = {item.id: item.share for item in found.drivers}
    assert abs(shares["one"] - 0.5) < 0.03
    assert abs(shares["two"] - 0.5) < 0.03


def test_standard_errors_hold_the_truth_as_often_as_they_promise() -> None:
    """Of 100 ensembles with other seeds, Wilson's 95 % interval holds the true share in at least 88."""
    facts = one_stage(production("p", need(20), due="2027-01-30"))
    held = 0
    for seed in range(100):
        model, made = asked(facts, own(ready_shift=either((0, 3), (10, 1))), seed=seed)
        run = Run.of(model, Rule.SHIFT, 400)
        run.go(Threads(1), lambda: False, lambda _: None)
        found = figures(made.question.problem, run)
        assert found is not None
        share = one_of(found, "p").on_time
        held += share.low <= 0.75 <= share.high
    assert held >= 88
