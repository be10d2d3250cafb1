"""The description of the API is true: schemathesis asks a real server everything it says, and more."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import hypothesis
import schemathesis
from hypothesis import HealthCheck
from schemathesis.config import SchemathesisConfig

from stagehold.web.openapi import document
from stagehold.web.routes import ROUTES
from stagehold.web.stream import EVENT_STREAM
from web.serving import Served
from web.world import Desk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLES, LONG_EXAMPLES = 6, 150  # for each route
LONGEST_ADDRESS = 60_000  # characters of a query; from 65,534 of an address on the library answers by itself
# 414: the query is too long as a whole; 412: another version than the present one; 422: each value fits, but not
# all of them together, or not to the desk.
ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "412", "414", "422", "429"]
REJECTED = ["400", "401", "403", "404", "405", "406", "409", "412", "413", "414", "415", "421", "422", "429"]
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ACCEPTED},
            "negative_data_rejection": {"expected-statuses": REJECTED},
        }
    }
)


def described() -> dict[str, Any]:
    """The description without what goes on for ever."""
    whole = document(ROUTES)
    for address in ("/api/v1/portfolio/import", "/api/v1/import/preview"):
        taken = whole["paths"][address]["post"]["requestBody"]["content"]
        for form in (XLSX, "application/zip", "application/x-zip-compressed"):
            del taken[form]  # no text, so there is nothing to draw
    for path, methods in whole["paths"].items():
        for method, operation in list(methods.items()):
            forms = operation["responses"].get("200", {}).get("content", {})
            if EVENT_STREAM in forms:
                del whole["paths"][path][method]
    whole["paths"] = {path: methods for path, methods in whole["paths"].items() if methods}
    return whole


schema = schemathesis.openapi.from_dict(described(), config=CONFIG)


@schema.hook
def filter_query(_: Any, query: dict[str, Any] | None) -> bool:
    """Leave out what vanishes on the way into an address: a wrong parameter that is an empty list is no parameter.

    So are addresses that the HTTP library refuses before the program sees them, with 414 and no body (``test_serve``).
    """
    vanishes = any(value is None or value in ([], {}) for value in (query or {}).values())
    return not vanishes and len(urlencode(query or {}, doseq=True)) < LONGEST_ADDRESS


@schema.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES if hypothesis.settings.default.max_examples <= 100 else LONG_EXAMPLES,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
def test_every_route_keeps_to_its_description(
    case: schemathesis.Case, server: Served, filled: tuple[Path, dict[str, str]]
) -> None:
    headers = {"Authorization": f"Bearer {filled[1]['olga']}"}
    case.call_and_validate(base_url=server.origin, headers=headers)


def test_the_description_names_every_route_with_its_permission(desk: Desk) -> None:
    given = desk.ask("vera", "GET", "/openapi.json").json()
    assert given["openapi"] == "3.1.0"
    named = {
        (method.upper(), path): operation["x-permission"]
        for path, methods in given["paths"].items()
        for method, operation in methods.items()
    }
    assert named == {(route.method, route.path.replace("...}", "}")): route.needs.value for route in ROUTES}


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does() -> None:
    names = [route.name for route in ROUTES]
    assert len(set(names)) == len(names)
    assert [route.path for route in ROUTES if not route.document] == []
