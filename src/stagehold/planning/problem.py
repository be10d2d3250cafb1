"""The question in integers: needs, the units that can serve them, and the days on which they may start.

Days are whole numbers from ``origin``; intervals of starts include both ends, all other ends are half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from stagehold.domain.findings import Finding
from stagehold.domain.production import Together
from stagehold.planning.plan import Why
from stagehold.planning.worktime import Timetable

Starts: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What serves as one stage: a stage, or a joined whole with every member taken."""

    id: str
    members: tuple[int, ...]
    studio: str
    place: Mapping[Together, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A unit that qualifies for a need.

    ``table`` is the unit's own timetable; ``starts[t]`` are the starts possible on it when timetable ``t`` governs
    the stay (the greatest of those of the units chosen).
    """

    unit: Unit
    table: int
    starts: tuple[Starts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemNeed:
    """One uninterrupted stay on ``count`` units.

    ``done_by_shoot``: lateness counts to the end of the last shoot phase, for a due derived from a release.
    """

    production: int
    id: str
    count: int
    choices: tuple[Choice, ...]
    tables: tuple[Timetable, ...]
    due: int | None = None
    done_by_shoot: bool = False
    unfit: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Need ``later`` starts ``least`` to ``most`` days after a point of need ``earlier``."""

    earlier: int
    later: int
    from_start: bool
    least: int
    most: int | None
    keep: bool
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemProduction:
    """A production with its needs (indices), the cost of a day late and the cost of leaving it out."""

    id: str
    needs: tuple[int, ...]
    ready: int
    weight: Decimal
    drop_cost: Decimal
    together: Together


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedNeed:
    """What a lock or an own booking (``source``) fixes of a need."""

    need: int
    source: str
    members: tuple[int, ...] | None
    start: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Where a need stood in the baseline: the ids of all its stages, joined wholes taken apart."""

    stages: frozenset[str]
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemStage:
    """A stage: clear days between stays, and the days on which the party may use it (half-open)."""

    id: str
    gap: int
    days: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Weights of the objective's terms."""

    late: Decimal
    moved: Decimal
    shifted: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The whole question for one party."""

    party: str
    origin: date
    stages: tuple[ProblemStage, ...]
    productions: tuple[ProblemProduction, ...]
    needs: tuple[ProblemNeed, ...]
    links: tuple[Link, ...]
    fixed: tuple[FixedNeed, ...]
    costs: Costs
    baseline: Mapping[int, Before] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def day(self, number: int) -> date:
        """The date of a day number."""
        return date.fromordinal(self.origin.toordinal() + number)

    def number(self, day: date) -> int:
        """The day number of a date."""
        return day.toordinal() - self.origin.toordinal()

    def bounds(self, need: int, table: int, start: int) -> tuple[int, ...]:
        """Start and end of each phase of a need that starts on ``start`` under a timetable.

        Raises
        ------
        ValueError
            If the timetable's calendar does not reach that far; starts offered by a choice always do.
        """
        shift = self.origin.toordinal()
        days = self.needs[need].tables[table].bounds(start + shift)
        if days is None:
            raise ValueError("the calendar ends before the stay does")
        return tuple(day - shift for day in days)

    def done(self, need: int, table: int, start: int) -> int:
        """The day number on which the need counts as done."""
        item = self.needs[need]
        if not item.done_by_shoot:
            return self.bounds(need, table, start)[-1]
        shift = self.origin.toordinal()
        day = item.tables[table].after(start + shift, item.tables[table].done_cut)
        if day is None:
            raise ValueError("the calendar ends before the stay does")
        return day - shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A need placed: its units, start, and the timetable that governs it."""

    need: int
    units: tuple[Unit, ...]
    start: int
    table: int


# A solution: the stay of every need that is placed, by need index.
Solution: TypeAlias = Mapping[int, Stay]
