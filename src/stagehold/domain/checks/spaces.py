"""Spaces: what opens into what, and whether a space ever exists."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain import readings
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Space, SpaceKind


def space_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Joins of stages that cannot be neighbours; spaces without a day of service."""
    for space in portfolio.spaces.values():
        subject = Subject("space", space.id)
        for neighbour in space.joins:
            yield from _join(portfolio, subject, space, neighbour)
        if space.in_service is not None:
            try:
                readings.supply(space.in_service)
            except readings.Unpinned:
                pass  # planning asks for it when it needs it
            except readings.NoDayLeft as wrong:
                yield subject.error("no-day-left", "in_service", wrong, "an interval that leaves a day")


def _join(portfolio: Portfolio, subject: Subject, space: Space, neighbour: str) -> Iterator[Located]:
    if neighbour == space.id:
        yield subject.error("join-to-itself", "joins", neighbour, "another stage of the same studio")
        return
    other = portfolio.spaces.get(neighbour)
    if other is None:
        return
    if other.studio != space.studio:
        found = f"{neighbour} at {other.studio}"
        yield subject.error("join-across-studios", "joins", found, f"a stage at {space.studio}")
    for one in (space, other):
        if one.kind is not SpaceKind.STAGE:
            yield subject.error("join-of-no-stage", "joins", f"{one.id} is of kind {one.kind}", "stages only")
