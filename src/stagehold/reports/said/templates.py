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
    """One sentence; ``pieces`` are its texts between the values, ``longest`` the longest of them."""

    english: str
    translated: Translated
    names: tuple[str, ...]
    pieces: tuple[str, ...]
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
            pieces=tuple(pieces[::2]),
            longest=max(pieces[::2], key=len),
            pattern=re.compile("".join(_patterns(pieces)), re.DOTALL),
        )

    @property
    def order(self) -> tuple[int, str]:
        """The most literal sentence comes first."""
        return -len(_VALUE.sub("", self.english)), self.english

    def values_in(self, text: str) -> Mapping[str, str] | None:
        """The values by their names where the text is this sentence."""
        if self.longest not in text or not self._may_be(text):
            return None
        found = self.pattern.fullmatch(text)
        return None if found is None else found.groupdict()

    def _may_be(self, text: str) -> bool:
        """Whether all pieces stand in the text in their order: a pattern takes long to find that they do not."""
        if not text.startswith(self.pieces[0]) or not text.endswith(self.pieces[-1]):
            return False
        at = 0
        for piece in self.pieces[:-1]:
            at = text.find(piece, at)
            if at < 0:
                return False
            at += len(piece)
        return at <= len(text) - len(self.pieces[-1])

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
