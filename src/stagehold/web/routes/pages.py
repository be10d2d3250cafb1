"""The front page and the description of the API."""

from __future__ import annotations

from functools import cache

from stagehold.services.permissions import Permission
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.openapi import document
from stagehold.web.reply import Reply, encode
from stagehold.web.route import Routes

routes = Routes("description", prefix="")
_PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stagehold</title>
<h1>Stagehold</h1>
<p>The desk answers. Its API is described at <a href="/openapi.json">/openapi.json</a>,
and <a href="/api/v1/me">/api/v1/me</a> says who is signed in.</p>
</html>
"""


@routes.get("/", needs=Permission.ANYBODY, forms=("text/html",))
async def front(house: House, asked: Asked) -> Reply:  # noqa: ARG001  # as every route
    """A page that says where to go; it holds nothing of the desk."""
    return Reply(200, _PAGE, kind=b"text/html; charset=utf-8", page=True)


@routes.get("/openapi.json", needs=Permission.OWN_ACCOUNT, forms=("application/json",))
async def openapi(house: House, asked: Asked) -> Reply:  # noqa: ARG001
    """This description."""
    return Reply(200, _document(), headers={"cache-control": "private, max-age=3600"})


@cache
def _document() -> bytes:
    from stagehold.web.routes import ROUTES

    return encode(document(ROUTES))
