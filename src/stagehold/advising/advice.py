"""The answer of advice: what each set of leases costs and how sure it is, the curve, and what follows from both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stagehold.advising.advice_problem import AdviceProblem, Response
from stagehold.advising.lease_sets import LeaseSet
from stagehold.domain.findings import Finding


class Assurance(StrEnum):
    """How sure the footprint carries the slate.

    *On time*: the expected share of productions on time, by priority. *Year*: the lowest over years of the probability
    that at most ``late_allowed`` productions are late. *Tail*: mean late days of the worst tenth of futures (the less
    the better).
    """

    ON_TIME = "on-time"
    YEAR = "year"
    TAIL = "tail"

    def meets(self, figure: float, target: float) -> bool:
        """Whether a figure is at least as good as the target."""
        return figure <= target if self is Assurance.TAIL else figure >= target


@dataclass(frozen=True, slots=True, kw_only=True)
class ByMonths:
    """What the months say of a set: never more than it costs, never less sure than it is, in the futures searched."""

    cost: float
    on_time: float
    spot_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A set as the planner and the repair rule have it, in expected money.

    ``cost`` is ``leases`` + ``spot`` + ``late`` + ``dropped``; ``discounted`` the same at the stated rate.
    ``assurance`` is the figure asked for and ``limit`` its one-sided limit at 95 %.
    """

    chosen: LeaseSet
    responses: Mapping[str, Response]
    cost: Decimal
    cost_error: Decimal
    discounted: Decimal
    leases: Decimal
    spot: Decimal
    late: Decimal
    dropped: Decimal
    spot_days: float
    on_time: float
    year: float
    tail: float
    assurance: float
    limit: float
    futures: int
    months: ByMonths | None = None

    @property
    def changes(self) -> int:
        """Candidates signed."""
        return sum(choice >= 0 for choice in self.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One level of assurance.

    Parameters
    ----------
    bound
        No way of leasing that reaches the target has a lower expected cost, at 95 % confidence.
    best
        The cheapest set whose limit meets the target, on futures of its own; None where none does.
    tried
        Sets held against the target on those futures; the doubt is shared by as many as could be tried.
    """

    target: float
    bound: Decimal
    best: Verified | None
    tried: int

    @property
    def gap(self) -> Decimal | None:
        """(cost - bound) / max(1, cost)."""
        return None if self.best is None else (self.best.cost - self.bound) / max(Decimal(1), self.best.cost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one candidate by itself is worth in one scenario (or in all of them, ``scenario`` empty).

    Parameters
    ----------
    without, with_it
        Expected cost without it, and with it but before its own money.
    money, rent
        What it costs inside the horizon, and the part that is paid by the period.
    """

    candidate: str
    scenario: str
    without: Decimal
    with_it: Decimal
    money: Decimal
    rent: Decimal

    @property
    def worth(self) -> Decimal:
        """What it saves before it is paid for."""
        return self.without - self.with_it

    @property
    def highest_rent(self) -> Decimal:
        """Rent inside the horizon up to which signing is not dearer than going without."""
        return self.worth - (self.money - self.rent)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionValue:
    """What an option saves by its stated rule: a lower bound of what it is worth."""

    candidate: str
    option: int
    value: Decimal
    exercised_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What it would save to sign once the scenario is known, if everything were still on offer then."""

    now: Decimal
    then: Decimal
    best: Mapping[str, LeaseSet]

    @property
    def value(self) -> Decimal:
        """Never negative, for the best set now is among those to choose from then."""
        return self.now - self.then


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The spot rates, as a multiple of those stated, at which signing the best set costs what signing nothing costs.

    Parameters
    ----------
    by_months
        Where the months say so; None where they do at no multiple tried.
    below, above
        Multiples checked by the planner: at the first signing nothing is cheaper, at the second signing is. Where one
        was not found, ``always`` says what was cheaper at all that were tried.
    saved_below, saved_above
        What signing saves there.
    """

    chosen: LeaseSet
    by_months: float | None
    below: float | None = None
    above: float | None = None
    saved_below: Decimal | None = None
    saved_above: Decimal | None = None
    always: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Everything that advice has found.

    Parameters
    ----------
    sets
        Every set that was verified, the cheapest first; all on the same futures.
    today
        Nothing signed.
    change
        The set with the fewest candidates that reaches the highest target that any set reaches, the cheapest of these.
    sets_in_all, enumerated
        How many sets there are at most, and whether every one was looked at.
    stopped
        Whether somebody ended the work before its end.
    """

    problem: AdviceProblem
    assurance: Assurance
    rule: str
    seed: int
    searched: int
    fresh: int
    points: tuple[Point, ...]
    sets: tuple[Verified, ...]
    today: Verified
    worth: tuple[Worth, ...] = ()
    options: tuple[OptionValue, ...] = ()
    waiting: Waiting | None = None
    spot_price: BreakEven | None = None
    change: Verified | None = None
    sets_in_all: int = 0
    enumerated: bool = True
    stopped: bool = False
    seconds: float = 0.0
    findings: tuple[Finding, ...] = field(default=())
