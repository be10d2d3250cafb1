"""Which stage a party may use on which days: leases less closures and confirmed bookings of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from stagehold.domain import edtf, readings
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.days import Span, through, without
from stagehold.domain.edtf import Edtf, EdtfInterval
from stagehold.domain.errors import NotSupported
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import EventKind, Lease, LeaseKind, OptionKind
from stagehold.domain.production import Lock
from stagehold.domain.scenario import RespectHolds
from stagehold.domain.studio import Space, SpaceKind
from stagehold.planning.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The days one lease gives on one stage; on ``builds`` only build phases may stand."""

    lease: str
    days: Span
    builds: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Days taken on a stage by a closure (``kind`` closed) or a booking (taken), named by id."""

    kind: str
    id: str
    days: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSupply:
    """One stage as the party can use it.

    Parameters
    ----------
    grants
        Lease by lease.
    obstacles
        Closures and stays of others, without turnover.
    days, build_days
        What is left for stays, turnover around the stays of others taken out; and the days for builds only.
    gap
        Clear days between two stays.
    """

    space: Space
    grants: tuple[Grant, ...]
    obstacles: tuple[Obstacle, ...]
    days: tuple[Span, ...]
    build_days: tuple[Span, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class HeldDays:
    """Days on which another party holds a stage, at a rank where one is stated."""

    space: str
    booking: str
    rank: int | None
    days: Span


@dataclass(slots=True)
class Supply:
    """Every stage the party leases, the locks its own bookings make, and the holds of others.

    ``support`` holds the leased days of other spaces, where some production asks for their kind.
    """

    stages: dict[str, StageSupply] = field(default_factory=dict)
    support: dict[str, list[Span]] = field(default_factory=dict)
    booked: list[Lock] = field(default_factory=list)
    holds: list[HeldDays] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_supply(facts: Facts, party: str, horizon_of: date) -> Supply:
    """The supply of ``party``; a lease without end stops at ``horizon_of`` (half-open).

    Facts that must be pinned are noted in ``facts``.
    """
    supply = Supply()
    grants: dict[str, list[Grant]] = {}
    for lease in facts.portfolio.leases.values():
        if lease.lessee == party and not lease.is_total_of:
            for stage, grant in _grants_of(facts, lease, horizon_of, supply):
                grants.setdefault(stage, []).append(grant)
            _lease_support(facts, lease, horizon_of, supply)
    obstacles = _obstacles(facts, party, supply)
    for stage, given in grants.items():
        supply.stages[stage] = _stage_supply(facts, facts.portfolio.spaces[stage], given, obstacles.get(stage, []))
    return supply


def _stage_supply(facts: Facts, space: Space, given: list[Grant], obstacles: list[Obstacle]) -> StageSupply:
    for turnover in ("turnover_before", "turnover_after"):
        facts.read(space, turnover)
    gap = space.turnover_after + space.turnover_before
    taken = [item.days if item.kind == "closed" else _widened(item.days, gap) for item in obstacles]
    if space.in_service is not None:
        facts.read(space, "in_service")
        first, last = _in_service(facts, space, space.in_service)
        taken += [Span(date.min, first)] if first is not None and first > date.min else []
        taken += [Span(last + timedelta(days=1), date.max)] if last is not None and last < date.max else []
    days = without([grant.days for grant in given], taken)
    builds = without([grant.builds for grant in given if grant.builds is not None], [*taken, *days])
    return StageSupply(
        space=space, grants=tuple(given), obstacles=tuple(obstacles), days=days, build_days=builds, gap=gap
    )


def _in_service(facts: Facts, space: Space, days: EdtfInterval) -> tuple[date | None, date | None]:
    try:
        return readings.window(days)
    except readings.Unpinned as wrong:
        facts.pin(space, f"in_service.{wrong.part}", wrong.why, "2028-01-01")
        return None, None


def _widened(span: Span, gap: int) -> Span:
    start = max(date.min.toordinal(), span.start.toordinal() - gap)
    end = min(date.max.toordinal(), span.end.toordinal() + gap)
    return Span(date.fromordinal(start), date.fromordinal(end))


def _grants_of(facts: Facts, lease: Lease, horizon: date, supply: Supply) -> Iterator[tuple[str, Grant]]:
    _refuse_changes(lease)
    facts.read(lease, "spaces")
    facts.read(lease, "kind")
    stages = [id_ for id_ in lease.spaces if facts.portfolio.spaces[id_].kind is SpaceKind.STAGE]
    if lease.kind is not LeaseKind.EXCLUSIVE:
        supply.findings.append(_not_supply(lease, "kind", str(lease.kind), "exclusive; this kind gives no stage yet"))
        return
    if not stages:
        if lease.space_count:
            hint = f"an assumption of {lease.id}.spaces that names them"
            supply.findings.append(_not_supply(lease, "space_count", f"{lease.space_count} stages without names", hint))
        return
    facts.read(lease, "term", "start")
    facts.read(lease, "term", "end")
    for index, option in enumerate(lease.options):
        facts.read(lease, f"options.{index}.exercised")
        if option.exercised and option.kind is OptionKind.EXPAND:
            stages += [id_ for id_ in option.spaces if facts.portfolio.spaces[id_].kind is SpaceKind.STAGE]
    for stage in dict.fromkeys(stages):
        term = _term_of(facts, lease, horizon, stage)
        span = None if term is None else _expanded(lease, term, stage)
        granted = None if span is None else _less_reinstatement(lease, span, facts.portfolio.spaces[stage])
        if span is not None and granted is not None:
            yield stage, Grant(lease=lease.id, days=granted, builds=_build_days(facts, lease, span))


def _refuse_changes(lease: Lease) -> None:
    """A modification moves stages or days; a plan that passed over it would be wrong."""
    for index, event in enumerate(lease.events):
        if event.kind is EventKind.MODIFY and (event.spaces is not None or event.term is not None):
            raise NotSupported(
                f"{lease.id}.events.{index}: a modification of spaces or term is not planned yet; "
                "state the lease as it is after it, or as two leases"
            )


def _lease_support(facts: Facts, lease: Lease, horizon: date, supply: Supply) -> None:
    """The days of the lease's spaces that are no stages, of the kinds that productions ask for."""
    asked = {support.kind for item in facts.portfolio.productions.values() if item.needs for support in item.support}
    for id_ in lease.spaces:
        kind = facts.portfolio.spaces[id_].kind
        if kind in asked and kind is not SpaceKind.STAGE and lease.kind is LeaseKind.EXCLUSIVE:
            facts.read(lease, "term", "end")
            term = _term_of(facts, lease, horizon, id_)
            if term is not None:
                supply.support.setdefault(id_, []).append(term)


def _term_of(facts: Facts, lease: Lease, horizon: date, stage: str) -> Span | None:
    """The non-cancellable term of one stage, with the options that are exercised; an option may name its stages."""
    if lease.term is None:
        facts.pin(lease, "term", "no source states the term", "2027-01-01/2031-12-31")
        return None
    first = last = None
    try:
        first = readings.supply_first(lease.term)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"term.{wrong.part}", wrong.why, "2027-01-01")
    try:
        last = readings.supply_last(lease.term)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"term.{wrong.part}", wrong.why, "2031-12-31")
        return None
    if first is None:
        return None
    end = horizon if last is None or last >= date.max else last + timedelta(days=1)
    for option in lease.options:
        if not option.exercised or (option.spaces and stage not in option.spaces):
            continue
        if option.kind is OptionKind.EXTEND and option.adds is not None:
            end = option.adds.after(end)
        elif option.kind is OptionKind.BREAK and option.from_ is not None:
            end = min(end, readings.due(option.from_))
    if last is not None and end > date.max - timedelta(days=1):
        end = date.max - timedelta(days=1)
    return Span(first, end) if first < end else None


def _expanded(lease: Lease, span: Span, stage: str) -> Span | None:
    """The span from the day on which an expansion takes the stage in, if it is not leased from the start."""
    if stage in lease.spaces:
        return span
    firsts = [
        span.start if option.from_ is None else readings.ready(option.from_)
        for option in lease.options
        if option.exercised and option.kind is OptionKind.EXPAND and stage in option.spaces
    ]
    start = max(span.start, min(firsts))
    return Span(start, span.end) if start < span.end else None


def _less_reinstatement(lease: Lease, span: Span, space: Space) -> Span | None:
    """Turnover may lie outside the term; where the lease asks for days to reinstate, it ends before these."""
    if not lease.reinstate:
        return span
    end = span.end - timedelta(days=lease.reinstate + space.turnover_after)
    return Span(span.start, end) if span.start < end else None


def _build_days(facts: Facts, lease: Lease, span: Span) -> Span | None:
    if not lease.builds_in_access or lease.access is None:
        return None
    facts.read(lease, "access")
    first = readings.ready(lease.access)
    return Span(first, span.start) if first < span.start else None


def _obstacles(facts: Facts, party: str, supply: Supply) -> dict[str, list[Obstacle]]:
    found: dict[str, list[Obstacle]] = {}
    for closure in facts.portfolio.closures.values():
        days_closed = through(closure.from_.first, closure.to.last)
        found.setdefault(closure.space, []).append(Obstacle(kind="closed", id=closure.id, days=days_closed))
    for booking in facts.portfolio.bookings.values():
        production = facts.portfolio.productions.get(booking.production or "")
        ours = booking.party == party and production is not None and bool(production.needs)
        if ours:
            supply.booked.extend(_own_lock(facts, booking, supply))
            continue
        for line in booking.lines:
            if line.state not in (LineState.CONFIRMED, LineState.HOLD):
                continue
            days = _all_days(facts, booking, line.days)
            if days is None:
                continue
            if line.state is LineState.CONFIRMED:
                found.setdefault(line.space, []).append(Obstacle(kind="taken", id=booking.id, days=days))
            elif booking.party != party:
                supply.holds.append(HeldDays(line.space, booking.id, line.rank, days))
                if facts.portfolio.settings.respect_holds is RespectHolds.FIRST and line.rank == 1:
                    found.setdefault(line.space, []).append(Obstacle(kind="taken", id=booking.id, days=days))
    return found


def _all_days(facts: Facts, booking: Booking, days: Edtf) -> Span | None:
    try:
        return readings.all_days(days)
    except readings.Unpinned as wrong:
        facts.pin(booking, "lines", wrong.why, "[{space: a, days: 2027-01-05/2027-01-20}]")
        return None


def _own_lock(facts: Facts, booking: Booking, supply: Supply) -> Iterator[Lock]:
    """A confirmed booking of one of our productions: its stages and first day must stand."""
    lines = [line for line in booking.lines if line.state is LineState.CONFIRMED]
    if not lines or booking.production is None:
        return
    needs = facts.portfolio.productions[booking.production].needs
    need = booking.need or (needs[0].id if len(needs) == 1 else None)
    if need is None:
        supply.findings.append(
            Finding(
                rule="booking-names-no-need",
                record=booking.id,
                field="need",
                found="",
                allowed=", ".join(item.id for item in needs),
            )
        )
        return
    first = min(readings.all_days(line.days).start for line in lines)
    stages = tuple(sorted({line.space for line in lines}))
    yield Lock(id=booking.id, production=booking.production, need=need, stages=stages, start=edtf.day(first))


def _not_supply(lease: Lease, field_name: str, found: str, allowed: str) -> Finding:
    return Finding(
        rule="lease-gives-no-stage",
        severity=Severity.WARNING,
        record=lease.id,
        field=field_name,
        found=found,
        allowed=allowed,
    )
