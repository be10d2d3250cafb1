"""Changes of a portfolio that might make a production fit, or fit sooner; none is verified here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from stagehold.domain.edtf import DatePrecision, EdtfDate, EdtfInterval, End, day
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Lock, Need, Production
from stagehold.domain.provenance import Status
from stagehold.domain.quantities import Area, Length
from stagehold.domain.studio import Offer, Space, SpaceKind
from stagehold.planning.demand import ProductionDemand
from stagehold.planning.plan import Placement, Plan, Reason, RemedyKind, Why
from stagehold.planning.planner import Planned
from stagehold.planning.qualify import unfit

EXTRA_STAGE = "one-more-stage"
MOST_EXTENSION = 730  # days; a longer extension is another lease
EARLIER = (0, 30, 90)  # days earlier than the lateness itself asks for
MOST_LEASES = 4  # extensions tried for one production, the shortest first
MOST_STUDIOS = 2
MOST_RIVALS = 2
MOST_OFFERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change to try: what it says and the portfolio with it.

    Parameters
    ----------
    alone
        Makes the same change where no other production may use what it adds.
    rivals
        Other productions that the change is about: they must be free to move.
    stages
        Stages that it adds.
    end
        Where a lease that it extends ends now (half-open), reinstatement taken off.
    """

    production: str
    kind: RemedyKind
    change: Mapping[str, Any]
    portfolio: Portfolio
    alone: Callable[[], Portfolio] | None = None
    rivals: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    end: date | None = None


Standing: TypeAlias = Mapping[str, Sequence[Placement]]


def standing_on(planned: Planned) -> Standing:
    """The placements of a plan by stage."""
    found: dict[str, list[Placement]] = {}
    for placement in planned.plan.placements:
        for member in placement.members:
            found.setdefault(member, []).append(placement)
    return found


def proposals(planned: Planned, production: str, standing: Standing) -> Iterator[Proposal]:
    """Candidates for one production, likeliest first, those of a kind the smallest first."""
    pinned = planned.question.facts.portfolio
    record = pinned.productions[production]
    yield from _ready_earlier(planned, pinned, record)
    yield from _extensions(planned, pinned, record, standing)
    yield from _more_stages(planned, pinned, record)
    yield from _swaps(planned, pinned, record)
    yield from _offers(planned, pinned, record)


def _reasons(plan: Plan, production: str) -> tuple[Why, ...]:
    late = [item.why for item in plan.late if item.production == production]
    return (late or [item.why for item in plan.unplaced if item.production == production] or [()])[0]


def days_late(plan: Plan, production: str) -> int:
    """Days that the production is late in the plan, 0 when on time or unplaced."""
    return next((item.days for item in plan.late if item.production == production), 0)


def _ready_earlier(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    """As many days earlier as it is late or too long; and some more, should others stand on those days."""
    days = days_late(planned.plan, record.id) or _missing_days(planned, record)
    ready = _demand(planned, record.id).ready
    first = planned.question.past.today or date.min
    for more in EARLIER if days else ():
        earlier = ready.toordinal() - days - more
        if earlier >= max(1, first.toordinal()):
            on = date.fromordinal(earlier)
            changed = replace(record, ready=day(on), window=_from(record.window, on))
            change = {"days": days + more, "ready": on.isoformat()}
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


def _extensions(planned: Planned, pinned: Portfolio, record: Production, standing: Standing) -> Iterator[Proposal]:
    reasons = _reasons(planned.plan, record.id)
    leases = dict.fromkeys(id_ for why in reasons if why.reason is Reason.LEASE_ENDS for id_ in why.by)
    if not leases:  # a stage taken to the end of its lease hides that the lease ends
        taken = [why.stage for why in reasons if why.reason is Reason.TAKEN]
        supply = planned.question.supply.stages
        stages = [stage for why in taken for stage in why.split("+") if stage in supply]
        leases = dict.fromkeys(grant.lease for stage in stages for grant in supply[stage].grants)
    asked = [(_extension_days(planned, record, id_, standing), id_) for id_ in leases]
    useful = [(days, id_) for days, id_ in sorted(asked) if 0 < days <= MOST_EXTENSION]
    for days, id_ in useful[:MOST_LEASES]:
        lease = pinned.leases[id_]
        end = _end_of(planned, id_)
        if lease.term is None or lease.term.end is End.OPEN or end is None or lease.events:
            continue
        last = _later(end, days - 1 + _reinstated(planned, lease))
        term = EdtfInterval(f"{lease.term.start}/{last}", lease.term.start, day(last))
        # Options that move the end would move the new one too: the new last day is meant to stand.
        options = tuple(option for option in lease.options if option.kind is OptionKind.EXPAND)
        changed = replace(lease, term=term, options=options)
        change = {"lease": id_, "days": days, "until": last.isoformat()}
        yield replace(_proposal(record.id, RemedyKind.EXTEND, change, pinned.put(changed)), end=end)


def _reinstated(planned: Planned, lease: Lease) -> int:
    """Days at the end of the lease that no stay can have: reinstatement, and turnover before it."""
    supply = planned.question.supply.stages
    turnover = max((supply[id_].space.turnover_after for id_ in stages_of_lease(planned, lease.id)), default=0)
    return lease.reinstate + turnover if lease.reinstate else 0


def stages_of_lease(planned: Planned, lease: str) -> set[str]:
    """The stages that a lease gives at some time."""
    supply = planned.question.supply.stages
    return {id_ for id_, stage in supply.items() if any(grant.lease == lease for grant in stage.grants)}


def _end_of(planned: Planned, lease: str) -> date | None:
    ends = [
        grant.days.end
        for stage in planned.question.supply.stages.values()
        for grant in stage.grants
        if grant.lease == lease
    ]
    return max(ends, default=None)


def _extension_days(planned: Planned, record: Production, lease: str, standing: Standing) -> int:
    """Days by which a stay behind the last one on the lease's stages, or from ready on, reaches past its end.

    0 where such a stay would be no better than the one that the production has.
    """
    end = _end_of(planned, lease)
    if end is None:
        return 0
    supply = planned.question.supply.stages
    stages = stages_of_lease(planned, lease)
    demand = _demand(planned, record.id)
    late = days_late(planned.plan, record.id)
    shortest = []
    for id_ in stages:
        others = [item for item in standing.get(id_, ()) if item.production != record.id]
        free = [_later(item.end, supply[id_].gap) for item in others]
        start = max([demand.ready, *free])
        for need in demand.needs:
            done = _later(start, _length(need.need))
            if not late or need.due is None or (done - need.due).days < late:
                shortest.append((done - end).days)
    return min(shortest, default=0)


def _more_stages(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    """One more stage at a studio the party leases at, as large as the production asks, for as long as it asks."""
    demand = _demand(planned, record.id)
    length = sum(_length(need) for need in record.needs)
    studios = _studios(planned, record)
    placed = [item.start for item in planned.plan.placements if item.production == record.id]
    area, height = _largest(record.needs)
    features = tuple(dict.fromkeys(feature for need in record.needs for feature in need.features))
    # A working calendar stretches the stay; twice its days and a month hold it in any country.
    until = _later(max([demand.ready, *placed]), 2 * length + 30)
    for studio in studios[:MOST_STUDIOS]:
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
        yield replace(_proposal(record.id, RemedyKind.ADD_STAGE, change, changed), stages=(id_,))


def _later(start: date, days: int) -> date:
    """So many days later; the last day but one that there is, which still has a half-open end, ends them all."""
    return date.fromordinal(min(start.toordinal() + days, date.max.toordinal() - 1))


def _studios(planned: Planned, record: Production) -> list[str]:
    """The studios the party leases at, those with most stages that would do for the production first."""
    counts = dict.fromkeys((stage.space.studio for stage in planned.question.supply.stages.values()), 0)
    problem = planned.question.problem
    for production in problem.productions:
        if production.id == record.id:
            for choice in (choice for need in production.needs for choice in problem.needs[need].choices):
                counts[choice.unit.studio] = counts.get(choice.unit.studio, 0) + 1
    return sorted(counts, key=lambda studio: -counts[studio])


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


def _swaps(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    """The production on time, whatever the one in its way pays."""
    demand = _demand(planned, record.id)
    dues = [need.due for need in demand.needs if need.due is not None]
    by_shoot = any(need.done_by_shoot for need in demand.needs)
    for rival in blockers(planned, record.id)[:MOST_RIVALS]:
        changed = record
        if dues and not by_shoot and days_late(planned.plan, record.id):
            last = max(dues) - timedelta(days=1)
            start = record.window.start if record.window is not None else day(demand.ready)
            changed = replace(changed, window=EdtfInterval(f"{start}/{last}", start, day(last)))
        forced = pinned.put(changed)
        for need in record.needs:
            forced = forced.put(Lock(id=f"first-{record.id}-{need.id}", production=record.id, need=need.id))
        proposal = _proposal(record.id, RemedyKind.SWAP, {"with": rival}, forced)
        yield replace(proposal, rivals=(rival,))


def blockers(planned: Planned, production: str) -> list[str]:
    """Productions in the way, those first that are alone in the way on some stage, and of these the lightest."""
    problem = planned.question.problem
    weight = {item.id: item.weight for item in problem.productions}
    taken = [why.by for why in _reasons(planned.plan, production) if why.reason is Reason.TAKEN]
    alone = {by[0] for by in taken if len(by) == 1}
    known = dict.fromkeys(id_ for by in taken for id_ in by if id_ in weight)
    return sorted(known, key=lambda id_: (id_ not in alone, weight[id_]))


def _offers(planned: Planned, pinned: Portfolio, record: Production) -> Iterator[Proposal]:
    """Spot space as if leased for its days; what it costs is said beside the objective, not in it."""
    if planned.question.facts.portfolio.settings.weights.spot is not None:
        return  # the plan could use it, and did not
    ready = _demand(planned, record.id).ready
    useful = (
        offer
        for offer in pinned.offers.values()
        if pinned.spaces[offer.space].kind is SpaceKind.STAGE
        and offer.from_.precision is not DatePrecision.SEASON
        and offer.to.last > ready
        and any(unfit(need, [pinned.spaces[offer.space]]) is None for need in record.needs)
    )
    for offer in islice(useful, MOST_OFFERS):
        term = EdtfInterval(f"{offer.from_}/{offer.to}", offer.from_, offer.to)
        lease = Lease(id=f"offer-{offer.id}", lessee=planned.plan.party, spaces=(offer.space,), term=term)
        change = {"offer": offer.id, "space": offer.space, "currency": offer.currency}
        changed = pinned.put(lease)
        proposal = replace(_proposal(record.id, RemedyKind.SPOT, change, changed), stages=(offer.space,))
        if offer.space not in planned.question.supply.stages:
            alone = partial(_alone_on, planned, changed, offer, record)
            proposal = replace(proposal, alone=alone)
        yield proposal


def _alone_on(planned: Planned, changed: Portfolio, offer: Offer, record: Production) -> Portfolio:
    return _kept_from_others(planned, changed, offer).put(record)


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
