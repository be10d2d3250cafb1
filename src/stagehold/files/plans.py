"""Plans in files: the JSON that ``stagehold plan --json`` prints, read back as a baseline."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stagehold.domain.errors import InputError, Unreadable
from stagehold.domain.findings import Finding
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import PhaseSpan, Placement, Plan, PlanStatus, UnplacedProduction

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
        stages = row["stages"]
        if not isinstance(stages, list) or not all(isinstance(stage, str) for stage in stages):
            raise ValueError("stages is a list of ids")
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        if start >= end:
            raise ValueError(f"it ends on {end}, not after its start on {start}")
        return Placement(
            production=str(row["production"]),
            need=str(row["need"]),
            stages=tuple(sorted(stages)),
            start=start,
            end=end,
            phases=_phases(row.get("phases") or [], start, end),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        finding = Finding(
            rule="not-a-placement", file=path.name, field=f"placements.{index}", found=str(wrong), allowed=_FORM
        )
        raise InputError(f"{path.name} is not a plan", [finding]) from wrong


def _phases(rows: Any, start: date, end: date) -> tuple[PhaseSpan, ...]:
    """The phases, end to end from the start of the placement to its end; none where none are said."""
    spans = []
    day = start
    for row in rows:
        span = PhaseSpan(
            phase=PhaseKind(row["phase"]), start=date.fromisoformat(row["start"]), end=date.fromisoformat(row["end"])
        )
        if span.start != day or span.end < span.start:
            raise ValueError(f"phase {span.phase} from {span.start} to {span.end} leaves a gap, or overlaps")
        spans.append(span)
        day = span.end
    if spans and day != end:
        raise ValueError(f"the last phase ends on {day}, the placement on {end}")
    return tuple(spans)
