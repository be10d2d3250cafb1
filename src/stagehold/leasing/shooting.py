"""The stage-days on which a crew shoots: *shot* of SPEC §4.

What is known of a production's shoot, the firmest first:

    actual      both actual dates of its shoot (milestones ``shoot-start`` and ``shoot-end``): every day between them on
                which it stands on a stage in a shoot phase, or in no stated phase
    stated      its ``shoot_days``: so many of its shoot stage-days, spread evenly over them
    estimated   its shoot phases: every day of them

A crew is on one stage at a time, so on a day on which a production shoots on more stages than it has ``units``, only so
many of them are shot; they take turns, in the order of their ids. Which days and which stages is a spread, not a
record, for everything but the actual; how many is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from stagehold.domain.days import Span, union
from stagehold.domain.studio import PhaseKind
from stagehold.leasing.stage_facts import Spans, Stay


class ShotFrom(StrEnum):
    """What the shot days of a production rest on."""

    ACTUAL = "actual"
    STATED = "stated"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoot:
    """What is known of a production's shoot.

    Parameters
    ----------
    days
        ``shoot_days``; None where nobody states them.
    units
        Crews that shoot at the same time, at least 1.
    actual
        From the first to the last actual shoot day, by need; under the empty name for all needs.
    """

    days: int | None = None
    units: int = 1
    actual: Mapping[str, Span] = field(default_factory=dict)


def shot_days(stays: Sequence[Stay], shoot: Shoot) -> dict[ShotFrom, dict[str, Spans]]:
    """The stage-days shot by one user, by what they rest on and by stage; each at most once.

    ``stays`` are all those of the user, each stage-day in one of them only.
    """
    found: dict[ShotFrom, dict[str, Spans]] = {}
    rest = []
    happened = []
    for stay in stays:
        actual = shoot.actual.get(stay.need, shoot.actual.get(""))
        if actual is None:
            rest.append(stay)
        elif stay.phase in (PhaseKind.SHOOT, None) and (part := stay.days.overlap(actual)) is not None:
            happened.append((stay.stage, part))
    shooting = [(stay.stage, stay.days) for stay in rest if stay.phase is PhaseKind.SHOOT]
    if happened:
        found[ShotFrom.ACTUAL] = _by_units(happened, shoot.units)
    if shoot.days is not None and not shoot.actual:
        unstated = [(stay.stage, stay.days) for stay in rest if stay.phase is None]
        found[ShotFrom.STATED] = _spread(shooting or unstated, shoot.days)
    elif shooting:
        found[ShotFrom.ESTIMATED] = _by_units(shooting, shoot.units)
    return found


def room_for_shooting(stays: Iterable[Stay]) -> int:
    """The stage-days over which stated shoot days are spread; fewer than stated is worth a word."""
    stays = list(stays)
    shooting = sum(stay.days.days for stay in stays if stay.phase is PhaseKind.SHOOT)
    return shooting or sum(stay.days.days for stay in stays if stay.phase is None)


def _by_units(places: Sequence[tuple[str, Span]], units: int) -> dict[str, Spans]:
    """As many stages a day as there are units; where there are more stages, they take turns."""
    listed: dict[str, list[Span]] = {}
    for stage, span in places:
        listed.setdefault(stage, []).append(span)
    if len(listed) <= units:
        return {stage: union(spans) for stage, spans in listed.items()}
    chosen: dict[str, list[int]] = {}
    for number, (day, stages) in enumerate(_by_day(places)):
        crews = min(units, len(stages))
        for crew in range(crews):
            stage = stages[(number * crews + crew) % len(stages)]
            chosen.setdefault(stage, []).append(day)
    return {stage: _spans(days) for stage, days in chosen.items()}


def _spread(places: Iterable[tuple[str, Span]], wanted: int) -> dict[str, Spans]:
    """``wanted`` of the stage-days, evenly from the first to the last; all of them where they are fewer."""
    listed = [(day, stage) for day, stages in _by_day(places) for stage in stages]
    room = len(listed)
    wanted = min(wanted, room)
    chosen: dict[str, list[int]] = {}
    for index, (day, stage) in enumerate(listed):
        if (index + 1) * wanted // room > index * wanted // room:
            chosen.setdefault(stage, []).append(day)
    return {stage: _spans(days) for stage, days in chosen.items()}


def _by_day(places: Iterable[tuple[str, Span]]) -> list[tuple[int, list[str]]]:
    """The stages of each day, days by their ordinals and in order."""
    stages: dict[int, list[str]] = {}
    for stage, span in places:
        for day in range(span.start.toordinal(), span.end.toordinal()):
            stages.setdefault(day, []).append(stage)
    return [(day, sorted(stages[day])) for day in sorted(stages)]


def _spans(days: Sequence[int]) -> Spans:
    """Days in order, by their ordinals, as spans."""
    starts = [day for before, day in pairwise([-1, *days]) if day > before + 1]
    ends = [day + 1 for day, after in pairwise([*days, date.max.toordinal() + 2]) if after > day + 1]
    return tuple(Span(date.fromordinal(start), date.fromordinal(end)) for start, end in zip(starts, ends, strict=True))
