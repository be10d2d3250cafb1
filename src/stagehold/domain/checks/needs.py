"""Needs: how long they last, and on which stages."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain import readings
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need
from stagehold.domain.studio import PhaseKind, SpaceKind


def need_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Needs without a length, on what is no stage, or with windows that no day fits."""
    for production in portfolio.productions.values():
        subject = Subject("production", production.id)
        seen: set[str] = set()
        for need in production.needs:
            path = f"needs.{need.id}"
            if need.id in seen:
                yield subject.error("duplicate-need", path, need.id, "an id used once in the production")
            seen.add(need.id)
            yield from _length(subject, need, path)
            yield from _stages(portfolio, subject, need, path)
            yield from _windows(subject, need, path)


def _length(subject: Subject, need: Need, path: str) -> Iterator[Located]:
    if need.only and not need.days_on:
        allowed = "days_on with a length for each stage allowed, or no 'only'"
        yield subject.error("only-without-days", f"{path}.only", "true", allowed)
    elif not need.phases and not need.days_on:
        allowed = "phases as {build: 20, shoot: 40}, days_on, or an assumption that pins one of them"
        yield subject.error("no-length", f"{path}.phases", "", allowed)
    elif not need.phases and not need.only:
        without = [id_ for id_ in need.allowed if id_ not in need.days_on]
        if without or not need.allowed:
            found = ", ".join(without) or "stages that days_on does not name"
            allowed = "phases, a length in days_on for every stage allowed, or 'only: true'"
            yield subject.warning("no-length-on-stage", f"{path}.days_on", found, allowed)


def _stages(portfolio: Portfolio, subject: Subject, need: Need, path: str) -> Iterator[Located]:
    for name, ids in (("allowed", need.allowed), ("days_on", tuple(need.days_on))):
        for id_ in ids:
            space = portfolio.spaces.get(id_)
            if space is not None and space.kind is not SpaceKind.STAGE:
                field = f"{path}.{name}.{id_}" if name == "days_on" else f"{path}.{name}"
                yield subject.error("not-a-stage", field, f"{id_} is of kind {space.kind}", "stages")
    outside = [id_ for id_ in need.days_on if need.allowed and id_ not in need.allowed]
    if outside:
        allowed = "stages that 'allowed' names: " + ", ".join(need.allowed)
        yield subject.warning("not-among-allowed", f"{path}.days_on", ", ".join(outside), allowed)
    usable = set(need.allowed) or (set(need.days_on) if need.only else set())
    if need.only and need.allowed:
        usable &= set(need.days_on)
    if usable and need.stages > len(usable):
        found = f"{need.stages} stages at once, {len(usable)} allowed"
        yield subject.warning("too-few-stages", f"{path}.stages", found, "as many as are allowed, or fewer")


def _windows(subject: Subject, need: Need, path: str) -> Iterator[Located]:
    phases = {item.phase for item in need.phases} or {PhaseKind.SHOOT}
    for phase, window in need.phase_windows.items():
        field = f"{path}.phase_windows.{phase}"
        if phase not in phases:
            allowed = "a phase of the need: " + ", ".join(sorted(phases))
            yield subject.error("window-of-no-phase", field, phase, allowed)
        yield from window_findings(subject, window, field)
        longest = max((item.days for item in need.phases if item.phase is phase), default=0)
        yield from _too_short(subject, window, longest, field)


def window_findings(subject: Subject, window: EdtfInterval, field: str) -> Iterator[Located]:
    """A window that no day is left of."""
    try:
        readings.window(window)
    except readings.Unpinned:
        pass
    except readings.NoDayLeft as wrong:
        yield subject.error("no-day-left", field, wrong, "a window that leaves a day")


def _too_short(subject: Subject, window: EdtfInterval, days: int, field: str) -> Iterator[Located]:
    try:
        first, last = readings.window(window)
    except (readings.Unpinned, readings.NoDayLeft):
        return
    if first is not None and last is not None and (last - first).days + 1 < days:
        found = f"{window}: {(last - first).days + 1} days for a phase of {days}"
        yield subject.warning("window-too-short", field, found, f"a window of at least {days} days")
