"""What may be asked of each kind of job, and what its worker is given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from stagehold.domain.portfolio import Portfolio
from stagehold.services.plan_kinds import REPORTS
from stagehold.services.plan_task import AdviceTask, RiskTask
from stagehold.web.problems import Trouble
from stagehold.web.shapes.facts import AdviceBody, PlanJobBody
from stagehold.web.shapes.words import FIRST_DAY, LAST_DAY

# What only some kinds understand.
_ONLY = {
    "production": ("why",),
    "risk": ("risk",),
    "advice": ("advise",),
    "scenarios": ("compare", "plan"),
    "locks": ("plan",),
    "placements": ("plan",),
}
_NOT = {"risk": ("today",), "advise": ("baseline",)}
MOST_NAMED = 50


def check_kind(body: PlanJobBody, portfolio: Portfolio) -> None:
    """Refuse at once what cannot be meant.

    Raises
    ------
    Trouble
    """
    for name, kinds in _ONLY.items():
        if getattr(body, name) and body.kind not in kinds:
            raise Trouble("input", f"{name} goes with kind {' or '.join(kinds)}; found kind {body.kind}")
    for name in _NOT.get(body.kind, ()):
        if getattr(body, name) is not None:
            raise Trouble("input", f"kind {body.kind} takes no {name}")
    if body.kind == "compare" and not portfolio.scenarios:
        raise Trouble("input", "the portfolio has no scenarios to compare")
    if body.kind == "why":
        _check_production(body.production, portfolio)
    if body.risk is not None and body.risk.job is not None and body.baseline is not None:
        raise Trouble("input", "give a baseline or the job that made the plan, not both")
    if body.advice is not None:
        _check_advice(body.advice)


def _check_production(production: str | None, portfolio: Portfolio) -> None:
    known = [item.id for item in portfolio.productions.values() if item.needs]
    if production not in known:
        named = ", ".join(known[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
        found = "none is named" if production is None else f"found {production!r}"
        raise Trouble("input", f"kind why takes the production to explain, {found}; there are: {named or 'none'}")


def _check_advice(advice: AdviceBody) -> None:
    if (advice.first is None) != (advice.last is None):
        raise Trouble("input", "advice: give first and last, or neither")
    if (
        advice.first is not None
        and advice.last is not None
        and not FIRST_DAY <= advice.first <= advice.last <= LAST_DAY
    ):
        raise Trouble("input", f"advice: first to last lie in order between {FIRST_DAY} and {LAST_DAY}")
    if advice.assurance != "tail" and any(target > 1 for target in advice.targets):
        raise Trouble("input", "advice: targets are shares from 0 to 1, as 0.9; late days go with assurance tail")


def compared(body: PlanJobBody, portfolio: Portfolio) -> tuple[str, ...]:
    """The scenarios to compare: those named, or all there are; none where it is no comparison."""
    return body.scenarios or (tuple(portfolio.scenarios) if body.kind == "compare" else ())


def more_of_task(body: PlanJobBody) -> dict[str, Any]:
    """The fields of a task that only some kinds have."""
    if body.kind == "risk":
        asked = body.risk
        return {"risk": RiskTask() if asked is None else RiskTask(rule=asked.rule, futures=asked.futures)}
    if body.kind == "advise":
        return {"advice": _advice(body.advice or AdviceBody())}
    return {"explained": body.production}


def without_reports(result: str) -> bytes:
    """The result of a job without the reports that its worker has written beside it."""
    if f'"{REPORTS}"' not in result:
        return result.encode()
    data: dict[str, Any] = msgspec.json.decode(result)
    data.pop(REPORTS, None)
    return msgspec.json.encode(data)


def _advice(asked: AdviceBody) -> AdviceTask:
    return AdviceTask(
        assurance=asked.assurance,
        targets=asked.targets,
        rule=asked.rule,
        first=asked.first,
        last=asked.last,
        point=None if asked.point is None else Decimal(str(asked.point)),
        rate=None if asked.rate is None else Decimal(str(asked.rate)),
        futures=asked.futures,
        search=asked.search,
        sets=asked.sets,
        without=asked.without,
    )
