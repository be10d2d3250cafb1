"""The ways to serve each need: which units, under which timetable, from which days on.

What many needs ask of the same stage is made once: its days, its unit, the stages that serve needs alike. So reading a
portfolio takes time in the number of needs times that of the stages which serve each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Together
from stagehold.domain.studio import Studio
from stagehold.planning.demand import Demand, NeedDemand
from stagehold.planning.pinned import Key, Past, clipped
from stagehold.planning.problem import Choice, Unit
from stagehold.planning.starts import Fitting, OpenDays
from stagehold.planning.supply import StageSupply, Supply
from stagehold.planning.usable import last_usable, offered_days
from stagehold.planning.worktime import Timetable, WorkingDays, phases_on, working_days


@dataclass(slots=True)
class Choices:
    """Makes the units and choices of one problem."""

    portfolio: Portfolio
    supply: Supply
    demand: Demand
    past: Past
    _rows: dict[str, int] = field(default_factory=dict)
    _origin: int = 0
    _last_day: int = 0
    _units: dict[tuple[str, ...], Unit] = field(default_factory=dict)
    _places: dict[str, Mapping[Together, str]] = field(default_factory=dict)
    _open: dict[str, OpenDays] = field(default_factory=dict)
    _kept: dict[Key, list[Key]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = {id_: index for index, id_ in enumerate(self.supply.stages)}
        self._origin = self.demand.origin.toordinal()
        self._last_day = self._last()
        for last, later in self.past.kept.items():
            self._kept.setdefault(later, []).extend(self.past.chain(last))

    def of(
        self, key: Key, demand: NeedDemand, wholes: Sequence[tuple[str, ...]]
    ) -> tuple[tuple[Choice, ...], tuple[Timetable, ...]]:
        """The choices of a need among the wholes that serve it, and the timetables that may govern it."""
        tables, own = self._tables(demand, wholes)
        fitting = [Fitting(table, demand.limits, self._origin) for table in tables]
        kept = self._kept.get(key, ())
        choices = []
        for whole, number in zip(wholes, own, strict=True):
            stages = [self._days(id_, kept) for id_ in whole]
            calendar = tables[number].calendar
            starts = tuple([item.on(stages, calendar) for item in fitting])
            choices.append(Choice(unit=self.unit(whole), table=number, starts=starts))
        return tuple(choices), tables

    def unit(self, whole: tuple[str, ...]) -> Unit:
        """The unit made of these stages; those of what has begun only get rows of their own later, and -1 here."""
        if whole not in self._units:
            studio = self._studio(whole)
            members = tuple(self._rows.get(id_, -1) for id_ in whole)
            id_ = "+".join(sorted(whole))
            self._units[whole] = Unit(id=id_, members=members, studio=studio.id, place=self._place(studio))
        return self._units[whole]

    def _studio(self, whole: tuple[str, ...]) -> Studio:
        return self.portfolio.studios[self.portfolio.spaces[whole[0]].studio]

    def _place(self, studio: Studio) -> Mapping[Together, str]:
        if studio.id not in self._places:
            city = f"{studio.country}/{studio.city}" if studio.city else f"studio/{studio.id}"
            self._places[studio.id] = {
                Together.STUDIO: studio.id,
                Together.CITY: city,
                Together.COUNTRY: studio.country,
                Together.ANY: "",
            }
        return self._places[studio.id]

    def _tables(
        self, demand: NeedDemand, wholes: Sequence[tuple[str, ...]]
    ) -> tuple[tuple[Timetable, ...], Sequence[int]]:
        """The timetables of a need, in the order in which wholes ask for them, and the number of that of each whole."""
        need = demand.need
        if not wholes:
            return (), ()
        if not need.days_on and not demand.working:
            return (Timetable(_phases(need, wholes[0])),), [0] * len(wholes)
        numbers: dict[tuple[object, ...], int] = {}
        tables: list[Timetable] = []
        own = []
        plain = sum(item.days for item in need.phases)
        for whole in wholes:
            studio = self._studio(whole) if demand.working else None
            where = (studio.country, studio.region) if studio is not None else ()
            key = (max(need.days_on.get(id_, plain) for id_ in whole), *where)
            if key not in numbers:
                numbers[key] = len(tables)
                calendar = None if studio is None else self._calendar(demand, studio)
                tables.append(Timetable(_phases(need, whole), calendar))
            own.append(numbers[key])
        return tuple(tables), own

    def _calendar(self, demand: NeedDemand, studio: Studio) -> WorkingDays:
        first = demand.limits.first
        week = self.portfolio.settings.work_week
        return working_days(studio.country, studio.region or "", week, first, max(first, self._last_day))

    def _last(self) -> int:
        """No stay need reach beyond this ordinal: the end of supply, or of demand pushed back by every obstacle."""
        stages = self.supply.stages.values()
        usable = last_usable(stages)
        freed = max((block.days.end.toordinal() for item in stages for block in item.obstacles), default=0)
        horizon = self.demand.horizon.toordinal()
        return min(usable, max(horizon, freed + horizon - self._origin))

    def _days(self, id_: str, kept: Sequence[Key]) -> OpenDays:
        """Days of a stage by phase, once all has left that has begun there and is not ``kept``."""
        if kept:
            return self._open_days(self.supply.stages[id_], kept)
        if id_ not in self._open:
            self._open[id_] = self._open_days(self.supply.stages[id_], ())
        return self._open[id_]

    def _open_days(self, supply: StageSupply, kept: Sequence[Key]) -> OpenDays:
        low = self.past.free_from(supply.space.id, supply.gap, kept)
        days = clipped(((span.start.toordinal(), span.end.toordinal()) for span in supply.days), low)
        builds = clipped(((span.start.toordinal(), span.end.toordinal()) for span in supply.build_days), low)
        return OpenDays(days, builds, offered_days(supply, low))


def _phases(need: Need, whole: tuple[str, ...]) -> tuple[PhaseLength, ...]:
    phases = phases_on(need, whole)
    if phases is None:  # stages without a length serve no need
        raise AssertionError(f"need {need.id} has no length on {whole}")
    return phases
