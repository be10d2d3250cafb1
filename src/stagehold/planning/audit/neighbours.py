"""Stays on one space keep apart: no shared day, and turnover between them (SPEC §2, *Demand*).

For two different stays on space s, the first ending on e and the second starting on t (half-open):

    t − e ≥ turnover_after(s) + turnover_before(s)

Needs linked by ``keep`` are one stay, their standing days included; inside it no turnover is asked. Confirmed bookings
of others are stays, and so are their rank-1 holds where ``respect_holds`` says so. Turnover may lie off lease.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from stagehold.domain import readings
from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.days import Span
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.scenario import RespectHolds
from stagehold.planning.audit.breach import breach, count, in_words, stated
from stagehold.planning.audit.links import hull, kept_sets
from stagehold.planning.audit.placed import is_plannable
from stagehold.planning.plan import Placement


@dataclass(frozen=True, slots=True)
class Blocking:
    """A line of a booking that no need of ours may meet."""

    booking: str
    rule: str
    span: Span


def blocking(portfolio: Portfolio, party: str, space: str) -> Iterator[Blocking]:
    """Confirmed lines that are not a lock of one of our needs, and rank-1 holds of others where they are respected."""
    for booking in portfolio.bookings.values():
        for index, line in enumerate(booking.lines):
            rule = _rule(portfolio, party, booking, line) if line.space == space else ""
            if rule:
                span = stated(booking.id, f"lines.{index}.days", line.days, readings.all_days)
                yield Blocking(booking.id, rule, span)


def _rule(portfolio: Portfolio, party: str, booking: Booking, line: BookingLine) -> str:
    ours = booking.party == party
    if line.state is LineState.CONFIRMED:
        # One of our own that belongs to no need is no lock, and stands all the same.
        return "" if ours and is_plannable(portfolio, booking.production) else "booked"
    respected = portfolio.settings.respect_holds is RespectHolds.FIRST
    return "held" if respected and not ours and line.state is LineState.HOLD and line.rank == 1 else ""


def overlap_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """No two needs on one space on one day, nor in the days a kept set stands there."""
    for stage, sets in _sets_on(portfolio, placements).items():
        inside = [([one], [other]) for stays in sets for one, other in combinations(stays, 2)]
        for stays, others in [*inside, *_close_sets(portfolio, stage, sets)]:
            shared = hull(stays).overlap(hull(others))
            if shared is not None:
                found = f"{stage} on {in_words(shared)} together with {stays[-1].production}/{stays[-1].need}"
                yield breach("overlap", others[0], "stages", found=found, allowed="one stay at a time")


def turnover_breaches(portfolio: Portfolio, placements: Sequence[Placement], party: str) -> Iterator[Finding]:
    """The clear days between different stays, ours and those of others."""
    for stage, sets in _sets_on(portfolio, placements).items():
        for stays, others in _close_sets(portfolio, stage, sets):
            neighbour = f"{stays[-1].production}/{stays[-1].need}"
            yield from _too_close(portfolio, others[0], stage, (hull(stays), hull(others)), neighbour)
        lines = list(blocking(portfolio, party, stage))
        for stays in sets:
            for line in lines:
                spans = (hull(stays), line.span)
                yield from _too_close(portfolio, stays[-1], stage, spans, f"booking {line.booking}")


def booking_breaches(portfolio: Portfolio, placements: Sequence[Placement], party: str) -> Iterator[Finding]:
    """No need of ours stands on a day that somebody else has confirmed (or holds first, where that is respected)."""
    for stage, sets in _sets_on(portfolio, placements).items():
        lines = list(blocking(portfolio, party, stage))
        for stays in sets:
            for line in lines:
                shared = hull(stays).overlap(line.span)
                if shared is not None:
                    found = f"{stage} on {in_words(shared)}, of booking {line.booking}"
                    yield breach(line.rule, stays[-1], "stages", found=found, allowed="days that are free")


Stays = list[Placement]


def _sets_on(portfolio: Portfolio, placements: Sequence[Placement]) -> dict[str, list[Stays]]:
    """What stands on each stage: kept sets, mostly of a single need, by first day."""
    by_stage: dict[str, list[Stays]] = {}
    for group in kept_sets(portfolio, placements):
        for stage in sorted({member for item in group for member in item.members}):
            by_stage.setdefault(stage, []).append([item for item in group if stage in item.members])
    return {stage: sorted(sets, key=lambda stays: hull(stays).start) for stage, sets in by_stage.items()}


def _close_sets(portfolio: Portfolio, stage: str, sets: Sequence[Stays]) -> Iterator[tuple[Stays, Stays]]:
    """Every two different sets, by first day, with fewer clear days between them than turnover asks."""
    space = portfolio.spaces[stage]
    asked = space.turnover_after + space.turnover_before
    for index, stays in enumerate(sets):
        end = hull(stays).end
        for others in sets[index + 1 :]:
            if (hull(others).start - end).days >= asked:
                break  # those that follow start later still
            yield stays, others


def _too_close(
    portfolio: Portfolio, placement: Placement, stage: str, spans: tuple[Span, Span], neighbour: str
) -> Iterator[Finding]:
    space = portfolio.spaces[stage]
    asked = space.turnover_after + space.turnover_before
    clear = (max(spans[0].start, spans[1].start) - min(spans[0].end, spans[1].end)).days
    if 0 <= clear < asked:
        found = f"{stage}: {count(clear)} between {in_words(spans[0])} and {in_words(spans[1])} ({neighbour})"
        allowed = f"at least {count(asked)}: {space.turnover_after} after a stay and {space.turnover_before} before one"
        yield breach("turnover", placement, "stages", found=found, allowed=allowed)
