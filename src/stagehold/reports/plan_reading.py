"""Plans and comparisons back from their plain data, so that one made once is shown in any language at any time.

``plan_as_data(plan_of_data(data)) == data`` for whatever ``plan_as_data`` gave. A published plan may come from another
program: beside its placements, which the desk has checked, what does not fit is left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from stagehold.domain.days import Span
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import (
    CertainLateness,
    LateProduction,
    PhaseSpan,
    Placement,
    Plan,
    PlanStatus,
    Reason,
    Remedy,
    RemedyKind,
    Terms,
    UnplacedProduction,
    Why,
)
from stagehold.reports.scenarios import FIGURES, Comparison, Outcome, ScenarioPlan, Value

Thing = TypeVar("Thing")


def plan_of_data(data: Mapping[str, Any]) -> Plan:
    """The plan that ``plan_as_data`` wrote, with its party where ``data`` says one."""
    known = {item.value for item in PlanStatus}
    status = data.get("status")
    terms = data.get("terms")
    today = data.get("today")
    return Plan(
        party=str(data.get("party") or ""),
        status=PlanStatus(status) if status in known else PlanStatus.FEASIBLE,
        objective=_number(data.get("objective")),
        bound=_number(data.get("bound")),
        seconds=float(_number(data.get("seconds")) or 0),
        seed=int(_number(data.get("seed")) or 0),
        terms=_terms(terms) if isinstance(terms, Mapping) else Terms(),
        placements=tuple(_each(data.get("placements"), _placement)),
        late=tuple(_each(data.get("late"), _late)),
        unplaced=tuple(_each(data.get("unplaced"), _unplaced)),
        remedies=tuple(_each(data.get("remedies"), _remedy)),
        assumptions=tuple(id_ for id_ in _list(data.get("assumptions")) if isinstance(id_, str)),
        findings=tuple(_each(data.get("findings"), finding_of_data)),
        today=date.fromisoformat(today) if isinstance(today, str) else None,
        certain=tuple(_each(data.get("late_certain"), _certain)),
    )


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _each(given: Any, made: Callable[[Any], Thing]) -> Iterator[Thing]:
    """Each item that can be read."""
    for item in _list(given):
        try:
            yield made(item)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            continue


def _number(value: Any) -> Decimal | None:
    """A finite number as it is written in JSON."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def _terms(data: Mapping[str, Any]) -> Terms:
    names = ("unplaced", "late", "spot", "moved", "shifted")
    return Terms(**{name: _number(data.get(name)) or Decimal(0) for name in names})


def placement_of_data(data: Any) -> Placement:
    """Where and when a placement stands; its phases are read by ``phase_of_data``, one by one.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is none.
    """
    stages = data["stages"]
    if not isinstance(stages, list) or not all(isinstance(stage, str) for stage in stages):
        raise ValueError("stages is a list of ids")
    return Placement(
        production=str(data["production"]),
        need=str(data["need"]),
        stages=tuple(stages),
        start=date.fromisoformat(data["start"]),
        end=date.fromisoformat(data["end"]),
    )


def phase_of_data(data: Any) -> PhaseSpan:
    """A phase of a placement.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is none.
    """
    start, end = date.fromisoformat(data["start"]), date.fromisoformat(data["end"])
    return PhaseSpan(phase=PhaseKind(data["phase"]), start=start, end=end)


def _placement(data: Any) -> Placement:
    phases = tuple(_each(data.get("phases"), phase_of_data))
    return replace(placement_of_data(data), phases=phases, late_days=int(data.get("late_days") or 0))


def _why(data: Any) -> Why:
    return Why(
        stage=str(data["stage"]),
        reason=Reason(data["reason"]),
        by=tuple(str(id_) for id_ in _list(data.get("by"))),
        detail=str(data.get("detail") or ""),
        need=str(data.get("need") or ""),
    )


def _late(data: Any) -> LateProduction:
    whys = tuple(_each(data.get("why"), _why))
    return LateProduction(production=str(data["production"]), days=int(data["days"]), why=whys)


def _unplaced(data: Any) -> UnplacedProduction:
    return UnplacedProduction(production=str(data["production"]), why=tuple(_each(data.get("why"), _why)))


def _certain(data: Any) -> CertainLateness:
    return CertainLateness(production=str(data["production"]), days=int(data["days"]))


def _remedy(data: Any) -> Remedy:
    after = _number(data["objective_after"])
    if after is None:
        raise ValueError("a remedy says what the objective is with it")
    return Remedy(
        production=str(data["production"]),
        kind=RemedyKind(data["kind"]),
        change=dict(data["change"]),
        objective_after=after,
        verified=bool(data.get("verified")),
    )


def finding_of_data(data: Any) -> Finding:
    """A finding that ``as_dict`` wrote."""
    texts = {name: str(data.get(name) or "") for name in ("file", "record", "field", "found", "allowed", "nearest")}
    line = int(data.get("line") or 0)
    return Finding(rule=str(data["rule"]), severity=Severity(data.get("severity", "error")), line=line, **texts)


# --- comparisons ----------------------------------------------------------------------------------------------------


def comparison_of_data(data: Mapping[str, Any]) -> Comparison:
    """The figures and outcomes that ``comparison_as_data`` wrote; the plans themselves are not in it."""
    listed = [{**data["base"], "id": "", "name": ""}, *data["scenarios"]]
    ids = [str(item["id"]) for item in listed]
    period = data.get("period")
    return Comparison(
        plans=tuple(_run(item) for item in listed),
        period=None if period is None else Span(date.fromisoformat(period["start"]), date.fromisoformat(period["end"])),
        figures=tuple(_figures(item.get("figures")) for item in listed),
        changed={
            str(row["production"]): tuple(
                _outcome(item) for item in (row["base"], *(row["scenarios"].get(id_) for id_ in ids[1:]))
            )
            for row in data["productions"]
        },
        not_planned=tuple(data.get("not_planned") or ()),
    )


def _run(data: Mapping[str, Any]) -> ScenarioPlan:
    return ScenarioPlan(
        id=str(data["id"]),
        name=str(data.get("name") or ""),
        leased={},
        refused=str(data.get("refused") or ""),
        findings=tuple(_each(data.get("findings"), finding_of_data)),
    )


def _figures(data: Any) -> dict[str, Value]:
    if not isinstance(data, Mapping):
        return {}
    return {key: value if isinstance(value, str) else _figure(value) for key, value in data.items() if key in FIGURES}


def _figure(value: Any) -> Value:
    return value if isinstance(value, int) else _number(value)


def _outcome(data: Any) -> Outcome | None:
    return None if data is None else Outcome(kind=str(data["outcome"]), late_days=int(data["late_days"]))
