"""Planning anew around one production while the rest of a plan stays where it is: quick enough for large plans.

The productions set free, and whatever is linked to them, make a portfolio of their own. In it the stays of all others
are confirmed bookings, so the solver and the independent audit both read them as days that are taken, clear days
included. What such a small plan costs, less what its productions cost before, is what the whole plan gains: the
productions left alone keep their days, and a change that only adds supply can break no rule for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.edtf import EdtfInterval, End, day
from stagehold.domain.errors import StageholdError
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit, terms_of
from stagehold.planning.budget import Budget
from stagehold.planning.build import Question, question_of
from stagehold.planning.carrying import taken_over
from stagehold.planning.exact import solve_exactly
from stagehold.planning.facts import Facts
from stagehold.planning.plan import LateProduction, Placement, Plan, PlanStatus, Terms, UnplacedProduction
from stagehold.planning.planner import Planned
from stagehold.planning.problem import Solution
from stagehold.planning.since import with_begun

MOST_FREE = 12  # productions set free at once, with what is linked to them
STANDING = "stays-of-others"


@dataclass(frozen=True, slots=True)
class _Stand:
    """The days a placement takes, up to the next one where its set is kept."""

    placement: Placement
    last: date


class Nearby:
    """Replans parts of one plan."""

    def __init__(self, planned: Planned) -> None:
        self._planned = planned
        self._question = planned.question
        self._linked = _links(planned)
        self._stands = _stands(planned)

    def replan(self, changed: Portfolio, free: Iterable[str], stages: Iterable[str], budget: Budget) -> Plan | None:
        """The whole plan with the productions ``free`` placed anew in a changed portfolio; audited where it is new.

        Parameters
        ----------
        changed
            The portfolio of the plan with more supply, or other records of the productions set free.
        stages
            Stages that the change adds.

        Returns
        -------
        None where too much is linked to these productions, or they have no plan.
        """
        moving = self._with_linked(free)
        if len(moving) > MOST_FREE:
            return None
        part = self._part(changed, moving, {*stages, *self._stages_of(moving)})
        before = self._question.baseline
        if before is not None:
            before = replace(before, placements=tuple(item for item in before.placements if item.production in moving))
        today = self._question.past.today
        party = self._planned.plan.party
        try:
            question = question_of(Facts.settled(part), party=party, baseline=before, today=today)
            start = taken_over(self._question.problem, self._planned.solution, question)
            found = _solved(question, start, budget)
        except StageholdError:
            return None
        if found is None or audit(part, found, party=party, baseline=question.baseline, today=today):
            return None
        return self._merged(found, moving)

    def _with_linked(self, free: Iterable[str]) -> set[str]:
        """The productions with all that are linked to them, directly or not."""
        moving: set[str] = set()
        ahead = list(free)
        while ahead and len(moving) <= MOST_FREE:
            production = ahead.pop()
            if production not in moving:
                moving.add(production)
                ahead += self._linked.get(production, ())
        return moving

    def _stages_of(self, moving: Collection[str]) -> set[str]:
        problem = self._question.problem
        return {
            problem.stages[member].id
            for production in problem.productions
            if production.id in moving
            for need in production.needs
            for choice in problem.needs[need].choices
            for member in choice.unit.members
        }

    def _part(self, changed: Portfolio, moving: Collection[str], stages: Collection[str]) -> Portfolio:
        """The portfolio that holds only what concerns these productions and stages."""
        party = self._planned.plan.party
        plannable = {id_ for id_, item in changed.productions.items() if item.needs}
        lines = tuple(
            BookingLine(space=stage, days=_days(stand.placement.start, stand.last), state=LineState.CONFIRMED)
            for stand in self._stands
            if stand.placement.production not in moving
            for stage in stand.placement.members
            if stage in stages
        )
        standing = Booking(id=_unused(STANDING, changed.bookings), party=party, lines=lines)
        bookings = {
            id_: item
            for id_, item in changed.bookings.items()
            if not (item.party == party and item.production in plannable and item.production not in moving)
            and any(line.space in stages for line in item.lines)
        }
        kept: dict[str, Any] = {
            "productions": {id_: changed.productions[id_] for id_ in changed.productions if id_ in moving},
            "bookings": {**bookings, standing.id: standing},
            "leases": {id_: self._ended(item) for id_, item in changed.leases.items() if _concerns(item, stages)},
            "closures": {id_: item for id_, item in changed.closures.items() if item.space in stages},
            "offers": {id_: item for id_, item in changed.offers.items() if item.space in stages},
            "locks": {id_: item for id_, item in changed.locks.items() if item.production in moving},
        }
        return replace(changed, **kept)

    def _ended(self, lease: Lease) -> Lease:
        """A lease without end stops where it did in the whole question, whose horizon lies behind that of a part."""
        if lease.term is None or lease.term.end is not End.OPEN:
            return lease
        last = self._question.demand.horizon - timedelta(days=1)
        return replace(lease, term=EdtfInterval(f"{lease.term.start}/{last}", lease.term.start, day(last)))

    def _merged(self, part: Plan, moving: Collection[str]) -> Plan:
        """The plan at hand with a part of it replaced."""
        plan = self._planned.plan
        gone = [item for item in plan.placements if item.production in moving]
        left = [item for item in plan.unplaced if item.production in moving]
        names = [item.production for item in left]
        baseline, party = self._question.baseline, plan.party
        before = terms_of(self._question.facts.portfolio, gone, names, baseline, party=party)
        terms = _sum(plan.terms, part.terms, before)
        return replace(
            plan,
            status=PlanStatus.FEASIBLE,
            objective=terms.total,
            bound=terms.total * 0,
            terms=terms,
            placements=(*(item for item in plan.placements if item.production not in moving), *part.placements),
            late=(*(item for item in plan.late if item.production not in moving), *part.late),
            unplaced=(*(item for item in plan.unplaced if item.production not in moving), *part.unplaced),
        )


def _solved(question: Question, start: Solution, budget: Budget) -> Plan | None:
    """The best plan that the exact solver finds for a part."""
    if question.clashes:
        return None
    outcome = solve_exactly(question.problem, start, budget)
    if outcome.solution is None:
        return None
    answer = with_begun(question, answer_of(question.problem, outcome.solution))
    return Plan(
        party=question.problem.party,
        status=PlanStatus.FEASIBLE,
        objective=answer.terms.total,
        bound=answer.terms.total * 0,
        terms=answer.terms,
        placements=answer.placements,
        late=tuple(LateProduction(production=id_, days=days) for id_, days in answer.late.items()),
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in answer.unplaced),
        today=question.past.today,
    )


def _sum(whole: Terms, new: Terms, old: Terms) -> Terms:
    return Terms(
        unplaced=whole.unplaced + new.unplaced - old.unplaced,
        late=whole.late + new.late - old.late,
        spot=whole.spot + new.spot - old.spot,
        moved=whole.moved + new.moved - old.moved,
        shifted=whole.shifted + new.shifted - old.shifted,
    )


def _links(planned: Planned) -> dict[str, list[str]]:
    """For each production, those that a need of it comes after, or that come after one of its needs."""
    found: dict[str, list[str]] = {}
    for production in planned.question.facts.portfolio.productions.values():
        for need in production.needs:
            for after in need.after:
                other, slash, _ = after.need.rpartition("/")
                if slash and other != production.id:
                    found.setdefault(production.id, []).append(other)
                    found.setdefault(other, []).append(production.id)
    return found


def _stands(planned: Planned) -> list[_Stand]:
    """What each placement takes; a set that is kept takes the days up to the need it is kept for."""
    placed = {(item.production, item.need): item for item in planned.plan.placements}
    last = {key: item.end - timedelta(days=1) for key, item in placed.items()}
    for production in planned.question.facts.portfolio.productions.values():
        for need in production.needs:
            later = placed.get((production.id, need.id))
            for after in need.after:
                other, slash, name = after.need.rpartition("/")
                key = (other if slash else production.id, name)
                if after.keep and later is not None and key in placed:
                    last[key] = max(last[key], later.start - timedelta(days=1))
    return [_Stand(item, last[key]) for key, item in placed.items()]


def _concerns(lease: Lease, stages: Collection[str]) -> bool:
    spaces = {*lease.spaces, *(id_ for option in lease.options for id_ in option.spaces)}
    return bool(spaces & set(stages)) or bool(lease.events)


def _days(first: date, last: date) -> EdtfInterval:
    return EdtfInterval(f"{first}/{last}", day(first), day(last))


def _unused(id_: str, taken: Collection[str]) -> str:
    while id_ in taken:
        id_ += "-"
    return id_
