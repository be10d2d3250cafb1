"""Where in the queue days come that are asked for: at its end, or ahead of it for who has the right to that.

Places below ``step.PLACES`` are before those of all who queue: 0 is that of a first call itself, 1 of what its lessee
holds by it, and the others are of occupants, to whom the policy gives first refusal on the next days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from stagehold.desk.first_call import FIRST, own_first_calls
from stagehold.desk.state import Desk
from stagehold.desk.step import PLACES, Step, policy_of
from stagehold.domain.days import Span, union, without


class Placed(NamedTuple):
    """Days that queue in one place; ``lease`` is the first-call lease that gives it."""

    span: Span
    place: int
    lease: str | None = None


def placed(step: Step, party: str, space: str, span: Span) -> list[Placed]:
    """The places of days that a party asks for, in order of the days."""
    calls = own_first_calls(step.desk, space, span, party)
    called = [Placed(line.span, FIRST + 1, line.lease) for line in calls]
    rest = without([span], [line.span for line in calls])
    refused_first = _refused_first(step.desk, party, space, span)
    front = [Placed(part, min(FIRST + 1 + step.number, PLACES - 1)) for part in _common(rest, refused_first)]
    # One step may queue several bookings (a plan does): who comes later in it stands behind.
    last = [Placed(part, step.place(step.draft.touched)) for part in without(rest, refused_first)]
    return sorted([*called, *front, *last])


def goes_ahead(desk: Desk, party: str, space: str, span: Span) -> bool:
    """Whether a party has the right to stand ahead of the queue on some of these days."""
    return bool(own_first_calls(desk, space, span, party) or _refused_first(desk, party, space, span))


def _refused_first(desk: Desk, party: str, space: str, span: Span) -> tuple[Span, ...]:
    """The days next to a stay that a party is booked for, of which it has first refusal by the policy."""
    length = timedelta(days=policy_of(desk, space).first_refusal_days)
    if not length:
        return ()
    before = Span(span.start - length, span.end)
    return union(
        Span(line.span.end, line.span.end + length)
        for line in desk.confirmed(space, before)
        if desk.bookings[line.booking].party == party
    )


def _common(some: tuple[Span, ...], others: tuple[Span, ...]) -> Iterator[Span]:
    return (common for one in some for other in others if (common := one.overlap(other)) is not None)
