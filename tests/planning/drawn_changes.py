"""What happens after a plan is made, drawn: slips, lost stages, leases that end early, new titles, longer shoots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from planning.drawn_cases import Case
from planning.drawn_supply import US, at
from planning.free_days import number
from stagehold.domain.edtf import EdtfDate, EdtfInterval, day, parse_interval
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Milestone, Need, PhaseLength, Production
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import Plan

Change = Callable[[Random, Portfolio, Plan, date], Portfolio]


def changed(random: Random, case: Case, plan: Plan) -> Case:
    """The case some days later, after one to three things have happened, with its plan as the baseline."""
    first = min(item.start for item in plan.placements)
    last = max(item.end for item in plan.placements)
    today = first + timedelta(days=random.randint(0, (last - first).days))
    portfolio = case.portfolio
    for _ in range(random.choice([1, 1, 2, 3])):
        portfolio = random.choice(CHANGES)(random, portfolio, plan, today)
    return Case(portfolio, case.party, plan, today)


def _one(random: Random, portfolio: Portfolio) -> Production:
    return random.choice([item for item in portfolio.productions.values() if item.needs])


def slip(random: Random, portfolio: Portfolio, _: Plan, __: date) -> Portfolio:
    """A production is ready later."""
    production = _one(random, portfolio)
    if not isinstance(production.ready, EdtfDate) or production.ready.text != str(production.ready.first):
        return portfolio
    later = production.ready.first + timedelta(days=random.randint(1, 6))
    return portfolio.put(replace(production, ready=day(later), window=None))


def longer(random: Random, portfolio: Portfolio, _: Plan, __: date) -> Portfolio:
    """A phase of some need takes more days, or fewer."""
    production = _one(random, portfolio)
    need = random.choice(production.needs)
    if not need.phases:
        return portfolio
    index = random.randrange(len(need.phases))
    days = max(1, need.phases[index].days + random.choice([-1, 1, 2, 4]))
    phases = list(need.phases)
    phases[index] = PhaseLength(phases[index].phase, days)
    needs = tuple(replace(item, phases=tuple(phases)) if item is need else item for item in production.needs)
    return portfolio.put(replace(production, needs=needs))


def lost(random: Random, portfolio: Portfolio, _: Plan, __: date) -> Portfolio:
    """A stage is leased no more."""
    stage = random.choice([id_ for id_, space in portfolio.spaces.items() if space.kind == "stage"])
    for lease in list(portfolio.leases.values()):
        if lease.spaces == (stage,):
            portfolio = portfolio.drop("lease", lease.id)
    others = [lease for lease in portfolio.leases.values() if lease.is_total_of]
    for lease in others:
        portfolio = portfolio.drop("lease", lease.id)
    return portfolio


def ended(random: Random, portfolio: Portfolio, _: Plan, today: date) -> Portfolio:
    """A lease ends early."""
    leases = [
        lease for lease in portfolio.leases.values() if lease.lessee == US and isinstance(lease.term, EdtfInterval)
    ]
    if not leases:
        return portfolio
    lease: Lease = random.choice(leases)
    end = lease.term.end.first - timedelta(days=random.randint(1, 12))
    start = lease.term.start.first
    if end <= start:
        return portfolio
    return portfolio.put(replace(lease, term=parse_interval(f"{start}/{end}"), options=()))


def added(random: Random, portfolio: Portfolio, _: Plan, today: date) -> Portfolio:
    """A title more."""
    need = Need(id="n0", phases=(PhaseLength(PhaseKind.SHOOT, random.randint(1, 4)),))
    ready = number(today) + random.randint(-2, 4)
    return portfolio.put(
        Production(id="new", needs=(need,), ready=at(ready), due=at(ready + 5), priority=Decimal(random.choice([1, 3])))
    )


def ran_over(random: Random, portfolio: Portfolio, plan: Plan, today: date) -> Portfolio:
    """A phase ended on another day than planned, and its actual date is known."""
    done = [
        (item, span)
        for item in plan.placements
        for span in item.phases
        if span.end < today and len(portfolio.productions[item.production].needs) == 1
    ]
    if not done:
        return portfolio
    item, span = random.choice(done)
    actual = min(today - timedelta(days=1), span.end + timedelta(days=random.randint(-2, 2)))
    milestone = Milestone(name=f"{span.phase}-end", actual=day(actual))
    production = portfolio.productions[item.production]
    return portfolio.put(replace(production, milestones=(milestone,)))


CHANGES: list[Change] = [slip, longer, longer, lost, ended, added, ran_over]
