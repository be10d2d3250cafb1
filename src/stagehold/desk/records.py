"""What the desk keeps: bookings with their lines, challenges, and published plans.

Days are whole and half-open; moments are in UTC. Records never change: a new version takes the place of the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.domain.studio import PhaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One space for some days, for one booking.

    Parameters
    ----------
    place
        Its place in the queue of each of its space-days: a lower one stands before a higher one; equal places are
        joint. It is the number of the event that queued it, unless a rule put it further ahead.
    until
        When the hold ends by itself; None if it does not, or while it is challenged.
    offered_until
        Until then nobody but this line may confirm its days.
    price
        Fixed when it is confirmed, in the currency of its booking, without tax.
    group
        A word of the party's for lines that belong together.
    lease
        The first-call lease whose standing hold this line is.
    stated_rank
        The rank that was stated for it elsewhere, until it moves up here.
    """

    id: str
    booking: str
    space: str
    span: Span
    phase: PhaseKind | None = None
    state: LineState = LineState.HOLD
    place: int = 0
    until: datetime | None = None
    offered_until: datetime | None = None
    price: Decimal | None = None
    group: str | None = None
    lease: str | None = None
    stated_rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something to meet by a deadline for a confirmation to stand; ``share`` of the price, where it is a payment."""

    kind: str
    share: Decimal | None = None
    deadline: datetime | None = None
    met: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskBooking:
    """A party's claim: its lines name it.

    Parameters
    ----------
    one_of
        Alternatives: confirming a line on one of these spaces releases those on the others.
    joint
        Bookings with which it shares its places.
    conditions
        What its confirmed lines still need; the confirmed lines lapse when one is not met in time.
    missed
        What was not met in time the last time that confirmed lines lapsed.
    renewed
        How often its holds have been renewed.
    plan
        The number of the published plan that placed it.
    stated
        The booking as the portfolio it came from states it, as plain data (``domain.encoding``).
    """

    id: str
    party: str
    production: str | None = None
    need: str | None = None
    title: str | None = None
    one_of: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    conditions: tuple[Requirement, ...] = ()
    currency: str | None = None
    made: datetime | None = None
    by: str = ""
    renewed: int = 0
    missed: tuple[Requirement, ...] = ()
    plan: int | None = None
    stated: dict[str, Any] | None = None


class Answer(StrEnum):
    """What a challenged holder says."""

    CONFIRM = "confirm"
    STAND = "stand"
    RELEASE = "release"
    RELEASE_DAYS = "release-days"


class ChallengeState(StrEnum):
    """Where a challenge stands."""

    QUEUED = "queued"  # another challenge of some of these days goes first
    OPEN = "open"  # holders may still answer
    WON = "won"  # all days are the challenger's to confirm
    PART = "part"  # some are
    LOST = "lost"  # none is
    TAKEN = "taken"  # the challenger has confirmed what it won
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"  # the challenger did not confirm in time


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A hold that ranks higher on challenged days, and what became of it.

    ``settled`` when nothing about it is open any more.
    """

    line: str
    booking: str
    answer: Answer | None = None
    answered: datetime | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceDays:
    """Days of one space."""

    space: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A holder's demand that those before it confirm or let go.

    ``deadline`` ends the time to answer; ``confirm_by`` the time to confirm what was won. ``firm``: made by a booking
    that beats holds where the policy says so, and confirmed by itself once won.
    """

    id: str
    booking: str
    days: tuple[SpaceDays, ...]
    made: datetime
    state: ChallengeState = ChallengeState.OPEN
    targets: tuple[Target, ...] = ()
    deadline: datetime | None = None
    confirm_by: datetime | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPlan:
    """A numbered plan as it was published; it never changes. ``plan`` is its JSON (SPEC §7)."""

    id: str
    number: int
    party: str
    made: datetime
    by: str
    plan: dict[str, Any]


DeskRecord: TypeAlias = "Line | DeskBooking | Challenge | PublishedPlan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a party must be told, written with the event that is its reason.

    Parameters
    ----------
    kind
        What happened, as ``challenged``, ``moved-up`` or ``lapsed``: the key of its text.
    facts
        The values of that text: days, spaces, names that its reader may see.
    ends
        When the reader's clock ends, if there is one.
    """

    party: str
    kind: str
    booking: str | None = None
    challenge: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    ends: datetime | None = None
