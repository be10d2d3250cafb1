"""The board of the benchmark, drawn: the same one for the same seed.

Stages in studios of ten in four countries, each leased for three years out of five, one in ten closed once. On each
stage stays follow each other over five years; three in five are confirmed, the others are holds, and one hold in three
lies over the stay before it, so that it needs a second row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from stagehold.domain.booking import Booking, BookingLine, LineState, Policy
from stagehold.domain.edtf import day, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.studio import Closure, Party, PhaseKind, Space, SpaceKind, Studio

LOT = 10
YEARS = 5
DAYS = 1826
STREAMER, CLIENTS = "streamer", 20
LANDS = (
    ("US", "America/Los_Angeles", "Burbank"),
    ("GB", "Europe/London", "London"),
    ("JP", "Asia/Tokyo", "Tokyo"),
    ("KR", "Asia/Seoul", "Seoul"),
)
CONFIRMED = 0.6
PHASES = tuple(PhaseKind)


def made_board(seed: int, stages: int, bars: int, first: date) -> Portfolio:
    """So many stages with so many bars, from a first day on."""
    random = Random(f"stagehold/board/{seed}/{stages}/{bars}")
    records: list[Record] = [
        Party(id=STREAMER, name="A streamer"),
        *(Party(id=f"client-{number}", name=f"Client {number}") for number in range(CLIENTS)),
        Policy(id="rules"),
    ]
    for number in range(-(-stages // LOT)):
        country, zone, city = LANDS[number % len(LANDS)]
        called = Name(en=f"Lot {number + 1}")
        studio = Studio(id=f"lot-{number}", name=called, country=country, time_zone=zone, city=city, policy="rules")
        records.append(studio)
    each, more = divmod(bars, stages)
    for number in range(stages):
        records += _stage(random, number, first)
        records += _stays(random, f"stage-{number}", each + (number < more), first)
    return Portfolio.of(records)


def _stage(random: Random, number: int, first: date) -> Iterator[Record]:
    id_ = f"stage-{number}"
    called = Name(en=f"Stage {number + 1}")
    yield Space(id=id_, studio=f"lot-{number // LOT}", kind=SpaceKind.STAGE, name=called)
    begins = first + timedelta(days=random.randrange(600))
    term = parse_interval(f"{begins}/{begins + timedelta(days=1095)}")
    yield Lease(id=f"lease-{number}", lessee=STREAMER, spaces=(id_,), term=term)
    if number % 10 == 3:
        closed = first + timedelta(days=random.randrange(1500))
        last = day(closed + timedelta(days=random.randrange(10, 40)))
        yield Closure(id=f"closure-{number}", space=id_, from_=day(closed), to=last, reason="works")


def _stays(random: Random, stage: str, count: int, first: date) -> Iterator[Booking]:
    """Stays that fill the years evenly, with days between them."""
    if not count:
        return
    room = DAYS / count
    for number in range(count):
        begin = int(number * room)
        length = max(1, int(room * random.uniform(0.5, 0.95)))
        held = random.random() > CONFIRMED
        if held and number and random.random() < 1 / 3:
            begin -= int(room / 3)
        state = LineState.HOLD if held else LineState.CONFIRMED
        yield _booking(stage, number, first + timedelta(days=begin), length, state, random)


def _booking(stage: str, number: int, first: date, length: int, state: LineState, random: Random) -> Booking:
    days = parse_interval(f"{first}/{first + timedelta(days=length - 1)}")
    line = BookingLine(space=stage, days=days, phase=random.choice(PHASES), state=state)
    title = f"Production {random.randrange(10_000)}"
    return Booking(id=f"{stage}-{number}", party=f"client-{random.randrange(CLIENTS)}", title=title, lines=(line,))
