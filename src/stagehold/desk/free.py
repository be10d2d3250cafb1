"""Days of a space that nothing keeps a party from, in day numbers (``date.toordinal``) and half-open.

Numbers, because a search looks at tens of thousands of spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from stagehold.desk.first_call import first_calls
from stagehold.desk.leased import leases_of
from stagehold.desk.shut import shut_days
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain.booking import AfterConfirm, LineState
from stagehold.domain.days import Span

Days = tuple[int, int]
DAYS_AHEAD = 5 * 366  # how far a search for free days looks; farther ones help nobody
LAST = date.max.toordinal()


class Sense(Enum):
    """What counts as free: days on which a party may queue, or days on which it would also be the first."""

    TO_QUEUE = auto()
    TO_BE_FIRST = auto()


def turnover(desk: Desk, space: str) -> int:
    """Clear days between two stays on a space: what the space and the policy of its studio ask for after and before."""
    record, policy = desk.portfolio.spaces[space], policy_of(desk, space)
    after = (
        record.turnover_after if policy.turnover_after is None else max(record.turnover_after, policy.turnover_after)
    )
    before = policy.turnover_before
    return after + (record.turnover_before if before is None else max(record.turnover_before, before))


@dataclass(frozen=True, slots=True)
class SpaceView:
    """One space as one party meets it on some days."""

    desk: Desk
    party: str
    space: str

    def taken(self, within: Days, sense: Sense) -> list[Days]:
        """The days that are not free, as spans by their first day; they may overlap and stick out."""
        low, high = within
        desk, space = self.desk, self.space
        waits = sense is Sense.TO_QUEUE and policy_of(desk, space).after_confirm is AfterConfirm.WAIT
        gap = turnover(desk, space)
        looked = _span(low - gap, high + gap)
        found = [
            (span.start.toordinal(), span.end.toordinal())
            for _, _, span in leases_of(desk.portfolio).to_others(self.party, space)
        ]
        found += shut_days(desk.portfolio).numbers.get(space, ())
        for line in desk.standing(space, looked):
            start, end = line.span.start.toordinal(), line.span.end.toordinal()
            if line.state is LineState.HOLD:
                if sense is Sense.TO_BE_FIRST:
                    found.append((start, end))
            elif not waits:
                found.append((start - gap, end + gap))
        if sense is Sense.TO_BE_FIRST:
            calls = first_calls(desk, space, looked, self.party)
            found += [(line.span.start.toordinal(), line.span.end.toordinal()) for line in calls]
        found.sort()
        return found

    def free(self, within: Days, sense: Sense) -> list[Days]:
        """The runs of free days inside ``within``, as long as they can be."""
        return runs_between(self.taken(within, sense), within)


def runs_between(taken: Iterable[Days], within: Days) -> list[Days]:
    """The days of ``within`` that no span takes; the spans come by their first day."""
    day, end = within
    found = []
    for first, past in taken:
        if first >= end:
            break
        if first > day:
            found.append((day, first))
        day = max(day, past)
    if day < end:
        found.append((day, end))
    return found


def nearest_starts(views: Iterable[SpaceView], days: int, start: int, starts: Days) -> tuple[int | None, int | None]:
    """The latest start before ``start`` and the earliest after it at which ``days`` are free on all these spaces.

    ``starts`` are the first and last start allowed; free is where the party would be the first.
    """
    spaces = list(views)
    first, last = starts
    return _before(spaces, days, start, first), _after(spaces, days, start, last)


def _before(spaces: list[SpaceView], days: int, start: int, first: int) -> int | None:
    reach = 4 * days + 60
    while first < start:
        low = max(first, start - reach)
        for run in reversed(_free_on_all(spaces, (low, start - 1 + days))):
            latest = min(run[1] - days, start - 1)
            if latest >= run[0]:
                return latest
        if low == first:
            return None
        reach *= 4
    return None


def _after(spaces: list[SpaceView], days: int, start: int, last: int) -> int | None:
    reach = 4 * days + 60
    while start < last:
        high = min(last, start + reach)
        for run in _free_on_all(spaces, (start + 1, high + days)):
            if run[0] + days <= run[1]:
                return run[0]
        if high == last:
            return None
        reach *= 4
    return None


def _free_on_all(spaces: list[SpaceView], within: Days) -> list[Days]:
    within = (max(within[0], 1), min(within[1], LAST))
    if within[0] >= within[1]:
        return []
    if len(spaces) == 1:
        return spaces[0].free(within, Sense.TO_BE_FIRST)
    taken = [span for view in spaces for span in view.taken(within, Sense.TO_BE_FIRST)]
    return runs_between(sorted(taken), within)


def _span(low: int, high: int) -> Span:
    return Span(date.fromordinal(max(1, low)), date.fromordinal(min(LAST, high)))
