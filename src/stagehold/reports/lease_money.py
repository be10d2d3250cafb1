"""Amounts of money in words: separators of the language, decimal places of the currency."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from stagehold.domain.money import exactly, minor_units
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell


def money_text(amount: Decimal, currency: str, reader: Reader) -> str:
    """The amount with all its decimal places, without the code of the currency."""
    places = minor_units(currency) if currency else 0
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with exactly():
        return str(format_decimal(amount, format=pattern, locale=reader.locale))


def money_cell(amount: Decimal, currency: str, reader: Reader) -> Cell:
    """The amount as a cell of a table."""
    return Cell(money_text(amount, currency, reader), amount)


def percent_text(rate: Decimal, reader: Reader) -> str:
    """A yearly rate with up to four decimal places: 5.8704 %."""
    return f"{format_decimal(rate * 100, format='#,##0.####', locale=reader.locale)} %"
