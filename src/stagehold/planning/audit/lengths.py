"""How long a need takes, phase by phase, on the stages chosen (SPEC §2, *Demand*).

    length(s) = days_on[s], else Σ phases;   length = max over the chosen stages
    phase i of n days in all, scaled from N: ⌊dᵢ·n/N⌋ days, and one more for the largest remainders, ties to the earlier

Days count all days; under the working calendar the working days of each stage, and the latest end holds for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production, WorkCalendar
from stagehold.domain.studio import PhaseKind
from stagehold.planning.audit.breach import breach, count
from stagehold.planning.audit.placed import demand_of
from stagehold.planning.audit.workdays import BeyondCalendar, works
from stagehold.planning.plan import Placement

Tiling = tuple[tuple[PhaseKind, date, date], ...]
ONE_DAY = timedelta(days=1)


def length_on(need: Need, stage: str) -> int | None:
    """Days the need takes on one stage; None where nothing says."""
    if stage in need.days_on:
        return need.days_on[stage]
    return sum(phase.days for phase in need.phases) or None


def scaled(phases: Sequence[PhaseLength], length: int) -> tuple[tuple[PhaseKind, int], ...]:
    """The phases stretched or shrunk to ``length`` days by largest remainder; without phases all is shoot."""
    if not phases:
        return ((PhaseKind.SHOOT, length),)
    total = sum(phase.days for phase in phases)
    whole = [phase.days * length // total for phase in phases]
    rest = [phase.days * length % total for phase in phases]
    for index in sorted(range(len(phases)), key=lambda index: (-rest[index], index))[: length - sum(whole)]:
        whole[index] += 1
    return tuple((phase.phase, days) for phase, days in zip(phases, whole, strict=True))


def tilings(
    portfolio: Portfolio, production: Production, need: Need, members: Sequence[str], start: date
) -> list[Tiling]:
    """The phases that the rules give from ``start``; several only where calendars of stages differ and end alike.

    Raises
    ------
    BeyondCalendar
        If a day lies outside the years whose holidays are known.
    """
    lengths = {member: length for member in members if (length := length_on(need, member)) is not None}
    if not lengths:
        return []
    if production.calendar is WorkCalendar.ALL:
        return [_tile(scaled(need.phases, max(lengths.values())), start, lambda _: True)]
    found = [
        _tile(scaled(need.phases, length), start, partial(works, portfolio, member))
        for member, length in lengths.items()
    ]
    latest = max(tiling[-1][2] for tiling in found)
    return [tiling for tiling in found if tiling[-1][2] == latest]


def _tile(phases: Sequence[tuple[PhaseKind, int]], start: date, counts: Callable[[date], bool]) -> Tiling:
    """Phases without gaps, each until its number of counting days has passed; one of no days is left out."""
    rows = []
    day = start
    for phase, days in phases:
        first, left = day, days
        while left:
            left -= counts(day)
            day += ONE_DAY
        if days:
            rows.append((phase, first, day))
    return tuple(rows)


def length_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``end`` and the phases are those the rules give; they tile ``[start, end)`` exactly."""
    for placement in placements:
        production, need = demand_of(portfolio, placement)
        try:
            right = tilings(portfolio, production, need, placement.members, placement.start)
        except BeyondCalendar as wrong:
            yield breach("calendar-years", placement, found=str(wrong), allowed=wrong.allowed)
            continue
        if not right:
            continue
        end = right[0][-1][2]
        if placement.end != end:
            found = f"{placement.start} to {placement.end}, {count((placement.end - placement.start).days)}"
            allowed = f"an end on {end}, {count((end - placement.start).days)} after the start"
            yield breach("length", placement, "phases", found=found, allowed=allowed)
            continue
        given = tuple((phase.phase, phase.start, phase.end) for phase in placement.phases if phase.start != phase.end)
        if given not in right:
            yield breach("phases", placement, "phases", found=_words(given), allowed=_words(right[0]))


def start_day_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Under the working calendar a need starts on a working day of every stage it takes."""
    for placement in placements:
        production, _ = demand_of(portfolio, placement)
        if production.calendar is WorkCalendar.ALL:
            continue
        try:
            resting = [member for member in placement.members if not works(portfolio, member, placement.start)]
        except BeyondCalendar:
            continue  # length_breaches says so
        if resting:
            found = f"start {placement.start:%Y-%m-%d, a %A}, no working day on {', '.join(resting)}"
            yield breach("rest-day", placement, found=found, allowed="a start on a working day")


def _words(tiling: Tiling) -> str:
    return ", ".join(f"{phase} {start} to {end}" for phase, start, end in tiling) or "no phases"
