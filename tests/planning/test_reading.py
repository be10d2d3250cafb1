"""Reading a portfolio: the stages that serve, the starts that fit, and a cost in step with the size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from planning.drawn_cases import draw_case
from stagehold.benching.generator import Shape, generate
from stagehold.domain.errors import InvalidPortfolio, NotSupported
from stagehold.domain.production import PhaseLength
from stagehold.domain.scenario import WorkWeek
from stagehold.domain.studio import PhaseKind
from stagehold.planning.build import Question, build_question
from stagehold.planning.plan import Reason
from stagehold.planning.qualify import unfit
from stagehold.planning.starts import Limits, starts_on
from stagehold.planning.worktime import Timetable, working_days

Members = list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]
Offered = list[dict[PhaseKind, list[tuple[int, int]]]]
FIRST = date(2027, 4, 22).toordinal()


def drawn_questions(seed: int, count: int) -> list[Question]:
    questions = []
    for offset in range(count):
        case = draw_case(seed + offset)
        try:
            questions.append(build_question(case.portfolio, party=case.party, baseline=case.baseline))
        except InvalidPortfolio:
            continue
    return questions


def test_a_stage_serves_a_need_where_no_rule_speaks_against_it_and_all_others_say_why(count, seed) -> None:
    served = refused = 0
    for question in drawn_questions(seed, count(150, 3_000)):
        spaces = [supply.space for supply in question.supply.stages.values()]
        records = [need.need for item in question.demand.productions for need in item.needs]
        for record, need in zip(records, question.problem.needs, strict=True):
            reasons = {space.id: unfit(record, [space]) for space in spaces}
            alone = [choice.unit.id for choice in need.choices if len(choice.unit.members) == 1]
            assert alone == [id_ for id_, why in reasons.items() if why is None]
            assert need.unfit == tuple(why for why in reasons.values() if why is not None)
            for choice in need.choices:
                assert unfit(record, [spaces[member] for member in choice.unit.members]) is None
            served, refused = served + len(alone), refused + len(need.unfit)
    assert served > 100
    assert refused > 100


def test_reasons_read_like_a_tuple() -> None:
    question = build_question(generate(Shape(productions=3, stages=20, qualifying=5)))
    reasons = question.problem.needs[0].unfit
    assert len(reasons) == 15
    assert reasons[0] == next(iter(reasons))
    assert reasons[-2:] == tuple(reasons)[-2:]
    assert {why.reason for why in reasons} == {Reason.NOT_ALLOWED}
    assert hash(reasons) == hash(tuple(reasons))
    assert question.problem == build_question(generate(Shape(productions=3, stages=20, qualifying=5))).problem


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of C included."""
    found = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


@pytest.mark.parametrize("named", [True, False], ids=["stages named", "asked by area"])
def test_four_times_the_productions_and_stages_are_four_times_the_work_of_reading(named: bool) -> None:
    def work(factor: int) -> int:
        portfolio = generate(Shape(productions=60 * factor, stages=30 * factor, qualifying=10, seed=3))
        if not named:  # the largest stage, and no other, so that the stages that serve do not grow with the lot
            area = max((space.area for space in portfolio.spaces.values() if space.area), key=lambda area: area.m2)
            for production in list(portfolio.productions.values()):
                need = replace(production.needs[0], allowed=(), stages=1, min_area=area, days_on={})
                portfolio = portfolio.put(replace(production, needs=(need,)))
        return calls(lambda: build_question(portfolio))

    work(1)  # what is read once, whoever asks first
    one, four = work(1), work(4)
    assert four < 5 * one, (one, four)


def test_joined_sets_of_stages_that_are_not_allowed_do_not_count_towards_the_limit() -> None:
    portfolio = generate(Shape(productions=1, stages=20, qualifying=5))
    spaces = list(portfolio.spaces)
    small = min((space.area for space in portfolio.spaces.values() if space.area), key=lambda area: area.m2)
    for id_ in spaces:  # every stage opens into every other one: far more joined sets than are looked at
        joins = tuple(other for other in spaces if other != id_)
        portfolio = portfolio.put(replace(portfolio.spaces[id_], area=small, joins=joins, studio="lot-000"))
    production = portfolio.productions["p0000"]
    asked = replace(small, amount=small.amount * 7 // 2)
    need = replace(production.needs[0], stages=1, min_area=asked, allowed=tuple(spaces[:5]), days_on={})
    choices = build_question(portfolio.put(replace(production, needs=(need,)))).problem.needs[0].choices
    assert {len(choice.unit.members) for choice in choices} == {4}
    assert len(choices) == 5
    anywhere = portfolio.put(replace(production, needs=(replace(need, allowed=()),)))
    with pytest.raises(NotSupported, match="give allowed stages"):
        build_question(anywhere)


# --- starts ---------------------------------------------------------------------------------------------------------


def drawn_days(random: Random) -> list[tuple[int, int]]:
    edges = sorted(random.sample(range(FIRST - 5, FIRST + 60), 2 * random.randint(1, 3)))
    return list(zip(edges[::2], edges[1::2], strict=True))


def drawn_table(random: Random) -> Timetable:
    phases = tuple(
        PhaseLength(phase, random.randint(1, 4))
        for phase in (PhaseKind.BUILD, PhaseKind.SHOOT, PhaseKind.STANDING, PhaseKind.SHOOT)[: random.randint(1, 4)]
    )
    if random.random() < 0.4:
        return Timetable(phases)
    country, week = random.choice(["JP", "KR"]), random.choice(list(WorkWeek))
    first = FIRST + random.randint(-6, 6)
    return Timetable(phases, working_days(country, "", week, first, first + random.randint(5, 70)))


def by_day(table: Timetable, own: Timetable, members: Members, limits: Limits, offered: Offered) -> list[int]:
    """Each day asked for itself, and each day of each phase looked up."""

    def fits(start: int) -> bool:
        bounds = table.bounds(start)
        if bounds is None or bounds[-1] > limits.last_end or not (table.may_start(start) and own.may_start(start)):
            return False
        for index, item in enumerate(table.phases):
            first, end = bounds[index], bounds[index + 1]
            for phase, low, high in limits.phases:
                if phase is item.phase and ((low or first) > first or (high or end) + 1 < end):
                    return False
            for at, (days, builds) in enumerate(members):
                spans = [*days, *(builds if item.phase is PhaseKind.BUILD else ()), *offered[at].get(item.phase, ())]
                there = {day for low_, high_ in spans for day in range(low_, high_)}
                if not there.issuperset(range(first, end)):
                    return False
        return True

    return [day for day in range(limits.first, limits.last_end) if fits(day)]


def test_starts_are_the_days_on_which_every_phase_finds_all_stages_open(count, seed) -> None:
    found = 0
    for offset in range(count(1_500, 30_000)):
        random = Random(f"{seed}/{offset}")
        table = drawn_table(random)
        own = (
            table
            if random.random() < 0.7 or table.calendar is None
            else replace(drawn_table(random), phases=table.phases)
        )
        limits = Limits(
            first=FIRST + random.randint(-3, 20),
            last_end=FIRST + random.randint(10, 70),
            phases=tuple(
                (phase, *random.choice([(None, FIRST + 40), (FIRST + 10, None), (FIRST + 5, FIRST + 30)]))
                for phase in random.sample([PhaseKind.BUILD, PhaseKind.SHOOT], random.choice([0, 0, 1, 2]))
            ),
        )
        members = [
            (drawn_days(random), random.choice([[], drawn_days(random)])) for _ in range(random.choice([1, 1, 2]))
        ]
        offered = [{PhaseKind.SHOOT: drawn_days(random)} if random.random() < 0.3 else {} for _ in members]
        starts = starts_on(table, own, members, limits, offered)
        days = [day for low, high in starts for day in range(low, high + 1)]
        assert days == by_day(table, own, members, limits, offered), (seed, offset)
        assert all(low <= high for low, high in starts)
        assert all(one[1] + 1 < other[0] for one, other in pairwise(starts))
        found += len(days)
    assert found > 1_000
