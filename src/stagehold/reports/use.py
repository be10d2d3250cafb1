"""Use: stage-days of a scope and a period by state, the ratios between them, and who bears what they cost.

SPEC §4, *Use*. Planned and actual stand side by side and are never added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain.days import Span, through, union, within
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption
from stagehold.leasing.charge_out import Charge
from stagehold.leasing.rent_as_used import rent_as_used
from stagehold.leasing.rent_days import RentDays
from stagehold.leasing.shooting import ShotFrom, shot_days
from stagehold.leasing.stage_cost import CostRow, charges_of, cost_rows, costed_days
from stagehold.leasing.stage_days import StageDays, stage_days
from stagehold.leasing.stage_facts import Basis, Spans, Stay
from stagehold.leasing.use_cells import Cells, Weight, Weights, cells, weights
from stagehold.leasing.use_figures import By, UseRow, View, use_row, use_rows
from stagehold.planning.facts import Facts
from stagehold.planning.plan import Plan
from stagehold.planning.use_facts import UseFacts, read_use
from stagehold.planning.use_leases import LAST_END, RestsOn
from stagehold.planning.use_scope import scope_of
from stagehold.reports.use_tenants import Tenant, tenants_of

MOST_MONTHS = 1200  # a hundred years


@dataclass(frozen=True, slots=True, kw_only=True)
class UseAsked:
    """What to look at.

    Parameters
    ----------
    first, last
        Days, both included; None for as far as leases and stays reach.
    tenant
        In the view of a studio: the one party that may be named, None for all of them.
    """

    view: View = View.LESSEE
    party: str | None = None
    first: date | None = None
    last: date | None = None
    by: By = By.STAGE
    weight: Weight = Weight.COUNT
    tenant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The figures.

    Parameters
    ----------
    days
        Each stage state by state, inside the period.
    cells
        Stage-days by stage and month.
    charges, costs, total_costs
        By basis; none in the view of a studio, whose income is not the lessees' cost.
    tenants
        Who uses the stages, in the view of a studio.
    rests_on
        By stage.
    assumptions
        Those that any figure rests on; ``plan_assumptions`` are ids that the plan itself names, all planned figures
        rest on them.
    findings
        What is in no figure, and why.
    """

    asked: UseAsked
    party: str
    period: Span
    bases: tuple[Basis, ...]
    rows: tuple[UseRow, ...]
    total: UseRow
    weights: Weights
    days: tuple[StageDays, ...]
    cells: Cells
    charges: Mapping[Basis, tuple[Charge, ...]]
    costs: Mapping[Basis, tuple[CostRow, ...]]
    total_costs: Mapping[Basis, tuple[CostRow, ...]]
    tenants: tuple[Tenant, ...]
    rests_on: Mapping[str, RestsOn]
    assumptions: tuple[Assumption, ...]
    plan_assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]

    def row_rests_on(self, row: UseRow) -> RestsOn:
        """What the figures of a row rest on."""
        here = [self.rests_on[stage] for stage in row.stages if stage in self.rests_on]
        return RestsOn(
            assumptions=frozenset().union(*(item.assumptions for item in here)),
            dates=frozenset().union(*(item.dates for item in here)),
        )


def use(stated: Portfolio, asked: UseAsked, plan: Plan | None = None) -> Use:
    """The use of the stages of a scope, by confirmed bookings and, with a plan, by its placements.

    Raises
    ------
    MissingFacts
        If a value that the figures need is not pinned; all of them are named.
    InvalidPortfolio
        If an assumption does not fit, or the party is unknown or must be named.
    InputError
        If the period holds no day or nothing says where it ends, or the plan is one of another portfolio or party.
    """
    facts = Facts.of(stated)
    scope = scope_of(facts.portfolio, asked.view, asked.party)
    _require_same_party(facts.portfolio, scope.party, asked.view, plan)
    read = read_use(facts, scope, plan, areas=asked.weight is Weight.AREA)
    period = _period(read, asked)
    seen = None if asked.tenant is None else {_tenant(facts.portfolio, asked.tenant)}
    findings = list(read.findings)
    days = _states(read, period)
    chosen = weights(asked.weight, read.stages)
    rents = _rents(read, period, findings) if asked.view is View.LESSEE else {}
    counted = cells(days, costed_days(rents, days))
    bases = tuple(read.stays)
    rows = use_rows(read.stages, counted, period, asked.by, chosen, asked.view, bases)
    total = use_row("", counted, counted, chosen, asked.view, bases)
    charges = {basis: charges_of(rents, days, period, chosen, basis, findings) for basis in bases} if rents else {}
    places = {item.stage: item for item in read.stages}

    def key_of(charge: Charge) -> str:
        if asked.by is By.MONTH:
            return f"{charge.month.year:04}-{charge.month.month:02}"
        if asked.by is By.YEAR:
            return f"{charge.month.year:04}"
        place = places.get(charge.stage)
        if place is None:
            return ""
        return {By.STAGE: place.stage, By.STUDIO: place.studio, By.MARKET: place.market}[asked.by]

    return Use(
        asked=asked,
        party=scope.party,
        period=period,
        bases=bases,
        rows=rows,
        total=total,
        weights=chosen,
        days=days,
        cells=counted,
        charges=charges,
        costs={basis: cost_rows(rows, listed, basis, key_of) for basis, listed in charges.items()},
        total_costs={basis: cost_rows([total], listed, basis, lambda _: "") for basis, listed in charges.items()},
        tenants=tenants_of(days, bases, seen) if asked.view is View.STUDIO else (),
        rests_on=read.rests_on,
        assumptions=tuple(stated.assumptions[id_] for id_ in sorted(facts.used) if id_ in stated.assumptions),
        plan_assumptions=() if plan is None else plan.assumptions,
        findings=tuple(dict.fromkeys(findings)),
    )


def _states(read: UseFacts, period: Span) -> tuple[StageDays, ...]:
    stays: dict[str, dict[Basis, list[Stay]]] = {}
    for basis, listed in read.stays.items():
        for stay in listed:
            stays.setdefault(stay.stage, {}).setdefault(basis, []).append(stay)
    shot = {basis: _shot(read, basis) for basis in read.stays}
    return tuple(
        stage_days(
            item,
            {basis: tuple(stays.get(item.stage, {}).get(basis, ())) for basis in read.stays},
            {basis: shot[basis].get(item.stage, {}) for basis in read.stays},
            period,
            read.scope.parties,
        )
        for item in read.stages
    )


def _shot(read: UseFacts, basis: Basis) -> dict[str, dict[ShotFrom, Spans]]:
    """The shot days by stage, of all users together."""
    users: dict[str, list[Stay]] = {}
    for stay in read.stays[basis]:
        users.setdefault(stay.user, []).append(stay)
    found: dict[str, dict[ShotFrom, list[Span]]] = {}
    for user, listed in users.items():
        for source, by_stage in shot_days(listed, read.shoots[basis][user]).items():
            for stage, spans in by_stage.items():
                found.setdefault(stage, {}).setdefault(source, []).extend(spans)
    return {stage: {source: union(spans) for source, spans in by.items()} for stage, by in found.items()}


def _rents(read: UseFacts, period: Span, findings: list[Finding]) -> dict[str, RentDays]:
    """The rent of every lease that gives anything in the period or costs anything in it."""
    found = {}
    for given in read.given:
        rent, why = rent_as_used(given.lease, period)
        if rent is not None:
            found[given.lease.id] = rent
        elif any(within(spans, [period]) for spans in given.days.values()) or given.lease.rent:
            findings += why
    return found


def _period(read: UseFacts, asked: UseAsked) -> Span:
    """The days looked at: as asked, else from the first to the last day leased or used."""
    if asked.first is not None and asked.last is not None and asked.last < asked.first:
        raise InputError(
            f"--to {asked.last} lies before --from {asked.first}; both belong to the period, so --to is the later day"
        )
    spans = [span for item in read.stages for lease in item.leases for span in lease.days]
    spans += [stay.days for listed in read.stays.values() for stay in listed]
    ends = [span.end for span in spans if span.end < LAST_END]
    if not spans and (asked.first is None or asked.last is None):
        raise InputError(
            f"{read.scope.party} has no stage under a lease, a confirmed booking or a plan here; "
            "give --from and --to, or another party with --for"
        )
    if asked.last is None and len(ends) < len(spans):
        raise InputError("a lease has no end, so nothing says where the period ends; give --to, as --to 2029-12-31")
    first = asked.first or min(span.start for span in spans)
    last = asked.last or max(ends) - timedelta(days=1)
    if last < first:
        reach = Span(min(span.start for span in spans), max(span.end for span in spans))
        raise InputError(f"from {first} to {last} there is no day; leases and stays reach over {reach}")
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        raise InputError(f"from {first} to {last} are more than {MOST_MONTHS} months; give --from and --to")
    return through(first, last)


def _require_same_party(portfolio: Portfolio, party: str, view: View, plan: Plan | None) -> None:
    """A plan in a file need not say whose it is; a lessee's use is planned by its own plan alone."""
    if plan is None or view is not View.LESSEE or plan.party in ("", party):
        return
    other = portfolio.parties[plan.party].name if plan.party in portfolio.parties else plan.party
    raise InputError(
        f"the plan is one for {other}, the use is that of {party}; give a plan of {party}, or --for {other}"
    )


def stages_of_studio(days: Sequence[StageDays]) -> dict[str, list[StageDays]]:
    """The stages by studio, in their order."""
    found: dict[str, list[StageDays]] = {}
    for item in days:
        found.setdefault(item.facts.studio, []).append(item)
    return found


def _tenant(portfolio: Portfolio, asked: str) -> str:
    """The party named by id or name."""
    for id_, party in portfolio.parties.items():
        if asked in (id_, party.name):
            return id_
    finding = Finding(
        rule="unknown-party",
        field="--tenant",
        found=asked,
        allowed=", ".join(portfolio.parties),
        nearest=nearest(asked, portfolio.parties),
    )
    raise InputError(f"no party {asked!r}", [finding])
