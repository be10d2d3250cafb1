"""Plans in files: the JSON that ``stagehold plan --json`` prints, read back as a baseline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.findings import Finding
from stagehold.planning.plan import PhaseSpan, Placement, Plan, PlanStatus, UnplacedProduction
from stagehold.reports.plan_reading import phase_of_data, placement_of_data

_FORM = (
    '{"placements": [{"production": "p", "need": "n", "stages": ["a"], "start": "2027-01-05", "end": "2027-02-05"}]}'
)


def read_plan(path: Path, party: str = "") -> Plan:
    """The placements of a plan in a JSON file, with what it left without a place and the assumptions it names.

    Phases and ``party`` may be missing.

    Raises
    ------
    Unreadable
        If the file is missing or cannot be read.
    InputError
        If it is not a plan; the finding says where.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise Unreadable(f"{path}: {wrong.strerror or wrong}") from wrong
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 0)
        found = Finding(rule="not-json", file=path.name, line=line, found=str(wrong), allowed=_FORM)
        raise InputError(f"{path.name} is not a plan", [found]) from wrong
    rows = data.get("placements") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise InputError(
            f"{path.name} is not a plan", [Finding(rule="not-a-plan", file=path.name, found="", allowed=_FORM)]
        )
    placements = tuple(_placement(path, index, row) for index, row in enumerate(rows))
    left_out = data.get("unplaced")
    unplaced = tuple(
        UnplacedProduction(production=str(item["production"]))
        for item in (left_out if isinstance(left_out, list) else [])
        if isinstance(item, dict) and "production" in item
    )
    rests_on = data.get("assumptions")
    return Plan(
        party=party or str(data.get("party") or ""),
        status=PlanStatus.FEASIBLE,
        objective=None,
        bound=Decimal(0),
        placements=placements,
        unplaced=unplaced,
        assumptions=tuple(id_ for id_ in rests_on if isinstance(id_, str)) if isinstance(rests_on, list) else (),
    )


def _placement(path: Path, index: int, row: Any) -> Placement:
    try:
        placement = placement_of_data(row)
        if placement.start >= placement.end:
            raise ValueError(f"it ends on {placement.end}, not after its start on {placement.start}")
        phases = tuple(phase_of_data(item) for item in row.get("phases") or [])
        _require_end_to_end(phases, placement)
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        finding = Finding(
            rule="not-a-placement", file=path.name, field=f"placements.{index}", found=str(wrong), allowed=_FORM
        )
        raise InputError(f"{path.name} is not a plan", [finding]) from wrong
    return replace(placement, stages=tuple(sorted(placement.stages)), phases=phases)


def _require_end_to_end(phases: Sequence[PhaseSpan], placement: Placement) -> None:
    """Phases, where any are said, follow each other from the start of the placement to its end."""
    day = placement.start
    for span in phases:
        if span.start != day or span.end < span.start:
            raise ValueError(f"phase {span.phase} from {span.start} to {span.end} leaves a gap, or overlaps")
        day = span.end
    if phases and day != placement.end:
        raise ValueError(f"the last phase ends on {day}, the placement on {placement.end}")
