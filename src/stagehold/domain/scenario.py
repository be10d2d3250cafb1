"""Named changes over a portfolio, and the settings of a portfolio."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.advice import AdviceTerms
from stagehold.domain.fields import Currency, Id, Plain, Share, Weight
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import AreaUnit, LengthUnit


class ChangeKind(StrEnum):
    """Set a field, clear it, add a record or remove one."""

    SET = "set"
    CLEAR = "clear"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: ``of`` is ``record.field`` (or ``type/id`` to add or remove a record), ``value`` as written there."""

    of: str
    kind: ChangeKind = ChangeKind.SET
    value: Plain | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Record):
    """Named changes over a portfolio, with a probability where one is stated."""

    id: Id
    name: str | None = None
    changes: tuple[Change, ...] = ()
    probability: Share | None = None


class RespectHolds(StrEnum):
    """Which holds of other parties block a plan."""

    NONE = "none"
    FIRST = "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the objective; without ``spot``, offers are not used. Units: per late day, per unit of money, per
    need moved, per day shifted."""

    late: Weight = Decimal(1)
    spot: Weight | None = None
    moved: Weight = Decimal(5)
    shifted: Weight = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Units for the reader."""

    area: AreaUnit = AreaUnit.M2
    length: LengthUnit = LengthUnit.M
    currency: Currency | None = None


class WorkWeek(StrEnum):
    """Working days a week; a six-day week rests on Sunday."""

    FIVE = "5"
    SIX = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole portfolio."""

    weights: Weights = field(default_factory=Weights)
    respect_holds: RespectHolds = RespectHolds.NONE
    work_week: WorkWeek = WorkWeek.FIVE
    units: Units = field(default_factory=Units)
    advice: AdviceTerms = field(default_factory=AdviceTerms)
