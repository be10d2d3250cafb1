"""Figures of a benchmark and the goals they are held against."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_TESTS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


class GoalOn(StrEnum):
    """What a goal is held against: the figure itself, or its ratio to the peer."""

    VALUE = "value"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit as ``<= 0.90`` on the value or the ratio of a figure."""

    limit: str
    on: GoalOn = GoalOn.VALUE

    def met(self, number: float) -> bool:
        """Whether the number keeps the limit."""
        test, bound = self.limit.split()
        return bool(_TESTS[test](number, float(bound)))


_RATIO = GoalOn.RATIO
# The goals that decide; every other figure is shown for what it is.
PLANNER_GOALS: Mapping[str, Goal] = {
    "a-200x15": Goal("<= 0.90", _RATIO),
    "a-250x20": Goal("<= 0.67", _RATIO),
    "a-sooner": Goal("> 120", _RATIO),
    "b-gap": Goal("<= 0.5"),
    "c-reached": Goal(">= 250"),
    "c-seconds": Goal("<= 0.3"),
    "d-first-plan-s": Goal("<= 0.2"),
    "d-ratio": Goal("<= 0.1", _RATIO),
    "d-own-600": Goal("<= 1.05", _RATIO),
    "d-gap": Goal("<= 15"),
    "f-memory-gb": Goal("<= 1.0"),
    "e-p95-ms": Goal("<= 100"),
    "e-changed-p95": Goal("<= 3"),
    "e-longer": Goal("<= 1.01", _RATIO),
    "f-time-slope": Goal("<= 0.15"),
    "f-memory-slope": Goal("<= 1.1"),
    "g-cold-s": Goal("<= 1.5"),
    "g-cold-search-s": Goal("<= 1.5"),
    "g-first-s": Goal("<= 20"),
}
DESK_GOALS: Mapping[str, Goal] = {
    "postgres-ratio": Goal(">= 0.6", _RATIO),
    "postgres-unlocked-ratio": Goal(">= 0.6", _RATIO),
    "postgres-plain-ratio": Goal(">= 0.6", _RATIO),
    "sqlite-ratio": Goal(">= 0.6", _RATIO),
    "availability-p99-ms": Goal("<= 50"),
}
ADVICE_GOALS: Mapping[str, Goal] = {
    "gap": Goal("<= 0.5"),
    "time-ratio": Goal("<= 0.5", _RATIO),
}
RISK_GOALS: Mapping[str, Goal] = {
    "shift-100k-s": Goal("<= 3"),
    "re-place-100k-s": Goal("<= 60"),
    "memory-mb": Goal("<= 2000"),
}
BOARD_GOALS: Mapping[str, Goal] = {
    "ready-s": Goal("<= 0.5"),
    "scroll-fps": Goal(">= 55"),
    "zoom-fps": Goal(">= 45"),
    "script-kb": Goal("<= 60"),
    "ready-s-large": Goal("<= 1"),
    "scroll-fps-large": Goal(">= 40"),
}
GOALS: Mapping[str, Goal] = {**PLANNER_GOALS, **DESK_GOALS, **ADVICE_GOALS, **RISK_GOALS, **BOARD_GOALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of a benchmark.

    Parameters
    ----------
    value, unit
        What was measured; None where it could not be, and ``note`` says why.
    peer, peer_value
        What it is compared with, and what that reached.
    ratio
        Value over that of the peer, unless ``note`` says otherwise.
    judged
        Whether the goal of this name applies to this run.
    """

    name: str
    value: float | None
    unit: str
    peer: str = ""
    peer_value: float | None = None
    ratio: float | None = None
    note: str = ""
    judged: bool = True

    @property
    def goal(self) -> Goal | None:
        """The goal of this name."""
        return GOALS.get(self.name)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal, without a figure, or where the run does not count."""
        if self.goal is None or not self.judged:
            return None
        number = self.value if self.goal.on is GoalOn.VALUE else self.ratio
        return None if number is None else self.goal.met(number)

    def as_dict(self) -> dict[str, Any]:
        """The row of the machine contract (SPEC §7), with the note beside it."""
        return {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "peer": self.peer,
            "peer_value": _rounded(self.peer_value),
            "ratio": _rounded(self.ratio),
            "goal": None if self.goal is None else self.goal.limit,
            "goal_on": None if self.goal is None else self.goal.on.value,
            "met": self.met,
            "note": "; ".join(filter(None, ("" if self.judged else "quick run, not judged", self.note))),
        }


def missing(name: str, unit: str, why: str) -> Figure:
    """A row whose figure could not be taken."""
    return Figure(name=name, value=None, unit=unit, note=f"missing: {why}")


def compared(name: str, value: float, unit: str, peer: str, peer_value: float | None, note: str = "") -> Figure:
    """A row with the ratio of a value to that of a peer."""
    ratio = None if peer_value is None or peer_value <= 0 else value / peer_value
    return Figure(name=name, value=value, unit=unit, peer=peer, peer_value=peer_value, ratio=ratio, note=note)


def percentile(numbers: list[float], share: float) -> float:
    """The smallest number that at least ``share`` of them do not exceed."""
    ordered = sorted(numbers)
    return ordered[max(0, math.ceil(round(share * len(ordered), 9)) - 1)]


def _rounded(number: float | None) -> float | None:
    """Six significant digits: what lies behind is noise."""
    return None if number is None else float(f"{number:.6g}")
