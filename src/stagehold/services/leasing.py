"""What leases cost: one lease under one standard, and the disclosure of all leases on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from stagehold.domain.days import Span
from stagehold.domain.errors import InputError, MissingFacts
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.files import Loaded
from stagehold.leasing.disclosure import Position, Totals, positions, totals
from stagehold.leasing.measure import measure
from stagehold.leasing.missing import UNPINNED
from stagehold.leasing.notes import notes_of
from stagehold.leasing.schedule import Schedule
from stagehold.leasing.standard import Standard
from stagehold.leasing.translation import DatedRates, translated
from stagehold.leasing.year import YearFigures, year_figures, year_to
from stagehold.planning.facts import Facts
from stagehold.services.portfolios import open_portfolio, placed

# Fields a schedule rests on; what their sources dispute must be settled first.
_READ = (
    *("kind", "term", "rent_from", "access", "currency", "rent", "options", "events", "identified_asset"),
    *("fit_out", "accounting"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseResult:
    """A lease with its schedule.

    Parameters
    ----------
    functional
        The schedule in the lessee's functional currency, where the lease is in another one.
    rates
        The exchange rates it takes: day, rate, id.
    assumptions
        Ids of the assumptions that the figures rest on.
    """

    loaded: Loaded
    lease: Lease
    schedule: Schedule
    functional: Schedule | None
    rates: tuple[tuple[date, Decimal, str], ...]
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """One lease of a portfolio: its positions, or what stops it."""

    lease: str
    positions: tuple[Position, ...] = ()
    stopped: str = ""
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        """The fields that nobody states, where these stop it."""
        unstated = [finding.field for finding in self.findings if finding.rule == UNPINNED]
        return tuple(unstated) if self.stopped else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureResult:
    """All leases of a portfolio at the end of a day."""

    loaded: Loaded
    standard: Standard
    on: date
    leases: tuple[Disclosed, ...]
    totals: tuple[Totals, ...] = ()
    year: tuple[YearFigures, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether any lease could be measured."""
        return any(item.positions for item in self.leases) or not self.leases


def lease_cost(path: Path, lease: str, standard: Standard) -> LeaseResult:
    """The schedule of one lease; findings name file and line.

    Raises
    ------
    InvalidPortfolio, Unreadable
        If the portfolio cannot be read.
    MissingFacts
        If a fact, the discount rate or an exchange rate is missing.
    InputError
        If there is no such lease, or it is only the total of others.
    """
    return lease_cost_of(open_portfolio(path), lease, standard)


def lease_cost_of(loaded: Loaded, lease: str, standard: Standard) -> LeaseResult:
    """The same for a portfolio at hand."""
    try:
        facts = Facts.of(loaded.portfolio)
        return _cost(loaded, facts, _chosen(facts.portfolio, lease), standard)
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong


def disclosure(path: Path, standard: Standard, on: date) -> DisclosureResult:
    """All leases at the end of a day; one that stops does not stop the others.

    Raises
    ------
    InvalidPortfolio, Unreadable
        If the portfolio cannot be read.
    InputError
        If the twelve months up to the day leave the calendar.
    """
    _twelve_months(on)
    return disclosure_of(open_portfolio(path), standard, on)


def _twelve_months(on: date) -> Span:
    try:
        return year_to(on)
    except OverflowError as far:
        raise InputError(f"--as-of: the twelve months up to {on} do not lie within the years 0001 to 9999") from far


def disclosure_of(loaded: Loaded, standard: Standard, on: date) -> DisclosureResult:
    """The same for a portfolio at hand."""
    days = _twelve_months(on)
    try:
        facts = Facts.of(loaded.portfolio)
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong
    found = []
    schedules = []
    for lease in facts.portfolio.leases.values():
        if lease.is_total_of:
            continue
        try:
            result = _cost(loaded, facts, lease, standard)
        except InputError as wrong:
            findings = placed(loaded, wrong.findings)
            found.append(Disclosed(lease=lease.id, stopped=str(wrong), findings=findings))
            continue
        schedules.append(result.schedule)
        signed = None if lease.signed is None else lease.signed.last
        at = positions(result.schedule, on, signed)
        found.append(Disclosed(lease=lease.id, positions=at, findings=result.findings, assumptions=result.assumptions))
    sums = totals(position for item in found for position in item.positions)
    return DisclosureResult(
        loaded=loaded, standard=standard, on=on, leases=tuple(found), totals=sums, year=year_figures(schedules, days)
    )


def _chosen(portfolio: Portfolio, id_: str) -> Lease:
    known = portfolio.leases
    if id_ in portfolio.candidate_leases and id_ not in known:
        raise InputError(f"{id_} is a candidate lease: nothing is signed, and `stagehold advise` weighs it")
    if id_ not in known:
        finding = Finding(
            rule="unknown-lease", field="LEASE", found=id_, allowed=", ".join(known), nearest=nearest(id_, known)
        )
        raise InputError(f"no lease {id_!r}", [finding])
    parts = known[id_].is_total_of
    if parts:
        raise InputError(f"{id_} is only the total of {', '.join(parts)}: ask for one of them")
    return known[id_]


def _cost(loaded: Loaded, facts: Facts, lease: Lease, standard: Standard) -> LeaseResult:
    asked = replace(facts, missing=[], used=set())
    for attribute in _READ:
        asked.read(lease, attribute)
    if asked.missing:
        fields = ", ".join(f"{finding.record}.{finding.field}" for finding in asked.missing)
        raise MissingFacts(
            f"the cost of lease {lease.id} rests on values that sources dispute: {fields}", asked.missing
        )
    areas = {space.id: space.area for space in facts.portfolio.spaces.values()}
    schedule = measure(lease, standard, areas)
    functional, used, notes = None, [], notes_of(lease, schedule)
    wanted = None if lease.accounting is None else lease.accounting.functional_currency
    if wanted is not None and wanted != schedule.currency:
        rates = DatedRates.of(lease.id, schedule.currency, wanted, facts.portfolio.exchange_rates.values())
        functional = translated(schedule, rates)
        days = [schedule.start, schedule.end, *(row.end for row in schedule.rows), *(row.on for row in schedule.events)]
        used = rates.used([*days, *(item.day for item in schedule.payments)])
        notes = (*notes, *rates.held(schedule.end))
    return LeaseResult(
        loaded=loaded,
        lease=lease,
        schedule=schedule,
        functional=functional,
        rates=tuple(used),
        assumptions=tuple(sorted(asked.used)),
        findings=placed(loaded, notes),
    )
