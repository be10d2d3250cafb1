"""What is in the way of a hold and of a confirmation, and which days nearby are free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from stagehold.desk.first_call import first_calls
from stagehold.desk.free import LAST, Days, FreeDays, Runs, turnover
from stagehold.desk.leased import leases_of
from stagehold.desk.records import DeskBooking, Line, SpaceDays
from stagehold.desk.refusal import Obstacle
from stagehold.desk.shut import shut
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain.booking import AfterConfirm
from stagehold.domain.days import Span
from stagehold.domain.production import Need, PhaseLength
from stagehold.domain.studio import PhaseKind, Space
from stagehold.planning.qualify import all_unfit

MOST_INSTEAD, MOST_LOOKED_AT = 3, 50  # other stages told of, and looked at for them
DAYS_AHEAD = 5 * 366  # how far a search for free days looks; farther ones help nobody


def hold_obstacles(
    desk: Desk, party: str, space: str, span: Span, booking: DeskBooking | None = None
) -> tuple[Obstacle, ...]:
    """What keeps a party from queueing on these days: leases of others, no service, closures, and confirmed lines with
    the clear days they need around them, unless the policy lets holds wait behind those.

    ``booking`` is the one to be given the days: no clear days lie between two stays of it.
    """
    waits = policy_of(desk, space).after_confirm is AfterConfirm.WAIT
    stays = [] if waits else _stays(desk, space, span, booking, None)
    return (*_leased(desk, party, space, span), *_shut(desk, space, span), *stays)


def confirm_obstacles(desk: Desk, party: str, space: str, span: Span, line: Line | None = None) -> tuple[Obstacle, ...]:
    """What keeps a party from confirming these days, whoever stands first: what keeps it from holding them, and any
    confirmed line. ``line`` is the one to be confirmed: it is not in its own way.
    """
    booking = None if line is None else desk.bookings.get(line.booking)
    stays = _stays(desk, space, span, booking, None if line is None else line.id)
    return (*_leased(desk, party, space, span), *_shut(desk, space, span), *stays)


def queue_obstacles(desk: Desk, party: str, space: str, span: Span) -> tuple[Obstacle, ...]:
    """The holds behind which a party would queue on these days, first calls of others included; first come first."""
    lines = [*first_calls(desk, space, span, party), *desk.holds(space, span)]
    return tuple(_held(desk, line, span) for line in lines)


def nearest_free(desk: Desk, party: str, space: str, span: Span, today: date) -> tuple[SpaceDays, ...]:
    """As many days on the same space, before and after those asked for, that nobody has or holds.

    From ``today`` on, as far as the policy takes holds, and at most five years away.
    """
    runs = FreeDays(desk, party, today).unheld([space])
    found = nearest_starts(runs, span.days, span.start.toordinal(), starts_allowed(desk, [space], span.start, today))
    firsts = [date.fromordinal(start) for start in found if start is not None]
    return tuple(SpaceDays(space=space, span=Span(first, first + timedelta(days=span.days))) for first in firsts)


def free_instead(desk: Desk, party: str, space: str, span: Span, today: date) -> tuple[SpaceDays, ...]:
    """What is free in place of some days: the same days on stages of the studio that serve as well, so many at most as
    anybody reads; and the nearest days on the same space."""
    free = FreeDays(desk, party, today)
    wanted = (span.start.toordinal(), span.end.toordinal())
    others = (
        SpaceDays(space=other.id, span=span)
        for other in islice(_as_good(desk, space), MOST_LOOKED_AT)
        if free.unheld([other.id], wanted).after(span.days, wanted[0] - 1, wanted[0]) is not None
    )
    near = nearest_free(desk, party, space, span, today)
    return (*near, *islice(others, MOST_INSTEAD)) if span.start >= today else near


def _as_good(desk: Desk, space: str) -> Iterator[Space]:
    """The other spaces of the studio of the same kind that are as large and as high, and have the same features."""
    portfolio = desk.portfolio
    asked = portfolio.spaces[space]
    for other in portfolio.spaces.values():
        if other.studio == asked.studio and other.kind is asked.kind and other.id != asked.id:
            phases = (PhaseLength(PhaseKind.SHOOT, 1),)  # how long is asked of the days, not of the stage
            need = Need(
                id=space, min_area=asked.area, min_height=asked.clear_height, features=asked.features, phases=phases
            )
            if next(iter(all_unfit(need, [other])), None) is None:
                yield other


def nearest_starts(runs: Runs, days: int, start: int, starts: Days) -> tuple[int | None, int | None]:
    """The latest start before a day number and the earliest after it at which so many days lie in one run.

    ``starts`` are the first and last start allowed.
    """
    first, last = starts
    return runs.before(days, min(start, last + 1), first), runs.after(days, max(start, first - 1), last)


def starts_allowed(desk: Desk, spaces: Iterable[str], around: date, today: date) -> Days:
    """The first and last day number on which a hold may start: from today as far ahead as the policies let, and in the
    five years before and after a day."""
    day = around.toordinal()
    last = min(day + DAYS_AHEAD, LAST - 1)
    for space in spaces:
        allowed = last_ahead(desk, space, today)
        last = last if allowed is None else min(last, allowed.toordinal())
    return max(today.toordinal(), day - DAYS_AHEAD), last


def last_ahead(desk: Desk, space: str, today: date) -> date | None:
    """The last day on which a hold may start that is taken today; None where the policy sets no limit."""
    policy = policy_of(desk, space)
    if policy.holds_ahead is None:
        return None
    try:
        return policy.holds_ahead.after(today)
    except OverflowError:
        return None


def one_stay(desk: Desk, booking: DeskBooking | None, other: DeskBooking | None) -> bool:
    """Whether no clear days lie between them: lines of one booking, or of needs of which one keeps the other's set."""
    if booking is None or other is None:
        return False
    if booking.id == other.id:
        return True
    if booking.production is None or booking.party != other.party or booking.need is None or other.need is None:
        return False
    return _keeps(desk, booking, other) or _keeps(desk, other, booking)


def _keeps(desk: Desk, later: DeskBooking, earlier: DeskBooking) -> bool:
    """Whether the need of one booking stands on in the set of the other's."""
    production = desk.portfolio.productions.get(later.production or "")
    needs = [] if production is None else [need for need in production.needs if need.id == later.need]
    named = {f"{earlier.production}/{earlier.need}"}
    if earlier.production == later.production:
        named.add(str(earlier.need))
    return any(link.keep and link.need in named for need in needs for link in need.after)


def _leased(desk: Desk, party: str, space: str, span: Span) -> Iterator[Obstacle]:
    for lease, lessee, days in leases_of(desk.portfolio).to_others(party, space):
        common = days.overlap(span)
        if common is not None:
            yield Obstacle(kind="lease", space=space, span=common, id=lease, party=lessee)


def _shut(desk: Desk, space: str, span: Span) -> Iterator[Obstacle]:
    for row in shut(desk.portfolio, space):
        common = row.span.overlap(span)
        if common is not None:
            kind = "service" if row.closure is None else "closure"
            yield Obstacle(kind=kind, space=space, span=common, id=row.closure)


def _stays(desk: Desk, space: str, span: Span, booking: DeskBooking | None, line: str | None) -> Iterator[Obstacle]:
    """Confirmed lines on the days, and those too close to them; ``line`` is left out."""
    gap = turnover(desk, space)
    for other in desk.confirmed(space, _widened(span, gap)):
        if other.id == line:
            continue
        whose = desk.bookings.get(other.booking)
        party = whose.party if whose is not None else None
        common = other.span.overlap(span)
        if common is not None:
            yield Obstacle(kind="booking", space=space, span=common, id=other.booking, party=party)
        elif not one_stay(desk, booking, whose):
            near = _widened(other.span, gap).overlap(span)
            yield Obstacle(kind="turnover", space=space, span=near, id=other.booking, party=party)


def _held(desk: Desk, line: Line, span: Span) -> Obstacle:
    booking = desk.bookings.get(line.booking)
    lease = desk.portfolio.leases.get(line.lease) if line.lease is not None else None
    id_ = line.booking if lease is None else lease.id
    party = lease.lessee if lease is not None else booking.party if booking is not None else None
    return Obstacle(kind="hold", space=line.space, span=line.span.overlap(span), id=id_, party=party)


def _widened(span: Span, gap: int) -> Span:
    start = max(date.min.toordinal(), span.start.toordinal() - gap)
    end = min(date.max.toordinal(), span.end.toordinal() + gap)
    return Span(date.fromordinal(start), date.fromordinal(end))
