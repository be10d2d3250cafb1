"""Desks drawn at random: five stages at two studios in the first months of 2027, with all that can lie on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from stagehold.desk.event import Put
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.state import STANDING, Desk
from stagehold.domain import edtf
from stagehold.domain.booking import AfterConfirm, LineState, Policy
from stagehold.domain.days import Span, parse_duration
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.fields import Name
from stagehold.domain.lease import EventKind, Lease, LeaseEvent, LeaseKind, Option, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Production
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area, AreaBasis, Length
from stagehold.domain.studio import Closure, Offer, Party, PhaseKind, Space, SpaceKind, Studio

FIRST, LAST = date(2027, 1, 1), date(2027, 4, 30)
PARTIES = ("p", "q", "r", "s")  # q is a company below p
SPACES = ("a", "b", "c", "x", "y")
PRODUCTIONS = ("show", "film")


def some_day(random: Random) -> date:
    """A day of the four months."""
    return FIRST + timedelta(days=random.randrange((LAST - FIRST).days + 1))


def some_span(random: Random, longest: int = 20) -> Span:
    """A few days that start in the four months."""
    start = some_day(random)
    return Span(start, start + timedelta(days=random.randint(1, longest)))


def stated_date(random: Random) -> EdtfDate:
    """A stated day, month or season."""
    day = str(some_day(random))
    return edtf.parse_date(random.choice([day, day, day, day[:7], day[:7] + "~", "2027-21"]))


def stated_interval(random: Random) -> EdtfInterval:
    """Two stated days, months, or an end that is open or unknown."""
    while True:
        first, last = (str(some_day(random))[: random.choice([10, 10, 7])] for _ in range(2))
        text = f"{random.choice([first, first, first, '', '..'])}/{random.choice([last, last, last, '', '..'])}"
        try:
            return edtf.parse_interval(text)
        except edtf.EdtfError:
            continue


def drawn_lease(random: Random, id_: str) -> Lease:
    """A lease of a few spaces, with options and modifications now and then."""
    options, events = [], []
    if random.random() < 0.4:
        for _ in range(random.randint(1, 2)):
            kind = random.choice(list(OptionKind))
            option = Option(
                kind=kind,
                adds=parse_duration(random.choice(["P20D", "P1M"])) if kind is OptionKind.EXTEND else None,
                from_=stated_date(random) if kind is not OptionKind.EXTEND else None,
                spaces=tuple(random.sample(SPACES, random.randint(0 if kind is not OptionKind.EXPAND else 1, 2))),
                exercised=random.random() < 0.7,
            )
            options.append(option)
    elif random.random() < 0.4:
        for _ in range(random.randint(1, 2)):
            event = LeaseEvent(
                on=stated_date(random),
                kind=EventKind.MODIFY,
                spaces=tuple(random.sample(SPACES, random.randint(1, 3))) if random.random() < 0.7 else None,
                term=stated_interval(random) if random.random() < 0.4 else None,
                separate=random.choice([None, None, True]),
            )
            events.append(event)
    return Lease(
        id=id_,
        kind=random.choice([LeaseKind.EXCLUSIVE, LeaseKind.EXCLUSIVE, LeaseKind.EXCLUSIVE, LeaseKind.FIRST_CALL]),
        lessee=random.choice(PARTIES),
        lessor=random.choice([None, None, *PARTIES]),
        spaces=tuple(random.sample(SPACES, random.randint(1, 2))),
        term=stated_interval(random) if random.random() < 0.9 else None,
        options=tuple(options),
        events=tuple(events),
    )


def drawn_space(random: Random, id_: str) -> Space:
    """A stage; what is not known of it varies."""
    area = Area(
        Decimal(random.choice([500, 900, 1200])), basis=random.choice([AreaBasis.GROSS, AreaBasis.AS_PUBLISHED])
    )
    return Space(
        id=id_,
        studio="lot" if id_ in "abc" else "yard",
        kind=SpaceKind.STAGE,
        name=Name(en=f"Stage {id_.upper()}", ja=f"ステージ{id_.upper()}"),
        area=area if random.random() < 0.85 else None,
        clear_height=Length(Decimal(random.choice([8, 12]))) if random.random() < 0.85 else None,
        features=tuple(random.sample(["tank", "grid"], random.randint(0, 2))),
        joins=tuple(random.sample(list("abc") if id_ in "abc" else list("xy"), random.randint(0, 2))),
        turnover_before=random.choice([0, 0, 1]),
        turnover_after=random.choice([0, 0, 2]),
        in_service=stated_interval(random) if random.random() < 0.15 else None,
    )


def drawn_policy(random: Random) -> Policy:
    """A policy with some of its switches set."""
    return Policy(
        id="rules",
        holds_ahead=random.choice([None, None, parse_duration("P2M")]),
        after_confirm=random.choice(list(AfterConfirm)),
        turnover_before=random.choice([None, None, 1]),
        turnover_after=random.choice([None, None, 1]),
        currency=random.choice([None, "JPY"]),
        rates=random.choice([{}, {PhaseKind.SHOOT: Decimal(800)}]),
    )


def drawn_portfolio(random: Random, title: str = "Show") -> Portfolio:
    """Studios, stages, leases, offers and closures."""
    records: list[Record] = [Party(id=id_, name=id_.upper(), parent="p" if id_ == "q" else None) for id_ in PARTIES]
    records += [drawn_policy(random), *(Production(id=id_, name=Name(en=title)) for id_ in PRODUCTIONS)]
    zones = {"lot": ("JP", "Asia/Tokyo", "rules"), "yard": ("US", "America/Los_Angeles", None)}
    for id_, (country, zone, policy) in zones.items():
        records.append(Studio(id=id_, name=Name(en=id_.title()), country=country, time_zone=zone, policy=policy))
    records += [drawn_space(random, id_) for id_ in SPACES]
    records += [drawn_lease(random, f"lease-{number}") for number in range(random.randint(0, 3))]
    for number in range(random.randint(0, 3)):
        span = some_span(random, 40)
        first, last = str(span.start), str(span.end - timedelta(days=1))
        dates = [edtf.parse_date(text[: random.choice([10, 10, 7])]) for text in (first, last)]
        lessees = [record.lessee for record in records if isinstance(record, Lease)]
        offer = Offer(
            id=f"offer-{number}",
            space=random.choice(SPACES),
            from_=dates[0],
            to=dates[1],
            currency="JPY",
            party=random.choice([None, *PARTIES, *lessees]),
        )
        records.append(offer)
    for number in range(random.randint(0, 3)):
        span = some_span(random)
        first, last = edtf.day(span.start), edtf.day(span.end - timedelta(days=1))
        if random.random() < 0.2:
            first = last = edtf.parse_date(str(span.start)[:7])
        reason = random.choice([None, "Roof, repaired"])
        records.append(
            Closure(id=f"closure-{number}", space=random.choice(SPACES), from_=first, to=last, reason=reason)
        )
    return Portfolio.of(records)


def drawn_desk(random: Random, title: str = "Show", most: int = 14) -> Desk:
    """A portfolio with lines in every state; no two confirmed ones overlap. ``title`` is what all things are called."""
    desk = Desk(drawn_portfolio(random, title))
    for number in range(1, random.randint(0, most) + 1):
        production = random.choice([None, *PRODUCTIONS])
        booking = DeskBooking(
            id=f"b{number}",
            party=random.choice(PARTIES),
            production=production,
            title=random.choice([None, title]),
            made=datetime(2026, 12, 1, 9, number % 60, tzinfo=UTC),
        )
        desk.set(Put(kind="booking", record=booking))
        for index in range(1, random.randint(1, 2) + 1):
            line = Line(
                id=f"b{number}.{index}",
                booking=booking.id,
                space=random.choice(SPACES),
                span=some_span(random),
                phase=random.choice([None, *PhaseKind]),
                state=random.choice([LineState.HOLD, LineState.HOLD, LineState.HOLD, *LineState]),
                place=random.choice([number, number, max(1, number - 1)]),
                until=random.choice([None, datetime(2026, 12, 24, 12, tzinfo=UTC)]),
            )
            if line.state is LineState.CONFIRMED and desk.confirmed(line.space, line.span):
                line = replace(line, state=random.choice([LineState.HOLD, LineState.CANCELLED]))
            desk.set(Put(kind="line", record=line if line.state in STANDING else replace(line, until=None)))
    return desk
