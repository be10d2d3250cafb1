"""What advice on leases asks for: spot space by state of the market, demand that may come, and how money is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.fields import Amount, Count, Currency, DayCount, Id, ProductionId, Share, SpotCount, StudioId
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotState:
    """What a class of spot stages is like in one state of the market.

    Parameters
    ----------
    state
        The state by name, as ``tight``; a demand scenario names the one that goes with it.
    stages
        How many can be hired at once.
    rate
        Money per stage-day in the currency of the class, whatever the phase.
    lead_days
        Days between the order and the first day on the stage.
    """

    state: Id
    stages: SpotCount
    rate: Amount
    lead_days: DayCount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotClass(Record):
    """Stages alike that can be hired by the day; like a space of unknown size they serve only needs that do not ask.

    ``studio`` says where they lie: a production that keeps its stages together has them all there or none.
    """

    id: Id
    studio: StudioId
    currency: Currency
    states: tuple[SpotState, ...] = ()
    area: Area | None = None
    clear_height: Length | None = None
    features: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandScenario(Record):
    """A slate that may come, with its probability.

    Parameters
    ----------
    productions
        The productions of this slate; empty means all that have needs.
    per_year
        How many of them there are in a year, by their ready day: the first so many in the order of their ready days.
        A year that is not named keeps all.
    market
        The state of the market for spot stages; without one no spot stage can be hired.
    known_from
        The day on which everybody knows which scenario has come. Options with notice before that day are decided
        without knowing it; without a day all of them are.
    """

    id: Id
    name: str | None = None
    probability: Share
    productions: tuple[ProductionId, ...] = ()
    per_year: Mapping[Id, Count] = field(default_factory=dict)
    market: Id | None = None
    known_from: EdtfDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTerms:
    """How advice counts money.

    Parameters
    ----------
    horizon
        First and last day: only rent, fees and spot days inside it count.
    currency
        Of all figures; amounts in others are converted with the dated rates of the portfolio.
    point
        What one point of the objective is worth: a late day of a production of priority 1. Drop costs are points too.
    rate
        Yearly, effective: discounts from the first day of the horizon. Without one nothing is discounted.
    late_allowed
        How many late productions a year may have and still count as carried (*year assurance*).
    holdover
        Money per stage-day on which a production still stands on a stage whose lease has ended, or that belongs to
        others; default twice the dearest rate of the spot stages of the scenario.
    """

    horizon: EdtfInterval | None = None
    currency: Currency | None = None
    point: Amount | None = None
    rate: Decimal | None = None
    holdover: Amount | None = None
    late_allowed: Count = 0
