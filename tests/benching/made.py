"""Tiny published instances, made by hand: the names and layouts of the collections, none of their numbers.

The tardiness values are so high that any plan reaches them, whatever the machine does beside: what is tested is the
benchmark, not the planner.
"""

from __future__ import annotations

from pathlib import Path
from random import Random


def instances(folder: Path) -> Path:
    """Two berth files of the names that goal A asks for, and one tardiness instance of each size."""
    berths = folder / "berth-allocation"
    tardiness = folder / "weighted-tardiness"
    berths.mkdir(parents=True)
    tardiness.mkdir()
    random = Random("made by hand")
    for name in ("f200x15-01", "f250x20-01"):
        (berths / f"{name}.txt").write_text(_berths(random, vessels=8, count=2), encoding="utf-8")
    (berths / "reference.json").write_text('{"f200x15-01": {"lower_bound": 1, "best_found": 9999}}', encoding="utf-8")
    for size in (40, 50):
        jobs = [random.randint(1, 9) for _ in range(size)]
        weights = [random.randint(1, 3) for _ in range(size)]
        dues = [random.randint(0, sum(jobs)) for _ in range(size)]
        text = " ".join(map(str, [*jobs, *weights, *dues]))
        (tardiness / f"wt{size}.txt").write_text(text, encoding="utf-8")
        (tardiness / f"wtopt{size}.txt").write_text("999999999", encoding="utf-8")
    return folder


def _berths(random: Random, vessels: int, count: int) -> str:
    arrivals = [random.randrange(10) for _ in range(vessels)]
    handling = [random.randint(2, 6) for _ in range(vessels * count)]
    numbers = [vessels, count, *arrivals, *[2] * count, *handling, *[90] * count, *[90] * vessels]
    return " ".join(map(str, numbers))
