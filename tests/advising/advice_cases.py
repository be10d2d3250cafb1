"""Small questions of advice, drawn: a stage under lease, a few to choose from, spot stages, slates that may come."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from planning.asking import portfolio
from planning.audit.written import lease, stage
from stagehold.domain.portfolio import Portfolio

FIRST = date(2027, 1, 4)
HORIZON = "2027-01-04/2027-12-31"


def rent(amount: int, from_: str = "2027-01-04", every: str = "P1M") -> list[dict[str, Any]]:
    return [{"from": from_, "amount": str(amount), "every": every, "when": "advance"}]


def candidate(id_: str, spaces: str, amount: int, **fields: Any) -> dict[str, Any]:
    """A lease of 2027 from 4 January on, paid by the month."""
    term = fields.pop("term", HORIZON)
    return {**lease(id_, spaces, term), "currency": "USD", "rent": rent(amount), **fields}


def production(id_: str, ready: int, days: int, slack: int, **fields: Any) -> dict[str, Any]:
    """Ready so many days after the first, of so many days, due ``slack`` days after it could be done."""
    start = FIRST + timedelta(days=ready)
    due = start + timedelta(days=days + slack)
    needs = fields.pop("needs", [{"id": "m", "phases": {"shoot": str(days)}}])
    return {"id": id_, "ready": str(start), "due": str(due), "needs": needs, **fields}


def settings(**advice: Any) -> dict[str, Any]:
    return {"advice": {"horizon": HORIZON, "currency": "USD", "point": "1000", **advice}}


def drawn_risks(random: Random) -> list[dict[str, Any]]:
    """Slips of ready days and lengths, crews that stop, scenes shot again: one to three of them."""
    spread = {"kind": "triangular", "low": "-10", "mode": "0", "high": str(random.choice([20, 60]))}
    factor = {"kind": "triangular", "low": "0.8", "mode": "1", "high": "1.5"}
    all_ = [
        {"id": "own", "kind": "own", "why": "drawn", "ready_shift": spread, "phase_factor": factor},
        {"id": "shared", "kind": "shared", "why": "drawn",
         "ready_shift": {"kind": "uniform", "low": "-5", "high": "15"}},
        {"id": "stop", "kind": "stoppage", "why": "drawn", "rate": "1",
         "length": {"kind": "uniform", "low": "5", "high": "40"}},
        {"id": "again", "kind": "re-shoot", "why": "drawn", "probability": "0.3",
         "delay": {"kind": "uniform", "low": "10", "high": "60"}, "days": {"kind": "uniform", "low": "3", "high": "9"}},
    ]  # fmt: skip
    return random.sample(all_, random.choice([1, 2, 3]))


def drawn(seed: int, risks: bool = False) -> Portfolio:
    """A question with two or three candidates, two slates and perhaps spot stages."""
    random = Random(f"advice {seed}")
    stages = [stage(id_) for id_ in "abcd"]
    count = random.choice([2, 2, 3])
    candidates = []
    for index in range(count):
        id_ = "bcd"[index]
        fields: dict[str, Any] = {}
        if random.random() < 0.3:
            fields["starts"] = ["2027-01-04", "2027-03-01"]
            fields["terms"] = ["P6M", "P9M"]
            fields["term"] = "2027-01-04/2027-06-30"
        if random.random() < 0.3:
            fields["options"] = [
                {"kind": "extend", "adds": "P3M", "notice_by": "2027-03-01", "amount": str(random.randint(1, 30) * 500)}
            ]
            fields["term"] = "2027-01-04/2027-07-03"
            fields.pop("starts", None)
            fields.pop("terms", None)
        candidates.append(candidate(f"c{id_}", id_, random.randint(1, 40) * 500, **fields))
    if random.random() < 0.3:
        candidates[0]["excludes"] = [candidates[1]["id"]]
    elif random.random() < 0.3:
        candidates[1]["requires"] = [candidates[0]["id"]]
    productions = [
        production(
            f"p{number}",
            random.randint(0, 120),
            random.randint(10, 60),
            random.choice([-5, 0, 5, 20]),
            priority=str(random.choice([1, 1, 2])),
            drop_cost=str(random.choice([20, 60, 200])),
        )
        for number in range(random.choice([3, 4, 5]))
    ]
    spot = []
    if random.random() < 0.6:
        rate = str(random.randint(1, 20) * 50)
        spot = [{"id": "spot", "studio": "lot", "currency": "USD",
                 "states": [{"state": "easy", "stages": "2", "rate": rate},
                            {"state": "tight", "stages": "1", "rate": str(int(rate) * 2)}]}]  # fmt: skip
    markets = ["easy", "tight"] if spot else [None, None]
    known = "2027-02-01" if random.random() < 0.5 else None
    scenarios = [
        {"id": "all", "probability": "0.4", "market": markets[0], "known_from": known},
        {"id": "few", "probability": "0.6", "market": markets[1], "known_from": known, "productions": ["p0", "p1"]},
    ]
    return portfolio(
        spaces=stages,
        leases=[lease("la", "a", "2027-01-04/2027-12-31")],
        candidate_leases=candidates,
        productions=productions,
        spot_classes=spot,
        demand_scenarios=[{key: value for key, value in item.items() if value is not None} for item in scenarios],
        risks=drawn_risks(random) if risks else [],
        settings=settings(holdover="400"),
    )
