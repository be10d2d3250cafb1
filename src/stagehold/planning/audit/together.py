"""How close the stages of one production lie (SPEC §2, ``together``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Together
from stagehold.planning.audit.breach import breach
from stagehold.planning.plan import Placement


def place_of(portfolio: Portfolio, stage: str, together: Together) -> tuple[str, ...]:
    """What has to be alike: the studio, its country and city, its country, or nothing.

    A studio whose city is not known lies in no other studio's city.
    """
    studio = portfolio.studios[portfolio.spaces[stage].studio]
    if together is Together.ANY:
        return ()
    if together is Together.COUNTRY:
        return ("country", studio.country)
    if together is Together.CITY and studio.city is not None:
        return ("city", studio.country, studio.city)
    return ("studio", studio.id)


def together_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """All stages of all needs of a production lie in one studio, city or country."""
    by_production: dict[str, list[Placement]] = {}
    for placement in placements:
        by_production.setdefault(placement.production, []).append(placement)
    for id_, items in by_production.items():
        together = portfolio.productions[id_].together
        first = place_of(portfolio, items[0].members[0], together)
        for placement in items:
            places = {place_of(portfolio, member, together) for member in placement.members}
            if places != {first}:
                names = ", ".join(f"{member} ({portfolio.spaces[member].studio})" for member in placement.members)
                allowed = f"one {together}; another stage is at {' '.join(first[1:])}"
                yield breach("apart", placement, "stages", found=names, allowed=allowed)
