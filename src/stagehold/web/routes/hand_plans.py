"""Plans made by hand: what one breaks and costs, and where a need could stand."""

from __future__ import annotations

import asyncio
from datetime import date

from stagehold.reports.plain import number
from stagehold.reports.reader import Reader
from stagehold.reports.words import Language
from stagehold.services.hand_plans import Ground, check
from stagehold.services.hand_words import why_text
from stagehold.services.permissions import Permission
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import Routes
from stagehold.web.shapes.hand import (
    CheckBody,
    CheckGiven,
    FitGiven,
    PlacesBody,
    PlacesGiven,
    WhyGiven,
    check_given,
    phases_given,
    wishes_of,
)
from stagehold.web.shapes.words import FIRST_DAY, LAST_DAY

routes = Routes("plans")


@routes.post("/plans/check", needs=Permission.MAKE_PLANS, takes=CheckBody, gives=CheckGiven, problems=(404, 422))
async def check_plan(house: House, asked: Asked) -> CheckGiven:
    """What a plan by hand breaks and costs, by the independent audit; nothing is written."""
    body: CheckBody = asked.body
    ground = await _ground(house, asked, body)
    reader = Reader(language=Language(asked.me.language))
    house.jobs.workers.get_ready()  # who moves a piece is likely to have the rest planned around it

    def judge() -> CheckGiven:
        return check_given(check(ground, wishes_of(body.placements)), ground.portfolio, reader)

    return await asyncio.to_thread(judge)


@routes.post("/plans/places", needs=Permission.MAKE_PLANS, takes=PlacesBody, gives=PlacesGiven, problems=(404, 422))
async def plan_places(house: House, asked: Asked) -> PlacesGiven:
    """Where one need could stand while everything else of a plan stays, and why other stages do not serve."""
    body: PlacesBody = asked.body
    known = house.desk.portfolio.productions.get(body.production)
    if known is None or body.need not in [item.id for item in known.needs]:
        raise not_found(f"need as {body.need!r} of a production {body.production!r}")
    ground = await _ground(house, asked, body)
    house.jobs.workers.get_ready()
    return await asyncio.to_thread(_places, ground, body, Reader(language=Language(asked.me.language)))


def _places(ground: Ground, body: PlacesBody, reader: Reader) -> PlacesGiven:
    from stagehold.services.hand_places import places

    found = places(ground, wishes_of(body.placements), body.production, body.need)
    fits = [
        FitGiven(
            stages=list(item.placement.stages),
            start=item.placement.start,
            end=item.placement.end,
            late_days=item.placement.late_days,
            phases=phases_given(item.placement.phases),
            last=item.last,
            cost=number(item.cost),
        )
        for item in found.fits
    ]
    why = [
        WhyGiven(
            stage=row.stage, reason=row.reason.value, by=list(row.by), detail=why_text(row, ground.portfolio, reader)
        )
        for row in found.why
    ]
    return PlacesGiven(fits=fits, why=why)


async def _ground(house: House, asked: Asked, body: CheckBody) -> Ground:
    """What the plan stands on, for somebody who may see all of it.

    Raises
    ------
    Trouble
        If the viewer may not, there is no such scenario or party, or a day lies outside of what is taken.
    """
    portfolio = house.desk.portfolio
    if not asked.me.may_everywhere(Permission.MAKE_PLANS, portfolio.studios):
        raise Trouble("not-allowed", f"this takes '{Permission.MAKE_PLANS}' at every studio")
    if body.scenario is not None and body.scenario not in portfolio.scenarios:
        raise not_found(f"scenario as {body.scenario!r}")
    for item in body.placements:
        for day in (item.start, item.end, *(day for span in item.phases for day in (span.start, span.end))):
            _require_taken(day)
    return await house.grounds.of(house.desk, body.party, body.scenario)


def _require_taken(day: date | None) -> None:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise Trouble("invalid", f"days lie between {FIRST_DAY} and {LAST_DAY}; found {day}")
