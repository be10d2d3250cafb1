"""What a timeline of stages shows, as rows: leases, closures, bookings and placements of each stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.domain.edtf import first_day
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.quantities import Area
from stagehold.domain.readings import NoDayLeft, Unpinned, all_days, due
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import Placement, Plan
from stagehold.reports.held import EndKind, Held, holdings

_CLAIMED = (LineState.HOLD, LineState.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseBar:
    """Days under a lease, half-open; ``start`` or ``end`` is None where no day is known.

    ``end_kind`` says what the end rests on, ``assumed`` whether any part of the bar (its ends, or that the lease names
    this stage) rests on an assumption.
    """

    lease: str
    start: date | None
    end: date | None
    end_kind: EndKind
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBar:
    """Days that a closure or a booking of another party takes; ``firm`` is False for a hold."""

    label: str
    span: Span
    closure: bool
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementBar:
    """A placement on one stage; ``due`` is the day from which it is late, None without one."""

    placement: Placement
    label: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage of the timeline."""

    stage: str
    name: Name | None
    area: Area | None
    studio: str
    studio_name: Name | None
    leases: tuple[LeaseBar, ...]
    taken: tuple[TakenBar, ...]
    placements: tuple[PlacementBar, ...]


def stage_lines(plan: Plan, portfolio: Portfolio) -> tuple[StageLine, ...]:
    """The stages that the plan's party leases or its placements use, by studio, in the order of the portfolio."""
    found = holdings(portfolio, plan.party)
    read = found.read
    wanted = {stage for held in found.held for stage in held.stages}
    wanted |= {stage for placement in plan.placements for stage in placement.members}
    studios = list(read.studios)
    order = {id_: index for index, id_ in enumerate(read.spaces)}

    def place(stage: str) -> tuple[int, int, str]:
        space = read.spaces.get(stage)
        known = space is not None and space.studio in studios
        return (studios.index(space.studio) if space and known else len(studios), order.get(stage, len(order)), stage)

    return tuple(_line(stage, plan, found.held, read) for stage in sorted(wanted, key=place))


def _line(stage: str, plan: Plan, held: Iterable[Held], read: Portfolio) -> StageLine:
    space = read.spaces.get(stage)
    studio = read.studios.get(space.studio) if space else None
    return StageLine(
        stage=stage,
        name=space.name if space else None,
        area=space.area if space else None,
        studio=space.studio if space else "",
        studio_name=studio.name if studio else None,
        leases=tuple(_lease_bar(item) for item in held if stage in item.stages),
        taken=tuple(_taken(stage, plan.party, read)),
        placements=tuple(
            PlacementBar(placement=item, label=_label(item, read), due=late_from(item, read))
            for item in plan.placements
            if stage in item.members
        ),
    )


def _lease_bar(held: Held) -> LeaseBar:
    last = held.last_day
    return LeaseBar(
        lease=held.lease.id,
        start=held.first_day,
        end=None if last is None or last == date.max else last + timedelta(days=1),
        end_kind=held.end_kind if last is not None or held.end_kind is EndKind.NONE else EndKind.UNSTATED,
        assumed=held.stages_assumed or EndKind.ASSUMED in (held.start_kind, held.end_kind),
    )


def _taken(stage: str, party: str, read: Portfolio) -> Iterable[TakenBar]:
    for closure in read.closures.values():
        first, last = closure.from_.first, closure.to.last
        if closure.space == stage and first <= last < date.max:
            label = closure.reason or closure.id
            yield TakenBar(label=label, span=Span(first, last + timedelta(days=1)), closure=True)
    for booking in read.bookings.values():
        if booking.party == party:
            continue
        for line in booking.lines:
            if line.space != stage or line.state not in _CLAIMED:
                continue
            try:
                span = all_days(line.days)
            except ValueError:  # an end that is not stated takes no known days; checking the portfolio says so
                continue
            firm = line.state is LineState.CONFIRMED
            yield TakenBar(label=booking.title or booking.party, span=span, closure=False, firm=firm)


def _label(placement: Placement, read: Portfolio) -> str:
    production = read.productions.get(placement.production)
    single = production is None or len(production.needs) <= 1
    return placement.production if single else f"{placement.production}/{placement.need}"


def late_from(placement: Placement, portfolio: Portfolio) -> date | None:
    """The day from which the placement is late: the due of its need, of its production, or derived from a release.

    A due derived from a release counts to the last shoot day; it is moved here by what follows the shoot, so that it
    can be drawn against the end of the stay. None without a due, or where it cannot be read as a day.
    """
    production = portfolio.productions.get(placement.production)
    if placement.late_days:
        return placement.end - timedelta(days=placement.late_days)
    if production is None:
        return None
    need = next((need for need in production.needs if need.id == placement.need), None)
    given = need.due if need is not None and need.due is not None else production.due
    try:
        if given is not None:
            return due(given)
        return _due_from_release(placement, production, need, portfolio)
    except (Unpinned, NoDayLeft):
        return None


def _due_from_release(
    placement: Placement, production: Production, need: Need | None, portfolio: Portfolio
) -> date | None:
    dues = []
    for id_ in production.titles:
        title = portfolio.titles.get(id_)
        post = need.post_days if need is not None and need.post_days is not None else title.post_days if title else None
        release = first_day(title.release) if title is not None and title.release is not None else None
        if post is not None and release is not None and release.toordinal() > post:
            dues.append(release - timedelta(days=post))
    if not dues:
        return None
    shoots = [span.end for span in placement.phases if span.phase is PhaseKind.SHOOT]
    return min(dues) + (placement.end - shoots[-1] if shoots else timedelta(0))
