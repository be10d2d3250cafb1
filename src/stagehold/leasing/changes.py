"""What a reassessment, a modification or a move of the index does to liability and asset, step by step.

Less space (both standards) and a shorter term (IFRS 16) end a part of the lease: liability and asset fall in
proportion, at the old rate, and the difference is a gain or a loss (IFRS 16.45-46 and its Examples 17 and 18; ASC
842-10-25-13, where a shorter term is a change of the remaining payments instead: 25-11(b), 25-12). All else moves the
asset by what it moves the liability. Space that is added, at the price above what was paid before, is a step of its
own. An asset does not fall below zero (IFRS 16.39; ASC 842-10-35-5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from stagehold.leasing.agreed import Agreed
from stagehold.leasing.payment import IN_LIABILITY, Payment
from stagehold.leasing.present import present_values
from stagehold.leasing.rate import YearlyRate
from stagehold.leasing.schedule import StepKind, rounded
from stagehold.leasing.share import times
from stagehold.leasing.standard import Treatment
from stagehold.leasing.years import years_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Liability and asset, unrounded, after a step; the first one has no step."""

    step: StepKind | None
    liability: Decimal
    asset: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A lease before and after an event.

    Parameters
    ----------
    counted, now
        What the liability counted before, and what was paid in truth (ASC 842 counts no moves of the index).
    then
        What the liability counts from now on.
    share
        Space after over space before.
    modified
        Whether the contract itself changed; a reassessment or the index ends no part of a lease.
    """

    treatment: Treatment
    day: date
    counted: Agreed
    now: Agreed
    then: Agreed
    rate: YearlyRate
    new_rate: YearlyRate
    share: Fraction
    modified: bool


def balances(change: Change, liability: Decimal, asset: Decimal) -> Iterator[Balance]:
    """The balances after each step, from those before the event on; call it inside ``money.exactly()``."""
    currency = change.then.currency
    yield Balance(step=None, liability=liability, asset=asset)
    share = min(Fraction(1), change.share)
    if share < 1:
        liability, asset = times(liability, share), times(asset, share)
        yield Balance(step=StepKind.LESS_SPACE, liability=liability, asset=asset)
    old_end, new_end = change.counted.expected_end, change.then.expected_end
    if change.modified and new_end < old_end and change.treatment is Treatment.IFRS16:
        kept = _value(change, change.counted.until(new_end), change.rate)
        liability = times(kept, share)
        asset = times(asset, _left(change, new_end) / _left(change, old_end))
        yield Balance(step=StepKind.SHORTER, liability=liability, asset=asset)
    whole = _value(change, change.then, change.new_rate)
    if change.share > 1:
        # What was held before keeps its price; what is paid above it is the price of the space that comes with it.
        held = _value(change, change.now.until(change.then.end), change.new_rate)
        asset += _recognised(liability, held, currency)
        liability = held
        yield Balance(step=StepKind.REMEASURED, liability=liability, asset=asset)
        asset += _recognised(held, whole, currency)
        yield Balance(step=StepKind.MORE_SPACE, liability=whole, asset=asset)
    else:
        asset += _recognised(liability, whole, currency)
        yield Balance(step=StepKind.REMEASURED, liability=whole, asset=asset)
    if asset < 0:
        yield Balance(step=StepKind.FLOOR, liability=whole, asset=Decimal(0))


def to_come(agreed: Agreed, day: date) -> tuple[Payment, ...]:
    """The payments of the liability on ``day`` or later."""
    return tuple(item for item in agreed.payments() if item.kind in IN_LIABILITY and item.day >= day)


def _value(change: Change, agreed: Agreed, rate: YearlyRate) -> Decimal:
    payments: Sequence[Payment] = to_come(agreed, change.day)
    return present_values(payments, rate, agreed.start, [change.day])[change.day]


def _recognised(before: Decimal, after: Decimal, currency: str) -> Decimal:
    """What the asset takes: the change of the liability as printed, so that nothing is left for profit or loss."""
    return rounded(after, currency) - rounded(before, currency)


def _left(change: Change, end: date) -> Fraction:
    start = change.then.start
    return years_between(start, end) - years_between(start, change.day)
