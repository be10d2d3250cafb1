"""Where one need could stand while everything else of a plan stays; every place named has passed the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, islice

from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding
from stagehold.domain.production import Together
from stagehold.planning.audit.lateness import late_days
from stagehold.planning.audit.placed import readable, unreadable_breaches
from stagehold.planning.openings import Openings, Taken
from stagehold.planning.plan import PhaseSpan, Placement, Reason, Why
from stagehold.planning.problem import Choice, Problem, ProblemNeed, Stay
from stagehold.planning.room import Look, Rooms
from stagehold.planning.starts import intersect
from stagehold.planning.why import Explainer
from stagehold.services.hand_plans import Ground, Wish, complete, rule_breaches

MOST_SETS = 300  # sets of stages that are looked at, where a need asks for several at once
MOST_ON_ONE = 3  # openings told of one set of stages
MOST_FITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A place: from the start of the placement on, or from any later one up to ``last``, the planner sees it free.

    ``cost`` is what it adds to the objective where it stands: days late and days on offers.
    """

    placement: Placement
    last: date
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Places, the cheapest first and the earlier of two that cost the same; and why the other stages do not serve."""

    fits: tuple[Fit, ...]
    why: tuple[Why, ...]


def places(ground: Ground, wishes: Iterable[Wish], production: str, need: str) -> Found:
    """Where a need could stand beside the placements of a plan; its own placement does not count.

    Raises
    ------
    InputError
        If the need is not known, a placement names what is not there, or the portfolio cannot be planned.
    """
    question, portfolio = ground.question, ground.portfolio
    index = _index_of(question.problem, production, need)
    placements = [complete(portfolio, wish) for wish in wishes]
    _require_known(ground, placements)
    others = [item for item in readable(portfolio, placements) if (item.production, item.need) != (production, need)]
    beside = _Beside(question.problem, others)
    rooms = Rooms(question.problem, Openings(question.problem, beside.stays))
    look = Look(need=index, on_time=False, stays=beside.stays, also=beside.also)
    openings = _openings(question.problem, rooms, look, beside)
    candidates = sorted(openings, key=lambda item: (item.cost, item.start, [choice.unit.id for choice in item.choices]))
    audit = _Audit(ground, others, production)
    fits = islice(_kept(ground, index, candidates, audit), MOST_FITS)
    explained = Explainer(question, beside.stays).of_need(look)
    why = tuple(row for row in explained if row.reason is not Reason.COSTS_MORE)
    return Found(fits=tuple(fits), why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """Units on which the need may start from one day up to another, in the planner's numbers."""

    choices: tuple[Choice, ...]
    table: int
    start: int
    last: int
    cost: Decimal


def _kept(ground: Ground, index: int, candidates: Iterable[_Opening], audit: _Audit) -> Iterator[Fit]:
    problem = ground.question.problem
    for item in candidates:
        placement = _placement(problem, index, item)
        if audit.keeps(placement):
            placement = replace(placement, late_days=late_days(ground.portfolio, placement))
            yield Fit(placement=placement, last=problem.day(item.last), cost=item.cost)


def _index_of(problem: Problem, production: str, need: str) -> int:
    for index, item in enumerate(problem.needs):
        if item.id == need and problem.productions[item.production].id == production:
            return index
    raise InputError(f"there is no need {need!r} of a production {production!r} to plan")


def _require_known(ground: Ground, placements: Sequence[Placement]) -> None:
    wrong = [
        finding
        for finding in unreadable_breaches(ground.portfolio, placements)
        if finding.rule in ("unknown-need", "unknown-stage", "no-days")
    ]
    if wrong:
        raise InputError("the plan names what is not there, or days that are none: the findings say where", wrong)


class _Beside:
    """The other placements as the planner reads them: as stays where it knows them so, else as days taken."""

    def __init__(self, problem: Problem, placements: Sequence[Placement]) -> None:
        self.stays: dict[int, Stay] = {}
        self.also: dict[int, list[Taken]] = {}
        needs = {(problem.productions[item.production].id, item.id): at for at, item in enumerate(problem.needs)}
        rows = {stage.id: at for at, stage in enumerate(problem.stages)}
        for item in placements:
            index = needs.get((item.production, item.need))
            if index is None:
                continue
            stay = _stay(problem, index, item)
            if stay is not None:
                self.stays[index] = stay
                continue
            taken = Taken(problem.number(item.start), problem.number(item.end), index)
            for member in item.members:
                if member in rows:
                    self.also.setdefault(rows[member], []).append(taken)

    def place_of(self, problem: Problem, need: int) -> str | None:
        """Where the other needs of its production stand, if they must stand together and any does."""
        production = problem.productions[problem.needs[need].production]
        if production.together is Together.ANY:
            return None
        stays = (self.stays.get(other) for other in production.needs if other != need)
        return next((stay.units[0].place[production.together] for stay in stays if stay is not None), None)


def _stay(problem: Problem, index: int, placement: Placement) -> Stay | None:
    """The placement as a stay of the days it has; None where the planner would not have it so."""
    need = problem.needs[index]
    chosen = [choice for choice in need.choices if choice.unit.id in placement.stages]
    if len(chosen) != len(placement.stages) or not chosen:
        return None
    start, end = problem.number(placement.start), problem.number(placement.end)
    for table in dict.fromkeys(choice.table for choice in chosen):
        try:
            bounds = problem.bounds(index, table, start)
        except ValueError:
            continue
        if bounds[-1] == end:
            return Stay(need=index, units=tuple(choice.unit for choice in chosen), start=start, table=table)
    return None


def _openings(problem: Problem, rooms: Rooms, look: Look, beside: _Beside) -> Iterator[_Opening]:
    """The first starts that are open on each set of stages that serves the need, with the timetable that governs it."""
    need = problem.needs[look.need]
    where = beside.place_of(problem, look.need)
    for place, choices in rooms.places(look.need).items():
        if where is not None and place != where:
            continue
        for chosen in islice(_sets(need, choices), MOST_SETS):
            table = max((choice.table for choice in chosen), key=lambda number: need.tables[number].length)
            starts: Sequence[tuple[int, int]] = rooms.on(look, chosen[0], table).linked
            for choice in chosen[1:]:
                starts = intersect(starts, rooms.on(look, choice, table).linked)
            taken = {member for choice in chosen for member in choice.unit.members}
            if starts and rooms.elsewhere(look, taken, all_of_them=True) is None:
                for low, high in starts[:MOST_ON_ONE]:
                    cost = _cost(problem, look.need, chosen, table, low)
                    yield _Opening(choices=chosen, table=table, start=low, last=high, cost=cost)


def _cost(problem: Problem, index: int, choices: Sequence[Choice], table: int, start: int) -> Decimal:
    need = problem.needs[index]
    late = 0 if need.due is None else max(0, problem.done(index, table, start) - need.due)
    spot = sum((problem.spot_cost(index, choice.unit, table, start) for choice in choices), Decimal(0))
    return problem.costs.late * problem.productions[need.production].weight * late + spot


def _sets(need: ProblemNeed, choices: Sequence[Choice]) -> Iterator[tuple[Choice, ...]]:
    """As many units at once as the need asks for, none of which shares a stage with another."""
    for chosen in combinations(choices, need.count):
        members = [member for choice in chosen for member in choice.unit.members]
        if len(members) == len(set(members)):
            yield chosen


def _placement(problem: Problem, index: int, item: _Opening) -> Placement:
    need = problem.needs[index]
    pieces = problem.pieces(index, item.table, item.start)
    return Placement(
        production=problem.productions[need.production].id,
        need=need.id,
        stages=tuple(sorted(choice.unit.id for choice in item.choices)),
        start=problem.day(item.start),
        end=problem.day(pieces[-1][2]),
        phases=tuple(
            PhaseSpan(phase=phase, start=problem.day(low), end=problem.day(high)) for phase, low, high in pieces
        ),
    )


class _Audit:
    """The independent audit of one placement beside the others: it must break nothing that was not broken before.

    Only what a placement can meet is judged with it: what shares a stage with it, and what its production is linked to.
    """

    def __init__(self, ground: Ground, others: Sequence[Placement], production: str) -> None:
        self._ground = ground
        self._others = others
        self._linked = _linked(ground, production)
        self._before: dict[frozenset[str], tuple[list[Placement], set[tuple[str, ...]]]] = {}

    def keeps(self, placement: Placement) -> bool:
        """Whether the placement keeps every rule beside the others."""
        near, broken = self._near(frozenset(placement.members))
        return all(_key(finding) in broken for finding in rule_breaches(self._ground, [*near, placement]))

    def _near(self, members: frozenset[str]) -> tuple[list[Placement], set[tuple[str, ...]]]:
        """What is judged with a placement on these stages, and what it breaks already."""
        if members not in self._before:
            near = [item for item in self._others if item.production in self._linked or members & set(item.members)]
            self._before[members] = near, {_key(finding) for finding in rule_breaches(self._ground, near)}
        return self._before[members]


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.record, finding.field, finding.found


def _linked(ground: Ground, production: str) -> set[str]:
    """The production and those that one of its needs comes after, or that come after one of them."""
    found = {production}
    for item in ground.portfolio.productions.values():
        for need in item.needs:
            for after in need.after:
                other = after.need.partition("/")[0] if "/" in after.need else item.id
                if production in (item.id, other):
                    found |= {item.id, other}
    return found
