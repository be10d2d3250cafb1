"""The provision for restoring the spaces when the lease ends.

It is a provision of IAS 37 (ASC 410-20), not a part of the lease liability. Under IFRS 16 (24(d)) what is recognised
goes into the right-of-use asset, and a change of the day on which it falls due moves the asset (IFRIC 1); ASC 842
leaves it out, so that an asset of its own is kept beside the lease and depreciated straight-line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from stagehold.domain.lease import LeaseTerms
from stagehold.leasing.missing import wrong
from stagehold.leasing.rate import YearlyRate
from stagehold.leasing.schedule import ZERO, ProvisionRow, rounded
from stagehold.leasing.share import times
from stagehold.leasing.standard import compounding_of
from stagehold.leasing.stretch import Stretch
from stagehold.leasing.years import years_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """What is spent at the end; without a rate the provision stands at the amount itself from the beginning."""

    start: date
    currency: str
    amount: Decimal
    rate: YearlyRate | None

    def value(self, day: date, end: date) -> Decimal:
        """The provision on a day for a lease that ends on ``end`` (half-open), in whole minor units."""
        if self.rate is None or not self.amount:
            return rounded(self.amount, self.currency)
        years = years_between(self.start, end) - years_between(self.start, day)
        return rounded(self.amount / self.rate.growth(years), self.currency)


def restoration_of(lease: LeaseTerms, start: date, currency: str) -> Restoration:
    """As the lease states it; nothing is an amount of 0.

    Raises
    ------
    InputError
        If its rate is -100 % or less.
    """
    accounting = lease.accounting
    amount = ZERO if accounting is None or accounting.restoration is None else accounting.restoration
    stated = None if accounting is None else accounting.restoration_rate
    try:
        rate = None if stated is None else YearlyRate(stated, compounding_of(lease))
    except ValueError as low:
        allowed = "a yearly fraction above -1: 0.05 is 5 %"
        raise wrong(lease, "rate-out-of-range", "accounting.restoration_rate", stated, allowed) from low
    return Restoration(start=start, currency=currency, amount=amount, rate=rate)


def provision_rows(
    restoration: Restoration, stretches: Sequence[Stretch], bounds: Sequence[Sequence[date]], *, own_asset: bool
) -> tuple[ProvisionRow, ...]:
    """The provision period by period; with ``own_asset`` its asset beside the lease too.

    Where a lease ends sooner than a day before was expected, what is missing of the amount is borne in the last period.
    """
    if not restoration.amount:
        return ()
    found: list[ProvisionRow] = []
    asset = restoration.value(stretches[0].since, stretches[0].end)
    before = asset
    for stretch, days in zip(stretches, bounds, strict=True):
        opening = restoration.value(stretch.since, stretch.end)
        asset += opening - before  # the provision was moved in time
        left = years_between(stretch.start, stretch.end) - years_between(stretch.start, stretch.since)
        at_since = asset
        for first, after in pairwise(days):
            last = stretch is stretches[-1] and after == days[-1]
            closing = restoration.value(after, stretch.end)
            due = rounded(restoration.amount, restoration.currency) if last else closing
            rest = years_between(stretch.start, stretch.end) - years_between(stretch.start, after)
            share = rest / left
            kept = ZERO if last else rounded(times(at_since, share), restoration.currency)
            found.append(
                ProvisionRow(
                    start=first,
                    end=after,
                    opening=opening,
                    unwinding=due - opening,
                    used=due if last else ZERO,
                    closing=ZERO if last else closing,
                    asset_opening=asset if own_asset else ZERO,
                    depreciation=asset - kept if own_asset else ZERO,
                    asset_closing=kept if own_asset else ZERO,
                )
            )
            opening, asset = closing, kept
        before = opening
    return tuple(found)
