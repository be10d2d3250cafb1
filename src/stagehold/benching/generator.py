"""Invented portfolios of any size and load, the same ones for the same seed.

What is drawn, in this order; every number is uniform unless said otherwise:

- **Studios** of ten stages in a row of cities; neighbouring numbers lie on one lot. Areas of 700 to 2,400 m2; on each
  lot one pair of small stages (500 to 900 m2) opens into each other and serves as one where neither is large enough.
  Turnover is 0 to 3 days before a stay and 0 to 4 after it.
- **Leases**: one a stage, over five years: a third run all the time, a third begin up to three years later, a third
  end up to three years sooner. One stage in ten is closed once, for 10 to 40 days; other parties hold confirmed
  bookings on one stage in four, of 20 to 60 days each.
- **Productions** of one need each. A need may use ``qualifying`` stages, the ones nearest to a stage drawn, so that the
  choice does not grow with the size of the case; one need in ten wants two or three stages of one studio at once, one
  in ten of the others asks for more area than a small stage has, and gets joined pairs beside the large ones, one in
  eight has other lengths on some stages (``days_on``). Lengths are lognormal (sigma 0.4, cut at twice the median),
  split into build, shoot and strike, and scaled so that all needs together ask for ``load`` of the stage-days leased.
- **Days**: ready on a day on which a stage of the choice is leased; due so that up to 60 days are left
  over or, for one in four, up to 20 are missing from the start: releases are promised before scripts are ready. One
  production in five may not stand on a stage later than 120 to 400 days after its due. Priorities are 1 (half of
  all), 2, 3 and 5; one drop cost in three is stated, 400 to 1,500 for each point of priority, the others are the
  default.

Load is the number of stage-days that the needs ask for (length times stages) over the stage-days under lease. Closures
and bookings of others take about 3 % of these, and turnover as much again, so that 0.95 means more than there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.edtf import EdtfInterval, day, parse_interval
from stagehold.domain.errors import InputError
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.quantities import Area
from stagehold.domain.studio import Closure, Party, PartyKind, PhaseKind, Space, SpaceKind, Studio

DAY_0 = date(2027, 1, 4)
YEAR = 365
LOT = 10  # stages of a studio
LESSEE, OTHER = "streamer", "other-house"
COUNTRIES = ("JP", "KR", "US", "GB")
SMALL_AREA = 1000  # m2; stages below it serve needs that ask for more only joined
SHORTEST = 5  # days of a stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What to draw: how many productions and stages, at which load, from which seed.

    Parameters
    ----------
    load
        Stage-days asked for over stage-days leased, above 0 and at most 1.5.
    qualifying
        Stages that qualify for a need, at most all of them.
    """

    productions: int = 1000
    stages: int = 300
    load: float = 0.67
    seed: int = 1
    years: int = 5
    qualifying: int = 30

    def __post_init__(self) -> None:
        if self.productions < 1 or self.stages < 1 or self.years < 1 or self.qualifying < 1:
            raise InputError(f"productions, stages, years and qualifying stages are at least 1; found {self}")
        if not 0 < self.load <= 1.5:
            raise InputError(
                f"the load is a share of the stage-days leased, above 0 and at most 1.5; found {self.load}"
            )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A production before its lengths are known: weight of its length, stages wanted, those it may use."""

    weight: float
    wanted: int
    allowed: tuple[int, ...]
    area: int


def generate(shape: Shape) -> Portfolio:
    """The portfolio of a shape; the same shape gives the same portfolio."""
    random = Random(f"stagehold/{shape.seed}/{shape.productions}/{shape.stages}/{shape.years}/{shape.qualifying}")
    spaces = _spaces(shape, random)
    leases = [_lease(shape, index, random) for index in range(len(spaces))]
    asked = [_asked(shape, spaces, random) for _ in range(shape.productions)]
    leased = sum((last - first).days for first, last in leases)
    unit = shape.load * leased / sum(item.weight * item.wanted for item in asked)
    productions = [_production(number, item, unit, leases, random) for number, item in enumerate(asked)]
    records = [
        Party(id=LESSEE, name="A streamer", kind=PartyKind.LESSEE),
        Party(id=OTHER, name="Another house", kind=PartyKind.CLIENT),
        *_studios(shape),
        *spaces,
        *(
            Lease(id=f"lease-{space.id}", lessee=LESSEE, spaces=(space.id,), term=_interval(*leases[index]))
            for index, space in enumerate(spaces)
        ),
        *_closures(spaces, leases, random),
        *_bookings(spaces, leases, random),
        *productions,
    ]
    return Portfolio.of(records)


def measured_load(portfolio: Portfolio) -> float:
    """Stage-days asked for (the length of each need times its stages) over the stage-days under lease."""
    wanted = sum(
        sum(phase.days for phase in need.phases) * need.stages
        for production in portfolio.productions.values()
        for need in production.needs
    )
    terms = [lease.term for lease in portfolio.leases.values() if lease.term is not None]
    return wanted / sum((_last(term) - _first(term)).days + 1 for term in terms)


def _first(term: EdtfInterval) -> date:
    return date.fromisoformat(term.text.split("/")[0])


def _last(term: EdtfInterval) -> date:
    return date.fromisoformat(term.text.split("/")[1])


def _interval(first: date, end: date) -> EdtfInterval:
    """The interval of the days from ``first`` up to, not including, ``end``."""
    return parse_interval(f"{first}/{end - timedelta(days=1)}")


def _studios(shape: Shape) -> list[Studio]:
    lots = range(-(-shape.stages // LOT))
    return [
        Studio(
            id=f"lot-{lot:03}",
            name=Name(f"Lot {lot}"),
            country=COUNTRIES[lot * len(COUNTRIES) // len(lots)],
            city=f"City {lot // 3}",
        )
        for lot in lots
    ]


def _spaces(shape: Shape, random: Random) -> list[Space]:
    """Stages in lots; the last two of a full lot are small and open into each other."""
    spaces = []
    for index in range(shape.stages):
        lot, place = divmod(index, LOT)
        small = place >= LOT - 2 and (lot + 1) * LOT <= shape.stages
        area = random.randrange(500, 901, 10) if small else random.randrange(700, 2401, 20)
        spaces.append(
            Space(
                id=f"s{index:04}",
                studio=f"lot-{lot:03}",
                kind=SpaceKind.STAGE,
                area=Area(Decimal(area)),
                joins=(f"s{index + 1:04}",) if small and place == LOT - 2 else (),
                turnover_before=random.randrange(4),
                turnover_after=random.randrange(5),
            )
        )
    return spaces


def _lease(shape: Shape, index: int, random: Random) -> tuple[date, date]:
    """First day and end of the lease of a stage."""
    days, late, soon = shape.years * YEAR, 0, 0
    slack = days * 3 // 5
    if index % 3 == 1:
        late = random.randrange(slack)
    elif index % 3 == 2:
        soon = random.randrange(slack)
    return DAY_0 + timedelta(days=late), DAY_0 + timedelta(days=days - soon)


def _asked(shape: Shape, spaces: list[Space], random: Random) -> _Asked:
    centre = random.randrange(shape.stages)
    several = shape.stages >= LOT and random.random() < 0.1
    large = not several and random.random() < 0.1
    fitting = [
        index for index in range(shape.stages) if not large or (spaces[index].area or _NO_AREA).amount >= SMALL_AREA
    ]
    nearest = sorted(fitting, key=lambda index: (abs(index - centre), index))[: shape.qualifying]
    beside = [index for index in range(shape.stages) if spaces[index].joins and abs(index - centre) <= 2 * LOT]
    pairs = [one for index in beside for one in (index, index + 1)] if large else []
    return _Asked(
        weight=min(2.0, random.lognormvariate(0.0, 0.4)),
        wanted=random.choice((2, 2, 3)) if several else 1,
        allowed=tuple(sorted({*nearest, *pairs})),
        area=SMALL_AREA if large else 0,
    )


_NO_AREA = Area(Decimal(0))


def _production(number: int, asked: _Asked, unit: float, leases: list[tuple[date, date]], random: Random) -> Production:
    length = max(SHORTEST, round(asked.weight * unit))
    need = _need(asked, length, random)
    first, end = leases[random.choice(asked.allowed)]
    ready = first + timedelta(days=random.randrange(max(1, (end - first).days - length)))
    due = ready + timedelta(days=max(0, length + random.randrange(-20, 61)))
    last = due + timedelta(days=random.randrange(120, 401))
    limited = random.random() < 0.2
    priority = Decimal(random.choice((1, 1, 1, 2, 3, 5)))
    stated = random.random() < 1 / 3
    return Production(
        id=f"p{number:04}",
        ready=day(ready),
        window=_interval(ready, last) if limited else None,
        due=day(due),
        priority=priority,
        drop_cost=priority * random.randrange(400, 1501, 100) if stated else None,
        needs=(need,),
    )


def _need(asked: _Asked, length: int, random: Random) -> Need:
    build, strike = max(1, length // 5), max(1, length // 20)
    need = Need(
        id="main",
        stages=asked.wanted,
        min_area=Area(Decimal(asked.area)) if asked.area else None,
        allowed=tuple(f"s{index:04}" for index in asked.allowed),
        phases=(
            PhaseLength(PhaseKind.BUILD, build),
            PhaseLength(PhaseKind.SHOOT, length - build - strike),
            PhaseLength(PhaseKind.STRIKE, strike),
        ),
    )
    if asked.wanted > 1 or asked.area or random.random() >= 1 / 8:
        return need
    other = random.sample(asked.allowed, max(1, len(asked.allowed) // 5))
    longer = {f"s{index:04}": max(SHORTEST, round(length * random.uniform(0.9, 1.3))) for index in sorted(other)}
    return replace(need, days_on=longer)


def _closures(spaces: list[Space], leases: list[tuple[date, date]], random: Random) -> Iterable[Closure]:
    for index in range(0, len(spaces), 10):
        at = min(len(spaces) - 1, index + random.randrange(10))
        length = random.randrange(10, 41)
        first, end = leases[at]
        start = first + timedelta(days=random.randrange(max(1, (end - first).days - length)))
        last = day(start + timedelta(days=length - 1))
        yield Closure(id=f"closure-{index // 10:03}", space=spaces[at].id, from_=day(start), to=last, reason="works")


def _bookings(spaces: list[Space], leases: list[tuple[date, date]], random: Random) -> Iterable[Booking]:
    for index in range(0, len(spaces), 4):
        at = min(len(spaces) - 1, index + random.randrange(4))
        first, end = leases[at]
        length = random.randrange(20, 61)
        start = first + timedelta(days=random.randrange(max(1, (end - first).days - length)))
        days = _interval(start, start + timedelta(days=length))
        line = BookingLine(space=spaces[at].id, days=days, state=LineState.CONFIRMED)
        yield Booking(id=f"booking-{index // 4:03}", party=OTHER, lines=(line,))
