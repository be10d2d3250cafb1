"""How many stages, and which neighbours may serve as one (SPEC §2, *Demand*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit.breach import breach
from stagehold.planning.audit.placed import demand_of
from stagehold.planning.audit.qualifies import meets_area
from stagehold.planning.plan import Placement


def joined(portfolio: Portfolio, members: Sequence[str]) -> bool:
    """Whether the members hang together by joins, whoever of two neighbours states the join."""
    if not members:
        return False
    reached, waiting = {members[0]}, [members[0]]
    while waiting:
        one = waiting.pop()
        for other in members:
            open_between = other in portfolio.spaces[one].joins or one in portfolio.spaces[other].joins
            if open_between and other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached == set(members)


def stage_count_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``stages`` entries, no space in two of them, written in order: ``a``, ``b+c``."""
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        written = ", ".join(placement.stages)
        if len(placement.stages) != need.stages:
            yield breach("stage-count", placement, "stages", found=written, allowed=f"stages: {need.stages}")
        if len(set(placement.members)) != len(placement.members):
            yield breach("stage-twice", placement, "stages", found=written, allowed="different stages")
            continue
        ordered = tuple(sorted("+".join(sorted(stage.split("+"))) for stage in placement.stages))
        if placement.stages != ordered:
            yield breach("not-in-order", placement, "stages", found=written, allowed=", ".join(ordered))


def joined_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """The members of a whole hang together by joins, and no connected proper part of it has ``min_area``.

    A connected part of n members can be grown by neighbours to one of n − 1, and area only grows: parts that lack
    one member suffice.
    """
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for stage in placement.stages:
            members = stage.split("+")
            if len(members) == 1 or len(set(members)) < len(members):
                continue
            if not joined(portfolio, members):
                yield breach(
                    "not-joined", placement, "stages", found=stage, allowed="neighbours that open into each other"
                )
                continue
            for left_out in members:
                part = [member for member in members if member != left_out]
                if joined(portfolio, part) and meets_area(portfolio, part, need):
                    allowed = f"{'+'.join(part)}, which is large enough"
                    yield breach("needless-join", placement, "stages", found=stage, allowed=allowed)
                    break
