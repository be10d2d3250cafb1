"""Small random portfolios with bookings, holds, rents and a plan, to count stage-days in.

The stages and leases are those of ``planning.drawn_supply``; days lie around its ``BASE``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from planning.drawn_spot import with_changed_leases
from planning.drawn_supply import BASE, OTHERS, US, at, draw_supply, interval
from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.days import parse_duration
from stagehold.domain.edtf import day
from stagehold.domain.lease import Lease, PaymentTime, RentKind, RentLine
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import After, Milestone, Need, PhaseLength, Production
from stagehold.domain.provenance import Record
from stagehold.domain.studio import Party, PhaseKind, Studio
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import By, View
from stagehold.planning.plan import PhaseSpan, Placement, Plan, PlanStatus
from stagehold.reports.use import UseAsked

HOUSE = "house"


@dataclass(frozen=True)
class UseCase:
    """A portfolio, what is asked of it, and perhaps a plan."""

    portfolio: Portfolio
    asked: UseAsked
    plan: Plan | None


def draw_use(seed: object) -> UseCase:
    """The case of this seed."""
    random = Random(f"use {seed}")
    stages, records = draw_supply(random)
    ids = list(stages.spaces)
    with_changed_leases(random, ids, records)
    records = [_with_rent(random, item) if isinstance(item, Lease) else item for item in records]
    records = [replace(item, operator=HOUSE) if isinstance(item, Studio) else item for item in records]
    records = _without_double_bookings(records)
    productions = [_production(random, f"p{number}") for number in range(random.randint(1, 4))]
    records += [Party(id=HOUSE, name="The House"), *productions, *_bookings(random, ids, records, productions)]
    plan = _plan(random, ids, productions) if random.random() < 0.6 else None
    first = random.randint(-5, 20)
    asked = UseAsked(
        view=random.choice([View.LESSEE, View.LESSEE, View.STUDIO]),
        party=None,
        first=BASE + timedelta(days=first),
        last=BASE + timedelta(days=first + random.choice([0, 3, 20, 45, 80])),
        by=random.choice(list(By)),
        weight=random.choice([Weight.COUNT, Weight.COUNT, Weight.AREA]),
    )
    if asked.view is View.LESSEE:
        asked = replace(asked, party=US)
    return UseCase(Portfolio.of(records), asked, plan)


def _with_rent(random: Random, lease: Lease) -> Lease:
    # Whether an extension of the lease lengthens a right beside it, too, and which of two events of one day is first,
    # are no questions of use.
    if any(event.separate for event in lease.events):
        lease = replace(lease, options=(), events=lease.events[:1])
    if lease.lessee != US or lease.is_total_of or lease.term is None or random.random() < 0.25:
        return lease
    currency = random.choice(["JPY", "JPY", "USD"])
    lines = []
    for kind in random.choice([[RentKind.RENT], [RentKind.RENT], [RentKind.RENT, RentKind.SERVICE]]):
        amount = Decimal(random.randint(0, 10_000_000))
        values: dict[str, Any] = {}
        if random.random() < 0.2:
            values["free"] = (interval(random.randint(0, 5), random.randint(6, 12)),)
        lines.append(
            RentLine(
                from_=day(lease.term.start.first + timedelta(days=random.choice([0, 0, 3]))),
                amount=amount if currency == "JPY" else amount / 100,
                every=parse_duration(random.choice(["P1M", "P1M", "P1Y", "P7D", "P3M"])),
                when=random.choice(list(PaymentTime)),
                kind=kind,
                **values,
            )
        )
    return replace(lease, currency=currency, rent=tuple(lines))


def _production(random: Random, id_: str) -> Production:
    kinds = (PhaseKind.BUILD, PhaseKind.SHOOT, PhaseKind.STANDING, PhaseKind.SHOOT, PhaseKind.STRIKE)
    phases = [PhaseLength(phase, random.randint(1, 4)) for phase in kinds if random.random() < 0.7]
    phases = phases or [PhaseLength(PhaseKind.SHOOT, 3)]
    needs = [Need(id="n0", phases=tuple(phases))]
    if random.random() < 0.4:
        keep = random.random() < 0.7
        needs.append(Need(id="n1", phases=tuple(phases[:2]), after=(After(need="n0", keep=keep),)))
    values: dict[str, Any] = {}
    if random.random() < 0.4:
        values["shoot_days"] = random.randint(0, 9)
    if random.random() < 0.3:
        values["units"] = 2
    if random.random() < 0.4:
        owner = f"{random.choice(needs).id}/" if len(needs) > 1 else ""
        first = random.randint(0, 20)
        values["milestones"] = (
            Milestone(name=f"{owner}shoot-start", actual=at(first)),
            Milestone(name=f"{owner}shoot-end", actual=at(first + random.randint(0, 10))),
        )
    return Production(id=id_, needs=tuple(needs), ready=at(0), **values)


def _bookings(random: Random, ids: list[str], records: list[Record], productions: list[Production]) -> list[Booking]:
    """Confirmed stays of ours that meet no confirmed stay of others, some holds, and a stay of no production."""
    taken: dict[str, set[int]] = {}
    for record in records:
        if isinstance(record, Booking):
            for line in record.lines:
                if line.state is LineState.CONFIRMED:
                    start = (line.days.start.first - BASE).days
                    taken.setdefault(line.space, set()).update(range(start, (line.days.end.first - BASE).days + 1))
    found = []
    for number, production in enumerate([*productions, None]):
        lines = []
        for _ in range(random.choice([0, 1, 2, 3])):
            space, first = random.choice(ids), random.randint(-3, 25)
            days = set(range(first, first + random.randint(1, 9)))
            if days & taken.setdefault(space, set()):
                continue
            taken[space] |= days
            phase = random.choice([None, None, *PhaseKind])
            span = interval(min(days), max(days))
            lines.append(BookingLine(space=space, days=span, phase=phase, state=LineState.CONFIRMED))
        if random.random() < 0.4:
            first = random.randint(0, 25)
            span = interval(first, first + random.randint(0, 5))
            lines.append(BookingLine(space=random.choice(ids), days=span, state=LineState.HOLD, rank=1))
        need = None if production is None else random.choice(production.needs).id
        owner = None if production is None else production.id
        if lines:
            booking = Booking(id=f"k{number}", party=US, production=owner, need=need, lines=tuple(lines))
            found.append(booking)
    return found


def _plan(random: Random, ids: list[str], productions: list[Production]) -> Plan:
    """Placements that may lie anywhere, on each other too: counting does not judge them."""
    placements = []
    for production in productions:
        stages = tuple(sorted(random.sample(ids, min(len(ids), random.choice([1, 1, 2])))))
        if len(stages) == 2 and random.random() < 0.3:
            stages = ("+".join(stages),)
        start = BASE + timedelta(days=random.randint(-2, 12))
        for need in production.needs:
            lengths = [item for item in need.phases if random.random() < 0.9]
            days = sum(item.days for item in lengths) or random.randint(1, 6)
            phases = []
            begin = start
            for item in lengths:
                end = begin + timedelta(days=item.days)
                phases.append(PhaseSpan(phase=item.phase, start=begin, end=end))
                begin = end
            placements.append(
                Placement(
                    production=production.id,
                    need=need.id,
                    stages=stages,
                    start=start,
                    end=start + timedelta(days=days),
                    phases=tuple(phases),
                )
            )
            start += timedelta(days=days + random.randint(0, 5))
    return Plan(
        party=random.choice([US, ""]),
        status=PlanStatus.FEASIBLE,
        objective=None,
        bound=None,
        placements=tuple(placements),
    )


__all__ = ["BASE", "HOUSE", "OTHERS", "US", "UseCase", "draw_use"]


def _without_double_bookings(records: list[Record]) -> list[Record]:
    """What others have confirmed never overlaps: a portfolio with two such lines is refused."""
    taken: dict[str, set[int]] = {}
    kept = []
    for record in records:
        if isinstance(record, Booking):
            (line,) = record.lines
            days = set(range((line.days.start.first - BASE).days, (line.days.end.first - BASE).days + 1))
            if line.state is LineState.CONFIRMED:
                if days & taken.setdefault(line.space, set()):
                    continue
                taken[line.space] |= days
        kept.append(record)
    return kept
