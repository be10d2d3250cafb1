"""Auditing a plan before it is published: whoever made it, and whatever has changed since."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from stagehold.domain.editing import apply_assumptions
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.files.plans import read_plan
from stagehold.planning.audit import OF_PARTY, OF_PLACEMENTS
from stagehold.planning.audit.lateness import late_days_breaches
from stagehold.planning.audit.placed import readable, unreadable_breaches
from stagehold.planning.plan import Plan


class PlanBroken(InputError):
    """The plan breaks rules of the portfolio as it is now; the findings say which."""

    code = "plan-broken"
    exit_code = 1


def require_kept(portfolio: Portfolio, plan: dict[str, Any], party: str) -> None:
    """Refuse a plan whose placements break a rule.

    What stood before the day from which the plan was made (``today``) is the past, and is not judged again. Figures of
    a plan, as its lateness, are not asked: publishing makes holds of its placements alone.

    Raises
    ------
    PlanBroken
        With a finding for each broken rule.
    InputError
        If it is no plan, or the rules cannot be judged.
    """
    with tempfile.TemporaryDirectory(prefix="stagehold-") as folder:
        file = Path(folder) / "plan.json"
        file.write_text(json.dumps(plan), encoding="utf-8")
        read = read_plan(file, party)
    pinned, _ = apply_assumptions(portfolio, portfolio.assumptions.values())
    found = tuple(_breaches(pinned, read, party, _day(plan.get("today"))))
    if found:
        raise PlanBroken(f"the plan breaks {len(found)} rules of the portfolio as it is now: plan again", found)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _breaches(portfolio: Portfolio, plan: Plan, party: str, today: date | None) -> Iterator[Finding]:
    yield from unreadable_breaches(portfolio, plan.placements)
    placements = readable(portfolio, plan.placements)
    past = {(item.production, item.need) for item in placements if today is not None and item.start < today}
    found: list[Finding] = []
    for of_placements in OF_PLACEMENTS:
        if of_placements is not late_days_breaches:
            found += of_placements(portfolio, placements)
    for of_party in OF_PARTY:
        found += of_party(portfolio, placements, party)
    begun = {production for production, _ in past}
    yield from (finding for finding in found if finding.record not in begun)
