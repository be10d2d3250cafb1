"""Random supply for drawn cases: studios, stages, leases, closures, and what others have booked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.days import parse_duration
from stagehold.domain.edtf import EdtfDate, EdtfInterval, day, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, LeaseKind, Option, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, AreaBasis, AreaUnit, Length
from stagehold.domain.studio import Closure, Offer, Party, PhaseKind, Space, SpaceKind, Studio
from stagehold.planning.plan import Plan

BASE = date(2027, 4, 22)
US = "us"
OTHERS = "others"


@dataclass(frozen=True)
class Case:
    """A portfolio whose assumptions are applied, the party to plan for, perhaps a plan to stay close to, and a day."""

    portfolio: Portfolio
    party: str
    baseline: Plan | None = None
    today: date | None = None


def at(offset: int) -> EdtfDate:
    """The day so many days after the first of a case."""
    return day(BASE + timedelta(days=offset))


def interval(first: int, last: int | None) -> EdtfInterval:
    """From a first to a last day, both included; None is an open end."""
    return parse_interval(f"{at(first)}/{'..' if last is None else at(last)}")


@dataclass(frozen=True)
class Stages:
    """The stages of a case by id."""

    spaces: dict[str, Space]


def draw_supply(random: Random) -> tuple[Stages, list[Record]]:
    studios = draw_studios(random)
    ids = ["a", "b", "c", "d"][: random.choice([1, 2, 2, 3, 3, 4])]
    spaces = {id_: draw_space(random, id_, studios[index * len(studios) // len(ids)]) for index, id_ in enumerate(ids)}
    for one, other in pairwise(ids):
        if spaces[one].studio == spaces[other].studio and random.random() < 0.7:
            stating, named = random.choice([(one, other), (other, one)])
            spaces[stating] = replace(spaces[stating], joins=(*spaces[stating].joins, named))
    records: list[Record] = [
        Party(id=US, name="Us"),
        Party(id=OTHERS, name="Others"),
        *studios,
        *spaces.values(),
        Space(id="shop", studio=studios[0].id, kind=SpaceKind.WORKSHOP, area=Area(Decimal(5000))),
        Lease(id="l-shop", lessee=US, spaces=("shop",), term=interval(0, 40)),
    ]
    for space in spaces.values():
        records += draw_leases(random, space)
    records += draw_obstacles(random, ids)
    return Stages(spaces), records


def draw_studios(random: Random) -> list[Studio]:
    lot = Studio(id="lot", name=Name("Lot"), country="JP", city=random.choice(["Tokyo", None]))
    country, city = random.choice([("JP", "Tokyo"), ("JP", "Chofu"), ("JP", None), ("KR", "Paju")])
    yard = Studio(id="yard", name=Name("Yard"), country=country, city=city)
    return [lot] if random.random() < 0.55 else [lot, yard]


def draw_space(random: Random, id_: str, studio: Studio) -> Space:
    values: dict[str, Any] = {}
    if random.random() < 0.9:
        basis = AreaBasis.AS_PUBLISHED if random.random() < 0.1 else AreaBasis.GROSS
        amount, unit = random.choice(
            [(400, AreaUnit.M2), (600, AreaUnit.M2), (700, AreaUnit.M2), (200, AreaUnit.TSUBO)]
        )
        values["area"] = Area(Decimal(amount), unit, basis)
    if random.random() < 0.8:
        values["clear_height"] = Length(Decimal(random.choice([8, 10, 12])))
    if random.random() < 0.6:
        values["features"] = ("grid",)
    if random.random() < 0.1:
        values["in_service"] = interval(random.randint(-3, 4), random.randint(14, 30))
    return Space(
        id=id_,
        studio=studio.id,
        kind=SpaceKind.STAGE,
        turnover_before=random.choice([0, 0, 1]),
        turnover_after=random.choice([0, 0, 1, 2]),
        **values,
    )


def draw_leases(random: Random, space: Space) -> list[Record]:
    start = random.randint(0, 4)
    last = start + random.randint(10, 24)
    values: dict[str, Any] = {}
    if random.random() < 0.2:
        values |= {"access": at(start - random.randint(1, 4)), "builds_in_access": random.random() < 0.7}
    # With clear days behind every stay, both ways to read "free of turnover" leave the same days.
    if random.random() < 0.2 and space.turnover_after:
        values["reinstate"] = random.randint(1, 2)
    if random.random() < 0.25:
        adds = parse_duration(f"P{random.randint(2, 5)}D")
        values["options"] = (Option(kind=OptionKind.EXTEND, adds=adds, exercised=random.random() < 0.6),)
    leases = [Lease(id=f"l-{space.id}", lessee=US, spaces=(space.id,), term=interval(start, last), **values)]
    drawn = random.random()
    if drawn < 0.15:  # the same stage once more, after a gap or none
        again = last + random.randint(1, 3)
        leases.append(Lease(id=f"m-{space.id}", lessee=US, spaces=(space.id,), term=interval(again, again + 6)))
    elif drawn < 0.35:  # leases that grant nothing
        harmless: dict[str, Any] = random.choice(
            [
                {"lessee": OTHERS},
                {"lessee": US, "kind": LeaseKind.FIRST_CALL},
                {"lessee": US, "is_total_of": (f"l-{space.id}",)},
            ]
        )
        leases.append(Lease(id=f"x-{space.id}", spaces=(space.id,), term=interval(0, 60), **harmless))
    return list(leases)


def draw_obstacles(random: Random, ids: list[str]) -> list[Record]:
    records: list[Record] = []
    for number in range(random.choice([0, 0, 1, 2])):
        first = random.randint(0, 16)
        records.append(
            Closure(id=f"c{number}", space=random.choice(ids), from_=at(first), to=at(first + random.randint(0, 2)))
        )
    for number in range(random.choice([0, 0, 1, 2])):
        first = random.randint(-2, 18)
        state, rank = random.choice([(LineState.CONFIRMED, None), (LineState.HOLD, 1), (LineState.HOLD, 2)])
        line = BookingLine(
            space=random.choice(ids), days=interval(first, first + random.randint(0, 3)), state=state, rank=rank
        )
        records.append(Booking(id=f"b{number}", party=OTHERS, lines=(line,)))
    if random.random() < 0.1:  # without a weight for money it must not be used
        rate = dict.fromkeys(PhaseKind, Decimal(1))
        records.append(Offer(id="o", space=random.choice(ids), from_=at(-5), to=at(60), rate=rate, currency="JPY"))
    return records
