"""The report of a whole plan says a few reasons of each production, that of one production all."""

from __future__ import annotations

from typing import Any

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.studio import PhaseKind
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report
from stagehold.services.reporting_plans import MOST_REASONS, plan_report, why_report

NEED = Need(id="main", phases=(PhaseLength(PhaseKind.SHOOT, 10),))
KNOWN = Portfolio.of([Production(id="p", needs=(NEED,)), Production(id="q", needs=(NEED,))])


def why(number: int, reason: str = "taken") -> dict[str, Any]:
    return {"stage": f"a{number}", "reason": reason, "by": [f"b{number}"], "detail": f"until {number}", "need": "main"}


PLAN = {
    "status": "feasible",
    "objective": 1000.0,
    "bound": 0.0,
    "placements": [],
    "unplaced": [
        {"production": "p", "why": [*map(why, range(40)), why(40, "too-small"), why(41, "closed")]},
        {"production": "q", "why": [why(1), why(2)]},
    ],
    "party": "us",
}


def reasons(report: Report, production: str) -> list[str]:
    (table,) = [table for table in report.tables if table.key == "unplaced"]
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    return [row["reason"].value.value for row in rows if row["production"].value == production]


def test_every_kind_of_reason_is_among_the_few() -> None:
    report = plan_report(KNOWN, Reader(), PLAN)
    assert sorted(reasons(report, "p")) == ["closed", "taken", "taken", "taken", "too-small"]
    assert len(reasons(report, "p")) == MOST_REASONS
    assert reasons(report, "q") == ["taken", "taken"]
    assert f"at most {MOST_REASONS} reasons" in report.sections[0].text[-1]


def test_the_report_of_one_production_has_all_of_them() -> None:
    assert len(reasons(why_report(KNOWN, Reader(), PLAN, "p"), "p")) == 42
