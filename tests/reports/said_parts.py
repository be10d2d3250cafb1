"""Where the sentences of each catalogue of ``stagehold.reports.said`` stand in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.said_sources import Place


@dataclass(frozen=True, slots=True)
class Part:
    """Where the sentences of one catalogue stand in the source.

    Parameters
    ----------
    folders
        Floors, or single files, below ``src/stagehold``.
    places
        What is called to tell a sentence, and which of its arguments that is.
    functions
        Functions that give sentences, as ``file:name``.
    made_elsewhere
        What is told there and is no text: a sentence that has been made at another place, which is found there.
    names
        Phrases that are shown as they are, or by a word of ``reports.words``: names of things, not sentences.
    """

    folders: tuple[str, ...]
    places: Mapping[str, Place]
    functions: frozenset[str] = frozenset()
    made_elsewhere: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


PARTS = {
    "plan": Part(
        folders=("planning",),
        places={
            "Why": Place(name="detail"),
            "Because": Place(name="detail"),
            "Displacement": Place(3, "detail"),
            "replace": Place(name="detail"),
        },
        functions=frozenset({"planning/worth.py:in_words", "planning/shut.py:_missed"}),
        made_elsewhere=frozenset(
            {
                "planning/changes.py: ', '.join(parts)",
                "planning/changes.py: detail",
                "planning/changes.py: item.detail",
                "planning/displaced.py: '' if why is None else f'{why.reason.value}: {why.detail}'",
                "planning/qualify.py: ', '.join(lacking)",
                "planning/shut.py: detail",
                "planning/shut.py: detail or 'out of service'",
                "planning/shut.py: outside",
                "planning/why.py: row.detail",
                "planning/why.py: self._worth.in_words(self._rooms, look, choice)",
                "planning/why.py: told",
            }
        ),
    ),
}
