"""Sentences of the program in the reader's language.

What the program says of a plan, a refusal or a wrong value is one English sentence, made where its reason is known: it
is what programs, files and the journal keep. Here stands what each of these sentences is in Japanese and Korean. One is
found by its English form, so that a sentence kept in a plan years ago is read in every language too
(docs/decisions/0015-sentences-by-their-english.md).

Catalogues map an English sentence with values in braces to the same in Japanese and Korean. The name of a value says
what it is: ``{day}``, ``{day2}``, … an ISO day, shown as the reader writes days; ``{n}``, ``{n2}``, … a number;
``{said}``, ``{said2}``, … another sentence, or several set apart by ``"; "``, each read in the same way; any other name
a value that is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from stagehold.reports.reader import Reader
from stagehold.reports.said import plan
from stagehold.reports.words import Language

Catalogue = Mapping[str, tuple[str, str]]

CATALOGUES: Mapping[str, Catalogue] = {"plan": plan.SAID}

_VALUE = re.compile(r"\{([a-z]+\d*)\}")
_FORMS = {"day": r"\d{4}-\d\d-\d\d", "n": r"-?\d[\d,]*(?:\.\d+)?"}
_ANYTHING = ".+?"
_BETWEEN = "; "
_DEEPEST = 4  # sentences in sentences
_MOST_KEPT = 20_000


def said_in(text: str, reader: Reader) -> str:
    """An English sentence of the program in the reader's language; itself in English, or where no catalogue has it."""
    return text if reader.language is Language.EN else _said(text, reader.language, 0)


def is_known(text: str) -> bool:
    """Whether a sentence is in a catalogue, whatever its values are; an empty one is."""
    return not text or _match(text) is not None


@lru_cache(_MOST_KEPT)
def _said(text: str, language: Language, depth: int) -> str:
    found = _match(text)
    if found is None:
        return text
    translated, values = found
    shown = {name: _value(name, value, language, depth) for name, value in values.items()}
    return translated[_COLUMN[language]].format(**shown)


_COLUMN = {Language.JA: 0, Language.KO: 1}


def _value(name: str, value: str, language: Language, depth: int) -> str:
    reader = Reader(language=language)
    kind = name.rstrip("0123456789")
    if kind == "day":
        return _day(value, reader)
    if kind == "n":
        return reader.number(Decimal(value.replace(",", "")))
    if kind == "said" and depth < _DEEPEST:
        return _BETWEEN.join(_said(part, language, depth + 1) for part in value.split(_BETWEEN))
    return value


def _day(value: str, reader: Reader) -> str:
    try:
        return reader.day(date.fromisoformat(value))
    except ValueError:
        return value


def _match(text: str) -> tuple[tuple[str, str], Mapping[str, str]] | None:
    """The translations of the most literal sentence that the text is, with its values."""
    for pattern, translated in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return translated, found.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    """All sentences as patterns, those with the most letters of their own first: they say the most."""
    known = {english: both for catalogue in CATALOGUES.values() for english, both in catalogue.items()}
    ordered = sorted(known, key=lambda english: (-len(_VALUE.sub("", english)), english))
    return tuple((re.compile("".join(_pieces(english)), re.DOTALL), known[english]) for english in ordered)


def _pieces(english: str) -> Iterator[str]:
    names: set[str] = set()
    for i, piece in enumerate(_VALUE.split(english)):
        if i % 2 == 0:
            yield re.escape(piece)
        elif piece in names:
            yield f"(?P={piece})"
        else:
            names.add(piece)
            yield f"(?P<{piece}>{_FORMS.get(piece.rstrip('0123456789'), _ANYTHING)})"
