"""The question in integers: needs, the units that can serve them, and the days on which they may start.

Days are whole numbers from ``origin``; intervals of starts include both ends, all other ends are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from stagehold.domain.findings import Finding
from stagehold.domain.production import Together
from stagehold.domain.studio import PhaseKind
from stagehold.planning.hire import NOTHING, Hire, Hired
from stagehold.planning.plan import Why
from stagehold.planning.worktime import Timetable

Starts: TypeAlias = tuple[tuple[int, int], ...]
_NO_HIRE = Hire()


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
    unfit: Sequence[Why] = ()  # one by one, made when they are read (``screen.Unfit``)


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
    """A stage as the party may use it; days are half-open, sorted and do not overlap.

    Parameters
    ----------
    gap
        Clear days between two stays.
    days
        On lease or on offer, for some phase at least; the starts of a choice say for which.
    standing
        Those on which a kept set may stand between two stays, where these are not all of them.
    hire
        What days on offers cost; empty where none can be used.
    """

    id: str
    gap: int
    days: tuple[tuple[int, int], ...]
    standing: tuple[tuple[int, int], ...] | None = None
    hire: Hire = _NO_HIRE

    @property
    def standing_days(self) -> tuple[tuple[int, int], ...]:
        """The days on which a kept set may stand between two stays."""
        return self.days if self.standing is None else self.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Weights of the objective's terms; ``spot`` is the cost of a unit of money."""

    late: Decimal
    moved: Decimal
    shifted: Decimal
    spot: Decimal = Decimal(0)


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

    def pieces(self, need: int, table: int, start: int) -> list[tuple[PhaseKind, int, int]]:
        """The phases of a stay with first day and half-open end."""
        bounds = self.bounds(need, table, start)
        phases = self.needs[need].tables[table].phases
        return [(item.phase, bounds[at], bounds[at + 1]) for at, item in enumerate(phases)]

    @property
    def uses_offers(self) -> bool:
        """Whether any day on an offer can be used; without a spot weight there is none."""
        return any(stage.hire for stage in self.stages)

    def hired(self, need: int, unit: Unit, table: int, start: int) -> Hired:
        """Days and unweighted money on offers of a stay on one unit, that starts on ``start`` under a timetable."""
        hires = [self.stages[member].hire for member in unit.members if self.stages[member].hire]
        if not hires:
            return NOTHING
        pieces = self.pieces(need, table, start)
        found = [hire.hired(pieces) for hire in hires]
        return Hired(sum(item.days for item in found), sum((item.money for item in found), Decimal(0)))

    def hired_standing(self, members: Iterable[int], low: int, high: int) -> Hired:
        """The same for a set that is kept on these stages and waits there on the days from ``low`` to before ``high``.

        It is a hire of its own: the minimum days of an offer that it uses are owed apart from those of the stays.
        """
        found = [self.stages[member].hire.hired([(PhaseKind.STANDING, low, high)]) for member in members]
        return Hired(sum(item.days for item in found), sum((item.money for item in found), Decimal(0)))

    def spot_cost(self, need: int, unit: Unit, table: int, start: int) -> Decimal:
        """What the days on offers of a stay on one unit add to the objective; 0 where a lease covers all of it."""
        return self.costs.spot * self.hired(need, unit, table, start).money

    def spot_standing(self, members: Iterable[int], low: int, high: int) -> Decimal:
        """What the days from ``low`` to before ``high`` of a kept set between two stays add to the objective."""
        return self.costs.spot * self.hired_standing(members, low, high).money

    @property
    def spot_unit(self) -> Fraction:
        """Every spot cost is a whole multiple of this; 1 without offers."""
        rates = [Fraction(self.costs.spot * rate) for stage in self.stages for rate in stage.hire.rates()]
        return Fraction(1, lcm(*(rate.denominator for rate in rates), 1))

    @property
    def spot_most(self) -> Fraction:
        """More than all days on offers can add to the objective; 0 without offers."""
        hires = [stage.hire for stage in self.stages if stage.hire]
        highest = max(
            (Fraction(self.costs.spot * rate) for hire in hires for rate in hire.rates()), default=Fraction(0)
        )
        days = max((high for stage in self.stages for _, high in stage.days), default=0)
        owed = sum(offer.min_days for hire in hires for offer in hire.offers)
        members = sum(
            need.count * max((len(choice.unit.members) for choice in need.choices), default=0) for need in self.needs
        )
        return 2 * highest * members * (days + owed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A need placed: its units, start, and the timetable that governs it."""

    need: int
    units: tuple[Unit, ...]
    start: int
    table: int


# A solution: the stay of every need that is placed, by need index.
Solution: TypeAlias = Mapping[int, Stay]
