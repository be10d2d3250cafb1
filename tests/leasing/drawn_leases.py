"""Drawn leases: the fields as a file has them, and the same lines for the oracle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from leasing.oracle import Paid, later

PLACES = {"USD": 2, "JPY": 0, "KRW": 0, "GBP": 2, "BHD": 3}
FREQUENCIES = ("P1M", "P1M", "P1Y", "P3M", "P6M", "P2M", "P7D", "P30D", "P90D")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A lease and what it pays as the oracle sees it; ``end`` is half-open."""

    fields: dict[str, Any]
    start: date
    end: date
    rate: Decimal
    lines: tuple[Paid, ...]


def draw_lease(random: Random, *, years: int = 12) -> Drawn:
    """One to three lines of rent of any frequency, steps, a rise, free days, a term that may end in mid-month."""
    currency = random.choice(list(PLACES))
    start = date(random.randint(2020, 2032), random.randint(1, 12), random.randint(1, 28))
    if random.random() < 0.2:
        start = random.choice([date(2028, 2, 29), date(2027, 1, 31), date(2027, 12, 31), date(2027, 8, 30)])
    end = later(start, random.randint(1, 12 * years))
    if random.random() < 0.4:
        end += timedelta(days=random.randint(1, 40))
    rate = Decimal(random.choice(["0", "0.05", "0.0587", "0.12", "0.005", "-0.002", "0.3"]))
    lines = [_line(random, start, end, PLACES[currency]) for _ in range(random.choice([1, 1, 1, 2, 3]))]
    fields = {
        "currency": currency,
        "term": f"{start}/{end - timedelta(days=1)}",
        "rent": [fields for fields, _ in lines],
        "accounting": {
            "rate": rate,
            "compounding": "effective",
            "initial_direct_costs": random.choice([None, 0, 1234]),
            "incentives": random.choice([None, 17]),
        },
    }
    return Drawn(fields=fields, start=start, end=end, rate=rate, lines=tuple(paid for _, paid in lines))


def _line(random: Random, start: date, end: date, places: int) -> tuple[dict[str, Any], Paid]:
    every = random.choice(FREQUENCIES)
    number = int(every[1:-1])
    months = number * {"M": 1, "Y": 12, "D": 0}[every[-1]]
    days = number if every[-1] == "D" else 0
    amount = Decimal(random.randint(0, 10**8)).scaleb(-places) if random.random() > 0.05 else Decimal(0)
    first = (
        start if random.random() < 0.6 else min(end - timedelta(days=1), start + timedelta(days=random.randint(0, 90)))
    )
    rise = Decimal(random.choice(["0", "0", "0.03", "0.0175", "-0.01"]))
    steps = []
    if random.random() < 0.3:
        day = first + timedelta(days=random.randint(1, max(1, (end - first).days)))
        steps.append((day, Decimal(random.randint(1, 10**8)).scaleb(-places)))
    free = []
    if random.random() < 0.3:
        low = first + timedelta(days=random.randint(0, max(1, (end - first).days // 2)))
        free.append((low, low + timedelta(days=random.randint(1, 200))))
    advance = random.random() < 0.6
    fields = {
        "from": first,
        "amount": amount,
        "every": every,
        "when": "advance" if advance else "arrears",
        "escalation": rise if rise else None,
        "steps": [{"from": day, "amount": value} for day, value in steps],
        "free": [f"{low}/{high - timedelta(days=1)}" for low, high in free],
    }
    paid = Paid(
        start=first, end=end, amount=amount, months=months, days=days, advance=advance, rise=rise,
        steps=tuple(steps), free=tuple(free), places=places,
    )  # fmt: skip
    return fields, paid


def draw_events(random: Random, drawn: Drawn) -> list[dict[str, Any]]:
    """Up to three events in order of their days, one line of rent given: any direction of space, term, price, rate."""
    events: list[dict[str, Any]] = []
    end, area = drawn.end, 5000
    days = sorted(random.sample(range(1, max(5, (drawn.end - drawn.start).days)), random.randint(1, 3)))
    for number in days:
        on = drawn.start + timedelta(days=number)
        if on >= end:
            break
        if random.random() < 0.25:
            events.append({"on": on, "kind": "index", "from": 100, "to": random.choice([90, 100, 103, 140])})
            continue
        event: dict[str, Any] = {"on": on, "kind": "modify", "rate": random.choice(["0.02", "0.05", "0.09"])}
        if random.random() < 0.6:
            area = random.choice([1000, 2500, 5000, 7000])
            event["area"] = f"{area} m2"
        if random.random() < 0.5:
            event["amount"] = random.randint(1, 10**6)
        if random.random() < 0.5:
            end = on + timedelta(days=random.randint(0, 2000))
            event["term"] = f"{drawn.start}/{end - timedelta(days=1)}" if end > on else f"{drawn.start}/{on}"
            end = max(end, on + timedelta(days=1))
        events.append(event)
    return events
