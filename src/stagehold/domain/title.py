"""What the audience sees, and what is said of slates and markets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stagehold.domain.edtf import Edtf
from stagehold.domain.fields import Count, DayCount, Id, Name
from stagehold.domain.provenance import Record


class TitleKind(StrEnum):
    """How a title is made."""

    LIVE_ACTION = "live-action"
    ANIME = "anime"
    UNSCRIPTED = "unscripted"


class TitleFormat(StrEnum):
    """A series or a film; a special episode belongs to neither."""

    SERIES = "series"
    FILM = "film"
    SPECIAL = "special"


class Sourcing(StrEnum):
    """Who makes it: the streamer, both, or somebody else."""

    ORIGINAL = "original"
    CO_PRODUCTION = "co-production"
    LICENSED = "licensed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Record):
    """A title of a market's slate.

    ``release`` is the date in force (planned until it occurred; its status says which). Plans and outcomes are kept
    as claims of ``release_planned`` and ``release_actual``. ``post_days`` lie between the last shoot day and release.
    """

    id: Id
    name: Name
    market: str | None = None
    kind: TitleKind | None = None
    format: TitleFormat | None = None
    sourcing: Sourcing | None = None
    release: Edtf | None = None
    release_status: str | None = None
    season: Count | None = None
    episodes: Count | None = None
    genre: str | None = None
    post_days: DayCount | None = None


class Bound(StrEnum):
    """What a stated number bounds."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateCount(Record):
    """A stated size of a slate; ``scope`` says in the source's words what was counted.

    ``kind``, ``sourcing`` and ``of_titles`` make the count comparable with the titles known: only a count of titles
    released in ``year`` is. ``year`` may be an interval.
    """

    id: Id
    market: str
    year: Edtf
    count: Count | None = None
    bound: Bound = Bound.EXACT
    scope: str
    kind: tuple[TitleKind, ...] = ()
    sourcing: tuple[Sourcing, ...] = ()
    of_titles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketFigure(Record):
    """A revenue, subscriber or rank figure, and who made it; ``value`` is kept as stated."""

    id: Id
    market: str
    metric: str
    value: str
    unit: str | None = None
    period: Edtf
    made_by: str | None = None
