"""One crowded stage: mending its order finds what enumeration of all orders says is the least."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, permutations
from math import inf
from random import Random
from typing import NamedTuple

import pytest

from planning.asking import lease, need, portfolio, production, stage
from planning.compiled.test_search import plan_of, searched
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit import audit
from stagehold.planning.build import build_question

FIRST = date(2027, 1, 4)
JOBS = 7


class Job(NamedTuple):
    ready: int
    length: int
    due: int
    priority: int


def draw(random: Random) -> tuple[list[Job], list[tuple[int, int]], int]:
    """Jobs for one stage, closures of it as half-open days, and its turnover."""
    jobs = []
    for _ in range(JOBS):
        ready, length = random.choice([0, 0, random.randrange(20)]), random.randrange(1, 9)
        jobs.append(Job(ready, length, ready + length + random.randrange(12), random.choice([1, 2, 5])))
    first = random.randrange(10, 40)
    return (
        jobs,
        random.choice([[], [(first, first + 4)], [(first, first + 1), (first + 9, first + 12)]]),
        random.choice([0, 1]),
    )


def asked(
    jobs: list[Job], closed: list[tuple[int, int]], turnover: int, ends: int = 400, drop_cost: int = 1_000_000
) -> Portfolio:
    def on(day: int) -> str:
        return str(FIRST + timedelta(days=day))

    productions = [
        production(
            f"p{number}",
            need(job.length),
            ready=on(job.ready),
            due=on(job.due),
            priority=job.priority,
            drop_cost=str(drop_cost),
        )
        for number, job in enumerate(jobs)
    ]
    closures = [
        {"id": f"c{number}", "space": "a", "from": on(low), "to": on(high - 1)}
        for number, (low, high) in enumerate(closed)
    ]
    return portfolio(
        spaces=[stage("a", turnover_after=turnover)],
        leases=[lease("l-a", "a", f"{on(0)}/{on(ends - 1)}")],
        closures=closures,
        productions=productions,
    )


def least(jobs: list[Job], closed: list[tuple[int, int]], turnover: int, ends: int = 400) -> float:
    """The least weighted days late of all orders that fit, each job as early as it may."""

    def cost(order: tuple[Job, ...]) -> float:
        day = total = 0
        for job in order:
            day = max(day, job.ready)
            while any(low < day + job.length and day < high for low, high in closed):
                day += 1
            if day + job.length > ends:
                return inf
            total += job.priority * max(0, day + job.length - job.due)
            day += job.length + turnover
        return total

    return min(cost(order) for order in permutations(jobs))


def test_the_order_of_one_stage_costs_what_enumeration_says_is_the_least(count, seed) -> None:
    reached = late = 0
    cases = count(15, 300)
    for number in range(seed, seed + cases):
        drawn = draw(Random(number))
        question = build_question(asked(*drawn), party="us")
        search = searched(question.problem, steps=4000)
        plan = plan_of(question.problem, search.best)
        assert audit(question.facts.portfolio, plan, party="us") == (), number
        optimum = least(*drawn)
        assert plan.terms.total >= optimum, number
        reached += plan.terms.total == optimum
        late += optimum > 0
    assert late >= cases // 2
    assert reached == cases


@pytest.mark.parametrize("drop_cost", [20, 1000])
def test_what_does_not_pay_or_fit_is_left_out_of_the_order(count, seed, drop_cost: int) -> None:
    reached = out = 0
    cases = count(8, 100)
    for number in range(seed, seed + cases):
        jobs, closed, turnover = draw(Random(number))
        jobs = jobs[:6]
        ends = sum(job.length for job in jobs) + number % 12
        search = searched(
            build_question(asked(jobs, closed, turnover, ends, drop_cost), party="us").problem, steps=4000
        )
        optimum = min(
            drop_cost * (len(jobs) - size) + least(list(kept), closed, turnover, ends)
            for size in range(len(jobs) + 1)
            for kept in combinations(jobs, size)
        )
        assert search.cost >= optimum, number
        reached += search.cost == optimum
        out += search.placed < len(jobs)
    assert out >= cases // 4
    assert reached >= 0.9 * cases
