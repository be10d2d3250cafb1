"""The reader: whose units, language, dates and numbers a report is written in.

Areas are converted exactly and rounded to the digits their source states, two at least; a date is never shown more
precisely than it is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from stagehold.domain.edtf import DatePrecision, Edtf, EdtfDate, EdtfInterval, End
from stagehold.domain.fields import Name
from stagehold.domain.provenance import Precision
from stagehold.domain.quantities import (
    M2_PER,
    M_PER,
    Area,
    AreaUnit,
    Length,
    LengthUnit,
    round_significant,
    significant_digits,
)
from stagehold.reports.words import CATALOGUES, Language

# Zeros at the end of a number may or may not be meant; one digit alone (7,000 m2) would turn into another area.
FEWEST_DIGITS = 2


class DateStyle(StrEnum):
    """Long in prose and tables; short on an axis."""

    LONG = "long"
    SHORT = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Units and language of one reader."""

    area_unit: AreaUnit = AreaUnit.M2
    length_unit: LengthUnit = LengthUnit.M
    language: Language = Language.EN

    @property
    def locale(self) -> Locale:
        """The locale of the language, for numbers, dates and names of countries."""
        return Locale(self.language.value)

    def word(self, key: str, /, **values: object) -> str:
        """The words under ``key`` with the values put in; English where the language has none.

        Raises
        ------
        KeyError
            If English has none either.
        """
        text = CATALOGUES[self.language].get(key)
        if text is None:
            text = CATALOGUES[Language.EN][key]
        return text.format(**values) if values else text

    def term(self, family: str, value: str | None) -> str:
        """The word for a value of a closed list, as ``term("status", "announced")``; the value itself if unknown."""
        if value is None:
            return ""
        key = f"{family}.{value}"
        return self.word(key) if key in CATALOGUES[Language.EN] else str(value)

    def field(self, path: str) -> str:
        """A field of a record by its dotted path, in words: ``clear_height`` is "clear height". Ids in it stay."""
        first, *rest = (self.term("field", name) for name in path.split("."))
        for part in rest:
            first = self.word("field-part", whole=first, part=part)
        return first

    def counted(self, key: str, number: int) -> str:
        """A number and its noun: ``counted("days", 1)`` is "1 day"."""
        form = self.locale.plural_form(abs(number))
        keyed = f"{key}.{form}" if f"{key}.{form}" in CATALOGUES[self.language] else f"{key}.other"
        return self.word(keyed, n=self.number(number))

    def number(self, value: Decimal | Fraction | float) -> str:
        """A number with at most three decimals and the separators of the language."""
        exact = value if isinstance(value, int | Decimal) else Decimal(str(round(float(value), 6)))
        return _number(str(exact), self.locale)

    def percent(self, part: int, whole: int) -> str:
        """A share with both its parts: "3 of 5 (60 %)"."""
        if not whole:
            return self.word("share.none")
        share = round_half_up(Fraction(100 * part, whole))
        return self.word("share", part=self.number(part), whole=self.number(whole), percent=share)

    def name(self, name: Name | str | None, otherwise: str = "") -> str:
        """A name in the reader's language, else in English, else ``otherwise``."""
        if name is None:
            return otherwise
        if isinstance(name, str):
            return name
        return getattr(name, self.language.value, None) or name.en

    def country(self, code: str) -> str:
        """The name of a country, or the code itself where it names none (APAC, Europe)."""
        return str(self.locale.territories.get(code, code)) if len(code) == 2 else code

    # --- quantities ----------------------------------------------------------------------------------------------

    def area(self, area: Area) -> str:
        """An area in the reader's unit: as stated in its own unit, else converted and rounded to its stated digits."""
        return self.area_sum((area,))

    def area_sum(self, areas: Sequence[Area]) -> str:
        """The sum of areas, no sharper than the coarsest of them."""
        total = sum((area.in_unit(self.area_unit) for area in areas), Fraction(0))
        if all(area.unit is self.area_unit for area in areas):
            shown = total
        else:
            shown = round_significant(total, digits_of_sum(areas))
        return f"{self.number(_decimal(shown))} {self.word(f'unit.{self.area_unit.value}')}"

    def length(self, length: Length) -> str:
        """A length in the reader's unit, rounded to its stated digits."""
        value = length.m / M_PER[self.length_unit]
        if length.unit is not self.length_unit:
            value = round_significant(value, max(FEWEST_DIGITS, significant_digits(length.amount)))
        return f"{self.number(_decimal(value))} {self.word(f'unit.{self.length_unit.value}')}"

    # --- dates ---------------------------------------------------------------------------------------------------

    def day(self, value: date, style: DateStyle = DateStyle.LONG) -> str:
        """One exact day."""
        return str(format_date(value, format=self.word(f"pattern.day.{style.value}"), locale=self.locale))

    def date(self, value: EdtfDate, precision: Precision | None = None) -> str:
        """A stated date with its precision: "April 2021", "about 2021", "January 2028 or later"."""
        text = self._bare_date(value)
        if value.qualifier in ("~", "%") or precision is Precision.APPROXIMATE:
            text = self.word("date.about", date=text)
        if value.qualifier in ("?", "%"):
            text = self.word("date.uncertain", date=text)
        if precision is Precision.LOWER_BOUND:
            text = self.word("date.or-later", date=text)
        elif precision is Precision.UPPER_BOUND:
            text = self.word("date.or-earlier", date=text)
        elif precision is Precision.PART_OF_YEAR and value.precision is DatePrecision.YEAR:
            text = self.word("date.part-of-year", date=text)
        elif precision is Precision.PART_OF_MONTH and value.precision is DatePrecision.MONTH:
            text = self.word("date.part-of-month", date=text)
        return text

    def _bare_date(self, value: EdtfDate) -> str:
        if value.precision is DatePrecision.DAY:
            return self.day(value.first)
        if value.precision is DatePrecision.MONTH:
            return str(format_date(value.first, format=self.word("pattern.month.long"), locale=self.locale))
        year = str(format_date(value.first, format=self.word("pattern.year.long"), locale=self.locale))
        if value.precision is DatePrecision.SEASON:
            return self.word(f"season.{value.text[5:7]}", year=year)
        if value.precision is DatePrecision.YEAR:
            return year
        return self.word("date.years", first=value.first.year, last=value.last.year)

    def interval(self, value: EdtfInterval, precision: Precision | None = None) -> str:
        """A stated interval: "April 2021 to an unstated end". ``precision`` is that of its start."""
        start, end = value.start, value.end
        if isinstance(start, EdtfDate) and isinstance(end, EdtfDate):
            return self.word("interval", start=self.date(start, precision), end=self.date(end))
        if isinstance(start, EdtfDate):
            key = "interval.no-end" if end is End.OPEN else "interval.unstated-end"
            return self.word(key, start=self.date(start, precision))
        assert isinstance(end, EdtfDate)  # an interval names one date at least
        key = "interval.no-start" if start is End.OPEN else "interval.unstated-start"
        return self.word(key, end=self.date(end))

    def edtf(self, value: Edtf, precision: Precision | None = None) -> str:
        """A stated date or interval."""
        return self.interval(value, precision) if isinstance(value, EdtfInterval) else self.date(value, precision)


def digits_of_sum(areas: Sequence[Area]) -> int:
    """Significant digits of a sum whose place is that of its coarsest part, two at least."""
    total = sum((area.m2 for area in areas), Fraction(0))
    steps = [_place(area.amount) * M2_PER[area.unit] for area in areas]
    if len(areas) == 1:
        return max(FEWEST_DIGITS, significant_digits(areas[0].amount))
    return max(FEWEST_DIGITS, len(str(int(total / max(steps)))))


def _place(amount: Decimal) -> Fraction:
    """The worth of the last digit that carries meaning: 1000 for 9000, 1 for 957."""
    return Fraction(10) ** (amount.adjusted() + 1 - significant_digits(amount))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@lru_cache(maxsize=16_384)
def _number(digits: str, locale: Locale) -> str:
    """Kept, since tables of stages say the same few thousand numbers again and again."""
    return str(format_decimal(Decimal(digits), format="#,##0.###", locale=locale))


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero for positive values."""
    return (value + Fraction(1, 2)).__floor__()
