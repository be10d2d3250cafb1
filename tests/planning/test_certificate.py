"""A bound by prices can be checked by anybody: from the problem and the prices, with none of the search's code."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from planning.brute_force import best
from planning.compiled.test_search import drawn
from stagehold.planning.bound import StageBound
from stagehold.planning.certificate import Certificate, proven
from stagehold.planning.compiled.arrays import cost_scale


def test_the_checker_proves_the_bound_that_is_claimed(count, seed) -> None:
    useful = 0
    for number, _, question in drawn(range(seed, seed + count(100, 2_000))):
        problem = question.problem
        scale = cost_scale(problem)
        assert scale is not None
        bound = StageBound.of(problem, scale)
        if bound is None:
            continue
        bound.climb(int(2000 * scale), lambda: False, most=100)
        certificate = bound.certificate
        assert certificate.bound == bound.value
        assert proven(problem, certificate, scale) >= bound.value, number
        useful += bound.value > 0
    assert useful > 60


def test_whatever_the_prices_no_bound_lies_above_the_least_cost(count, seed) -> None:
    """What the checker adds up is a bound for any prices at all, not only for those that the planner finds."""
    useful = checked = 0
    for number, case, question in drawn(range(seed, seed + count(100, 2_000))):
        problem, optimum = question.problem, best(case).objective
        scale = cost_scale(problem)
        bound = None if scale is None else StageBound.of(problem, scale)
        if optimum is None or bound is None or scale is None:
            continue
        random = Random(number)
        bound.climb(int(optimum * scale) + 1, lambda: False, most=30)
        shaken = [_shaken(random, prices, bound.certificate.unit) for prices in bound.certificate.prices]
        certificate = replace(bound.certificate, prices=tuple(shaken))
        value = proven(problem, certificate, scale)
        assert value <= optimum, number
        checked += 1
        useful += value > 0
    assert checked > 70
    assert useful > 20


def _shaken(random: Random, prices: int | dict[int, int], unit: int) -> int | dict[int, int]:
    def move(price: int) -> int:
        return price + random.choice([0, 0, 1, -1]) * random.randint(0, unit)

    return {day: move(price) for day, price in prices.items()} if isinstance(prices, dict) else move(prices)


def test_prices_of_nothing_prove_nothing(seed) -> None:
    for _, _, question in drawn(range(seed, seed + 20)):
        prices = tuple(0 for _ in question.problem.needs)
        assert proven(question.problem, Certificate(unit=1024, prices=prices, bound=Fraction(0)), 1) == 0
