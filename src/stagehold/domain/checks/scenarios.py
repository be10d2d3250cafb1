"""Assumptions and scenarios: paths that lead to a field, values that fit it, and no field pinned twice."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.changing import apply_change
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.editing import EditError
from stagehold.domain.portfolio import Portfolio


def assumption_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Fields pinned twice; whether paths and values fit is found when assumptions are applied."""
    pinned: dict[str, str] = {}
    for assumption in portfolio.assumptions.values():
        field = assumption.of.rpartition("/")[2]
        first = pinned.setdefault(field, assumption.id)
        if first != assumption.id:
            found = f"{assumption.of}, which {first} pins too"
            subject = Subject("assumption", assumption.id)
            yield subject.error("pinned-twice", "of", found, "one assumption for a field")


def scenario_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Changes that do not fit, and probabilities that add up to more than one."""
    total = sum(item.probability for item in portfolio.scenarios.values() if item.probability is not None)
    for scenario in portfolio.scenarios.values():
        subject = Subject("scenario", scenario.id)
        if total > 1 and scenario.probability is not None:
            found = f"{scenario.probability}; all scenarios together {total}"
            yield subject.warning("probabilities-above-one", "probability", found, "together at most 1")
            total = 0  # said once
        changed = portfolio
        for index, change in enumerate(scenario.changes):
            try:
                changed = apply_change(changed, change)
            except EditError as wrong:
                part = "of" if wrong.finding.field == "of" or wrong.finding.rule == "unknown-field" else "value"
                path = f"changes.{index}.{part}"
                found = wrong.finding.found or change.of
                yield subject.error(wrong.finding.rule, path, found, wrong.finding.allowed, wrong.finding.nearest)
