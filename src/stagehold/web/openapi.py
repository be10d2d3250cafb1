"""The description of the API (OpenAPI 3.1), made from the routes themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

import stagehold
from stagehold.domain.signs import UNKEPT_IN_LINE
from stagehold.services.permissions import OPEN
from stagehold.web.problems import PROBLEMS, Problem
from stagehold.web.route import Route

_REF = "#/components/schemas/{name}"
_PROBLEM = {"application/problem+json": {"schema": {"$ref": _REF.format(name="Problem")}}}
_IN_PATH = re.compile(r"\{(\w+)(\.\.\.)?\}")
_HEADERS: Mapping[str, Mapping[str, Any]] = {
    "Idempotency-Key": {
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
        "description": "The same key with the same request is done once; with another request it is refused (422).",
    },
    "If-Match": {
        "schema": {"type": "string", "pattern": '^(\\*|"[0-9]+(\\.[0-9]+)?")$'},
        "description": "The ETag of what is to be changed; when it has changed meanwhile, 412.",
    },
}
_PLAIN = ("application/json", "application/yaml")
_MEANING = dict(reversed(list(PROBLEMS.values())))


def document(routes: Iterable[Route]) -> dict[str, Any]:
    """The whole description."""
    known = list(routes)
    schemas = _schemas(known)
    paths: dict[str, dict[str, Any]] = {}
    for route in known:
        paths.setdefault(route.path.replace("...}", "}"), {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Stagehold",
            "version": stagehold.__version__,
            "summary": "The booking desk and the planner of leased production space.",
            "description": "Ranges of days are half-open; moments are in UTC; money is text with its decimals. "
            "A refusal is a problem document (RFC 9457) with a stable code, told in the language of Accept-Language.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token made at POST /api/v1/tokens."}
            },
        },
        "tags": [{"name": name} for name in dict.fromkeys(route.tag for route in known)],
    }


def _schemas(routes: Iterable[Route]) -> dict[str, Any]:
    types: dict[Any, None] = {Problem: None}
    for route in routes:
        for type_ in (route.takes, route.gives, route.query):
            if type_ is not None:
                types[type_] = None
    _, found = msgspec.json.schema_components(list(types), ref_template=_REF)
    return dict(sorted(found.items()))


def _schema(type_: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([type_], ref_template=_REF)
    return schema


def _operation(route: Route) -> dict[str, Any]:
    summary, _, rest = inspect.cleandoc(route.document).partition("\n\n")
    operation: dict[str, Any] = {
        "operationId": route.name,
        "tags": [route.tag],
        "summary": " ".join(summary.split()),
        "parameters": [*_path_parameters(route), *_query_parameters(route), *_header_parameters(route)],
        "responses": _responses(route),
        "x-permission": route.needs.value,
    }
    if rest:
        operation["description"] = " ".join(rest.split())
    if route.needs not in OPEN:
        operation["security"] = [{"token": []}]
    if route.takes is not None:
        content = {"application/json": {"schema": _schema(route.takes)}}
        operation["requestBody"] = {"required": _has_required(route.takes), "content": content}
    elif route.takes_forms:
        # JSON and YAML may be anything: what is wrong with it is for the route to say, in its answer or as a problem.
        content = {form: {"schema": {} if form in _PLAIN else {"type": "string"}} for form in route.takes_forms}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _has_required(type_: Any) -> bool:
    """Whether a body without any field would not do."""
    if isinstance(type_, type) and issubclass(type_, Struct):
        return any(field.required for field in msgspec.structs.fields(type_))
    return False


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": rf"^[^{UNKEPT_IN_LINE}]+$"}
    return [
        {"name": name, "in": "path", "required": True, "schema": schema} for name, _ in _IN_PATH.findall(route.path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    _, found = msgspec.json.schema_components([route.query], ref_template=_REF)
    schema = found[route.query.__name__]
    required = schema.get("required", [])
    parameters = []
    for name, given in schema["properties"].items():
        value = _without_null(given)
        parameter = {"name": name, "in": "query", "required": name in required, "schema": value}
        if "description" in value:
            parameter["description"] = value.pop("description")
        parameters.append(parameter)
    return parameters


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """An address has no word for null: a parameter is left out instead."""
    value = {key: item for key, item in schema.items() if not (key == "default" and item is None)}
    options = [option for option in value.pop("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        value |= options[0]
    elif options:
        value["anyOf"] = options
    return value


def _header_parameters(route: Route) -> list[dict[str, Any]]:
    names = [*(["Idempotency-Key"] if route.keyed else []), *(["If-Match"] if route.versioned else [])]
    return [{"name": name, "in": "header", "required": False, **_HEADERS[name]} for name in names]


def _responses(route: Route) -> dict[str, Any]:
    responses: dict[str, Any] = {str(route.status): _success(route)}
    if route.method == "PUT" and route.name == "put_user":
        responses["201"] = _success(route)
    if route.method == "GET" and route.gives is not None:
        responses["304"] = {"description": "As the ETag in If-None-Match names it"}
    for status in _problems(route):
        responses[str(status)] = {"description": _MEANING[status], "content": _PROBLEM}
    return dict(sorted(responses.items()))


def _success(route: Route) -> dict[str, Any]:
    if route.gives is not None:
        content = {"application/json": {"schema": _schema(route.gives)}} | {form: {} for form in route.forms}
        return {"description": "Done", "content": content}
    if route.status in (204, 303) or not route.forms:
        return {"description": "Done"}
    return {"description": "Done", "content": {form: {} for form in route.forms}}


def _problems(route: Route) -> list[int]:
    found = {400, 421, 503, *route.problems}
    if route.needs not in OPEN:
        found |= {401, 403, 429}
    if route.takes is not None or route.takes_forms:
        found |= {413, 415}
    if route.query is not None:
        found.add(414)
    return sorted(found)
