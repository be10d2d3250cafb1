"""One-sided limits hold as often as they say."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from stagehold.advising.limits import (
    mean_at_least,
    mean_at_most,
    share_at_least,
    share_at_most,
    student,
    tail_at_most,
    tail_mean,
)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 6.314), (2, 2.920), (5, 2.015), (10, 1.812), (30, 1.697), (120, 1.658)]
)
def test_quantiles_of_student_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert student(0.95, freedom) == pytest.approx(quantile, abs=6e-4)


def test_a_limit_of_a_share_without_doubt_is_that_of_the_rule_of_three() -> None:
    assert share_at_least([1.0] * 300) == pytest.approx(0.05 ** (1 / 300), abs=1e-9)
    assert share_at_most([0.0] * 300) == pytest.approx(1 - 0.05 ** (1 / 300), abs=1e-9)


@pytest.mark.parametrize("truth", [0.5, 0.9, 0.99])
@pytest.mark.parametrize("futures", [40, 400])
def test_limits_of_a_share_hold_in_at_least_95_of_100_runs(seed, truth: float, futures: int) -> None:
    random = Random(f"{seed}/{truth}/{futures}")
    runs = 200
    held_below = held_above = 0
    for _ in range(runs):
        values = [float(random.random() < truth) for _ in range(futures)]
        held_below += share_at_least(values) <= truth
        held_above += share_at_most(values) >= truth
    assert min(held_below, held_above) >= 0.95 * runs


def test_limits_of_shares_between_0_and_1_hold_too(seed) -> None:
    random = Random(seed)
    held = 0
    for _ in range(200):
        values = [sum(random.random() < 0.8 for _ in range(4)) / 4 for _ in range(100)]
        held += share_at_least(values) <= 0.8
    assert held >= 190


def test_the_limit_of_a_tail_holds_with_a_threshold_from_elsewhere(seed) -> None:
    random = Random(seed)
    # Exponential with mean 10: the mean of the worst tenth is 10 (1 + ln 10).
    truth = 10 * (1 + np.log(10))
    held = 0
    for _ in range(200):
        values = [random.expovariate(0.1) for _ in range(400)]
        elsewhere = sorted((random.expovariate(0.1) for _ in range(400)), reverse=True)
        held += tail_at_most(values, elsewhere[40]) >= truth
    assert held >= 190


def test_the_tail_is_the_mean_of_the_worst_tenth() -> None:
    assert tail_mean([float(number) for number in range(1, 21)]) == 19.5
    assert tail_mean([5.0, 1.0, 1.0]) == pytest.approx(5.0)
    assert tail_mean([]) == 0.0


def test_limits_of_money_lie_on_both_sides_of_the_mean() -> None:
    values = [1.0, 2.0, 3.0, 4.0]
    assert mean_at_least(values) < 2.5 < mean_at_most(values)
    assert mean_at_least([7.0]) == 7.0
