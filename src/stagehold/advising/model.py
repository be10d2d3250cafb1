"""From a plan and the causes of delay to the question of risk in tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from stagehold.advising.compiled import tables
from stagehold.advising.compiled.tables import NEVER, Facts, records
from stagehold.advising.futures import Effects, FutureTables, Place, unused
from stagehold.advising.numbers import Numbers, words
from stagehold.advising.repair import PlannedStay, RiskModel
from stagehold.advising.stage_days import Pair, StageDays, blocked_between
from stagehold.advising.stays import Profiles, group_days, links_of, members_of, ordered
from stagehold.advising.ways import Ways
from stagehold.domain.errors import InputError
from stagehold.planning.build import Question
from stagehold.planning.demand import NeedDemand
from stagehold.planning.problem import Link, Solution, Stay, Unit
from stagehold.planning.worktime import Timetable, working_days

BEHIND = 3650  # days behind the last planned end that futures may reach
CALENDAR_BEHIND = 1096  # of them with weekends and holidays; behind them every day counts


def risk_model(
    question: Question,
    solution: Solution,
    *,
    seed: int = 0,
    leased: Question | None = None,
    keep_all: bool = False,
) -> RiskModel:
    """The question of risk for the plan that ``solution`` is.

    Parameters
    ----------
    leased
        The same question without offers, where ``question`` has any.
    keep_all
        Whether starts and ends of all stays are kept for ``realise``; else only those that links need.

    Raises
    ------
    InputError
        If the plan places nothing, or a cause cannot be drawn (which and why).
    """
    if not solution:
        raise InputError("the plan places no production: there is nothing that could come late")
    return _Builder(question, solution, seed, leased).model(keep_all=keep_all)


@dataclass(slots=True)
class _Builder:
    question: Question
    solution: Solution
    seed: int
    leased: Question | None
    numbers: Numbers = field(default_factory=Numbers)
    stays: list[Stay] = field(init=False)
    place_of: dict[int, int] = field(init=False)  # need -> place among the stays
    futures: FutureTables = field(init=False)
    profiles: Profiles = field(init=False)
    days: StageDays = field(init=False)
    productions: list[int] = field(init=False)
    links: list[tuple[int, ...]] = field(default_factory=list)
    ways: Ways = field(init=False)
    effect_rows: list[tuple[int, ...]] = field(default_factory=list)
    agains: list[tuple[int, ...]] = field(default_factory=list)
    _effects: dict[int, tuple[Effects, Pair]] = field(default_factory=dict)
    _into: dict[int, Pair] = field(default_factory=dict)
    _row_of: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.question.problem
        self.stays = ordered(problem, self.solution)
        self.place_of = {stay.need: at for at, stay in enumerate(self.stays)}
        placed = {problem.needs[stay.need].production for stay in self.stays}
        self.productions = sorted(placed)
        self._row_of = {index: row for row, index in enumerate(self.productions)}
        self.numbers.values.extend(range(len(problem.stages)))  # stage s alone stands at place s
        reach = max(self._end(stay) for stay in self.stays) + BEHIND
        self.futures = FutureTables(self.question.facts.portfolio, self.numbers, reach)
        self.profiles = Profiles(problem.origin.toordinal(), self.numbers)
        self.days = StageDays(problem, self.question.supply, reach)
        self.ways = Ways(
            question=self.question,
            leased=self.leased,
            numbers=self.numbers,
            days=self.days,
            profile=self._profile,
            meets=lambda stay, unit: self.futures.stop_class(self._place(stay, unit)),
        )

    def model(self, *, keep_all: bool) -> RiskModel:
        problem = self.question.problem
        stage_spans = [self.days.of(stage) for stage in range(len(problem.stages))]
        blocks = [pair[0] for pair in stage_spans]
        later = self._later()
        made = [self._stay(at, blocks, later[at], keep_all=keep_all) for at in range(len(self.stays))]
        coming = self._returning()
        rows = [self._with_returns(at, row, coming) for at, row in enumerate(made)]
        stages = self._stages(stage_spans)
        size = self._size(1 + max(row[tables.STAY.index("row")] for row in rows))
        facts = Facts(
            size=size,
            numbers=self._numbers(),
            stay=records(tables.STAY, rows),
            profile=records(tables.PROFILE, self.profiles.rows),
            seg=records(tables.SEG, self.profiles.segs),
            link=records(tables.LINK, self.links),
            stage=records(tables.STAGE, stages),
            span=records(tables.SPAN, self.days.spans),
            option=records(tables.OPTION, self.ways.rows),
            calendar=records(tables.CALENDAR, self.profiles.calendars),
            effect=records(tables.EFFECT, self.effect_rows),
            source=records(tables.SOURCE, self._sources()),
            stop_class=records(tables.STOP_CLASS, self._classes()),
        )
        return self._labelled(facts)

    def _labelled(self, facts: Facts) -> RiskModel:
        problem = self.question.problem
        risks = self.futures.risks
        places = [self._place(stay) for stay in self.stays]
        finishes: dict[int, int] = {}
        for stay in self.stays:
            production = problem.needs[stay.need].production
            finishes[production] = max(finishes.get(production, -NEVER), self._end(stay))
        return RiskModel(
            facts=facts,
            productions=tuple(problem.productions[index].id for index in self.productions),
            leases=self.days.leases,
            causes=tuple(risk.id for risk in risks),
            inputs=tuple(self.futures.inputs),
            stays=tuple(self._named(stay) for stay in self.stays),
            finishes=tuple(finishes[index] for index in self.productions),
            options=tuple(self.ways.names),
            fits=dict(self.futures.fits),
            unused=tuple(unused(risks, places)),
            seed=self.seed,
            fingerprint=_fingerprint(facts, self.seed),
        )

    # --- parts ---------------------------------------------------------------------------------------------------

    def _end(self, stay: Stay) -> int:
        return self.question.problem.bounds(stay.need, stay.table, stay.start)[-1]

    def _named(self, stay: Stay) -> PlannedStay:
        problem = self.question.problem
        need = problem.needs[stay.need]
        return PlannedStay(
            production=problem.productions[need.production].id,
            need=need.id,
            stages=tuple(problem.stages[member].id for member in members_of(stay)),
            start=stay.start,
            end=self._end(stay),
        )

    def _place(self, stay: Stay, unit: Unit | None = None) -> Place:
        """Where the plan has the production of a stay; or where ``unit`` would have it."""
        problem = self.question.problem
        production = problem.needs[stay.need].production
        if unit is None:
            first = min(need for need in problem.productions[production].needs if need in self.solution)
            unit = self.solution[first].units[0]
        studio = self.question.facts.portfolio.studios[unit.studio]
        return Place(production=problem.productions[production].id, studio=studio.id, country=studio.country)

    def _demand(self, stay: Stay) -> NeedDemand:
        problem = self.question.problem
        need = problem.needs[stay.need]
        demand = self.question.demand.productions[need.production]
        return next(item for item in demand.needs if item.need.id == need.id)

    def _effects_of(self, stay: Stay) -> tuple[Effects, Pair]:
        """The draws of the production of a stay, and where their rows stand."""
        production = self.question.problem.needs[stay.need].production
        if production not in self._effects:
            effects = self.futures.effects(self._place(stay))
            first = len(self.effect_rows)
            self.effect_rows.extend(effects.rows)
            self._effects[production] = effects, (first, len(self.effect_rows))
        return self._effects[production]

    def _profile(self, stay: Stay, table: int) -> int:
        """The row of a timetable of a need, its calendar reaching far enough for delays."""
        need = self.question.problem.needs[stay.need]
        limits = self._demand(stay).limits
        groups = self._effects_of(stay)[0].groups
        return self.profiles.of(self._reaching(need.tables[table]), groups, limits, by_shoot=need.done_by_shoot)

    def _reaching(self, table: Timetable) -> Timetable:
        calendar = table.calendar
        if calendar is None:
            return table
        last = self.question.problem.origin.toordinal() + self.futures.days - BEHIND + CALENDAR_BEHIND
        week = self.question.facts.portfolio.settings.work_week
        longer = working_days(calendar.country, calendar.region, week, calendar.days[0], last)
        return Timetable(table.phases, longer)

    def _later(self) -> list[Pair]:
        """The links, by the stay that comes later; for each stay, where those that come after it are listed."""
        problem = self.question.problem
        found: dict[int, list[Link]] = {}
        for link in links_of(problem, self.solution):
            found.setdefault(link.later, []).append(link)
        after: dict[int, list[int]] = {}
        for at, stay in enumerate(self.stays):
            first = len(self.links)
            for link in found.get(stay.need, ()):
                earlier = self.place_of[link.earlier]
                after.setdefault(earlier, []).append(len(self.links))
                most = NEVER if link.most is None else link.most
                self.links.append((earlier, at, int(link.from_start), link.least, most, int(link.keep)))
            self._into[at] = (first, len(self.links))
        return [self.numbers.add(after.get(at, ())) for at in range(len(self.stays))]

    def _stay(self, at: int, blocks: Sequence[Pair], later: Pair, *, keep_all: bool) -> tuple[int, ...]:
        problem = self.question.problem
        stay = self.stays[at]
        need = problem.needs[stay.need]
        production = problem.productions[need.production]
        mine = [self.place_of[index] for index in production.needs if index in self.place_of]
        limits = self._demand(stay).limits
        effects, effect_pair = self._effects_of(stay)
        into = self._into[at]
        kept_from = [self.links[index][0] for index in range(*into) if self.links[index][5]]
        kept_for = [index for index in range(*later) if self.links[self.numbers.values[index]][5]]
        members = members_of(stay)
        blocked = blocked_between(self.days.spans, [blocks[member] for member in members], stay.start)
        linked = into[0] < into[1] or later[0] < later[1]
        again = self._again(stay, at) if at == max(mine) else -1
        options = self.ways.of(stay)
        row = {
            "production": self._row_of[need.production],
            "profile": self._profile(stay, stay.table),
            "stop_class": self.futures.stop_class(self._place(stay, stay.units[0])),
            "start": stay.start,
            "ready": production.ready,
            "days_first": self.numbers.add(group_days(need.tables[stay.table], effects.groups))[0],
            "groups": effects.count,
            "effect_first": effect_pair[0],
            "effect_last": effect_pair[1],
            "due": NEVER if need.due is None else need.due,
            "window": _window(limits.last_end, problem.origin.toordinal()),
            "first": int(at == min(mine)),
            "last": int(at == max(mine)),
            "finish": max(self._end(self.stays[place]) for place in mine),
            "again": again,
            "row": 1 + at if keep_all or linked else 0,
            "keep": kept_from[0] if kept_from else -1,
            "kept": self.links[self.numbers.values[kept_for[0]]][1] if kept_for else -1,
            "blocked": blocked[0],
            "cleared": blocked[1],
            "movable": int(options[0] < options[1]),
            "count": len(stay.units),
            "option_first": options[0],
            "option_last": options[1],
        }
        row["member_first"], row["member_last"] = self.numbers.add(members)
        row["link_first"], row["link_last"] = into
        row["later_first"], row["later_last"] = later
        return tuple(row.get(name, 0) for name in tables.STAY)

    def _returning(self) -> set[int]:
        """The stages that a re-shoot may come back to."""
        return {self.stays[row[6]].units[0].members[0] for row in self.agains}

    def _with_returns(self, at: int, row: tuple[int, ...], coming: set[int]) -> tuple[int, ...]:
        """The row of a stay that says whether a re-shoot may stand in line on one of its stages."""
        place = tables.STAY.index("returns")
        returns = int(not coming.isdisjoint(members_of(self.stays[at])))
        return (*row[:place], returns, *row[place + 1 :])

    def _again(self, stay: Stay, at: int) -> int:
        """The number of the re-shoot that the production of a stay may have; -1 for none."""
        again = self.futures.again(self._place(stay))
        if again is None:
            return -1
        row = (0, again.key, again.salt, 0, 0, again.cause, at, again.limit, again.delay, again.days, 0, 0)
        self.agains.append(row)
        return len(self.agains) - 1

    def _stages(self, spans: Sequence[tuple[Pair, Pair]]) -> list[tuple[int, ...]]:
        problem = self.question.problem
        coming = self._returning()
        rows: list[tuple[int, ...]] = []
        for stage, (block, bare) in enumerate(spans):
            returns = int(stage in coming)
            rows.append((problem.stages[stage].gap, *block, *bare, returns, -1))
        return rows

    def _sources(self) -> Iterator[tuple[int, ...]]:
        gaps = self.futures.tables()[0]
        yield from ((table, key, salt, *(0,) * 9) for table, key, salt in self.futures.common)
        for (table, key, salt, gap, row), who in zip(self.futures.stops, self.futures.stop_of, strict=True):
            yield (table, key, salt, gap, gaps, row, 0, 0, 0, 0, *self._planned_days(who))
        yield from self.agains

    def _planned_days(self, who: str) -> Pair:
        """The days from the first start to the last end that the plan has for a production, or for all."""
        kind, _, id_ = who.partition("/")
        problem = self.question.problem
        mine = [
            stay
            for stay in self.stays
            if kind != "production" or problem.productions[problem.needs[stay.need].production].id == id_
        ]
        return min(stay.start for stay in mine), max(self._end(stay) for stay in mine)

    def _classes(self) -> list[Pair]:
        return [self.numbers.add(rows) for rows in self.futures.classes]

    def _size(self, rows: int) -> tables.Ints:
        problem = self.question.problem
        _, ranks, rank_count = self.futures.tables()
        for classes in self.futures.classes:
            self.numbers.add(classes)
        commons, stops = len(self.futures.common), len(self.futures.stops)
        size = np.zeros(tables.SIZES, np.int64)
        cells = {
            tables.PRODUCTIONS: len(self.productions),
            tables.STAGES: len(problem.stages),
            tables.LEASES: len(self.days.leases),
            tables.CAUSES: len(self.futures.inputs),
            tables.STAY_ROWS: rows,
            tables.LAST_DAY: self.futures.days,
            tables.SLOTS: self.futures.slots(),
            tables.COMMON_LAST: commons,
            tables.STOP_FIRST: commons,
            tables.STOP_LAST: commons + stops,
            tables.AGAIN_FIRST: commons + stops,
            tables.AGAIN_LAST: commons + stops + len(self.agains),
            tables.RANKS: ranks,
            tables.RANK_COUNT: rank_count,
            tables.OFFERS: int(problem.uses_offers),
            tables.SCRATCH: len(self.numbers.values),
        }
        cells[tables.SEED_1], cells[tables.SEED_2] = words("seed", str(self.seed))
        for column, value in cells.items():
            size[column] = value
        return size

    def _numbers(self) -> tables.Ints:
        """The list of numbers with the scratch places at its end."""
        return np.concatenate([self.numbers.array(), np.zeros(tables.SCRATCH_PLACES, np.int64)])


_NO_WINDOW = 3_652_000  # an ordinal in the year 9999


def _window(last_end: int, origin: int) -> int:
    """The day number of a last end; one near the end of all dates is none."""
    return last_end - origin if last_end < _NO_WINDOW else NEVER


def _fingerprint(facts: Facts, seed: int) -> str:
    """Of all tables and the seed."""
    digest = hashlib.sha256(f"risk 1 {seed}".encode())
    for array in facts:
        digest.update(str(array.dtype).encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
