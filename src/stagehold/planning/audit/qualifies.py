"""Which stages may serve a need (SPEC §2, *Demand*): kind, allowed, area, height, features; unknown never serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need
from stagehold.domain.quantities import Area, AreaBasis
from stagehold.domain.studio import SpaceKind
from stagehold.planning.audit.breach import breach
from stagehold.planning.audit.lengths import length_on
from stagehold.planning.audit.placed import demand_of
from stagehold.planning.plan import Placement


def area_of(portfolio: Portfolio, members: Sequence[str], asked: Area) -> Fraction | None:
    """Square metres of all members, or None where unknown.

    Areas of one basis add. A need that says its basis is served by that basis alone.
    """
    areas = [portfolio.spaces[member].area for member in members]
    known = [area for area in areas if area is not None]
    bases = {area.basis for area in known}
    if len(known) < len(areas) or len(bases) != 1:
        return None
    if asked.basis is not AreaBasis.AS_PUBLISHED and asked.basis not in bases:
        return None
    return sum((area.m2 for area in known), Fraction(0))


def meets_area(portfolio: Portfolio, members: Sequence[str], need: Need) -> bool:
    """Whether the members together are known to have ``min_area``."""
    if need.min_area is None:
        return True
    area = area_of(portfolio, members, need.min_area)
    return area is not None and area >= need.min_area.m2


def kind_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Only a space of kind *stage* carries a need."""
    for placement in placements:
        for member in placement.members:
            kind = portfolio.spaces[member].kind
            if kind is not SpaceKind.STAGE:
                yield breach("not-a-stage", placement, "stages", found=f"{member}, a {kind}", allowed="stages")


def allowed_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Every member is in ``allowed`` (where given), and in ``days_on`` under ``only``."""
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for name, ids in (("allowed", need.allowed), ("days_on", tuple(need.days_on) if need.only else ())):
            if name == "days_on" and not need.only:
                continue
            outside = [member for member in placement.members if member not in ids]
            if outside and (ids or name == "days_on"):
                allowed = f"{', '.join(ids) or 'no stage'} ({name})"
                yield breach("not-allowed", placement, "stages", found=", ".join(outside), allowed=allowed)
        unknown = [member for member in placement.members if length_on(need, member) is None]
        if unknown and not need.only:
            allowed = "stages of days_on, as there are no phases"
            yield breach("no-length", placement, "stages", found=", ".join(unknown), allowed=allowed)


def area_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``area(whole) ≥ min_area``, compared exactly in m2."""
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for stage in placement.stages:
            if need.min_area is not None and not meets_area(portfolio, stage.split("+"), need):
                area = area_of(portfolio, stage.split("+"), need.min_area)
                size = "an area that is not known on this basis" if area is None else f"{float(area):.1f} m2"
                basis = "" if need.min_area.basis is AreaBasis.AS_PUBLISHED else f" {need.min_area.basis}"
                allowed = f"at least {need.min_area}{basis}"
                yield breach("too-small", placement, "min_area", found=f"{stage} with {size}", allowed=allowed)


def height_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``clear_height(member) ≥ min_height`` for every member."""
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for member in placement.members:
            height = portfolio.spaces[member].clear_height
            if need.min_height is not None and (height is None or height.m < need.min_height.m):
                found = f"{member} with {'an unknown height' if height is None else height}"
                yield breach("too-low", placement, "min_height", found=found, allowed=f"at least {need.min_height}")


def feature_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Every feature asked for is known of a member of each whole."""
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for stage in placement.stages:
            present = {feature for member in stage.split("+") for feature in portfolio.spaces[member].features}
            lacking = [feature for feature in need.features if feature not in present]
            if lacking:
                found = f"{stage} without {', '.join(lacking)}"
                yield breach("lacks", placement, "features", found=found, allowed=", ".join(need.features))
