"""Where the sentences of each catalogue of ``stagehold.reports.said`` stand in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.said_sources import Place
from stagehold.desk.deciding import RULES


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
    keys
        Keys of mappings written down, whose values are sentences.
    made_elsewhere
        What is told there and is no text: a sentence that has been made at another place, which is found there.
    names
        Phrases that are shown as they are, or by a word of ``reports.words``: names of things, not sentences.
    """

    folders: tuple[str, ...]
    places: Mapping[str, Place]
    functions: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
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
    "desk": Part(
        folders=("desk", "services", "store"),
        places={
            "refuse": Place(1, "says"),
            "Refusal": Place(name="says"),
            "replace": Place(name="says"),
            "ChangedMeanwhile": Place(0),
            "KeyReused": Place(0),
            "Overlap": Place(0),
            "PlanBroken": Place(0),
        },
        made_elsewhere=frozenset({"desk/refusal.py: says", "services/visibility.py: says"}),
        names=frozenset({"{} {}s", "held", "confirmed", *(name for name, _ in RULES.values())}),
    ),
    "outside": Part(
        folders=("services/refusal_words.py",),
        places={},
        functions=frozenset({"services/refusal_words.py:outside_words"}),
    ),
    "people": Part(
        folders=("services", "web/routes/provider.py"),
        places={
            "PeopleRefused": Place(1),
            "_require": Place(2),
            "SignInRefused": Place(0),
            "__init__": Place(0),
            "ProviderSilent": Place(0),
            "NotSigned": Place(0),
        },
        made_elsewhere=frozenset({"services/people.py: message"}),
        names=frozenset({"en", "ja", "ko"}),
    ),
    "problems": Part(
        folders=("web",),
        places={"said_in": Place(0), "not_found": Place(0, phrase=True)},
        made_elsewhere=frozenset(
            {
                "web/language.py: detail",
                "web/problems.py: self.detail",
                "web/routes/availability.py: item['detail']",
                "web/routes/reasons.py: detail",
            }
        ),
    ),
    "web": Part(
        folders=("web",),
        places={"Trouble": Place(1, "detail"), "_sign_in": Place(0), "too_many": Place(1)},
        keys=frozenset({"detail"}),
        made_elsewhere=frozenset(
            {
                "web/door.py: detail",
                "web/problems.py: detail",
                "web/problems.py: refusal.says",
                "web/problems.py: str(error)",
                "web/jobs.py: str(wrong)",
                "web/language.py: said_in(detail, reader)",
            }
        ),
        names=frozenset({"advice", "compare", "risk", "why"}),
    ),
}
