"""What is drawn after everything else of a case, so that it leaves the rest as it was: offers, changes of leases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from planning.drawn_supply import OTHERS, US, at, interval
from stagehold.domain.edtf import EdtfDate, parse_date
from stagehold.domain.lease import EventKind, Lease, LeaseEvent
from stagehold.domain.provenance import Record
from stagehold.domain.scenario import Settings, Units
from stagehold.domain.studio import ExchangeRate, Offer, Party, PhaseKind

THIRD = "third"


def with_spot(random: Random, ids: Sequence[str], records: list[Record], settings: Settings) -> Settings:
    """Offers and a weight for money in one case of four; stages that only an offer has among them."""
    if random.random() >= 0.25:
        return settings
    for index, record in enumerate(records):
        if isinstance(record, Offer):
            records[index] = replace(record, currency="USD")
    if random.random() < 0.4:
        gone = random.choice(ids)
        records[:] = [item for item in records if not (isinstance(item, Lease) and _on(item, gone))]
    euros = random.random() < 0.2
    records += [
        draw_offer(random, f"o{number}", random.choice(ids), "EUR" if euros and number else "USD")
        for number in range(random.choice([1, 2, 2, 3]))
    ]
    records.append(Party(id=THIRD, name="Third"))
    if euros:
        for name, day, rate in (("old", "2026-12-01", "2"), ("new", "2027-01-04", "1.125")):
            records.append(
                ExchangeRate(id=f"eur-{name}", from_="EUR", to="USD", date=parse_date(day), rate=Decimal(rate))
            )
    weight = Decimal(random.choice(["0.5", "1", "0.25", "0.125", "0", "2"]))
    units = Units(currency="USD") if euros else settings.units
    return replace(settings, weights=replace(settings.weights, spot=weight), units=units)


def _on(lease: Lease, stage: str) -> bool:
    return lease.spaces == (stage,) and lease.lessee == US


def draw_offer(random: Random, id_: str, stage: str, currency: str) -> Offer:
    first = random.randint(-3, 12)
    last: EdtfDate = at(first + random.randint(3, 30))
    if first < 9 and random.random() < 0.1:
        last = parse_date("2027-05")  # read as 1 May
    rate = {phase: Decimal(random.randint(0, 8)) / 4 for phase in PhaseKind if random.random() < 0.88}
    return Offer(
        id=id_,
        space=stage,
        from_=at(first),
        to=last,
        rate=rate or {PhaseKind.SHOOT: Decimal(1)},
        currency=currency,
        min_days=random.choice([0, 0, 1, 3, 5, 9]),
        party=random.choice([None, None, OTHERS, THIRD, US] if random.random() < 0.5 else [None, THIRD]),
    )


def with_changed_leases(random: Random, ids: Sequence[str], records: list[Record]) -> None:
    """In one case of eight a lease of ours is modified while it runs, once or twice."""
    if random.random() >= 0.125:
        return
    ours = [
        index
        for index, item in enumerate(records)
        if isinstance(item, Lease) and item.id in [f"l-{id_}" for id_ in ids]
    ]
    if not ours:
        return
    index = random.choice(ours)
    lease = records[index]
    assert isinstance(lease, Lease)
    events = tuple(draw_event(random, lease, ids) for _ in range(random.choice([1, 1, 2])))
    if len(events) == 1 and random.random() < 0.2:
        events = (replace(events[0], on=parse_date("2027-05")),)
    options = () if any(event.term is not None and not event.separate for event in events) else lease.options
    records[index] = replace(lease, events=events, options=options)


def draw_event(random: Random, lease: Lease, ids: Sequence[str]) -> LeaseEvent:
    on = random.randint(2, 16)
    values: dict[str, Any] = {"spaces": tuple(random.sample(list(ids), random.randint(1, len(ids))))}
    if random.random() < 0.5:
        values["term"] = interval(random.randint(0, 4), on + random.randint(2, 20))
    if "term" in values and random.random() < 0.5:
        del values["spaces"]
    elif random.random() < 0.25:
        values["separate"] = True
    return LeaseEvent(on=at(on), kind=EventKind.MODIFY, **values)
