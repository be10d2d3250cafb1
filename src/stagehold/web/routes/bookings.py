"""Bookings: what there is, holding and booking, and everything that is done with a booking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.requests import (
    Book,
    Cancel,
    ChallengeHolds,
    Confirm,
    Hold,
    Meet,
    Move,
    MoveStay,
    Release,
    Renew,
    Wanted,
)
from stagehold.desk.state import Desk
from stagehold.domain.days import Span
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.services.visibility import seen_by, sees_booking
from stagehold.web.asked import Asked
from stagehold.web.cursors import cursor_of, place_of
from stagehold.web.doing import booking_for, do, require_at_spaces, some_days, span_of, window
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import API, Answer, Routes
from stagehold.web.shapes.desk import (
    AsOfQuery,
    BookingBody,
    BookingGiven,
    BookingsGiven,
    BookingsQuery,
    DaysBody,
    LinesBody,
    MeetBody,
    MoveBody,
    ReceiptGiven,
    StayBody,
    WantedBody,
    WhyBody,
)
from stagehold.web.shapes.shown import booking_given
from stagehold.web.showing import desk_as_of

routes = Routes("bookings")
_ACT: dict[str, Any] = {"needs": Permission.ACT_ON_BOOKINGS, "gives": ReceiptGiven, "keyed": True, "versioned": True}
_PROBLEMS = (404, 409, 412, 422)


@routes.get("/bookings", needs=Permission.READ_DESK, query=BookingsQuery, gives=BookingsGiven, problems=(404, 422))
async def bookings(house: House, asked: Asked) -> BookingsGiven:
    """Bookings, oldest first; an outside party's are its own."""
    query: BookingsQuery = asked.query
    desk = await desk_as_of(house, asked.me, query.as_of)
    found = _found(asked.me, desk, query)
    if query.cursor is not None:
        found = _after(found, place_of(query.cursor))
    page = list(islice(found, query.limit + 1))
    versions = house.versions if desk is house.desk else None
    given = (booking_given(asked.me, desk, booking, versions) for booking in page[: query.limit])
    more = len(page) > query.limit
    return BookingsGiven(
        bookings=[item for item in given if item is not None], next=cursor_of(page[-2].id) if more else None
    )


def _found(viewer: Viewer, desk: Desk, query: BookingsQuery) -> Iterator[DeskBooking]:
    days = window(query.start, query.end)
    by_line = query.space or query.studio or query.state or query.start or query.end
    for booking in desk.bookings.values():
        if query.party not in (None, booking.party) or query.production not in (None, booking.production):
            continue
        if seen_by(viewer, desk, booking) is None:
            continue
        if not by_line or any(_fits(desk, line, query, days) for line in desk.lines_of(booking.id)):
            yield booking


def _fits(desk: Desk, line: Line, query: BookingsQuery, days: Span) -> bool:
    space = desk.portfolio.spaces.get(line.space)
    return (
        query.space in (None, line.space)
        and (query.studio is None or (space is not None and space.studio == query.studio))
        and (not query.state or line.state in query.state)
        and line.span.overlap(days) is not None
    )


def _after(found: Iterator[DeskBooking], place: str) -> Iterator[DeskBooking]:
    for booking in found:
        if booking.id == place:
            break
    yield from found


@routes.get("/bookings/{booking}", needs=Permission.READ_DESK, query=AsOfQuery, gives=BookingGiven, problems=(404, 422))
async def booking(house: House, asked: Asked) -> Answer:
    """One booking; its ETag serves If-Match on what is done with it."""
    desk = await desk_as_of(house, asked.me, asked.query.as_of)
    known = desk.bookings.get(asked.path["booking"])
    given = None
    if known is not None and sees_booking(asked.me, desk, known.id):
        given = booking_given(asked.me, desk, known, house.versions if desk is house.desk else None)
    if known is None or given is None:
        raise not_found("booking")
    if desk is not house.desk:
        return Answer(given)
    own, around = house.versions.of_booking(desk, known.id)
    return Answer(given, etag=f'"{own}.{around}"')


@routes.post(
    "/bookings",
    needs=Permission.PLACE_HOLDS,
    takes=BookingBody,
    gives=ReceiptGiven,
    status=201,
    keyed=True,
    problems=(404, 409, 422),
)
async def place(house: House, asked: Asked) -> Answer:
    """Hold spaces, behind whoever holds them already; with ``confirm``, book them."""
    body: BookingBody = asked.body
    viewer = asked.me
    require_at_spaces(house, viewer, Permission.PLACE_HOLDS, [line.space for line in body.lines])
    hold = Hold(
        party=_party_of(house.desk, viewer, body),
        lines=wanted_of(body.lines),
        production=body.production,
        need=body.need,
        title=body.title,
        one_of=body.one_of,
        joint_with=body.joint_with,
    )
    return await do(house, asked, Book(hold=hold) if body.confirm else hold, body.why, at=f"{API}/bookings/")


def wanted_of(lines: Iterable[WantedBody]) -> tuple[Wanted, ...]:
    """Spaces and days as they are asked for.

    Raises
    ------
    Trouble
        If a line has no day, or one that is not taken.
    """
    return tuple(
        Wanted(space=line.space, span=span_of(line.start, line.end), phase=line.phase, group=line.group)
        for line in lines
    )


def _party_of(desk: Desk, viewer: Viewer, body: BookingBody) -> str:
    if not viewer.outside:
        if body.production is not None and body.production not in desk.portfolio.productions:
            raise not_found("production")
        if body.party is None:
            raise Trouble("input", "say for which party")
        return body.party
    if body.party not in (None, viewer.party):
        raise Trouble("not-allowed", "you may place holds for your own party alone")
    if body.production is not None or body.need is not None or body.joint_with is not None:
        raise Trouble("not-allowed", "production, need and joint_with are for the desk's own people")
    return viewer.party or ""


@routes.post("/bookings/{booking}/confirm", takes=LinesBody, problems=_PROBLEMS, **_ACT)
async def confirm(house: House, asked: Asked) -> Answer:
    """Confirm holds: all, or those named; of alternatives, one."""
    known = booking_for(house, asked)
    return await do(house, asked, Confirm(booking=known.id, lines=asked.body.lines), asked.body.why)


@routes.post("/bookings/{booking}/move", takes=MoveBody, problems=_PROBLEMS, **_ACT)
async def move(house: House, asked: Asked) -> Answer:
    """Give a line other days, or another space; kept days keep their place in the queue."""
    known = booking_for(house, asked)
    body: MoveBody = asked.body
    if body.space is not None:
        require_at_spaces(house, asked.me, Permission.ACT_ON_BOOKINGS, [body.space])
    if all(line.id != body.line for line in house.desk.lines_of(known.id)):
        raise not_found("line")
    request = Move(line=body.line, span=span_of(body.start, body.end), space=body.space)
    return await do(house, asked, request, body.why)


@routes.post("/bookings/{booking}/move-stay", takes=StayBody, problems=_PROBLEMS, **_ACT)
async def move_stay(house: House, asked: Asked) -> Answer:
    """Give several lines other days, spaces or phases in one step; days that any of them has keep their place."""
    known = booking_for(house, asked)
    body: StayBody = asked.body
    mine = {line.id: line.space for line in house.desk.lines_of(known.id)}
    if any(line not in mine for line in body.lines):
        raise not_found("line")
    here = set(mine.values())
    elsewhere = [item.space for item in body.to if item.space not in here]
    require_at_spaces(house, asked.me, Permission.ACT_ON_BOOKINGS, elsewhere)
    return await do(house, asked, MoveStay(booking=known.id, lines=body.lines, to=wanted_of(body.to)), body.why)


@routes.post("/bookings/{booking}/renew", takes=WhyBody, problems=_PROBLEMS, **_ACT)
async def renew(house: House, asked: Asked) -> Answer:
    """Let the holds last another time."""
    return await do(house, asked, Renew(booking=booking_for(house, asked).id), asked.body.why)


@routes.post("/bookings/{booking}/release", takes=DaysBody, problems=_PROBLEMS, **_ACT)
async def release(house: House, asked: Asked) -> Answer:
    """Let holds go: all, those named, or some of their days."""
    known = booking_for(house, asked)
    body: DaysBody = asked.body
    request = Release(booking=known.id, lines=body.lines, span=some_days(body.start, body.end))
    return await do(house, asked, request, body.why)


@routes.post("/bookings/{booking}/cancel", takes=LinesBody, problems=_PROBLEMS, **_ACT)
async def cancel(house: House, asked: Asked) -> Answer:
    """Cancel confirmed lines; what is owed for it is told."""
    known = booking_for(house, asked)
    return await do(house, asked, Cancel(booking=known.id, lines=asked.body.lines), asked.body.why)


@routes.post(
    "/bookings/{booking}/meet",
    needs=Permission.MEET_CONDITIONS,
    takes=MeetBody,
    gives=ReceiptGiven,
    keyed=True,
    versioned=True,
    problems=_PROBLEMS,
)
async def meet(house: House, asked: Asked) -> Answer:
    """Say that a condition of a confirmation is met."""
    known = booking_for(house, asked, Permission.MEET_CONDITIONS)
    return await do(house, asked, Meet(booking=known.id, kind=asked.body.kind), asked.body.why)


@routes.post("/bookings/{booking}/challenge", takes=DaysBody, problems=_PROBLEMS, **{**_ACT, "status": 201})
async def challenge(house: House, asked: Asked) -> Answer:
    """Ask all who stand before its holds, on all of their days or some, to confirm or to let go."""
    known = booking_for(house, asked)
    body: DaysBody = asked.body
    request = ChallengeHolds(booking=known.id, lines=body.lines, span=some_days(body.start, body.end))
    return await do(house, asked, request, body.why, at=f"{API}/challenges/")
