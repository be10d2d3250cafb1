"""Why a production of a plan is late or has no place, in the language of whoever asks."""

from __future__ import annotations

from typing import Any

from stagehold.reports.reader import Reader
from stagehold.reports.said import said_in
from stagehold.services.permissions import Permission
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.job_plans import plan_of
from stagehold.web.language import language_headers, reader_of
from stagehold.web.reporting import require_all
from stagehold.web.route import Answer, Routes
from stagehold.web.shapes.reasons import ReasonGiven, ReasonsGiven, ReasonsQuery

routes = Routes("plans")
MOST_REASONS = 200  # of one production: a portfolio may have thousands of stages


@routes.get(
    "/plans/{plan}/reasons",
    needs=Permission.READ_PLANS,
    query=ReasonsQuery,
    gives=ReasonsGiven,
    problems=(404, 409, 422),
)
async def reasons(house: House, asked: Asked) -> Answer:
    """Why a production is late or unplaced in a plan, by the number of a published one or the id of its job.

    ``in_words`` is the detail in the language of Accept-Language. No reasons: it is on time, or not in the plan.
    """
    require_all(house, asked, Permission.READ_PLANS)
    query: ReasonsQuery = asked.query
    made = await plan_of(house, asked.path["plan"])
    reader = reader_of(asked.headers)
    listed = (*_rows(made.data.get("late")), *_rows(made.data.get("unplaced")))
    rows = [row for item in listed if item.get("production") == query.production for row in _rows(item.get("why"))]
    given = ReasonsGiven(reasons=[_reason(row, reader) for row in rows[:MOST_REASONS]], in_all=len(rows))
    return Answer(given, headers=language_headers(reader))


def _rows(value: Any) -> list[dict[str, Any]]:
    """The mappings in a list; a plan that was published as JSON may hold anything."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _reason(row: dict[str, Any], reader: Reader) -> ReasonGiven:
    detail, by = str(row.get("detail") or ""), row.get("by")
    return ReasonGiven(
        stage=str(row.get("stage") or ""),
        need=str(row.get("need") or ""),
        reason=str(row.get("reason") or ""),
        by=[str(id_) for id_ in by] if isinstance(by, list) else [],
        detail=detail,
        in_words=said_in(detail, reader),
    )
