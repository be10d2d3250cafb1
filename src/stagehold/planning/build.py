"""From records to the question in integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from stagehold.domain.errors import InvalidPortfolio, NotSupported
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Lock, Production, Together, WorkCalendar
from stagehold.domain.studio import Space
from stagehold.planning.demand import Demand, NeedDemand, read_demand
from stagehold.planning.facts import Facts
from stagehold.planning.party import choose_party
from stagehold.planning.plan import Plan, Reason, Why
from stagehold.planning.problem import (
    Before,
    Choice,
    Costs,
    FixedNeed,
    Link,
    Problem,
    ProblemNeed,
    ProblemProduction,
    ProblemStage,
    Unit,
)
from stagehold.planning.qualify import joined_wholes, neighbours, unfit
from stagehold.planning.starts import starts_on
from stagehold.planning.supply import StageSupply, Supply, read_supply
from stagehold.planning.worktime import Timetable, phases_on, working_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A problem with the records it was made from."""

    problem: Problem
    facts: Facts
    supply: Supply
    demand: Demand


def build_question(stated: Portfolio, *, party: str | None = None, baseline: Plan | None = None) -> Question:
    """Read the portfolio as a planning problem.

    Raises
    ------
    MissingFacts
        If a value that planning needs is not pinned; all of them are named.
    InvalidPortfolio
        If an assumption does not fit, or nobody is named to plan for.
    NotSupported
        For what this version understands but cannot plan.
    """
    return question_of(Facts.of(stated), party=party, baseline=baseline)


def question_of(facts: Facts, *, party: str | None = None, baseline: Plan | None = None) -> Question:
    """The same from facts at hand."""
    _refuse(facts.portfolio)
    _read_settings(facts, baseline)
    chosen = choose_party(facts.portfolio, party)
    demand = read_demand(facts)
    supply = read_supply(facts, chosen, demand.horizon)
    builder = _Builder(facts, supply, demand)
    needs = builder.needs()
    facts.require()
    problem = Problem(
        party=chosen,
        origin=demand.origin,
        stages=tuple(builder.stage(id_) for id_ in supply.stages),
        productions=tuple(builder.production(index) for index in range(len(demand.productions))),
        needs=tuple(needs),
        links=tuple(builder.links()),
        fixed=tuple(builder.fixed()),
        costs=_costs(facts.portfolio),
        baseline=builder.before(baseline),
        assumptions=tuple(sorted(facts.used)),
        findings=(*supply.findings, *demand.findings, *builder.findings),
    )
    return Question(problem=problem, facts=facts, supply=supply, demand=demand)


def _refuse(portfolio: Portfolio) -> None:
    if portfolio.settings.weights.spot is not None:
        raise NotSupported(
            "settings.weights.spot: planning on offers is not supported yet; clear the weight, and offers that would "
            "help are listed as remedies"
        )


def _read_settings(facts: Facts, baseline: Plan | None) -> None:
    facts.read_setting("weights.late")
    facts.read_setting("respect_holds")
    if baseline is not None:
        facts.read_setting("weights.moved")
        facts.read_setting("weights.shifted")
    productions = facts.portfolio.productions.values()
    if any(item.needs and item.calendar is WorkCalendar.WORKING for item in productions):
        facts.read_setting("work_week")


def _costs(portfolio: Portfolio) -> Costs:
    weights = portfolio.settings.weights
    return Costs(late=weights.late, moved=weights.moved, shifted=weights.shifted)


@dataclass(slots=True)
class _Builder:
    facts: Facts
    supply: Supply
    demand: Demand
    findings: list[Finding] = field(default_factory=list)
    _stage_index: dict[str, int] = field(default_factory=dict)
    _need_index: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stage_index = {id_: index for index, id_ in enumerate(self.supply.stages)}
        keys = [(item.production.id, need.need.id) for item in self.demand.productions for need in item.needs]
        self._need_index = {key: index for index, key in enumerate(keys)}

    def stage(self, id_: str) -> ProblemStage:
        supply = self.supply.stages[id_]
        origin = self.demand.origin.toordinal()
        days = tuple((span.start.toordinal() - origin, span.end.toordinal() - origin) for span in supply.days)
        return ProblemStage(id=id_, gap=supply.gap, days=days)

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
            together=record.together,
        )

    def needs(self) -> list[ProblemNeed]:
        spaces = {id_: supply.space for id_, supply in self.supply.stages.items()}
        joins = neighbours(spaces)
        built = []
        for index, item in enumerate(self.demand.productions):
            for need in item.needs:
                self._read_fields(item.production, need, spaces)
                built.append(self._need(index, item.production, need, spaces, joins))
        return built

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
            members = [self._days(self.supply.stages[id_]) for id_ in whole]
            starts = tuple(
                tuple(
                    (low - self._origin, high - self._origin)
                    for low, high in starts_on(table, own, members, demand.limits)
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

    def _days(self, supply: StageSupply) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        days = [(span.start.toordinal(), span.end.toordinal()) for span in supply.days]
        builds = [(span.start.toordinal(), span.end.toordinal()) for span in supply.build_days]
        return days, builds

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
        usable = max((span.end.toordinal() for item in stages for span in item.days), default=0)
        freed = max((block.days.end.toordinal() for item in stages for block in item.obstacles), default=0)
        horizon = self.demand.horizon.toordinal()
        return min(usable, max(horizon, freed + horizon - self._origin))

    def _unit(self, whole: tuple[str, ...]) -> Unit:
        space = self.supply.stages[whole[0]].space
        studio = self.facts.portfolio.studios[space.studio]
        city = f"{studio.country}/{studio.city}" if studio.city else f"studio/{studio.id}"
        place = {Together.STUDIO: studio.id, Together.CITY: city, Together.COUNTRY: studio.country, Together.ANY: ""}
        members = tuple(self._stage_index[id_] for id_ in whole)
        return Unit(id="+".join(sorted(whole)), members=members, studio=studio.id, place=place)

    def links(self) -> list[Link]:
        found = []
        for item in self.demand.productions:
            for need in item.needs:
                for after in need.need.after:
                    production, slash, name = after.need.rpartition("/")
                    earlier = self._need_index.get((production if slash else item.production.id, name))
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

    def fixed(self) -> list[FixedNeed]:
        found = []
        for lock in [*self.facts.portfolio.locks.values(), *self.supply.booked]:
            index = self._need_index.get((lock.production, lock.need))
            if index is None:
                raise InvalidPortfolio(f"{lock.id} fixes need {lock.need} of {lock.production}, which is not planned")
            found.append(self._fixed(lock, index))
        return found

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
            if index is not None:
                start = placement.start.toordinal() - self._origin
                found[index] = Before(stages=frozenset(placement.members), start=start)
        return found
