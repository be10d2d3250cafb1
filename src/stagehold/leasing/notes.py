"""What a reader of a schedule must know: which judgements are not stated, and how they were read."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain import edtf
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import EventKind, LeaseTerms, OptionKind
from stagehold.leasing.schedule import Schedule
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
        elif option.reasonably_certain is None:
            found = "not stated; read as not reasonably certain"
            yield _note(lease, "judgement-not-stated", path, found, "true or false, with a reason")
    for event in schedule.events:
        if event.kind is EventKind.INDEX and not event.changed and schedule.standard == "ifrs16":
            allowed = "the day of a review: whole review periods after the start of the line"
            yield _note(lease, "index-between-reviews", f"events.{event.number}.on", f"{event.on}", allowed)


def _note(lease: LeaseTerms, rule: str, path: str, found: str, allowed: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, record=lease.id, field=path, found=found, allowed=allowed)
