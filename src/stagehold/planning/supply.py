"""Which stage a party may use on which days: leases and offers, less closures and confirmed bookings of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from stagehold.domain import edtf, readings
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.days import Span, through, union, without
from stagehold.domain.edtf import Edtf, EdtfInterval
from stagehold.domain.findings import Finding
from stagehold.domain.production import Lock
from stagehold.domain.scenario import RespectHolds
from stagehold.domain.studio import PhaseKind, Space
from stagehold.planning.facts import Facts
from stagehold.planning.leased import Grant, grants_of, support_of
from stagehold.planning.offers import StageOffer, offers_of


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
        What is left of the leases for stays, turnover around the stays of others taken out; and the days for builds
        only.
    gap
        Clear days between two stays.
    offers
        Those that can be used, with the days left of each; none without a weight for money.
    made
        All of them with all days that no lease covers: what has begun may stand on days that were taken since.
    covered
        Days that a lease of the party covers, whether stays may take them or not: never days on an offer.
    taken
        Days that closures, the stays of others and the days out of service leave to nobody, turnover included.
    """

    space: Space
    grants: tuple[Grant, ...]
    obstacles: tuple[Obstacle, ...]
    days: tuple[Span, ...]
    build_days: tuple[Span, ...]
    gap: int
    offers: tuple[StageOffer, ...] = ()
    made: tuple[StageOffer, ...] = ()
    covered: tuple[Span, ...] = ()
    taken: tuple[Span, ...] = ()

    def usable(self, phase: PhaseKind) -> tuple[Span, ...]:
        """The days on which a stay may be in this phase: leased, open to builds, or on an offer with a rate for it."""
        builds = self.build_days if phase is PhaseKind.BUILD else ()
        return union([*self.days, *builds, *self.offered(phase)])

    def offered(self, phase: PhaseKind) -> tuple[Span, ...]:
        """The days on which an offer has the stage for this phase."""
        return union(span for offer in self.offers if phase in offer.rates for span in offer.days)


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
    kept: dict[str, list[Span]] = {}
    productions = facts.portfolio.productions.values()
    asked = {support.kind for item in productions if item.needs for support in item.support}
    for lease in facts.portfolio.leases.values():
        if lease.lessee == party and not lease.is_total_of:
            for stage, grant in grants_of(facts, lease, horizon_of, supply.findings, kept):
                grants.setdefault(stage, []).append(grant)
            for id_, term in support_of(facts, lease, horizon_of, asked):
                supply.support.setdefault(id_, []).append(term)
    obstacles = _obstacles(facts, party, supply)
    offers = offers_of(facts, party, supply.findings)
    for stage in dict.fromkeys([*grants, *offers]):
        space, given = facts.portfolio.spaces[stage], grants.get(stage, [])
        leased = _stage_supply(facts, space, given, obstacles.get(stage, []), kept.get(stage, []))
        supply.stages[stage] = _with_offers(leased, offers.get(stage, []))
    return supply


def _with_offers(leased: StageSupply, offers: list[StageOffer]) -> StageSupply:
    """The stage with the days that offers add to those leased, its obstacles taken out of them too."""
    made = [replace(offer, days=without(offer.days, leased.covered)) for offer in offers]
    left = (replace(offer, days=without(offer.days, leased.taken)) for offer in made)
    return replace(leased, offers=tuple(offer for offer in left if offer.days), made=tuple(made))


def _stage_supply(
    facts: Facts, space: Space, given: list[Grant], obstacles: list[Obstacle], kept: list[Span]
) -> StageSupply:
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
    builds = without([span for grant in given for span in grant.builds], [*taken, *days])
    return StageSupply(
        space=space,
        grants=tuple(given),
        obstacles=tuple(obstacles),
        days=days,
        build_days=builds,
        gap=gap,
        covered=union([*(grant.days for grant in given), *kept]),
        taken=union(taken),
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


def _obstacles(facts: Facts, party: str, supply: Supply) -> dict[str, list[Obstacle]]:
    found: dict[str, list[Obstacle]] = {}
    for closure in facts.portfolio.closures.values():
        for field_name in ("space", "from_", "to"):
            facts.read(closure, field_name)
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
