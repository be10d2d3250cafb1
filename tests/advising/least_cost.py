"""The least cost of a small question of advice by trying everything: every set, every response, every order on a stage.

Understood is what ``advice_cases.drawn`` draws: one need a production, of one stage, with a ready day, a due and a
length; one stretch of days a stage. Nothing here is shared with the planner or the months.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import permutations

from stagehold.advising.advice_problem import AdviceProblem, Response
from stagehold.advising.lease_sets import LeaseSet
from stagehold.domain.advice import DemandScenario


@dataclass(frozen=True)
class Room:
    """Days of one stage (half-open ordinals), and money a day."""

    first: int
    end: int
    rate: Fraction = Fraction(0)


@dataclass(frozen=True)
class Job:
    """Ready day, length, due, cost of a late day and of leaving it out, in money."""

    id: str
    ready: int
    days: int
    due: int
    late: Fraction
    drop: Fraction


def cost_in(problem: AdviceProblem, chosen: LeaseSet, response: Response, scenario: DemandScenario) -> Fraction:
    """Expected money of one set and response in one scenario, leases included."""
    rooms = _rooms(problem, chosen, response, scenario)
    jobs = _jobs(problem, scenario)
    return Fraction(problem.money(chosen, response).plain) + _least(tuple(rooms), tuple(jobs))


def cost_of(problem: AdviceProblem, chosen: LeaseSet, responses: dict[str, Response]) -> Fraction:
    """Expected money of a set with the response to each scenario."""
    return sum(
        (Fraction(item.probability) * cost_in(problem, chosen, responses[item.id], item) for item in problem.scenarios),
        Fraction(0),
    )


def least_of(problem: AdviceProblem, chosen: LeaseSet) -> Fraction:
    """The same with the best response to each scenario."""
    return sum(
        (
            Fraction(item.probability)
            * min(cost_in(problem, chosen, response, item) for response in problem.responses(chosen))
            for item in problem.scenarios
        ),
        Fraction(0),
    )


def _rooms(problem: AdviceProblem, chosen: LeaseSet, response: Response, scenario: DemandScenario) -> list[Room]:
    rooms = [Room(_day("2027-01-04"), _day("2027-12-31") + 1)]
    for lease in problem.leases(chosen, response):
        end = lease.term.end.first + timedelta(days=1)
        for option in lease.options:
            if option.exercised:
                end = _three_months(end)
        rooms.append(Room(lease.term.start.first.toordinal(), end.toordinal()))
    for item in problem.base.spot_classes.values():
        for state in item.states:
            if state.state == scenario.market:
                known = scenario.known_from
                first = _day("2027-01-04") if known is None else known.first.toordinal()
                rooms += [Room(first, _day("2027-12-31") + 1, Fraction(state.rate))] * state.stages
    return rooms


def _three_months(end: date) -> date:
    month = end.month + 3
    return date(end.year + (month > 12), month - 12 * (month > 12), end.day)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _jobs(problem: AdviceProblem, scenario: DemandScenario) -> list[Job]:
    point = Fraction(problem.point)
    named = set(scenario.productions) or set(problem.base.productions)
    return [
        Job(
            id=item.id,
            ready=item.ready.first.toordinal(),
            days=sum(phase.days for phase in item.needs[0].phases),
            due=item.due.first.toordinal(),
            late=point * Fraction(item.priority),
            drop=point * Fraction(item.drop_cost),
        )
        for item in problem.base.productions.values()
        if item.id in named
    ]


@cache
def _least(rooms: tuple[Room, ...], jobs: tuple[Job, ...]) -> Fraction:
    everyone = (1 << len(jobs)) - 1
    best = {0: Fraction(0)}
    for room in rooms:
        alone = {
            mask: _on_one(room, tuple(job for at, job in enumerate(jobs) if mask >> at & 1))
            for mask in range(everyone + 1)
        }
        joined = dict(best)
        for done, cost in best.items():
            for mask, more in alone.items():
                if more is not None and not mask & done:
                    total = cost + more
                    if total < joined.get(done | mask, total + 1):
                        joined[done | mask] = total
        best = joined
    return min(
        cost + sum((job.drop for at, job in enumerate(jobs) if not done >> at & 1), Fraction(0))
        for done, cost in best.items()
    )


@cache
def _on_one(room: Room, jobs: tuple[Job, ...]) -> Fraction | None:
    """All of these on one stage, in the best order; None where they do not fit."""
    found = []
    for order in permutations(jobs):
        day, cost = room.first, Fraction(0)
        for job in order:
            start = max(day, job.ready)
            day = start + job.days
            cost += job.late * max(0, day - job.due) + room.rate * job.days
        if day <= room.end:
            found.append(cost)
    return min(found, default=None)
