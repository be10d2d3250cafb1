"""Which stages, and which joined wholes, can serve a need: the unchanging side of the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction

from stagehold.domain.errors import NotSupported
from stagehold.domain.production import Need
from stagehold.domain.quantities import Area, AreaBasis
from stagehold.domain.studio import Space
from stagehold.planning.plan import Reason, Why
from stagehold.planning.worktime import phases_on

MOST_JOINED = 2000  # joined wholes looked at for one need; beyond that the neighbourhood is refused by name


def unfit(need: Need, members: Collection[Space]) -> Why | None:
    """Why these stages, taken as one, cannot serve the need whatever the days; None when they can."""
    label = "+".join(sorted([space.id for space in members]))
    for space in members:
        if need.allowed and space.id not in need.allowed:
            return _not_allowed(label, space.id)
        if need.only and space.id not in need.days_on:
            return Why(stage=label, reason=Reason.NOT_ALLOWED, detail=f"{space.id} is not in days_on, and only these")
    if phases_on(need, [space.id for space in members]) is None:
        return Why(stage=label, reason=Reason.UNKNOWN, detail="neither phases nor days_on give a length on this stage")
    return _wrong_size(need, members, label) or _wrong_height(need, members, label) or _lacking(need, members, label)


def all_unfit(need: Need, spaces: Iterable[Space]) -> Iterator[Why]:
    """The same for each of these stages by itself, of those that cannot."""
    allowed = frozenset(need.allowed)
    for space in spaces:
        why = unfit(need, [space]) if not allowed or space.id in allowed else _not_allowed(space.id, space.id)
        if why is not None:
            yield why


def _not_allowed(label: str, id_: str) -> Why:
    return Why(stage=label, reason=Reason.NOT_ALLOWED, detail=f"{id_} is not among the stages allowed")


def whole_area(members: Collection[Space], basis: AreaBasis) -> Fraction | None:
    """Areas added, in m2; None when one is unknown, or of another basis than the others or the one asked for."""
    areas = [space.area for space in members]
    if any(area is None for area in areas):
        return None
    known: list[Area] = [area for area in areas if area is not None]
    bases = {area.basis for area in known}
    if len(bases) > 1 or (basis is not AreaBasis.AS_PUBLISHED and basis not in bases):
        return None
    return sum((area.m2 for area in known), Fraction(0))


def _wrong_size(need: Need, members: Collection[Space], label: str) -> Why | None:
    if need.min_area is None:
        return None
    area = whole_area(members, need.min_area.basis)
    if area is None:
        return Why(stage=label, reason=Reason.UNKNOWN, detail=f"area unknown; asked {need.min_area}")
    if area < need.min_area.m2:
        return Why(stage=label, reason=Reason.TOO_SMALL, detail=f"{float(area):.0f} m2, asked {need.min_area}")
    return None


def _wrong_height(need: Need, members: Collection[Space], label: str) -> Why | None:
    if need.min_height is None:
        return None
    heights = [space.clear_height for space in members]
    if any(height is None for height in heights):
        return Why(stage=label, reason=Reason.UNKNOWN, detail=f"clear height unknown; {need.min_height} asked")
    least = min(height.m for height in heights if height is not None)
    if least < need.min_height.m:
        return Why(stage=label, reason=Reason.TOO_LOW, detail=f"{float(least):.2f} m, asked {need.min_height}")
    return None


def _lacking(need: Need, members: Collection[Space], label: str) -> Why | None:
    lacking = sorted(set(need.features) - {feature for space in members for feature in space.features})
    if lacking:
        return Why(stage=label, reason=Reason.LACKS, detail=", ".join(lacking))
    return None


def neighbours(spaces: Mapping[str, Space]) -> dict[str, set[str]]:
    """The stages that open into each other, in both directions whoever states it."""
    found: dict[str, set[str]] = {id_: set() for id_ in spaces}
    for space in spaces.values():
        for other in space.joins:
            if other in spaces and other != space.id:
                found[space.id].add(other)
                found[other].add(space.id)
    return found


def joined_wholes(
    need: Need, spaces: Mapping[str, Space], joins: Mapping[str, Collection[str]], small: Collection[str]
) -> list[tuple[str, ...]]:
    """Connected sets of two or more stages that meet ``min_area`` while no connected part of them does.

    Parameters
    ----------
    small
        The stages that sets are made of: each known to be too small by itself.

    Raises
    ------
    NotSupported
        If more than ``MOST_JOINED`` sets would have to be looked at.
    """
    if need.min_area is None:
        return []
    goal, basis = need.min_area.m2, need.min_area.basis
    found: dict[str, list[tuple[str, ...]]] = {}  # by the first stage of each
    layer: set[tuple[str, ...]] = {(id_,) for id_ in small}
    seen = 0
    while layer:
        grown = {whole for part in layer for whole in _grown(part, joins, small)}
        layer = set()
        for whole in sorted(grown):
            seen += 1
            if seen > MOST_JOINED:
                raise NotSupported(
                    f"need {need.id}: more than {MOST_JOINED} joined sets of stages; give allowed stages"
                )
            inside = set(whole)
            if any(inside.issuperset(done) for first in whole for done in found.get(first, ())):
                continue
            area = whole_area([spaces[id_] for id_ in whole], basis)
            if area is None:
                continue
            if area >= goal:
                found.setdefault(whole[0], []).append(whole)
            else:
                layer.add(whole)
    return sorted((whole for wholes in found.values() for whole in wholes), key=lambda whole: (len(whole), whole))


def _grown(part: tuple[str, ...], joins: Mapping[str, Collection[str]], among: Collection[str]) -> set[tuple[str, ...]]:
    """The connected set with each neighbour added in turn."""
    beside = {other for id_ in part for other in joins[id_] if other in among and other not in part}
    return {tuple(sorted((*part, other))) for other in beside}
