"""Small random portfolios that mix the rules of planning, and a baseline now and then.

``draw_case(seed)`` always draws the same case from the same seed. Days lie around Golden Week 2027, so that a working
calendar meets weekends and holidays. Cases are small enough to be solved by enumeration (``planning.brute_force``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from planning.drawn_spot import with_changed_leases, with_spot
from planning.drawn_supply import BASE, OTHERS, US, Case, Stages, at, draw_supply, interval
from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.edtf import parse_date
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import (
    After,
    LinkPoint,
    Lock,
    Need,
    PhaseLength,
    Production,
    Together,
    WorkCalendar,
)
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, AreaBasis, Length
from stagehold.domain.scenario import RespectHolds, Settings, Weights, WorkWeek
from stagehold.domain.studio import PhaseKind
from stagehold.domain.title import Title
from stagehold.planning.plan import Placement, Plan, PlanStatus

__all__ = ["BASE", "OTHERS", "US", "Case", "draw_case"]

MOST_NEEDS = 7
PRIORITIES = [Decimal(text) for text in ("1", "1", "1", "2", "3", "0.5", "1.25", "2.75", "0")]


def draw_case(seed: int) -> Case:
    """The case of this seed."""
    random = Random(seed)
    stages, records = draw_supply(random)
    productions, titles = draw_productions(random, stages)
    records += [*titles, *productions, *draw_locks(random, stages, productions)]
    settings = Settings(
        weights=random.choice([Weights(), Weights(late=Decimal("0.75"), moved=Decimal("2.5"), shifted=Decimal("0.3"))]),
        respect_holds=random.choice([RespectHolds.NONE, RespectHolds.NONE, RespectHolds.FIRST]),
        work_week=random.choice([WorkWeek.FIVE, WorkWeek.SIX]),
    )
    baseline = draw_baseline(random, stages, productions) if random.random() < 0.25 else None
    later = Random(f"later {seed}")
    settings = with_spot(later, list(stages.spaces), records, settings)
    with_changed_leases(later, list(stages.spaces), records)
    return Case(Portfolio.of(records, settings), US, baseline)


def draw_productions(random: Random, stages: Stages) -> tuple[list[Production], list[Title]]:
    productions: list[Production] = []
    titles: list[Title] = []
    needs_left = MOST_NEEDS
    for number in range(random.choice([1, 2, 3, 3, 4, 4, 5, 5])):
        count = min(needs_left, random.choice([1, 1, 1, 2]))
        if count == 0:
            break
        needs_left -= count
        needs = [draw_need(random, f"n{index}", stages) for index in range(count)]
        if count == 2:
            needs[1] = draw_link(random, needs[0], needs[1])
        if productions and random.random() < 0.2:
            other = random.choice(productions)
            link = After(
                need=f"{other.id}/{random.choice(other.needs).id}",
                from_=random.choice(list(LinkPoint)),
                min_days=random.choice([0, 0, 1, 2]),
                max_days=random.choice([None, None, 6]),
                same_stages=random.random() < 0.2,
            )
            needs[0] = replace(needs[0], after=(link,))
        production, own_titles = draw_production(random, f"p{number}", tuple(needs))
        productions.append(production)
        titles += own_titles
    if random.random() < 0.1:
        productions.append(Production(id="finished", ready=at(0)))
    return productions, titles


def draw_production(random: Random, id_: str, needs: tuple[Need, ...]) -> tuple[Production, list[Title]]:
    ready = random.randint(-2, 6)
    values: dict[str, Any] = {}
    titles: list[Title] = []
    if random.random() < 0.3:
        first = ready + random.randint(-2, 3)
        values["window"] = interval(first, first + random.randint(8, 20))
    length = max(sum(phase.days for phase in need.phases) or max(need.days_on.values()) for need in needs)
    drawn = random.random()
    if drawn < 0.6:
        values["due"] = at(ready + length + random.randint(-3, 5))
    elif drawn < 0.85:
        for number in range(random.choice([1, 1, 2])):
            title = Title(
                id=f"{id_}-t{number}",
                name=Name(f"Title {number} of {id_}"),
                release=random.choice([at(ready + length + random.randint(1, 9)), parse_date("2027-05"), None]),
                post_days=random.choice([1, 2, 4, None]),
            )
            titles.append(title)
        values["titles"] = tuple(title.id for title in titles)
    if random.random() < 0.5:
        values["drop_cost"] = Decimal(random.randint(4, 80)) / random.choice([1, 1, 4])
    production = Production(
        id=id_,
        needs=needs,
        ready=parse_date("2027-04~") if random.random() < 0.05 else at(ready),
        priority=random.choice(PRIORITIES),
        together=random.choice([Together.STUDIO, *Together]),
        calendar=random.choice([WorkCalendar.ALL, WorkCalendar.ALL, WorkCalendar.ALL, WorkCalendar.WORKING]),
        **values,
    )
    return production, titles


def draw_need(random: Random, id_: str, stages: Stages) -> Need:
    ids = list(stages.spaces)
    phases = draw_phases(random)
    total = sum(phase.days for phase in phases)
    values: dict[str, Any] = {"phases": phases}
    if random.random() < 0.25:
        chosen = random.sample(ids, random.randint(1, len(ids)))
        values["days_on"] = {stage: max(2, total + random.randint(-2, 2)) for stage in chosen}
        if random.random() < 0.3:
            values["only"] = True
        if random.random() < 0.3:
            values["phases"] = ()
    if random.random() < 0.25:
        basis = random.choice([*[AreaBasis.AS_PUBLISHED] * 4, AreaBasis.GROSS])
        values["min_area"] = Area(Decimal(random.choice([300, 500, 650, 900, 1050])), basis=basis)
    if random.random() < 0.1:
        values["min_height"] = Length(Decimal(random.choice([9, 11])))
    if random.random() < 0.1:
        values["features"] = ("grid",)
    if random.random() < 0.1:
        values["allowed"] = tuple(random.sample(ids, random.randint(1, len(ids))))
    if random.random() < 0.12 and values["phases"]:
        first = random.randint(0, 8)
        values["phase_windows"] = {PhaseKind.SHOOT: interval(first, first + random.randint(5, 14))}
    if random.random() < 0.15:
        values["due"] = at(random.randint(4, 16))
    if random.random() < 0.1:
        values["post_days"] = random.randint(1, 4)
    return Need(id=id_, stages=random.choice([1, 1, 1, 1, 2]) if len(ids) > 1 else 1, **values)


def draw_phases(random: Random) -> tuple[PhaseLength, ...]:
    build, shoot, strike = random.randint(1, 2), random.randint(1, 4), 1
    short = [(PhaseKind.SHOOT, random.randint(1, 5))]
    full = [(PhaseKind.BUILD, build), (PhaseKind.SHOOT, shoot), (PhaseKind.STRIKE, strike)]
    lit = [(PhaseKind.PRELIGHT, 1), (PhaseKind.SHOOT, shoot)]
    twice = [(PhaseKind.SHOOT, random.randint(1, 2)), (PhaseKind.STANDING, 1), (PhaseKind.SHOOT, random.randint(1, 2))]
    return tuple(PhaseLength(phase, days) for phase, days in random.choice([short, short, full, full, lit, twice]))


def draw_link(random: Random, earlier: Need, need: Need) -> Need:
    """The second need of a production, linked to the first as a rule."""
    if random.random() < 0.2:
        return need
    keep = random.random() < 0.3
    from_ = LinkPoint.END if keep or random.random() < 0.6 else LinkPoint.START
    link = After(
        need=earlier.id,
        from_=from_,
        min_days=random.choice([0, 0, 1, 2] if from_ is LinkPoint.END else [0, 1, -2]),
        max_days=random.choice([None, 3, 6]),
        keep=keep,
        same_stages=not keep and random.random() < 0.3,
    )
    same = {"stages": earlier.stages} if keep or link.same_stages else {}
    return replace(need, after=(link,), **same)


def draw_locks(random: Random, stages: Stages, productions: Sequence[Production]) -> list[Record]:
    """Now and then a lock, or a confirmed booking of our own, on a stage that is often free."""
    records: list[Record] = []
    if random.random() >= 0.2:
        return records
    production = random.choice([item for item in productions if item.needs])
    need = random.choice(production.needs)
    chosen = random.sample(list(stages.spaces), min(need.stages, len(stages.spaces)))
    start = random.randint(2, 9)
    kind = random.choice(["stages", "start", "both", "booking", "booking"])
    if kind == "booking":
        only = len(production.needs) == 1 and random.random() < 0.5
        span = interval(start, start + max(1, sum(phase.days for phase in need.phases)) - 1)
        lines = tuple(BookingLine(space=stage, days=span, state=LineState.CONFIRMED) for stage in chosen)
        booked = None if only else need.id
        records.append(Booking(id="ours", party=US, production=production.id, need=booked, lines=lines))
    else:
        records.append(
            Lock(
                id="lock",
                production=production.id,
                need=need.id,
                stages=() if kind == "start" else tuple(chosen),
                start=None if kind == "stages" else at(start),
            )
        )
    return records


def draw_baseline(random: Random, stages: Stages, productions: Sequence[Production]) -> Plan:
    """An earlier plan; it need not be valid any more."""
    placements = []
    for production in productions:
        if random.random() < 0.3:
            continue
        for need in production.needs:
            chosen = random.sample(list(stages.spaces), min(need.stages, len(stages.spaces)))
            start = BASE + timedelta(days=random.randint(0, 12))
            placements.append(placed(production.id, need.id, chosen, start, random.randint(1, 6)))
    return Plan(
        party=US, status=PlanStatus.FEASIBLE, objective=Decimal(0), bound=Decimal(0), placements=tuple(placements)
    )


def placed(production: str, need: str, stages: Sequence[str], start: date, days: int) -> Placement:
    end = start + timedelta(days=days)
    return Placement(production=production, need=need, stages=tuple(sorted(stages)), start=start, end=end)
