"""Parties, studios and the spaces on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.fields import (
    Amount,
    Country,
    Currency,
    DayCount,
    Id,
    Name,
    PartyId,
    PolicyId,
    SpaceId,
    StudioId,
    Zone,
)
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, Capacity, Length


class PartyKind(StrEnum):
    """What a company does here."""

    STUDIO = "studio"
    LESSEE = "lessee"
    CLIENT = "client"


class SpaceKind(StrEnum):
    """What a space is for; only a stage can carry a need."""

    STAGE = "stage"
    OFFICE = "office"
    WORKSHOP = "workshop"
    WARDROBE = "wardrobe"
    MAKEUP = "makeup"
    STORAGE = "storage"
    PARKING = "parking"
    BACKLOT = "backlot"
    TANK = "tank"
    OTHER = "other"


class PhaseKind(StrEnum):
    """What happens on a stage; *standing*: the set stands, no crew, and the stage is occupied."""

    BUILD = "build"
    PRELIGHT = "prelight"
    SHOOT = "shoot"
    STANDING = "standing"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Record):
    """A company; what it is told of times is told in ``time_zone`` too, a tz database name."""

    id: str
    name: str
    kind: PartyKind | None = None
    parent: PartyId | None = None
    time_zone: Zone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio(Record):
    """A lot with stages under one operator.

    ``country`` is ISO 3166-1, ``region`` the subdivision whose holidays count (ISO 3166-2 without the country),
    ``time_zone`` a tz database name. ``tenure`` says whether the streamer owns it (``owned``) or rents there.
    """

    id: Id
    name: Name
    operator: PartyId | None = None
    owner: PartyId | None = None
    country: Country
    region: str | None = None
    city: str | None = None
    address: str | None = None
    time_zone: Zone | None = None
    opened: Edtf | None = None
    tenure: str | None = None
    policy: PolicyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Record):
    """One space that can be used.

    Parameters
    ----------
    joins
        Neighbouring stages that open into this one; a join holds in both directions, whoever states it.
    turnover_before, turnover_after
        Clear days a stay needs before and after it; unknown counts as none.
    in_service
        The days it exists for use; unknown counts as always.
    """

    id: Id
    studio: StudioId
    kind: SpaceKind
    name: Name | None = None
    area: Area | None = None
    clear_height: Length | None = None
    features: tuple[Id, ...] = ()
    joins: tuple[SpaceId, ...] = ()
    turnover_before: DayCount = 0
    turnover_after: DayCount = 0
    capacity: Capacity | None = None
    in_service: EdtfInterval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """Days on which a space cannot be used; ``to`` names the last of them."""

    id: Id
    space: SpaceId
    from_: EdtfDate
    to: EdtfDate
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Record):
    """Spot space for hire from ``party``; ``rate`` is money per stage-day of each phase, ``min_days`` are paid in any
    case."""

    id: Id
    space: SpaceId
    from_: EdtfDate
    to: EdtfDate
    rate: Mapping[PhaseKind, Amount] = field(default_factory=dict)
    currency: Currency
    min_days: DayCount = 0
    lead_days: DayCount = 0
    party: PartyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate(Record):
    """One unit of ``from`` is ``rate`` units of ``to`` on ``date``."""

    id: Id
    from_: Currency
    to: Currency
    date: EdtfDate
    rate: Decimal
