"""Reads any planner's answer against the plain numbers of its instance; shares nothing with a planner.

Every stay is checked against its starts, the days of its stages, the stays beside it with turnover between, the number
of stages asked for and how near they lie; then the objective is added up anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from stagehold.benching.instance import Instance


class BrokenAnswer(ValueError):
    """The answer breaks a rule of the instance; the message says which."""


def value_of(instance: Instance, stays: Sequence[Sequence[Any]]) -> float:
    """The objective of an answer.

    Raises
    ------
    BrokenAnswer
        If a stay, or two together, break a rule.
    """
    needs, productions = instance["needs"], instance["productions"]
    ends: dict[int, int] = {}
    places: dict[int, set[str]] = defaultdict(set)
    lanes: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for need, chosen, start in stays:
        if need in ends:
            raise BrokenAnswer(f"need {need} is placed twice")
        ends[need] = _end_of(needs[need], need, chosen, start)
        for at in chosen:
            choice = needs[need]["choices"][at]
            places[needs[need]["production"]].add(choice["place"])
            for stage in choice["members"]:
                _require_days(instance, stage, start, ends[need], need)
                lanes[stage].append((start, ends[need], need))
    for stage, lane in lanes.items():
        _require_room(lane, instance["stages"][stage]["gap"], stage)
    total = 0
    for index, production in enumerate(productions):
        placed = [need for need in production["needs"] if need in ends]
        if len(placed) < len(production["needs"]):
            total += production["drop"]
            continue
        if len(places[index]) > 1:
            raise BrokenAnswer(f"production {index} lies at {len(places[index])} places")
        late = (ends[need] - needs[need]["due"] for need in placed if needs[need]["due"] is not None)
        total += production["weight"] * max(0, *late, 0)
    return float(total / instance["scale"])


def _end_of(need: Instance, index: int, chosen: Sequence[int], start: int) -> int:
    """The half-open end of a stay whose choices are as many as asked for, apart, and possible on that day."""
    members = [stage for at in chosen for stage in need["choices"][at]["members"]]
    if len(chosen) != need["count"] or len(set(members)) < len(members):
        raise BrokenAnswer(f"need {index} asks for {need['count']} units and has {len(chosen)} on stages {members}")
    for at in chosen:
        starts = need["choices"][at]["starts"]
        if not any(low <= start <= high for low, high in starts):
            raise BrokenAnswer(f"need {index} cannot start on day {start} on choice {at}; possible: {starts}")
    return start + int(max(need["choices"][at]["length"] for at in chosen))


def _require_days(instance: Instance, stage: int, start: int, end: int, need: int) -> None:
    days = instance["stages"][stage]["days"]
    if not any(low <= start and end <= high for low, high in days):
        raise BrokenAnswer(f"need {need} stands on stage {stage} on days {start} to {end}, available: {days}")


def _require_room(lane: list[tuple[int, int, int]], gap: int, stage: int) -> None:
    lane.sort()
    for (_, end, one), (start, _, other) in pairwise(lane):
        if end + gap > start:
            raise BrokenAnswer(
                f"stage {stage}: need {other} starts on day {start}, need {one} ends on {end}, gap {gap}"
            )
