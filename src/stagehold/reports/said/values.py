"""The values in a sentence: by its name, what each of them looks like and how its reader sees it.

==================  =================================================================================================
name                value
==================  =================================================================================================
``day``             an ISO day
``span``            the first and the last day, ``2027-03-01/2027-03-05``, or one day
``n``               a number
``area, height``    a number of square metres, of metres
``size``            an area or a length with its unit
``length``          how long something lasts: ``6 days and 12 hours``
``moment``          a day, a time and its zone: ``2027-03-01 18:00 JST``
``id``              an id, which has no blanks
``list``            several ids, words or sentences set apart by ``", "``
``said``            another sentence, or several
``reason, phase``…  a word of a closed list that reports have words for, or several set apart by ``", "``
anything else       a value that is shown as it is
==================  =================================================================================================

A number behind a name tells values of one kind apart: ``day2``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from stagehold.domain.quantities import Area, AreaUnit, Length, LengthUnit
from stagehold.reports.reader import Reader
from stagehold.reports.words import CATALOGUES, Language

Inner = Callable[[str], str]

TERMS = ("reason", "phase", "event", "answer", "stands", "within")  # families of words
_MOST_DAYS = 4000  # kept as they are written: most sentences of a plan are of the same years
_COMMA = ", "
_ANYTHING = ".+?"
_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_DAY = r"\d{4}-\d\d-\d\d"
_ID = r"[^\s,;:()']+"
_PART = r"\d+ (?:month|day|hour)s?"
_UNITS = "|".join([*AreaUnit, *LengthUnit])


def _term_form(family: str) -> str:
    values = [key.partition(".")[2] for key in CATALOGUES[Language.EN] if key.startswith(f"{family}.")]
    word = "|".join(re.escape(value) for value in sorted(values, key=len, reverse=True))
    return f"(?:{word})(?:, (?:{word}))*"


_FORMS: Mapping[str, str] = {
    "day": _DAY,
    "span": f"{_DAY}(?:/{_DAY})?",
    "n": _NUMBER,
    "area": _NUMBER,
    "height": _NUMBER,
    "size": rf"{_NUMBER} (?:{_UNITS})",
    "length": f"{_PART}(?: and {_PART})*",
    "moment": rf"{_DAY} \d\d:\d\d \S+",
    "id": _ID,
    **{family: _term_form(family) for family in TERMS},
}


def form(name: str) -> str:
    """What a value of this name looks like, as a regular expression."""
    return _FORMS.get(_kind(name), _ANYTHING)


def shown(name: str, value: str, reader: Reader, inner: Inner) -> str:
    """A value as its reader sees it; ``inner`` gives a sentence in the reader's language."""
    show = _SHOWN.get(_kind(name))
    try:
        return value if show is None else show(value, reader, inner)
    except (ValueError, ArithmeticError):  # 2027-02-30 looks like a day
        return value


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _number(value: str) -> Decimal:
    return Decimal(value.replace(",", ""))


@lru_cache(_MOST_DAYS)
def _day(value: str, reader: Reader) -> str:
    return reader.day(date.fromisoformat(value))


def _span(value: str, reader: Reader, _: Inner) -> str:
    first, slash, last = value.partition("/")
    start = _day(first, reader)
    return reader.word("interval", start=start, end=_day(last, reader)) if slash else start


def _size(value: str, reader: Reader, _: Inner) -> str:
    amount, unit = value.split(" ")
    if unit in list(LengthUnit):
        return reader.length(Length(_number(amount), LengthUnit(unit)))
    return reader.area(Area(_number(amount), AreaUnit(unit)))


def _length(value: str, reader: Reader, _: Inner) -> str:
    parts = [part.split(" ") for part in value.split(" and ")]
    return "".join(reader.word(f"lasts.{unit.rstrip('s')}", n=amount) for amount, unit in parts).strip()


def _list(value: str, reader: Reader, inner: Inner) -> str:
    return reader.word("list-comma").join(map(inner, value.split(_COMMA)))


def _said(value: str, _: Reader, inner: Inner) -> str:
    return inner(value)


def _term(family: str) -> Callable[[str, Reader, Inner], str]:
    def show(value: str, reader: Reader, _: Inner) -> str:
        return reader.word("list-comma").join(reader.term(family, word) for word in value.split(_COMMA))

    return show


_SHOWN: Mapping[str, Callable[[str, Reader, Inner], str]] = {
    "day": lambda value, reader, _: _day(value, reader),
    "span": _span,
    "n": lambda value, reader, _: reader.number(_number(value)),
    "area": lambda value, reader, _: reader.area(Area(_number(value))),
    "height": lambda value, reader, _: reader.length(Length(_number(value))),
    "size": _size,
    "length": _length,
    "moment": lambda value, reader, _: f"{_day(value[:10], reader)}{value[10:]}",
    "list": _list,
    "said": _said,
    **{family: _term(family) for family in TERMS},
}
