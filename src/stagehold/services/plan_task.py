"""What the process that makes a plan is given; apart from it, since a solver takes seconds to load."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date
from typing import Any

from stagehold.domain.portfolio import Portfolio

LENGTH = struct.Struct(">Q")  # of the pickled task, which it goes before


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to plan; ``baseline`` is the JSON of a plan, ``compared`` scenarios make it a comparison."""

    portfolio: Portfolio
    party: str | None = None
    seconds: float = 30.0
    iterations: int | None = None
    workers: int = 2
    seed: int = 0
    baseline: dict[str, Any] | None = None
    today: date | None = None
    scenario: str | None = None
    compared: tuple[str, ...] = ()
