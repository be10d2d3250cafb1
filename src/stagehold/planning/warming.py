"""Compiling everything once, before the clock of a search runs."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

from stagehold.domain.production import PhaseLength, Together
from stagehold.domain.studio import PhaseKind
from stagehold.planning.bound import StageBound
from stagehold.planning.budget import COMPILING, Budget
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.problem import (
    Choice,
    Costs,
    Link,
    Problem,
    ProblemNeed,
    ProblemProduction,
    ProblemStage,
    Unit,
)
from stagehold.planning.worktime import Timetable

_warm: list[bool] = []  # once a process is enough
_LINK = Link(earlier=3, later=4, from_start=False, least=0, most=9, keep=False, same=False)
_SLOW = 3.0  # seconds; compiled code kept on disk loads in less


def warm_up(budget: Budget) -> None:
    """Use every compiled function once on a tiny case; time spent compiling is not taken from the budget."""
    if _warm:
        return
    _warm.append(True)
    began = time.monotonic()
    budget.report(COMPILING)
    for problem in (_tiny(productions=4), _tiny(productions=2)):
        compiled = compile_problem(problem)
        if compiled is None:
            continue
        search = Search(problem, compiled, 0)
        search.improve(Budget(seconds=None, iterations=2000, workers=1))
        search.start_from(search.best)
        bound = StageBound.of(problem, compiled.scale)
        if bound is not None:
            bound.climb(search.cost + 1, lambda: False, most=20)
    took = time.monotonic() - began
    if took > _SLOW:
        budget.pause(took)


def _tiny(productions: int) -> Problem:
    """Productions for one stage, all late but the first; the fourth has two needs. Enough for every kind of move."""
    unit = Unit(id="a", members=(0,), studio="lot", place=dict.fromkeys(Together, "lot"))
    table = Timetable((PhaseLength(PhaseKind.SHOOT, 5),))
    owners = (0, 1, 2, 3, 3) if productions == 4 else tuple(range(productions))
    needs = tuple(
        ProblemNeed(
            production=owner,
            id=f"m{index}",
            count=1,
            choices=(Choice(unit=unit, table=0, starts=(((0, 50),),)),),
            tables=(table,),
            due=5,
        )
        for index, owner in enumerate(owners)
    )
    rows = tuple(
        ProblemProduction(
            id=f"p{index}",
            needs=tuple(need for need, owner in enumerate(owners) if owner == index),
            ready=0,
            weight=Decimal(1),
            drop_cost=Decimal(1000),
            together=Together.STUDIO,
        )
        for index in range(productions)
    )
    return Problem(
        party="us",
        origin=date(2027, 1, 1),
        stages=(ProblemStage(id="a", gap=0, days=((0, 60),)),),
        productions=rows,
        needs=needs,
        links=() if productions < 4 else (_LINK,),
        fixed=(),
        costs=Costs(late=Decimal(1), moved=Decimal(0), shifted=Decimal(0)),
    )
