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
        The earliest due of its needs; None without one.
    planned
        First day on which its stages are empty by the plan.
    on_time
        Every need done by its due, inside its windows and within the most days of its links.
    finish
        P10, P50 and P90 of the first day on which its stages are empty; None beyond the days told apart.
    late_days
        Days late, 0 when on time.
    missed, collided
        A window or the most days of a link missed; days met on which its stage is closed or another's.
    moved, hired, returned
        Stays that moved, of these to an offer, and re-shoots, each a future.
    drives
        Squared correlation of the days that its own draws add with the days late of the whole plan.
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
    """How much of the days late goes together with the days that a cause adds.

    ``share`` is the squared correlation: the part of the variance of the days late, over the futures drawn, that a
    straight line through the days added explains. Shares of causes do not add up to one, since delays meet on stages.
    ``days`` are what it adds on average.
    """

    kind: DriverKind
    id: str
    share: float
    correlation: float
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
    causes = _cause_rows(model)
    drivers = tuple(_driver(sums, futures, row, kind, id_) for row, kind, id_ in causes)
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
            found[id_] = min(due, found.get(id_, due))
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


def _cause_rows(model: RiskModel) -> list[tuple[int, DriverKind, str]]:
    first = 1 + len(model.productions) + len(model.leases) + 1
    ids = [(DriverKind.CAUSE, id_) for id_ in model.causes]
    ids += [(DriverKind.PRODUCTION, id_) for id_ in model.productions]
    return [(first + at, kind, id_) for at, (kind, id_) in enumerate(ids)]


def _driver(sums: Ints, futures: int, row: int, kind: DriverKind, id_: str) -> Driver:
    one, two, both = (int(value) for value in sums[row][:3])
    late, late_2 = int(sums[0, tables.SUM_LATE]), int(sums[0, tables.SUM_LATE_2])
    spread = futures * two - one * one
    late_spread = futures * late_2 - late * late
    together = futures * both - one * late
    share = Fraction(together * together, spread * late_spread) if spread > 0 and late_spread > 0 else Fraction(0)
    sign = 1.0 if together >= 0 else -1.0
    return Driver(kind=kind, id=id_, share=float(share), correlation=sign * sqrt(float(share)), days=one / futures)


def top(drivers: Sequence[Driver], kind: DriverKind, most: int) -> tuple[Driver, ...]:
    """Those of a kind that drive most."""
    return tuple(item for item in drivers if item.kind is kind)[:most]
