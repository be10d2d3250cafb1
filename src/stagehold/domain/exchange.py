"""Money in another currency, by the dated rates of a portfolio and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from stagehold.domain.money import convert
from stagehold.domain.studio import ExchangeRate

_DIGITS = 34  # of the reciprocal of a rate that is stated the other way round


def exchanged(amount: Decimal, currency: str, wanted: str, rates: Iterable[ExchangeRate]) -> Decimal | None:
    """``amount`` of ``currency`` in ``wanted``, rounded half to even to its minor units; None without a rate.

    Of several rates the one of the latest date counts; one stated the other way round is divided by. On one date, the
    rate stated in this direction.
    """
    if currency == wanted:
        return amount
    known = [
        (rate.date.last, rate.from_ == currency, rate.id, rate.rate)
        for rate in rates
        if {rate.from_, rate.to} == {currency, wanted} and rate.rate > 0
    ]
    if not known:
        return None
    _, direct, _, rate = max(known)
    return convert(amount, rate if direct else _reciprocal(rate), wanted)


def _reciprocal(rate: Decimal) -> Decimal:
    return Context(prec=_DIGITS).divide(Decimal(1), rate)
