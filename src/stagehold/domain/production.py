"""Physical work on originals, and what it needs of stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.fields import (
    Amount,
    Count,
    DayCount,
    Id,
    Name,
    PhaseDays,
    ProductionId,
    SignedDays,
    SpaceId,
    StageCount,
    StudioId,
    TitleId,
    Weight,
)
from stagehold.domain.provenance import Precision, Record, Status
from stagehold.domain.quantities import Area, CapacityUnit, Length
from stagehold.domain.studio import PhaseKind, SpaceKind


class Together(StrEnum):
    """How close all stages of a production must lie."""

    STUDIO = "studio"
    CITY = "city"
    COUNTRY = "country"
    ANY = "any"


class WorkCalendar(StrEnum):
    """Whether phases count every day or working days only."""

    ALL = "all"
    WORKING = "working"


class LinkPoint(StrEnum):
    """The point of the earlier need from which a lag counts."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class PhaseLength:
    """A phase and how many days it takes; a phase may recur."""

    phase: PhaseKind
    days: PhaseDays


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """This need starts at least ``min_days`` and at most ``max_days`` after a point of another need.

    ``need`` is a need of the same production, or ``production/need``. ``keep``: on the same stages, which stay
    occupied in between. ``same_stages``: the set is folded, the same stages are used again, free in between.
    """

    need: str
    from_: LinkPoint = LinkPoint.END
    min_days: SignedDays = 0
    max_days: SignedDays | None = None
    keep: bool = False
    same_stages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A production's demand for stages: one uninterrupted stay.

    Parameters
    ----------
    phases
        In order; lengths in days (working days under the working calendar).
    days_on
        The total length on a stage, in place of that of the phases. With ``only``, no other stage is allowed.
    phase_windows
        First and last day of each phase named.
    """

    id: Id
    stages: StageCount = 1
    min_area: Area | None = None
    min_height: Length | None = None
    features: tuple[Id, ...] = ()
    allowed: tuple[SpaceId, ...] = ()
    phases: tuple[PhaseLength, ...] = ()
    days_on: Mapping[SpaceId, PhaseDays] = field(default_factory=dict)
    only: bool = False
    phase_windows: Mapping[PhaseKind, EdtfInterval] = field(default_factory=dict)
    after: tuple[After, ...] = ()
    due: EdtfDate | None = None
    post_days: DayCount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Supporting space wanted around the stage days, at the studio of the needs."""

    kind: SpaceKind
    amount: Amount
    unit: CapacityUnit = CapacityUnit.ROOMS
    from_days_before: DayCount = 0
    to_days_after: DayCount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A planned and an actual date of one step, as ``shoot-start``."""

    name: str
    planned: Edtf | None = None
    actual: Edtf | None = None
    stated_on: EdtfDate | None = None
    source: tuple[str, ...] = ()
    status: Status | None = None
    precision: Precision | None = None
    as_stated: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Production(Record):
    """The physical work on one or more titles. Without needs it is a fact to know, not a demand to plan.

    Parameters
    ----------
    studio
        Where it was or is said to be shot; it binds no plan.
    ready, window, due
        First day any need may start; first and last day on a stage; first day on which the stages must be empty.
    priority, drop_cost
        Cost of a day late; cost of not being placed (default 1000 · max(1, priority)).
    shoot_days
        Days on which a crew shoots, where known.
    units
        Crews that shoot at the same time: 2 for a main and a second unit. It moves no plan; an estimate of shoot days
        counts so many stages a day, where so many are held.
    """

    id: Id
    name: Name | None = None
    titles: tuple[TitleId, ...] = ()
    studio: tuple[StudioId, ...] = ()
    needs: tuple[Need, ...] = ()
    ready: EdtfDate | None = None
    window: EdtfInterval | None = None
    due: EdtfDate | None = None
    priority: Weight = Decimal(1)
    drop_cost: Weight | None = None
    together: Together = Together.STUDIO
    calendar: WorkCalendar = WorkCalendar.ALL
    support: tuple[Support, ...] = ()
    shoot_days: Count | None = None
    units: StageCount = 1
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock(Record):
    """A placement that must stand: the stages, the start, or both."""

    id: Id
    production: ProductionId
    need: str
    stages: tuple[SpaceId, ...] = ()
    start: EdtfDate | None = None
