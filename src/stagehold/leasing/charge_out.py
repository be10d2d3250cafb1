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
from math import lcm

from stagehold.domain.days import Span, within
from stagehold.domain.money import exactly, minor_units
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
    whole = _whole(weights)
    digits, unit = minor_units(rent.currency), unit_of(rent.currency)
    with exactly():
        for month in months(period):
            days, amounts = _of_month(rent, month, inside.get(month.start, ()), whole, digits)
            first = month.start.replace(day=1)
            charges += [
                Charge(
                    lease=rent.lease,
                    currency=rent.currency,
                    month=first,
                    stage=key[0],
                    bearer=key[1],
                    of=key[2],
                    days=days[key],
                    amount=units * unit,
                )
                for key, units in amounts.items()
            ]
    return tuple(charges)


def months(period: Span) -> Iterator[Span]:
    """The period cut at the first day of every month."""
    start, end = period.start, period.end
    while (start.year, start.month) != (end.year, end.month):
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        yield Span(start, following)
        start = following
    if start < end:
        yield Span(start, end)


def _by_month(borne: Iterable[Borne], period: Span) -> dict[date, list[tuple[Borne, Span]]]:
    """The days of every share by the month they lie in, under its first day inside the period."""
    found: dict[date, list[tuple[Borne, Span]]] = {}
    for item in borne:
        for part in within(item.days, [period]):
            for days in months(part):
                found.setdefault(max(days.start.replace(day=1), period.start), []).append((item, days))
    return found


def _of_month(
    rent: RentDays, month: Span, inside: Sequence[tuple[Borne, Span]], weights: Mapping[str, int], digits: int
) -> tuple[Mapping[_Key, int], Mapping[_Key, int]]:
    """Days and minor units of every bearer, in the order of the keys."""
    if len(inside) == 1 and inside[0][1] == month:  # whoever has the whole month alone bears all of it
        key = (inside[0][0].stage, inside[0][0].bearer, inside[0][0].of)
        return {key: month.days}, {key: rent.units(month)}
    shares = _shares(rent, month, inside, weights)
    return shares.days, _by_largest_remainder(shares, rent.units(month), digits)


@dataclass(frozen=True, slots=True)
class _Shares:
    """What each bearer bears of a month, exactly: ``parts`` divided by ``scale``, and on how many days."""

    parts: Mapping[_Key, int]
    scale: int
    days: Mapping[_Key, int]


def _shares(rent: RentDays, month: Span, inside: Sequence[tuple[Borne, Span]], weights: Mapping[str, int]) -> _Shares:
    """The shares of a month.

    ``upto`` is what one unit of weight has borne before a day: a share is its weight times what that grows by. All of
    it is counted in one scale that every part divides, so that sums are sums of whole numbers: with hundreds of stages
    that come and go a fraction to each would be reduced at every step.
    """
    change: dict[date, int] = {}
    for item, part in inside:
        weight = weights[item.stage]
        change[part.start] = change.get(part.start, 0) + weight
        change[part.end] = change.get(part.end, 0) - weight
    pieces = list(_pieces(rent, month, change))
    shared = lcm(*(there for _, _, there in pieces if there))
    upto = {month.start: 0}
    total = 0
    parts: dict[_Key, int] = {}
    days: dict[_Key, int] = {}
    for span, cost, there in pieces:
        if there:
            total += cost * (shared // there)
        elif cost:
            parts[_NOBODY] = parts.get(_NOBODY, 0) + cost * shared
            days[_NOBODY] = days.get(_NOBODY, 0) + span.days
        upto[span.end] = total
    for item, part in inside:
        key = (item.stage, item.bearer, item.of)
        parts[key] = parts.get(key, 0) + weights[item.stage] * (upto[part.end] - upto[part.start])
        days[key] = days.get(key, 0) + part.days
    return _Shares(parts, rent.scale * shared, days)


def _pieces(rent: RentDays, month: Span, change: Mapping[date, int]) -> Iterator[tuple[Span, int, int]]:
    """The month cut where the rate or the weight that shares it changes: each piece with its cost in parts of the
    scale of the rent, and that weight."""
    rates = {piece.start: rate for piece, rate in rent.pieces(month)}
    there = rate = 0
    for start, end in pairwise(sorted({month.end, *rates, *change})):
        there += change.get(start, 0)
        rate = rates.get(start, rate)
        span = Span(start, end)
        yield span, rate * span.days, there


def _whole(weights: Mapping[str, Fraction]) -> dict[str, int]:
    """The same weights as whole numbers: only what they are to each other counts."""
    scale = lcm(*(weight.denominator for weight in weights.values()))
    return {stage: weight.numerator * (scale // weight.denominator) for stage, weight in weights.items()}


def _by_largest_remainder(shares: _Shares, total: int, digits: int) -> dict[_Key, int]:
    """The shares in minor units, of ``digits`` decimal places, that add up to the total; units left over go to the
    largest remainders, ties to the first key. In the order of the keys."""
    split = {key: divmod(shares.parts[key] * 10**digits, shares.scale) for key in sorted(shares.parts)}
    whole = {key: units for key, (units, _) in split.items()}
    left = total - sum(whole.values())
    for key in sorted(split, key=lambda key: -split[key][1])[:left] if left else ():
        whole[key] += 1
    return whole
