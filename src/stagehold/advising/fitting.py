"""Spreads fitted to what happened: planned and actual days of one milestone, and how well the form fits them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import exp, log, sqrt
from statistics import NormalDist, fmean, stdev
from statistics import variance as variance_of

from stagehold.domain.edtf import DatePrecision, Edtf, EdtfDate
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Production
from stagehold.domain.risk import FEWEST_PAIRS, Fit, Risk, Spread, SpreadKind

_LIMIT_KNOWN = 1.358  # Kolmogorov's 5 % limit times the root of n, for a form that is not fitted to the same pairs
_LIMIT_FITTED = 0.886  # Lilliefors' limit for a normal form whose mean and deviation are


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A spread with its goodness.

    Parameters
    ----------
    pairs
        How many planned and actual days it rests on.
    distance
        The greatest distance between the share of pairs up to a day and what the form says (Kolmogorov and Smirnov).
        For an empirical spread that is 0 by construction, and ``limit`` is how far the unknown truth may lie off.
    limit
        What the distance exceeds in 5 % of samples from the form.
    """

    risk: str
    milestone: str
    spread: Spread
    pairs: int
    distance: float
    limit: float

    @property
    def holds(self) -> bool:
        """Whether the form passes at 5 %."""
        return self.distance <= self.limit


def shifts(portfolio: Portfolio, milestone: str) -> list[int]:
    """Actual less planned days of a milestone, production by production; only dates that name a day count."""
    found = []
    for production in portfolio.productions.values():
        planned = _last_day(production, milestone, "planned")
        actual = _last_day(production, milestone, "actual")
        if planned is not None and actual is not None:
            found.append(actual - planned)
    return found


def _last_day(production: Production, milestone: str, side: str) -> int | None:
    """The day stated, the first plan or the last outcome where there are several; None without one."""
    days = []
    for item in production.milestones:
        stated: Edtf | None = getattr(item, side)
        if item.name == milestone and isinstance(stated, EdtfDate) and stated.precision is DatePrecision.DAY:
            days.append(stated.first.toordinal())
    if not days:
        return None
    return days[0] if side == "planned" else days[-1]


def fitted(portfolio: Portfolio, risk: Risk, fit: Fit) -> Fitted:
    """The spread of a record that asks for a fit.

    Raises
    ------
    InvalidPortfolio
        If there are fewer than 30 pairs, or the form cannot carry them.
    """
    found = shifts(portfolio, fit.milestone)
    if len(found) < FEWEST_PAIRS:
        allowed = f"{FEWEST_PAIRS} pairs or more; until then a ready_shift that you assume, with its why"
        raise _refused(risk, "too-few-pairs", f"{len(found)} planned and actual days of {fit.milestone}", allowed)
    if fit.kind is SpreadKind.EMPIRICAL:
        spread = Spread(kind=fit.kind, values=tuple(Decimal(day) for day in sorted(found)))
        return _made(risk, fit, spread, found, 0.0, _LIMIT_KNOWN)
    if fit.kind is SpreadKind.LOGNORMAL and min(found) <= 0:
        allowed = "shifts above 0 for a lognormal form; take empirical or normal"
        raise _refused(risk, "cannot-be-fitted", f"a shift of {min(found)} days", allowed)
    if len(set(found)) == 1:
        raise _refused(risk, "cannot-be-fitted", f"every shift is {found[0]} days", "kind empirical")
    low = high = None
    mean, deviation = fmean(found), stdev(found)
    if fit.kind is SpreadKind.LOGNORMAL:
        logs = [log(day) for day in found]
        variance = variance_of(logs)
        mean = exp(fmean(logs) + variance / 2)
        deviation = mean * sqrt(exp(variance) - 1)
    if fit.kind is SpreadKind.NORMAL:
        low, high = Decimal(min(found)), Decimal(max(found))
    spread = Spread(kind=fit.kind, mean=_decimal(mean), sd=_decimal(deviation), low=low, high=high)
    seen = sorted(log(day) for day in found) if fit.kind is SpreadKind.LOGNORMAL else sorted(map(float, found))
    return _made(risk, fit, spread, found, _distance(seen), _LIMIT_FITTED)


def _made(risk: Risk, fit: Fit, spread: Spread, found: list[int], distance: float, limit: float) -> Fitted:
    return Fitted(
        risk=risk.id,
        milestone=fit.milestone,
        spread=spread,
        pairs=len(found),
        distance=distance,
        limit=limit / sqrt(len(found)),
    )


def _distance(seen: list[float]) -> float:
    """Kolmogorov and Smirnov's distance to the normal form of the same mean and deviation."""
    form = NormalDist(fmean(seen), stdev(seen))
    count = len(seen)
    below = [form.cdf(value) for value in seen]
    return max(max((at + 1) / count - share, share - at / count) for at, share in enumerate(below))


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 6)))


def _refused(risk: Risk, rule: str, found: str, allowed: str) -> InvalidPortfolio:
    finding = Finding(rule=rule, record=risk.id, field="fit", found=found, allowed=allowed)
    return InvalidPortfolio(f"{risk.id}: no spread can be fitted: {found}; allowed: {allowed}", [finding])
