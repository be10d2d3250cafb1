"""The rows of the footprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.fields import Name
from stagehold.domain.lease import LeaseKind
from stagehold.domain.provenance import Assumption, Precision, Status
from stagehold.domain.quantities import Area
from stagehold.reports.held import EndKind, Held, HeldState
from stagehold.reports.totals import TotalCheck


class By(StrEnum):
    """What a line of the summary stands for."""

    MARKET = "market"
    STUDIO = "studio"
    STAGE = "stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRow:
    """One lease: what it grants and for how long.

    ``area`` is the area stated for the whole lease, ``stage_areas`` are those of its named stages; ``state`` is None
    without a day to look at. ``assumptions`` are the ids of those that complete it, ``conflicts`` the fields whose
    sources contradict each other and that no assumption settles.
    """

    lease: str
    lessee: str
    lessee_name: str
    lessor: str | None
    kind: LeaseKind
    studios: tuple[str, ...]
    studio_names: tuple[Name, ...]
    markets: tuple[str, ...]
    stages: tuple[str, ...]
    stages_assumed: bool
    stage_count: int
    counted_only: bool
    area: Area | None
    area_includes: str | None
    stage_areas: tuple[Area, ...]
    other_spaces: tuple[str, ...]
    additional: str | None
    term: EdtfInterval | None
    term_as_stated: str | None
    term_precision: Precision | None
    start: EdtfDate | None
    start_kind: EndKind
    end: EdtfDate | None
    end_kind: EndKind
    state: HeldState | None
    source: tuple[str, ...]
    status: Status | None
    as_stated: str | None
    assumptions: tuple[str, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """One named stage under a lease; its area with its basis.

    ``assumed``: only an assumption puts it under the lease. ``pinned`` are the fields of the stage that an assumption
    sets, ``conflicts`` those whose sources contradict each other and that none settles.
    """

    stage: str
    name: Name | None
    studio: str
    market: str
    lease: str
    area: Area | None
    clear_height: str | None
    state: HeldState | None
    assumed: bool
    pinned: tuple[str, ...]
    conflicts: tuple[str, ...]
    source: tuple[str, ...]
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """Stages of one market, studio or stage.

    ``stages`` counts leases that are surely held on the day (or all leases, without a day), ``perhaps`` those whose
    coarse dates leave it open. ``named`` are those with an id. ``stage_areas`` has one entry a stage of known area.
    """

    key: str
    name: Name | str
    market: str
    stages: int
    perhaps: int
    named: int
    stage_areas: tuple[Area, ...]
    lease_areas: tuple[Area, ...]
    leases: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """What is leased, by ``party`` or by all; ``on`` is the day looked at, None for all days.

    ``stages_by_market`` counts all stages leased, those without a name too, whatever the rows of ``summary`` stand for.
    """

    party: str | None
    on: date | None
    by: By
    stages_by_market: Mapping[str, int]
    summary: tuple[SummaryRow, ...]
    leases: tuple[LeaseRow, ...]
    stages: tuple[StageRow, ...]
    totals: tuple[TotalCheck, ...]
    assumptions: tuple[Assumption, ...]
    held: tuple[Held, ...]
