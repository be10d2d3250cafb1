"""What a schedule needs and nobody states: one finding a field, each with an assumption to copy."""

from __future__ import annotations

from stagehold.domain.errors import InputError, MissingFacts
from stagehold.domain.findings import Finding
from stagehold.domain.lease import LeaseTerms

UNPINNED = "unpinned"


def pin(lease: LeaseTerms, path: str, why: str, example: str) -> Finding:
    """``path`` of the lease must be pinned, because ``why``; ``example`` is a value that would do."""
    how = f"an assumption: {{id: my-pin, of: {lease.id}.{path}, value: {example}, why: your reason}}"
    return Finding(rule=UNPINNED, record=lease.id, field=path, found=why, allowed=how)


def missing(lease: LeaseTerms, *findings: Finding) -> MissingFacts:
    """The error that stops the schedule of a lease."""
    fields = ", ".join(f"{finding.record}.{finding.field}" for finding in findings)
    return MissingFacts(f"the cost of lease {lease.id} needs values that no source states: {fields}", findings)


def wrong(lease: LeaseTerms, rule: str, path: str, found: object, allowed: str) -> InputError:
    """The error for a value that can be read and cannot be."""
    finding = Finding(rule=rule, record=lease.id, field=path, found=str(found), allowed=allowed)
    return InputError(f"{lease.id}.{path}: {rule}: found {found}; allowed: {allowed}", [finding])
