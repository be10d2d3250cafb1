"""The days of a stage as the problem counts them: by phase, and with what those on offers cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stagehold.domain.days import Span, union
from stagehold.domain.studio import PhaseKind
from stagehold.planning.hire import Hire, SpotOffer, hire_of
from stagehold.planning.problem import ProblemStage
from stagehold.planning.supply import StageSupply

Days = tuple[tuple[int, int], ...]


def problem_stage(id_: str, supply: StageSupply, origin: date, low: int) -> ProblemStage:
    """The stage with its days from ordinal ``low`` on, numbered from ``origin``."""
    if not supply.made:
        return ProblemStage(id=id_, gap=supply.gap, days=_numbered(supply.days, origin, low))
    offered = [span for offer in supply.offers if offer.rates for span in offer.days]
    days = _numbered(union([*supply.days, *offered]), origin, low)
    standing = _numbered(supply.usable(PhaseKind.STANDING), origin, low)
    return ProblemStage(
        id=id_, gap=supply.gap, days=days, standing=None if standing == days else standing, hire=_hire(supply, origin)
    )


def offered_days(supply: StageSupply, low: int) -> dict[PhaseKind, list[tuple[int, int]]]:
    """The days on offer by phase, in ordinals from ``low`` on."""
    if not supply.offers:
        return {}
    found = {phase: list(_ordinals(supply.offered(phase), low)) for phase in PhaseKind}
    return {phase: days for phase, days in found.items() if days}


def last_usable(supplies: Iterable[StageSupply]) -> int:
    """The ordinal on which the last lease or offer ends; 0 where there is none."""
    ends = [
        span.end.toordinal()
        for supply in supplies
        for span in [*supply.days, *(span for offer in supply.offers for span in offer.days)]
    ]
    return max(ends, default=0)


def _hire(supply: StageSupply, origin: date) -> Hire:
    offers = [
        SpotOffer(id=offer.id, days=_numbered(offer.days, origin, 0), rates=dict(offer.rates), min_days=offer.min_days)
        for offer in supply.made
    ]
    builds = union(span for grant in supply.grants for span in grant.builds)
    return hire_of(offers, _numbered(supply.covered, origin, 0), _numbered(builds, origin, 0))


def _numbered(spans: Iterable[Span], origin: date, low: int) -> Days:
    shift = origin.toordinal()
    return tuple((first - shift, end - shift) for first, end in _ordinals(spans, low))


def _ordinals(spans: Iterable[Span], low: int) -> Days:
    pairs = ((span.start.toordinal(), span.end.toordinal()) for span in spans)
    return tuple((max(first, low), end) for first, end in pairs if end > low)
