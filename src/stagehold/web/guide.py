"""The reference page of the HTTP API, made from its OpenAPI description.

``python -m stagehold.web.guide >docs/reference/http-api.md`` renews the page; a test notices when it is old.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from stagehold.web.openapi import document
from stagehold.web.routes import ROUTES

_METHODS = ("get", "post", "put", "patch", "delete")
# What stands in a row of a table: a bar would end its cell.
_ESCAPED = str.maketrans({"|": "\\|", "\n": " "})
_WORDS: Mapping[str, str] = {"integer": "whole number", "boolean": "true or false", "string": "text"}


def api_page() -> str:
    """The text of the page."""
    told = document(ROUTES)
    text = files("stagehold.web").joinpath("guide.md").read_text(encoding="utf-8").rstrip()
    # Its links lead from where it stands in the source; those of the page from where the page does.
    lines = [text.replace("../../../docs/reference/", "").replace("../../../docs/", "../"), ""]
    for tag in (tag["name"] for tag in told["tags"]):
        lines += [f"## {tag[0].upper()}{tag[1:].replace('-', ' ')}", ""]
        for path, methods in told["paths"].items():
            for method in _METHODS:
                if method in methods and methods[method]["tags"] == [tag]:
                    lines += _operation(method, path, methods[method])
    lines += [
        "## Shapes",
        "",
        "What bodies and answers are made of, by name. A field without a mark may be left out.",
        "",
    ]
    for name, schema in told["components"]["schemas"].items():
        lines += _shape(name, schema)
    return "\n".join(lines).rstrip() + "\n"


def _operation(method: str, path: str, told: Mapping[str, Any]) -> list[str]:
    lines = [f"### {method.upper()} {path}", "", told["summary"], ""]
    if "description" in told:
        lines += [told["description"], ""]
    lines += [f"- permission: `{told['x-permission']}`"]
    lines += [f"- takes: {', '.join(_contents(told['requestBody']['content']))}"] if "requestBody" in told else []
    good = {status: answer for status, answer in told["responses"].items() if status < "400"}
    lines += [f"- gives {status}: {_answer(answer)}" for status, answer in good.items()]
    bad = ", ".join(status for status in told["responses"] if status >= "400")
    lines += [f"- problems: {bad}", ""]
    if told["parameters"]:
        lines += ["| parameter | in | what | notes |", "|---|---|---|---|"]
        lines += [_parameter(item) for item in told["parameters"]]
        lines.append("")
    return lines


def _contents(content: Mapping[str, Any]) -> Iterator[str]:
    for form, value in content.items():
        schema = value.get("schema", {})
        named = form != "application/json" or not schema
        yield f"`{form}`" if named else _type(schema)


def _answer(answer: Mapping[str, Any]) -> str:
    said = ", ".join(_contents(answer["content"])) if "content" in answer else ""
    return said or _cell(answer["description"][0].lower() + answer["description"][1:])


def _parameter(item: Mapping[str, Any]) -> str:
    schema = item["schema"]
    says = item.get("description", schema.get("description", ""))
    must = "must be given" if item["required"] else ""
    return f"| `{item['name']}` | {item['in']} | {_type(schema)} | {'. '.join(filter(None, [_cell(says), must]))} |"


def _shape(name: str, schema: Mapping[str, Any]) -> list[str]:
    lines = [f"### {name}", ""]
    if "description" in schema:
        lines += [" ".join(schema["description"].replace("``", "`").split()), ""]
    if "properties" not in schema:
        return [*lines, f"{_type(schema)}.", ""]
    required = schema.get("required", [])
    lines += ["| field | what | notes |", "|---|---|---|"]
    for field, told in schema["properties"].items():
        marks = ["must be given" if field in required else "", _cell(told.get("description", ""))]
        default = told.get("default")
        marks.append("" if default in (None, [], "") else f"default `{str(default).lower()}`")
        lines.append(f"| `{field}` | {_type(told)} | {'; '.join(filter(None, marks))} |")
    return [*lines, ""]


def _type(schema: Mapping[str, Any]) -> str:
    """What a value is, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return ", ".join("null" if value is None else f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(_type(option) for option in schema[key]))
    kind = schema.get("type")
    if isinstance(kind, list):
        return " or ".join(_WORDS.get(one, one) for one in kind)
    if kind == "array":
        parts = schema.get("prefixItems")
        return f"list of {_type(schema['items'])}" if not parts and schema.get("items") else "list"
    if kind == "object":
        inner = schema.get("additionalProperties")
        return f"mapping to {_type(inner)}" if isinstance(inner, Mapping) and inner else "mapping"
    if kind is None:
        return "anything"
    return f"{_WORDS.get(kind, kind)}{_limits(schema)}"


def _limits(schema: Mapping[str, Any]) -> str:
    said = [schema["format"]] if "format" in schema else []
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None or high is not None:
        said.append(f"{'' if low is None else low} to {'' if high is None else high}".strip())
    if schema.get("maxLength") is not None:
        said.append(f"at most {schema['maxLength']} characters")
    return f" ({', '.join(said)})" if said else ""


def _cell(text: str) -> str:
    return " ".join(text.replace("``", "`").split()).translate(_ESCAPED).rstrip(".")


if __name__ == "__main__":
    sys.stdout.write(api_page())
