"""Currencies and dated conversion, in decimals."""

from __future__ import annotations

from contextlib import AbstractContextManager
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache

from stagehold.domain.findings import nearest

# Wide enough for every amount a field takes: the usual 28 digits make rounding fail on longer ones.
_WIDE = Context(prec=100)


def exactly() -> AbstractContextManager[Context]:
    """A block in which amounts are added and multiplied without loss, however long they are."""
    return localcontext(_WIDE)


@cache
def currencies() -> frozenset[str]:
    """The codes of ISO 4217 that are known to the locale data."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


@cache
def minor_units(currency: str) -> int:
    """Decimal places of the currency: 2 for USD, none for JPY and KRW."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


def check_currency(code: str) -> str:
    """``code`` if it is a currency.

    Raises
    ------
    ValueError
        With the nearest known code.
    """
    if code not in currencies():
        close = nearest(code.upper(), currencies())
        raise ValueError(f"{code!r} is no currency of ISO 4217" + (f"; nearest: {close}" if close else ""))
    return code


def to_minor_units(amount: Decimal, currency: str) -> Decimal:
    """``amount`` rounded half to even to the currency's minor units."""
    return amount.quantize(Decimal(1).scaleb(-minor_units(currency)), rounding=ROUND_HALF_EVEN, context=_WIDE)


def fits_minor_units(amount: Decimal, currency: str) -> bool:
    """Whether ``amount`` can be paid in the currency: no parts below its minor unit."""
    return amount == to_minor_units(amount, currency)


def convert(amount: Decimal, rate: Decimal, to: str) -> Decimal:
    """``amount`` times a dated rate, rounded to the minor units of currency ``to``."""
    return to_minor_units(amount * rate, to)
