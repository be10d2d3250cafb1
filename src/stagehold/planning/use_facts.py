"""Everything a report on use needs, read from a portfolio as a plan reads it: stages, stays, shoots, leases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.days import Span, through
from stagehold.domain.edtf import EdtfDate
from stagehold.domain.errors import MissingFacts
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Production
from stagehold.domain.studio import Closure, PhaseKind, Space, SpaceKind
from stagehold.leasing.shooting import Shoot, room_for_shooting
from stagehold.leasing.stage_facts import Basis, LeasedDays, PartyDays, Spans, StageFacts, Stay, settled
from stagehold.leasing.use_figures import View
from stagehold.planning.facts import Facts
from stagehold.planning.plan import Plan
from stagehold.planning.use_leases import Given, Inexact, RestsOn, given_by, inexact
from stagehold.planning.use_scope import Scope
from stagehold.planning.use_stays import actual_phases, booked_days, booked_stays, planned_stays, user_of

_ALWAYS = (Span(date.min, date.max),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UseFacts:
    """What was read.

    Parameters
    ----------
    portfolio
        With its assumptions applied.
    stays
        By basis, each stage-day in one of them only; no planned ones without a plan.
    shoots
        By basis and user, for all users with stays.
    rests_on
        By stage.
    """

    portfolio: Portfolio
    scope: Scope
    stages: tuple[StageFacts, ...]
    stays: Mapping[Basis, tuple[Stay, ...]]
    shoots: Mapping[Basis, Mapping[str, Shoot]]
    given: tuple[Given, ...]
    rests_on: Mapping[str, RestsOn]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Read:
    """What is gathered by stage while the portfolio is read."""

    facts: Facts
    scope: Scope
    findings: list[Finding] = field(default_factory=list)
    confirmed: dict[str, list[PartyDays]] = field(default_factory=dict)
    holds: dict[str, list[PartyDays]] = field(default_factory=dict)
    dates: dict[str, set[Inexact]] = field(default_factory=dict)
    pinned: dict[str, RestsOn] = field(default_factory=dict)
    given: dict[str, list[Given]] = field(default_factory=dict)
    closures: dict[str, list[Closure]] = field(default_factory=dict)
    actual: list[Stay] = field(default_factory=list)
    shoots: dict[str, Shoot] = field(default_factory=dict)


def read_use(facts: Facts, scope: Scope, plan: Plan | None = None, *, areas: bool = False) -> UseFacts:
    """Read what the scope needs; ``areas`` says whether areas of stages are among it.

    Raises
    ------
    MissingFacts
        With one finding for each value that must be pinned.
    InputError
        If the plan is one of another portfolio.
    NotSupported
        For leases that a plan cannot read.
    """
    portfolio = facts.portfolio
    read = _Read(facts, scope)
    given = given_by(facts, scope.leases(portfolio), read.findings)
    for booking in portfolio.bookings.values():
        _read_booking(read, booking)
    stays = {Basis.ACTUAL: settled(read.actual)}
    shoots: dict[Basis, Mapping[str, Shoot]] = {Basis.ACTUAL: read.shoots}
    if plan is not None:
        stays[Basis.PLANNED] = settled(planned_stays(portfolio, plan, plan.party or scope.party))
        users = dict.fromkeys(stay.user for stay in stays[Basis.PLANNED])
        shoots[Basis.PLANNED] = {user: _shoot(read, user) for user in users}
    chosen = _stages(portfolio, scope, given, stays)
    inside = set(chosen)
    stays = {basis: tuple(item for item in listed if item.stage in inside) for basis, listed in stays.items()}
    rests: dict[str, RestsOn] = {}
    for item in given:
        for stage in item.days:
            read.given.setdefault(stage, []).append(item)
    for closure in portfolio.closures.values():
        read.closures.setdefault(closure.space, []).append(closure)
    stages = tuple(_stage(read, portfolio.spaces[id_], rests, areas=areas) for id_ in chosen)
    for basis, listed in stays.items():
        _say_what_is_not_shot(read, listed, shoots[basis])
        for stage, user in dict.fromkeys((stay.stage, stay.user) for stay in listed):
            rests[stage] |= read.pinned.get(user, RestsOn())
    if facts.missing:
        unique = list(dict.fromkeys(facts.missing))
        fields = ", ".join(f"{finding.record}.{finding.field}" for finding in unique)
        raise MissingFacts(f"use needs values that no source states, or that sources dispute: {fields}", unique)
    return UseFacts(
        portfolio=portfolio,
        scope=scope,
        stages=stages,
        stays=stays,
        shoots=shoots,
        given=tuple(given),
        rests_on=rests,
        findings=tuple(dict.fromkeys(read.findings)),
    )


def _stages(
    portfolio: Portfolio, scope: Scope, given: Iterable[Given], stays: Mapping[Basis, tuple[Stay, ...]]
) -> list[str]:
    """The stages looked at, in the order of the portfolio."""
    if scope.view is View.STUDIO:
        return list(scope.stages)
    leased = {stage for item in given for stage in item.days}
    used = {stay.stage for listed in stays.values() for stay in listed}
    return [id_ for id_ in portfolio.spaces if id_ in leased | used]


# --- bookings ---------------------------------------------------------------------------------------------------------


def _read_booking(read: _Read, booking: Booking) -> None:
    portfolio = read.facts.portfolio
    firm: dict[str, None] = {}
    for index, line in enumerate(booking.lines):
        if line.state not in (LineState.CONFIRMED, LineState.HOLD) or not _is_stage(portfolio, line.space):
            continue
        days = booked_days(read.facts, booking, line)
        if days is None:
            continue
        kept = read.confirmed if line.state is LineState.CONFIRMED else read.holds
        kept.setdefault(line.space, []).append(PartyDays(party=booking.party, booking=booking.id, days=days))
        read.dates.setdefault(line.space, set()).update(inexact(booking.id, f"lines.{index}.days", line.days))
        if line.state is LineState.CONFIRMED:
            firm[line.space] = None
    if not firm or booking.party not in read.scope.parties:
        return
    production = portfolio.productions.get(booking.production or "")
    actual = {} if production is None else actual_phases(read.facts, production, read.findings)
    if actual and production is not None:
        for stage in firm:
            read.dates[stage].update(_uncertain(production))
    read.actual += booked_stays(read.facts, booking, actual, read.findings)
    shot = {need: phases[PhaseKind.SHOOT] for need, phases in actual.items() if PhaseKind.SHOOT in phases}
    read.shoots[user_of(booking)] = _shoot(read, booking.production or "", shot)


def _uncertain(production: Production) -> Iterator[Inexact]:
    """Actual days that are approximate or uncertain; coarser ones are not used."""
    for index, milestone in enumerate(production.milestones):
        if isinstance(milestone.actual, EdtfDate) and milestone.actual.is_day:
            yield from inexact(production.id, f"milestones.{index}.actual", milestone.actual)


def _shoot(read: _Read, production: str, actual: Mapping[str, Span] | None = None) -> Shoot:
    known = read.facts.portfolio.productions.get(production)
    if known is None:
        return Shoot()
    # Facts of its own, so that it is known which assumptions this production's stays rest on.
    own = Facts(read.facts.portfolio, read.facts.stated, disputes=read.facts.disputes, by_record=read.facts.by_record)
    for name in ("shoot_days", "units", "milestones"):
        own.read(known, name)
    for need in known.needs:
        own.read(known, "needs", f"{need.id}.phases")
    read.facts.missing += own.missing
    read.facts.used |= own.used
    read.pinned[production] = RestsOn(assumptions=frozenset(own.used))
    return Shoot(days=known.shoot_days, units=known.units, actual=actual or {})


def _say_what_is_not_shot(read: _Read, stays: Iterable[Stay], shoots: Mapping[str, Shoot]) -> None:
    """Stated shoot days that do not fit the shoot phases: the figures hold as many as do."""
    by_user: dict[str, list[Stay]] = {}
    for stay in stays:
        by_user.setdefault(stay.user, []).append(stay)
    for user, listed in by_user.items():
        wanted = shoots[user].days
        room = room_for_shooting(listed)
        if wanted is not None and not shoots[user].actual and wanted > room:
            read.findings.append(
                Finding(
                    rule="shoot-days-not-on-stages",
                    severity=Severity.WARNING,
                    record=user,
                    field="shoot_days",
                    found=f"{wanted}, and {room} stage-days in shoot phases",
                    allowed="the rest is taken to be shot elsewhere; only what stands on stages is counted",
                )
            )


# --- one stage --------------------------------------------------------------------------------------------------------


def _stage(read: _Read, space: Space, rests: dict[str, RestsOn], *, areas: bool) -> StageFacts:
    # Facts of its own, so that it is known which assumptions this stage rests on.
    own = Facts(read.facts.portfolio, read.facts.stated, disputes=read.facts.disputes, by_record=read.facts.by_record)
    studio = own.portfolio.studios[space.studio]
    here = read.given.get(space.id, [])
    for name in ("turnover_before", "turnover_after", "in_service", *(("area",) if areas else ())):
        own.read(space, name)
    dates = {*inexact(space.id, "in_service", space.in_service), *read.dates.get(space.id, ())}
    closed = list(_closed(own, read.closures.get(space.id, ()), dates))
    service = _in_service(own, space)
    read.facts.missing += own.missing
    read.facts.used |= own.used
    rests[space.id] = RestsOn(assumptions=frozenset(own.used), dates=frozenset(dates))
    for item in here:
        rests[space.id] |= item.rests_on
    return StageFacts(
        stage=space.id,
        studio=space.studio,
        market=studio.country,
        area=space.area,
        in_service=service,
        closed=tuple(closed),
        turnover_before=space.turnover_before,
        turnover_after=space.turnover_after,
        leases=tuple(
            LeasedDays(
                lease=item.lease.id,
                party=item.lease.lessee,
                days=item.days[space.id],
                reinstate=item.reinstate.get(space.id, ()),
            )
            for item in here
        ),
        confirmed=tuple(read.confirmed.get(space.id, ())),
        holds=tuple(read.holds.get(space.id, ())),
    )


def _closed(facts: Facts, closures: Iterable[Closure], dates: set[Inexact]) -> Iterator[Span]:
    """A coarse closure takes all its days."""
    for closure in closures:
        for name in ("space", "from_", "to"):
            facts.read(closure, name)
        dates |= {*inexact(closure.id, "from", closure.from_), *inexact(closure.id, "to", closure.to)}
        yield through(closure.from_.first, closure.to.last)


def _in_service(facts: Facts, space: Space) -> Spans:
    """Without a statement always; a coarse end is read against the reader."""
    if space.in_service is None:
        return _ALWAYS
    try:
        first, last = readings.window(space.in_service)
    except readings.Unpinned as wrong:
        facts.pin(space, f"in_service.{wrong.part}", wrong.why, "2028-01-01")
        return ()
    start = date.min if first is None else first
    end = date.max if last is None or last >= date.max else last + timedelta(days=1)
    return (Span(start, end),) if start < end else ()


def _is_stage(portfolio: Portfolio, id_: str) -> bool:
    return portfolio.spaces[id_].kind is SpaceKind.STAGE
