"""Candidate leases: choices that can be made together, and in time."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.portfolio import Portfolio


def candidate_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every candidate by itself."""
    for candidate in portfolio.candidate_leases.values():
        subject = Subject("candidate_lease", candidate.id)
        for name, others in (("excludes", candidate.excludes), ("requires", candidate.requires)):
            if candidate.id in others:
                yield subject.error("names-itself", name, candidate.id, "other candidate leases")
        both = [other for other in candidate.excludes if other in candidate.requires]
        if both:
            allowed = "candidates that it does not require"
            yield subject.error("excludes-what-it-requires", "excludes", ", ".join(both), allowed)
        latest = max((start.last for start in candidate.starts), default=None)
        if candidate.decide_by is not None and latest is not None and candidate.decide_by.first > latest:
            allowed = f"a day on or before {latest}, the last of its starts"
            yield subject.warning("decided-too-late", "decide_by", candidate.decide_by, allowed)
