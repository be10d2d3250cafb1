"""One-sided limits at a stated confidence: what a figure estimated from drawn futures is at least, or at most.

- A mean of numbers between 0 and 1 (a share, a probability): the Chernoff-Hoeffding limit. It holds for any number of
  futures and any spread, with no law assumed: P(mean of n ≥ m) ≤ exp(-n · d(m, p)) with d the relative entropy
  (W. Hoeffding, *Probability inequalities for sums of bounded random variables*, JASA 58 (1963), theorem 1).
- A mean of numbers without limits (money, late days): Student's t over the futures or over batches of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

ONE_SIDED = 0.95
_STEPS = 80  # halvings: an interval of 1 becomes one of 1e-24


def share_at_least(values: Sequence[float], confidence: float = ONE_SIDED) -> float:
    """A number that the mean of a share lies above, except with probability 1 - ``confidence``; 0 without values."""
    return _limit_below(_mean(values), len(values), confidence) if values else 0.0


def share_at_most(values: Sequence[float], confidence: float = ONE_SIDED) -> float:
    """A number that the mean of a share lies below; 1 without values."""
    return 1.0 - _limit_below(1.0 - _mean(values), len(values), confidence) if values else 1.0


def _limit_below(mean: float, count: int, confidence: float) -> float:
    """The least p whose relative entropy from ``mean`` does not exceed ln(1 / (1 - confidence)) / count."""
    allowed = -math.log(1.0 - confidence) / count
    low, high = 0.0, min(max(mean, 0.0), 1.0)
    if entropy(high, 0.0) <= allowed:
        return 0.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if entropy(mean, middle) > allowed:
            low = middle
        else:
            high = middle
    return low


def entropy(mean: float, p: float) -> float:
    """Relative entropy of two coins, in nats."""
    total = 0.0
    if mean > 0:
        total += math.inf if p <= 0 else mean * math.log(mean / p)
    if mean < 1:
        total += math.inf if p >= 1 else (1 - mean) * math.log((1 - mean) / (1 - p))
    return total


def mean_at_least(values: Sequence[float], confidence: float = ONE_SIDED) -> float:
    """A number that the mean lies above by Student's t; a single value is taken as it is."""
    if len(values) < 2:
        return -math.inf if not values else values[0]
    return _mean(values) - student(confidence, len(values) - 1) * standard_error(values)


def mean_at_most(values: Sequence[float], confidence: float = ONE_SIDED) -> float:
    """A number that the mean lies below by Student's t."""
    return -mean_at_least([-value for value in values], confidence)


def standard_error(values: Sequence[float]) -> float:
    """Of the mean; 0 for fewer than two values."""
    if len(values) < 2:
        return 0.0
    mean = _mean(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def student(confidence: float, freedom: int) -> float:
    """The quantile of Student's t, by halving on its distribution function."""
    low, high = -1000.0, 1000.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if student_below(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return high


def student_below(t: float, freedom: int) -> float:
    """P(T ≤ t) as a finite sum (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    cosine, sine = math.cos(angle), math.sin(angle)
    term = total = 1.0 if freedom % 2 == 0 else cosine
    if freedom % 2:
        for step in range(3, freedom - 1, 2):
            term *= cosine * cosine * (step - 1) / step
            total += term
        inside = angle + (sine * total if freedom > 1 else 0.0)
        return 0.5 + inside / math.pi
    for step in range(2, freedom - 1, 2):
        term *= cosine * cosine * (step - 1) / step
        total += term
    return 0.5 + sine * total / 2


def tail_mean(values: Sequence[float], share: float = 0.1) -> float:
    """Mean of the worst ``share`` of the values, the one at the edge counted in part."""
    if not values:
        return 0.0
    ordered = sorted(values, reverse=True)
    size = share * len(ordered)
    whole = int(size)
    total = math.fsum(ordered[:whole])
    if whole < len(ordered):
        total += (size - whole) * ordered[whole]
    return total / size


def tail_at_most(values: Sequence[float], threshold: float, share: float = 0.1, confidence: float = ONE_SIDED) -> float:
    """A number that the mean of the worst ``share`` lies below.

    For any threshold t, t + mean of max(0, x - t) / share is at least that mean (R. T. Rockafellar and S. Uryasev,
    *Optimization of conditional value-at-risk*, Journal of Risk 2 (2000), theorem 1), so with a threshold that was
    chosen on other futures a limit of that mean is one of the tail. The sum is skewed: half the doubt is taken.
    """
    over = [threshold + max(0.0, value - threshold) / share for value in values]
    return mean_at_most(over, 1 - (1 - confidence) / 2)
