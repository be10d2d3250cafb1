"""Sentences of the program in the reader's language.

What the program says of a plan, a refusal or a wrong value is one English sentence, made where its reason is known: it
is what programs, files and the journal keep. Here stands what each of these sentences is in Japanese and Korean. One is
found by its English form, so that a sentence kept in a plan years ago is read in every language too
(docs/decisions/0015-sentences-by-their-english.md).

Catalogues map an English sentence with values in braces to the same in Japanese and Korean. The name of a value says
what it is (``said.values``): ``{day}``, ``{day2}``, … a day; ``{n}`` a number; ``{said}`` another sentence; and so on.

A text that is no sentence of a catalogue, but several of them set apart by ``", "`` or ``"; "``, is read part by part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from stagehold.reports.reader import Reader
from stagehold.reports.said import (
    audited,
    checks,
    costs,
    desk,
    files,
    outside,
    people,
    plan,
    planned,
    problems,
    refused_input,
    stopped,
    web,
    web_plans,
)
from stagehold.reports.said.templates import Template, Translated
from stagehold.reports.said.values import shown
from stagehold.reports.words import Language

Catalogue = Mapping[str, Translated]

CATALOGUES: Mapping[str, Catalogue] = {
    "plan": plan.SAID,
    "desk": desk.SAID,
    "outside": outside.SAID,
    "people": people.SAID,
    "problems": problems.SAID,
    "web": {**web.SAID, **web_plans.SAID},
    # findings and input errors
    "files": files.SAID,
    "checks": checks.SAID,
    "costs": costs.SAID,
    "planned": planned.SAID,
    "audited": audited.SAID,
    "stopped": stopped.SAID,
    "refused_input": refused_input.SAID,
}

_SEMICOLON, _COMMA = "; ", ", "
LONGEST = 2_000  # characters that are looked at; a longer text would take too long where somebody has written it so
_DEEPEST = 4  # sentences in sentences
_MOST_PIECES = 3  # of one sentence, between its own semicolons
_MOST_KEPT = 20_000
_COLUMN = {Language.JA: 0, Language.KO: 1}
_FIRST_WORD = re.compile(r"[^\s{}]+(?=\s)")


def said_in(text: str, reader: Reader) -> str:
    """An English sentence of the program in the reader's language; itself in English, or where no catalogue has it."""
    return text if reader.language is Language.EN or not text or len(text) > LONGEST else _said(text, reader, 0)


def is_known(text: str) -> bool:
    """Whether a sentence is in a catalogue, whatever its values are, or several are; an empty one is."""
    if len(text) > LONGEST:
        return False
    return not text or _match(text) is not None or _apart(text) is not None


@lru_cache(_MOST_KEPT)
def _said(text: str, reader: Reader, depth: int) -> str:
    """One or several sentences, ``depth`` others around them."""
    if depth > _DEEPEST:
        return text
    found = _match(text)
    if found is None:
        return _parts(text, reader, depth)
    template, values = found

    def inner(part: str) -> str:
        return _said(part, reader, depth + 1)

    put = {name: shown(name, value, reader, inner) for name, value in values.items()}
    return template.said(_COLUMN[reader.language], put)


def _parts(text: str, reader: Reader, depth: int) -> str:
    apart = _apart(text)
    if apart is None:
        return text
    between, parts = apart
    joined = reader.word("list-comma") if between == _COMMA else between
    return joined.join(_said(part, reader, depth) for part in parts)


def _apart(text: str) -> tuple[str, Sequence[str]] | None:
    """What sets sentences apart in a text, and these."""
    sentences = _between_semicolons(text)
    if sentences is not None:
        return _SEMICOLON, sentences
    parts = text.split(_COMMA)
    return (_COMMA, parts) if _are_listed(parts) else None


def _between_semicolons(text: str) -> list[str] | None:
    """Sentences set apart by semicolons, of which each may hold a few of its own: the longest first."""
    pieces = text.split(_SEMICOLON)
    # From the end: with which sentences the text can go on from each piece.
    left: dict[int, list[str]] = {len(pieces): []}
    for start in reversed(range(len(pieces))):
        for end in range(min(len(pieces), start + _MOST_PIECES), start, -1):
            sentence = _SEMICOLON.join(pieces[start:end])
            if end in left and (_match(sentence) is not None or _are_listed(sentence.split(_COMMA))):
                left[start] = [sentence, *left[end]]
                break
    found = left.get(0)
    return None if found is None or len(found) == 1 else found


def _are_listed(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and all(_match(part) is not None for part in parts)


@lru_cache(_MOST_KEPT)
def _match(text: str) -> tuple[Template, Mapping[str, str]] | None:
    """The most literal sentence that the text is, with its values."""
    exact, by_word, others = _index()
    if text in exact:
        return exact[text], {}
    word = _FIRST_WORD.match(text)
    for template in by_word.get(word[0], others) if word else others:
        values = template.values_in(text)
        if values is not None:
            return template, values
    return None


@cache
def _index() -> tuple[Mapping[str, Template], Mapping[str, tuple[Template, ...]], tuple[Template, ...]]:
    """Sentences without values by their text; those with values by their first word, and those that begin with a value.

    Those with the most letters of their own come first: they say the most. Under each word stand the last ones, too.
    """
    known = {english: both for catalogue in CATALOGUES.values() for english, both in catalogue.items()}
    templates = sorted((Template.of(english, both) for english, both in known.items()), key=lambda item: item.order)
    exact = {item.english: item for item in templates if not item.names}
    valued = [item for item in templates if item.names]
    first = {item.english: _FIRST_WORD.match(item.english) for item in valued}
    by_word = {
        word[0]: tuple(item for item in valued if _begins_so(first[item.english], word[0]))
        for word in first.values()
        if word is not None
    }
    return exact, by_word, tuple(item for item in valued if first[item.english] is None)


def _begins_so(found: re.Match[str] | None, word: str) -> bool:
    return found is None or found[0] == word
