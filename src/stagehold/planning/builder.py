"""The parts of a problem, made from facts, supply, demand and what has begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.production import Lock, Need, Production, Together
from stagehold.domain.studio import Space
from stagehold.planning.begun import Begun
from stagehold.planning.choices import Choices
from stagehold.planning.demand import Demand, NeedDemand
from stagehold.planning.facts import Facts
from stagehold.planning.pinned import Ghosts, Key, Past, near_the_past, same_stages, timetable
from stagehold.planning.plan import Plan
from stagehold.planning.problem import (
    Before,
    Choice,
    FixedNeed,
    Link,
    ProblemNeed,
    ProblemProduction,
    ProblemStage,
)
from stagehold.planning.screen import Screen, Unfit
from stagehold.planning.starts import intersect
from stagehold.planning.supply import Supply
from stagehold.planning.usable import problem_stage


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
    _choices: Choices = field(init=False)
    _spaces: dict[str, Space] = field(init=False)
    _screen: Screen = field(init=False)
    _standing: frozenset[Key] = field(init=False)
    _read_of: set[tuple[str, str]] = field(default_factory=set)  # stage and field
    _read_of_all: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._choices = Choices(self.facts.portfolio, self.supply, self.demand, self.past)
        self._spaces = {id_: supply.space for id_, supply in self.supply.stages.items()}
        self._screen = Screen(self._spaces)
        self._standing = frozenset(self.past.standing)
        self._ghosts = Ghosts(self.past, list(self.supply.stages), self.demand.origin)
        self._stage_index = {id_: index for index, id_ in enumerate(self.supply.stages)}
        keys = [(item.production.id, need.need.id) for item in self.demand.productions for need in item.needs]
        self._need_index = {key: index for index, key in enumerate(keys)}

    def stages(self) -> list[ProblemStage]:
        real = {id_: self._stage(id_) for id_ in self.supply.stages}
        return [*real.values(), *self._ghosts.stages(real)]

    def _stage(self, id_: str) -> ProblemStage:
        supply = self.supply.stages[id_]
        return problem_stage(id_, supply, self.demand.origin, self.past.free_from(id_, supply.gap, self._standing))

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
        built = []
        for index, item in enumerate(self.demand.productions):
            for need in item.needs:
                begun = self.past.begun.get((item.production.id, need.need.id))
                if begun is not None:
                    built.append(self._begun_need(index, need, begun))
                    continue
                self._read_fields(item.production, need.need)
                made = self._need(index, item.production, need)
                built.append(self._beside_the_past(item.production, need.need, made))
        return built

    def _begun_of(self, record: Production) -> list[Begun]:
        keys = ((record.id, need.id) for need in record.needs)
        return [self.past.begun[key] for key in keys if key in self.past.begun]

    def _begun_need(self, production: int, demand: NeedDemand, begun: Begun) -> ProblemNeed:
        """A need that has begun: one way to stand, one start."""
        units = {whole: self._choices.unit(tuple(whole.split("+"))) for whole in begun.stages}
        return ProblemNeed(
            production=production,
            id=begun.need,
            count=len(begun.stages),
            choices=self._ghosts.choices(begun, units),
            tables=(timetable(begun),),
            due=None if demand.due is None else demand.due.toordinal() - self._origin,
            done_by_shoot=demand.done_by_shoot,
        )

    def _beside_the_past(self, record: Production, asked: Need, need: ProblemNeed) -> ProblemNeed:
        """The choices and starts that are left beside what has begun."""
        if self.past.today is None:
            return need
        units = [
            self._choices.unit(tuple(whole.split("+"))) for item in self._begun_of(record) for whole in item.stages
        ]
        choices, far = near_the_past(record, need.choices, [unit.place for unit in units])
        for after in asked.after:
            owner, slash, name = after.need.rpartition("/")
            earlier = self.past.begun.get((owner if slash else record.id, name))
            if earlier is not None and (after.keep or after.same_stages):
                index = self._stage_index
                wanted = frozenset(index.get(member, -1) for member in earlier.members)
                choices = same_stages(choices, need.count, wanted)
        low, high = self.past.starts(record, need.id, self._origin)
        left = tuple([_within(choice, low - self._origin, high - self._origin) for choice in choices])
        return replace(need, choices=left, unfit=Unfit(asked, self._spaces, tuple(far)))

    def _read_fields(self, production: Production, need: Need) -> None:
        """Note what is read of the stages that a need may use, of each stage once."""
        self.facts.read(production, f"needs.{need.id}")
        asked = [("area", need.min_area), ("joins", need.min_area), ("clear_height", need.min_height)]
        wanted = [name for name, value in [*asked, ("features", need.features)] if value]
        left = [name for name in wanted if name not in self._read_of_all]
        if not left:
            return
        if not need.allowed:
            self._read_of_all.update(left)
        named = self._screen.allowed(need)
        for id_ in named:
            for name in left:
                if (id_, name) not in self._read_of:
                    self._read_of.add((id_, name))
                    self.facts.read(self.supply.stages[id_].space, name)

    def _need(self, production: int, record: Production, demand: NeedDemand) -> ProblemNeed:
        need = demand.need
        wholes = self._screen.wholes(need)
        self._warn_no_length(record, need)
        choices, tables = self._choices.of((record.id, need.id), demand, wholes)
        return ProblemNeed(
            production=production,
            id=need.id,
            count=need.stages,
            choices=choices,
            tables=tables,
            due=None if demand.due is None else demand.due.toordinal() - self._origin,
            done_by_shoot=demand.done_by_shoot,
            unfit=Unfit(need, self._spaces),
        )

    @property
    def _origin(self) -> int:
        return self.demand.origin.toordinal()

    def _warn_no_length(self, record: Production, need: Need) -> None:
        for id_ in self._screen.without_length(need):
            self.findings.append(
                Finding(
                    rule="no-length-on-stage",
                    severity=Severity.WARNING,
                    record=record.id,
                    field=f"needs.{need.id}.days_on",
                    found=id_,
                    allowed="a length in days_on or phases; without one the stage is not used",
                )
            )

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


def _within(choice: Choice, low: int, high: int) -> Choice:
    """The choice with those of its starts that lie in an interval."""
    if all(not starts or (low <= starts[0][0] and starts[-1][1] <= high) for starts in choice.starts):
        return choice
    starts = tuple([tuple(intersect(starts, [(low, high)])) for starts in choice.starts])
    return Choice(unit=choice.unit, table=choice.table, starts=starts)
