"""The ways that a stay could go instead: stages that qualify, under which timetable, from which days on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from stagehold.advising.compiled import tables
from stagehold.advising.numbers import Numbers
from stagehold.advising.stage_days import Pair, StageDays, starts_by_unit
from stagehold.planning.build import Question
from stagehold.planning.problem import Stay, Unit


@dataclass(slots=True, kw_only=True)
class Ways:
    """Rows of ``Facts.option``, need by need.

    Parameters
    ----------
    leased
        The same question without offers, where there are any.
    profile, meets
        The row of a timetable of a stay, and the class of stoppages it would meet on a unit.
    """

    question: Question
    leased: Question | None
    numbers: Numbers
    days: StageDays
    profile: Callable[[Stay, int], int]
    meets: Callable[[Stay, Unit], int]
    rows: list[tuple[int, ...]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _tied: set[int] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.question.problem
        self._tied = {need for link in problem.links if link.same for need in (link.earlier, link.later)}
        self._tied |= {item.need for item in problem.fixed if item.members is not None}

    def of(self, stay: Stay) -> Pair:
        """Where a stay could go instead: rows of ``Facts.option``, place by place; none where it must not move."""
        problem = self.question.problem
        need = problem.needs[stay.need]
        first = len(self.rows)
        if stay.need in self._tied or need.count > tables.MOST_UNITS:
            return first, first
        production = problem.productions[need.production]
        here = stay.units[0].place[production.together]
        apart = len(production.needs) == 1
        own = {unit.id for unit in stay.units}
        table = stay.table if need.count > 1 else None
        on_lease, with_offers = self._starts(stay.need, table)
        units = {choice.unit.id: choice.unit for choice in need.choices}
        rows = []
        for id_, (number, starts) in with_offers.items():
            unit = units[id_]
            place = unit.place[production.together]
            if (need.count == 1 and id_ in own) or not (apart or place == here):
                continue
            leased = on_lease.get(id_, (number, ()))[1]
            rows += [(place, unit, number, leased, 0)] if leased else []
            rows += [(place, unit, number, starts, 1)] if starts and tuple(starts) != tuple(leased) else []
        rows.sort(key=lambda row: (row[0], row[1].id, row[4]))
        for place, unit, number, opens, hired in rows:
            self._option(stay, unit, number, opens, hired, place)
        return first, len(self.rows)

    def _starts(
        self, need: int, table: int | None
    ) -> tuple[Mapping[str, tuple[int, Sequence[Pair]]], Mapping[str, tuple[int, Sequence[Pair]]]]:
        """Starts by unit on lease alone, and with offers."""
        full = starts_by_unit(self.question.problem, need, table)
        if self.leased is None:
            return full, full
        return starts_by_unit(self.leased.problem, need, table), full

    def _option(self, stay: Stay, unit: Unit, table: int, opens: Sequence[Pair], hired: int, place: str) -> None:
        members = self.numbers.add(unit.members)
        spans = self.days.add((low, high, 0) for low, high in opens)
        number = self._places.setdefault(place, len(self._places))
        row = {
            "profile": self.profile(stay, table),
            "stop_class": self.meets(stay, unit),
            "member_first": members[0],
            "member_last": members[1],
            "open_first": spans[0],
            "open_last": spans[1],
            "hired": hired,
            "place": number,
            "unit": len(self.names),
            "lead": self._lead(unit) if hired else 0,
        }
        self.names.append(unit.id)
        self.rows.append(tuple(row[name] for name in tables.OPTION))

    def _lead(self, unit: Unit) -> int:
        """Days before its first that an offer on one of these stages must be taken."""
        stages = {self.question.problem.stages[member].id for member in unit.members}
        offers = self.question.facts.portfolio.offers.values()
        return max((offer.lead_days for offer in offers if offer.space in stages), default=0)
