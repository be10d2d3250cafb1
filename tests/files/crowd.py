"""A large portfolio, drawn from a seed: what a group with many lots would keep."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stagehold.domain import edtf
from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, Length
from stagehold.domain.studio import Party, PhaseKind, Space, SpaceKind, Studio

DAY_ONE = date(2027, 1, 1)


def crowd(stages: int = 500, productions: int = 5_000, bookings: int = 20_000, *, seed: int = 1) -> Portfolio:
    """So many stages on lots of ten, all leased to one party, with productions and bookings of others on them."""
    random = Random(seed)
    studios = max(1, stages // 10)
    records: list[Record] = [Party(id="us", name="Us"), *(Party(id=f"guest-{n}", name=f"Guest {n}") for n in range(40))]
    records += [
        Studio(id=f"lot-{n}", name=Name(f"Lot {n}", "撮影所", "촬영소"), country="JP", time_zone="Asia/Tokyo")
        for n in range(studios)
    ]
    for number in range(stages):
        records.append(_stage(random, number, number % studios))
        records.append(_lease(random, number))
    records += [_production(random, number) for number in range(productions)]
    records += [_booking(random, number, stages) for number in range(bookings)]
    return Portfolio.of(records)


def _days(first: date, days: int) -> edtf.EdtfInterval:
    return edtf.parse_interval(f"{first}/{first + timedelta(days - 1)}")


def _stage(random: Random, number: int, studio: int) -> Space:
    return Space(
        id=f"stage-{number}",
        studio=f"lot-{studio}",
        kind=SpaceKind.STAGE,
        name=Name(f"Stage {number}"),
        area=Area(Decimal(random.randrange(400, 2_000))),
        clear_height=Length(Decimal(random.randrange(6, 15))),
        features=("grid", "water") if number % 7 == 0 else ("grid",),
        turnover_after=1,
    )


def _lease(random: Random, number: int) -> Lease:
    first = DAY_ONE + timedelta(random.randrange(300))
    return Lease(id=f"lease-{number}", lessee="us", spaces=(f"stage-{number}",), term=_days(first, 1_500))


def _production(random: Random, number: int) -> Production:
    ready = DAY_ONE + timedelta(random.randrange(1_200))
    lengths = (random.randrange(5, 30), random.randrange(10, 60), random.randrange(2, 8))
    kinds = (PhaseKind.BUILD, PhaseKind.SHOOT, PhaseKind.STRIKE)
    phases = tuple(PhaseLength(kind, days) for kind, days in zip(kinds, lengths, strict=True))
    need = Need(id="main", stages=1 + number % 2, phases=phases, min_area=Area(Decimal(random.randrange(300, 1_200))))
    return Production(
        id=f"production-{number}",
        name=Name(f"Production {number}", f"作品{number}"),
        needs=(need,),
        ready=edtf.day(ready),
        due=edtf.day(ready + timedelta(sum(lengths) + random.randrange(60))),
        priority=Decimal(random.randrange(1, 5)),
    )


def _booking(random: Random, number: int, stages: int) -> Booking:
    # Every stage has slots of its own, so that no two confirmed bookings overlap.
    stage, slot = number % stages, number // stages
    days = _days(DAY_ONE + timedelta(slot * 30), random.randrange(5, 30))
    state = LineState.CONFIRMED if number % 3 == 0 else LineState.HOLD
    line = BookingLine(space=f"stage-{stage}", days=days, state=state, phase=PhaseKind.SHOOT)
    return Booking(id=f"booking-{number}", party=f"guest-{number % 40}", title=f"Job {number}", lines=(line,))
