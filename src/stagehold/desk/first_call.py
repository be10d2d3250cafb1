"""First-call leases: the lessee stands first on the spaces it names for all days of the term, without asking.

The standing hold is not stored. What becomes of it on some days is: a line that names the lease takes its place there,
as a hold once it has been challenged, and as released once the lessee has let those days go. Where the lessee asks for
days, its own line takes the place of the standing hold for as long as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from stagehold.desk.records import Line
from stagehold.desk.state import Desk
from stagehold.domain import readings
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span, through, without
from stagehold.domain.lease import Lease, LeaseKind

SAID = (LineState.HOLD, LineState.CONFIRMED, LineState.RELEASED)  # in the other states the standing hold is back
FIRST = 0  # the place of a first call: before every event


def first_call_booking(lease: str) -> str:
    """The id of the booking that holds what was said about a first call."""
    return f"first-call-{lease}"


def is_call(line: Line) -> bool:
    """Whether a line is nothing but a standing first hold that was challenged."""
    return line.lease is not None and line.booking == first_call_booking(line.lease)


def first_calls(desk: Desk, space: str, span: Span, party: str | None) -> list[Line]:
    """The standing first holds of others than ``party`` on some of these days, as lines."""
    return [line for lease, line in _standing_on(desk, space, span) if lease.lessee != party]


def own_first_calls(desk: Desk, space: str, span: Span, party: str) -> list[Line]:
    """The standing first holds of a party on some of these days, as lines."""
    return [line for lease, line in _standing_on(desk, space, span) if lease.lessee == party]


def has_first_calls(desk: Desk, space: str) -> bool:
    """Whether any first-call lease names a space."""
    return space in _granted(_Leases(desk.portfolio.leases))


def _standing_on(desk: Desk, space: str, span: Span) -> Iterator[tuple[Lease, Line]]:
    for lease, term in _granted(_Leases(desk.portfolio.leases)).get(space, ()):
        days = term.overlap(span)
        if days is None:
            continue
        booking = first_call_booking(lease.id)
        said = [line.span for line in desk.lines_of(booking) if line.space == space and line.state in SAID]
        said += [line.span for line in desk.standing(space, days) if line.lease == lease.id]
        for free in without([days], said):
            yield lease, _standing(lease, booking, space, free)


def _standing(lease: Lease, booking: str, space: str, span: Span) -> Line:
    id_ = f"{booking}/{space}/{span.start}"
    return Line(id=id_, booking=booking, space=space, span=span, place=FIRST, lease=lease.id)


class _Leases:
    """Leases of one portfolio, told apart by identity, so that what they grant is worked out once."""

    __slots__ = ("leases",)

    def __init__(self, leases: Mapping[str, Lease]) -> None:
        self.leases = leases

    def __hash__(self) -> int:
        return id(self.leases)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Leases) and self.leases is other.leases


@lru_cache(maxsize=4)
def _granted(leases: _Leases) -> Mapping[str, tuple[tuple[Lease, Span], ...]]:
    """By space: the first-call leases on it, with the days of their terms."""
    found: dict[str, list[tuple[Lease, Span]]] = {}
    for lease in leases.leases.values():
        if lease.kind is not LeaseKind.FIRST_CALL or lease.term is None:
            continue
        try:
            first, last = readings.supply(lease.term)
        except (readings.Unpinned, readings.NoDayLeft):
            continue
        for space in lease.spaces:
            found.setdefault(space, []).append((lease, through(first, last or date.max)))
    return MappingProxyType({space: tuple(rows) for space, rows in found.items()})
