"""Spreads as tables of equally likely points: what a draw looks up, in whole numbers.

A table holds the quantiles of a spread at (i + 1/2) / 4096, so it rises from left to right and a probability read from
it is off by at most 1 / 8192. Days are rounded to whole days (halves up), factors to 1/4096. Tables are made once, by
whoever starts a run, and handed to all who take part: every draw is whole-number arithmetic from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import exp, floor, log, sqrt
from statistics import NormalDist

from stagehold.domain.checks.spreads import FINEST
from stagehold.domain.risk import Spread, SpreadKind

POINTS = FINEST
BITS = 12  # POINTS is 2**BITS; a draw of 32 bits looks up its highest BITS
ONE = 4096  # a factor of 1
NORMAL_ONE = 4096  # a standard deviation in the tables of normal numbers
NORMAL_REACH = 6  # standard deviations on either side in ``ranks``
_GRID = 16384  # steps of the numerical integral of a pert spread
_STANDARD = NormalDist()


def days_table(spread: Spread) -> tuple[int, ...]:
    """The spread in whole days."""
    return tuple(_rounded(value) for value in quantiles(spread))


def factor_table(spread: Spread) -> tuple[int, ...]:
    """The spread in 1/4096."""
    return tuple(_rounded(value * ONE) for value in quantiles(spread))


def gap_table() -> tuple[int, ...]:
    """An exponential spread of mean 65536: each point is the mean of its cell, so that the mean of all is exact."""
    edges = [index / POINTS for index in range(POINTS + 1)]
    # The integral of -ln(1 - u) is (1 - u) ln(1 - u) + u.
    areas = [(1 - u) * log(1 - u) + u if u < 1 else 1.0 for u in edges]
    return tuple(_rounded(65536 * POINTS * (high - low)) for low, high in pairwise(areas))


def normal_table() -> tuple[int, ...]:
    """Standard normal numbers in 1/4096."""
    return tuple(_rounded(NORMAL_ONE * _STANDARD.inv_cdf((index + 0.5) / POINTS)) for index in range(POINTS))


def ranks() -> tuple[int, ...]:
    """For a normal number from -6 to 6, in steps of 1/512: which of the 4096 points has that rank."""
    steps = 2 * NORMAL_REACH * 512
    places = ((index + 0.5) / 512 - NORMAL_REACH for index in range(steps))
    return tuple(min(POINTS - 1, int(POINTS * _STANDARD.cdf(place))) for place in places)


def quantiles(spread: Spread) -> tuple[float, ...]:
    """The quantiles at (i + 1/2) / 4096, neither rounded nor scaled."""
    steps = [(index + 0.5) / POINTS for index in range(POINTS)]
    if spread.kind in (SpreadKind.DISCRETE, SpreadKind.EMPIRICAL):
        return _stepped(spread, steps)
    if spread.kind is SpreadKind.PERT:
        return _pert(spread, steps)
    inverse = _INVERSES[spread.kind](spread)
    return tuple(inverse(step) for step in steps)


def mean_of(spread: Spread) -> float:
    """The mean of the spread as it is drawn, before days are rounded."""
    return sum(quantiles(spread)) / POINTS


def _rounded(value: float) -> int:
    return floor(value + 0.5)


def _number(value: object) -> float:
    """A field that the checks require."""
    assert value is not None
    return float(value)  # type: ignore[arg-type]  # a Decimal


def _stepped(spread: Spread, steps: Sequence[float]) -> tuple[float, ...]:
    """Values in their order, each for the share that its weight has."""
    weights = spread.weights or (1,) * len(spread.values)
    rows = sorted(zip(map(float, spread.values), map(float, weights), strict=True))
    whole = sum(weight for _, weight in rows)
    found: list[float] = []
    at, until = 0, rows[0][1] / whole
    for step in steps:
        while step > until and at < len(rows) - 1:
            at += 1
            until += rows[at][1] / whole
        found.append(rows[at][0])
    return tuple(found)


def _pert(spread: Spread, steps: Sequence[float]) -> tuple[float, ...]:
    """A beta form on [low, high] by a numerical integral of its density."""
    low, mode, high = _number(spread.low), _number(spread.mode), _number(spread.high)
    width = high - low
    if width == 0:
        return (low,) * len(steps)
    left, right = 4 * (mode - low) / width, 4 * (high - mode) / width
    cells = (((index + 0.5) / _GRID) for index in range(_GRID))
    areas = [exp(left * log(x) + right * log(1 - x)) for x in cells]
    whole = sum(areas)
    found: list[float] = []
    at, below = 0, 0.0
    for step in steps:
        wanted = step * whole
        while at < _GRID - 1 and below + areas[at] < wanted:
            below += areas[at]
            at += 1
        inside = min(1.0, (wanted - below) / areas[at]) if areas[at] > 0 else 0.5
        found.append(low + width * (at + inside) / _GRID)
    return tuple(found)


def _uniform(spread: Spread) -> Callable[[float], float]:
    low, high = _number(spread.low), _number(spread.high)
    return lambda u: low + u * (high - low)


def _triangular(spread: Spread) -> Callable[[float], float]:
    low, mode, high = _number(spread.low), _number(spread.mode), _number(spread.high)
    width = high - low
    cut = (mode - low) / width if width else 0.5

    def inverse(u: float) -> float:
        if width == 0:
            return low
        if u <= cut:
            return low + sqrt(u * width * (mode - low))
        return high - sqrt((1 - u) * width * (high - mode))

    return inverse


def _cut(
    spread: Spread, below: Callable[[float], float], inverse: Callable[[float], float]
) -> Callable[[float], float]:
    """The inverse of a distribution (``below`` is its distribution function) cut at ``low`` and ``high``."""
    first = 0.0 if spread.low is None else below(float(spread.low))
    last = 1.0 if spread.high is None else below(float(spread.high))
    lowest = -float("inf") if spread.low is None else float(spread.low)
    highest = float("inf") if spread.high is None else float(spread.high)
    return lambda u: min(highest, max(lowest, inverse(first + u * (last - first))))


def _normal(spread: Spread) -> Callable[[float], float]:
    form = NormalDist(_number(spread.mean), _number(spread.sd))
    return _cut(spread, form.cdf, form.inv_cdf)


def _lognormal(spread: Spread) -> Callable[[float], float]:
    mean, sd = _number(spread.mean), _number(spread.sd)
    variance = log(1 + (sd / mean) ** 2)
    form = NormalDist(log(mean) - variance / 2, sqrt(variance))
    return _cut(spread, lambda x: form.cdf(log(x)) if x > 0 else 0.0, lambda u: exp(form.inv_cdf(u)))


def _exponential(spread: Spread) -> Callable[[float], float]:
    low = float(spread.low or 0)
    scale = _number(spread.mean) - low
    last = 1.0 if spread.high is None else 1 - exp(-max(0.0, float(spread.high) - low) / scale)
    return lambda u: low - scale * log(1 - u * last)


_INVERSES: dict[SpreadKind, Callable[[Spread], Callable[[float], float]]] = {
    SpreadKind.UNIFORM: _uniform,
    SpreadKind.TRIANGULAR: _triangular,
    SpreadKind.NORMAL: _normal,
    SpreadKind.LOGNORMAL: _lognormal,
    SpreadKind.EXPONENTIAL: _exponential,
}
