"""Who bears the cost of a lease: productions for the stage-days they occupy, and idleness by its cause.

The cost of a day (``leasing.rent_days``) is shared evenly by the stages that the lease gives on that day, or in
proportion to their areas; the share of a stage is borne by what happens on it. A month's shares are rounded to minor
units by largest remainder, so that they add up to the month's cost exactly. Cost on days on which the lease gives no
named stage (rent before the term, a lease that only counts its stages) is borne by nobody and shown as ``no-stage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from stagehold.domain.days import Span, add_months, within
from stagehold.domain.money import exactly
from stagehold.leasing.rent_days import RentDays, unit_of
from stagehold.leasing.stage_facts import Spans

NO_STAGE = "no-stage"


class Bearer(StrEnum):
    """What bears a share: a production at work, a production whose set stands, or a cause of idleness."""

    WORKING = "working"
    STANDING = "standing"
    IDLE = "idle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """Days that the lease gives on one stage, and what they are for: ``of`` is a user, or the cause of idleness."""

    stage: str
    bearer: Bearer
    of: str
    days: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One share of one month: ``days`` stage-days on ``stage``, and the money for them.

    ``month`` is its first day. ``stage`` is empty where the lease gives none; ``days`` are calendar days then.
    """

    lease: str
    currency: str
    month: date
    stage: str
    bearer: Bearer
    of: str
    days: int
    amount: Decimal


_Key = tuple[str, Bearer, str]
_NOBODY: _Key = ("", Bearer.IDLE, NO_STAGE)


def charge_out(
    rent: RentDays, period: Span, borne: Sequence[Borne], weights: Mapping[str, Fraction]
) -> tuple[Charge, ...]:
    """The charges of one lease inside the period, month by month.

    Parameters
    ----------
    borne
        Every stage-day that the lease gives in the period, each once.
    weights
        The part of a stage in a day's cost, above zero; all alike for a count.
    """
    charges: list[Charge] = []
    inside = _by_month(borne, period)
    for month in months(period):
        shares, days = _shares(rent, month, inside.get(month.start, ()), weights)
        amounts = _by_largest_remainder(shares, rent.cost(month), unit_of(rent.currency))
        charges += [
            Charge(
                lease=rent.lease,
                currency=rent.currency,
                month=month.start.replace(day=1),
                stage=key[0],
                bearer=key[1],
                of=key[2],
                days=days[key],
                amount=amounts[key],
            )
            for key in sorted(shares)
        ]
    return tuple(charges)


def months(period: Span) -> Iterator[Span]:
    """The period cut at the first day of every month."""
    start = period.start
    while start < period.end:
        last = start.year == date.max.year and start.month == date.max.month  # no month follows it
        end = period.end if last else min(add_months(start.replace(day=1), 1), period.end)
        yield Span(start, end)
        start = end


def _by_month(borne: Iterable[Borne], period: Span) -> dict[date, list[tuple[Borne, Span]]]:
    """The days of every share by the month they lie in, under its first day inside the period."""
    found: dict[date, list[tuple[Borne, Span]]] = {}
    for item in borne:
        for part in within(item.days, [period]):
            for days in months(part):
                found.setdefault(max(days.start.replace(day=1), period.start), []).append((item, days))
    return found


def _shares(
    rent: RentDays, month: Span, inside: Sequence[tuple[Borne, Span]], weights: Mapping[str, Fraction]
) -> tuple[dict[_Key, Fraction], dict[_Key, int]]:
    """What each bearer bears of a month, exactly, and on how many days.

    ``upto`` is what one unit of weight has borne before a day: a share is its weight times what that grows by.
    """
    change: dict[date, Fraction] = {}
    for item, part in inside:
        weight = weights[item.stage]
        change[part.start] = change.get(part.start, Fraction(0)) + weight
        change[part.end] = change.get(part.end, Fraction(0)) - weight
    rates = {piece.start: rate for piece, rate in rent.pieces(month)}
    upto = {month.start: Fraction(0)}
    there = rate = Fraction(0)
    shares: dict[_Key, Fraction] = {}
    days: dict[_Key, int] = {}
    for start, end in pairwise(sorted({month.end, *rates, *change})):
        there += change.get(start, Fraction(0))
        rate = rates.get(start, rate)
        cost = rate * (end - start).days
        upto[end] = upto[start] + (cost / there if there else 0)
        if cost and not there:
            shares[_NOBODY] = shares.get(_NOBODY, Fraction(0)) + cost
            days[_NOBODY] = days.get(_NOBODY, 0) + (end - start).days
    for item, part in inside:
        key = (item.stage, item.bearer, item.of)
        shares[key] = shares.get(key, Fraction(0)) + weights[item.stage] * (upto[part.end] - upto[part.start])
        days[key] = days.get(key, 0) + part.days
    return shares, days


def _by_largest_remainder(shares: Mapping[_Key, Fraction], total: Decimal, unit: Decimal) -> dict[_Key, Decimal]:
    """The shares in whole units that add up to the total; units left over go to the largest remainders, ties to the
    first key."""
    step = Fraction(unit)
    whole = {key: (share / step).__floor__() for key, share in shares.items()}
    left = int(Fraction(total) / step) - sum(whole.values())
    rest = {key: share / step - whole[key] for key, share in shares.items()}
    for key in sorted(shares, key=lambda key: (-rest[key], key))[:left]:
        whole[key] += 1
    with exactly():
        return {key: units * unit for key, units in whole.items()}
