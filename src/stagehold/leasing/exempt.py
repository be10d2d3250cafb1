"""Leases that stay off the balance sheet: short ones, and rights to no identified space.

IFRS 16.5-6 and B9-B31, ASC 842-20-25-2 and 842-10-15-2: the exemption, or the absence of a lease, is a judgement. It
is a field of the lease with its reason, never a guess of the program.
"""

from __future__ import annotations

from itertools import pairwise

from stagehold.domain.days import add_months
from stagehold.domain.lease import LeaseKind, LeaseTerms
from stagehold.leasing.agreed import Agreed
from stagehold.leasing.grid import bounds_of, grid_step
from stagehold.leasing.missing import wrong
from stagehold.leasing.payment import IN_LIABILITY, Payment
from stagehold.leasing.schedule import CostRow, Exempt, ExemptKind, rounded, total
from stagehold.leasing.share import times
from stagehold.leasing.years import years_between

SHORT_MONTHS = 12


def exemption_of(lease: LeaseTerms) -> tuple[ExemptKind, str] | None:
    """Why the lease is exempt, with the reason as it is stated; None for one that is measured."""
    if lease.identified_asset is False:
        return ExemptKind.NO_IDENTIFIED_ASSET, lease.identified_asset_reason or ""
    if lease.identified_asset is None and lease.kind is not LeaseKind.EXCLUSIVE:
        kind = ExemptKind.DAYS if lease.kind is LeaseKind.DAYS else ExemptKind.FIRST_CALL
        return kind, lease.identified_asset_reason or ""
    if lease.accounting is not None and lease.accounting.short_term:
        return ExemptKind.SHORT_TERM, lease.accounting.reason or ""
    return None


def exempt(agreed: Agreed, kind: ExemptKind, reason: str, payments: tuple[Payment, ...]) -> Exempt:
    """The costs by period; call it inside ``money.exactly()``.

    Raises
    ------
    InputError
        If a lease said to be short runs longer than twelve months.
    """
    start, end = agreed.start, agreed.expected_end
    if kind is ExemptKind.SHORT_TERM and end > add_months(start, SHORT_MONTHS):
        found = f"an expected term from {start} up to {end}"
        allowed = f"at most {SHORT_MONTHS} months for the exemption of short leases; leave short_term out"
        raise wrong(agreed.lease, "not-short", "accounting.short_term", found, allowed)
    paid = [item for item in payments if item.kind in IN_LIABILITY]
    bounds = bounds_of(start, start, end, grid_step(start, end, paid))
    whole, currency = years_between(start, end), agreed.currency
    if kind is not ExemptKind.SHORT_TERM:
        # Before commencement counts in the first period.
        costs = [
            total(item.amount for item in paid if first <= item.day < after or (first == start and item.day < start))
            for first, after in pairwise(bounds)
        ]
    else:
        everything = total(item.amount for item in paid)
        shares = [years_between(start, day) / whole for day in bounds]
        so_far = [rounded(times(everything, share), currency) for share in shares]
        costs = [now - before for before, now in pairwise(so_far)]
    rows = tuple(
        CostRow(start=first, end=after, cost=rounded(cost, currency))
        for (first, after), cost in zip(pairwise(bounds), costs, strict=True)
    )
    return Exempt(kind=kind, reason=reason, costs=rows)
