"""A large desk, drawn: the same one for the same seed.

Stages in studios of ten in four countries; area, clear height and features vary, one pair of each lot opens into each
other, turnover is 0 to 2 days. One stage in five is leased to a streamer for two years, one in twenty by first call;
one in ten is closed once. On each stage confirmed bookings of 3 to 20 days follow each other with 6 to
25 days between them, in which holds queue, up to two on the same days; three bookings in five are confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stagehold.domain import readings
from stagehold.domain.booking import Booking, BookingLine, LineState, Policy
from stagehold.domain.edtf import day, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, Length
from stagehold.domain.studio import Closure, Party, PhaseKind, Space, SpaceKind, Studio

LOT = 10
FIRST_DAY = date(2100, 1, 1)
STREAMER, CLIENTS = "streamer", 20
LANDS = (("US", "America/Los_Angeles"), ("GB", "Europe/London"), ("JP", "Asia/Tokyo"), ("KR", "Asia/Seoul"))
FEATURES = ("audience", "green-screen", "grid", "tank")
CONFIRMED = 0.6


def drawn_desk(seed: int, stages: int, bookings: int) -> Portfolio:
    """So many stages with so many bookings."""
    random = Random(f"stagehold/desk/{seed}/{stages}/{bookings}")
    lots = range(-(-stages // LOT))
    records: list[Record] = [
        Party(id=STREAMER, name="A streamer"),
        *(Party(id=f"client-{number}", name=f"Client {number}") for number in range(CLIENTS)),
        Policy(id="rules", currency="USD", rates={PhaseKind.SHOOT: Decimal(875)}),
    ]
    for number in lots:
        country, zone = LANDS[number % len(LANDS)]
        called = Name(en=f"Lot {number}")
        records.append(Studio(id=f"lot-{number}", name=called, country=country, time_zone=zone, policy="rules"))
    names = [f"stage-{number:03}" for number in range(stages)]
    for number, name in enumerate(names):
        records += _stage(random, number, name, names)
    each, more = divmod(bookings, stages)
    for number, name in enumerate(names):
        records += _bookings(random, name, each + (number < more))
    return Portfolio.of(records)


def booked_years(portfolio: Portfolio) -> float:
    """From the first day to the end of the last booking."""
    lines = (line for booking in portfolio.bookings.values() for line in booking.lines)
    last = max(readings.all_days(line.days).end for line in lines)
    return (last - FIRST_DAY) / timedelta(days=365)


def _stage(random: Random, number: int, id_: str, names: list[str]) -> Iterator[Record]:
    pair = number % LOT == LOT - 2 and number + 1 < len(names)
    yield Space(
        id=id_,
        studio=f"lot-{number // LOT}",
        kind=SpaceKind.STAGE,
        area=Area(Decimal(random.randrange(500, 2401, 20))),
        clear_height=Length(Decimal(random.randrange(6, 17))),
        features=tuple(sorted(random.sample(FEATURES, random.randrange(3)))),
        joins=(names[number + 1],) if pair else (),
        turnover_before=random.randrange(2),
        turnover_after=random.randrange(3),
    )
    if number % 5 == 0 or number % 20 == 1:
        first = FIRST_DAY + timedelta(days=random.randrange(1000))
        term = parse_interval(f"{first}/{first + timedelta(days=729)}")
        kind = LeaseKind.EXCLUSIVE if number % 5 == 0 else LeaseKind.FIRST_CALL
        yield Lease(id=f"lease-{id_}", lessee=STREAMER, spaces=(id_,), kind=kind, term=term)
    if number % 10 == 3:
        first = FIRST_DAY + timedelta(days=random.randrange(1500))
        last = day(first + timedelta(days=random.randrange(10, 40)))
        yield Closure(id=f"closure-{id_}", space=id_, from_=day(first), to=last, reason="works")


def _bookings(random: Random, stage: str, count: int) -> Iterator[Booking]:
    """Confirmed stays one after the other, and holds in the days between them."""
    start = random.randrange(25)
    made = 0
    while made < count:
        length = random.randint(3, 20)
        yield _booking(random, stage, made, start, length, LineState.CONFIRMED)
        made += 1
        start += length
        gap = random.randint(6, 25)
        while made < count and random.random() > CONFIRMED:
            wanted = random.randint(2, gap)
            yield _booking(random, stage, made, start + random.randint(0, gap - wanted), wanted, LineState.HOLD)
            made += 1
        start += gap


def _booking(random: Random, stage: str, number: int, start: int, length: int, state: LineState) -> Booking:
    first = FIRST_DAY + timedelta(days=start)
    days = parse_interval(f"{first}/{first + timedelta(days=length - 1)}")
    party = f"client-{random.randrange(CLIENTS)}"
    line = BookingLine(space=stage, days=days, phase=PhaseKind.SHOOT, state=state)
    return Booking(id=f"{stage}-{number}", party=party, lines=(line,))
