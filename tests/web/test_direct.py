"""A request that does not pass through litestar is answered as one that does."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from stagehold.web.app import DeskApp
from stagehold.web.route import API
from stagehold.web.routes import ROUTES
from web.world import Desk

FIXED = [(route.method, route.path) for route in ROUTES if "{" not in route.path and route.path != f"{API}/events"]


def answered(desk: Desk, method: str, path: str) -> tuple[int, dict[str, str], Any]:
    answer = desk.ask("olga", method, path, None if method == "GET" else {"nothing": "known"})
    return answer.status_code, dict(answer.headers), answer.content


@pytest.mark.parametrize(("method", "path"), FIXED, ids=[f"{method} {path}" for method, path in FIXED])
def test_each_route_gives_the_same_status_headers_and_body(desk: Desk, method: str, path: str) -> None:
    app = desk.client.app
    assert isinstance(app, DeskApp)
    assert (method, path) in app.direct
    direct = answered(desk, method, path)
    app.direct = MappingProxyType({})
    assert answered(desk, method, path) == direct


def test_methods_that_a_route_does_not_take_are_still_refused(desk: Desk) -> None:
    assert desk.ask("olga", "DELETE", f"{API}/bookings").status_code == 405
    assert desk.ask("olga", "HEAD", f"{API}/bookings").status_code == 200
