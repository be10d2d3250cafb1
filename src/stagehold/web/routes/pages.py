"""The page of the board with its files, and the description of the API."""

from __future__ import annotations

from functools import cache

from stagehold.services.permissions import Permission
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.openapi import document
from stagehold.web.problems import not_found
from stagehold.web.reply import Reply, encode
from stagehold.web.route import Routes

routes = Routes("description", prefix="")


@routes.get("/", needs=Permission.ANYBODY, forms=("text/html",))
async def front(house: House, asked: Asked) -> Reply:
    """The page of the board; it holds nothing of the desk."""
    return house.page.front_reply(asked)


@routes.get("/assets/{file}", needs=Permission.ANYBODY, forms=("text/javascript", "text/css"), problems=(404,))
async def asset(house: House, asked: Asked) -> Reply:
    """A file of the page; its name changes with what it holds."""
    reply = house.page.asset_reply(asked, asked.path["file"])
    if reply is None:
        raise not_found("file")
    return reply


@routes.get("/openapi.json", needs=Permission.OWN_ACCOUNT, forms=("application/json",))
async def openapi(house: House, asked: Asked) -> Reply:  # noqa: ARG001
    """This description."""
    return Reply(200, _document(), headers={"cache-control": "private, max-age=3600"})


@cache
def _document() -> bytes:
    from stagehold.web.routes import ROUTES

    return encode(document(ROUTES))
