"""What can be asked of the desk. Each request is done as a whole or refused as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from stagehold.desk.records import Answer
from stagehold.domain.days import Span
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.scenario import Settings
from stagehold.domain.studio import PhaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One space for some days, for a phase if one is stated."""

    space: str
    span: Span
    phase: PhaseKind | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Hold spaces; behind who holds them already.

    ``one_of``: the lines are alternatives, of which one will be confirmed. ``joint_with``: share the places of that
    booking, which must hold the same days.
    """

    party: str
    lines: tuple[Wanted, ...]
    production: str | None = None
    need: str | None = None
    title: str | None = None
    one_of: bool = False
    joint_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Confirm holds of a booking: all, or those named; of alternatives, exactly one space."""

    booking: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Hold and confirm at once; refused when anybody stands before it."""

    hold: Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Give a line other days, on the same space or on another: kept days keep their place, added ones queue as new."""

    line: str
    span: Span
    space: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStay:
    """Let a booking stand on other days, or spaces, in place of these lines of it, which are all held or all confirmed.

    Days that any of the lines has keep their place, whatever phase they are of then; others queue as new.
    """

    booking: str
    lines: tuple[str, ...]
    to: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renew:
    """Let the holds of a booking last another time."""

    booking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Let holds go: all lines of a booking, those named, or only some days of them."""

    booking: str
    lines: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Cancel confirmed lines; what is owed for it is told."""

    booking: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meet:
    """A condition of a booking is met."""

    booking: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeHolds:
    """Ask all who stand before the holds of a booking, on all of its days or some, to confirm or let go."""

    booking: str
    lines: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChallenge:
    """Answer a challenge for the holds of a booking: all that it names, or one line."""

    challenge: str
    booking: str
    answer: Answer
    line: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawChallenge:
    """Give a challenge up."""

    challenge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Close a space for some days; with ``displace``, confirmed lines there are cancelled by the studio."""

    space: str
    span: Span
    reason: str | None = None
    displace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """Lift a closure."""

    closure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Hold what a plan places, and move or release what an earlier one held. ``plan`` is its JSON (SPEC §7)."""

    plan: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """Put records of the portfolio (not bookings) in place of those with their kind and id, and drop others."""

    put: tuple[Record, ...] = ()
    settings: Settings | None = None
    drop: tuple[tuple[str, str], ...] = ()  # kind, id


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Take in a whole portfolio, bookings included; records with a known kind and id are replaced, others stay."""

    portfolio: Portfolio


Request: TypeAlias = (
    "Hold | Confirm | Book | Move | MoveStay | Renew | Release | Cancel | Meet | ChallengeHolds"
    " | AnswerChallenge | WithdrawChallenge | Close | Reopen | Publish | ChangeFacts | Import"
)
