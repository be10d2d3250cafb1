"""What has begun in a drawn case, by plain day sets, and what both it and other stays are made of.

See ``planning.day_sets``. Days are whole numbers from the first day of a case; nothing here is shared with the planner
or the audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations

import holidays

from planning.drawn_cases import BASE, Case
from planning.free_days import FIRST, FreeDays, number
from stagehold.domain.booking import BookingLine, LineState
from stagehold.domain.production import Need, Production
from stagehold.domain.scenario import WorkWeek
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import Placement

Rows = list[tuple[PhaseKind, int, int]]


@dataclass(frozen=True)
class Stay:
    """One way to serve a need: wholes, days, and what it costs by itself; ``own`` is all but lateness."""

    wholes: tuple[str, ...]
    start: int
    end: int
    phases: tuple[tuple[PhaseKind, int, int], ...]
    late: int
    own: Decimal
    mask: int
    members: frozenset[str]


class BegunSets(FreeDays):
    """The stays that have begun before today; none without a day."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.today = FIRST if case.today is None else number(case.today)
        self.begun: dict[tuple[str, str], Placement] = {}
        for item in case.baseline.placements if case.today and case.baseline else ():
            if item.start < case.today and item.production in self.facts.productions:
                self.begun[item.production, item.need] = item

    def begun_stays(self) -> dict[tuple[str, str], Stay]:
        """What has begun as it stands now; its days from today on are nobody else's, nor are the clear ones after."""
        found = {}
        for key, item in self.begun.items():
            production = self.facts.productions[key[0]]
            need = next(need for need in production.needs if need.id == key[1])
            rows = max(
                (self._rows(production, need, item, whole) for whole in item.stages), key=lambda rows: rows[-1][2]
            )
            end = rows[-1][2]
            members = frozenset(item.members)
            mask = 0
            for stage in members:
                mask |= self.bits(stage, self.today, end + self.gap[stage])
            late = self.late(production, need, rows)
            own = self.spot.cost(members, rows)
            stay = Stay(tuple(sorted(item.stages)), rows[0][1], end, tuple(rows), late, own, mask, members)
            found[key] = stay
        return found

    def clash(self) -> bool:
        """Whether something under way cannot go on where it is, or a lock of it says something else."""
        stays = self.begun_stays()
        for key, stay in stays.items():
            production = self.facts.productions[key[0]]
            need = next(need for need in production.needs if need.id == key[1])
            starts = self.fixed_starts(production, need)
            if self.locked_out(production, need, stay.members) or any(start != stay.start for start in starts):
                return True
            if stay.end > self.today and any(self._lost(id_, stay) for id_ in stay.members):
                return True
        under_way = [stay for stay in stays.values() if stay.end > self.today]
        return any(one.members & other.members for one, other in combinations(under_way, 2))

    def _lost(self, stage: str, stay: Stay) -> bool:
        for phase, first, after in stay.phases:
            ahead = range(max(first, self.today), after)
            if any(stage not in self.stages or day not in self.free_for(stage, phase) for day in ahead):
                return True
        days = self.bits(stage, self.today, stay.end + self.gap[stage])
        for booking in self.facts.bookings.values():
            for line in booking.lines if booking.party != self.case.party else ():
                start, end = number(line.days.start.first), number(line.days.end.last) + 1
                ahead = line.space == stage and self._blocks(line) and end > self.today
                if ahead and days & self.bits(stage, start, end):
                    return True
        return False

    def _rows(self, production: Production, need: Need, item: Placement, whole: str) -> Rows:
        """The phases from the start on: over as in the baseline or on the actual day, else as long as stated now."""
        lengths = [self.length(stage, need) for stage in whole.split("+")]
        then = [(span.phase, number(span.start), number(span.end)) for span in item.phases]
        if None in lengths:
            return then
        stage = whole.split("+", maxsplit=1)[0]
        actual = {milestone.name: number(milestone.actual.first) + 1 for milestone in production.milestones}
        rows: Rows = []
        day = number(item.start)
        now = [(phase, days) for phase, days in self.phase_days(need, max(lengths)) if days]
        for index, (phase, days) in enumerate(now):
            same = [kind for kind, _ in now[: index + 1]] == [kind for kind, _, _ in then[: index + 1]]
            last = phase not in [kind for kind, _ in now[index + 1 :]]
            end = actual.get(f"{phase}-end", FIRST) if last and len(production.needs) == 1 else FIRST
            if not day < end <= self.today:
                end = day + then[index][2] - then[index][1] if same else self.today + 1
                if end > self.today:
                    counts = production.calendar != "working"
                    end, left = day, days
                    while left:
                        left -= counts or self.works(stage, end)
                        end += 1
                    end = max(end, self.today) if day < self.today else end
            rows.append((phase, day, end))
            day = end
        return rows

    # --- what every stay is made of ---------------------------------------------------------------------------------

    def length(self, id_: str, need: Need) -> int | None:
        if id_ in need.days_on:
            return need.days_on[id_]
        if need.only or not need.phases:
            return None
        return sum(phase.days for phase in need.phases)

    def works(self, stage: str, day: int) -> bool:
        when = BASE + timedelta(days=day)
        rest = (6,) if self.facts.settings.work_week is WorkWeek.SIX else (5, 6)
        return when.weekday() not in rest and when not in _holidays(
            self.facts.studios[self.stages[stage].studio].country
        )

    def phase_days(self, need: Need, length: int) -> list[tuple[PhaseKind, int]]:
        if not need.phases:
            return [(PhaseKind.SHOOT, length)]
        total = sum(phase.days for phase in need.phases)
        exact = [Fraction(phase.days * length, total) for phase in need.phases]
        days = [int(share) for share in exact]
        by_remainder = sorted(range(len(exact)), key=lambda index: (days[index] - exact[index], index))
        for index in by_remainder[: length - sum(days)]:
            days[index] += 1
        return [(phase.phase, count) for phase, count in zip(need.phases, days, strict=True)]

    def late(self, production: Production, need: Need, rows: Rows) -> int:
        """Days from the due to the end, or to the end of the last shoot where the due follows from a release."""
        due, derived = self.due(production, need)
        shoots = [after for phase, _, after in rows if phase is PhaseKind.SHOOT]
        done = shoots[-1] if derived and shoots else rows[-1][2]
        return 0 if due is None else max(0, done - due)

    def due(self, production: Production, need: Need) -> tuple[int | None, bool]:
        """The due day, and whether it follows from a release."""
        for own in (need.due, production.due):
            if own is not None:
                return number(own.first), False
        derived = []
        for id_ in production.titles:
            title = self.facts.titles[id_]
            post = title.post_days if need.post_days is None else need.post_days
            if title.release is not None and post is not None:
                derived.append(number(title.release.first) - post)
        return (min(derived), True) if derived else (None, False)

    # --- locks ------------------------------------------------------------------------------------------------------

    def bookings_of(self, production: Production, need: Need) -> list[list[BookingLine]]:
        """The confirmed lines of each own booking of this need."""
        found = []
        for booking in self.facts.bookings.values():
            mine = booking.party == self.case.party and booking.production == production.id
            if mine and (booking.need or production.needs[0].id) == need.id:
                found.append([line for line in booking.lines if line.state is LineState.CONFIRMED])
        return [lines for lines in found if lines]

    def locks_of(self, production: Production, need: Need):
        return [lock for lock in self.facts.locks.values() if (lock.production, lock.need) == (production.id, need.id)]

    def locked_out(self, production: Production, need: Need, members: frozenset[str]) -> bool:
        locks = [set(lock.stages) for lock in self.locks_of(production, need) if lock.stages]
        locks += [{line.space for line in lines} for lines in self.bookings_of(production, need)]
        return any(stages != members for stages in locks)

    def fixed_starts(self, production: Production, need: Need) -> list[int]:
        starts = [number(lock.start.first) for lock in self.locks_of(production, need) if lock.start is not None]
        booked = self.bookings_of(production, need)
        return starts + [min(number(line.days.start.first) for line in lines) for lines in booked]


@cache
def _holidays(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=range(2026, 2029))
