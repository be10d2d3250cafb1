"""The answer: which production stands on which stages, when, and how good that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from stagehold.domain.findings import Finding
from stagehold.domain.studio import PhaseKind


class PlanStatus(StrEnum):
    """How the search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    STOPPED = "stopped"
    INFEASIBLE = "infeasible"


class Reason(StrEnum):
    """Why a stage does not serve a production better."""

    NOT_LEASED = "not-leased"
    LEASE_STARTS = "lease-starts"
    LEASE_ENDS = "lease-ends"
    TAKEN = "taken"
    CLOSED = "closed"
    LOCKED = "locked"
    TOO_SMALL = "too-small"
    TOO_LOW = "too-low"
    LACKS = "lacks"
    UNKNOWN = "unknown"
    NOT_ALLOWED = "not-allowed"
    APART = "apart"
    AFTER = "after"
    OUT_OF_WINDOW = "out-of-window"
    COSTS_MORE = "costs-more"


class RemedyKind(StrEnum):
    """What would let a production fit, or fit sooner."""

    EXTEND = "extend"
    READY_EARLIER = "ready-earlier"
    ADD_STAGE = "add-stage"
    SWAP = "swap"
    SPOT = "spot"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSpan:
    """One phase of a placement, half-open."""

    phase: PhaseKind
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A need on stages for days.

    Parameters
    ----------
    stages
        One entry per stage asked for, sorted; a joined whole is one entry, its members' ids sorted: ``a+b``.
    start, end
        Half-open, in the studio's local days.
    late_days
        Days that this need is done after its due, 0 when on time or without a due.
    """

    production: str
    need: str
    stages: tuple[str, ...]
    start: date
    end: date
    phases: tuple[PhaseSpan, ...] = ()
    late_days: int = 0

    @property
    def members(self) -> tuple[str, ...]:
        """Every stage occupied: joined wholes taken apart."""
        return tuple(member for stage in self.stages for member in stage.split("+"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one stage does not serve a need; ``by`` are the ids of what is in the way."""

    stage: str
    reason: Reason
    by: tuple[str, ...] = ()
    detail: str = ""
    need: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateProduction:
    """A placed production that is done after its due; ``days`` is the greatest lateness over its needs."""

    production: str
    days: int
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertainLateness:
    """Days that a production is late whatever is planned from today on."""

    production: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedProduction:
    """A production without a place."""

    production: str
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A change that was verified by planning again; ``objective_after`` is the objective with it."""

    production: str
    kind: RemedyKind
    change: Mapping[str, Any]
    objective_after: Decimal
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Weighted parts of the objective; they sum to it."""

    unplaced: Decimal = Decimal(0)
    late: Decimal = Decimal(0)
    spot: Decimal = Decimal(0)
    moved: Decimal = Decimal(0)
    shifted: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """The objective."""
        return self.unplaced + self.late + self.spot + self.moved + self.shifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan for one party; ``objective``, ``bound`` and ``gap`` are None when infeasible.

    Parameters
    ----------
    today
        The day from which it was planned: what had begun before it stands in the plan as it was.
    certain
        What was late already on that day.
    """

    party: str
    status: PlanStatus
    objective: Decimal | None
    bound: Decimal | None
    seconds: float = 0.0
    seed: int = 0
    terms: Terms = field(default_factory=Terms)
    placements: tuple[Placement, ...] = ()
    late: tuple[LateProduction, ...] = ()
    unplaced: tuple[UnplacedProduction, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    assumptions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    today: date | None = None
    certain: tuple[CertainLateness, ...] = ()

    @property
    def gap(self) -> Decimal | None:
        """How far the objective may lie above the best: (objective - bound) / max(1, objective)."""
        if self.objective is None or self.bound is None:
            return None
        return (self.objective - self.bound) / max(Decimal(1), self.objective)
