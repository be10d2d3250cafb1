"""What stands on spaces: the rows of a board."""

from __future__ import annotations

from stagehold.services.permissions import Permission
from stagehold.services.visibility import sees_space
from stagehold.web.asked import Asked
from stagehold.web.cursors import cursor_of, place_of
from stagehold.web.doing import window
from stagehold.web.house import House
from stagehold.web.route import Routes
from stagehold.web.shapes.desk import LinesGiven, LinesQuery
from stagehold.web.shapes.shown import line_given
from stagehold.web.showing import desk_as_of

routes = Routes("bookings")


@routes.get("/lines", needs=Permission.READ_DESK, query=LinesQuery, gives=LinesGiven, problems=(422,))
async def lines(house: House, asked: Asked) -> LinesGiven:
    """Holds and confirmed lines, space by space and by their first day; ``limit`` counts spaces."""
    query: LinesQuery = asked.query
    desk = await desk_as_of(house, asked.me, query.as_of)
    days = window(query.start, query.end)
    spaces = [
        space.id
        for space in desk.portfolio.spaces.values()
        if query.space in (None, space.id)
        and query.studio in (None, space.studio)
        and sees_space(asked.me, desk, space.id)
    ]
    if query.cursor is not None:
        last = place_of(query.cursor)
        spaces = spaces[spaces.index(last) + 1 :] if last in spaces else []
    page = spaces[: query.limit]
    given = (line_given(asked.me, desk, line) for space in page for line in desk.standing(space, days))
    more = len(spaces) > query.limit
    return LinesGiven(lines=[line for line in given if line is not None], next=cursor_of(page[-1]) if more else None)
