"""What a search for free stages finds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from stagehold.desk.refusal import Obstacle
from stagehold.domain.days import Span
from stagehold.planning.plan import Reason, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Stages that can be held on these days.

    Parameters
    ----------
    spaces
        One stage, or several that are taken together.
    rank
        The worst rank that a hold made now would have.
    book_only
        It is too late for a hold of these days: they can be booked, and nothing else.
    ahead
        Who holds the days already; none at rank 1.
    before, after
        The nearest days on which nobody holds them; only where the rank is not 1.
    rate, currency
        What a day of all of them costs for the phase asked, where the policy says.
    """

    spaces: tuple[str, ...]
    span: Span
    rank: int
    book_only: bool = False
    ahead: tuple[Obstacle, ...] = ()
    before: Span | None = None
    after: Span | None = None
    rate: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Stages that qualify and cannot be held on the days asked for.

    ``reason`` is that of the first obstacle; ``before`` and ``after`` are the nearest days that nobody has or holds.
    """

    spaces: tuple[str, ...]
    span: Span
    reason: Reason
    obstacles: tuple[Obstacle, ...]
    before: Span | None = None
    after: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: the best of each kind first, and how many there are in all."""

    free: tuple[Free, ...]
    taken: tuple[Taken, ...]
    unfit: tuple[Why, ...]
    free_in_all: int
    taken_in_all: int
    unfit_in_all: int
