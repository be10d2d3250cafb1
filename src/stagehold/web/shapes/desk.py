"""Bookings, lines, challenges and closures as the API takes and gives them. Days are half-open, moments in UTC."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from stagehold.desk.records import Answer, ChallengeState
from stagehold.domain.booking import LineState
from stagehold.domain.studio import PhaseKind
from stagehold.web.shapes.words import AsOf, Cursor, Day, Limit, Sentence, Word

Ids = Annotated[tuple[Word, ...], Meta(max_length=200)]


class WantedBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """One space for the days from ``start`` up to, not including, ``end``."""

    space: Word
    start: Day
    end: Day
    phase: PhaseKind | None = None
    group: Word | None = None


class BookingBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A hold; with ``confirm`` it is confirmed at once, or refused if anybody stands before it.

    ``one_of``: its lines are alternatives. ``joint_with``: it shares the places of that booking. An outside party
    leaves ``party``, ``production`` and ``need`` out.
    """

    lines: Annotated[tuple[WantedBody, ...], Meta(min_length=1, max_length=500)]
    party: Word | None = None
    production: Word | None = None
    need: Word | None = None
    title: Word | None = None
    one_of: bool = False
    joint_with: Word | None = None
    confirm: bool = False
    why: Sentence | None = None


class WhyBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A reason, for the journal."""

    why: Sentence | None = None


class LinesBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """Lines of a booking; none named: all that are in the state in question."""

    lines: Ids = ()


class DaysBody(LinesBody, kw_only=True, forbid_unknown_fields=True):
    """Lines of a booking, on all of their days or on some."""

    start: Day | None = None
    end: Day | None = None


class MoveBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """Other days for a line, on its space or on another."""

    line: Word
    start: Day
    end: Day
    space: Word | None = None


class StayBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """Where a booking stands in place of these lines of it, which are all held or all confirmed."""

    lines: Annotated[tuple[Word, ...], Meta(min_length=1, max_length=500)]
    to: Annotated[tuple[WantedBody, ...], Meta(min_length=1, max_length=500)]


class MeetBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """The kind of a condition that is met."""

    kind: Word


class AnswerBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """What the holder says: for all that ``booking`` holds of the challenged days, or one line."""

    booking: Word
    answer: Answer
    line: Word | None = None


class ClosureBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """Days to close; with ``displace``, confirmed lines there are cancelled by the studio."""

    space: Word
    start: Day
    end: Day
    reason: Sentence | None = None
    displace: bool = False


class ReceiptGiven(Struct, kw_only=True):
    """What was written: the number and moment of its event, and the ids of what it made."""

    number: int
    at: datetime
    what: str
    made: list[str]


class LineGiven(Struct, kw_only=True):
    """Days of a space; of lines of other parties an outside party sees space, days, state and rank alone."""

    id: str | None
    booking: str | None
    space: str
    start: date
    end: date
    state: LineState
    rank: int | None
    phase: PhaseKind | None = None
    until: datetime | None = None
    offered_until: datetime | None = None
    price: Decimal | None = None
    group: str | None = None
    lease: str | None = None


class ConditionGiven(Struct, kw_only=True):
    """Something to meet for a confirmation to stand; ``share`` of the price, where it is a payment."""

    kind: str
    share: Decimal | None
    deadline: datetime | None
    met: datetime | None


class BookingGiven(Struct, kw_only=True):
    """A booking with its lines; ``version`` is the event that last changed it, 0 in a view of the past.

    ``missed`` are the conditions that were not met in time the last time that confirmed lines lapsed.
    """

    id: str
    version: int
    party: str
    production: str | None
    need: str | None
    title: str | None
    one_of: list[str]
    joint: list[str]
    conditions: list[ConditionGiven]
    missed: list[ConditionGiven]
    currency: str | None
    made: datetime | None
    by: str
    renewed: int
    plan: int | None
    lines: list[LineGiven]


class BookingsGiven(Struct, kw_only=True):
    """A page of bookings, oldest first; ``next`` leads to the next one."""

    bookings: list[BookingGiven]
    next: str | None


class LinesGiven(Struct, kw_only=True):
    """What stands on spaces: all lines of some spaces; ``next`` leads to further spaces."""

    lines: list[LineGiven]
    next: str | None


class TargetGiven(Struct, kw_only=True):
    """A hold that is challenged, and what became of it."""

    line: str | None
    booking: str | None
    answer: Answer | None
    answered: datetime | None
    settled: bool


class SpaceDaysGiven(Struct, kw_only=True):
    """Days of a space."""

    space: str
    start: date
    end: date


class ChallengeGiven(Struct, kw_only=True):
    """A challenge; an outside party that is challenged does not see by whom.

    ``version`` is the event that last changed it, as its ETag names it; 0 in a view of the past.
    """

    id: str
    version: int
    booking: str | None
    days: list[SpaceDaysGiven]
    made: datetime
    state: ChallengeState
    targets: list[TargetGiven]
    deadline: datetime | None
    confirm_by: datetime | None


class ChallengesGiven(Struct, kw_only=True):
    """Challenges, oldest first."""

    challenges: list[ChallengeGiven]


class AsOfQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """As it was after an event, or at a moment."""

    as_of: AsOf | None = None


class BookingsQuery(AsOfQuery, kw_only=True, forbid_unknown_fields=True):
    """Which bookings: those with a line for which all that is given holds."""

    party: Word | None = None
    production: Word | None = None
    space: Word | None = None
    studio: Word | None = None
    state: tuple[LineState, ...] = ()
    start: Day | None = None
    end: Day | None = None
    limit: Limit = 100
    cursor: Cursor | None = None


class LinesQuery(AsOfQuery, kw_only=True, forbid_unknown_fields=True):
    """Which lines: of a space or studio, on some of the days."""

    space: Word | None = None
    studio: Word | None = None
    start: Day | None = None
    end: Day | None = None
    limit: Limit = 100
    cursor: Cursor | None = None


class ChallengesQuery(AsOfQuery, kw_only=True, forbid_unknown_fields=True):
    """Which challenges: of a booking, or all; those that are over only when asked for."""

    booking: Word | None = None
    over: bool = False
