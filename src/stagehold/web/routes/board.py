"""The timeline of the board: everything at once, and what stands on some spaces after a change."""

from __future__ import annotations

import asyncio

from stagehold.services.permissions import Permission
from stagehold.services.visibility import sees_space
from stagehold.web.asked import Asked
from stagehold.web.board_files import accepts
from stagehold.web.boards import SMALL
from stagehold.web.house import House
from stagehold.web.problems import not_found
from stagehold.web.reply import Reply
from stagehold.web.route import Routes
from stagehold.web.shapes.board import BoardGiven, BoardQuery, BoardStanding
from stagehold.web.shapes.shown_board import standing_given

routes = Routes("board")


@routes.get("/board", needs=Permission.READ_DESK, gives=BoardGiven)
async def board(house: House, asked: Asked) -> Reply:
    """The timeline as the reader may see it, with the number of the last event; days are numbers from 1970-01-01.

    Its ETag names that event. Large answers are compressed for those who read gzip.
    """
    headers = {"cache-control": "private, no-cache", "vary": "accept-encoding"}
    tag = house.boards.tag(asked.me, house.desk)
    if asked.is_fresh(tag):
        return Reply(304, headers={**headers, "etag": tag})
    made = house.boards.of(asked.me, house.desk, house.versions)
    headers["etag"] = made.tag
    if len(made.body) < SMALL or not accepts(asked, "gzip"):
        return Reply(200, made.body, headers=headers)
    packed = await asyncio.to_thread(made.pack)
    return Reply(200, packed, headers={**headers, "content-encoding": "gzip"})


@routes.get("/board/lines", needs=Permission.READ_DESK, query=BoardQuery, gives=BoardStanding, problems=(404,))
async def board_lines(house: House, asked: Asked) -> BoardStanding:
    """What stands on some spaces now: lines with their bookings, challenges that are not over, closures."""
    query: BoardQuery = asked.query
    spaces = [name for name in query.spaces.split(",") if name]
    for name in spaces:
        if not sees_space(asked.me, house.desk, name):
            raise not_found(f"space as {name!r}")
    return standing_given(asked.me, house.desk, house.versions, spaces)
