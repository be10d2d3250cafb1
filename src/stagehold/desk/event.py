"""Events of the journal: who changed what, when, why, and what every changed record is from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from stagehold.desk.records import DeskRecord, Notice
from stagehold.domain.provenance import Record
from stagehold.domain.scenario import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A record is as ``record`` says from now on. ``kind``: line, booking, challenge or plan; a kind of the
    portfolio (``domain.portfolio.TABLES``) but booking; or settings."""

    kind: str
    record: DeskRecord | Record | Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A record is no more."""

    kind: str
    id: str


Change: TypeAlias = "Put | Drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of the desk.

    Parameters
    ----------
    number
        1, 2, 3, … without a gap.
    at
        When it took effect. A clock that ran out counts from its end, whenever that is written down.
    by
        The user or token that asked; ``clock`` where time alone did it.
    what
        The name of the request, or of what the clock did.
    studio
        The studio whose spaces it touches, if it is one.
    made
        The ids of bookings, challenges, closures and plans that did not exist before.
    """

    number: int
    at: datetime
    by: str
    what: str
    why: str | None = None
    studio: str | None = None
    made: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
