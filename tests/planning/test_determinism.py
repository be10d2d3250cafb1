"""Same facts, same seed, one worker, steps instead of a clock: same plan. Days and names are only days and names."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from planning.asking import lease, need, portfolio, production, stage
from planning.drawn_cases import draw_case
from stagehold.domain.edtf import DatePrecision, EdtfDate, EdtfInterval, End, day
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Placement, Plan
from stagehold.planning.planner import make_plan
from stagehold.reports.plan_data import plan_as_data


def crowded(seed: int, productions: int = 125, stages: int = 8) -> Portfolio:
    """More work than the exact solver alone is asked for: search, bound and proof all take part."""
    random = Random(seed)
    first = date(2027, 1, 4)
    rows = []
    for number in range(productions):
        ready = first + timedelta(days=random.randrange(120))
        length = random.randrange(4, 16)
        due = ready + timedelta(days=length + random.randrange(10))
        needs = [need(length, stages=random.choice([1, 1, 1, 2]))]
        fields = {"ready": str(ready), "due": str(due), "priority": random.choice([1, 2, 5])}
        rows.append(production(f"p{number}", *needs, **fields))
    ids = [f"s{number}" for number in range(stages)]
    return portfolio(
        spaces=[stage(id_, turnover_after=2) for id_ in ids],
        leases=[lease(f"l-{id_}", id_, "2027-01-04/2028-06-30") for id_ in ids],
        productions=rows,
    )


def steps(facts: Portfolio, seed: int = 1, baseline: Plan | None = None) -> Plan:
    budget = Budget(seconds=None, iterations=600, workers=1, seed=seed)
    return make_plan(facts, party="us", baseline=baseline, budget=budget).plan


def as_data(plan: Plan) -> dict[str, Any]:
    """What the machine contract prints, but for the seconds."""
    return {**plan_as_data(plan), "seconds": 0}


def test_the_same_question_twice_has_the_same_plan_to_the_last_key() -> None:
    facts = crowded(1)
    first = steps(facts)
    assert as_data(first) == as_data(steps(facts))
    assert first.objective is not None
    assert first.objective > 0
    assert first.seed == 1


def test_drawn_cases_have_the_same_plan_twice(count, seed) -> None:
    for offset in range(count(30, 300)):
        case = draw_case(seed + offset)
        try:
            plans = [steps(case.portfolio, baseline=case.baseline) for _ in range(2)]
        except InvalidPortfolio:
            continue
        assert as_data(plans[0]) == as_data(plans[1]), seed + offset


IN_A_FRESH_PROCESS = """
import json
from planning.test_determinism import as_data, crowded, steps
print(json.dumps(as_data(steps(crowded(2))), sort_keys=True))
"""


def test_two_fresh_processes_print_the_same_plan() -> None:
    folder = str(Path(__file__).parent.parent)
    printed = [
        subprocess.run(
            [sys.executable, "-c", IN_A_FRESH_PROCESS],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": folder, "PYTHONHASHSEED": hashing, "PATH": ""},
        ).stdout
        for hashing in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert '"placements": [{' in printed[0]


def later(value: Any, days: int) -> Any:
    """Every date inside a record moved by so many days."""
    if isinstance(value, EdtfDate):
        assert value.precision is DatePrecision.DAY, "only whole days can be moved by days"
        return day(value.first + timedelta(days=days))
    if isinstance(value, EdtfInterval):
        ends = [end if isinstance(end, End) else later(end, days) for end in (value.start, value.end)]
        return EdtfInterval(f"{ends[0]}/{ends[1]}", *ends)
    if isinstance(value, tuple):
        return tuple(later(item, days) for item in value)
    if isinstance(value, dict):
        return {key: later(item, days) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{name: later(getattr(value, name), days) for name in value.__dataclass_fields__})
    return value


def moved(placement: Placement, days: timedelta) -> Placement:
    phases = tuple(replace(item, start=item.start + days, end=item.end + days) for item in placement.phases)
    return replace(placement, start=placement.start + days, end=placement.end + days, phases=phases)


def test_dates_moved_by_a_week_or_by_years_move_the_plan_and_nothing_else() -> None:
    facts = crowded(3)
    here = steps(facts)
    for days in (7, -400, 3653):
        there = steps(Portfolio.of((later(record, days) for _, record in facts.records()), facts.settings))
        assert (there.objective, there.bound, there.terms) == (here.objective, here.bound, here.terms)
        assert there.placements == tuple(moved(item, timedelta(days=days)) for item in here.placements)
        assert [(item.production, item.days) for item in there.late] == [
            (item.production, item.days) for item in here.late
        ]


def test_other_names_in_the_same_order_change_the_names_alone() -> None:
    """Ids keep their alphabetical order: joined wholes and ties are sorted by id."""
    facts = crowded(4)

    def renamed(text: str) -> str:
        return re.sub(r"\b(l-)?(s|p)(\d+)\b", r"\1x\2\3", text)

    here = steps(facts)
    spaces = {id_: replace(item, id=renamed(id_)) for id_, item in facts.spaces.items()}
    leases = {
        id_: replace(item, id=renamed(id_), spaces=tuple(renamed(one) for one in item.spaces))
        for id_, item in facts.leases.items()
    }
    productions = {id_: replace(item, id=renamed(id_)) for id_, item in facts.productions.items()}
    others = [record for kind, record in facts.records() if kind not in ("space", "lease", "production")]
    records = [*others, *spaces.values(), *leases.values(), *productions.values()]
    there = steps(Portfolio.of(records, facts.settings))
    assert (there.objective, there.bound) == (here.objective, here.bound)
    assert there.placements == tuple(
        replace(item, production=renamed(item.production), stages=tuple(map(renamed, item.stages)))
        for item in here.placements
    )


def test_records_in_another_order_have_the_same_optimum(count, seed) -> None:
    for offset in range(count(40, 400)):
        case = draw_case(seed + offset)
        records = [record for _, record in case.portfolio.records()]
        Random(offset).shuffle(records)
        try:
            here = steps(case.portfolio, baseline=case.baseline)
        except InvalidPortfolio:
            continue
        there = steps(Portfolio.of(records, case.portfolio.settings), baseline=case.baseline)
        assert (here.status, here.objective) == (there.status, there.objective), seed + offset
