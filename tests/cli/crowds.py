"""A lot with far more work than it carries, written as a file: searches on it end when they are told to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

FIRST = date(2027, 1, 4)


def crowd(folder: Path, productions: int, stages: int, at_once: Sequence[int] = (1,), seed: int = 1) -> Path:
    """A portfolio of so many productions of 10 to 45 days, all ready within 300 days; YAML holds JSON.

    ``at_once`` holds the numbers of stages that a production may ask for.
    """
    random = Random(seed)
    ids = [f"s{number}" for number in range(stages)]
    rows = [_production(random, number, at_once) for number in range(productions)]
    tables: dict[str, Any] = {
        "stagehold": 1,
        "parties": [{"id": "us", "name": "Us"}],
        "studios": [{"id": "lot", "name": "Lot", "country": "JP", "time_zone": "Asia/Tokyo"}],
        "spaces": [{"id": id_, "studio": "lot", "kind": "stage", "turnover_after": 2} for id_ in ids],
        "leases": [{"id": f"l-{i}", "lessee": "us", "spaces": [i], "term": "2027-01-04/2028-06-30"} for i in ids],
        "productions": rows,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "portfolio.yaml").write_text(json.dumps(tables), encoding="utf-8")
    return folder


def _production(random: Random, number: int, at_once: Sequence[int]) -> dict[str, Any]:
    ready = FIRST + timedelta(days=random.randrange(300))
    length = random.randrange(10, 45)
    return {
        "id": f"p{number}",
        "ready": str(ready),
        "due": str(ready + timedelta(days=length + random.randrange(20))),
        "priority": random.choice([1, 2, 5]),
        "needs": [{"id": "m", "phases": {"shoot": length}, "stages": random.choice(at_once)}],
    }
