"""One entry of a calendar, and what a calendar is asked for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from stagehold.domain.days import Span

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class CalendarKind(StrEnum):
    """What a calendar is of."""

    STAGE = "stage"
    STUDIO = "studio"
    PRODUCTION = "production"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class CalendarOf:
    """Whose calendar: of any space, a studio with all its spaces, a production or a party."""

    kind: CalendarKind
    id: str


class Layer(StrEnum):
    """What a calendar can show."""

    LINES = "lines"
    CLOSURES = "closures"
    LEASES = "leases"


@dataclass(frozen=True, slots=True)
class Sees:
    """The parties whose lines and leases a reader may know; None is all of them."""

    parties: frozenset[str] | None = None

    def knows(self, party: str | None) -> bool:
        """Whether the reader may know that something is this party's."""
        return self.parties is None or party in self.parties


class Version(NamedTuple):
    """The event of the journal that made a line what it is: its number, and when."""

    number: int
    at: datetime


class Status(StrEnum):
    """How sure an entry is (RFC 5545, STATUS)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a calendar. ``blocks``: whether its days count as busy."""

    uid: str
    span: Span
    summary: str
    status: Status
    blocks: bool
    categories: tuple[str, ...]
    location: str
    description: tuple[str, ...] = ()
    version: Version | None = None
    made: datetime | None = None


def one_line(text: str) -> str:
    """The text on one line, without characters that a calendar may not hold or that turn its writing around."""
    kept = (
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in text
        if unicodedata.category(sign) != "Cs" and sign not in _BIDI_CONTROLS
    )
    return " ".join("".join(kept).split())
