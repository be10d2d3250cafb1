"""What the timeline of the board shows, as ``board/src/types.ts`` reads it. Days are numbers from 1970-01-01 on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from stagehold.desk.records import Answer, ChallengeState
from stagehold.domain.booking import LineState
from stagehold.domain.lease import LeaseKind, OptionKind
from stagehold.domain.provenance import Status
from stagehold.domain.studio import PhaseKind, SpaceKind
from stagehold.web.shapes.words import NO_CONTROL

Open = Literal["stated", "unknown", "never"]
Day = Annotated[int, Meta(description="days from 1970-01-01")]


class BoardName(Struct, kw_only=True, omit_defaults=True):
    """A name in the languages it is known in."""

    en: str
    ja: str | None = None
    ko: str | None = None


class BoardArea(Struct, kw_only=True):
    """A floor area as stated, and in square metres."""

    amount: str
    unit: str
    m2: float


class BoardStudio(Struct, kw_only=True):
    """A lot."""

    id: str
    name: BoardName
    country: str
    city: str | None
    time_zone: str | None
    operator: str | None


class BoardSpace(Struct, kw_only=True):
    """A space; what is not known is null. ``turnover``: clear days before and after a stay, by space or policy."""

    id: str
    studio: str
    kind: SpaceKind
    name: BoardName
    area: BoardArea | None
    clear_height_m: float | None
    features: list[str]
    turnover: tuple[int, int]


class BoardOption(Struct, kw_only=True):
    """A right of the lessee, with the days that it gives or ends."""

    kind: OptionKind
    start: Day
    end: Day
    notice_by: Day | None


class BoardLease(Struct, kw_only=True):
    """A lease: the term as planned with, and as stated; ``open`` is what is known of its end."""

    id: str
    kind: LeaseKind
    lessee: str
    spaces: list[str]
    start: Day | None
    end: Day | None
    open: Open
    stated: str
    assumed: bool
    options: list[BoardOption]


class BoardClosure(Struct, kw_only=True):
    """Days on which a space is closed."""

    id: str
    version: int
    space: str
    start: Day
    end: Day
    reason: str | None


class BoardBooking(Struct, kw_only=True, gc=False):
    """A booking; its lines name it. Thousands are made at once, of which none holds another: no garbage to look for."""

    id: str
    version: int
    party: str | None
    production: str | None
    need: str | None
    title: str | None
    one_of: tuple[str, ...]
    plan: int | None


class BoardLines(Struct, kw_only=True):
    """Standing lines, a column each: row i of all columns is one line.

    Of lines of other parties an outside party sees space, days, state and rank alone.
    """

    id: list[str | None]
    booking: list[str | None]
    space: list[str]
    start: list[Day]
    end: list[Day]
    state: list[LineState]
    rank: list[int | None]
    phase: list[PhaseKind | None]
    until: list[datetime | None]


class BoardDays(Struct, kw_only=True):
    """Days of a space."""

    space: str
    start: Day
    end: Day


class BoardTarget(Struct, kw_only=True):
    """A hold that is challenged."""

    line: str | None
    booking: str | None
    answer: Answer | None
    settled: bool


class BoardChallenge(Struct, kw_only=True):
    """A challenge that is not over."""

    id: str
    version: int
    booking: str | None
    state: ChallengeState
    made: datetime
    deadline: datetime | None
    confirm_by: datetime | None
    days: list[BoardDays]
    targets: list[BoardTarget]


class BoardTitle(Struct, kw_only=True):
    """A title of a production; ``release`` as stated."""

    id: str
    name: BoardName
    release: str | None


class BoardNeed(Struct, kw_only=True):
    """A need; ``length`` in days of its calendar, the longest where stages differ."""

    id: str
    stages: int
    length: int
    min_area_m2: float | None
    features: list[str]
    allowed: list[str]


class BoardProduction(Struct, kw_only=True):
    """A production that asks for stages; dates as planned with, null where none is stated or pinned."""

    id: str
    name: str
    titles: list[BoardTitle]
    market: str | None
    ready: Day | None
    due: Day | None
    window: tuple[Day | None, Day | None] | None
    priority: float
    status: Status | None
    needs: list[BoardNeed]


class BoardParty(Struct, kw_only=True):
    """A company."""

    id: str
    name: str


class BoardPlan(Struct, kw_only=True):
    """A published plan."""

    id: str
    number: int
    party: str
    made: datetime
    by: str


class BoardStanding(Struct, kw_only=True):
    """What stands on some spaces; ``number`` is the last event that is in it."""

    number: int
    bookings: list[BoardBooking]
    lines: BoardLines
    challenges: list[BoardChallenge]
    closures: list[BoardClosure]


class BoardGiven(BoardStanding, kw_only=True):
    """Everything on the timeline; ``GET /events?after=`` with its number goes on from it. Plans: the latest last."""

    studios: list[BoardStudio]
    spaces: list[BoardSpace]
    leases: list[BoardLease]
    productions: list[BoardProduction]
    parties: list[BoardParty]
    plans: list[BoardPlan]


class BoardQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """The spaces that are asked for, by id, with commas between them."""

    spaces: Annotated[str, Meta(min_length=1, max_length=8_000, pattern=NO_CONTROL)]
