"""What a reader of a schedule must know: which judgements are not stated, and how they were read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stagehold.domain import edtf
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import EventKind, LeaseTerms, OptionKind
from stagehold.leasing.reading import agreed_at_signing
from stagehold.leasing.schedule import Schedule, StepKind
from stagehold.leasing.standard import rate_gaps


def notes_of(lease: LeaseTerms, schedule: Schedule) -> tuple[Finding, ...]:
    """Warnings, one a field."""
    return tuple(_notes(lease, schedule))


def _notes(lease: LeaseTerms, schedule: Schedule) -> Iterator[Finding]:
    if lease.term is not None and edtf.is_approximate(lease.term):
        yield _note(
            lease, "approximate-date", "term", str(lease.term), "every figure rests on it; a day without ~ or ?"
        )
    if schedule.exempt is None:
        for path in rate_gaps(lease):
            said = "; read as an effective yearly rate" if path.endswith("compounding") else ""
            yield _note(lease, "rate-not-described", path, f"not stated{said}", "what the rate is, and from where")
    for index, option in enumerate(lease.options):
        path = f"options.{index}.reasonably_certain"
        if option.kind is OptionKind.EXPAND and option.reasonably_certain:
            found = "true; it adds nothing before it is exercised"
            yield _note(lease, "expansion-not-counted", path, found, "a modification on the day of the exercise")
        elif option.exercised and not option.reasonably_certain and index not in _reassessed(lease):
            found = "exercised, and not in the expected term"
            yield _note(lease, "exercised-not-counted", path, found, "true, or an event that reassesses the option")
        elif option.reasonably_certain is None:
            found = "not stated; read as not reasonably certain"
            yield _note(lease, "judgement-not-stated", path, found, "true or false, with a reason")
    yield from _index(lease, schedule)
    for event in schedule.events:
        more = any(step.kind is StepKind.MORE_SPACE for step in event.steps)
        if more and lease.events[event.number].separate is None:
            found = "more space, and not stated; read as no separate lease"
            yield _note(
                lease, "judgement-not-stated", f"events.{event.number}.separate", found, "yes or no, with a reason"
            )
        if event.kind is EventKind.INDEX and event.on not in _moved(lease, schedule):
            allowed = "the day of a review: whole review periods after the start of the line"
            yield _note(lease, "index-between-reviews", f"events.{event.number}.on", f"{event.on}", allowed)


def _reassessed(lease: LeaseTerms) -> set[int | None]:
    return {event.option for event in lease.events if event.kind is EventKind.REASSESS}


def _index(lease: LeaseTerms, schedule: Schedule) -> Iterator[Finding]:
    """A move of the index begins where the one before it ended, the first one at the value the line names."""
    stated = {line.index.at_start for line in lease.rent if line.index is not None}
    before = stated.pop() if len(stated) == 1 else None
    moves = {event.number for event in schedule.events if event.kind is EventKind.INDEX}
    for number in sorted(moves, key=lambda number: (lease.events[number].on.first, number)):
        event, path = lease.events[number], f"events.{number}"
        if before is not None and event.from_ != before:
            allowed = f"{before}, the value of the last review; the rent moves by to / from"
            yield _note(lease, "index-begins-elsewhere", f"{path}.from", str(event.from_), allowed)
        if event.on.first in _moved(lease, schedule):
            before = event.to


def _moved(lease: LeaseTerms, schedule: Schedule) -> set[date]:
    """Days of index events that were not between reviews, under either standard."""
    signed = agreed_at_signing(lease, rent_needed=False)
    following = [line for line in signed.lines if line.indexed]
    days = {event.on for event in schedule.events if event.kind is EventKind.INDEX}
    return {day for day in days if not following or any(line.is_review(day) for line in following)}


def _note(lease: LeaseTerms, rule: str, path: str, found: str, allowed: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, record=lease.id, field=path, found=found, allowed=allowed)
