"""The past in a plan made on a day (SPEC §2, *Re-plan*): what has begun is as it was, and nothing else starts before.

For every need of the baseline with ``start < today`` (its need and stages still known):

    stages and start are those of the baseline, and it has a place, whatever becomes of its production
    phases, end to end from that start: over on its actual date, where a milestone states one; else over after as many
        days as in the baseline, if that is by today; else as long as the portfolio says, and not over before today
    from today on its stages are leased, open and free for it

and every other need starts on or after today. Other rules ask nothing of what has begun: it can no longer keep them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import combinations

from stagehold.domain.edtf import EdtfDate
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production, WorkCalendar
from stagehold.domain.studio import PhaseKind
from stagehold.planning.audit.breach import breach
from stagehold.planning.audit.lengths import ONE_DAY, Tiling, length_on, scaled
from stagehold.planning.audit.neighbours import blocking
from stagehold.planning.audit.occupied import closure_breaches, lease_breaches, service_breaches
from stagehold.planning.audit.placed import demand_of, need_of
from stagehold.planning.audit.workdays import works
from stagehold.planning.plan import Placement, Plan


def begun(portfolio: Portfolio, baseline: Plan | None, today: date | None) -> dict[tuple[str, str], Placement]:
    """What has begun by the baseline, as it stands there."""
    found: dict[tuple[str, str], Placement] = {}
    for item in baseline.placements if baseline is not None and today is not None else ():
        known = need_of(portfolio, item.production, item.need) is not None
        if known and item.members and all(member in portfolio.spaces for member in item.members):
            found.setdefault((item.production, item.need), item)
    return {key: item for key, item in found.items() if today is not None and item.start < today}


def settled(findings: Iterable[Finding], past: Iterable[tuple[str, str]], unplaced: set[str]) -> Iterator[Finding]:
    """The findings without those on what has begun, and on productions of which only that has a place."""
    keys = set(past)
    partly = {production for production, _ in keys} & unplaced
    for finding in findings:
        need = finding.field.split(".")[1] if finding.field.startswith("needs.") else ""
        if finding.record in partly and finding.rule in ("partly-placed", "placed-and-unplaced"):
            continue
        if (finding.record, need) not in keys or finding.rule in ("unknown-need", "unknown-stage", "no-days"):
            yield finding


def past_breaches(
    portfolio: Portfolio, placements: Sequence[Placement], baseline: Plan | None, today: date, party: str
) -> Iterator[Finding]:
    """Everything the plan changes of the past, or starts in it."""
    past = begun(portfolio, baseline, today)
    placed = {(item.production, item.need): item for item in placements}
    for key, before in past.items():
        item = placed.get(key)
        if item is None:
            allowed = f"a place: it began on {before.start} on {', '.join(before.stages)}"
            yield breach("begun", before, found="without a place", allowed=allowed)
            continue
        yield from _changed(portfolio, before, item, today)
        yield from _not_there(portfolio, item, today, party)
    under_way = [placed[key] for key in past if key in placed and placed[key].end > today]
    for one, other in combinations(under_way, 2):
        shared = sorted(set(one.members) & set(other.members))
        if shared:
            found = f"{', '.join(shared)} from {today} together with {other.production}/{other.need}"
            yield breach("overlap", one, "stages", found=found, allowed="one stay at a time")
    for key, item in placed.items():
        if key not in past and item.start < today:
            yield breach("before-today", item, found=f"start {item.start}", allowed=f"{today} at the earliest")


def _changed(portfolio: Portfolio, before: Placement, item: Placement, today: date) -> Iterator[Finding]:
    if set(item.stages) != set(before.stages) or item.start != before.start:
        found = f"{', '.join(item.stages)} from {item.start}"
        allowed = f"{', '.join(before.stages)} from {before.start}: it has begun"
        yield breach("begun", item, found=found, allowed=allowed)
        return
    right = _tilings(portfolio, before, today)
    given = tuple((span.phase, span.start, span.end) for span in item.phases if span.start != span.end)
    if given not in right:
        yield breach("begun", item, "phases", found=_words(given), allowed=_words(right[0]))
    elif item.end != given[-1][2]:
        yield breach("begun", item, "phases", found=f"an end on {item.end}", allowed=f"an end on {given[-1][2]}")


def _tilings(portfolio: Portfolio, before: Placement, today: date) -> list[Tiling]:
    """The phases as they were and will be; several where stages of different lengths end on the same day."""
    production, need = demand_of(portfolio, before)
    if any(length_on(need, member) is None for member in before.members):
        return [_as_before(before)]
    found = []
    for whole in before.stages:
        members = whole.split("+")
        length = max(length for member in members if (length := length_on(need, member)) is not None)
        plain = production.calendar is WorkCalendar.ALL
        counts: Callable[[date], bool] = (lambda _: True) if plain else partial(works, portfolio, members[0])
        phases = [(phase, days) for phase, days in scaled(need.phases, length) if days]
        found.append(_tile(production, need, before, phases, counts, today))
    latest = max(tiling[-1][2] for tiling in found)
    return [tiling for tiling in found if tiling[-1][2] == latest]


def _as_before(before: Placement) -> Tiling:
    rows = tuple((span.phase, span.start, span.end) for span in before.phases if span.start < span.end)
    return rows or ((PhaseKind.SHOOT, before.start, before.end),)


def _tile(
    production: Production,
    need: Need,
    before: Placement,
    phases: Sequence[tuple[PhaseKind, int]],
    counts: Callable[[date], bool],
    today: date,
) -> Tiling:
    then = [(span.phase, (span.end - span.start).days) for span in before.phases if span.start < span.end]
    if not then:
        whole = (before.end - before.start).days
        # No phases said: its days are split in the proportions of the phases.
        total = sum(days for _, days in phases)
        parts = [days * whole // total for _, days in phases]
        order = sorted(range(len(parts)), key=lambda at: (-(phases[at][1] * whole % total), at))
        for at in order[: whole - sum(parts)]:
            parts[at] += 1
        then = [(phase, days) for (phase, _), days in zip(phases, parts, strict=True) if days]
    over = _actual_ends(production, need, [phase for phase, _ in phases], today)
    rows: list[tuple[PhaseKind, date, date]] = []
    day, alike = before.start, True
    for at, (phase, days) in enumerate(phases):
        alike = alike and at < len(then) and then[at][0] is phase
        actual = over.get(at)
        if actual is not None and actual > day:
            end = actual
        elif alike and day + timedelta(days=then[at][1]) <= today:
            end = day + timedelta(days=then[at][1])
        else:
            end = _counted(day, days, counts)
            end = max(end, today) if day < today else end
        rows.append((phase, day, end))
        day = end
    return tuple(rows)


def _counted(day: date, days: int, counts: Callable[[date], bool]) -> date:
    """The day after the last of so many counting days."""
    while days:
        days -= counts(day)
        day += ONE_DAY
    return day


def _actual_ends(production: Production, need: Need, kinds: Sequence[PhaseKind], today: date) -> dict[int, date]:
    """The day by which a phase was over, by the actual dates of milestones; a start says it of the phase before."""
    ends: dict[int, date] = {}
    for point in ("-end", "-start"):
        for milestone in production.milestones:
            owner, slash, name = milestone.name.rpartition("/")
            mine = owner == need.id if slash else len(production.needs) == 1
            places = [at for at, kind in enumerate(kinds) if name == f"{kind}{point}"]
            actual = milestone.actual
            if not mine or not places or not isinstance(actual, EdtfDate) or actual.first != actual.last:
                continue
            if point == "-end" and actual.first < today:
                ends[places[-1]] = actual.first + ONE_DAY
            elif point == "-start" and places[0] > 0 and actual.first <= today:
                ends[places[0] - 1] = actual.first
    return ends


def _not_there(portfolio: Portfolio, item: Placement, today: date, party: str) -> Iterator[Finding]:
    """Days from today on which the need that has begun may not stand where it stands."""
    if item.end <= today:
        return
    ahead = [
        replace(phase, start=max(phase.start, today)) for phase in item.phases if max(phase.start, today) < phase.end
    ]
    rest = [replace(item, start=today, phases=tuple(ahead))]
    yield from lease_breaches(portfolio, rest, party)
    yield from closure_breaches(portfolio, rest)
    yield from service_breaches(portfolio, rest)
    for stage in item.members:
        space = portfolio.spaces[stage]
        gap = timedelta(days=space.turnover_after + space.turnover_before)
        for line in blocking(portfolio, party, stage):
            # A stay of somebody else that is over is not waited for: the need is there already.
            if line.span.end > today and line.span.start < item.end + gap:
                found = f"{stage}, of booking {line.booking} from {line.span.start}"
                yield breach(line.rule, item, "stages", found=found, allowed="days that are free")


def _words(tiling: Tiling) -> str:
    return ", ".join(f"{phase} {start} to {end}" for phase, start, end in tiling) or "no phases"
