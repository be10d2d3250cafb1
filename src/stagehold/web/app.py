"""The application: every route with the house it works in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from litestar import Litestar, Request
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from stagehold.services.permissions import Permission
from stagehold.store import Store
from stagehold.web.house import House, utc_now
from stagehold.web.problems import DEFECT, Trouble
from stagehold.web.reply import Reply, Sent
from stagehold.web.route import Respond, Route, handler_of, litestar_path, log, problem_reply, responder_of
from stagehold.web.routes import ROUTES
from stagehold.web.settings import Settings

_CODES = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-media"}


class DeskApp(Litestar):
    """Litestar, which a request of a route without a variable part in its path does not pass through.

    Of what a booking costs the server, litestar's way from the path to the handler would be a quarter.
    """

    direct: Mapping[tuple[str, str], Respond] = MappingProxyType({})

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or start and stop."""
        respond = self.direct.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if respond is None:
            await super().__call__(scope, receive, send)
        else:
            sent = await respond(scope, receive, {})
            await sent(scope, receive, send)


def make_app(store: Store, settings: Settings | None = None, now: Callable[[], datetime] = utc_now) -> Litestar:
    """The desk of a store over HTTP.

    The counter is opened in the event loop that serves requests, and closed with it; the store stays open. The house
    with all of it is ``app.state.house``.
    """
    house = House(store, settings or Settings(), now)
    responders = {(route.method, route.path): responder_of(house, route) for route in ROUTES}
    app = DeskApp(
        route_handlers=[
            *_options(ROUTES),
            *(handler_of(route, responders[route.method, route.path]) for route in ROUTES),
        ],
        on_startup=[house.open],
        on_shutdown=[house.close],
        exception_handlers={HTTPException: _http_problem, Exception: _defect},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,  # each route limits its own, see ``route.read_body``
    )
    app.state.house = house
    app.direct = {key: respond for key, respond in responders.items() if "{" not in key[1]}
    return app


def _http_problem(request: Request[Any, Any, Any], error: HTTPException) -> Any:
    """What litestar itself turns away: an address or a method that is not there."""
    code = _CODES.get(error.status_code, "invalid" if error.status_code < 500 else "internal")
    allowed = {name.lower(): value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    details = {404: "there is nothing at this address", 405: "this address does not take this method; see Allow"}
    trouble = Trouble(code, details.get(error.status_code, "the request cannot be read"), headers=allowed)
    return problem_reply(trouble, _headers(request))


def _defect(request: Request[Any, Any, Any], error: Exception) -> Any:
    log.error("outside of all routes: %s", type(error).__name__)
    return problem_reply(DEFECT, _headers(request))


def _headers(request: Request[Any, Any, Any]) -> Mapping[bytes, bytes]:
    return dict(request.scope["headers"])


def _options(routes: Iterable[Route]) -> list[HTTPRouteHandler]:
    """OPTIONS for every path: it says which methods there are, and gives no other site leave for any."""
    methods: dict[str, list[str]] = {}
    for route in routes:
        known = methods.setdefault(route.path, ["OPTIONS"])
        known += ["GET", "HEAD"] if route.method == "GET" else [route.method]
    return [_option(path, sorted(set(names))) for path, names in methods.items()]


def _option(path: str, methods: list[str]) -> HTTPRouteHandler:
    async def options() -> Sent:
        return Reply(204, headers={"allow": ", ".join(methods)})

    options.__annotations__ = {"return": Sent}
    return HTTPRouteHandler(
        path=litestar_path(path),
        http_method=["OPTIONS"],
        opt={"permission": Permission.ANYBODY},
        name=f"OPTIONS {path}",
        include_in_schema=False,
    )(options)
