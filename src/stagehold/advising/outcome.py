"""What an ensemble says: how sure each production is, how far each lease is overrun, and what drives lateness.

Figures are shares, means and quantiles of the futures drawn. Beside each stands how far it may lie from that of
infinitely many futures: a standard error, for shares Wilson's 95 % interval too. All of it is made from sums of whole
numbers, so it is the same on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from stagehold.advising.compiled import tables
from stagehold.advising.compiled.tables import BINS, EARLY, LEASE_BINS, Ints
from stagehold.advising.engine import Run
from stagehold.advising.fitting import Fitted
from stagehold.advising.repair import RiskModel, Rule
from stagehold.planning.problem import Problem

SHARES = (0.1, 0.5, 0.9)
_Z = 1.959963984540054  # of a two-sided 95 % interval


@dataclass(frozen=True, slots=True)
class Share:
    """How often something happens: the share of futures, its standard error, and Wilson's 95 % interval."""

    value: float
    error: float
    low: float
    high: float

    @classmethod
    def of(cls, count: int, futures: int) -> Share:
        """``count`` of so many futures."""
        share = count / futures
        square = _Z * _Z
        middle = (share + square / (2 * futures)) / (1 + square / futures)
        width = _Z * sqrt(share * (1 - share) / futures + square / (4 * futures * futures)) / (1 + square / futures)
        low = 0.0 if count == 0 else max(0.0, middle - width)
        high = 1.0 if count == futures else min(1.0, middle + width)
        return cls(share, sqrt(share * (1 - share) / futures), low, high)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over futures and its standard error."""

    value: float
    error: float

    @classmethod
    def of(cls, total: int, squares: int, futures: int) -> Mean:
        """From sums of a number and of its square."""
        mean = Fraction(total, futures)
        variance = max(Fraction(0), Fraction(squares, futures) - mean * mean)
        return cls(float(mean), sqrt(float(variance) / futures))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionRisk:
    """One production.

    Parameters
    ----------
    due
        The latest due of its needs, which is what its finish can be held against; None without one.
    planned
        First day on which its stages are empty by the plan.
    on_time
        Every need done by its own due, inside its windows and within the most days of its links.
    finish
        P10, P50 and P90 of the first day on which its stages are empty; None beyond the days told apart.
    late_days
        Days late, 0 when on time.
    missed, collided
        A window or the most days of a link missed; days met on which its stage is closed or another's.
    moved, hired, returned
        Stays that moved, of these to an offer, and re-shoots, each a future.
    drives
        The share of its own draws, as of a :class:`Driver`.
    """

    id: str
    due: date | None
    planned: date
    on_time: Share
    finish: tuple[date | None, date | None, date | None]
    late_days: Mean
    missed: Share
    collided: Share
    moved: float
    hired: float
    returned: float
    drives: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRisk:
    """One lease: how often a stage of it is still occupied after its end, and for how many stage-days.

    ``p90`` is None beyond the days told apart.
    """

    id: str
    overrun: Share
    days: Mean
    p90: int | None


class DriverKind(StrEnum):
    """What drives: a cause, over all it covers, or all that is drawn of one production."""

    CAUSE = "cause"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """How much of the days late goes together with what a cause draws.

    ``share`` is the part of the variance of the days late of all productions, over the futures drawn, that straight
    lines through its draws explain: the sum, over the draws that are independent of each other (one a production, or
    one for all that share it), of the squared correlation of the days it adds with the days late, less what chance
    alone would give. Draws that go together count as one, by the sum of their days. Shares do not add up to one: delays
    meet on stages, and what two draws do only together is in neither. ``days`` are what the cause adds on average.
    """

    kind: DriverKind
    id: str
    share: float
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFigures:
    """The outcome of one ensemble.

    Parameters
    ----------
    futures, asked
        Worked out, and asked for: fewer when the run was stopped.
    late_days, timely, moves
        A future: days late of all productions, productions on time, stays that moved.
    spot_days
        Stage-days on offers, those of the plan too.
    unplaced
        Productions that the plan leaves out; nothing here counts them.
    """

    rule: Rule
    seed: int
    futures: int
    asked: int
    productions: tuple[ProductionRisk, ...]
    leases: tuple[LeaseRisk, ...]
    spot_days: Mean
    spot_p90: int | None
    late_days: Mean
    timely: Mean
    moves: float
    drivers: tuple[Driver, ...]
    unplaced: tuple[str, ...]
    fits: tuple[Fitted, ...]
    unused: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether all futures asked for were worked out."""
        return self.futures == self.asked

    @property
    def on_time_share(self) -> float:
        """Expected share of the productions placed that are on time."""
        return self.timely.value / len(self.productions)


def figures(problem: Problem, run: Run) -> RiskFigures | None:
    """The figures of a run, finished or not; None before its first futures are done."""
    model, sums = run.model, run.totals.sums
    futures = int(sums[0, tables.DONE_FUTURES])
    if not futures:
        return None
    dues = _dues(problem)
    drivers = _drivers(model, sums, futures)
    by_production = {item.id: item.share for item in drivers if item.kind is DriverKind.PRODUCTION}
    productions = tuple(
        _production(problem, run, index, dues.get(id_), by_production[id_])
        for index, id_ in enumerate(model.productions)
    )
    first = 1 + len(model.productions)
    leases = tuple(_lease(run, first, index, id_) for index, id_ in enumerate(model.leases))
    spot = _lease(run, first, len(model.leases), "")
    whole = [int(value) for value in sums[0]]
    placed = set(model.productions)
    return RiskFigures(
        rule=run.rule,
        seed=model.seed,
        futures=futures,
        asked=run.futures,
        productions=productions,
        leases=leases,
        spot_days=spot.days,
        spot_p90=spot.p90,
        late_days=Mean.of(whole[tables.SUM_LATE], whole[tables.SUM_LATE_2], futures),
        timely=Mean.of(whole[tables.SUM_TIMELY], whole[tables.SUM_TIMELY_2], futures),
        moves=whole[tables.SUM_MOVES] / futures,
        drivers=tuple(sorted(drivers, key=lambda item: (-item.share, item.kind.value, item.id))),
        unplaced=tuple(item.id for item in problem.productions if item.id not in placed),
        fits=tuple(model.fits.values()),
        unused=model.unused,
    )


def _dues(problem: Problem) -> dict[str, date]:
    found: dict[str, date] = {}
    for need in problem.needs:
        if need.due is not None:
            id_, due = problem.productions[need.production].id, problem.day(need.due)
            found[id_] = max(due, found.get(id_, due))
    return found


def _production(problem: Problem, run: Run, index: int, due: date | None, drives: float) -> ProductionRisk:
    model = run.model
    row = [int(value) for value in run.totals.sums[1 + index]]
    futures = int(run.totals.sums[0, tables.DONE_FUTURES])
    planned = model.finishes[index]
    counts = run.totals.finish[index]
    ends = tuple(_quantile(counts, share, futures) for share in SHARES)
    days = [None if end is None or end == BINS - 1 else problem.day(planned + end - EARLY) for end in ends]
    return ProductionRisk(
        id=model.productions[index],
        due=due,
        planned=problem.day(planned),
        on_time=Share.of(row[tables.ON_TIME], futures),
        finish=(days[0], days[1], days[2]),
        late_days=Mean.of(row[tables.LATE_DAYS], row[tables.LATE_SQUARED], futures),
        missed=Share.of(row[tables.SUM_MISSED], futures),
        collided=Share.of(min(futures, row[tables.COLLIDED]), futures),
        moved=row[tables.MOVED] / futures,
        hired=row[tables.HIRED] / futures,
        returned=row[tables.RETURNED] / futures,
        drives=drives,
    )


def _lease(run: Run, first: int, index: int, id_: str) -> LeaseRisk:
    row = [int(value) for value in run.totals.sums[first + index]]
    futures = int(run.totals.sums[0, tables.DONE_FUTURES])
    p90 = _quantile(run.totals.held[index], 0.9, futures)
    return LeaseRisk(
        id=id_,
        overrun=Share.of(row[tables.OVER], futures),
        days=Mean.of(row[tables.OVER_DAYS], row[tables.OVER_SQUARED], futures),
        p90=None if p90 == LEASE_BINS - 1 else p90,
    )


def _quantile(counts: Ints, share: float, futures: int) -> int | None:
    """The first place up to which at least ``share`` of the futures lie."""
    wanted, seen = share * futures, 0
    for place, count in enumerate(counts):
        seen += int(count)
        if seen >= wanted:
            return place
    return None


def _drivers(model: RiskModel, sums: Ints, futures: int) -> list[Driver]:
    """Every cause, and every production with all that is drawn of it alone."""
    first = 1 + len(model.productions) + len(model.leases) + 1
    shares, days = [Fraction(0)] * len(model.causes), [Fraction(0)] * len(model.causes)
    for at, cause in enumerate(model.inputs):
        shares[cause] += _explained(sums, futures, first + at)
        days[cause] += Fraction(int(sums[first + at, tables.CAUSE_SUM]), futures)
    found = [
        Driver(kind=DriverKind.CAUSE, id=id_, share=float(max(Fraction(0), shares[at])), days=float(days[at]))
        for at, id_ in enumerate(model.causes)
    ]
    first += len(model.inputs)
    for at, id_ in enumerate(model.productions):
        share = float(max(Fraction(0), _explained(sums, futures, first + at)))
        mean = int(sums[first + at, tables.CAUSE_SUM]) / futures
        found.append(Driver(kind=DriverKind.PRODUCTION, id=id_, share=share, days=mean))
    return found


def _explained(sums: Ints, futures: int, row: int) -> Fraction:
    """The squared correlation of a row with the days late, less its mean where there is none: (1 - r2) / (n - 2)."""
    one, two, both = (int(value) for value in sums[row][:3])
    late, late_2 = int(sums[0, tables.SUM_LATE]), int(sums[0, tables.SUM_LATE_2])
    spread = futures * two - one * one
    late_spread = futures * late_2 - late * late
    if spread <= 0 or late_spread <= 0 or futures < 3:
        return Fraction(0)
    together = futures * both - one * late
    squared = Fraction(together * together, spread * late_spread)
    return squared - (1 - squared) / (futures - 2)


def top(drivers: Sequence[Driver], kind: DriverKind, most: int) -> tuple[Driver, ...]:
    """Those of a kind that drive most."""
    return tuple(item for item in drivers if item.kind is kind)[:most]
