"""What a lease grants: spaces of its studio, a pool, or the sum of other leases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from stagehold.domain import readings
from stagehold.domain.checks.cycles import cycles
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.terms import each_lease
from stagehold.domain.lease import LeaseKind, LeaseTerms
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.quantities import M2_PER, round_significant, significant_digits


def leased_space_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Leases of spaces elsewhere, of nothing, or of themselves."""
    for subject, lease in each_lease(portfolio):
        yield from _where(portfolio, subject, lease)
        yield from _what(subject, lease)
        yield from _area(portfolio, subject, lease)
    totals = {lease.id: lease.is_total_of for lease in portfolio.leases.values() if lease.is_total_of}
    for ring in cycles(totals):
        allowed = "leases that are no sums of this one"
        yield Subject("lease", ring[0]).error("total-of-itself", "is_total_of", " -> ".join(ring), allowed)
    yield from _let_twice(portfolio)


def _let_twice(portfolio: Portfolio) -> Iterator[Located]:
    """Spaces that are let to two lessees on the days that both leases certainly hold."""
    stays: dict[str, list[tuple[date, date, str]]] = {}
    for lease in portfolio.leases.values():
        if lease.kind is not LeaseKind.EXCLUSIVE or lease.is_total_of or lease.term is None:
            continue
        try:
            first, last = readings.supply(lease.term)
        except (readings.Unpinned, readings.NoDayLeft):
            continue
        for id_ in lease.spaces:
            stays.setdefault(id_, []).append((first, last or date.max, lease.id))
    for space, terms in stays.items():
        terms.sort()
        before = terms[0]
        for term in terms[1:]:
            other, lease = portfolio.leases[before[2]], portfolio.leases[term[2]]
            if term[0] <= before[1] and other.lessee != lease.lessee:
                found = f"{space} from {term[0]}, which lease {other.id} lets to {other.lessee} until {before[1]}"
                allowed = "one lessee on a day, unless this is a sublease"
                yield Subject("lease", lease.id).warning("let-twice", "spaces", found, allowed)
            before = max(before, term, key=lambda stay: stay[1])


def _where(portfolio: Portfolio, subject: Subject, lease: LeaseTerms) -> Iterator[Located]:
    for name, ids in (("spaces", lease.spaces), ("pool", lease.pool)):
        for id_ in ids:
            space = portfolio.spaces.get(id_)
            if space is not None and lease.studio and space.studio not in lease.studio:
                found, allowed = f"{id_} at {space.studio}", "a space at " + " or ".join(lease.studio)
                yield subject.error("space-not-in-studio", name, found, allowed)


def _what(subject: Subject, lease: LeaseTerms) -> Iterator[Located]:
    if lease.kind is LeaseKind.DAYS and not lease.pool:
        yield subject.error("no-pool", "pool", "", "the spaces of which any serves, for a lease of kind days")
    if lease.kind is LeaseKind.DAYS and lease.days_per_year is None:
        yield subject.warning("no-allowance", "days_per_year", "", "the days a year that the lease allows")
    if lease.kind is LeaseKind.FIRST_CALL and not lease.spaces and not lease.pool:
        yield subject.error("no-spaces", "spaces", "", "the spaces that a first-call lease holds")
    grants = lease.spaces or lease.space_count or lease.pool or lease.is_total_of or getattr(lease, "lots", None)
    if lease.kind is LeaseKind.EXCLUSIVE and not grants:
        yield subject.warning("no-spaces", "spaces", "", "spaces, or space_count while no source names them")
    if lease.space_count is not None and lease.spaces and lease.space_count != len(lease.spaces):
        found = f"{lease.space_count}, and {len(lease.spaces)} spaces by id"
        yield subject.warning("count-differs", "space_count", found, "as many as spaces are named, or none")


def _area(portfolio: Portfolio, subject: Subject, lease: LeaseTerms) -> Iterator[Located]:
    """The leased area is a figure for the whole; sizes of stages need sources of their own."""
    areas = [space.area for id_ in lease.spaces for space in [portfolio.spaces.get(id_)] if space is not None]
    known = [area for area in areas if area is not None]
    if lease.area is None or not known or len(known) < len(lease.spaces):
        return
    total = sum((area.m2 for area in known), Fraction(0))
    stated = lease.area
    rounded = round_significant(total / M2_PER[stated.unit], significant_digits(stated.amount))
    if lease.area_includes is not None and rounded == Fraction(stated.amount):
        found = f"{lease.area}, which includes {lease.area_includes}"
        allowed = "sizes of stages from sources of their own: here they add up to the area of the whole"
        yield subject.warning("area-divided", "area", found, allowed)
    elif total > lease.area.m2 * Fraction(11, 10):
        allowed = f"at least the {float(total):.0f} m2 of its spaces together"
        yield subject.warning("area-below-spaces", "area", lease.area, allowed)
