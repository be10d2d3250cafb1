"""An English sentence with values in braces, as a pattern that finds the values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stagehold.reports.said.values import form

Translated = tuple[str, str]  # Japanese, Korean

_VALUE = re.compile(r"\{([a-z]+\d*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence; ``end`` is its text behind the last value, ``longest`` its longest text: both for a quick look."""

    english: str
    translated: Translated
    names: tuple[str, ...]
    end: str
    longest: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, english: str, translated: Translated) -> Template:
        """The sentence as catalogues write it."""
        pieces = _VALUE.split(english)
        return cls(
            english=english,
            translated=translated,
            names=tuple(pieces[1::2]),
            end=pieces[-1],
            longest=max(pieces[::2], key=len),
            pattern=re.compile("".join(_patterns(pieces)), re.DOTALL),
        )

    @property
    def order(self) -> tuple[int, str]:
        """The most literal sentence comes first."""
        return -len(_VALUE.sub("", self.english)), self.english

    def values_in(self, text: str) -> Mapping[str, str] | None:
        """The values by their names where the text is this sentence."""
        if not text.endswith(self.end) or self.longest not in text:
            return None
        found = self.pattern.fullmatch(text)
        return None if found is None else found.groupdict()

    def said(self, column: int, put: Mapping[str, str]) -> str:
        """The sentence of a language with its values put in; other braces stay, as files have them."""
        return _VALUE.sub(lambda found: put[found[1]], self.translated[column])


def names_in(text: str) -> frozenset[str]:
    """The names of the values in a sentence of any language."""
    return frozenset(_VALUE.findall(text))


def bare(english: str) -> str:
    """A sentence whose values have no names: ``the lease starts on {}``."""
    return _VALUE.sub("{}", english)


def _patterns(pieces: list[str]) -> Iterator[str]:
    names: set[str] = set()
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            yield re.escape(piece)
        elif piece in names:
            yield f"(?P={piece})"
        else:
            names.add(piece)
            yield f"(?P<{piece}>{form(piece)})"
