"""What is disclosed of leases on a day: balances, maturities, weighted term and rate.

IFRS 16.53 and 58; ASC 842-20-50-4 and 50-6.

A position is that at the end of the day: its payments are made, an event of the next day is not known yet. The term is
weighted by the liability, the rate by what remains to be paid (ASC 842-20-55-11 and 55-12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.days import add_months
from stagehold.domain.money import exactly
from stagehold.leasing.payment import IN_LIABILITY
from stagehold.leasing.schedule import ZERO, Schedule, rounded, total
from stagehold.leasing.stretch import Stretch
from stagehold.leasing.years import years_between

YEARS_APART = 5  # each by itself; later ones in one sum
_DAY = timedelta(days=1)


class LeaseState(StrEnum):
    """Where a lease stands on a day."""

    TO_COME = "to-come"
    RUNNING = "running"
    ENDED = "ended"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One lease at the end of a day, in its own currency.

    Parameters
    ----------
    current
        The part of the liability that the next twelve months pay off; ``later`` is the rest.
    commitment
        What is still to be paid and is no liability: before commencement, and of exempt leases; undiscounted.
    maturities
        What the liability still pays, undiscounted: in each of the next five years, and after them.
    discount
        Undiscounted payments less the liability.
    years_left
        Of the expected term; ``rate`` is the effective yearly one in force.
    """

    lease: str
    lessee: str
    currency: str
    on: date
    state: LeaseState
    liability: Decimal = ZERO
    asset: Decimal = ZERO
    current: Decimal = ZERO
    later: Decimal = ZERO
    commitment: Decimal = ZERO
    maturities: tuple[Decimal, ...] = (ZERO,) * (YEARS_APART + 1)
    undiscounted: Decimal = ZERO
    discount: Decimal = ZERO
    years_left: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All leases of one lessee and currency together."""

    lessee: str
    currency: str
    leases: int
    liability: Decimal
    asset: Decimal
    current: Decimal
    later: Decimal
    commitment: Decimal
    maturities: tuple[Decimal, ...]
    undiscounted: Decimal
    discount: Decimal
    weighted_years: Decimal | None
    weighted_rate: Decimal | None


def positions(schedule: Schedule, on: date, signed: date | None = None) -> tuple[Position, ...]:
    """The lease and the rights that events before that day have added to it.

    A lease signed after the day is no commitment yet.
    """
    with exactly():
        own = _position(schedule, on, signed)
        added = [item for right in schedule.separate if right.start <= on for item in positions(right, on)]
    return (own, *added)


def _position(schedule: Schedule, on: date, signed: date | None) -> Position:
    currency = schedule.currency
    left = [item for item in schedule.payments if item.kind in IN_LIABILITY and item.day > on]
    still = rounded(total(item.amount for item in left), currency)
    none = Position(lease=schedule.lease, lessee=schedule.lessee, currency=currency, on=on, state=LeaseState.ENDED)
    if schedule.exempt is not None and on >= schedule.end - _DAY:
        return none
    if schedule.exempt is not None or on < schedule.start:
        state = LeaseState.EXEMPT if schedule.exempt is not None else LeaseState.TO_COME
        bound = signed is None or signed <= on
        return Position(
            lease=schedule.lease,
            lessee=schedule.lessee,
            currency=currency,
            on=on,
            state=state,
            commitment=still if bound else ZERO,
        )
    stretch = [item for item in schedule.stretches if item.since <= on][-1]
    if on >= stretch.until or on + _DAY >= stretch.end:
        return none
    return _running(schedule, on, stretch)


def _running(schedule: Schedule, on: date, stretch: Stretch) -> Position:
    """With what was expected on the day: a later event is not known yet."""
    currency, next_day = schedule.currency, on + _DAY
    in_a_year = min(_years_later(next_day, 1), stretch.end)
    values = stretch.liabilities([next_day, in_a_year])
    liability = rounded(values[next_day], currency)
    later = rounded(values[in_a_year], currency) if in_a_year < stretch.end else ZERO
    maturities = [ZERO] * (YEARS_APART + 1)
    ends = [_years_later(next_day, number) for number in range(1, YEARS_APART + 1)]
    for item in stretch.payments:
        if item.day > on:
            maturities[sum(end <= item.day for end in ends)] += item.amount
    undiscounted = total(maturities)
    left = years_between(stretch.start, stretch.end) - years_between(stretch.start, next_day)
    return Position(
        lease=schedule.lease,
        lessee=schedule.lessee,
        currency=currency,
        on=on,
        state=LeaseState.RUNNING,
        liability=liability,
        asset=rounded(stretch.asset_on(next_day), currency),
        current=liability - later,
        later=later,
        maturities=tuple(maturities),
        undiscounted=undiscounted,
        discount=undiscounted - liability,
        years_left=Decimal(left.numerator) / left.denominator,
        rate=stretch.rate.effective,
    )


def _years_later(day: date, years: int) -> date:
    try:
        return add_months(day, 12 * years)
    except OverflowError:
        return date.max


def totals(found: Iterable[Position]) -> tuple[Totals, ...]:
    """The sums by lessee and currency, in order of both: neither two currencies nor two companies' books are added."""
    books: dict[tuple[str, str], list[Position]] = {}
    for position in found:
        books.setdefault((position.lessee, position.currency), []).append(position)
    with exactly():
        return tuple(_totals(*key, books[key]) for key in sorted(books))


def _totals(lessee: str, currency: str, found: Sequence[Position]) -> Totals:
    running = [item for item in found if item.state is LeaseState.RUNNING]
    owed, to_pay = total(item.liability for item in running), total(item.undiscounted for item in running)
    years = total(item.liability * item.years_left for item in running if item.years_left is not None)
    rates = total(item.undiscounted * item.rate for item in running if item.rate is not None)
    return Totals(
        lessee=lessee,
        currency=currency,
        leases=len(found),
        liability=owed,
        asset=total(item.asset for item in running),
        current=total(item.current for item in running),
        later=total(item.later for item in running),
        commitment=total(item.commitment for item in found),
        maturities=tuple(total(item.maturities[at] for item in running) for at in range(YEARS_APART + 1)),
        undiscounted=to_pay,
        discount=total(item.discount for item in running),
        weighted_years=years / owed if owed else None,
        weighted_rate=rates / to_pay if to_pay else None,
    )
