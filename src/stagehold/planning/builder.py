"""The parts of a problem, made from facts, supply, demand and what has begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.production import Lock, Production, Together
from stagehold.domain.studio import PhaseKind, Space
from stagehold.planning.begun import Begun
from stagehold.planning.demand import Demand, NeedDemand
from stagehold.planning.facts import Facts
from stagehold.planning.pinned import Ghosts, Past, clipped, near_the_past, same_stages, timetable
from stagehold.planning.plan import Plan, Reason, Why
from stagehold.planning.problem import (
    Before,
    Choice,
    FixedNeed,
    Link,
    ProblemNeed,
    ProblemProduction,
    ProblemStage,
    Unit,
)
from stagehold.planning.qualify import joined_wholes, neighbours, unfit
from stagehold.planning.starts import intersect, starts_on
from stagehold.planning.supply import StageSupply, Supply
from stagehold.planning.usable import last_usable, offered_days, problem_stage
from stagehold.planning.worktime import Timetable, phases_on, working_days


@dataclass(slots=True)
class ProblemBuilder:
    """Makes the parts of a problem; ``findings`` collects what it meets on the way."""

    facts: Facts
    supply: Supply
    demand: Demand
    past: Past
    findings: list[Finding] = field(default_factory=list)
    _stage_index: dict[str, int] = field(default_factory=dict)
    _need_index: dict[tuple[str, str], int] = field(default_factory=dict)
    _ghosts: Ghosts = field(init=False)

    def __post_init__(self) -> None:
        self._ghosts = Ghosts(self.past, list(self.supply.stages), self.demand.origin)
        self._stage_index = {id_: index for index, id_ in enumerate(self.supply.stages)}
        keys = [(item.production.id, need.need.id) for item in self.demand.productions for need in item.needs]
        self._need_index = {key: index for index, key in enumerate(keys)}

    def stages(self) -> list[ProblemStage]:
        real = {id_: self._stage(id_) for id_ in self.supply.stages}
        return [*real.values(), *self._ghosts.stages(real)]

    def _stage(self, id_: str) -> ProblemStage:
        supply = self.supply.stages[id_]
        return problem_stage(id_, supply, self.demand.origin, self.past.free_from(id_, supply.gap, self.past.standing))

    def production(self, index: int) -> ProblemProduction:
        demand = self.demand.productions[index]
        record = demand.production
        drop = record.drop_cost if record.drop_cost is not None else 1000 * max(Decimal(1), record.priority)
        return ProblemProduction(
            id=record.id,
            needs=tuple(self._need_index[record.id, need.need.id] for need in demand.needs),
            ready=demand.ready.toordinal() - self.demand.origin.toordinal(),
            weight=record.priority,
            drop_cost=drop,
            # Where some of it has begun, the choices left lie there already.
            together=Together.ANY if self._begun_of(record) else record.together,
        )

    def needs(self) -> list[ProblemNeed]:
        spaces = {id_: supply.space for id_, supply in self.supply.stages.items()}
        joins = neighbours(spaces)
        built = []
        for index, item in enumerate(self.demand.productions):
            for need in item.needs:
                begun = self.past.begun.get((item.production.id, need.need.id))
                if begun is not None:
                    built.append(self._begun_need(index, need, begun))
                    continue
                self._read_fields(item.production, need, spaces)
                built.append(
                    self._beside_the_past(item.production, self._need(index, item.production, need, spaces, joins))
                )
        return built

    def _begun_of(self, record: Production) -> list[Begun]:
        keys = ((record.id, need.id) for need in record.needs)
        return [self.past.begun[key] for key in keys if key in self.past.begun]

    def _begun_need(self, production: int, demand: NeedDemand, begun: Begun) -> ProblemNeed:
        """A need that has begun: one way to stand, one start."""
        units = {whole: self._unit(tuple(whole.split("+"))) for whole in begun.stages}
        return ProblemNeed(
            production=production,
            id=begun.need,
            count=len(begun.stages),
            choices=self._ghosts.choices(begun, units),
            tables=(timetable(begun),),
            due=None if demand.due is None else demand.due.toordinal() - self._origin,
            done_by_shoot=demand.done_by_shoot,
        )

    def _beside_the_past(self, record: Production, need: ProblemNeed) -> ProblemNeed:
        """The choices and starts that are left beside what has begun."""
        if self.past.today is None:
            return need
        units = [self._unit(tuple(whole.split("+"))) for item in self._begun_of(record) for whole in item.stages]
        choices, far = near_the_past(record, need.choices, [unit.place for unit in units])
        for after in next(item.after for item in record.needs if item.id == need.id):
            owner, slash, name = after.need.rpartition("/")
            earlier = self.past.begun.get((owner if slash else record.id, name))
            if earlier is not None and (after.keep or after.same_stages):
                index = self._stage_index
                wanted = frozenset(index.get(member, -1) for member in earlier.members)
                choices = same_stages(choices, need.count, wanted)
        low, high = self.past.starts(record, need.id, self._origin)
        window = [(low - self._origin, high - self._origin)]
        left = [
            replace(choice, starts=tuple(tuple(intersect(starts, window)) for starts in choice.starts))
            for choice in choices
        ]
        return replace(need, choices=tuple(left), unfit=(*need.unfit, *far))

    def _read_fields(self, production: Production, need: NeedDemand, spaces: Mapping[str, Space]) -> None:
        record = need.need
        self.facts.read(production, f"needs.{record.id}")
        for space in spaces.values():
            if record.allowed and space.id not in record.allowed:
                continue
            if record.min_area is not None:
                self.facts.read(space, "area")
                self.facts.read(space, "joins")
            if record.min_height is not None:
                self.facts.read(space, "clear_height")
            if record.features:
                self.facts.read(space, "features")

    def _need(
        self,
        production: int,
        record: Production,
        demand: NeedDemand,
        spaces: Mapping[str, Space],
        joins: Mapping[str, set[str]],
    ) -> ProblemNeed:
        need = demand.need
        reasons: list[Why] = []
        wholes: list[tuple[str, ...]] = []
        for id_, space in spaces.items():
            why = unfit(need, [space])
            if why is None:
                wholes.append((id_,))
            else:
                reasons.append(why)
        wholes += [
            whole for whole in joined_wholes(need, spaces, joins) if unfit(need, [spaces[id_] for id_ in whole]) is None
        ]
        self._warn_no_length(record, demand, reasons)
        tables = list(dict.fromkeys(self._table(demand, whole) for whole in wholes))
        choices = []
        for whole in wholes:
            own = self._table(demand, whole)
            kept = self.past.kept_for((record.id, need.id))
            members = [self._days(self.supply.stages[id_], kept) for id_ in whole]
            offered = [self._offered(self.supply.stages[id_], kept) for id_ in whole]
            starts = tuple(
                tuple(
                    (low - self._origin, high - self._origin)
                    for low, high in starts_on(table, own, members, demand.limits, offered)
                )
                for table in tables
            )
            choices.append(Choice(unit=self._unit(whole), table=tables.index(own), starts=starts))
        origin = self.demand.origin.toordinal()
        return ProblemNeed(
            production=production,
            id=need.id,
            count=need.stages,
            choices=tuple(choices),
            tables=tuple(tables),
            due=None if demand.due is None else demand.due.toordinal() - origin,
            done_by_shoot=demand.done_by_shoot,
            unfit=tuple(reasons),
        )

    @property
    def _origin(self) -> int:
        return self.demand.origin.toordinal()

    def _warn_no_length(self, record: Production, demand: NeedDemand, reasons: list[Why]) -> None:
        for why in reasons:
            if why.reason is Reason.UNKNOWN and "length" in why.detail:
                self.findings.append(
                    Finding(
                        rule="no-length-on-stage",
                        severity=Severity.WARNING,
                        record=record.id,
                        field=f"needs.{demand.need.id}.days_on",
                        found=why.stage,
                        allowed="a length in days_on or phases; without one the stage is not used",
                    )
                )

    def _days(
        self, supply: StageSupply, kept: Sequence[tuple[str, str]]
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Days for any phase and for builds only, once all has left that has begun there and is not ``kept``."""
        low = self.past.free_from(supply.space.id, supply.gap, kept)
        days = clipped(((span.start.toordinal(), span.end.toordinal()) for span in supply.days), low)
        builds = clipped(((span.start.toordinal(), span.end.toordinal()) for span in supply.build_days), low)
        return days, builds

    def _offered(
        self, supply: StageSupply, kept: Sequence[tuple[str, str]]
    ) -> Mapping[PhaseKind, list[tuple[int, int]]]:
        """Days on offer by phase, likewise."""
        return offered_days(supply, self.past.free_from(supply.space.id, supply.gap, kept))

    def _table(self, demand: NeedDemand, whole: tuple[str, ...]) -> Timetable:
        phases = phases_on(demand.need, whole)
        if phases is None:  # unfit() has left such stages out
            raise AssertionError(f"need {demand.need.id} has no length on {whole}")
        if not demand.working:
            return Timetable(phases)
        studio = self.facts.portfolio.studios[self.supply.stages[whole[0]].space.studio]
        first, last = demand.limits.first, max(demand.limits.first, self._last_day())
        week = self.facts.portfolio.settings.work_week
        return Timetable(phases, working_days(studio.country, studio.region or "", week, first, last))

    def _last_day(self) -> int:
        """No stay need reach beyond this ordinal: the end of supply, or of demand pushed back by every obstacle."""
        stages = self.supply.stages.values()
        usable = last_usable(stages)
        freed = max((block.days.end.toordinal() for item in stages for block in item.obstacles), default=0)
        horizon = self.demand.horizon.toordinal()
        return min(usable, max(horizon, freed + horizon - self._origin))

    def _unit(self, whole: tuple[str, ...]) -> Unit:
        studio = self.facts.portfolio.studios[self.facts.portfolio.spaces[whole[0]].studio]
        city = f"{studio.country}/{studio.city}" if studio.city else f"studio/{studio.id}"
        place = {Together.STUDIO: studio.id, Together.CITY: city, Together.COUNTRY: studio.country, Together.ANY: ""}
        members = tuple(self._stage_index.get(id_, -1) for id_ in whole)  # what has begun is given rows of its own
        return Unit(id="+".join(sorted(whole)), members=members, studio=studio.id, place=place)

    def links(self) -> list[Link]:
        found = []
        for item in self.demand.productions:
            for need in item.needs:
                own = (item.production.id, need.need.id)
                for after in need.need.after:
                    production, slash, name = after.need.rpartition("/")
                    key = (production if slash else item.production.id, name)
                    if key in self.past.begun and self.past.chained.get(key) == own:
                        found.append(self._chained(key, own))
                        continue
                    if own in self.past.begun or (key in self.past.begun and self.past.kept.get(key) != own):
                        continue  # settled: it is a bound on starts, or past
                    earlier = self._need_index.get(key)
                    if earlier is None:
                        raise InvalidPortfolio(
                            f"{item.production.id}: need {need.need.id} comes after {after.need}, which is not planned"
                        )
                    later = self._need_index[item.production.id, need.need.id]
                    found.append(
                        Link(
                            earlier=earlier,
                            later=later,
                            from_start=after.from_.value == "start",
                            least=after.min_days,
                            most=after.max_days,
                            keep=after.keep,
                            same=after.same_stages or after.keep,
                        )
                    )
        return found

    def _chained(self, earlier: tuple[str, str], later: tuple[str, str]) -> Link:
        """A set that stood between two needs that have begun, however long: the days on offers are paid for."""
        lag = (self.past.begun[later].start - self.past.begun[earlier].end).days
        return Link(
            earlier=self._need_index[earlier],
            later=self._need_index[later],
            from_start=False,
            least=lag,
            most=None,
            keep=True,
            same=True,
        )

    def fixed(self) -> list[FixedNeed]:
        found = []
        for item in self.demand.productions:  # a production of which all has begun cannot be left out any more
            begun = self._begun_of(item.production)
            found += self._stands(begun) if len(begun) == len(item.needs) else []
        for lock in [*self.facts.portfolio.locks.values(), *self.supply.booked]:
            begun_need = self.past.begun.get((lock.production, lock.need))
            if begun_need is not None:
                found.append(replace(self._stands([begun_need])[0], source=lock.id))
                continue
            index = self._need_index.get((lock.production, lock.need))
            if index is None:
                raise InvalidPortfolio(f"{lock.id} fixes need {lock.need} of {lock.production}, which is not planned")
            found.append(self._fixed(lock, index))
        return found

    def _stands(self, begun: Sequence[Begun]) -> list[FixedNeed]:
        return [
            FixedNeed(
                need=self._need_index[item.key],
                source=item.production,
                members=self._ghosts.members(item),
                start=item.start.toordinal() - self._origin,
            )
            for item in begun
        ]

    def _fixed(self, lock: Lock, index: int) -> FixedNeed:
        known = tuple(sorted(self._stage_index[id_] for id_ in lock.stages if id_ in self._stage_index))
        members: tuple[int, ...] | None = known if lock.stages else None
        if len(known) < len(lock.stages):
            members = ()  # a stage the party does not lease: no choice can match, and the plan is infeasible
        start = None if lock.start is None else lock.start.first.toordinal() - self._origin
        return FixedNeed(need=index, source=lock.id, members=members, start=start)

    def before(self, baseline: Plan | None) -> dict[int, Before]:
        if baseline is None:
            return {}
        found = {}
        for placement in baseline.placements:
            index = self._need_index.get((placement.production, placement.need))
            if index is not None and (placement.production, placement.need) not in self.past.begun:
                start = placement.start.toordinal() - self._origin
                found[index] = Before(stages=frozenset(placement.members), start=start)
        return found
