"""Availability, quotations, events and notices: queries, and what their answers look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from stagehold.domain.signs import UNKEPT_IN_LINE
from stagehold.domain.studio import PhaseKind
from stagehold.web.problems import InTheWay
from stagehold.web.shapes.words import Cursor, Day, Limit, Number, Word

Quantity = Annotated[str, Meta(max_length=60, pattern=r"^[0-9][0-9., ]*( [A-Za-z0-9 ]+)?$")]


class AvailabilityQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """Either the days ``start`` to ``end``, ``flexible`` days earlier or later; or ``days`` between the two.

    ``party`` is whose eyes the search has; an outside party's own without saying so.
    """

    start: Day
    end: Day
    party: Word | None = None
    days: Annotated[int, Meta(ge=1, le=3660)] | None = None
    flexible: Annotated[int, Meta(ge=0, le=366)] = 0
    phase: PhaseKind | None = None
    studio: Word | None = None
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")] | None = None
    min_area: Quantity | None = None
    min_height: Quantity | None = None
    features: Annotated[tuple[Word, ...], Meta(max_length=20)] = ()
    stages: Annotated[int, Meta(ge=1, le=10)] = 1
    most: Annotated[int, Meta(ge=1, le=500)] = 20


class DaysGiven(Struct, kw_only=True):
    """Half-open days."""

    start: date
    end: date


class FreeGiven(Struct, kw_only=True):
    """Stages that can be held, at which rank, and behind whom; ``book_only``: it is too late for a hold."""

    spaces: list[str]
    start: date
    end: date
    rank: int
    book_only: bool
    ahead: list[InTheWay]
    before: DaysGiven | None
    after: DaysGiven | None
    rate: str | None
    currency: str | None


class TakenGiven(Struct, kw_only=True):
    """Stages that qualify and cannot be held, why, and when they can."""

    spaces: list[str]
    start: date
    end: date
    reason: str
    obstacles: list[InTheWay]
    before: DaysGiven | None
    after: DaysGiven | None


class UnfitGiven(Struct, kw_only=True):
    """A stage that does not qualify; ``in_words`` is its ``detail`` in the language asked for."""

    space: str
    reason: str
    by: list[str]
    detail: str
    in_words: str


class AvailabilityGiven(Struct, kw_only=True):
    """What is free, what is taken, what does not qualify; ``…_in_all`` count those that are not listed too."""

    free: list[FreeGiven]
    taken: list[TakenGiven]
    unfit: list[UnfitGiven]
    free_in_all: int
    taken_in_all: int
    unfit_in_all: int


class QuotedItemGiven(Struct, kw_only=True):
    """``days`` times ``each`` is ``amount``."""

    charge: str
    phase: str
    days: int
    each: str | None
    amount: str


class QuotedLineGiven(Struct, kw_only=True):
    """What one line costs."""

    line: str
    space: str
    start: date
    end: date
    phase: str
    items: list[QuotedItemGiven]
    amount: str | None


class TaxGiven(Struct, kw_only=True):
    """Tax on the subtotal."""

    name: str
    rate: str
    amount: str


class QuotationGiven(Struct, kw_only=True):
    """What the lines of a booking at one studio cost; ``findings`` say what is missing for a total."""

    studio: str
    policy: str
    currency: str | None
    lines: list[QuotedLineGiven]
    subtotal: str | None
    tax: TaxGiven | None
    total: str | None
    made: datetime
    valid_until: datetime | None
    hours: dict[str, str]
    overtime: str | None
    findings: list[dict[str, Any]]


class QuotationsGiven(Struct, kw_only=True):
    """A quotation for each studio of a booking."""

    quotations: list[QuotationGiven]


class NoticeGiven(Struct, kw_only=True):
    """What a party is told; ``kind`` is the key of its text, ``facts`` are the values in it."""

    id: str
    event: int
    made: datetime
    party: str
    kind: str
    booking: str | None
    challenge: str | None
    facts: dict[str, str]
    ends: datetime | None


class InboxQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """Whose inbox; an outside party's own without saying so."""

    party: Word | None = None
    limit: Limit = 100
    cursor: Cursor | None = None


class InboxGiven(Struct, kw_only=True):
    """Notices, the latest first; ``next`` leads to older ones."""

    notices: list[NoticeGiven]
    next: str | None


class ChangeGiven(Struct, kw_only=True, omit_defaults=True):
    """A record that is so from then on (``put``, a kind, and ``record``), or is no more (``drop`` and ``id``)."""

    put: str | None = None
    record: dict[str, Any] | None = None
    drop: str | None = None
    id: str | None = None


class ToldGiven(Struct, kw_only=True):
    """A notice written with an event."""

    party: str
    kind: str
    booking: str | None
    challenge: str | None
    facts: dict[str, str]
    ends: datetime | None


class EventGiven(Struct, kw_only=True):
    """A step of the desk: who, when, what, why, and every record it changed."""

    number: int
    at: datetime
    by: str
    what: str
    why: str | None
    studio: str | None
    made: list[str]
    changes: list[ChangeGiven]
    notices: list[ToldGiven]


class JournalQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """Events after a number; of a record, as ``booking/b1`` or ``lease/l1``, where one is named."""

    after: Number = 0
    record: Annotated[str, Meta(max_length=300, pattern=rf"^[a-z_]+/[^{UNKEPT_IN_LINE}]+$(?!\n)")] | None = None
    limit: Limit = 100


class JournalGiven(Struct, kw_only=True):
    """Events in order; ``next`` is the number to go on after, null at the end of the journal."""

    events: list[EventGiven]
    next: int | None
