"""What a lease holds, as stated and as assumptions complete it: the ground that footprint and timeline stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stagehold.domain.editing import EditError, apply_assumptions, resolve
from stagehold.domain.edtf import DatePrecision, EdtfDate, End, day
from stagehold.domain.lease import Lease, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption
from stagehold.domain.studio import Space, SpaceKind


class EndKind(StrEnum):
    """What is known of an end of a term: stated, pinned by an assumption, existing but unstated, or none (``..``)."""

    STATED = "stated"
    ASSUMED = "assumed"
    UNSTATED = "unstated"
    NONE = "none"


class HeldState(StrEnum):
    """How a lease stands on a day, no sharper than its dates are stated."""

    HELD = "held"
    END_UNSTATED = "end-unstated"
    ASSUMED = "assumed"
    PERHAPS = "perhaps"
    NOT_YET = "not-yet"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One lease that grants something itself (no ``is_total_of``).

    Parameters
    ----------
    lease, read
        As stated, and with every assumption about it in place.
    stages, stages_assumed
        Ids of the stages named, and whether only an assumption names them.
    stage_count
        The stages granted: those named, or as many as are stated where more are stated than named.
    start, end
        Both belong to the term; None where unknown or open. An exercised extension is part of it.
    pins
        The assumptions about this lease, by the field each settles.
    """

    lease: Lease
    read: Lease
    stages: tuple[str, ...]
    stages_assumed: bool
    stage_count: int
    start: EdtfDate | None
    start_kind: EndKind
    end: EdtfDate | None
    end_kind: EndKind
    pins: Mapping[str, Assumption]

    @property
    def counted_only(self) -> bool:
        """Whether no stage is named at all: the number alone is stated."""
        return not self.stages and self.stage_count > 0

    def state(self, on: date) -> HeldState:
        """How the lease stands on a day."""
        if self.start is None:
            return HeldState.UNKNOWN
        if on < self.start.first:
            return HeldState.NOT_YET
        if self.end is not None and on > self.end.last:
            return HeldState.ENDED
        if on < self.start.last or (self.end is not None and on > self.end.first):
            return HeldState.PERHAPS
        if EndKind.ASSUMED in (self.start_kind, self.end_kind):
            return HeldState.ASSUMED
        return HeldState.END_UNSTATED if self.end_kind is EndKind.UNSTATED else HeldState.HELD

    @property
    def first_day(self) -> date | None:
        """The first day that surely belongs to the term (a coarse start is read late); None for a season."""
        return self.start.last if self.start is not None and self.start.precision is not DatePrecision.SEASON else None

    @property
    def last_day(self) -> date | None:
        """The last day that surely belongs to the term (a coarse end is read early); None for a season."""
        return self.end.first if self.end is not None and self.end.precision is not DatePrecision.SEASON else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All leases of one lessee or of all, and the portfolio with every assumption in place."""

    read: Portfolio
    held: tuple[Held, ...]
    totals: tuple[Lease, ...]


def holdings(portfolio: Portfolio, party: str | None = None) -> Holdings:
    """What is leased by ``party``, or by anybody, in the order of the records.

    Assumptions that do not fit are left out; checking them is not the task of a report.
    """
    read, _ = apply_assumptions(portfolio, portfolio.assumptions.values())
    pins = pins_by_record(portfolio)
    held = []
    totals = []
    for lease in portfolio.leases.values():
        if party is not None and lease.lessee != party:
            continue
        if lease.is_total_of:
            totals.append(lease)
        else:
            held.append(_held(lease, read, pins.get(("lease", lease.id), {})))
    return Holdings(read=read, held=tuple(held), totals=tuple(totals))


def pins_by_record(portfolio: Portfolio) -> dict[tuple[str, str], dict[str, Assumption]]:
    """Assumptions by (kind, id) of the record they are about, then by field."""
    pins: dict[tuple[str, str], dict[str, Assumption]] = {}
    for assumption in portfolio.assumptions.values():
        try:
            target = resolve(portfolio, assumption.of)
        except EditError:
            continue
        pins.setdefault((target.kind, target.id), {})[target.path] = assumption
    return pins


def stages_of(lease: Lease, portfolio: Portfolio) -> tuple[Space, ...]:
    """The stages a lease names."""
    spaces = (portfolio.spaces.get(id_) for id_ in lease.spaces)
    return tuple(space for space in spaces if space is not None and space.kind is SpaceKind.STAGE)


def _held(lease: Lease, read: Portfolio, pins: Mapping[str, Assumption]) -> Held:
    filled = read.leases.get(lease.id, lease)
    stages = tuple(space.id for space in stages_of(filled, read))
    start, start_kind = _end_of(filled, "start", pins)
    end, end_kind = _end_of(filled, "end", pins)
    end, end_kind = _with_options(filled, end, end_kind, pins)
    return Held(
        lease=lease,
        read=filled,
        stages=stages,
        stages_assumed=bool(stages) and "spaces" in pins,
        stage_count=max(len(stages), filled.space_count or 0),
        start=start,
        start_kind=start_kind,
        end=end,
        end_kind=end_kind,
        pins=pins,
    )


def _end_of(lease: Lease, which: str, pins: Mapping[str, Assumption]) -> tuple[EdtfDate | None, EndKind]:
    if lease.term is None:
        return None, EndKind.UNSTATED
    end = lease.term.start if which == "start" else lease.term.end
    if isinstance(end, End):
        return None, EndKind.NONE if end is End.OPEN else EndKind.UNSTATED
    pinned = "term" in pins or f"term.{which}" in pins
    return end, EndKind.ASSUMED if pinned else EndKind.STATED


def _with_options(
    lease: Lease, end: EdtfDate | None, kind: EndKind, pins: Mapping[str, Assumption]
) -> tuple[EdtfDate | None, EndKind]:
    """The end after exercised extensions, one after the other; only an exact end can be moved."""
    for index, option in enumerate(lease.options):
        if option.kind is not OptionKind.EXTEND or not option.exercised or option.adds is None:
            continue
        if end is None or not end.is_day or end.last >= date.max - timedelta(days=1):
            continue
        try:
            end = day(option.adds.after(end.last + timedelta(days=1)) - timedelta(days=1))
        except OverflowError:
            continue
        if any(path.startswith(f"options.{index}") for path in pins):
            kind = EndKind.ASSUMED
    return end, kind
