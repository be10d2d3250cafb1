"""Every occupied day is leased, open and in service (SPEC §2, *Supply*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stagehold.domain.days import Span, union, without
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind
from stagehold.planning.audit.breach import breach, days_in_words
from stagehold.planning.audit.links import standings
from stagehold.planning.audit.offers import offered
from stagehold.planning.audit.supply import closed, granted, in_service
from stagehold.planning.plan import Placement


@dataclass(frozen=True, slots=True)
class Occupied:
    """Days of one phase of a placement on one stage, or of the set that waits for it."""

    placement: Placement
    stage: str
    phase: PhaseKind
    span: Span


def occupied(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Occupied]:
    """Every stay phase by phase on every member; days outside the stated phases count as shoot."""
    for placement in placements:
        whole = Span(placement.start, placement.end)
        pieces = [
            (phase.phase, inside)
            for phase in placement.phases
            if phase.start < phase.end
            for inside in [Span(phase.start, phase.end).overlap(whole)]
            if inside is not None
        ]
        pieces += [(PhaseKind.SHOOT, rest) for rest in without([whole], [span for _, span in pieces])]
        for stage in placement.members:
            for phase, span in pieces:
                yield Occupied(placement, stage, phase, span)
    for standing in standings(portfolio, placements):
        yield Occupied(standing.placement, standing.stage, PhaseKind.STANDING, standing.span)


def lease_breaches(portfolio: Portfolio, placements: Sequence[Placement], party: str) -> Iterator[Finding]:
    """Occupied days of a build lie in ``G(s) ∪ B(s)``, those of any other phase in ``G(s)`` (``audit.supply``).

    Days off lease may lie on offers once ``weights.spot`` is set, and never without it.
    """
    by_stage = _by_stage(portfolio, placements)
    supplies = granted(portfolio, party, by_stage)
    for stage, stays in by_stage.items():
        supply = supplies[stage]
        for placement, items in stays.items():
            off: list[Span] = []
            early: list[Span] = []
            for item in items:
                missing = without([item.span], supply.any_phase)
                if item.phase is PhaseKind.BUILD:
                    missing = without(missing, supply.builds)
                missing = without(missing, offered(portfolio, party, stage, item.phase, supply))
                beyond = without(missing, supply.builds)
                off += beyond
                early += without(missing, beyond)
            if off:
                found = f"{stage} on {days_in_words(union(off))}"
                allowed = f"days that leases of {party} grant: {days_in_words(supply.any_phase)}"
                yield breach("off-lease", placement, "stages", found=found, allowed=allowed)
            if early:
                found = f"{stage} on {days_in_words(union(early))} for more than builds"
                allowed = f"builds only on {days_in_words(supply.builds)}, before the term"
                yield breach("access", placement, "phases", found=found, allowed=allowed)


def closure_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """No occupied day is a day of a closure."""
    for stage, stays in _by_stage(portfolio, placements).items():
        closures = closed(portfolio, stage)
        for placement, items in stays.items():
            spans = union(item.span for item in items)
            shut = without(spans, without(spans, closures))
            if shut:
                found = f"{stage} on {days_in_words(shut)}"
                allowed = f"days outside its closures {days_in_words(closures)}"
                yield breach("closed", placement, "stages", found=found, allowed=allowed)


def service_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Every occupied day is one on which the space is in service."""
    for stage, stays in _by_stage(portfolio, placements).items():
        service = in_service(portfolio, stage)
        for placement, items in stays.items():
            outside = without(union(item.span for item in items), service)
            if outside:
                found = f"{stage} on {days_in_words(outside)}"
                allowed = f"days in service: {days_in_words(service)}"
                yield breach("out-of-service", placement, "stages", found=found, allowed=allowed)


def _by_stage(portfolio: Portfolio, placements: Sequence[Placement]) -> dict[str, dict[Placement, list[Occupied]]]:
    stages: dict[str, dict[Placement, list[Occupied]]] = {}
    for item in occupied(portfolio, placements):
        stages.setdefault(item.stage, {}).setdefault(item.placement, []).append(item)
    return stages
