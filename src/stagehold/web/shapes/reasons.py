"""Reasons of a plan, as the API gives them."""

from __future__ import annotations

from msgspec import Struct

from stagehold.web.shapes.words import Word


class ReasonsQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """Of which production."""

    production: Word


class ReasonGiven(Struct, kw_only=True):
    """What keeps a stage from serving a need; ``in_words`` is its ``detail`` in the language asked for."""

    stage: str
    need: str
    reason: str
    by: list[str]
    detail: str
    in_words: str


class ReasonsGiven(Struct, kw_only=True):
    """The first reasons; ``in_all`` counts those that are not listed, too."""

    reasons: list[ReasonGiven]
    in_all: int
