"""What the process that makes a plan is given; apart from it, since a solver takes seconds to load."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Lock
from stagehold.services.hand_plans import Wish

LENGTH = struct.Struct(">Q")  # of the pickled task, which it goes before


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskTask:
    """How a plan is pushed through futures: by which rule it is repaired, and how many are drawn."""

    rule: str = "shift"
    futures: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTask:
    """What is asked of advice, as the options of ``stagehold advise``; None is what the portfolio's settings say."""

    assurance: str = "on-time"
    targets: tuple[float, ...] = ()
    rule: str = "re-place"
    first: date | None = None
    last: date | None = None
    point: Decimal | None = None
    rate: Decimal | None = None
    futures: int = 10_000
    search: int = 12
    sets: int = 24
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to plan; ``baseline`` is the JSON of a plan, ``compared`` scenarios make it a comparison.

    ``explained`` is a production for which alone remedies are sought; ``risk`` and ``advice`` make it that, the
    baseline being the plan that is pushed through futures. ``wishes`` are a baseline made by hand,
    ``locks`` what must stand besides the locks of the portfolio. Without ``remedies`` none are sought for a plan.
    """

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
    explained: str | None = None
    risk: RiskTask | None = None
    advice: AdviceTask | None = None
    locks: tuple[Lock, ...] = ()
    wishes: tuple[Wish, ...] = ()
    remedies: bool = True
