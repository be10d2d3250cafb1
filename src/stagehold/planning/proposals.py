"""Changes of a portfolio that might make a production fit, or fit sooner; none is verified here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stagehold.domain.edtf import DatePrecision, EdtfDate, EdtfInterval, End, day
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.provenance import Status
from stagehold.domain.quantities import Area, Length
from stagehold.domain.studio import Offer, Space, SpaceKind
from stagehold.planning.demand import ProductionDemand
from stagehold.planning.plan import Plan, Reason, RemedyKind, Why
from stagehold.planning.planner import Planned

EXTRA_STAGE = "one-more-stage"
MOST_EXTENSION = 730  # days; a longer extension is another lease


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change to try: what it says and the portfolio with it.

    ``alone`` is the same change where no other production may use what it adds.
    """

    production: str
    kind: RemedyKind
    change: Mapping[str, Any]
    portfolio: Portfolio
    alone: Portfolio | None = None


def proposals(planned: Planned, production: str) -> Iterator[Proposal]:
    """Candidates for one production, likeliest first."""
    pinned = planned.question.facts.portfolio
    record = pinned.productions[production]
    reasons = _reasons(planned.plan, production)
    yield from _ready_earlier(planned, pinned, record)
    yield from _extensions(planned, pinned, record, reasons)
    yield from _more_stages(planned, pinned, record)
    yield from _swaps(planned, pinned, record, reasons)
    yield from _offers(planned, pinned, record)


def _reasons(plan: Plan, production: str) -> tuple[Why, ...]:
    late = [item.why for item in plan.late if item.production == production]
    return (late or [item.why for item in plan.unplaced if item.production == production] or [()])[0]


def days_late(plan: Plan, production: str) -> int:
    """Days that the production is late in the plan, 0 when on time or unplaced."""
    return next((item.days for item in plan.late if item.production == production), 0)


def _ready_earlier(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    days = days_late(planned.plan, record.id) or _missing_days(planned, record)
    ready = _demand(planned, record.id).ready
    if not days or ready.toordinal() - days < 1:
        return
    earlier = ready - timedelta(days=days)
    changed = replace(record, ready=day(earlier), window=_from(record.window, earlier))
    change = {"days": days, "ready": earlier.isoformat()}
    yield _proposal(record.id, RemedyKind.READY_EARLIER, change, pinned.put(changed))


def _from(window: EdtfInterval | None, first: date) -> EdtfInterval | None:
    """The window opened to ``first``: who is ready earlier may also stand earlier."""
    if window is None or not isinstance(window.start, EdtfDate) or window.start.first <= first:
        return window
    return EdtfInterval(f"{first}/{window.end}", day(first), window.end)


def _missing_days(planned: Planned, record: Production) -> int:
    """Days by which the longest need of an unplaced production misses its window, 0 when it is not that."""
    needs = _demand(planned, record.id).needs
    short = [_length(need.need) - (need.limits.last_end - need.limits.first) for need in needs]
    return max(0, *short)


def _demand(planned: Planned, production: str) -> ProductionDemand:
    return next(item for item in planned.question.demand.productions if item.production.id == production)


def _length(need: Need) -> int:
    return max([sum(item.days for item in need.phases), *need.days_on.values()])


def _extensions(
    planned: Planned, pinned: Portfolio, record: Production, reasons: tuple[Why, ...]
) -> Iterator[Proposal]:
    leases = dict.fromkeys(id_ for why in reasons if why.reason is Reason.LEASE_ENDS for id_ in why.by)
    if not leases:  # a stage taken to the end of its lease hides that the lease ends
        taken = [why.stage for why in reasons if why.reason is Reason.TAKEN]
        supply = planned.question.supply.stages
        stages = [stage for why in taken for stage in why.split("+") if stage in supply]
        leases = dict.fromkeys(grant.lease for stage in stages for grant in supply[stage].grants)
    for id_ in leases:
        days = _extension_days(planned, record, id_)
        lease = pinned.leases[id_]
        end = _end_of(planned, id_)
        if lease.term is None or lease.term.end is End.OPEN:
            continue
        if 0 < days <= MOST_EXTENSION and end is not None:
            last = end + timedelta(days=days - 1)
            term = EdtfInterval(f"{lease.term.start}/{last}", lease.term.start, day(last))
            # Options end with the term they extend: the new last day is meant to stand.
            changed = replace(lease, term=term, options=())
            change = {"lease": id_, "days": days, "until": last.isoformat()}
            yield _proposal(record.id, RemedyKind.EXTEND, change, pinned.put(changed))


def _end_of(planned: Planned, lease: str) -> date | None:
    ends = [
        grant.days.end
        for stage in planned.question.supply.stages.values()
        for grant in stage.grants
        if grant.lease == lease
    ]
    return max(ends, default=None)


def _extension_days(planned: Planned, record: Production, lease: str) -> int:
    """Days by which a stay behind the last one on the lease's stages, or from ready on, reaches past its end."""
    end = _end_of(planned, lease)
    if end is None:
        return 0
    supply = planned.question.supply.stages
    stages = {id_ for id_, stage in supply.items() if any(grant.lease == lease for grant in stage.grants)}
    demand = _demand(planned, record.id)
    others = [item for item in planned.plan.placements if item.production != record.id]
    shortest = []
    for id_ in stages:
        free = [item.end + timedelta(days=supply[id_].gap) for item in others if id_ in item.members]
        start = max([demand.ready, *free])
        shortest += [(start + timedelta(days=_length(need.need)) - end).days for need in demand.needs]
    return min(shortest, default=0)


def _more_stages(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    """One more stage at a studio the party leases at, as large as the production asks, for as long as it asks."""
    demand = _demand(planned, record.id)
    length = sum(_length(need) for need in record.needs)
    studios = dict.fromkeys(stage.space.studio for stage in planned.question.supply.stages.values())
    placed = [item.start for item in planned.plan.placements if item.production == record.id]
    area, height = _largest(record.needs)
    features = tuple(dict.fromkeys(feature for need in record.needs for feature in need.features))
    # A working calendar stretches the stay; twice its days and a month hold it in any country.
    until = max([demand.ready, *placed]) + timedelta(days=2 * length + 30)
    for studio in list(studios)[:2]:
        id_ = EXTRA_STAGE
        space = Space(
            id=id_,
            studio=studio,
            kind=SpaceKind.STAGE,
            name=Name("one more stage"),
            area=area,
            clear_height=height,
            features=features,
            status=Status.ESTIMATED,
        )
        term = EdtfInterval(f"{demand.ready}/{until}", day(demand.ready), day(until))
        lease = Lease(id="one-more-lease", lessee=planned.plan.party, spaces=(id_,), term=term)
        opened = [
            replace(need, allowed=(*need.allowed, id_) if need.allowed else (), days_on=_with_stage(need, id_))
            for need in record.needs
        ]
        change = {
            "studio": studio,
            "area": None if area is None else str(area),
            "from": demand.ready.isoformat(),
            "to": until.isoformat(),
        }
        changed = pinned.put(space).put(lease).put(replace(record, needs=tuple(opened)))
        yield _proposal(record.id, RemedyKind.ADD_STAGE, change, changed)


def _largest(needs: tuple[Need, ...]) -> tuple[Area | None, Length | None]:
    """The greatest area and height that any of the needs asks for."""
    areas = [need.min_area for need in needs if need.min_area is not None]
    heights = [need.min_height for need in needs if need.min_height is not None]
    area = max(areas, key=lambda item: item.m2, default=None)
    return area, max(heights, key=lambda item: item.m, default=None)


def _with_stage(need: Need, stage: str) -> Mapping[str, int]:
    if not need.days_on or (need.phases and not need.only):
        return need.days_on
    return {**need.days_on, stage: min(need.days_on.values())}


def _swaps(planned: Planned, pinned: Portfolio, record: Production, reasons: tuple[Why, ...]) -> Iterator[Proposal]:
    """The production on time, whatever the one in its way pays."""
    rivals = dict.fromkeys(id_ for why in reasons if why.reason is Reason.TAKEN for id_ in why.by)
    known = planned.question.facts.portfolio.productions
    first = [id_ for id_ in rivals if id_ in known][:1]
    demand = _demand(planned, record.id)
    dues = [need.due for need in demand.needs if need.due is not None]
    by_shoot = any(need.done_by_shoot for need in demand.needs)
    heavy = sum((item.drop_cost for item in planned.question.problem.productions), Decimal(1))
    for rival in first:
        changed = replace(record, drop_cost=heavy)
        if dues and not by_shoot and days_late(planned.plan, record.id):
            last = max(dues) - timedelta(days=1)
            start = record.window.start if record.window is not None else day(demand.ready)
            changed = replace(changed, window=EdtfInterval(f"{start}/{last}", start, day(last)))
        yield _proposal(record.id, RemedyKind.SWAP, {"with": rival}, pinned.put(changed))


def _offers(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    """Spot space as if leased for its days; what it costs is said beside the objective, not in it."""
    for offer in pinned.offers.values():
        if pinned.spaces[offer.space].kind is not SpaceKind.STAGE or offer.from_.precision is DatePrecision.SEASON:
            continue
        term = EdtfInterval(f"{offer.from_}/{offer.to}", offer.from_, offer.to)
        lease = Lease(id=f"offer-{offer.id}", lessee=planned.plan.party, spaces=(offer.space,), term=term)
        change = {"offer": offer.id, "space": offer.space, "currency": offer.currency}
        changed = pinned.put(lease)
        alone = None if offer.space in planned.question.supply.stages else _kept_from_others(planned, changed, offer)
        proposal = _proposal(record.id, RemedyKind.SPOT, change, changed)
        yield replace(proposal, alone=alone and alone.put(record))


def _kept_from_others(planned: Planned, portfolio: Portfolio, offer: Offer) -> Portfolio:
    """Every need may use the stages leased now, and not the one on offer."""
    leased = tuple(planned.question.supply.stages)
    for demand in planned.question.demand.productions:
        needs = tuple(
            replace(need, allowed=tuple(id_ for id_ in need.allowed or leased if id_ != offer.space) or need.allowed)
            for need in demand.production.needs
        )
        portfolio = portfolio.put(replace(demand.production, needs=needs))
    return portfolio


def _proposal(production: str, kind: RemedyKind, change: Mapping[str, Any], portfolio: Portfolio) -> Proposal:
    return Proposal(production=production, kind=kind, change=change, portfolio=portfolio)
