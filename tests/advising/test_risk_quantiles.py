"""Tables of spreads: quantiles that are known, means, cuts; hashes that look like chance; fits and their goodness."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import exp, log, sqrt
from random import Random
from statistics import NormalDist, fmean
from typing import Any

import numpy as np
import pytest

from planning.asking import portfolio
from stagehold.advising.fitting import fitted
from stagehold.advising.numbers import words
from stagehold.advising.plain import mixed
from stagehold.advising.quantiles import days_table, factor_table, gap_table, mean_of, normal_table, quantiles, ranks
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.risk import Spread, SpreadKind


def spread(kind: SpreadKind, **numbers: Any) -> Spread:
    return Spread(kind=kind, **{name: Decimal(str(value)) for name, value in numbers.items()})


def at(found: Spread, share: float) -> float:
    return quantiles(found)[round(share * 4096 - 0.5)]


def test_quantiles_are_those_of_the_form() -> None:
    assert at(spread(SpreadKind.UNIFORM, low=10, high=20), 0.25) == pytest.approx(12.5, abs=0.01)
    assert at(spread(SpreadKind.TRIANGULAR, low=0, mode=0, high=10), 0.75) == pytest.approx(5, abs=0.01)
    exponential = spread(SpreadKind.EXPONENTIAL, mean=10)
    assert at(exponential, 0.5) == pytest.approx(10 * log(2), abs=0.01)
    normal = spread(SpreadKind.NORMAL, mean=5, sd=2, low=-100, high=100)
    assert at(normal, 0.9) == pytest.approx(NormalDist(5, 2).inv_cdf(0.9), abs=0.01)
    lognormal = spread(SpreadKind.LOGNORMAL, mean=10, sd=10)
    assert at(lognormal, 0.5) == pytest.approx(10 / sqrt(2), abs=0.01)


def test_a_pert_form_has_its_mean_and_a_symmetric_one_its_median() -> None:
    found = spread(SpreadKind.PERT, low=0, mode=10, high=50)
    assert mean_of(found) == pytest.approx((0 + 4 * 10 + 50) / 6, abs=0.02)
    assert at(spread(SpreadKind.PERT, low=0, mode=5, high=10), 0.5) == pytest.approx(5, abs=0.01)
    cubic = spread(SpreadKind.PERT, low=0, mode=0, high=1)  # density 5 (1 - x)^4
    assert at(cubic, 0.5) == pytest.approx(1 - 0.5 ** (1 / 5), abs=0.001)


def test_what_is_cut_lies_inside_and_keeps_its_shape() -> None:
    cut = spread(SpreadKind.NORMAL, mean=0, sd=10, low=-5, high=20)
    form = NormalDist(0, 10)
    low, high = form.cdf(-5), form.cdf(20)
    assert min(quantiles(cut)) >= -5
    assert max(quantiles(cut)) <= 20
    assert at(cut, 0.3) == pytest.approx(form.inv_cdf(low + 0.3 * (high - low)), abs=0.01)
    capped = spread(SpreadKind.EXPONENTIAL, mean=10, high=15)
    assert max(quantiles(capped)) <= 15


def test_discrete_values_come_as_often_as_their_weights_say() -> None:
    found = Spread(
        kind=SpreadKind.DISCRETE,
        values=(Decimal(30), Decimal(0), Decimal(7)),
        weights=(Decimal(1), Decimal(2), Decimal(1)),
    )
    table = days_table(found)
    assert [table.count(day) for day in (0, 7, 30)] == [2048, 1024, 1024]
    assert list(table) == sorted(table)


def test_days_are_rounded_halves_up_and_factors_to_a_part_of_4096() -> None:
    assert set(days_table(Spread(kind=SpreadKind.DISCRETE, values=(Decimal("2.5"), Decimal("-2.5"))))) == {3, -2}
    assert set(factor_table(Spread(kind=SpreadKind.DISCRETE, values=(Decimal("1.5"),)))) == {6144}


def test_waits_for_a_stoppage_have_an_exact_mean_and_exponential_quantiles() -> None:
    table = gap_table()
    assert fmean(table) / 65536 == pytest.approx(1, abs=1e-5)
    assert table[2048] / 65536 == pytest.approx(log(2), abs=0.001)
    assert sum(value > 65536 * 3 for value in table) / 4096 == pytest.approx(exp(-3), abs=0.0005)


def test_ranks_undo_normal_numbers() -> None:
    found = ranks()
    for index in (0, 1, 100, 2048, 4000, 4095):
        place = (normal_table()[index] + 6 * 4096) // 8
        assert abs(found[place] - index) <= 4


def draws(count: int, *names: str) -> np.ndarray:
    key, salt = words(*names)
    base = [mixed(mixed((future + 12345) % 2**32) ^ 67890) for future in range(count)]
    return np.array([mixed(mixed((word + key) % 2**32) ^ salt) for word in base], dtype=np.uint64)


def test_draws_are_spread_evenly_and_alike_in_every_bit() -> None:
    found = draws(40_000, "days", "r", "p")
    counts = np.bincount((found >> np.uint64(24)).astype(int), minlength=256)
    chi = float(((counts - 40_000 / 256) ** 2).sum() / (40_000 / 256))
    assert 255 - 5 * sqrt(2 * 255) < chi < 255 + 5 * sqrt(2 * 255)
    for bit in range(32):
        share = float(((found >> np.uint64(bit)) & np.uint64(1)).mean())
        assert abs(share - 0.5) < 5 * 0.5 / sqrt(40_000), bit


def test_draws_of_different_names_and_of_neighbouring_futures_do_not_go_together() -> None:
    names = [("days", "r", f"p{number}") for number in range(12)] + [("factor", "r", "p0"), ("days", "s", "p0")]
    rows = [draws(8_000, *name).astype(float) for name in names]
    found = np.corrcoef(np.array([*rows, *(np.roll(row, 1) for row in rows)]))
    apart = found[~np.eye(len(found), dtype=bool)]
    assert np.abs(apart).max() < 5 / sqrt(8_000)
    assert np.abs(apart).mean() < 1.2 * sqrt(2 / np.pi) / sqrt(8_000)


def with_pairs(shifts: list[int]) -> Any:
    rows = []
    for number, shift in enumerate(shifts):
        milestone = {"name": "start", "planned": "2027-03-01", "actual": str(np.datetime64("2027-03-01") + shift)}
        rows.append({"id": f"p{number}", "milestones": [milestone]})
    return portfolio(productions=rows, risks=[{"id": "r", "kind": "own", "fit": {"milestone": "start"}}])


def fit_of(shifts: list[int], kind: SpreadKind) -> Any:
    facts = with_pairs(shifts)
    risk = facts.risks["r"]
    assert risk.fit is not None
    return fitted(facts, risk, replace(risk.fit, kind=kind))


def test_fewer_than_thirty_pairs_are_refused_with_the_number_found() -> None:
    with pytest.raises(InvalidPortfolio, match="29 planned and actual days of start; allowed: 30 pairs or more"):
        fit_of(list(range(29)), SpreadKind.EMPIRICAL)


def test_an_empirical_spread_is_the_pairs_themselves() -> None:
    shifts = [0] * 15 + [10] * 10 + [90] * 5
    found = fit_of(shifts, SpreadKind.EMPIRICAL)
    assert (found.pairs, found.distance) == (30, 0.0)
    table = days_table(found.spread)
    assert abs(table.count(0) - 2048) <= 1
    assert abs(table.count(90) - 4096 / 6) <= 1


def test_a_form_that_fits_passes_and_one_that_does_not_says_so() -> None:
    random = Random(1)
    normal = [round(random.gauss(20, 8)) for _ in range(200)]
    assert fit_of(normal, SpreadKind.NORMAL).holds
    two_humps = [0, 1, 2] * 20 + [80, 81, 82] * 20
    assert not fit_of(two_humps, SpreadKind.NORMAL).holds
    positive = [max(1, round(exp(random.gauss(3, 0.5)))) for _ in range(200)]
    found = fit_of(positive, SpreadKind.LOGNORMAL)
    assert found.holds
    assert float(found.spread.mean) == pytest.approx(exp(3 + 0.125), rel=0.15)
    with pytest.raises(InvalidPortfolio, match="shifts above 0 for a lognormal form"):
        fit_of([0, *positive], SpreadKind.LOGNORMAL)
