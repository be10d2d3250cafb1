"""Which stages are free, and what a booking costs."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from stagehold.desk.availability import search
from stagehold.desk.quotation import quotation
from stagehold.desk.sought import Sought
from stagehold.desk.state import STANDING
from stagehold.desk.step import NO_POLICY
from stagehold.domain.quantities import Area, Length
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node
from stagehold.reports.desk_data import found_as_data, quotation_as_data
from stagehold.reports.said import said_in
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.services.visibility import seen_found, sees_booking, sees_space
from stagehold.web.asked import Asked
from stagehold.web.doing import span_of
from stagehold.web.house import House
from stagehold.web.language import language_headers, reader_of
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import Answer, Routes
from stagehold.web.shapes.found import AvailabilityGiven, AvailabilityQuery, QuotationsGiven

routes = Routes("availability")


@routes.get(
    "/availability", needs=Permission.READ_DESK, query=AvailabilityQuery, gives=AvailabilityGiven, problems=(404, 422)
)
async def availability(house: House, asked: Asked) -> Answer:
    """Stages that qualify and are free, at which rank; those that are taken, why, and the nearest free days.

    ``in_words`` is the detail of a stage that does not qualify in the language of Accept-Language.
    """
    query: AvailabilityQuery = asked.query
    viewer, desk = asked.me, house.desk
    party = _eyes(house, viewer, query.party)
    if query.studio is not None and not (
        query.studio in desk.portfolio.studios and viewer.may(Permission.READ_DESK, query.studio)
    ):
        raise not_found("studio")
    span = span_of(query.start, query.end)
    sought = Sought(
        party=party,
        span=span if query.days is None else None,
        days=query.days,
        within=span if query.days is not None else None,
        flexible=query.flexible,
        phase=query.phase,
        studio=query.studio,
        country=query.country,
        min_area=_quantity(Area, query.min_area, "min_area"),
        min_height=_quantity(Length, query.min_height, "min_height"),
        features=query.features,
        stages=query.stages,
        most=query.most,
    )
    found = search(desk, sought, _today(house, query.studio), house.now())
    reader = reader_of(asked.headers)
    given = found_as_data(seen_found(viewer, desk, found))
    given["unfit"] = [{**item, "in_words": said_in(item["detail"], reader)} for item in given["unfit"]]
    return Answer(given, headers=language_headers(reader))


def _eyes(house: House, viewer: Viewer, party: str | None) -> str:
    if viewer.outside:
        if party not in (None, viewer.party):
            raise Trouble("not-allowed", "you may search for your own party alone")
        return viewer.party or ""
    if party is None:
        raise Trouble("input", "say for which party: what is leased to it is free to it")
    if party not in house.desk.portfolio.parties:
        raise not_found("party")
    return party


def _today(house: House, studio: str | None) -> date:
    """The day it is at the studio; in UTC where no studio is named."""
    known = house.desk.portfolio.studios.get(studio or "")
    zone = ZoneInfo(known.time_zone) if known is not None and known.time_zone else None
    now = house.now()
    return (now if zone is None else now.astimezone(zone)).date()


def _quantity(type_: Any, text: str | None, name: str) -> Any:
    if text is None:
        return None
    reading = Reading()
    value = decode(type_, to_node(text), reading)
    if value is INVALID:
        raise Trouble("input", f"{name}: found {text!r}; allowed: {reading.findings[0].allowed}")
    return value


@routes.get("/bookings/{booking}/quotation", needs=Permission.READ_DESK, gives=QuotationsGiven, problems=(404,))
async def quote(house: House, asked: Asked) -> Any:
    """What a booking costs by the policy of each studio where it stands."""
    desk = house.desk
    booking = desk.bookings.get(asked.path["booking"])
    if booking is None or not sees_booking(asked.me, desk, booking.id):
        raise not_found("booking")
    portfolio = desk.portfolio
    lines = [
        line
        for line in desk.lines_of(booking.id)
        if line.state in STANDING and (asked.me.outside or sees_space(asked.me, desk, line.space))
    ]
    given = []
    for id_ in dict.fromkeys(portfolio.spaces[line.space].studio for line in lines):
        studio = portfolio.studios[id_]
        policy = portfolio.policies.get(studio.policy or "", NO_POLICY)
        there = [line for line in lines if portfolio.spaces[line.space].studio == id_]
        given.append(quotation_as_data(quotation(policy, studio, there, house.now())))
    return {"quotations": given}
