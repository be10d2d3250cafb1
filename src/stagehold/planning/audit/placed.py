"""Which needs are placed: every production wholly or not at all, every one accounted for once (SPEC §2, *Demand*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.planning.audit.breach import breach
from stagehold.planning.plan import Placement, Plan


def plannable(portfolio: Portfolio) -> dict[str, Production]:
    """The productions that ask for stages, by id."""
    return {id_: production for id_, production in portfolio.productions.items() if production.needs}


def is_plannable(portfolio: Portfolio, production: str | None) -> bool:
    """Whether that production exists and asks for stages."""
    record = portfolio.productions.get(production or "")
    return record is not None and bool(record.needs)


def need_of(portfolio: Portfolio, production: str, need: str) -> Need | None:
    """The need of that id, if there is one."""
    record = portfolio.productions.get(production)
    return next((item for item in record.needs if item.id == need), None) if record is not None else None


def demand_of(portfolio: Portfolio, placement: Placement) -> tuple[Production, Need]:
    """Production and need of a readable placement."""
    need = need_of(portfolio, placement.production, placement.need)
    assert need is not None  # readable() keeps only placements of needs that exist
    return portfolio.productions[placement.production], need


def readable(portfolio: Portfolio, placements: Sequence[Placement]) -> tuple[Placement, ...]:
    """The placements the other rules can judge: of a known need (its first), on known spaces, for at least a day."""
    kept: dict[tuple[str, str], Placement] = {}
    for placement in placements:
        known = need_of(portfolio, placement.production, placement.need) is not None
        spaces = placement.members and all(member in portfolio.spaces for member in placement.members)
        if known and spaces and placement.start < placement.end:
            kept.setdefault((placement.production, placement.need), placement)
    return tuple(kept.values())


def unreadable_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """A placement names a need and spaces of the portfolio, once, and ``start < end``."""
    for placement in placements:
        if need_of(portfolio, placement.production, placement.need) is None:
            found = f"{placement.production}/{placement.need}"
            yield breach("unknown-need", placement, found=found, allowed="a need of a production in the portfolio")
        unknown = [member for member in placement.members if member not in portfolio.spaces]
        if unknown or not placement.members:
            found = ", ".join(unknown) or "no stage"
            yield breach("unknown-stage", placement, "stages", found=found, allowed="spaces of the portfolio")
        if placement.start >= placement.end:
            found = f"start {placement.start}, end {placement.end}"
            yield breach("no-days", placement, found=found, allowed="an end after the start")
    times = Counter((placement.production, placement.need) for placement in placements)
    for (production, need), number in times.items():
        if number > 1:
            yield Finding(
                rule="placed-twice",
                record=production,
                field=f"needs.{need}",
                found=f"{number} placements",
                allowed="one placement a need: a need is never interrupted",
            )


def completeness_breaches(portfolio: Portfolio, plan: Plan) -> Iterator[Finding]:
    """All or nothing: a production has a placement for each need and is not listed as unplaced, or has none and is."""
    placed: dict[str, set[str]] = {}
    for placement in plan.placements:
        placed.setdefault(placement.production, set()).add(placement.need)
    listed = Counter(item.production for item in plan.unplaced)
    for id_, production in plannable(portfolio).items():
        wanted = {need.id for need in production.needs}
        have = placed.get(id_, set()) & wanted
        if have and have != wanted:
            missing = ", ".join(sorted(wanted - have))
            allowed = "every need of a production placed, or none"
            yield Finding(
                rule="partly-placed", record=id_, field="needs", found=f"without a place: {missing}", allowed=allowed
            )
        if have and listed[id_]:
            allowed = "one of the two"
            yield Finding(
                rule="placed-and-unplaced", record=id_, found="placed, and listed as unplaced", allowed=allowed
            )
        if not have and not listed[id_]:
            allowed = "placements, or an entry in the list of unplaced productions"
            yield Finding(rule="unaccounted", record=id_, found="neither placed nor unplaced", allowed=allowed)
    for id_, number in listed.items():
        if number > 1 or not is_plannable(portfolio, id_):
            found = f"listed {number} times" if number > 1 else "listed as unplaced"
            allowed = "every production with needs, once"
            yield Finding(rule="unplaced-list", record=id_, found=found, allowed=allowed)
