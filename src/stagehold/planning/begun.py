"""What has begun before today: where it stands, since when, how long its phases were, and how long they will be.

A need of the baseline whose first day lies before ``today`` keeps its stages and its start. Its phases are laid end to
end from that start, ``s`` being where the last one ended:

    an actual date is known      the phase ended then          (milestones ``shoot-end``, ``shoot-start``; see below)
    s + length before <= today   it is finished, and took as long as in the baseline
    otherwise                    it takes as long as the portfolio says now, and does not end before today if it has
                                 begun

A milestone ``<phase>-end`` with an actual date names the last day of the need's last phase of that kind,
``<phase>-start`` the day after which the phase before the first of that kind is over. In a production of several
needs the name says which: ``main/shoot-end``. Phases of the baseline count as long as they are of the same kinds, in
the same order, as those of the portfolio; behind the first difference only the portfolio counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain.edtf import DatePrecision, EdtfDate
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.production import Need, PhaseLength, Production, WorkCalendar
from stagehold.domain.studio import PhaseKind
from stagehold.planning.facts import IN_CONFLICT, Facts
from stagehold.planning.plan import PhaseSpan, Placement
from stagehold.planning.worktime import Timetable, phases_on, scaled, working_days

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A need that has begun, with its phases as they were and as they will be; ``stages`` as in a placement."""

    production: str
    need: str
    stages: tuple[str, ...]
    phases: tuple[PhaseSpan, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Production and need."""
        return self.production, self.need

    @property
    def start(self) -> date:
        """Its first day."""
        return self.phases[0].start

    @property
    def end(self) -> date:
        """The day after its last one."""
        return self.phases[-1].end

    @property
    def members(self) -> tuple[str, ...]:
        """Every stage occupied: joined wholes taken apart."""
        return tuple(member for stage in self.stages for member in stage.split("+"))


def read_begun(facts: Facts, placements: Iterable[Placement], today: date, findings: list[Finding]) -> Iterator[Begun]:
    """Each placement that has begun as it stands now; ``findings`` says what was passed over."""
    for placement in placements:
        production = facts.portfolio.productions[placement.production]
        need = next(item for item in production.needs if item.id == placement.need)
        wholes = [whole.split("+") for whole in placement.stages]
        tilings = [_tiling(facts, production, need, placement, whole, today, findings) for whole in wholes]
        if any(phases_on(need, whole) is None for whole in wholes):
            tilings = [_as_before(placement)]  # the portfolio no longer says how long it takes there
        phases = max(tilings, key=lambda tiling: tiling[-1].end)  # of several equal ones the first
        yield Begun(production=production.id, need=need.id, stages=placement.stages, phases=tuple(phases))


def _tiling(
    facts: Facts,
    production: Production,
    need: Need,
    placement: Placement,
    whole: Sequence[str],
    today: date,
    findings: list[Finding],
) -> list[PhaseSpan]:
    lengths = phases_on(need, whole)
    before = [span for span in placement.phases if span.start < span.end]
    if lengths is None:
        return _as_before(placement)
    before = before or _split(lengths, placement)
    alike = _alike(lengths, before)
    actual = _actual_ends(facts, production, need, lengths, (placement.start, today), findings)
    spans = []
    day = placement.start
    for index, item in enumerate(lengths):
        end = actual.get(index)
        if end is not None and end <= day:
            findings.append(_passed_over(production, need, f"{item.phase} over by {end}", f"a day after {day}"))
            end = None
        if end is None and index < alike:
            ended = day + (before[index].end - before[index].start)
            end = ended if ended <= today else None
            if end is not None:
                _say_if_longer(facts, production, need, whole, item, (day, end, today), findings)
        if end is None:
            end = _after(facts, production, whole, day, item.days)
            end = max(end, today) if day < today else end
        spans.append(PhaseSpan(phase=item.phase, start=day, end=end))
        day = end
    return spans


def _as_before(placement: Placement) -> list[PhaseSpan]:
    spans = [span for span in placement.phases if span.start < span.end]
    return spans or [PhaseSpan(phase=PhaseKind.SHOOT, start=placement.start, end=placement.end)]


def _split(lengths: Sequence[PhaseLength], placement: Placement) -> list[PhaseSpan]:
    """The days of a placement without phases, split as the need's phases are."""
    spans = []
    day = placement.start
    for item in scaled(lengths, (placement.end - placement.start).days):
        spans.append(PhaseSpan(phase=item.phase, start=day, end=day + item.days * ONE_DAY))
        day = spans[-1].end
    return spans


def _alike(lengths: Sequence[PhaseLength], before: Sequence[PhaseSpan]) -> int:
    """How many phases from the first on are of the same kinds."""
    pairs = list(zip(lengths, before, strict=False))
    return next((index for index, (now, then) in enumerate(pairs) if now.phase is not then.phase), len(pairs))


def _after(facts: Facts, production: Production, whole: Sequence[str], day: date, days: int) -> date:
    """The day on which so many days, or working days of the production's calendar, have passed."""
    if production.calendar is not WorkCalendar.WORKING:
        return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
    studio = facts.portfolio.studios[facts.portfolio.spaces[whole[0]].studio]
    week = facts.portfolio.settings.work_week
    first = day.toordinal()
    calendar = working_days(studio.country, studio.region or "", week, first, first + 3 * days + 60)
    end = Timetable((), calendar).after(first, days)
    assert end is not None  # at least every third day is a working day
    return date.fromordinal(end)


def _say_if_longer(
    facts: Facts,
    production: Production,
    need: Need,
    whole: Sequence[str],
    item: PhaseLength,
    days: tuple[date, date, date],
    findings: list[Finding],
) -> None:
    start, end, today = days
    now = _after(facts, production, whole, start, item.days)
    if now > today:
        findings.append(
            Finding(
                rule="finished-before-today",
                severity=Severity.WARNING,
                record=production.id,
                field=f"needs.{need.id}.phases.{item.phase}",
                found=f"{item.days} days, until {now - ONE_DAY}; by the baseline it was over on {end - ONE_DAY}",
                allowed="what is finished keeps its length; if it still runs, give its end in the baseline that day",
            )
        )


# --- actual dates ---------------------------------------------------------------------------------------------------


def _actual_ends(
    facts: Facts,
    production: Production,
    need: Need,
    lengths: Sequence[PhaseLength],
    days: tuple[date, date],
    findings: list[Finding],
) -> dict[int, date]:
    """The half-open end of each phase with an actual date; ``days`` are the start of the need and today."""
    start, today = days
    stated: dict[str, set[date]] = {}
    for name, value in _stated(production, need):
        if not isinstance(value, EdtfDate) or value.precision is not DatePrecision.DAY:
            findings.append(_passed_over(production, need, f"{name} {value}", "a day"))
        elif value.first > today or (value.first == today and name.endswith("-end")):
            findings.append(_passed_over(production, need, f"{name} {value}", f"an actual date, before {today}"))
        else:
            stated.setdefault(name, set()).add(value.first)
    if stated:
        facts.read(production, "milestones")
    ends: dict[int, date] = {}
    kinds = [item.phase for item in lengths]
    for name, said in stated.items():
        if len(said) > 1:
            facts.missing.append(_in_conflict(production, name, said))
        kind, _, point = name.rpartition("-")
        place = [index for index, phase in enumerate(kinds) if phase.value == kind]
        if not place:
            continue
        if point == "end":
            ends.setdefault(place[-1], min(said) + ONE_DAY)
        elif place[0] > 0:
            ends[place[0] - 1] = min(said)  # phases leave no gap: the one before lasts until the next has begun
        elif start not in said:
            findings.append(
                _passed_over(production, need, f"{name} {min(said)}", f"{start}, its start in the baseline")
            )
    return ends


def _stated(production: Production, need: Need) -> Iterator[tuple[str, object]]:
    """Name (``shoot-end``) and actual date of every milestone that belongs to this need."""
    for milestone in production.milestones:
        owner, slash, name = milestone.name.rpartition("/")
        mine = owner == need.id if slash else len(production.needs) == 1
        kind, _, point = name.rpartition("-")
        if mine and milestone.actual is not None and kind in set(PhaseKind) and point in ("start", "end"):
            yield name, milestone.actual


def _in_conflict(production: Production, name: str, days: set[date]) -> Finding:
    values = " | ".join(str(day) for day in sorted(days))
    allowed = f"one actual date of {name}"
    return Finding(
        rule=IN_CONFLICT, record=production.id, field="milestones", found=f"{name}: {values}", allowed=allowed
    )


def _passed_over(production: Production, need: Need, found: str, allowed: str) -> Finding:
    return Finding(
        rule="actual-not-used",
        severity=Severity.WARNING,
        record=production.id,
        field="milestones",
        found=f"{need.id}: {found}",
        allowed=f"{allowed}; it is passed over",
    )
