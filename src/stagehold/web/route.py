"""Routes: each states what it needs, takes and gives; one wrapper lets requests in and turns errors into problems."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.types import HTTPScope, Receive
from msgspec import Struct

from stagehold.desk.refusal import Refused
from stagehold.domain.errors import StageholdError
from stagehold.services.permissions import Permission
from stagehold.services.visibility import seen_by
from stagehold.store import Replaced
from stagehold.web.asked import Asked, Bodies, check_path, read_query
from stagehold.web.client import client_of
from stagehold.web.house import House
from stagehold.web.language import language_headers, reader_of
from stagehold.web.problems import DEFECT, GONE, Trouble, of_error, of_refusal
from stagehold.web.reply import PROBLEM, Reply, Sent, encode

API = "/api/v1"
Run = Callable[[House, Asked], Awaitable[Any]]
Respond = Callable[[HTTPScope, Receive, Mapping[str, Any]], Awaitable[Sent]]
log = logging.getLogger("stagehold.web")


@dataclass(frozen=True, slots=True)
class Answer:
    """A value to send as JSON, with headers; ``etag`` names its version."""

    value: Any
    status: int | None = None
    etag: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one path.

    Parameters
    ----------
    needs
        The permission, at some studio at least; the route itself asks for it at the studio in question.
    takes, query, gives
        Types of the body, the query and the answer.
    forms
        Media types of the answer, where it is not JSON.
    keyed
        Whether it reads an idempotency key; ``versioned`` whether it reads If-Match.
    """

    method: str
    path: str
    needs: Permission
    run: Run
    tag: str
    takes: Any = None
    query: type[Struct] | None = None
    gives: Any = None
    status: int = 200
    forms: Sequence[str] = ()
    takes_forms: Sequence[str] = ()
    keyed: bool = False
    versioned: bool = False
    import_size: bool = False
    problems: Sequence[int] = ()
    links: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What OpenAPI calls it."""
        return self.run.__name__

    @property
    def document(self) -> str:
        """What it does, from its docstring."""
        return self.run.__doc__ or ""


class Routes:
    """Collects the routes of one part of the API."""

    def __init__(self, tag: str, prefix: str = API) -> None:
        self.tag = tag
        self.prefix = prefix
        self.all: list[Route] = []

    def get(self, path: str, *, needs: Permission, **more: Any) -> Callable[[Run], Run]:
        """A route that reads."""
        return self._add("GET", path, needs, more)

    def post(self, path: str, *, needs: Permission, **more: Any) -> Callable[[Run], Run]:
        """A route that acts."""
        return self._add("POST", path, needs, more)

    def put(self, path: str, *, needs: Permission, **more: Any) -> Callable[[Run], Run]:
        """A route that sets."""
        return self._add("PUT", path, needs, more)

    def delete(self, path: str, *, needs: Permission, **more: Any) -> Callable[[Run], Run]:
        """A route that removes."""
        return self._add("DELETE", path, needs, more)

    def _add(self, method: str, path: str, needs: Permission, more: Mapping[str, Any]) -> Callable[[Run], Run]:
        def keep(run: Run) -> Run:
            self.all.append(Route(method=method, path=self.prefix + path, needs=needs, run=run, tag=self.tag, **more))
            return run

        return keep


def responder_of(house: House, route: Route) -> Respond:
    """Lets a request of the route in, answers it, and turns errors into problems."""
    bodies = None if route.takes is None else Bodies(route.takes)
    limit = house.settings.most_import_bytes if route.import_size else house.settings.most_bytes

    async def respond(scope: HTTPScope, receive: Receive, path: Mapping[str, Any]) -> Sent:
        headers = dict(scope["headers"])
        viewer = None
        if house.lost.is_set():
            return problem_reply(GONE, headers)
        try:
            viewer = house.door.admit(route.method, headers, route.needs)
            asked = Asked(
                viewer=viewer,
                method=scope["method"],
                path=check_path(path),
                headers=headers,
                client=client_of(scope, headers, house.settings.proxies),
            )
            if route.query is not None:
                asked.query = read_query(scope["query_string"], route.query)
            elif scope["query_string"]:
                raise Trouble("invalid", "this address takes no query")
            if bodies is not None:
                asked.body = bodies.read(await read_body(receive, limit), headers.get(b"content-type"))
            elif route.takes_forms:
                asked.raw = await read_body(receive, limit)
            return reply_of(await route.run(house, asked), asked, route.status)
        except Refused as refused:
            return problem_reply(_refusal(house, asked, refused), headers)
        except Trouble as trouble:
            return problem_reply(trouble, headers)
        except Replaced:
            return problem_reply(GONE, headers)
        except StageholdError as error:
            if of_error(error).status >= 500:
                log_defect(route, error)
            return problem_reply(of_error(error), headers)
        except Exception as error:
            log_defect(route, error)
            return problem_reply(DEFECT, headers)

    return respond


def handler_of(route: Route, respond: Respond) -> HTTPRouteHandler:
    """The route as litestar serves it."""

    async def handle(request: Request[Any, Any, Any]) -> Sent:
        return await respond(request.scope, request.receive, request.scope["path_params"])

    # Said by the types themselves: to read them from text takes litestar longer than all else at the start.
    handle.__annotations__ = {"request": Request, "return": Sent}
    return HTTPRouteHandler(
        path=litestar_path(route.path),
        http_method=["GET", "HEAD"] if route.method == "GET" else [route.method],  # type: ignore[list-item]  # words do
        opt={"permission": route.needs, "route": route},
        name=f"{route.method} {route.path}",
        status_code=200,  # for litestar's check of what a handler gives; the reply has its own
        include_in_schema=False,
    )(handle)


def litestar_path(path: str) -> str:
    """``{id}`` in one part of a path, ``{id...}`` in the rest of it, as litestar writes them."""
    return path.replace("...}", ":path}").replace("}", ":str}").replace(":path:str}", ":path}")


async def read_body(receive: Receive, limit: int) -> bytes:
    """The body of a request.

    Raises
    ------
    Trouble
        If it is longer than ``limit``, or whoever asks has gone.
    """
    parts: list[bytes] = []
    length = 0
    while True:
        event: Any = await receive()
        if event["type"] != "http.request":
            raise Trouble("invalid", "the connection ended before the body did")
        part = event.get("body", b"")
        length += len(part)
        if length > limit:
            raise Trouble("too-large", f"the body is longer than {limit} bytes", headers={"connection": "close"})
        if not event.get("more_body", False):
            return part if not parts else b"".join([*parts, part])
        parts.append(part)


def reply_of(value: Any, asked: Asked, status: int) -> Sent:
    """What a route gave, as it goes out."""
    if isinstance(value, Answer):
        headers = dict(value.headers)
        if value.etag is not None:
            headers |= {"etag": value.etag, "cache-control": "private, no-cache"}
            if asked.method in ("GET", "HEAD") and asked.is_fresh(value.etag):
                return Reply(304, headers=headers)
        return Reply(value.status or status, encode(value.value), headers=headers)
    if value is None:
        return Reply(204)
    if isinstance(value, Sent):
        return value
    return Reply(status, encode(value))


def problem_reply(trouble: Trouble, asked: Mapping[bytes, bytes]) -> Reply:
    """A problem document as it goes out, in the language that the headers of the request ask for."""
    reader = trouble.told_to(reader_of(asked))
    headers = {**trouble.headers, **language_headers(reader)}
    return Reply(trouble.status, encode(trouble.document(reader)), kind=PROBLEM, headers=headers)


def _refusal(house: House, asked: Asked, refused: Refused) -> Trouble:
    seen = seen_by(asked.me, house.desk, refused.refusal)
    return of_refusal(seen if seen is not None else refused.refusal)


def log_defect(route: Route, error: BaseException) -> None:
    """Where it happened and what kind it is: neither values nor addresses, which may hold secrets."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s %s: %s\n%s", route.method, route.path, type(error).__name__, frames)
