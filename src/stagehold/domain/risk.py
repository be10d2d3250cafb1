"""What may come otherwise than planned: causes of delay, and how they are spread. Every one is an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from stagehold.domain.fields import Country, Id, ProductionId, Range, Share, StudioId
from stagehold.domain.provenance import Record
from stagehold.domain.studio import PhaseKind

FEWEST_PAIRS = 30  # of planned and actual dates, before a spread may be fitted to them
PerYear = Annotated[Decimal, Range(0, 24)]


class CauseKind(StrEnum):
    """One production by itself; several at once; crews that stop; scenes that are shot again.

    What follows through ``after`` (a chain) is no record: it is in the needs.
    """

    OWN = "own"
    SHARED = "shared"
    STOPPAGE = "stoppage"
    RESHOOT = "re-shoot"


class SpreadKind(StrEnum):
    """The form of a spread."""

    DISCRETE = "discrete"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    PERT = "pert"
    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    EXPONENTIAL = "exponential"
    EMPIRICAL = "empirical"


class SharedBy(StrEnum):
    """Who has one draw in common: all that the record covers, those at one studio, or those in one country.

    ``production`` is for stoppages that each production has by itself.
    """

    GROUP = "group"
    STUDIO = "studio"
    COUNTRY = "country"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a number is spread over the futures: days, or a factor.

    Parameters
    ----------
    kind
        *discrete*: ``values`` with their ``weights`` (alike when left out). *empirical*: what was observed.
        *uniform*: from ``low`` to ``high``. *triangular*, *pert*: ``low``, ``mode``, ``high``; pert is the beta form
        with four times the weight on the mode. *lognormal*, *normal*: ``mean`` and ``sd`` of the number itself before
        it is cut; normal must be cut (``low``, ``high``). *exponential*: ``mean`` above ``low`` (default 0).
    low, high
        For lognormal, normal and exponential where it is cut: what lies beyond is drawn again.
    values, weights
        In the same order; weights need not add up to anything.
    """

    kind: SpreadKind
    low: Decimal | None = None
    mode: Decimal | None = None
    high: Decimal | None = None
    mean: Decimal | None = None
    sd: Decimal | None = None
    values: tuple[Decimal, ...] = ()
    weights: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A spread taken from what happened: actual less planned day of a milestone, over all productions that state both.

    Parameters
    ----------
    milestone
        Its name, as ``shoot-start``; both dates must name a day.
    kind
        *empirical*, *normal* (cut at the least and the greatest seen) or *lognormal* (of shifts above 0 only).
    """

    milestone: str
    kind: SpreadKind = SpreadKind.EMPIRICAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Record):
    """A cause of delay. Without 30 pairs of planned and actual dates it is an assumption, and ``why`` says on what it
    rests.

    Parameters
    ----------
    why, by
        The reason for these numbers, and who decided; needed unless ``fit`` is given.
    productions, studios, countries
        What the cause covers, by where the plan has it; none named: everything. A production is covered when it is
        among the productions named, or those are none, and its studio and country likewise.
    shared_by
        For *shared* and *stoppage*: who has one draw in common.
    ready_shift
        Days by which a production is ready later (or sooner, below 0), for *own* and *shared*.
    phase_factor, phases
        What the length of these phases is multiplied by, for *own* and *shared*; without ``phases`` all but standing.
    fit
        In place of ``ready_shift``: fitted to milestones. Fewer than 30 pairs are refused.
    correlation
        For *own*: how much the draws of the productions covered go together, 0 to 1; the correlation of the normal
        numbers behind them.
    rate, length
        For *stoppage*: how many begin a year on average, each for how many days.
    probability, delay, days
        For *re-shoot*: whether a production comes back, how many days after its last day on a stage, for how long.
    """

    id: Id
    kind: CauseKind
    why: str | None = None
    by: str | None = None
    productions: tuple[ProductionId, ...] = ()
    studios: tuple[StudioId, ...] = ()
    countries: tuple[Country, ...] = ()
    shared_by: SharedBy = SharedBy.GROUP
    ready_shift: Spread | None = None
    phase_factor: Spread | None = None
    phases: tuple[PhaseKind, ...] = ()
    fit: Fit | None = None
    correlation: Share = Decimal(0)
    rate: PerYear | None = None
    length: Spread | None = None
    probability: Share | None = None
    delay: Spread | None = None
    days: Spread | None = None
